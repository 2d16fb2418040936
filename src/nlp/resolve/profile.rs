//! What a text says of a person beside the name that tells the bearers of one full name apart: the field somebody is known in, and
//! an age.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::context;
use super::knowledge::sections;
use crate::model::NameMention;
use crate::text::fold;

/// Words looked at on either side.
const MAX_WORDS: usize = 6;
/// Two ages in articles whose dates are not known are two people's from so many years on.
const YEARS_UNDATED: i32 = 20;
/// Ages are rounded, and a birthday may lie between.
const YEARS_DATED: i32 = 4;
/// In one article nobody has two ages.
const YEARS_IN_ARTICLE: i32 = 3;

/// Fields by word, and which fields are hardly ever one person's.
#[derive(Debug, Default)]
struct Fields {
    /// Word → set of fields; none for words that say nothing by themselves.
    words: FxHashMap<String, u16>,
    /// For each field the set of those it contradicts.
    apart: [u16; 16],
}

impl Fields {
    /// The fields of a word, if it is in the table; its words are short and plain.
    fn of(&self, word: &str) -> Option<u16> {
        let mut buffer = [0u8; 24];
        let slot = buffer.get_mut(..word.len()).filter(|_| word.is_ascii())?;
        slot.copy_from_slice(word.as_bytes());
        slot.make_ascii_lowercase();
        self.words.get(std::str::from_utf8(slot).ok()?).copied()
    }

    fn get() -> &'static Self {
        static FIELDS: OnceLock<Fields> = OnceLock::new();
        FIELDS.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut out = Self::default();
        let mut names: Vec<&str> = Vec::new();
        for (section, words) in sections(include_str!("../../../assets/names/fields.txt")) {
            match section {
                "neutral" => words.for_each(|w| {
                    out.words.entry(fold(w)).or_default();
                }),
                "apart" => {
                    let at = |name: &str| names.iter().position(|field| *field == name);
                    let both: Vec<usize> = words.filter_map(at).collect();
                    for pair in both.chunks_exact(2) {
                        out.apart[pair[0]] |= 1 << pair[1];
                        out.apart[pair[1]] |= 1 << pair[0];
                    }
                }
                field => {
                    let bit = 1u16 << names.len().min(15);
                    names.push(field);
                    words.for_each(|w| *out.words.entry(fold(w)).or_default() |= bit);
                }
            }
        }
        out
    }
}

/// What is told of a bearer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Profile {
    /// Set of fields.
    pub(super) fields: u16,
    pub(super) age: Option<u8>,
}

impl Profile {
    /// What stands beside a mention of a person; and whether the words before it say that it is another one's of that name.
    pub(super) fn read(text: &str, mention: &NameMention) -> (Self, bool) {
        let (ahead, behind) = (context::before(text, mention), context::after(text, mention));
        let mut out = Self { fields: inside(mention.span.of(text)), age: None };
        if ahead.ends_with(' ') {
            out.read_before(ahead);
        }
        if let Some(rest) = behind.strip_prefix(", ") {
            out.read_after(rest);
        } else if let Some(rest) = behind.strip_prefix(" is ").or_else(|| behind.strip_prefix(" was ")) {
            out.fields |= phrase(rest);
        } else if let Some(rest) = behind.strip_prefix(" (") {
            out.age = rest.split_once(')').and_then(|(age, _)| years(age));
        }
        (out, said_other(ahead))
    }

    /// "basketball great", "the 41-year-old".
    fn read_before(&mut self, ahead: &str) {
        let fields = Fields::get();
        for word in ahead.split_whitespace().rev().take(MAX_WORDS) {
            let ends = word.ends_with([',', ';', ':', ')', '"', '”']);
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let age = bare.strip_suffix("-year-old").and_then(years);
            // The title of a court; a small letter may be that of a contest's.
            let set = fields.of(if bare == "Judge" { "magistrate" } else { bare });
            if ends || (age.is_none() && set.is_none()) {
                break;
            }
            self.age = self.age.or(age);
            self.fields |= set.unwrap_or(0);
        }
    }

    /// "41, a teacher,", "the basketball star,".
    fn read_after(&mut self, rest: &str) {
        let first = rest.split([',', '.', ';']).next().unwrap_or("");
        let age = first.strip_prefix("aged ").or_else(|| first.strip_prefix("age ")).unwrap_or(first);
        self.age = self.age.or_else(|| years(age));
        let rest = if years(age).is_some() { rest.get(first.len()..).unwrap_or("") } else { rest };
        let rest = rest.strip_prefix(", ").unwrap_or(rest);
        if !rest.starts_with([',', '.', ';']) {
            self.fields |= phrase(rest);
        }
    }

    /// Adds what another mention of the same bearer says.
    pub(super) fn add(&mut self, other: Self) {
        self.fields |= other.fields;
        self.age = self.age.or(other.age);
    }

