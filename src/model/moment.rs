//! A moment on somebody's clock.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

/// A moment with the offset from UTC of the clock it was read from. `Display` is RFC 3339 with that offset (`Z` where it
/// is none), and parses again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    at: Timestamp,
    offset: Offset,
}

impl Moment {
    /// A moment on the clock at `offset`.
    #[must_use]
    pub const fn new(at: Timestamp, offset: Offset) -> Self {
        Self { at, offset }
    }

    /// Seconds since 1970 in UTC.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.at.as_second()
    }

    /// Seconds since 1970 as the clock shows them, as if it stood at UTC.
    #[must_use]
    pub fn clock_seconds(self) -> i64 {
        self.at.as_second() + i64::from(self.offset.seconds())
    }

    /// The calendar day that the clock shows.
    #[must_use]
    pub fn day(self) -> Date {
        self.at.to_zoned(TimeZone::fixed(self.offset)).date()
    }

    /// What the clock shows, in the form of jiff's `strftime`.
    #[must_use]
    pub fn strftime(self, form: &str) -> jiff::fmt::strtime::Display<'_> {
        self.at.to_zoned(TimeZone::fixed(self.offset)).strftime(form)
    }
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self::new(at, Offset::UTC)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.offset == Offset::UTC {
            return write!(f, "{}", self.at);
        }
        write!(f, "{}", self.at.display_with_offset(self.offset))
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

impl TryFrom<String> for Moment {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for Moment {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let at: Timestamp = text.parse()?;
        let pieces = Pieces::parse(text)?;
        let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
        // An offset that no clock shows at this moment is not kept.
        let shown = offset.to_timestamp(pieces.date().to_datetime(pieces.time().unwrap_or(Time::midnight())));
        Ok(Self::new(at, if shown.is_ok_and(|shown| shown == at) { offset } else { Offset::UTC }))
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn a_moment_keeps_its_clock() {
        let moment: Moment = "2031-02-18T00:30:00+03:00".parse().unwrap();
        assert_eq!(moment.to_string(), "2031-02-18T00:30:00+03:00");
        assert_eq!(moment.day().to_string(), "2031-02-18");
        assert_eq!(moment.strftime("%H:%M").to_string(), "00:30");
        assert_eq!(moment.clock_seconds() - moment.seconds(), 3 * 3600);
        let zulu: Moment = "2031-02-17T21:30:00Z".parse().unwrap();
        assert_eq!((zulu.seconds(), zulu.to_string().as_str()), (moment.seconds(), "2031-02-17T21:30:00Z"));
        assert_ne!(zulu, moment);
        for text in ["2031-02-18", "2031-02-18T00:30:00", "soon"] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
        let json = serde_json::to_string(&moment).unwrap();
        assert_eq!(serde_json::from_str::<Moment>(&json).unwrap(), moment);
    }
}
