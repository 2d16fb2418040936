//! Builds a lexicon from its two source files.

use rustc_hash::FxHashMap;

use super::{Classes, GOES_ON, LISTS, LONGEST_PHRASE, Lexicon, PHRASE, class_key, phrase_key, phrase_step};
use crate::nlp::hash;
use crate::nlp::table::Table;
use crate::nlp::tokenizer::tokenize;
use crate::text::Span;

/// Builds a lexicon. `classes`: word, Brown path, coarse, fine and minute class (-1 where there is none) and
/// how usual a capital is, separated by tabs; `phrases`: list TAB phrase a line, with the lists of [`LISTS`].
///
/// # Errors
/// The number of the first line that is not of this form, and what is wrong.
pub fn build(classes: &str, phrases: &str) -> Result<Lexicon, (usize, String)> {
    let mut rows = Vec::new();
    for (at, line) in classes.lines().enumerate() {
        let row = class_row(line)
            .ok_or_else(|| (at + 1, "not: word, Brown path, coarse, fine and minute class, case".to_owned()))?;
        rows.push(row);
    }
    let mut bits: FxHashMap<u32, u16> = FxHashMap::default();
    for (at, line) in phrases.lines().enumerate() {
        let (list, phrase) = line.split_once('\t').ok_or_else(|| (at + 1, "not: list, phrase".to_owned()))?;
        let bit = LISTS
            .iter()
            .position(|name| *name == list)
            .ok_or_else(|| (at + 1, format!("no list is called {list:?}")))?;
        note(phrase, 1 << bit, &mut bits);
    }
    let mut pairs: Vec<(u32, u16)> = bits.into_iter().collect();
    pairs.sort_unstable();
    Ok(Lexicon { classes: Table::new(&rows), phrases: Table::new(&pairs) })
}

fn class_row(line: &str) -> Option<(u32, Classes)> {
    let mut columns = line.split('\t');
    let word = columns.next()?;
    let brown = columns.next()?.parse().ok()?;
    let coarse: i32 = columns.next()?.parse().ok()?;
    let fine: i32 = columns.next()?.parse().ok()?;
    let minute: i32 = columns.next()?.parse().ok()?;
    let case = columns.next()?.parse().ok()?;
    let plus_one = |class: i32| u16::try_from(class + 1).ok();
    let classes = Classes { brown, fine: plus_one(fine)?, coarse: plus_one(coarse)?, minute: plus_one(minute)?, case };
    Some((class_key(hash::bytes(word.as_bytes())), classes))
}

fn note(phrase: &str, bit: u16, bits: &mut FxHashMap<u32, u16>) {
    let mut tokens = Vec::new();
    tokenize(phrase, Span::new(0, phrase.len() as u32), &mut tokens);
    if tokens.is_empty() || tokens.len() > LONGEST_PHRASE {
        return;
    }
    let mut state = PHRASE;
    for (at, token) in tokens.iter().enumerate() {
        state = phrase_step(state, hash::lower(token.span.of(phrase)));
        *bits.entry(phrase_key(state)).or_default() |= if at + 1 == tokens.len() { bit } else { GOES_ON };
    }
}
