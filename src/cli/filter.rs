//! Which articles a command looks at: `--outlet`, `--since`, `--until`; and which entities: `--kind`.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span as Length, Timestamp};

use super::Failure;
use super::suggest;
use crate::model::outlet::{Meant, meant};
use crate::model::{EntityKind, Outlet, OutletId, Published};
use crate::text::{fold, sanitize_line};

/// Options that choose among articles.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Which articles")]
pub struct FilterArgs {
    /// Only this outlet, by name or tag (repeatable; "unknown": articles of no known outlet)
    #[arg(long, value_name = "NAME")]
    pub outlet: Vec<String>,
    /// Only articles of this date or later (2025-02-18, 2025-02, 2025, or with a time: 2025-02-18T08:00:00Z)
    #[arg(long, value_name = "DATE", value_parser = Period::parse)]
    pub since: Option<Period>,
    /// Only articles of this date or earlier
    #[arg(long, value_name = "DATE", value_parser = Period::parse)]
    pub until: Option<Period>,
}

impl FilterArgs {
    /// Whether a date passes; an unknown one does where no date was asked for.
    #[must_use]
    pub fn passes_date(&self, date: Option<&Published>) -> bool {
        let Some(date) = date else { return !self.asks_for_dates() };
        self.since.is_none_or(|since| Period::of(date, since.exact).end > since.start)
            && self.until.is_none_or(|until| Period::of(date, until.exact).start < until.end)
    }

    /// Whether articles without a date are left out.
    #[must_use]
    pub const fn asks_for_dates(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// The outlets asked for; `None` where all will do.
    ///
    /// # Errors
    /// Names that are no outlet's, with those it may have meant.
    pub fn outlets(&self, known: &[Outlet]) -> Result<Option<Vec<OutletId>>, Failure> {
        if self.outlet.is_empty() {
            return Ok(None);
        }
        let chosen: Result<Vec<_>, _> = self.outlet.iter().map(|name| find_outlet(name, known)).collect();
        chosen.map(Some)
    }
}

/// The outlet of a name or a tag, or of the beginning of one name only.
///
/// # Errors
/// Names that are no outlet's, or several outlets', with those it may have meant.
pub fn find_outlet(typed: &str, known: &[Outlet]) -> Result<OutletId, Failure> {
    let names: Vec<_> = known.iter().map(|outlet| (outlet.tag.as_str(), outlet.name.as_deref())).collect();
    let display = |at: &usize| known.get(*at).map_or("", Outlet::display);
    let hint = match meant(typed, &names) {
        Meant::One(at) => return known.get(at).map(|outlet| outlet.id).ok_or_else(|| Failure::new("no outlet")),
        Meant::Several(found) => suggest::question(&found.iter().take(5).map(display).collect::<Vec<_>>()),
        Meant::None => hint(typed, known),
    };
    Err(Failure::new(format!("no outlet is called “{}”.{hint}", sanitize_line(typed))))
}

/// What outlets there are that may have been meant.
fn hint(typed: &str, known: &[Outlet]) -> String {
    let names: Vec<_> = known.iter().map(Outlet::display).collect();
    let near = suggest::nearest(typed, names.iter().copied());
    if !near.is_empty() {
        suggest::question(&near)
    } else if names.len() <= 8 {
        format!(" There are: {}.", sanitize_line(&names.join(", ")))
    } else {
        " `dateline outlets` lists them.".to_owned()
    }
}

/// A stretch of time, as exact as it was given: a moment, a day, a month or a year. Seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    start: i64,
    /// One past its last second.
    end: i64,
    /// Whether it is a moment, the same on all clocks; days are those of each publisher's own clock.
    exact: bool,
}

/// No clock is farther from UTC (seconds).
const FARTHEST: i64 = 26 * 3600;

impl Period {
    /// Its first second, and the one after its last, on whatever clock an article was published by.
    #[must_use]
    pub const fn bounds(self) -> (i64, i64) {
        let more = if self.exact { FARTHEST } else { 0 };
        (self.start - more, self.end + more)
    }

    /// Reads `2025`, `2025-02`, `2025-02-18` or an RFC 3339 time.
    ///
    /// # Errors
    /// Says what forms there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let day = |text: &str| text.parse::<Date>().ok();
        let period = match text.len() {
            4 => day(&format!("{text}-01-01")).and_then(|first| Self::from_days(first, Length::new().years(1))),
            7 => day(&format!("{text}-01")).and_then(|first| Self::from_days(first, Length::new().months(1))),
            10 => day(text).and_then(|first| Self::from_days(first, Length::new().days(1))),
            _ => text.parse::<Timestamp>().ok().map(|time| Self {
                start: time.as_second(),
                end: time.as_second() + 1,
                exact: true,
            }),
        };
        period.ok_or_else(|| "write it as 2025-02-18, 2025-02, 2025 or 2025-02-18T08:00:00Z".to_owned())
    }

    fn from_days(first: Date, length: Length) -> Option<Self> {
        let second = |date: Date| Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second());
        Some(Self { start: second(first)?, end: second(first.checked_add(length).ok()?)?, exact: false })
    }

    fn of(date: &Published, exact: bool) -> Self {
        let start = date.seconds();
        match date {
            Published::Time(time) if exact => Self { start: time.seconds(), end: time.seconds() + 1, exact },
            Published::Time(_) => Self { start, end: start + 1, exact },
            Published::Date(_) => Self { start, end: start + 86_400, exact },
        }
    }
}

