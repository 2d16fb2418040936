//! Dates as front matter and pages write them.

use jiff::civil;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

use crate::model::{Moment, Published};

/// Longer texts hold no date alone.
const MAX_BYTES: usize = 200;

/// The date that a field or a line gives: RFC 3339 and 2822, ISO 8601, and dates in English words in either order, with
/// or without a time. A time counts only with its zone; without, the day alone is known. Days and months in digits that
/// could be read either way (03/04/2025) are not understood.
pub(super) fn parse(text: &str) -> Option<Published> {
    let text = text.trim();
    if text.len() > MAX_BYTES {
        return None;
    }
    machine(text).or_else(|| Words::read(text).published())
}

/// Forms that machines write.
fn machine(text: &str) -> Option<Published> {
    if let Ok(time) = text.parse::<Moment>() {
        return Some(Published::Time(time));
    }
    if let Ok(time) = jiff::fmt::rfc2822::parse(text) {
        return Some(Published::Time(Moment::new(time.timestamp(), time.offset())));
    }
    if let Ok(moment) = text.parse::<civil::DateTime>() {
        return plausible(moment.date()).map(Published::Date);
    }
    if let Some(moment) = spaced_zone(text) {
        return Some(moment);
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    match *parts.as_slice() {
        [all] if all.len() == 8 && all.bytes().all(|b| b.is_ascii_digit()) => {
            day(all.get(..4)?, all.get(4..6)?, all.get(6..)?)
        }
        [year, month, date] if year.len() == 4 => day(year, month, day_alone(date)?),
        [a, b, year] if year.len() == 4 => {
            let (first, second): (i8, i8) = (a.parse().ok()?, b.parse().ok()?);
            match (first > 12, second > 12, text.contains('.')) {
                (true, false, _) | (false, false, true) => day(year, b, a),
                (false, true, _) => day(year, a, b),
                _ if first == second => day(year, a, b),
                _ => None,
            }
        }
        _ => None,
    }
    .map(Published::Date)
}

/// `2025-02-18 10:21:00 +0200`, as databases write it.
fn spaced_zone(text: &str) -> Option<Published> {
    let (moment, zone) = text.rsplit_once(' ')?;
    let (sign, digits) = zone.split_at_checked(1)?;
    let digits = digits.replace(':', "");
    if !matches!(sign, "+" | "-") || digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = digits.split_at_checked(2)?;
    format!("{}{sign}{hours}:{minutes}", moment.trim().replacen(' ', "T", 1)).parse().ok().map(Published::Time)
}

/// The day of `18`, `18 10:21` and `18T10:21`; none where the time is none.
fn day_alone(text: &str) -> Option<&str> {
    let Some((day, time)) = text.split_once([' ', 'T']) else { return Some(text) };
    let clock = time.trim().split(['+', 'Z', ' ', '.']).next().unwrap_or("");
    let hour = clock.split(':').next().unwrap_or("");
    (clock.is_empty() || !clock.contains(':') || hour.parse::<u8>().is_ok_and(|hour| hour < 24)).then_some(day)
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    plausible(Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?)
}

fn plausible(date: Date) -> Option<Date> {
    (1700..=2200).contains(&date.year()).then_some(date)
}

/// The date in an address such as `/2025/02/18/…` or `/2025-02-18-…`.
pub(super) fn in_url(url: &str) -> Option<Published> {
    let digits: Vec<&str> = url.split(['/', '-', '_', '.']).collect();
    digits.windows(3).find_map(|part| match *part {
        [year, month, date] if year.len() == 4 && month.len() <= 2 && date.len() <= 2 => {
            year.starts_with(['1', '2']).then(|| day(year, month, date))?.map(Published::Date)
        }
        _ => None,
    })
}

/// What the words of a line say of a date.
#[derive(Debug, Default)]
pub(super) struct Words {
    date: Option<Date>,
    time: Option<Time>,
    zone: Option<TimeZone>,
    /// Words that have nothing to do with a date.
    pub others: usize,
    /// Words that only stand beside the date of a page ("published", "updated", "min", "read").
    pub labels: usize,
    /// Whether the first label is about a change.
    pub updated: bool,
    /// Whether a day and a month stand there without a year.
    yearless: bool,
}

impl Words {
    /// Whether reading may find a date, or nothing but what stands beside one: a digit is in the line, or it begins with a word
    /// that has to do with dates. Costs little.
    pub fn may_date(text: &str) -> bool {
        let head = crate::text::grapheme::head(text, MAX_BYTES);
        head.bytes().any(|byte| byte.is_ascii_digit()) || opens_as_date(head)
    }

    /// Whether a line speaks of a date and of nothing else; most lines are told by their first word.
    pub fn is_date(text: &str) -> bool {
        let head = crate::text::grapheme::head(text, MAX_BYTES);
        opens_as_date(head) && Self::read(head).is_date_line()
    }

    /// Reads the first date, time and zone of a line.
    pub fn read(text: &str) -> Self {
        let text = crate::text::grapheme::head(text, MAX_BYTES);
        let plain = plain_days(text);
        let text = plain.as_str();
        let words: Vec<String> =
            text.split(is_gap).map(word_of).filter(|word| !word.is_empty() && word != "of").collect();
        // A second date beside the first.
        let again =
            |out: &Self, word: &str| machine_day(word).is_some() || (out.date.is_some() && month(word).is_some());
        let mut out = Self::default();
        let mut used = vec![false; words.len()];
        out.take_date(&words, &mut used);
        for (at, word) in words.iter().enumerate().filter(|(at, _)| !used[*at]) {
            let next = words.get(at + 1).map_or("", String::as_str);
            if let Some(time) = clock(word, next) {
                out.time = out.time.or(Some(time));
            } else if let Some(zone) = zone(word) {
                out.zone = out.zone.or(Some(zone));
            } else if LABELS.contains(&word.as_str()) || number(word).is_some() || again(&out, word) {
                out.updated |= out.labels == 0 && matches!(word.as_str(), "updated" | "modified" | "update");
                out.labels += 1;
            } else if !FILLERS.contains(&word.as_str()) && !is_weekday(word) {
                out.others += 1;
            }
        }
        out
    }

    fn take_date(&mut self, words: &[String], used: &mut [bool]) {
        for (at, word) in words.iter().enumerate() {
            let Some(month) = month(word) else {
                if let Some(Published::Date(date)) = machine_day(word) {
                    self.date = Some(date);
                    used[at] = true;
                    return;
                }
                continue;
            };
            let get = |index: Option<usize>| index.and_then(|index| words.get(index).map(|word| (index, number(word))));
            let year = |pair: Option<(usize, Option<i16>)>| pair.filter(|(_, n)| n.is_some_and(|n| n > 31));
            let day =
                |pair: Option<(usize, Option<i16>)>| pair.filter(|(_, n)| n.is_some_and(|n| (1..=31).contains(&n)));
            let (before, after, after2) = (get(at.checked_sub(1)), get(Some(at + 1)), get(Some(at + 2)));
            let found = match (day(before), day(after)) {
                (Some(d), _) if year(after).is_some() => year(after).map(|y| (d, y)),
                (_, Some(d)) if year(after2).is_some() => year(after2).map(|y| (d, y)),
                _ => None,
            };
            used[at] = found.is_some();
            if let Some(((i, Some(d)), (j, Some(y)))) = found
                && let Some(date) = Date::new(y, month, d as i8).ok().and_then(plausible)
            {
                self.date = Some(date);
                used[i] = true;
                used[j] = true;
                return;
            }
            // A day and a month without a year: part of a date line all the same.
            if let Some((i, _)) = day(before).or(day(after)) {
                used[at] = true;
                used[i] = true;
                self.yearless = true;
            }
        }
    }

    /// Whether the line speaks of a date and of nothing else.
    pub fn is_date_line(&self) -> bool {
        self.others == 0 && (self.date.is_some() || self.labels > 0 || self.yearless && self.time.is_some())
    }

    /// Whether the line dates the page and says a word or two besides: "Updated - March 05, 2031 11:42 pm IST - ALMA", or a
    /// date with its time. `key` is the line, folded.
    pub fn is_stamp(&self, key: &str) -> bool {
        let dated = ["updated", "published", "posted", "last updated"].iter().any(|word| key.starts_with(word));
        self.date.is_some() && ((dated && self.others <= 2) || (self.time.is_some() && self.others <= 3))
    }

    /// The moment, or the day where the time or its zone is not given.
    pub fn published(&self) -> Option<Published> {
        let date = self.date?;
        match (self.time, &self.zone) {
            (Some(time), Some(zone)) => {
                let moment = date.to_datetime(time).to_zoned(zone.clone()).ok()?;
                Some(Published::Time(Moment::new(moment.timestamp(), moment.offset())))
            }
            _ => Some(Published::Date(date)),
        }
    }
}

/// Whether words are parted here.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || ",()|•·/[]—–".contains(c)
}

