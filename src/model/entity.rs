//! Entities: who and what is named, under all their names.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// Position of an entity in one revision of the corpus. Across revisions and runs use [`EntityRef`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// The type of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// People, without titles, real or fictional.
    Person,
    /// Companies, parties, agencies, organs of government, teams, media outlets.
    Organisation,
    /// Countries, cities, regions, physical geography, buildings.
    Place,
    /// Nationalities, religions as adjectives, languages, events, works, laws, products.
    Other,
}

impl EntityKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Other];

    /// The field's four-letter label: `PER`, `ORG`, `LOC`, `MISC`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organisation => "ORG",
            Self::Place => "LOC",
            Self::Other => "MISC",
        }
    }

    /// The kind of a label, if it is one.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.label() == label)
    }

    /// The word for it in English, as `--kind` takes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Other => "other",
        }
    }

    /// The heading over a list of them.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Person => "People",
            Self::Organisation => "Organisations",
            Self::Place => "Places",
            Self::Other => "Other",
        }
    }

    /// One letter: `P`, `O`, `L` or `M`.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Person => 'P',
            Self::Organisation => 'O',
            Self::Place => 'L',
            Self::Other => 'M',
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A name tied to its entity, in one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the article's text.
    pub span: Span,
    /// Type of the name.
    pub kind: EntityKind,
    /// Whose name it is, in the revision the mention came with.
    pub entity: EntityId,
    /// How sure the recogniser is: 0 to 255 for 0 to 1.
    pub score: u8,
}

/// A form under which an entity is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name as it stands in the text, white space normalised, without a possessive ending.
    pub name: String,
    /// Number of mentions under it.
    pub mentions: u32,
}

/// A role an entity is given beside its name ("foreign minister").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The words.
    pub words: String,
    /// How often.
    pub mentions: u32,
}

/// Why two names are one entity's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The name that joined.
    pub name: String,
    /// The name it joined.
    pub with: String,
    /// The rule, in words a reader understands.
    pub rule: &'static str,
    /// How sure: 0 to 255 for 0 to 1.
    pub certainty: u8,
}

/// A person, an organisation, a place or another thing with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its number in this revision.
    pub id: EntityId,
    /// Its type: the one most of its mentions have.
    pub kind: EntityKind,
    /// Name for display: the fullest common form.
    pub name: String,
    /// All forms, the most frequent first.
    pub aliases: Vec<Alias>,
    /// Number of mentions.
    pub mentions: u32,
    /// Number of articles that name it.
    pub articles: u32,
    /// For a nationality: its country.
    pub of: Option<EntityId>,
    /// Roles it is given, the most frequent first.
    pub roles: Vec<Role>,
    /// What joined its names, in the order it happened.
    pub merges: Vec<Merge>,
}

/// What names an entity across revisions and runs: its type and one of its names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityRef {
    /// Type.
    pub kind: EntityKind,
    /// Display name at the time.
    pub name: String,
}
