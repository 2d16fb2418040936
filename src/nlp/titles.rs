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
    "archduke",
    "ayatollah",
    "baroness",
    "brig.",
    "brigadier",
    "capt",
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
    "comrade",
    "congressman",
    "congresswoman",
    "councillor",
    "countess",
    "dame",
    "det.",
    "detective",
    "director",
    "doctor",
    "dr",
    "dr.",
    "duchess",
    "emir",
    "fr.",
    "frau",
    "gen.",
    "gov.",
    "governor",
    "herr",
    "imam",
    "insp.",
    "inspector",
    "lady",
    "lieutenant",
    "lt",
    "lt.",
    "madam",
    "madame",
    "maj.",
    "maulana",
    "mayor",
    "minister",
    "miss",
    "mister",
    "mlle",
    "mlle.",
    "mme",
    "mme.",
    "monsieur",
    "monsignor",
    "mp",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "msgr.",
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
    "senor",
    "senora",
    "sergeant",
    "señor",
    "señora",
    "señorita",
    "sgt",
    "sgt.",
    "shaykh",
    "sheik",
    "sheikh",
    "sheriff",
    "signor",
    "signora",
    "signorina",
    "sir",
    "spokesman",
    "spokeswoman",
    "sultan",
    "supt.",
    "treasurer",
    "tsar",
    "viscount",
    "viscountess",
];

/// A title before a name, but alone it may be a name: a surname, a singer.
const RANKS: &[&str] = &[
    "archduchess",
    "attorney",
    "bishop",
    "brigadier-general",
    "ceo",
    "chair",
    "chief",
    "col",
    "constable",
    "corporal",
    "cpl.",
    "crown",
    "datuk",
    "dauphin",
    "defense",
    "deputy",
    "director-general",
    "emperor",
    "empress",
    "foreign",
    "garda",
    "gen",
    "general",
    "gov",
    "grand",
    "haji",
    "hon.",
    "interior",
    "judge",
    "justice",
    "king",
    "lieutenant-general",
    "maj",
    "major",
    "major-general",
    "marshal",
    "mufti",
    "patriarch",
    "pfc.",
    "pm",
    "pope",
    "premier",
    "president-elect",
    "prime",
    "private",
    "prophet",
    "prosecutor",
    "pvt.",
    "queen",
    "rep",
    "rev",
    "secretary-general",
    "sen",
    "spc.",
    "speaker",
    "superintendent",
    "vice",
];

/// Titles by birth: as titles before a name, but in posts a part of it, where there is no room for the name in full.
const NOBLE: &[&str] = &["baron", "baronet", "count", "lord", "prince", "princess"];

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

/// Words that make the name before them an organisation's.
const SUFFIXES: &[&str] = &[
    "ai",
    "airlines",
    "airways",
    "biosciences",
    "capital",
    "corp",
    "corp.",
    "energy",
    "entertainment",
    "group",
    "holdings",
    "inc",
    "inc.",
    "industries",
    "labs",
    "ltd",
    "ltd.",
    "motors",
    "partners",
    "pharmaceuticals",
    "robotics",
    "technologies",
];

/// What a storm's name stands behind.
const STORMS: &[&str] = &["cyclone", "depression", "hurricane", "storm", "typhoon"];

/// Small words of surnames, also where only the surname is written: "von der Leyen", "de Villepin", "al-Assad".
pub(super) const FOREIGN_PARTICLES: &[&str] =
    &["bin", "binti", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "ibn", "ter", "van", "von", "zu"];

/// Small words that are particles between the parts of a name, and something else elsewhere.
pub(super) const PARTICLES: &[&str] = &["al", "das", "des", "do", "e", "el", "la", "las", "le", "los", "ten", "y"];

/// Titles and particles.
#[derive(Debug)]
pub struct Titles {
    offices: FxHashSet<u64>,
    ranks: FxHashSet<u64>,
    noble: FxHashSet<u64>,
    suffixes: FxHashSet<u64>,
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
            noble: set(NOBLE),
            suffixes: set(SUFFIXES),
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

    /// Whether it makes the name before it an organisation's.
    pub fn is_suffix(&self, lower: u64) -> bool {
        self.suffixes.contains(&lower)
    }

    /// Whether it is a title by birth if a name follows.
    pub fn is_noble(&self, lower: u64) -> bool {
        self.noble.contains(&lower)
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
