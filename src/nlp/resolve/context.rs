//! What stands beside a name: titles, countries, roles.

use super::knowledge::{Age, Country, Knowledge, Sex};
use super::person::{Style, titles};
use super::words::hash;
use crate::model::{EntityKind, NameMention};
use crate::text::fold;

/// Bytes looked at on either side.
const REACH: usize = 72;
/// A dateline is among so many names at the beginning of a text.
const LEADING: usize = 8;
/// Words of offices that are none by themselves.
const HOLLOW: [&str; 13] = [
    "foreign",
    "defense",
    "defence",
    "prime",
    "vice",
    "deputy",
    "interior",
    "finance",
    "national",
    "security",
    "police",
    "supreme",
    "opposition",
];
/// More words are no role but a sentence.
const MAX_ROLE: usize = 6;

/// The text before a mention, at most [`REACH`] bytes, on the same line.
pub(super) fn before<'t>(text: &'t str, mention: &NameMention) -> &'t str {
    let end = mention.span.start as usize;
    let mut start = end.saturating_sub(REACH);
    while start < end && !text.is_char_boundary(start) {
        start += 1;
    }
    let part = text.get(start..end).unwrap_or("");
    part.rsplit('\n').next().unwrap_or(part)
}

/// The text after a mention, at most [`REACH`] bytes, on the same line.
pub(super) fn after<'t>(text: &'t str, mention: &NameMention) -> &'t str {
    let start = mention.span.end as usize;
    let mut end = (start + REACH).min(text.len());
    while end > start && !text.is_char_boundary(end) {
        end -= 1;
    }
    let part = text.get(start..end).unwrap_or("");
    part.split('\n').next().unwrap_or(part)
}

/// The text after a mention and a sign that follows it, if it does; see [`after`].
pub(super) fn behind<'t>(text: &'t str, mention: &NameMention, sign: &str) -> Option<&'t str> {
    let follows = text.as_bytes().get(mention.span.end as usize..)?.starts_with(sign.as_bytes());
    if follows { after(text, mention).strip_prefix(sign) } else { None }
}

/// Sex as the title before the name tells it.
pub(super) fn sex(text: &str, mention: &NameMention) -> Option<Sex> {
    titled_sex(before(text, mention))
}

/// Sex as the kinship beside the name tells it.
pub(super) fn kin_sex(text: &str, mention: &NameMention) -> Option<Sex> {
    kin_before(before(text, mention)).or_else(|| kin_after(after(text, mention)))
}

/// "his wife, Ada": female.
fn kin_before(ahead: &str) -> Option<Sex> {
    let mut words = ahead.split_whitespace().rev();
    let noun = words.next()?.trim_end_matches(',').to_lowercase();
    let sex = Knowledge::get().kin.get(&noun).copied().flatten()?;
    let owner = words.take(3).map(|w| w.to_lowercase().replace('’', "'")).find(|w| !is_age(w))?;
    (ahead.ends_with(' ') && (matches!(&*owner, "his" | "her" | "their" | "whose") || owner.ends_with("'s")))
        .then_some(sex)
}

/// "Ada, his wife,": female.
fn kin_after(behind: &str) -> Option<Sex> {
    noun_after(behind).and_then(|noun| Knowledge::get().kin.get(&noun).copied().flatten())
}

/// Whether the text calls the bearer a relative of somebody named before: "Ada, his wife,".
pub(super) fn is_relative(text: &str, mention: &NameMention) -> bool {
    let follows = behind(text, mention, ", ").is_some();
    follows && noun_after(after(text, mention)).is_some_and(|noun| Knowledge::get().kin.contains_key(&noun))
}

/// The noun of an apposition that says whose the bearer is.
fn noun_after(behind: &str) -> Option<String> {
    let mut words = behind.strip_prefix(", ")?.split_whitespace().map(|w| w.to_lowercase().replace('’', "'"));
    let owner = words.next()?;
    if !(matches!(&*owner, "his" | "her" | "their") || owner.ends_with("'s")) {
        return None;
    }
    let noun = words.find(|w| !is_age(w))?;
    // A comma must close it: "Ada, his wife of ten years," does, "Ada, his wife said," does not.
    noun.ends_with([',', '.']).then(|| noun.trim_end_matches([',', '.']).to_owned())
}

fn is_age(word: &str) -> bool {
    matches!(
        word,
        "late"
            | "elder"
            | "older"
            | "younger"
            | "eldest"
            | "oldest"
            | "youngest"
            | "twin"
            | "only"
            | "first"
            | "second"
            | "former"
            | "then"
    )
}

