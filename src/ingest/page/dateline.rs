//! Datelines and agency prefixes: what stands before the first sentence of a report.
//!
//! `WASHINGTON —`, `KYIV, Ukraine (AP) —`, `PARIS, March 3 (Reuters) -`, `Riyadh: `, `Example News/ `, `MOSCOW, March 3. /TASS/.`

use super::names::is_agency;
use super::places::is_city;
use super::sheet::Sheet;
use crate::ingest::date::Words;
use crate::model::BlockKind;
use crate::text::fold;

/// A lead ends within so many bytes.
const MAX_BYTES: usize = 120;

/// What was found before the first sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lead {
    /// Its length in bytes, separators and the space after them included.
    pub len: usize,
    /// The place, as it is written.
    pub place: Option<String>,
    /// The agency or outlet, as it is written.
    pub agency: Option<String>,
}

/// Words in capitals that open a paragraph and are no place, folded.
const NOT_PLACES: &[&str] = &[
    "breaking",
    "exclusive",
    "update",
    "updated",
    "analysis",
    "opinion",
    "watch",
    "live",
    "file",
    "video",
    "photos",
    "explainer",
    "factbox",
    "editorial",
    "correction",
    "note",
    "editor's note",
    "read",
    "listen",
    "interview",
    "host",
    "question",
    "answer",
    "q",
    "a",
    "faq",
    "summary",
    "context",
    "why it matters",
    "key points",
    "advertisement",
    "trump",
    "putin",
    "nato",
    "biden",
    "un",
    "eu",
    "who",
    "what",
    "tl;dr",
    "byline",
    "author",
    "disclaimer",
    "source",
    "caption",
    "photo",
    "warning",
    "spoiler",
    "related",
    "more",
    "note to readers",
    "in brief",
    "at a glance",
    "verdict",
];

/// Words that make a name an outlet's, folded.
const OUTLET_WORDS: &[&str] = &[
    "news",
    "agency",
    "press",
    "times",
    "post",
    "today",
    "tv",
    "radio",
    "media",
    "network",
    "24",
    "online",
    "net",
    "herald",
    "daily",
    "tribune",
    "journal",
    "monitor",
    "observer",
    "telegraph",
    "gazette",
    "wire",
    "newswire",
];

/// Reads the lead of a report's first paragraph.
pub(super) fn read(text: &str) -> Option<Lead> {
    let window = crate::text::grapheme::head(text, MAX_BYTES);
    if let Some(len) = dated(window) {
        // "[28 May 2031] OSLO — The …"
        let next = separated(text.get(len..)?, window.get(len..)?);
        return Some(next.map_or(Lead { len, ..Lead::default() }, |lead| Lead { len: len + lead.len, ..lead }));
    }
    let lead = bracketed(window)
        .or_else(|| slash_agency(window))
        .or_else(|| tass(window))
        .or_else(|| separated(text, window))?;
    // `WASHINGTON — (AP) The …`: the agency after the sign.
    let Some(next) = lead.agency.is_none().then(|| window.get(lead.len..).and_then(bracketed)).flatten() else {
        return Some(lead);
    };
    Some(Lead { len: lead.len + next.len, agency: next.agency, ..lead })
}

/// A lead whose parts stand on lines of their own above the text: `New York` / `Example News` / `—`. The lines are
/// furniture then, and the lead takes nothing off the text.
pub(super) fn split(sheet: &mut Sheet<'_>) -> Option<Lead> {
    let first = sheet.first_prose().min(sheet.len());
    if let Some(lead) = place_alone(sheet, first) {
        return Some(lead);
    }
    let dash = |at: &usize| {
        let text = sheet.line(*at).map_or("", |line| line.paragraph.text.as_str());
        !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '–' | '—' | ' '))
    };
    let sign = (first.saturating_sub(2)..first).rev().find(dash)?;
    let part = |before: usize| {
        let at = sign.checked_sub(before).filter(|at| sheet.kind(*at).is_none())?;
        let line = sheet.line(at).filter(|line| line.words <= 5 && !line.ends)?;
        Some((at, line.paragraph.text.trim()))
    };
    let (source_at, source) = part(1)?;
    if !is_agency(source) && !super::outlet::is_known(source) {
        return None;
    }
    let place = part(2).filter(|_| source_at > 1).and_then(|(at, place)| {
        let lead = parse_head(&format!("{place} ({source})"), " — ")?;
        Some((at, lead.place))
    });
    let lead =
        Lead { len: 0, place: place.as_ref().and_then(|(_, place)| place.clone()), agency: Some(source.to_owned()) };
    for at in place.map(|(at, _)| at).into_iter().chain([source_at, sign]) {
        sheet.set(at, BlockKind::Furniture);
    }
    Some(lead)
}

