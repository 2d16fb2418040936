//! Who wrote it: bylines, and lines of those who contributed.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::names::{is_agency, is_person, is_role, list};
use crate::ingest::date::{Words, has_year};
use crate::text::{fold, word_count};

/// Bylines are not longer than this.
const MAX_WORDS: usize = 30;

/// Words before an author's name, folded.
const BEFORE: &[&str] = &[
    "by",
    "written by",
    "story by",
    "words by",
    "analysis by",
    "opinion by",
    "report by",
    "text by",
    "author:",
    "authors:",
    "author",
    "von",
    "par",
    "por",
    "reported by",
    "posted by",
    "by:",
    "interview by",
    "commentary by",
];

/// What an author's title ends in.
const ROLE_NOUNS: [&str; 7] = ["correspondent", "editor", "writer", "reporter", "columnist", "chief", "producer"];

/// The author in a line that says so ("By Ann Ley", "BY ANN LEY AND BO OE | MARCH 3, 2025"), without "By", date and role.
pub(super) fn explicit(text: &str) -> Option<String> {
    let bare = without_brackets(text);
    let text = bare.as_ref().trim_start_matches(['*', '_', ' ']);
    // "byAnn Ley", as scrapers glue it.
    if let Some(name) = text.strip_prefix("by").filter(|name| name.starts_with(char::is_uppercase) && is_person(name)) {
        return Some(name.to_owned());
    }
    let folded = fold(text);
    let before = BEFORE
        .iter()
        .filter(|word| folded.strip_prefix(**word).is_some_and(|rest| rest.starts_with([' ', ':'])))
        .max_by_key(|word| word.len())?;
    // The words are plain letters: folding keeps their length.
    author(text.get(before.len()..)?.trim_start_matches([' ', ':']))
}

/// A line without what stands in brackets in it.
fn without_brackets(text: &str) -> Cow<'_, str> {
    if !text.contains('(') || text.len() > 400 {
        return Cow::Borrowed(text);
    }
    let mut depth = 0usize;
    let outside: String = text
        .chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let keep = depth == 0;
            depth = depth.saturating_sub(usize::from(*c == ')'));
            keep
        })
        .collect();
    Cow::Owned(outside.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ","))
}

/// Whether a folded line ends in what authors are: "chief international correspondent".
pub(super) fn ends_in_role(folded: &str) -> bool {
    folded.rsplit(' ').next().is_some_and(|last| ROLE_NOUNS.contains(&last))
}

/// The author in a line that is a name with its role or place: "ANN LEY, Staff Writer", "Ann Ley in Kyiv".
pub(super) fn with_role(text: &str) -> Option<String> {
    // "Ann Ley (Rome correspondent) and Bo Oe"
    if let Some((_, inside)) = text.split_once('(')
        && is_role(inside.split(')').next().unwrap_or(inside))
        && let bare = without_brackets(text)
        && all_names(&bare)
    {
        return Some(bare.into_owned());
    }
    // "Ann Ley in Rome | with AFP, dpa"
    let wired = text.split_once(" | with ").filter(|(_, wires)| wires.split([',', '/']).all(is_agency));
    let line = date_cut(wired.map_or(text, |(names, _)| names));
    if line.split_whitespace().count() > 16 || line.ends_with(['.', '!', '?', ':']) {
        return None;
    }
    if let Some((name, rest)) = line.split_once([',', '|', '•', '–', '—'])
        && (is_person(name.trim()) || list(name).len() > 1)
        && is_role(rest)
    {
        return Some(name.trim().to_owned());
    }
    // "Ann Ley Political correspondent"
    let spaces = line.match_indices(' ').map(|(at, _)| at).skip(1).take(3);
    if line.split_whitespace().count() <= 8
        && !line.contains(',')
        && line.rsplit(' ').next().is_some_and(|last| ROLE_NOUNS.contains(&fold(last).as_str()))
        && let Some((name, _)) = spaces
            .filter_map(|at| Some((line.get(..at)?, line.get(at + 1..)?)))
            .find(|(name, rest)| is_person(name) && !is_role(name) && rest.split(' ').next().is_some_and(is_role))
    {
        return Some(name.to_owned());
    }
    let (names, place) = line.split_once(" in ")?;
    let place_like = place.split([' ', ',']).filter(|word| !word.is_empty()).all(|word| {
        word.starts_with(char::is_uppercase) || matches!(word, "and" | "agencies" | "the" | "de" | "al" | "in")
    });
    (place_like && place.split_whitespace().count() <= 8 && all_names(names)).then(|| names.trim().to_owned())
}

