//! What can happen to the reader: everything `update` knows of the world comes through here.

use crossterm::event::{KeyEvent, MouseEvent};

use crate::engine::CorpusEvent;

/// Something happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse was moved, clicked or turned.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has so many columns and rows now.
    Resize(u16, u16),
    /// So many milliseconds have passed since the start.
    Tick(u64),
    /// News of the corpus.
    Corpus(CorpusEvent),
}
