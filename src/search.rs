//! L2: fuzzy and exact search.