    /// Whether nothing is told.
    pub(super) const fn is_empty(self) -> bool {
        self.fields == 0 && self.age.is_none()
    }

    /// Whether two are hardly one person by what they do.
    pub(super) fn other_field(self, other: Self) -> bool {
        let all = Fields::get();
        let bits = |set: u16| (0..16).filter(move |bit| set & (1 << bit) != 0);
        self.fields & other.fields == 0
            && self.fields != 0
            && other.fields != 0
            && bits(self.fields).all(|bit| other.fields & !all.apart[bit] == 0)
    }

    /// Whether two ages in one article are two people's.
    pub(super) fn other_age_here(self, other: Self) -> bool {
        self.age.zip(other.age).is_some_and(|(x, y)| i32::from(x.abs_diff(y)) >= YEARS_IN_ARTICLE)
    }

    /// Whether two ages are two people's; `days` are those of the articles.
    pub(super) fn other_age(self, other: Self, days: (Option<i32>, Option<i32>)) -> bool {
        let Some((x, y)) = self.age.zip(other.age) else { return false };
        let (x, y) = (i32::from(x), i32::from(y));
        match days {
            (Some(d), Some(e)) => ((x - y) - (d - e) / 365).abs() >= YEARS_DATED,
            _ => (x - y).abs() >= YEARS_UNDATED,
        }
    }
}

/// Fields of the words of a name that hold a title: "Bishop Ospina".
fn inside(name: &str) -> u16 {
    let Some((title, _)) = name.split_once(' ') else { return 0 };
    if !title.ends_with('.') && title.len() < 6 {
        return 0;
    }
    Fields::get().of(title.trim_end_matches('.')).unwrap_or(0)
}

/// An age in figures.
fn years(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|age| (1..=110).contains(age))
}

/// Fields of a phrase such as "a former tennis star": known words up to the end of its head.
fn phrase(rest: &str) -> u16 {
    let fields = Fields::get();
    let mut found = 0;
    let mut head = false;
    for word in rest.split_whitespace().take(MAX_WORDS) {
        let ends = word.ends_with([',', '.', ';', ':', ')']);
        let owner = word.ends_with("'s") || word.ends_with("’s");
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let stop = matches!(
            bare,
            "of" | "for"
                | "at"
                | "in"
                | "from"
                | "who"
                | "which"
                | "that"
                | "and"
                | "with"
                | "on"
                | "to"
                | "as"
                | "whose"
        );
        if stop {
            break;
        }
        if !(owner || matches!(bare, "the" | "a" | "an" | "his" | "her" | "then" | "now")) {
            let set = fields.of(bare);
            head = set.is_some();
            found |= set.unwrap_or(0);
        }
        if ends {
            break;
        }
    }
    if head { found } else { 0 }
}

/// Whether the words before a name say that it is another one's of that name.
fn said_other(ahead: &str) -> bool {
    let ahead = ahead.trim_end().trim_end_matches(',');
    ["namesake", "another", "a different", "confused with", "no relation to"].iter().any(|words| {
        let tail = ahead.len().checked_sub(words.len()).and_then(|at| ahead.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(words))
    })
}

#[cfg(test)]
mod tests {
    use super::Profile;
    use crate::model::{EntityKind, NameMention};
    use crate::text::Span;

    fn at(text: &str) -> (Profile, bool) {
        let start = text.find("Ida Lund").unwrap() as u32;
        let mention = NameMention { span: Span::new(start, start + 8), kind: EntityKind::Person, score: 255 };
        Profile::read(text, &mention)
    }

    #[test]
    fn fields_and_ages() {
        let field = |text: &str| at(text).0;
        assert!(field("Then tennis great Ida Lund lost.").other_field(field("Ida Lund, a professor of law, spoke.")));
        assert!(field("Ida Lund, 41, a surgeon,").other_field(field("The 19-year-old goalkeeper Ida Lund fell.")));
        assert!(field("Ida Lund was a rapper.").other_field(field("Ida Lund, the city's police chief, left.")));
        assert!(field("Ida Lund, 82, died.").other_age(field("Ida Lund (24) ran."), (None, None)));
        assert!(!field("Ida Lund, 41, ran.").other_age(field("Ida Lund, 44, ran."), (Some(0), Some(1100))));
        assert!(!field("Striker Ida Lund").other_field(field("President Ida Lund")));
        for text in [
            "Police arrested Ida Lund on Monday.",
            "Ida Lund, actor Tom Hale and others",
            "Ida Lund, who met a nun, left.",
        ] {
            assert!(field(text).is_empty(), "{text}");
        }
        assert!(at("His namesake, Ida Lund, left.").1 && !at("Then Ida Lund left.").1);
    }
}