/// `VELIA CITY —` or `Riyadh:` on a line of its own above the text.
fn place_alone(sheet: &mut Sheet<'_>, first: usize) -> Option<Lead> {
    let shown = |at: &usize| sheet.kind(*at).is_none();
    let at = (first.saturating_sub(3)..first).rev().find(shown).filter(|_| first < sheet.len())?;
    let text =
        sheet.line(at).filter(|line| line.words <= 6 && line.paragraph.heading.is_none())?.paragraph.text.as_str();
    let head = text.trim_end_matches(['—', '–', '-', ':', ' ']);
    let sign = if text.ends_with(':') { ":" } else { " — " };
    let lead = parse_head(head, sign)
        .filter(|lead| head.len() < text.len() && lead.place.is_some() && !super::outlet::is_known(head))?;
    sheet.set(at, BlockKind::Furniture);
    Some(Lead { len: 0, ..lead })
}

/// `[28 May 2031] The ministers …`: a whole date in brackets, and its length.
fn dated(window: &str) -> Option<usize> {
    let (date, rest) = window
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .or_else(|| window.strip_prefix('(')?.split_once(')'))?;
    let after = rest.trim_start();
    let words = Words::read(date);
    (after.len() < rest.len() && words.is_date_line() && words.published().is_some() && starts_sentence(after))
        .then(|| window.len() - after.len())
}

/// `(AP) The ministers …`: a known name in brackets, and a sentence without a sign between.
fn bracketed(window: &str) -> Option<Lead> {
    let (name, rest) = window.strip_prefix('(')?.split_once(')')?;
    let after = rest.trim_start();
    let known = is_agency(name) || super::outlet::is_known(name);
    (known && after.len() < rest.len() && starts_sentence(after)).then(|| Lead {
        len: window.len() - after.len(),
        place: None,
        agency: Some(name.trim().to_owned()),
    })
}

/// `Example News/ The ministers …`, `Baghdad/ INA: …`
fn slash_agency(window: &str) -> Option<Lead> {
    let (head, rest) = window.split_once('/')?;
    let after = rest.trim_start();
    let name = head.trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let capitals = words.iter().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    let spaced = rest.starts_with(' ') || head.ends_with(' ');
    if words.is_empty() || words.len() > 4 || !capitals || !spaced || !starts_sentence(after) {
        return None;
    }
    let outlet = words.iter().any(|word| OUTLET_WORDS.contains(&fold(word).as_str()));
    let acronym =
        words.len() == 1 && name.len() >= 3 && name.len() <= 6 && name.chars().all(|c| c.is_ascii_uppercase());
    if !(outlet || acronym || is_agency(name)) {
        return None;
    }
    let len = window.len() - after.len();
    Some(Lead { len, place: None, agency: Some(name.to_owned()) })
}

/// `MOSCOW, March 3. /TASS/. The …`
fn tass(window: &str) -> Option<Lead> {
    let (head, rest) = window.split_once(". /")?;
    let (agency, rest) = rest.split_once("/.")?;
    let after = rest.trim_start();
    let place = place_of(head)?;
    (agency.len() <= 20 && starts_sentence(after)).then(|| Lead {
        len: window.len() - after.len(),
        place: Some(place),
        agency: Some(agency.to_owned()),
    })
}

/// A head and a dash, or a colon.
fn separated(text: &str, window: &str) -> Option<Lead> {
    let mut best: Option<Lead> = None;
    for (at, sign) in signs(window) {
        let head = window.get(..at)?.trim_end();
        let rest = text.get(at + sign.len()..)?;
        let after = rest.trim_start_matches(['-', '–', '—', ' ', '\u{a0}']);
        if head.is_empty() || !starts_sentence(after) {
            continue;
        }
        // `Baghdad - INA - The …`: the agency may come after a separator of its own.
        if let Some(lead) = parse_head(head, sign)
            && best.as_ref().is_none_or(|best| best.agency.is_none() && lead.agency.is_some())
        {
            best = Some(Lead { len: text.len() - after.len(), ..lead });
        }
    }
    best
}

