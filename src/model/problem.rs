//! What went wrong with one input while the rest went on.

/// At which step an input failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Finding or reading it.
    Read,
    /// Its content was there already; nothing is missing.
    Duplicate,
    /// Turning bytes into text.
    Decode,
    /// Understanding its form (front matter, mark-up).
    Parse,
    /// Looking for names.
    Analyse,
    /// Keeping something on disk.
    Store,
    /// Reading or writing the file of what people decided.
    DecisionFile,
    /// Applying what a person decided.
    Decision,
    /// A configuration file, key map or theme.
    Config,
}

/// A damaged or skipped input. Never the end of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which input: a path, `-`, with `:line:column` where known. Sanitised.
    pub source: String,
    /// At which step.
    pub stage: Stage,
    /// What happened and, where there is something to do, what to do.
    pub reason: String,
    /// Whether the input was left out (`true`) or taken with a flaw (`false`).
    pub skipped: bool,
}