/// Whether a line begins with a word that may stand in a line of a date, or with a filler and such a word.
fn opens_as_date(line: &str) -> bool {
    let mut words = line.split(is_gap).map(|word| word.trim_matches(is_sign)).filter(|word| !word.is_empty());
    let mut next = || {
        let word = words.next()?.to_lowercase();
        let filler = FILLERS.contains(&word.as_str());
        let dated = word.bytes().any(|byte| byte.is_ascii_digit())
            || month(&word).is_some()
            || is_weekday(&word)
            || LABELS.contains(&word.as_str())
            || zone(&word).is_some();
        Some((filler, filler || dated))
    };
    match next() {
        Some((true, _)) => next().is_none_or(|(_, may)| may),
        first => first.is_some_and(|(_, may)| may),
    }
}

/// Whether a text may hold a whole date: a year is in it.
pub(super) fn has_year(text: &str) -> bool {
    let head = crate::text::grapheme::head(text, MAX_BYTES).as_bytes();
    head.windows(4).any(|four| matches!(four.first(), Some(b'1' | b'2')) && four.iter().all(u8::is_ascii_digit))
}

fn is_sign(c: char) -> bool {
    matches!(c, '.' | '-' | ':' | '"')
}

/// A word without signs around it.
fn word_of(word: &str) -> String {
    word.trim_matches(is_sign).to_lowercase()
}

