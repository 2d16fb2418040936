//! Titles and offices before a person's name, which are not part of it, and the particles of surnames, which are.

use rustc_hash::FxHashSet;

use super::hash;

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
    pairs: FxHashSet<(u64, u64)>,
    companies: FxHashSet<u64>,
    incorporated: FxHashSet<u64>,
    portfolios: FxHashSet<u64>,
    heads: FxHashSet<u64>,
    storms: FxHashSet<u64>,
    particles: FxHashSet<u64>,
    foreign: FxHashSet<u64>,
}

impl Default for Titles {
    fn default() -> Self {
        let file = include_str!("../../assets/lexicon/titles.tsv");
        let lines = || file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let words = |label: &'static str| {
            lines().filter(move |line| line.0 == label).flat_map(|line| line.1.split_whitespace())
        };
        let hashed = |word: &str| hash::bytes(word.as_bytes());
        let set = |label: &'static str| words(label).map(hashed).collect();
        let particles = |words: &[&str]| words.iter().map(|word| hashed(word)).collect();
        Self {
            offices: set("office"),
            ranks: set("rank"),
            noble: set("noble"),
            suffixes: set("suffix"),
            pairs: words("pair")
                .filter_map(|pair| pair.split_once('_'))
                .map(|(left, right)| (hashed(left), hashed(right)))
                .collect(),
            companies: set("company"),
            incorporated: set("incorporated"),
            portfolios: set("portfolio"),
            heads: set("head"),
            storms: set("storm"),
            particles: particles(PARTICLES),
            foreign: particles(FOREIGN_PARTICLES),
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

    /// Whether two words are a title if a name follows.
    pub fn is_pair(&self, left: u64, right: u64) -> bool {
        self.pairs.contains(&(left, right))
    }

    /// Whether a firm's name may end in it.
    pub fn is_company(&self, lower: u64) -> bool {
        self.companies.contains(&lower) || self.is_incorporated(lower)
    }

    /// Whether it is a firm's form in law, behind which its name ends.
    pub fn is_incorporated(&self, lower: u64) -> bool {
        self.incorporated.contains(&lower)
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
