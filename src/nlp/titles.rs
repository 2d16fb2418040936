//! Titles and offices before a person's name, which are not part of it, and the particles of surnames, which are.

use rustc_hash::FxHashSet;

use super::hash;

/// Never a name, alone or before one. In lower case, also without their period.
const OFFICES: &[&str] = &[
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

/// A title before a name, but alone it may be a name: a surname, a singer.
const RANKS: &[&str] = &[
    "attorney",
    "bishop",
    "brigadier-general",
    "ceo",
    "chair",
    "chief",
    "corporal",
    "cpl.",
    "defense",
    "deputy",
    "director-general",
    "emperor",
    "empress",
    "foreign",
    "general",
    "interior",
    "judge",
    "justice",
    "king",
    "lieutenant-general",
    "major",
    "major-general",
    "marshal",
    "patriarch",
    "pm",
    "pope",
    "premier",
    "president-elect",
    "prime",
    "private",
    "prophet",
    "prosecutor",
    "queen",
    "secretary-general",
    "speaker",
    "vice",
];

/// Words of offices before "minister", "secretary", "adviser", which are no organisations there.
const PORTFOLIOS: &[&str] = &[
    "agriculture",
    "assistant",
    "culture",
    "defence",
    "defense",
    "deputy",
    "development",
    "economy",
    "education",
    "energy",
    "environment",
    "finance",
    "foreign",
    "health",
    "home",
    "information",
    "interior",
    "justice",
    "labor",
    "labour",
    "national",
    "press",
    "prime",
    "security",
    "special",
    "trade",
    "transport",
    "vice",
];

/// Offices that portfolios stand before.
const HEADS: &[&str] = &["adviser", "advisor", "coordinator", "envoy", "minister", "secretary", "undersecretary"];

/// What a storm's name stands behind.
const STORMS: &[&str] = &["cyclone", "depression", "hurricane", "storm", "typhoon"];

/// Small words of surnames, also where only the surname is written: "von der Leyen", "de Villepin", "al-Assad".
const FOREIGN_PARTICLES: &[&str] =
    &["bin", "binti", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "ibn", "ter", "van", "von", "zu"];

/// Small words that are particles between the parts of a name, and something else elsewhere.
const PARTICLES: &[&str] = &["al", "das", "des", "do", "e", "el", "la", "las", "le", "los", "ten", "y"];

/// Titles and particles.
#[derive(Debug)]
pub struct Titles {
    offices: FxHashSet<u64>,
    ranks: FxHashSet<u64>,
    portfolios: FxHashSet<u64>,
    heads: FxHashSet<u64>,
    storms: FxHashSet<u64>,
    particles: FxHashSet<u64>,
    foreign: FxHashSet<u64>,
}

impl Default for Titles {
    fn default() -> Self {
        let set = |words: &[&str]| words.iter().map(|word| hash::bytes(word.as_bytes())).collect();
        Self {
            offices: set(OFFICES),
            ranks: set(RANKS),
            portfolios: set(PORTFOLIOS),
            heads: set(HEADS),
            storms: set(STORMS),
            particles: set(PARTICLES),
            foreign: set(FOREIGN_PARTICLES),
        }
    }
}

impl Titles {
    /// Whether the word with this hash continues an office rather than beginning a name: "of", "for".
    #[allow(clippy::unused_self, reason = "asked of the same object as the titles")]
    pub fn goes_on(&self, lower: u64) -> bool {
        [b"of".as_slice(), b"for", b"and", b"to"].into_iter().any(|word| hash::bytes(word) == lower)
    }

    /// Whether the word with this hash of its lower case is an office, and no name even alone.
    pub fn is_office(&self, lower: u64) -> bool {
        self.offices.contains(&lower)
    }

    /// Whether it is a title if a name follows.
    pub fn is_rank(&self, lower: u64) -> bool {
        self.ranks.contains(&lower)
    }

    /// Whether it is a word of an office before its head: "National", "Security" before "Adviser".
    pub fn is_portfolio(&self, lower: u64) -> bool {
        self.portfolios.contains(&lower)
    }

    /// Whether it is the head of an office: "Adviser".
    pub fn is_head(&self, lower: u64) -> bool {
        self.heads.contains(&lower)
    }

    /// Whether a storm's name may follow it.
    pub fn is_storm(&self, lower: u64) -> bool {
        self.storms.contains(&lower)
    }

    /// Whether it may stand inside a person's name in small letters.
    pub fn is_particle(&self, lower: u64) -> bool {
        self.particles.contains(&lower) || self.foreign.contains(&lower)
    }

    /// Whether it belongs to a surname even where nothing is before it.
    pub fn is_foreign_particle(&self, lower: u64) -> bool {
        self.foreign.contains(&lower)
    }
}