/// The author in a line that is nothing but a name or an agency; only the place on the page can say that it is a byline.
pub(super) fn bare(text: &str) -> Option<String> {
    let line = date_cut(text);
    // "Ann Ley and Bo Oe, Example Press"
    if let Some((names, _)) = line.rsplit_once(", ").filter(|(names, house)| is_agency(house) && all_names(names)) {
        return Some(names.to_owned());
    }
    ((is_agency(line) || is_house(line) || all_names(line)) && !line.ends_with(['.', '?', '!']))
        .then(|| line.to_owned())
}

/// "The Example Bureau", "Web Desk".
fn is_house(line: &str) -> bool {
    let mut words = line.split(' ');
    line.len() <= 40
        && words.clone().count() >= 2
        && words.clone().all(|word| word.starts_with(char::is_uppercase))
        && words.next_back().is_some_and(|last| matches!(last, "Bureau" | "Desk" | "Staff" | "Newsroom"))
}

/// Whether a line is a name and the date beside it: "Ann Ley · 3 March 2031".
pub(super) fn is_dated(text: &str) -> bool {
    let name = date_cut(text);
    name.len() < text.trim().len() && Words::read(text.get(name.len()..).unwrap_or("")).published().is_some()
}

fn all_names(text: &str) -> bool {
    let mut pieces = text.split(" and ").flat_map(|part| part.split(", ")).peekable();
    pieces.peek().is_some() && pieces.all(|piece| is_person(piece.trim()))
}

/// The author line after "By".
fn author(text: &str) -> Option<String> {
    let line = date_cut(text);
    let words = line.split_whitespace().count();
    if words == 0 || words > MAX_WORDS || (line.ends_with('.') && words > 10) {
        return None;
    }
    let first = line.split([',', '|', '•', ';']).next().unwrap_or(line);
    let first = [" and ", " AND ", " & ", " in ", " for ", " FOR ", " with ", " of ", " from "]
        .iter()
        .filter_map(|word| first.find(word))
        .min()
        .and_then(|at| first.get(..at))
        .unwrap_or(first)
        .trim()
        .trim_end_matches('.');
    let house = line.split_once(' ').is_some_and(|(own, _)| matches!(own, "Our" | "A" | "Staff" | "The"))
        && is_role(line)
        && words <= 5;
    if house {
        return Some(line.to_owned());
    }
    let signs = is_person(first) || is_agency(first) || (words == 1 && first.starts_with(char::is_uppercase));
    let low = line
        .split(|c: char| c.is_whitespace() || ",|•".contains(c))
        .filter(|word| word.starts_with(char::is_lowercase) && !is_role(word))
        .filter(|word| {
            !matches!(*word, "and" | "in" | "for" | "with" | "of" | "the" | "from" | "de" | "van" | "von" | "al")
        })
        .count();
    if !is_agency(line) && (!signs || low * 4 > words) {
        return None;
    }
    Some(without_role(line))
}

/// A byline without roles and places: "Ann Ley and Bo Oe, staff writers, in Kyiv" is "Ann Ley and Bo Oe".
fn without_role(line: &str) -> String {
    let line = line.split_once(" FOR ").map_or(line, |(names, _)| names);
    let line = [" in ", " for ", " from "]
        .iter()
        .filter_map(|word| {
            line.find(word).filter(|at| line.get(at + word.len()..).is_none_or(|rest| list(rest).is_empty()))
        })
        .min()
        .and_then(|at| line.get(..at))
        .unwrap_or(line);
    let mut kept: Vec<&str> = Vec::new();
    for piece in line.split([',', '|', '•', ';']).map(str::trim).filter(|piece| !piece.is_empty()) {
        let name = piece.strip_prefix("and ").unwrap_or(piece);
        if kept.is_empty() || (!is_role(name) && !list(name).is_empty() && !is_agency(name)) {
            kept.push(piece);
        }
    }
    without_house(kept.join(", ").trim_end_matches(['.', ',', ' ', '*', '_'])).to_owned()
}

