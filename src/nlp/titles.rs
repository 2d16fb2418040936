//! Titles and offices before a person's name: they are not part of it.

use rustc_hash::FxHashSet;

use super::hash;

/// In lower case, also without their period.
const TITLES: &[&str] = &[
    "adm.",
    "admiral",
    "amb.",
    "ambassador",
    "archbishop",
    "ayatollah",
    "brig.",
    "brigadier",
    "capt.",
    "captain",
    "cardinal",
    "chairman",
    "chairwoman",
    "chancellor",
    "cmdr.",
    "coach",
    "col.",
    "colonel",
    "commander",
    "commissioner",
    "congressman",
    "congresswoman",
    "councillor",
    "dame",
    "detective",
    "director",
    "dr",
    "dr.",
    "emir",
    "fr.",
    "gen.",
    "gov.",
    "governor",
    "imam",
    "inspector",
    "lady",
    "lieutenant",
    "lt.",
    "madam",
    "madame",
    "maj.",
    "mayor",
    "minister",
    "miss",
    "mister",
    "mp",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "mullah",
    "officer",
    "pastor",
    "president",
    "prof",
    "prof.",
    "professor",
    "rabbi",
    "rep.",
    "representative",
    "rev.",
    "reverend",
    "secretary",
    "sen.",
    "senator",
    "sergeant",
    "sgt.",
    "sheik",
    "sheikh",
    "sheriff",
    "sir",
    "spokesman",
    "spokeswoman",
    "sultan",
    "treasurer",
];

/// The set of titles.
#[derive(Debug)]
pub struct Titles(FxHashSet<u64>);

impl Default for Titles {
    fn default() -> Self {
        Self(TITLES.iter().map(|title| hash::bytes(title.as_bytes())).collect())
    }
}

impl Titles {
    /// Whether the word with this hash continues an office rather than beginning a name: "of", "for".
    #[allow(clippy::unused_self, reason = "asked of the same object as the titles")]
    pub fn goes_on(&self, lower: u64) -> bool {
        [b"of".as_slice(), b"for", b"and", b"to"].into_iter().any(|word| hash::bytes(word) == lower)
    }

    /// Whether the word with this hash of its lower case is a title.
    pub fn has(&self, lower: u64) -> bool {
        self.0.contains(&lower)
    }
}
