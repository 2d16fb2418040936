//! What `update` wants done outside of the state. The runtime does it; tests look at it.

use crate::engine::{Request, Ticket};

/// An order to the runtime.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Ask the corpus.
    Send(Ticket, Request),
    /// Put this text on the clipboard.
    Copy(String),
    /// Clear the terminal and draw everything.
    Redraw,
    /// Stop the process as Ctrl-Z does, until it is continued.
    Suspend,
    /// End.
    Quit,
}
