//! The bundled corpus: what `dateline` opens when it is given nothing.

use super::Source;

macro_rules! seeds {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../seeds/", $name)))),*]
    };
}

/// File name and text of each article.
const SEEDS: &[(&str, &str)] = seeds! {
    "los-angeles-times.md"
    "moscow-times.md"
    "new-york-times.md"
    "npr.md"
    "shafaq-news.md"
};

/// The articles of the bundled corpus.
#[must_use]
pub fn bundled() -> Vec<Source> {
    (0..SEEDS.len()).map(Source::Bundled).collect()
}

/// The file name of an article of the bundled corpus; empty where there is none at `at`.
pub(super) fn name(at: usize) -> &'static str {
    SEEDS.get(at).map_or("", |(name, _)| name)
}

/// The text of an article of the bundled corpus; empty where there is none at `at`.
pub(super) fn text(at: usize) -> &'static str {
    SEEDS.get(at).map_or("", |(_, text)| text)
}