/// A line with its days in digits (`05/20/2025`) in the order of ISO 8601, and without the place of its clock (`12:31 pm
/// (Paris)`).
fn plain_days(text: &str) -> String {
    // "5 Mar 2031Updated: 9:12am"
    let glued = |word: &&str| {
        text.find(*word)
            .is_some_and(|at| text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())))
    };
    let apart = ["Updated", "Published", "Posted"].into_iter().find(glued);
    let apart = apart.map(|word| text.replace(word, &format!(" {word}")));
    let text = apart.as_deref().unwrap_or(text);
    let clocked = text.to_ascii_lowercase();
    let dated = clocked.starts_with("published") || clocked.starts_with("updated");
    let words = text.split_whitespace().map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
        match (bare.matches('/').count() == 2).then(|| machine(bare)).flatten() {
            Some(date) => word.replace(bare, &date.to_string()),
            None if dated && word.starts_with('(') && word.trim_end_matches(',').ends_with(')') => String::new(),
            None => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn machine_day(word: &str) -> Option<Published> {
    (word.len() >= 8 && word.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'.')).then(|| machine(word))?
}

/// A number, also an ordinal (`3rd`).
fn number(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(digits.len()..)?;
    (matches!(ending, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 4).then(|| digits.parse().ok())?
}

/// Whether a text begins with the name of a month.
pub(super) fn opens_with_month(text: &str) -> bool {
    month(&text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase()).is_some()
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let full = MONTHS.iter().position(|month| *month == word);
    let short = || MONTHS.iter().position(|month| word.len() == 3 && month.starts_with(word));
    full.or_else(short).or_else(|| (word == "sept").then_some(8)).map(|at| at as i8 + 1)
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && DAYS.iter().any(|day| *day == word || (word.len() <= 5 && day.starts_with(word)))
}

/// A time of day: `10:21`, `10.21`, `10:21am`, `10:21:05`, `5pm`; `next` may be `am`, `p.m` and so on.
fn clock(word: &str, next: &str) -> Option<Time> {
    let half = |text: &str| match text {
        "am" | "a.m" | "a.m." => Some(0),
        "pm" | "p.m" | "p.m." => Some(12),
        _ => None,
    };
    let end = word.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(word.len());
    let (digits, rest) = word.split_at_checked(end)?;
    let glued = rest.trim_start_matches('.');
    let later = if glued.is_empty() { half(next) } else { Some(half(glued)?) };
    let mut parts = digits.trim_end_matches('.').split([':', '.']);
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = match parts.next() {
        Some(minute) if minute.len() == 2 => minute.parse().ok()?,
        None if later.is_some() => 0,
        _ => return None,
    };
    let second: i8 = parts.next().map_or(Some(0), |second| second.parse().ok())?;
    let hour = later.map_or(hour, |later| hour % 12 + later);
    Time::new(hour, minute, second, 0).ok()
}

/// A zone by its usual letters. Letters with more than one meaning (IST, CST outside America, AST) are left out.
fn zone(word: &str) -> Option<TimeZone> {
    const EASTERN: &str = "EST5EDT,M3.2.0,M11.1.0";
    const CENTRAL: &str = "CST6CDT,M3.2.0,M11.1.0";
    const PACIFIC: &str = "PST8PDT,M3.2.0,M11.1.0";
    const BRUSSELS: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
    const KYIV: &str = "EET-2EEST,M3.5.0/3,M10.5.0/4";
    let hours = match word {
        "gmt" | "utc" | "z" => 0,
        "bst" => 1,
        "msk" | "eest" => 3,
        "cest" => 2,
        "gst" => 4,
        "est" => -5,
        "edt" => -4,
        "pst" => -8,
        "pdt" => -7,
        "jst" | "kst" => 9,
        "sgt" | "hkt" => 8,
        "aest" => 10,
        "aedt" => 11,
        _ => {
            let rule = match word {
                "et" => EASTERN,
                "ct" => CENTRAL,
                "pt" => PACIFIC,
                "cet" => BRUSSELS,
                "eet" => KYIV,
                _ => return offset(word).map(TimeZone::fixed),
            };
            return TimeZone::posix(rule).ok();
        }
    };
    Some(TimeZone::fixed(Offset::constant(hours)))
}

/// "utc+3", "gmt+05:30".
fn offset(word: &str) -> Option<Offset> {
    let rest = word.strip_prefix("utc").or_else(|| word.strip_prefix("gmt"))?;
    let (sign, digits) = rest.split_at_checked(1)?;
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let seconds = hours.parse::<u8>().map(i32::from).ok()? * 3600 + minutes.parse::<u8>().map(i32::from).ok()? * 60;
    match sign {
        "+" => Offset::from_seconds(seconds).ok(),
        "-" => Offset::from_seconds(-seconds).ok(),
        _ => None,
    }
}

/// Words that mark a line as the date line of a page.
const LABELS: &[&str] = &[
    "published",
    "updated",
    "posted",
    "modified",
    "update",
    "created",
    "issued",
    "date",
    "publication",
    "ago",
    "hours",
    "hrs",
    "hr",
    "hour",
    "minutes",
    "minute",
    "min",
    "mins",
    "read",
    "days",
    "first",
    "last",
    "original",
    "originally",
    "yesterday",
];

/// Words that may stand in such a line.
const FILLERS: &[&str] = &[
    "on", "at", "of", "the", "and", "in", "am", "pm", "a.m", "p.m", "local", "time", "ist", "a", "an", "edited",
    "reading", "to", "is", "was",
];

#[cfg(test)]
mod tests {
    use super::{Words, in_url, parse};

    fn iso(text: &str) -> Option<String> {
        parse(text).map(|date| date.to_string())
    }

    #[test]
    fn machines_and_people() {
        for (text, expected) in [
            ("2025-02-18", "2025-02-18"),
            ("2025-02-18T10:21:00Z", "2025-02-18T10:21:00Z"),
            ("2025-02-18T10:21:00+03:00", "2025-02-18T10:21:00+03:00"),
            ("2025-02-18 10:21", "2025-02-18"),
            ("2025-02-18 10:21:00 +0200", "2025-02-18T10:21:00+02:00"),
            ("05/20/2025 08:45 AM EDT", "2025-05-20T08:45:00-04:00"),
            ("Published on March 31, 2025, at 12:31 pm (Paris), updated on April 1, 2025", "2025-03-31"),
            ("Tue, 18 Feb 2025 10:21:00 +0000", "2025-02-18T10:21:00Z"),
            ("2025/2/8", "2025-02-08"),
            ("18.02.2025", "2025-02-18"),
            ("02/18/2025", "2025-02-18"),
            ("20250218", "2025-02-18"),
            ("18 February 2025", "2025-02-18"),
            ("Feb. 18, 2025", "2025-02-18"),
            ("Tuesday, 18th of February 2025", "2025-02-18"),
            ("Published 3 March 2025 10:21 GMT", "2025-03-03T10:21:00Z"),
            ("Feb. 18, 2025, 5:00 a.m. ET", "2025-02-18T05:00:00-05:00"),
            ("Updated 11:46 PM EDT, Tue June 17, 2025", "2025-06-17T23:46:00-04:00"),
            ("Published: 9:00am, 18 Feb 2025Updated: 9:12am, 18 Feb 2025", "2025-02-18"),
            ("Tue 18 Feb 2025 10.21 CET", "2025-02-18T10:21:00+01:00"),
            ("18 February 2025 14:05 (UTC+05:30)", "2025-02-18T14:05:00+05:30"),
            ("18 February 2025 14:05 GMT-5", "2025-02-18T14:05:00-05:00"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "03/04/2025",
            "2025-02-18T25:00:00Z",
            "yesterday",
            "18 February",
            "99 February 2025",
            "2025-13-40",
            "May",
            "",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn date_lines_hold_nothing_else() {
        for line in ["Published 3 March 2025", "4 min read", "Feb 18, 2025 | Updated 3 hours ago", "18/02/2025 10:00"] {
            assert!(Words::read(line).is_date_line(), "{line}");
        }
        for line in ["On 3 March 2025 the ministers met", "In March", "Talks on 18 February 2025", "World"] {
            assert!(!Words::read(line).is_date_line(), "{line}");
        }
    }

    #[test]
    fn stamps_hold_a_word_or_two_besides() {
        let stamp = |line: &str| Words::read(line).is_stamp(&line.to_lowercase());
        for line in ["Updated - March 05, 2031 11:42 pm IST - ALMA", "All News 15:02 March 05, 2031"] {
            assert!(stamp(line), "{line}");
        }
        for line in ["On March 5, 2031 the ministers met in Alma", "Talks of 5 March 2031"] {
            assert!(!stamp(line), "{line}");
        }
    }

    #[test]
    fn addresses_tell_the_day() {
        assert_eq!(
            in_url("https://x.example/2025/02/18/world/a-b.html").map(|d| d.to_string()).as_deref(),
            Some("2025-02-18")
        );
        assert_eq!(in_url("https://x.example/1234/56/78"), None);
    }
}
