//! What the articles of a batch ask of a library. Of the bearers of a surname hardly any matter to a batch that names some of
//! them in full: in a large library there are hundreds of thousands of the others.

use rustc_hash::{FxHashMap, FxHashSet};

use super::keys;
use super::knowledge::Country;
use super::names::{NameId, Names};
use super::person::nearly;
use super::summary::ArticleNames;
use crate::model::{EntityKind, KnownEntity, Wanted};

/// So few bearers of a surname are all of interest: whether there is but one, or who has a nickname.
const FEW: usize = 8;
/// So many names are taken apart before they are forgotten.
const MAX_NAMES: usize = 10_000;

/// Asks for what articles want of a library: first what they are about, then whom of those who bear a surname.
#[derive(Debug, Default)]
pub struct Asker {
    names: Names,
    seen: FxHashSet<(NameId, Option<Country>, bool)>,
    wanted: Wanted,
    /// Full names by the key of their surname.
    here: Vec<(u64, NameId)>,
    /// Names of bearers.
    theirs: Names,
    left_out: LeftOut,
}

/// How many full names in a library are borne by those whom nobody may be who is named in a batch, by the hash of their surname.
#[derive(Debug, Default)]
pub struct LeftOut(FxHashMap<u64, u32>);

impl LeftOut {
    /// How many there are with a surname.
    pub(super) fn with(&self, surname: u64) -> usize {
        self.0.get(&surname).copied().unwrap_or_default() as usize
    }
}

impl Asker {
    /// Takes in the names of an article.
    pub fn add(&mut self, article: &ArticleNames) {
        article.each_name(|kind, text, country, alone| {
            let id = self.names.intern_bare(kind, text);
            if self.seen.insert((id, country, alone)) {
                keys::wanted(&self.names, id, country, alone, &mut self.wanted);
                self.here.extend(keys::surname(&self.names, id).map(|(key, _)| (key, id)));
            }
        });
    }

    /// What the articles want.
    pub fn wanted(&mut self) -> Wanted {
        let mut out = std::mem::take(&mut self.wanted);
        self.seen = FxHashSet::default();
        for list in [&mut out.all, &mut out.surnames] {
            list.sort_unstable();
            list.dedup();
        }
        out.with.sort_unstable();
        out.with.dedup();
        let all = &out.all;
        out.surnames.retain(|key| all.binary_search(key).is_err());
        self.here.sort_unstable();
        self.here.dedup();
        out
    }

    /// Which of the bearers of a surname, given by its key, must be known: all where they are few; of more those who are anyway,
    /// as said beside them, and those who are named nearly as somebody else is, here or there. Of each bearer only type and names
    /// are looked at.
    pub fn choose(&mut self, key: u64, bearers: &[(KnownEntity, bool)]) -> Vec<bool> {
        if bearers.len() <= FEW {
            return vec![true; bearers.len()];
        }
        if self.theirs.all.len() > MAX_NAMES {
            self.theirs = Names::default();
        }
        let mut full: Vec<(Option<usize>, NameId)> = Vec::new();
        let from = self.here.partition_point(|(other, _)| *other < key);
        for (_, id) in self.here.iter().skip(from).take_while(|(other, _)| *other == key) {
            full.push((None, self.theirs.intern_bare(EntityKind::Person, &self.names.get(*id).text)));
        }
        let mut norm = None;
        for (at, (bearer, _)) in bearers.iter().enumerate() {
            for name in bearer.names.iter().filter(|name| name.own) {
                let id = self.theirs.intern(bearer.kind, &name.name);
                if let Some((_, hash)) = keys::surname(&self.theirs, id).filter(|(other, _)| *other == key) {
                    norm = Some(hash);
                    full.push((Some(at), id));
                }
            }
        }
        // One whose name is no longer a person's, or who was given another, is not told by it.
        let told = |at: usize| full.iter().any(|(other, _)| *other == Some(at));
        let mut chosen: Vec<bool> = bearers.iter().enumerate().map(|(at, (_, anyway))| *anyway || !told(at)).collect();
        for (at, (whose, name)) in full.iter().enumerate() {
            let Some(bearer) = whose.filter(|at| !chosen[*at]) else { continue };
            let alike = |other: &(Option<usize>, NameId)| {
                let pair = self.theirs.person(*name).zip(self.theirs.person(other.1));
                other.0 != *whose && pair.is_some_and(|(a, b)| nearly(a, b, &self.theirs.words))
            };
            chosen[bearer] = full.iter().take(at).chain(full.iter().skip(at + 1)).any(alike);
        }
        let class = |id: NameId| self.theirs.get(id).class;
        let known = |(whose, _): &&(Option<usize>, NameId)| whose.is_none_or(|at| chosen[at]);
        let left: FxHashSet<u32> = full.iter().filter(known).map(|(_, id)| class(*id)).collect();
        let gone: FxHashSet<u32> =
            full.iter().map(|(_, id)| class(*id)).filter(|class| !left.contains(class)).collect();
        if let Some(norm) = norm {
            *self.left_out.0.entry(norm).or_default() += gone.len() as u32;
        }
        chosen
    }

    /// Those who were not chosen, for the [`Resolver`](super::Resolver).
    #[must_use]
    pub fn left_out(self) -> LeftOut {
        self.left_out
    }
}