/// Reads the word of a kind (`person`, `organisation`, `place`, `other`), its plural or its label (`PER`).
///
/// # Errors
/// Says what there is.
pub fn parse_kind(text: &str) -> Result<EntityKind, String> {
    let folded = fold(text.trim());
    let known = |kind: &EntityKind| {
        let word = kind.word();
        folded == word
            || folded.strip_suffix('s') == Some(word)
            || folded == fold(kind.heading())
            || folded == kind.label().to_ascii_lowercase()
    };
    match folded.as_str() {
        "organization" | "organizations" => Ok(EntityKind::Organisation),
        _ => EntityKind::ALL
            .into_iter()
            .find(known)
            .ok_or_else(|| "there are person, organisation, place and other".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{FilterArgs, Period, parse_kind};
    use crate::model::{EntityKind, Outlet, OutletId, Published};

    fn outlets() -> Vec<Outlet> {
        let outlet = |id, name: Option<&str>, tag: &str| Outlet {
            id: OutletId(id),
            name: name.map(str::to_owned),
            tag: tag.to_owned(),
            articles: 1,
        };
        vec![outlet(0, Some("Élan Libre"), "ÉL"), outlet(1, Some("North Wire"), "NW"), outlet(2, None, "?")]
    }

    fn asked(names: &[&str]) -> Result<Option<Vec<u32>>, String> {
        let args =
            FilterArgs { outlet: names.iter().map(|name| (*name).to_owned()).collect(), ..FilterArgs::default() };
        match args.outlets(&outlets()) {
            Ok(ids) => Ok(ids.map(|ids| ids.iter().map(|id| id.0).collect())),
            Err(failure) => Err(failure.message),
        }
    }

    #[test]
    fn outlets_by_name_or_tag() {
        assert_eq!(asked(&[]), Ok(None));
        assert_eq!(asked(&["elan libre", "nw"]), Ok(Some(vec![0, 1])));
        assert_eq!(asked(&["Unknown"]), Ok(Some(vec![2])));
        assert_eq!(asked(&["the north wire"]), Ok(Some(vec![1])));
        assert_eq!(asked(&["wire", "elan"]), Ok(Some(vec![1, 0])));
        assert_eq!(asked(&["Nort Wire"]), Err("no outlet is called “Nort Wire”. Did you mean “North Wire”?".into()));
        assert_eq!(
            asked(&["Zzz\u{1b}"]),
            Err("no outlet is called “Zzz\u{fffd}”. There are: Élan Libre, North Wire, unknown outlet.".into())
        );
    }

    fn passes(since: Option<&str>, until: Option<&str>, date: &str) -> bool {
        let period = |text: Option<&str>| text.map(|text| Period::parse(text).expect("a date"));
        let args = FilterArgs { outlet: Vec::new(), since: period(since), until: period(until) };
        let date = date.parse().map_or_else(|_| Published::Date(date.parse().expect("a day")), Published::Time);
        args.passes_date(Some(&date))
    }

    #[test]
    fn both_ends_are_inclusive_and_as_exact_as_given() {
        assert!(passes(Some("2025-02-18"), Some("2025-02-18"), "2025-02-18"));
        assert!(passes(None, Some("2025-02-18"), "2025-02-18T23:59:59Z"));
        assert!(!passes(None, Some("2025-02-18"), "2025-02-19"));
        assert!(!passes(Some("2025-02-18"), None, "2025-02-17T23:59:59Z"));
        assert!(passes(Some("2025-02"), Some("2025"), "2025-12-31"));
        assert!(!passes(Some("2025-03"), None, "2025-02-28"));
        assert!(passes(Some("2025-02-18T10:00:00+03:00"), None, "2025-02-18T07:00:00Z"));
        assert!(!passes(Some("2025-02-18T10:00:00Z"), None, "2025-02-18T07:00:00Z"));
        assert!(!passes(Some("2025-02-18T10:00:00Z"), None, "2025-02-18T12:00:00+03:00"));
        assert!(passes(Some("2025-02-18"), Some("2025-02-18"), "2025-02-18T00:30:00+03:00"));
        assert!(passes(Some("2025-02-18T10:00:00Z"), None, "2025-02-18"), "a day may hold the moment");
    }

    #[test]
    fn without_a_date_only_where_none_is_asked_for() {
        assert!(FilterArgs::default().passes_date(None));
        let args = FilterArgs { since: Period::parse("2025").ok(), ..FilterArgs::default() };
        assert!(!args.passes_date(None));
    }

    #[test]
    fn what_is_no_date() {
        for text in ["", "soon", "2025-13-01", "2025-02-30", "18.02.2025", "99999"] {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn kinds_by_word_plural_or_label() {
        assert_eq!(parse_kind("People"), Ok(EntityKind::Person));
        assert_eq!(parse_kind("persons"), Ok(EntityKind::Person));
        assert_eq!(parse_kind("organization"), Ok(EntityKind::Organisation));
        assert_eq!(parse_kind("LOC"), Ok(EntityKind::Place));
        assert!(parse_kind("thing").is_err());
    }
}