/// The generation by which the text tells two bearers of one surname apart: "the younger Bush".
pub(super) fn age(text: &str, mention: &NameMention) -> Option<Age> {
    let mut words = before(text, mention).strip_suffix(' ')?.rsplit(' ');
    let age = match words.next()?.to_lowercase().as_str() {
        "elder" | "older" => Age::Elder,
        "younger" => Age::Younger,
        _ => return None,
    };
    words.next().is_some_and(|w| w.eq_ignore_ascii_case("the")).then_some(age)
}

/// Offices in the words right before the name ("Speaker", "Justice", "Sen.") and in an apposition or a predicate after it. Returns the one right before it.
pub(super) fn titles(text: &str, mention: &NameMention, out: &mut Vec<u64>) -> Option<u64> {
    let ahead = before(text, mention);
    let mut rank = None;
    out.extend(mention.span.of(text).split_whitespace().rev().skip(1).filter_map(office));
    if ahead.ends_with(' ') {
        for word in ahead.split_whitespace().rev().take(MAX_ROLE) {
            let Some(title) = office(word) else { break };
            rank = rank.or(Some(title));
            out.push(title);
        }
    }
    let behind = after(text, mention);
    if let Some(is) = [" is ", " was "].iter().find_map(|verb| behind.strip_prefix(verb)) {
        let is = ["a ", "an ", "the "].iter().find_map(|small| is.strip_prefix(small)).unwrap_or(is);
        out.extend(is.split([' ', '.', ',']).take(3).map_while(office));
    }
    if let Some(role) = role_after(behind) {
        out.extend(role.split(' ').filter_map(office));
    }
    rank
}

/// The key of an office's name.
fn office(word: &str) -> Option<u64> {
    let known = Knowledge::get();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let full = known.abbreviated.get(&word).map_or(word.as_str(), String::as_str);
    let hollow = HOLLOW.contains(&full) || full == "former";
    (!hollow && known.offices.contains(full)).then(|| hash(full))
}

/// Which of the offices that nobody holds two of the words beside a name give: right before it, or in an apposition.
pub(super) fn exclusive(text: &str, mention: &NameMention) -> Option<u8> {
    let known = Knowledge::get();
    let of = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let full = known.abbreviated.get(&word).map_or(word.as_str(), String::as_str);
        known.exclusive.get(full).copied()
    };
    let inside = mention.span.of(text).split_whitespace().rev().skip(1).find_map(of);
    let ahead = before(text, mention);
    let title = if ahead.ends_with(' ') { ahead.split_whitespace().next_back() } else { None };
    let title = title.filter(|word| word.starts_with(char::is_uppercase)).and_then(of);
    inside.or(title).or_else(|| role_after(after(text, mention)).and_then(|role| role.split(' ').find_map(of)))
}

/// Whether a title stands inside the name or right before it, or an office in an apposition: "President Ford", "Ford, the speaker,".
pub(super) fn is_titled(text: &str, mention: &NameMention) -> bool {
    let known = Knowledge::get();
    let title = |word: &str| known.titles.contains_key(word.trim_end_matches('.').to_lowercase().as_str());
    let inside = mention.span.of(text).split_whitespace().next().is_some_and(title);
    let ahead = before(text, mention);
    let before = ahead.ends_with(' ') && ahead.split_whitespace().next_back().is_some_and(title);
    inside || before || role_after(after(text, mention)).is_some()
}

/// Whether an apposition introduces the bearer: "Ana Ruiz, a nurse, saw it", "Ana Ruiz, another nurse,".
pub(super) fn is_introduced(text: &str, mention: &NameMention) -> bool {
    let Some(behind) = behind(text, mention, ", ") else { return false };
    let Some(part) = behind.split_once([',', '.', ';']).map(|(part, _)| part) else { return false };
    let mut words = part.split(' ');
    let small = words.next().is_some_and(|word| matches!(word, "a" | "an" | "another"));
    small && (1..=MAX_ROLE).contains(&words.count())
}

