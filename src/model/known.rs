//! What a library keeps of an entity, so that names of later articles can be tied to it.

use super::EntityKind;

/// An entity of a library, as it was found in the articles so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownEntity {
    /// Its number in the library, which it keeps for good; the older of two has the smaller one.
    pub id: u64,
    /// Its type.
    pub kind: EntityKind,
    /// ISO 3166 code of the country whose organ ("Foreign Ministry") it is; of a US state the postal code in lower case.
    pub country: Option<[u8; 2]>,
    /// Where a name holds that is nobody's in general (a surname alone, "parliament" in one paper); 0 if it has a better name.
    pub scope: u64,
    /// Its names.
    pub names: Vec<KnownName>,
    /// Number of articles that name it.
    pub articles: u32,
    /// Some of the entities named beside it (a few dozen do): what a surname alone is told by. May be empty.
    pub company: Vec<u64>,
    /// What texts said of a person: two of one full name are told apart by it.
    pub traits: Traits,
}

/// What texts said of a person that tells the bearers of one full name apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traits {
    /// The fields (sport, politics …) somebody is known in, as a set; the numbers are the resolver's.
    pub fields: u16,
    /// Ages, each with the day of its article in days since 1970; a dozen at most.
    pub ages: Vec<(u8, Option<i32>)>,
    /// Number of articles that said something.
    pub articles: u32,
}

/// A name of a known entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownName {
    /// As it stands in the text, white space normalised, without a possessive ending.
    pub name: String,
    /// Number of mentions under it.
    pub mentions: u32,
    /// Whether the name means this entity wherever it stands; otherwise only beside another name of it ("the Academy").
    pub own: bool,
}
