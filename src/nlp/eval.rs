//! Scores of found names against given ones: exact span and type.

use crate::model::EntityKind;
use crate::text::Span;

/// Right, wrong and missed names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and given.
    pub right: usize,
    /// Found but not given.
    pub wrong: usize,
    /// Given but not found.
    pub missed: usize,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    /// Share of the found that is right, in percent.
    #[must_use]
    pub fn precision(&self) -> f64 {
        percent(self.right, self.right + self.wrong)
    }

    /// Share of the given that is found, in percent.
    #[must_use]
    pub fn recall(&self) -> f64 {
        percent(self.right, self.right + self.missed)
    }

    /// Their harmonic mean.
    #[must_use]
    pub fn f1(&self) -> f64 {
        percent(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 }
}

/// Scores of a set of texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scores {
    /// By type, in the order of [`EntityKind::ALL`].
    pub kinds: [Counts; 4],
    /// Spans alone, whatever their types.
    pub spans: Counts,
}

impl Scores {
    /// All types.
    #[must_use]
    pub fn all(&self) -> Counts {
        let mut sum = Counts::default();
        self.kinds.iter().for_each(|counts| sum.add(*counts));
        sum
    }

    /// People, organisations and places.
    #[must_use]
    pub fn without_other(&self) -> Counts {
        let mut sum = Counts::default();
        self.kinds.iter().take(3).for_each(|counts| sum.add(*counts));
        sum
    }

    /// Adds another set's.
    pub fn merge(&mut self, other: &Self) {
        for (to, from) in self.kinds.iter_mut().zip(&other.kinds) {
            to.add(*from);
        }
        self.spans.add(other.spans);
    }

    /// Adds one text. Surrounding white space, a leading "the " and a trailing "'s" do not count, on either side. Found
    /// names of the kind `Other` are left out where `other` is false: the set does not mark them.
    pub fn add(&mut self, text: &str, given: &[(Span, EntityKind)], found: &[(Span, EntityKind)], other: bool) {
        let trimmed = |names: &[(Span, EntityKind)]| {
            let names = names.iter().filter(|(_, kind)| other || *kind != EntityKind::Other);
            let mut names: Vec<_> =
                names.map(|(span, kind)| (trim(text, *span), *kind)).filter(|(s, _)| !s.is_empty()).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let (given, found) = (trimmed(given), trimmed(found));
        for (counts, kind) in self.kinds.iter_mut().zip(EntityKind::ALL) {
            let of =
                |names: &[(Span, EntityKind)]| names.iter().filter(|(_, k)| *k == kind).copied().collect::<Vec<_>>();
            counts.add(compare(&of(&given), &of(&found)));
        }
        let spans = |names: &[(Span, EntityKind)]| names.iter().map(|(span, _)| *span).collect::<Vec<_>>();
        self.spans.add(compare(&spans(&given), &spans(&found)));
    }
}

fn compare<T: Ord>(given: &[T], found: &[T]) -> Counts {
    let right = found.iter().filter(|name| given.binary_search(name).is_ok()).count();
    Counts { right, wrong: found.len() - right, missed: given.len() - right }
}

/// A name without surrounding white space, a leading "the " and a trailing "'s".
#[must_use]
pub fn trim(text: &str, span: Span) -> Span {
    let name = span.of(text);
    let start = span.start + (name.len() - name.trim_start().len()) as u32;
    let name = name.trim();
    let the = name.len() > 4 && name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("the "));
    let (start, name) = if the { (start + 4, name.get(4..).unwrap_or("")) } else { (start, name) };
    let tail = ["'s", "’s", "'S", "’S"].into_iter().find_map(|tail| name.strip_suffix(tail)).unwrap_or(name);
    Span::new(start, start + tail.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::Scores;
    use crate::model::EntityKind::{Organisation, Other, Person};
    use crate::text::Span;

    #[test]
    fn articles_and_possessives_do_not_count() {
        let text = "the Olvex Group's Åsa Berg";
        let mut scores = Scores::default();
        let given = [(Span::new(4, 15), Organisation), (Span::new(18, 27), Person)];
        let found = [(Span::new(0, 17), Organisation), (Span::new(18, 22), Person), (Span::new(4, 9), Other)];
        scores.add(text, &given, &found, false);
        assert_eq!((scores.all().right, scores.all().wrong, scores.all().missed), (1, 1, 1));
        scores.add(text, &given, &found, true);
        assert_eq!(scores.all().wrong, 3);
    }
}