/// Separators in the order they stand: dashes with a space around them, colons before a space.
fn signs(window: &str) -> Vec<(usize, &str)> {
    const SIGNS: [&str; 8] = [" — ", " – ", " -- ", " - ", "— ", "– ", ": ", ") "];
    let mut found: Vec<(usize, &str)> =
        SIGNS.iter().flat_map(|sign| window.match_indices(sign)).chain(window.match_indices(['—', '–'])).collect();
    found.sort_by_key(|(at, sign)| (*at, usize::MAX - sign.len()));
    found
}

fn starts_sentence(text: &str) -> bool {
    text.chars().next().is_some_and(|c| !c.is_lowercase() && (c.is_alphanumeric() || "\"“‘'«„$€£[(".contains(c)))
}

/// `PLACE[, Region][, date][ (Agency)]`, or an agency alone.
fn parse_head(head: &str, sign: &str) -> Option<Lead> {
    let (before, agency) =
        match head.strip_suffix(')').or((sign == ") ").then_some(head)).and_then(|h| h.rsplit_once('(')) {
            Some((before, inside)) => (before.trim_end(), Some(inside.trim())),
            None => (head, None),
        };
    // A bracket is a separator by itself only after a place and a date: "Kyiv, March 3 (Example) The …".
    if sign == ") " && (agency.is_none() || !before.contains(|c: char| c.is_ascii_digit())) {
        return None;
    }
    if agency.is_some_and(|name| !is_source(name)) {
        return None;
    }
    // `SANTA ROSA, March 5, 2031 /NewsLine/ --`
    let (before, agency) = match before.strip_suffix('/').and_then(|rest| rest.rsplit_once(" /")) {
        Some((place, wire)) if agency.is_none() && is_source(wire) => (place.trim_end(), Some(wire)),
        _ => (before, agency),
    };
    let agency = agency.map(str::to_owned);
    if before.is_empty() {
        return agency.map(|name| Lead { agency: Some(name), ..Lead::default() });
    }
    if agency.is_none() && is_agency(before) && !sign.starts_with(':') {
        return Some(Lead { agency: Some(before.to_owned()), ..Lead::default() });
    }
    // `Baghdad - INA - …`, `London, Example News —`
    if let Some((first, second)) =
        before.split_once(" - ").or_else(|| before.split_once(" – ")).or_else(|| before.rsplit_once(", "))
        && agency.is_none()
        && is_agency(second)
        && let Some(place) = place_of(first)
        && sure(first, &place, true, sign)
    {
        return Some(Lead { len: 0, place: Some(place), agency: Some(second.trim().to_owned()) });
    }
    let place = place_of(before)?;
    sure(before, &place, agency.is_some(), sign).then_some(Lead { len: 0, place: Some(place), agency })
}

/// Whether brackets hold the name of an agency or outlet.
fn is_source(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=5).contains(&words)
        && name.len() <= 40
        && (is_agency(name)
            || name.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
            || name.contains(".com"))
}

/// The place in `PLACE, Region, date`: the parts that are no date, all of them names.
fn place_of(head: &str) -> Option<String> {
    let head = head.trim().trim_end_matches([',', '.', ':']);
    // "MOSCOW. March 17"
    let head = head.split_once(". ").filter(|(_, rest)| is_day(rest)).map_or(head, |(place, _)| place);
    let mut parts: Vec<&str> = Vec::new();
    for part in head.split([',', '|', '•']).map(str::trim).filter(|part| !part.is_empty()) {
        if Words::read(part).is_date_line() || is_day(part) {
            continue;
        }
        parts.push(part);
    }
    let place = parts.join(", ");
    let words: Vec<&str> =
        place.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).collect();
    let named = words.iter().all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !word.contains(|c: char| c.is_ascii_digit())
            && (bare.starts_with(char::is_uppercase)
                || !bare.starts_with(char::is_lowercase)
                || matches!(
                    bare,
                    "of" | "the" | "de" | "la" | "del" | "al" | "and" | "on" | "in" | "near" | "el" | "ed" | "aboard"
                ))
    });
    let fits = !words.is_empty() && words.len() <= 8 && named && parts.len() <= 3;
    let known = |text: &str| NOT_PLACES.contains(&fold(text).as_str());
    (fits && !known(&place) && !parts.first().is_some_and(|part| known(part))).then_some(place)
}