/// "Ann Ley and Bo Oe Associated Press" without the house they write for.
fn without_house(names: &str) -> &str {
    let spaces: Vec<usize> = names.rmatch_indices(' ').map(|(at, _)| at).take(3).collect();
    let cut = spaces.into_iter().rev().find(|at| {
        let (before, after) = names.split_at(*at);
        let after = after.trim();
        after.len() > 1
            && (is_agency(after) || super::outlet::is_known(after))
            && list(before).last().is_some_and(|name| before.ends_with(name.as_str()) && is_person(name))
    });
    cut.and_then(|at| names.get(..at)).unwrap_or(names)
}

/// A line up to the date, the reading time or the address that may follow a name.
fn date_cut(line: &str) -> &str {
    let line = line.trim();
    // An address after the name, with nothing between.
    let line = line.rsplit_once(' ').filter(|(_, last)| last.contains('@')).map_or(line, |(name, _)| name.trim_end());
    let mut end = line.len();
    for (at, _) in line.match_indices(['|', '•', '·', '–', '—', ',', '(', '-']) {
        let rest = line.get(at..).unwrap_or("");
        if rest.contains('@') || Words::is_date(rest) {
            end = at;
            break;
        }
    }
    // "… on 5 March 2031 in notes"
    if let Some((at, _)) = line.match_indices(" on ").next()
        && at < end
        && has_year(line.get(at..).unwrap_or(""))
        && Words::read(line.get(at..).unwrap_or("")).published().is_some()
    {
        end = at;
    }
    line.get(..end).unwrap_or(line).trim().trim_end_matches(['|', '•', '·', '–', '—', ',', '('] as [char; 7]).trim()
}

