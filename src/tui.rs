//! L4: the reader on the screen.
