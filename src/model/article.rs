//! An article: what one outlet published, once.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Document, Moment};

/// Position of an article in the open corpus, in order of arrival. Not kept between runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u32);

/// What identifies an article wherever its file lies: 128 bits of the BLAKE3 hash of its source text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContentKey(pub u128);

impl ContentKey {
    /// The key of a source text, given as the bytes that were read.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let hash = blake3::hash(bytes);
        let mut head = [0u8; 16];
        head.copy_from_slice(&hash.as_bytes()[..16]);
        Self(u128::from_be_bytes(head))
    }

    /// The short form shown to people and taken by `dateline show`: the first 12 hexadecimal digits.
    #[must_use]
    pub fn short(self) -> String {
        let mut full = self.to_string();
        full.truncate(12);
        full
    }
}

impl fmt::Display for ContentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for ContentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentKey({self})")
    }
}

impl From<ContentKey> for String {
    fn from(key: ContentKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for ContentKey {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        u128::from_str_radix(&text, 16).map(Self)
    }
}

/// When an article was published, as exactly as its source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Published {
    /// A moment in time, on the publisher's own clock; printed as RFC 3339.
    Time(Moment),
    /// A day, where the source gives no time of day.
    Date(jiff::civil::Date),
}

impl Published {
    /// The calendar day, as the publisher's own clock shows it.
    #[must_use]
    pub fn day(&self) -> jiff::civil::Date {
        match self {
            Self::Date(day) => *day,
            Self::Time(time) => time.day(),
        }
    }

    /// Sort key: seconds since 1970 as the publisher's own clock shows them, the start of the day where only the day is
    /// known. Articles of one [`day`](Self::day) are neighbours by it.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        match self {
            Self::Time(time) => time.clock_seconds(),
            Self::Date(day) => day.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second()),
        }
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(time) => write!(f, "{time}"),
            Self::Date(day) => write!(f, "{day}"),
        }
    }
}

/// Why an article is taken to be an outlet's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case", tag = "from", content = "detail")]
pub enum OutletEvidence {
    /// Nothing says whose it is.
    #[default]
    None,
    /// The front matter (or the input record) names it.
    FrontMatter,
    /// The address of the article.
    Url(String),
    /// Words of the text, quoted: an agency prefix, an appeal, a newsletter box.
    Text(String),
    /// The folder's name, where all of the folder is one outlet's.
    Folder(String),
    /// The user said so.
    User,
}

/// What is known of an article besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArticleMeta {
    /// Headline; the first words of the text where it has none (see `title_inferred`).
    pub title: String,
    /// Whether `title` was made from the first words.
    pub title_inferred: bool,
    /// Outlet; `None` is "unknown outlet".
    pub outlet: Option<String>,
    /// What `outlet` rests on.
    pub outlet_evidence: OutletEvidence,
    /// Date of publication.
    pub date: Option<Published>,
    /// Author line, without "By".
    pub byline: Option<String>,
    /// People and agencies that "contributed reporting".
    pub contributors: Vec<String>,
    /// The place before the dash that opens the text ("WASHINGTON —").
    pub dateline: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// ISO 639-1 code of the language, where it could be told.
    pub language: Option<String>,
    /// What the front matter says of the text itself: that it is a summary, a translation, a draft.
    pub note: Option<String>,
}

/// One article, ready to be read. Its text has passed the sanitiser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Identity by content.
    pub key: ContentKey,
    /// Title, outlet, date and so on.
    pub meta: ArticleMeta,
    /// The text with its blocks.
    pub document: Document,
    /// Where it was read from, for people (a path, `-`, `bundled: …`); sanitised.
    pub source: Arc<str>,
}
