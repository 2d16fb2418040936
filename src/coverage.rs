//! L2: how a story is covered.
