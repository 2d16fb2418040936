//! L2: from files to articles.
