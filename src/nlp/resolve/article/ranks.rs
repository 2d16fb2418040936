//! Two bearers of one surname whom the text tells apart by their offices: "Gen. Boateng", "Col. Boateng".

use super::{Group, Reader};

/// Surnames with more offices than this are not told apart by them.
const MAX_RANKS: usize = 4;

impl Reader<'_, '_> {
    /// Parts a single name where its mentions have offices of which each is that of another full name.
    pub(super) fn part_ranks(&mut self) {
        let mut ranks = std::mem::take(&mut self.ranks);
        ranks.sort_unstable_by_key(|(group, mention, _)| (*group, *mention));
        for same in ranks.chunk_by(|a, b| a.0 == b.0) {
            let mut kinds: Vec<u64> = Vec::new();
            for (.., rank) in same {
                if !kinds.contains(rank) {
                    kinds.push(*rank);
                }
            }
            if !(2..=MAX_RANKS).contains(&kinds.len()) {
                continue;
            }
            let bearers: Vec<Option<usize>> = kinds.iter().map(|rank| self.only_bearer(same[0].0, *rank)).collect();
            let mut parts = 0;
            for (at, rank) in kinds.iter().enumerate() {
                let others = bearers.iter().filter(|other| other.is_some() && **other != bearers[at]).count();
                if bearers[at].is_some() && others > 0 {
                    parts += 1;
                    self.part(same, *rank, parts);
                }
            }
        }
    }

    /// The only full name of a group's surname that has an office.
    fn only_bearer(&self, group: u32, rank: u64) -> Option<usize> {
        let words = &self.names.words;
        let last = |at: usize| self.names.person(self.groups[at].name).map(|p| (p.is_full(words), p.last(words).norm));
        let (_, surname) = last(group as usize)?;
        let fits = |at: &usize| last(*at) == Some((true, surname)) && self.titles[*at].contains(&rank);
        let mut found = (0..self.groups.len()).filter(fits);
        let first = found.next()?;
        found.all(|other| self.groups[other].class == self.groups[first].class).then_some(first)
    }

    /// Makes the mentions of a group that have an office a group of their own.
    fn part(&mut self, same: &[(u32, u32, u64)], rank: u64, bearer: u8) {
        let old = same[0].0 as usize;
        if same.iter().filter(|(.., own)| *own == rank).count() as u32 == self.groups[old].mentions {
            // Nothing else is left of it.
            self.titles[old] = vec![rank];
            return;
        }
        let next = self.groups.len() as u32;
        let mut group = Group { mentions: 0, bearer, parent: next, ..self.groups[old].clone() };
        for (_, mention, _) in same.iter().filter(|(.., own)| *own == rank) {
            group.mentions += 1;
            self.of_mention[*mention as usize] = next;
        }
        self.groups[old].mentions -= group.mentions;
        self.groups.push(group);
        self.titles.push(vec![rank]);
    }
}
