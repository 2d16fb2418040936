//! L4: the reader on the screen. `Event → keymap → Action → update → Effect`; drawing is a function of the state.

pub mod action;
pub mod command;
pub mod keymap;
pub mod layout;
pub mod theme;
pub mod widgets;
