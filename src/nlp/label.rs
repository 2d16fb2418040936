//! The tags of the tagger: BILOU over four types. Sixteen name tags and "outside".

use crate::model::EntityKind;

/// Number of name tags; the tag with this number is "outside" (O), whose score is always 0.
pub const NAMES: usize = 16;
/// All tags.
pub const TAGS: usize = NAMES + 1;
/// "Outside of any name".
pub const OUTSIDE: u8 = NAMES as u8;

/// Where a token stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// First of several.
    Begin,
    /// Neither first nor last.
    Inside,
    /// Last of several.
    Last,
    /// The only one.
    Unit,
}

impl Place {
    /// Where token `at` stands in the name `start..end`.
    #[must_use]
    pub const fn of(at: usize, start: usize, end: usize) -> Self {
        match (at == start, at + 1 == end) {
            (true, true) => Self::Unit,
            (true, false) => Self::Begin,
            (false, true) => Self::Last,
            (false, false) => Self::Inside,
        }
    }
}

/// The tag of a type and a place.
#[must_use]
pub const fn tag(kind: EntityKind, place: Place) -> u8 {
    let row = match kind {
        EntityKind::Person => 0,
        EntityKind::Organisation => 1,
        EntityKind::Place => 2,
        EntityKind::Other => 3,
    };
    let column = match place {
        Place::Begin => 0,
        Place::Inside => 1,
        Place::Last => 2,
        Place::Unit => 3,
    };
    row * 4 + column
}

/// The type of a tag; none for "outside".
#[must_use]
pub fn kind(tag: u8) -> Option<EntityKind> {
    EntityKind::ALL.get(usize::from(tag / 4)).copied()
}

/// The place of a tag; none for "outside".
#[must_use]
pub const fn place(tag: u8) -> Option<Place> {
    if tag >= OUTSIDE {
        return None;
    }
    Some(match tag % 4 {
        0 => Place::Begin,
        1 => Place::Inside,
        2 => Place::Last,
        _ => Place::Unit,
    })
}

/// Whether `right` may follow `left`.
#[must_use]
pub const fn may_follow(left: u8, right: u8) -> bool {
    let open = left < OUTSIDE && left % 4 < 2;
    let continues = right < OUTSIDE && (right % 4 == 1 || right % 4 == 2);
    if open { continues && left / 4 == right / 4 } else { !continues }
}

/// Whether a sentence may begin with `tag`.
#[must_use]
pub const fn may_begin(tag: u8) -> bool {
    may_follow(OUTSIDE, tag)
}

/// Whether a sentence may end with `tag`.
#[must_use]
pub const fn may_end(tag: u8) -> bool {
    may_follow(tag, OUTSIDE)
}

/// Reads tags as names: token ranges with their types. A broken sequence is read as well as it can be.
pub fn spans(tags: &[u8], mut found: impl FnMut(usize, usize, EntityKind)) {
    let mut open: Option<(usize, u8)> = None;
    for (at, &tag) in tags.iter().enumerate() {
        let kind_here = kind(tag);
        if let Some((start, row)) = open
            && (tag / 4 != row || matches!(place(tag), Some(Place::Begin | Place::Unit)))
        {
            if let Some(kind) = kind(row * 4) {
                found(start, at, kind);
            }
            open = None;
        }
        match (kind_here, place(tag)) {
            (Some(kind), Some(Place::Unit)) => found(at, at + 1, kind),
            (Some(_), Some(Place::Begin | Place::Inside)) => {
                open.get_or_insert((at, tag / 4));
            }
            (Some(kind), Some(Place::Last)) => {
                let start = open.take().map_or(at, |(start, _)| start);
                found(start, at + 1, kind);
            }
            _ => {}
        }
    }
    if let Some((start, row)) = open
        && let Some(kind) = kind(row * 4)
    {
        found(start, tags.len(), kind);
    }
}

/// Writes one name over `tags[start..end]`.
pub fn write(tags: &mut [u8], start: usize, end: usize, kind: EntityKind) {
    for at in start..end {
        if let Some(slot) = tags.get_mut(at) {
            *slot = tag(kind, Place::of(at, start, end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OUTSIDE, TAGS, may_follow, spans, write};
    use crate::model::EntityKind::{Organisation, Person};

    #[test]
    fn what_is_written_is_read() {
        let mut tags = vec![OUTSIDE; 8];
        write(&mut tags, 0, 1, Person);
        write(&mut tags, 1, 4, Organisation);
        write(&mut tags, 6, 8, Person);
        let mut read = Vec::new();
        spans(&tags, |start, end, kind| read.push((start, end, kind)));
        assert_eq!(read, [(0, 1, Person), (1, 4, Organisation), (6, 8, Person)]);
        assert!(tags.windows(2).all(|pair| may_follow(pair[0], pair[1])));
    }

    #[test]
    fn a_broken_sequence_is_read_without_panic() {
        for a in 0..TAGS as u8 {
            for b in 0..TAGS as u8 {
                spans(&[a, b], |start, end, _| assert!(start < end && end <= 2));
            }
        }
    }
}
