//! L2: what is kept on disk.
