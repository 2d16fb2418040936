//! Bodies of a country whose adjective alone was found: "Russian" in "Russian Direct Investment Fund".

use super::{Found, Settling};
use crate::model::EntityKind;
use crate::nlp::features::document::Case;
use crate::nlp::hash;
use crate::nlp::label::{self, OUTSIDE};
use crate::nlp::word::CAPITAL;

/// What such names end in.
const HEADS: [&str; 16] = [
    "fund",
    "institute",
    "agency",
    "bank",
    "authority",
    "commission",
    "committee",
    "council",
    "federation",
    "association",
    "union",
    "foundation",
    "corporation",
    "university",
    "ministry",
    "bureau",
];
/// Words of such a name after the adjective.
const WORDS: std::ops::RangeInclusive<usize> = 2..=5;

/// What such a body is called for short.
const SHORT: [&str; 8] = ["parliament", "senate", "congress", "assembly", "cabinet", "presidency", "board", "court"];

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// Whether a name is one word for a body: "the Commission" is no work and no event.
    pub(super) fn is_body(&self, name: &Found) -> bool {
        let lower = self.document.words.get(name.start).map_or(0, |word| word.lower);
        name.end == name.start + 1 && HEADS.iter().chain(&SHORT).any(|head| hash::lower(head) == lower)
    }

    /// Makes one name of an adjective of a country and the capitalised words after it that end in the word for a body.
    pub(super) fn join_bodies(&mut self) {
        let mut single = Vec::new();
        label::spans(self.tags, |start, end, kind| {
            if kind == EntityKind::Other && end == start + 1 {
                single.push(start);
            }
        });
        for start in single {
            let sentences = &self.document.sentences;
            let at = sentences.partition_point(|(range, _)| range.end <= start as u32);
            let Some((range, _)) = sentences.get(at).filter(|(_, case)| *case == Case::Plain) else { continue };
            let free = |at: &usize| {
                let capital = self.document.words.get(*at).is_some_and(|word| word.is(CAPITAL));
                capital && self.tags.get(*at) == Some(&OUTSIDE) && !(self.breaks)(*at)
            };
            let run = (start + 1..range.end as usize).take_while(free).count();
            let lower = |at: usize| self.document.words.get(at).map_or(0, |word| word.lower);
            let is_head = |at: usize| HEADS.iter().any(|head| hash::lower(head) == lower(at));
            let end = WORDS.rev().filter(|len| *len <= run).find(|len| is_head(start + len));
            if let Some(len) = end {
                label::write(self.tags, start, start + len + 1, EntityKind::Organisation);
            }
        }
    }
}