/// "Feb. 18", "18 February", "Tuesday": a date without its year.
fn is_day(part: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let folded = fold(part);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = words.iter().any(|word| MONTHS.iter().any(|month| word.starts_with(month)));
    let digits = words.iter().any(|word| word.bytes().all(|b| b.is_ascii_digit()));
    (month && digits && words.len() <= 3) || (words.len() == 1 && folded.ends_with("day"))
}

/// Whether a head that could be a place is one: capitals, an agency, a date or a known city say so.
fn sure(head: &str, place: &str, agency: bool, sign: &str) -> bool {
    let first = place.split([',', '/']).next().unwrap_or(place).trim();
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters >= 3 && !first.chars().any(char::is_lowercase);
    let dated = head.contains(|c: char| c.is_ascii_digit());
    let city = is_city(first);
    if agency || (city && dated) {
        return true;
    }
    match sign.trim() {
        // Speakers of an interview and labels come with colons, too.
        ":" => city,
        "-" => city || (capitals && (dated || place.contains(','))),
        _ => city || (capitals && first.split_whitespace().count() <= 4),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn parts(text: &str) -> Option<(Option<String>, Option<String>, String)> {
        read(text).map(|lead| (lead.place, lead.agency, text.get(lead.len..).unwrap_or("").to_owned()))
    }

    #[test]
    fn places_agencies_and_dates() {
        let table = [
            ("WASHINGTON — The deal", Some("WASHINGTON"), None),
            ("KYIV, Ukraine (AP) — The deal", Some("KYIV, Ukraine"), Some("AP")),
            ("PARIS, March 3 (Reuters) - The deal", Some("PARIS"), Some("Reuters")),
            ("NAIROBI (Xinhua) -- The deal", Some("NAIROBI"), Some("Xinhua")),
            ("NEW YORK/LONDON, Feb 18 (Reuters) - The deal", Some("NEW YORK/LONDON"), Some("Reuters")),
            ("Riyadh: The deal", Some("Riyadh"), None),
            ("NEW DELHI: The deal", Some("NEW DELHI"), None),
            ("(Reuters) - The deal", None, Some("Reuters")),
            ("(AP) — The deal", None, Some("AP")),
            ("(AFP) The deal", None, Some("AFP")),
            ("(CNN) The deal", None, Some("CNN")),
            ("WASHINGTON — (AP) The deal", Some("WASHINGTON"), Some("AP")),
            ("Example News/ The deal", None, Some("Example News")),
            ("INA / The deal", None, Some("INA")),
            ("MOSCOW, February 18. /TASS/. The deal", Some("MOSCOW"), Some("TASS")),
            ("BEIJING, Feb. 18 (Xinhua) -- The deal", Some("BEIJING"), Some("Xinhua")),
            ("Moscow, Feb 18 (IANS) The deal", Some("Moscow"), Some("IANS")),
            ("PORT SUDAN, Sudan — The deal", Some("PORT SUDAN, Sudan"), None),
            ("Baghdad - INA - The deal", Some("Baghdad"), Some("INA")),
            ("ABOARD AIR FORCE ONE — The deal", Some("ABOARD AIR FORCE ONE"), None),
            ("ZAPORIZHZHIA, Ukraine—The deal", Some("ZAPORIZHZHIA, Ukraine"), None),
        ];
        for (text, place, agency) in table {
            let (found_place, found_agency, rest) = parts(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (found_place.as_deref(), found_agency.as_deref(), rest.as_str()),
                (place, agency, "The deal"),
                "{text}"
            );
        }
    }

    #[test]
    fn dates_in_brackets() {
        let lead = parts("[28 May 2031] The deal").unwrap();
        assert_eq!(lead, (None, None, "The deal".to_owned()));
        let lead = parts("[May 28, 2031] OSLO (AP) — The deal").unwrap();
        assert_eq!(lead, (Some("OSLO".to_owned()), Some("AP".to_owned()), "The deal".to_owned()));
        assert_eq!(parts("[28] The deal"), None);
    }

    #[test]
    fn sentences_have_no_lead() {
        for text in [
            "The talks — the first in years — ended.",
            "Trump: We will have peace soon, the president said.",
            "Moscow — which had asked for the talks — was pleased.",
            "BREAKING: The talks have ended.",
            "Q: What happens next?",
            "Ann Ley - The minister of everything - said so.",
            "On Tuesday, Feb. 18 (a cold day) The deal",
            "He wrote: The deal is off.",
            "UN/EU officials met.",
            "Either/or: The choice is plain.",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
