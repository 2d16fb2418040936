//! Why names were merged, in words a reader understands.

use serde::{Deserialize, Serialize};

/// A reason for a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Rule {
    SameName,
    KnownName,
    Spelling,
    NameOrder,
    ShorterForm,
    MiddleName,
    Surname,
    GivenName,
    Initial,
    Nickname,
    Slip,
    Acronym,
    Definition,
    KnownAs,
    ShortName,
    StorySurname,
    StoryName,
    LibraryName,
    OtherType,
    Capitals,
}

impl Rule {
    /// The words, and the certainty from 0 to 255.
    pub(super) const fn words(self) -> (&'static str, u8) {
        match self {
            Self::SameName => ("same name", 250),
            Self::KnownName => ("known under both names", 245),
            Self::Spelling => ("another spelling of the same name", 235),
            Self::NameOrder => ("same names in another order", 230),
            Self::ShorterForm => ("same given name and surname, a middle or second name left out", 235),
            Self::MiddleName => ("known by the middle name", 190),
            Self::Surname => ("same surname in this article", 235),
            Self::GivenName => ("given name alone in this article", 215),
            Self::Initial => ("initial of the given name", 205),
            Self::Nickname => ("nickname", 215),
            Self::Slip => ("one letter apart in the same story", 170),
            Self::Acronym => ("acronym", 230),
            Self::Definition => ("given in brackets after it", 240),
            Self::KnownAs => ("the text gives both names", 240),
            Self::ShortName => ("short for it in the same article", 205),
            Self::StorySurname => ("same surname in the same story", 205),
            Self::StoryName => ("same name in the same story", 200),
            Self::LibraryName => ("by far the most mentioned person of this name in similar articles", 160),
            Self::Capitals => ("the same name in capitals", 250),
            Self::OtherType => ("same word taken for another type of name", 150),
        }
    }
}
