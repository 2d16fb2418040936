//! L1: configuration as plain data.
