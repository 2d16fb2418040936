//! The words of pages: tables of short lines and of cues, kept as data in `assets/page-words.txt`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

const ASSET: &str = include_str!("../../../assets/page-words.txt");

static TABLES: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    // A table goes on to the next line that begins with a bracket.
    let tables = ASSET.split("\n[").filter_map(|table| table.split_once("]\n"));
    let lines = |text: &'static str| text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    tables.map(|(name, text)| (name, lines(text))).collect()
});

/// The words of a table; none where there is no such table.
pub(super) fn words(table: &str) -> &'static [&'static str] {
    TABLES.get(table).map_or(&[], Vec::as_slice)
}

/// A table of whole lines.
#[derive(Debug)]
pub(super) struct Whole(LazyLock<FxHashSet<&'static str>>);

impl Whole {
    /// Whether a folded line stands in it.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains(key)
    }
}

/// A table of the starts of lines, by their first letter.
#[derive(Debug)]
pub(super) struct Starts(LazyLock<FxHashMap<u8, Vec<&'static str>>>);

impl Starts {
    /// Whether a folded line begins with one of them, whole words.
    pub fn open(&self, key: &str) -> bool {
        let Some(table) = key.bytes().next().and_then(|first| self.0.get(&first)) else { return false };
        table.iter().any(|start| {
            key.strip_prefix(start).is_some_and(|rest| start.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
        })
    }
}

fn by_first_letter(table: &str) -> FxHashMap<u8, Vec<&'static str>> {
    let mut map: FxHashMap<u8, Vec<&str>> = FxHashMap::default();
    for start in words(table) {
        if let Some(first) = start.bytes().next() {
            map.entry(first).or_default().push(start);
        }
    }
    map
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident: $kind:ident = $table:literal;)*) => {
        $($(#[$doc])* pub(super) static $name: $kind = tables!(@$kind $table);)*

        /// The names of all tables, to be checked.
        #[cfg(test)]
        const ALL: &[&str] = &[$($table),*];
    };
    (@Whole $table:literal) => { Whole(LazyLock::new(|| words($table).iter().copied().collect())) };
    (@Starts $table:literal) => { Starts(LazyLock::new(|| by_first_letter($table))) };
}

tables! {
    /// Lines that are furniture wherever they stand.
    BUTTONS: Whole = "buttons";
    /// Lines that are furniture only next to other furniture: alone they could be a subheading.
    WEAK_BUTTONS: Whole = "weak buttons";
    /// Starts of lines that are furniture by themselves.
    LINE_STARTS: Starts = "line starts";
    /// Starts of labels before topics; no sentence is one.
    LABEL_STARTS: Starts = "label starts";
    /// Heads of lists of other articles, alone on their line.
    RELATED: Whole = "related";
    /// What stands before the title of another article on one line.
    RELATED_STARTS: Whole = "related starts";
    /// Words of which lines of sharing buttons are made.
    SHARE_WORDS: Whole = "share words";
    /// Of these at least one must be there.
    SHARE_SURE: Whole = "share sure";
    /// Starts of appeals for support.
    APPEAL_STARTS: Starts = "appeal starts";
    /// Starts of newsletter boxes and the like.
    NEWSLETTER_STARTS: Starts = "newsletter starts";
    /// Names of sections, as navigation lists them.
    SECTIONS: Whole = "sections";
    /// Labels above a title, besides names of sections and places.
    KICKERS: Whole = "kickers";
    /// Heads of a comment section.
    COMMENTS: Whole = "comments";
}

#[cfg(test)]
mod tests {
    use super::{ALL, ASSET, BUTTONS, LINE_STARTS, TABLES};
    use crate::text::fold;

    #[test]
    fn the_tables_are_there_and_folded() {
        for table in ALL {
            assert!(TABLES.get(table).is_some_and(|words| !words.is_empty()), "{table}");
        }
        for line in ASSET.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(fold(line), line);
        }
        assert!(
            BUTTONS.has("hide caption") && LINE_STARTS.open("by signing up you agree") && !LINE_STARTS.open("buying")
        );
    }
}