static CONTRIBUTION: LazyLock<[Finder<'static>; 7]> =
    LazyLock::new(|| ["contribut", "report", "edit", "with ", "writing by", "research", "compiled"].map(Finder::new));

/// The people and agencies of a line that says who contributed, and nothing else; `None` for any other line.
pub(super) fn contributors(text: &str) -> Option<Vec<String>> {
    if text.len() > 600 {
        return None;
    }
    // All such lines hold one of these; most prose does not, and is done with here.
    let lower = text.to_ascii_lowercase();
    if !CONTRIBUTION.iter().any(|word| word.find(lower.as_bytes()).is_some()) || word_count(text) > 80 {
        return None;
    }
    let bare = text.trim_matches(|c: char| "()[]—–-*_ ".contains(c));
    let mut names = Vec::new();
    let mut any = false;
    for part in sentences(bare) {
        match credit(part) {
            Credit::Gave(more) => {
                any = true;
                names.extend(more);
            }
            Credit::Beside => {
                any |= !names.is_empty()
                    || fold(part).starts_with("edit")
                    || posts(part).is_some_and(|who| !list(who).is_empty());
            }
            Credit::Other => return None,
        }
    }
    any.then_some(names)
}

enum Credit {
    /// Someone reported.
    Gave(Vec<String>),
    /// Someone edited, or reported from somewhere.
    Beside,
    /// It is about something else.
    Other,
}

fn credit(part: &str) -> Credit {
    const GAVE: [&str; 9] = [
        "contributed reporting",
        "contributed to this",
        "contributed to the report",
        "contributed additional reporting",
        "also contributed",
        "contributed research",
        "contributed from",
        "provided additional reporting",
        "provided reporting",
    ];
    const BY: [&str; 19] = [
        "some information for this report came from",
        "some information in this report came from",
        "reporting by",
        "additional reporting by",
        "additional reporting from",
        "with reporting by",
        "with reporting from",
        "with additional reporting by",
        "with additional reporting from",
        "with inputs from",
        "with input from",
        "with contributions from",
        "with files from",
        "reporting was contributed by",
        "additional reporting:",
        "with material from",
        "writing by",
        "reporting and writing by",
        "research by",
    ];
    // Offsets must stay those of the source; the words are plain ASCII.
    let folded = part.to_ascii_lowercase();
    if let Some(word) = BY.iter().filter(|word| folded.starts_with(**word)).max_by_key(|word| word.len()) {
        let names = named(part.get(word.len()..).unwrap_or(""));
        return if names.is_empty() && !folded.contains("agenc") { Credit::Other } else { Credit::Gave(names) };
    }
    let ended = || folded.strip_suffix(" contributed").map(str::len);
    let gave = || GAVE.iter().filter_map(|word| folded.find(word)).min().or_else(ended);
    if let Some(at) = ["contribut", "provided "].iter().any(|word| folded.contains(word)).then(gave).flatten() {
        let names = list(part.get(..at).unwrap_or(""));
        return if names.is_empty() { Credit::Other } else { Credit::Gave(names) };
    }
    if ["editing by", "edited by", "compiled by", "produced by", "translated by", "graphics by", "photography by"]
        .iter()
        .any(|word| folded.starts_with(word))
        || posts(part).is_some()
        || (folded.contains(" from ") && part.split_whitespace().count() <= 8 && !list(part).is_empty())
    {
        return Credit::Beside;
    }
    // "With AFP", "— with Reuters": only where the whole line says so.
    match folded.strip_prefix("with ").map(|_| list(part.get(5..).unwrap_or(""))) {
        Some(names) if !names.is_empty() && part.split_whitespace().count() <= 6 => Credit::Gave(names),
        _ => Credit::Other,
    }
}

/// Who reported from where, in a part that says nothing else: "Ann Ley reported from Rome", "Ley reported from Rome, and Oe from Oslo".
fn posts(part: &str) -> Option<&str> {
    let (who, place) = part.split_once(" reported from ")?;
    let names = |text: &str| {
        text.split([' ', ',']).filter(|word| !word.is_empty()).all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(word, "and" | "de" | "von" | "van" | "al" | "from" | "in" | "the")
        })
    };
    let said = who.starts_with(char::is_uppercase)
        && !who.starts_with("The ")
        && (1..=12).contains(&who.split_whitespace().count())
        && names(who)
        && names(place);
    said.then_some(who)
}

/// The names after words such as "Reporting by", where a family name alone is one, too.
fn named(text: &str) -> Vec<String> {
    let names = list(text);
    let one = text.trim().trim_end_matches(['.', ')']);
    let single = one.starts_with(char::is_uppercase) && one.chars().all(|c| c.is_alphabetic() || "-'’".contains(c));
    if names.is_empty() && single { vec![one.to_owned()] } else { names }
}

