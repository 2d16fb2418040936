//! L4: the reader on the screen. `Event → keymap → Action → update → Effect`; drawing is a function of the state.

pub mod action;
pub mod app;
pub mod command;
pub mod effect;
pub mod event;
pub mod keymap;
pub mod layout;
pub mod runtime;
pub mod screenshot;
pub mod script;
pub mod state;
pub mod theme;
pub mod update;
pub mod view;
pub mod widgets;