/// Whether the words after a name say that its bearer is unlike one named before: "was not", "did, too".
pub(super) fn is_contrast(text: &str, mention: &NameMention) -> bool {
    let behind = after(text, mention);
    let verbs = [
        " was not",
        " is not",
        " did not",
        " does not",
        " has not",
        " had not",
        " were not",
        " is another",
        " was another",
    ];
    verbs.iter().any(|verb| behind.strip_prefix(verb).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// The kinship in the words right before a name, with its owner: "His late father, X", "named after his grandfather, X".
pub(super) fn kin_named(text: &str, mention: &NameMention) -> Option<String> {
    let ahead = before(text, mention).strip_suffix(' ')?;
    let mut words = ahead.split(' ').rev().map(|w| w.to_lowercase().replace('’', "'"));
    let noun = words.next()?.trim_end_matches(',').to_owned();
    Knowledge::get().kin.get(&noun)?;
    let owner = words.take(3).find(|w| !is_age(w))?;
    (matches!(&*owner, "his" | "her" | "their" | "whose") || owner.ends_with("'s")).then_some(noun)
}

fn titled_sex(ahead: &str) -> Option<Sex> {
    let known = Knowledge::get();
    let mut words = ahead.split_whitespace().rev().map(|w| w.trim_end_matches('.').to_lowercase());
    if ahead.ends_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    let title = words.next()?;
    let sex = known.titles.get(&title).copied().flatten()?;
    let joint = words.next();
    let other = words.next();
    let couple =
        joint.as_deref() == Some("and") && other.is_some_and(|w| known.titles.get(&w).is_some_and(Option::is_some));
    Some(if couple { Sex::Couple } else { sex })
}

/// What sort of title before the name goes with a given name alone: "Pope", "Prince".
pub(super) fn regnal(text: &str, mention: &NameMention) -> Style {
    let title = before(text, mention).strip_suffix(' ').and_then(|ahead| ahead.rsplit(' ').next());
    title.map_or(0, |title| titles::style(title.trim_end_matches('.').to_lowercase().as_str()))
}

/// The country an organ is said to belong to: "Russia's Foreign Ministry", "the Polish parliament", "Ministry of Health of Peru".
pub(super) fn country(text: &str, mention: &NameMention) -> Option<Country> {
    let known = Knowledge::get();
    let ahead = fold(before(text, mention));
    let mut words: Vec<&str> = ahead.split_whitespace().rev().take(3).collect();
    words.reverse();
    for from in 0..words.len() {
        let name = words.get(from..)?.join(" ");
        let owner = name.strip_suffix("'s").or_else(|| name.strip_suffix('\''));
        let land = |o| known.countries.get(o).or_else(|| known.state_codes.get(o)).or_else(|| known.capitals.get(o));
        if let Some(code) = owner.and_then(land) {
            return Some(*code);
        }
        let code = known.demonym(&name).or_else(|| known.countries.get(&name).copied().filter(|_| name.len() < 5));
        if code.is_some() {
            return code;
        }
    }
    if let Some(code) = speaker(&ahead) {
        return Some(code);
    }
    let behind = fold(after(text, mention));
    let of = behind.strip_prefix(" of ").or_else(|| behind.strip_prefix(" in "))?;
    let of = of.strip_prefix("the ").unwrap_or(of);
    let words: Vec<&str> = of.split_whitespace().take(3).collect();
    (1..=words.len()).rev().find_map(|n| {
        let name = words.get(..n)?.join(" ");
        let name = name.trim_end_matches([',', '.', ';', ':']);
        let land = known.countries.get(name).or_else(|| known.capitals.get(name));
        land.or_else(|| known.state_codes.get(name)).copied()
    })
}

/// The country that speaks through an organ of its own: "the Peruvians, in a" before "Foreign Ministry statement".
fn speaker(ahead: &str) -> Option<Country> {
    let known = Knowledge::get();
    let ways = [", in a ", ", in its ", ", through its ", ", through the ", ", via its "];
    let subject = ways.iter().find_map(|way| ahead.strip_suffix(way))?;
    let words: Vec<&str> = subject.split_whitespace().rev().take(2).collect();
    let one = *words.first()?;
    let two = words.get(1).map(|first| format!("{first} {one}"));
    let land = |name: &str| known.demonym(name).or_else(|| known.countries.get(name).copied());
    two.as_deref().and_then(land).or_else(|| land(one))
}

/// Which of several countries a place is said to lie in: "the state of Georgia", "the republic of Georgia".
pub(super) fn land(text: &str, mention: &NameMention, homes: &[Country]) -> Option<Country> {
    let ahead = before(text, mention).strip_suffix(" of ")?;
    let noun = ahead.rsplit(' ').next()?.to_lowercase();
    let state = |home: &&Country| **home == *b"US";
    match &*noun {
        "state" => homes.iter().find(state).copied(),
        "republic" | "nation" | "country" => homes.iter().find(|home| !state(home)).copied(),
        _ => None,
    }
}

/// The country of whose capital the dateline is: "MOSCOW (AP) -". There "the Foreign Ministry" is that country's.
pub(super) fn dateline(text: &str, mentions: &[NameMention]) -> Option<Country> {
    let known = Knowledge::get();
    let leads = |mention: &&NameMention| {
        let ahead = text.get(..mention.span.start as usize).unwrap_or(".");
        let behind = after(text, mention);
        mention.kind == EntityKind::Place
            && (ahead.is_empty() || ahead.ends_with('\n'))
            && [" - ", " — ", " – ", " (", "—"].iter().any(|sign| behind.starts_with(sign))
    };
    let place = mentions.iter().take(LEADING).find(leads)?;
    known.capitals.get(&fold(place.span.of(text))).copied()
}

/// The role a person is given right before the name or in an apposition after it; lower case.
pub(super) fn role(text: &str, mention: &NameMention) -> Option<String> {
    role_before(before(text, mention)).or_else(|| role_after(after(text, mention)))
}

fn role_before(ahead: &str) -> Option<String> {
    let known = Knowledge::get();
    if !ahead.ends_with(' ') {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    for word in ahead.split_whitespace().rev().take(MAX_ROLE) {
        let word = word.to_lowercase();
        if !known.offices.contains(&word) {
            break;
        }
        words.push(word);
    }
    words.reverse();
    is_role(&words).then(|| words.join(" "))
}

fn role_after(behind: &str) -> Option<String> {
    let known = Knowledge::get();
    let part = behind.strip_prefix(", ")?;
    let end = part.find([',', ';', '.', ':', '—', '(', '"', '“'])?;
    let part = part.get(..end)?.to_lowercase();
    let mut words: Vec<String> = part.split_whitespace().map(ToOwned::to_owned).collect();
    while let Some(first) = words.first() {
        let owner = first.ends_with("'s") || first.ends_with("’s");
        let small = matches!(first.as_str(), "the" | "a" | "an" | "his" | "her" | "their" | "its" | "then" | "now");
        if !(owner || small || known.demonym(first).is_some()) {
            break;
        }
        words.remove(0);
    }
    if let Some(cut) = words
        .iter()
        .position(|w| matches!(w.as_str(), "who" | "which" | "and" | "at" | "in" | "on" | "from" | "with" | "to"))
    {
        words.truncate(cut);
    }
    // "secretary of state" stays whole, "president of the university of …" does not.
    if words.len() > 3
        && let Some(of) = words.iter().position(|w| matches!(w.as_str(), "of" | "for"))
    {
        words.truncate(of);
    }
    let verbs = words.first().is_some_and(|w| w.ends_with("ing") || w.ends_with("ed") || w.ends_with("ly"));
    (!verbs && words.len() <= MAX_ROLE && is_role(&words)).then(|| words.join(" "))
}

/// Adjectives of offices alone ("former", "foreign") are no role.
fn is_role(words: &[String]) -> bool {
    let known = Knowledge::get();
    words.iter().any(|w| known.offices.contains(w) && !HOLLOW.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{Sex, country, role, sex};
    use crate::model::{EntityKind, NameMention};
    use crate::text::Span;

    fn at(text: &str, name: &str) -> NameMention {
        let start = text.find(name).unwrap() as u32;
        NameMention { span: Span::new(start, start + name.len() as u32), kind: EntityKind::Person, score: 255 }
    }

    #[test]
    fn titles() {
        let text = "Then Mrs. Hale left. Mr. and Mrs. Stone stayed. Mr. Cole, né Mr Pike.";
        assert_eq!(sex(text, &at(text, "Hale")), Some(Sex::Female));
        assert_eq!(sex(text, &at(text, "Stone")), Some(Sex::Couple));
        assert_eq!(sex(text, &at(text, "Cole")), Some(Sex::Male));
        assert_eq!(sex(text, &at(text, "Then")), None);
    }

    #[test]
    fn owners() {
        let text = "Peru's Foreign Ministry met the Saudi Interior Ministry and the Supreme Court of New Zealand.";
        assert_eq!(country(text, &at(text, "Foreign Ministry")), Some(*b"PE"));
        assert_eq!(country(text, &at(text, "Interior Ministry")), Some(*b"SA"));
        assert_eq!(country(text, &at(text, "Supreme Court")), Some(*b"NZ"));
    }

    #[test]
    fn roles() {
        let text = "Foreign Minister Ana Brnabic met Olaf Berg, Norway's deputy prime minister, and Ida Lund, the secretary of state, smiling.";
        assert_eq!(role(text, &at(text, "Ana Brnabic")).as_deref(), Some("foreign minister"));
        assert_eq!(role(text, &at(text, "Olaf Berg")).as_deref(), Some("deputy prime minister"));
        assert_eq!(role(text, &at(text, "Ida Lund")).as_deref(), Some("secretary of state"));
    }
}