/// The parts of a credit line: sentences, and what semicolons part. A stop after an initial ends nothing.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = text.match_indices(['.', ';']).chain([(text.len(), "")]);
    let parts = ends.filter_map(move |(at, sign)| {
        let part = text.get(start..at).unwrap_or("");
        let word = part.rsplit(' ').next().unwrap_or("");
        let next = text.get(at + 1..).unwrap_or("");
        let initial = sign == "." && (word.chars().count() <= 2 || !next.starts_with(' ') && !next.is_empty());
        (!initial).then(|| {
            start = at + 1;
            part.trim()
        })
    });
    parts.filter(|part| part.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::{bare, contributors, explicit, with_role};

    #[test]
    fn explicit_bylines() {
        for (line, author) in [
            ("By Ann Ley", "Ann Ley"),
            ("BY ANN LEY AND BO OE", "ANN LEY AND BO OE"),
            ("By Ann Ley and Bo Oe, Staff Writers", "Ann Ley and Bo Oe"),
            ("By Ann Ley in Kyiv", "Ann Ley"),
            ("By Ann Ley | Example News | 3 March 2025", "Ann Ley"),
            ("By Ann Ley, Bo Oe and Cy Poe • 4 min read", "Ann Ley, Bo Oe and Cy Poe"),
            ("By The Associated Press", "The Associated Press"),
            ("Written by Ann B. Ley, senior correspondent", "Ann B. Ley"),
            ("By Reuters", "Reuters"),
            ("byAmaka Eze", "Amaka Eze"),
            ("Posted by Ann Ley on 5 March 2031 in notes", "Ann Ley"),
            ("By ANN LEY FOR EXAMPLE ONLINE", "ANN LEY"),
            ("By ANN LEY and BO OE Associated Press", "ANN LEY and BO OE"),
            ("*By Ann Ley* | Fri 10 Mar 2031 06.00 CET", "Ann Ley"),
            ("By Ann Ley ann.ley@example.org", "Ann Ley"),
            ("By Our Hill Correspondent", "Our Hill Correspondent"),
        ] {
            assert_eq!(explicit(line).as_deref(), Some(author), "{line}");
        }
        for line in [
            "By Tuesday the ministers had left the capital without a deal",
            "By the time it ended, two people were dead.",
            "By John Smith's account, the talks were long and went nowhere at all.",
            "Byron Smith",
        ] {
            assert_eq!(explicit(line), None, "{line}");
        }
    }

    #[test]
    fn names_with_roles_and_places() {
        assert_eq!(with_role("ANN LEY, Staff Writer").as_deref(), Some("ANN LEY"));
        assert_eq!(with_role("Ann Ley in Kyiv and agencies").as_deref(), Some("Ann Ley"));
        assert_eq!(with_role("Ann Ley and Bo Oe in Washington").as_deref(), Some("Ann Ley and Bo Oe"));
        assert_eq!(with_role("Ann Ley Political correspondent").as_deref(), Some("Ann Ley"));
        assert_eq!(bare("Thomson Reuters · Posted: Mar 05, 2031").as_deref(), Some("Thomson Reuters"));
        assert_eq!(bare("The Example Bureau").as_deref(), Some("The Example Bureau"));
        assert_eq!(with_role("Prime Minister names new army chief"), None);
        assert_eq!(with_role("Talks in Riyadh"), None);
        assert_eq!(with_role("Ann Ley, who was there"), None);
        assert_eq!(bare("Ann Ley").as_deref(), Some("Ann Ley"));
        assert_eq!(bare("World News"), None);
    }

    #[test]
    fn contributor_lines() {
        let names = |line: &str| contributors(line);
        assert_eq!(names("Ann E. Ley contributed reporting from Kyiv, Ukraine.").unwrap(), ["Ann E. Ley"]);
        assert_eq!(names("AFP contributed reporting.").unwrap(), ["AFP"]);
        assert_eq!(names("(Reporting by Ann Ley in Kyiv and Bo Oe; Editing by Cy Poe)").unwrap(), ["Ann Ley", "Bo Oe"]);
        assert_eq!(
            names("Ann Ley reported from Berlin, and Bo Oe from Rome. Cy Poe contributed reporting.").unwrap(),
            ["Cy Poe"]
        );
        assert_eq!(names("With reporting by AFP").unwrap(), ["AFP"]);
        assert_eq!(names("CNN’s Ann Ley contributed to this report.").unwrap(), ["Ann Ley"]);
        assert_eq!(names("The ministry contributed to this year's deficit."), None);
        assert_eq!(names("Ann Ley contributed reporting skills. The war went on."), None);
        assert_eq!(names("Ann Ley flew from Berlin."), None);
        assert_eq!(names("Ann Ley reported from Berlin, and Bo Oe from Rome.").unwrap(), Vec::<String>::new());
        assert_eq!(
            names("Ley reported from Berlin. Associated Press writer Cy Poe in Rome contributed to this report.")
                .unwrap(),
            ["Cy Poe"]
        );
        assert_eq!(names("The envoy reported from Berlin."), None);
        assert_eq!(names("Witnesses reported from Berlin."), None);
        assert_eq!(names("Floods were reported from Berlin and Rome."), None);
    }
}
