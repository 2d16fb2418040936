//! Teams called by the last word of their name: "the Thunder" after "the Oklahoma City Thunder".

use rustc_hash::FxHashSet;

use super::Settling;
use crate::model::EntityKind;
use crate::nlp::hash;
use crate::nlp::label;
use crate::nlp::lexicon::on;
use crate::nlp::word::{ALL_CAPS, CAPITAL};

/// Tokens of a result.
const RESULT: std::ops::RangeInclusive<usize> = 4..=8;

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// Finds the short forms of teams, which are a town and a word.
    pub(super) fn find_teams(&mut self) {
        let document = self.document;
        let teams: FxHashSet<u32> = self
            .names()
            .into_iter()
            .filter(|(start, end, kind)| *kind == EntityKind::Organisation && self.is_team(*start, *end))
            .filter_map(|(_, end, _)| document.types.get(end - 1).copied())
            .collect();
        if teams.is_empty() {
            return;
        }
        let the = hash::bytes(b"the");
        for at in 1..document.words.len() {
            if !document.types.get(at).is_some_and(|kind| teams.contains(kind)) || !self.has(at, CAPITAL) {
                continue;
            }
            let article = document.words.get(at - 1).is_some_and(|word| word.lower == the);
            let alone = self.name_at(at).is_none_or(|name| name == (at, at + 1, name.2));
            if article && alone && self.is_plain(at) && !self.has(at + 1, CAPITAL) && !(self.breaks)(at) {
                self.claim(at, at + 1, EntityKind::Organisation);
            }
        }
    }

    /// "Celtic 4 Hearts 0" on a line of its own: two teams.
    pub(super) fn find_results(&mut self) {
        let document = self.document;
        for (range, _) in document.sentences.iter().filter(|(range, _)| RESULT.contains(&range.len())) {
            let (first, end) = (range.start as usize, range.end as usize);
            let team = |from: usize| (from..end).take_while(|at| self.has(*at, CAPITAL)).count() + from;
            let left = team(first);
            let right = team(left + 1);
            let teams = left > first && right > left + 1 && right + 1 == end;
            if teams && self.is_number(left) && self.is_number(right) && !(self.breaks)(first) {
                self.clear(first, end);
                label::write(self.tags, first, left, EntityKind::Organisation);
                label::write(self.tags, left + 1, right, EntityKind::Organisation);
            }
        }
    }

    /// Whether a token ends a phrase on the list of organisations.
    fn is_listed_body(&self, at: usize) -> bool {
        self.document.phrase.get(at).is_some_and(|(lists, part)| on(*lists, "org") && *part == 3)
    }

    /// Whether a name is a town's and one word more that says nothing of a body.
    fn is_team(&self, start: usize, end: usize) -> bool {
        let word = |at: usize| self.document.words.get(at);
        let Some(last) = word(end - 1).filter(|word| word.is(CAPITAL) && !word.is(ALL_CAPS)) else { return false };
        let place =
            |lists: u16| ["city", "city_big", "city_alt", "country", "state"].iter().any(|list| on(lists, list));
        let listed = |at: usize| self.document.phrase.get(at).is_some_and(|(lists, part)| place(*lists) && *part == 3);
        let town = match end - start {
            2 => word(start).is_some_and(|word| place(word.lists)),
            3 => word(start).is_some_and(|word| place(word.lists)) || listed(start + 1) || self.is_listed_body(end - 1),
            _ => false,
        };
        let body = on(last.lists, "orgsuf") || on(last.lists, "locsuf") || self.titles.is_suffix(last.lower);
        town && !body && !self.titles.is_company(last.lower)
    }
}
