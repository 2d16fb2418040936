//! What was typed into a picker, understood.

use memchr::memmem::Finder;

use super::mask::mask;
use crate::model::EntityKind;
use crate::text::fold;

/// More characters than this are not looked at.
const LONGEST: usize = 128;

/// One word of a pattern.
#[derive(Debug, Clone)]
pub struct Word {
    /// Its folded letters.
    pub text: String,
    /// Whether only this very word counts (`'word`).
    pub exact: bool,
    /// Number of its characters.
    pub letters: usize,
    pub(super) finder: Finder<'static>,
}

/// Folded words that must all match, in any order, and the kinds that may.
#[derive(Debug, Clone, Default)]
pub struct Pattern {
    /// The words.
    pub words: Vec<Word>,
    /// All words with single spaces; what a whole name must be to be the name itself.
    pub whole: String,
    /// Characters of all words.
    pub(super) mask: u64,
    /// One bit for each kind that may match; no bit: all.
    pub kinds: u8,
}

impl Pattern {
    /// Understands a pattern: words between white space, `'word` for an exact one, `%P %O %L %M` for kinds.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let mut out = Self::default();
        let end = typed.char_indices().nth(LONGEST).map_or(typed.len(), |(at, _)| at);
        for part in typed.get(..end).unwrap_or("").split_whitespace() {
            let part = match kind_first(part) {
                Some((kind, rest)) => {
                    out.kinds |= 1 << kind as u8;
                    rest
                }
                None => part,
            };
            // A sign of its own that is still being completed means nothing yet.
            if part == "%" || part == "'" {
                continue;
            }
            let (text, exact) = part.strip_prefix('\'').map_or((part, false), |rest| (rest, true));
            out.push(fold(text), exact);
        }
        out
    }

    fn push(&mut self, text: String, exact: bool) {
        if text.is_empty() {
            return;
        }
        if !self.whole.is_empty() {
            self.whole.push(' ');
        }
        self.whole.push_str(&text);
        self.mask |= mask(&text);
        let finder = Finder::new(text.as_bytes()).into_owned();
        self.words.push(Word { letters: text.chars().count(), text, exact, finder });
    }

    /// Whether everything passes, but for the kind.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a kind may match.
    #[must_use]
    pub const fn takes(&self, kind: u8) -> bool {
        self.kinds == 0 || self.kinds & (1u8 << (kind & 7)) != 0
    }

    /// Whether everything that matches this pattern must have matched `before`: each earlier word has grown or stayed.
    #[must_use]
    pub fn narrows(&self, before: &Self) -> bool {
        let grown = |old: &Word, new: &Word| {
            if old.exact || new.exact {
                old.exact == new.exact && old.text == new.text
            } else {
                new.text.starts_with(&old.text)
            }
        };
        (before.kinds == 0 || self.kinds == before.kinds)
            && before.words.len() <= self.words.len()
            && before.words.iter().zip(&self.words).all(|(old, new)| grown(old, new))
    }
}

/// The kind that a word begins with, and what follows it: `%P`, `%Pmarta`.
fn kind_first(part: &str) -> Option<(EntityKind, &str)> {
    let rest = part.strip_prefix('%')?;
    let end = rest.chars().next()?.len_utf8();
    let (letter, rest) = rest.split_at_checked(end)?;
    Some((kind(letter)?, rest))
}

fn kind(letter: &str) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|kind| letter.eq_ignore_ascii_case(kind.letter().encode_utf8(&mut [0; 4])))
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use crate::model::EntityKind;

    #[test]
    fn words_kinds_and_exact_words() {
        let pattern = Pattern::new("  Müll %p 'Élan %O %");
        let words: Vec<_> = pattern.words.iter().map(|word| (word.text.as_str(), word.exact)).collect();
        assert_eq!(words, [("mull", false), ("elan", true)]);
        assert!(pattern.takes(EntityKind::Person as u8) && pattern.takes(EntityKind::Organisation as u8));
        assert!(!pattern.takes(EntityKind::Place as u8));
        let glued = Pattern::new("%pmar");
        assert_eq!((glued.whole.as_str(), glued.takes(EntityKind::Place as u8)), ("mar", false));
    }

    #[test]
    fn growing_narrows_and_changing_does_not() {
        let typed = |text| Pattern::new(text);
        assert!(typed("mar").narrows(&typed("ma")));
        assert!(typed("mar r").narrows(&typed("mar")));
        assert!(typed("mar %P").narrows(&typed("mar")));
        assert!(!typed("mar").narrows(&typed("mar %P")));
        assert!(!typed("ma").narrows(&typed("mar")));
        assert!(!typed("'mar").narrows(&typed("'ma")));
    }
}
