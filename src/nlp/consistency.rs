//! One string has one type in a text, unless the context says otherwise: after each sentence was decoded by itself, the
//! mentions of one string settle their type together, short forms of a person's name follow the long one, and uses that
//! were missed are found if what is known from the others outweighs the doubt.

mod bodies;
mod edit;
mod firms;
mod forms;
mod lands;
mod missed;
mod organisations;
mod parts;
mod people;
mod teams;
mod whole;

use rustc_hash::FxHashMap;

use super::features::Document;
use super::label::{self, NAMES, OUTSIDE, Place};
use super::lexicon::on;
use super::titles::Titles;
use super::viterbi::Scores;
use super::word::BARE;
use crate::model::EntityKind;

/// How much of the others' evidence counts for one mention.
const SHARE: f32 = 0.5;
/// The evidence of the others is capped at so many nats.
const CAP: f32 = 6.0;
/// What the long form of a person's name says of its last word, in nats.
const SURNAME: f32 = 4.0;
/// What the decoder's choice of a type weighs more than its bare score: it knows the neighbours.
const CHOSEN: f32 = 0.3;
/// What a name in full says of its initials, in nats.
const SPELT_OUT: f32 = 3.0;
/// The same where the name is a country's: a state acts like a body ("the U.A.E. said").
const SPELT_OUT_PLACE: f32 = 10.0;

/// No name has more tokens: what seems to be one is a list, or noise.
const LONGEST: usize = 40;

/// A mention, as tokens.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: usize,
    end: usize,
    kind: EntityKind,
    key: u64,
}

/// What all mentions of a string say together: nats for each type.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    sums: [f32; 4],
    count: u32,
    len: usize,
}

/// A text whose sentences are decoded, while its mentions settle.
pub struct Settling<'a, B> {
    /// Its words.
    pub document: &'a Document,
    /// Scores of its tokens.
    pub scores: &'a [Scores],
    /// Nats per unit of score.
    pub unit: f32,
    /// Its tags.
    pub tags: &'a mut [u8],
    /// Titles of people.
    pub titles: &'a Titles,
    /// Whether the text is a post rather than an article: short, with a link, a handle or a topic.
    pub post: bool,
    /// Says of a token that no name goes over it (an address, a handle).
    pub breaks: B,
}

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// Settles the tags of the whole text.
    pub fn settle(&mut self) {
        self.write_leads();
        self.join_particles();
        self.join_suffixes();
        self.join_given_names();
        self.part_names();
        self.write_whole();
        self.read_forms();
        let mentions = self.names();
        let mut names: Vec<Found> = Vec::with_capacity(mentions.len());
        for mention in mentions {
            self.tidy(mention, &mut names);
        }
        let mut groups = self.groups(&names);
        self.lend_to_surnames(&names, &mut groups);
        self.lend_to_addressed(&names, &mut groups);
        self.lend_to_acronyms(&names, &mut groups);
        self.lend_to_datelines(&mut groups);
        self.lend_to_short_forms(&names, &mut groups);
        self.lend_to_storms(&names, &mut groups);
        for name in &names {
            self.retype(name, &groups);
        }
        self.retype_storms(&names);
        self.part_lands(&names);
        self.find_missed(&groups);
        self.join_bodies();
        self.write_whole();
        self.read_forms();
        self.find_teams();
        self.find_results();
        self.write_leads();
    }

    /// The place and the agency of a dateline are what they are by its form.
    fn write_leads(&mut self) {
        for lead in &self.document.leads {
            let parts = [
                (&lead.place, EntityKind::Place),
                (&lead.beside, EntityKind::Place),
                (&lead.agency, EntityKind::Organisation),
            ];
            for (part, kind) in parts.into_iter().filter_map(|(part, kind)| part.clone().map(|part| (part, kind))) {
                // What reached over an end of it is cut there.
                for end in [part.start, part.end] {
                    self.cut(end);
                }
                label::write(self.tags, part.start, part.end, kind);
            }
        }
    }

    /// Ends a name before token `at` if it goes on over it: what comes after is a name of its own.
    fn cut(&mut self, at: usize) {
        let mut over = None;
        label::spans(
            self.tags.get(at.saturating_sub(LONGEST)..(at + LONGEST).min(self.tags.len())).unwrap_or(&[]),
            |start, end, kind| {
                let from = at.saturating_sub(LONGEST);
                if start + from < at && at < end + from {
                    over = Some((start + from, end + from, kind));
                }
            },
        );
        if let Some((start, end, kind)) = over {
            label::write(self.tags, start, at, kind);
            label::write(self.tags, at, end, kind);
        }
    }

    fn groups(&self, names: &[Found]) -> FxHashMap<u64, Group> {
        let mut groups: FxHashMap<u64, Group> = FxHashMap::default();
        for name in names {
            let group = groups.entry(name.key).or_default();
            group.count += 1;
            group.len = name.end - name.start;
            for (sum, own) in group.sums.iter_mut().zip(self.evidence(name.start, name.end)) {
                *sum += own.clamp(-CAP, CAP);
            }
        }
        groups
    }

    /// The words of a stretch of tokens, whatever their case.
    fn key(&self, start: usize, end: usize) -> u64 {
        let types = self.document.types.get(start..end).unwrap_or(&[]);
        types.iter().fold(0x51ed, |state, kind| super::hash::mix(state, u64::from(*kind)))
    }

    /// Writes one name in place of `old`, a stretch that holds it or that it holds.
    fn rewrite(&mut self, old: (usize, usize), start: usize, end: usize, kind: EntityKind) {
        for slot in self.tags.get_mut(old.0..old.1).unwrap_or(&mut []) {
            *slot = OUTSIDE;
        }
        label::write(self.tags, start, end, kind);
    }

    /// Takes titles off people and offices off organisations, and cuts names at addresses.
    fn tidy(&mut self, (start, end, kind): (usize, usize, EntityKind), names: &mut Vec<Found>) {
        let (mut from, mut to, mut kind) = (start, end, kind);
        match kind {
            EntityKind::Person => from = self.without_titles(start, end),
            EntityKind::Organisation => to = self.without_portfolio(start, end),
            _ => {}
        }
        if from < to && to < end {
            // What is left may be a nationality or a place.
            let left = self.evidence(from, to).into_iter().zip(EntityKind::ALL);
            kind = left.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(kind, |(_, kind)| kind);
        }
        let is_bare = |at: usize| self.document.words.get(at).is_some_and(|word| word.is(BARE));
        if to - from.min(to) > LONGEST || (from..to).all(is_bare) {
            to = from;
        }
        to = (from..to).find(|at| (self.breaks)(*at)).unwrap_or(to);
        if (from, to) != (start, end) {
            self.rewrite((start, end), from, to, kind);
        }
        if from < to {
            names.push(Found { start: from, end: to, kind, key: self.key(from, to) });
        }
    }

    /// How far each type is ahead of "outside" for a stretch of tokens, in nats.
    fn evidence(&self, start: usize, end: usize) -> [f32; 4] {
        let mut sums = [0.0; 4];
        for (slot, kind) in sums.iter_mut().zip(EntityKind::ALL) {
            for at in start..end {
                let tag = usize::from(label::tag(kind, Place::of(at, start, end)));
                let score = self.scores.get(at).and_then(|row: &[i16; NAMES]| row.get(tag)).copied().unwrap_or(0);
                *slot += f32::from(score) * self.unit;
            }
            *slot /= (end - start) as f32;
        }
        sums
    }

    /// What "European Space Agency" is, "ESA" is as well.
    fn lend_to_acronyms(&self, names: &[Found], groups: &mut FxHashMap<u64, Group>) {
        for short in names.iter().filter(|name| name.end - name.start == 1) {
            let Some(run) = self.document.spelt_out(short.start) else { continue };
            // Names are in the order of the text.
            let after = names.partition_point(|name| name.end <= run.start as usize);
            let long = names.get(after).filter(|name| name.end - name.start > 1);
            if let Some(long) = long
                && long.start <= run.start as usize + usize::from(self.is_article(run.start as usize))
                && let Some(group) = groups.get_mut(&short.key)
                && let Some(sum) =
                    EntityKind::ALL.iter().position(|kind| *kind == long.kind).and_then(|at| group.sums.get_mut(at))
            {
                let lists = self.document.phrase.get(long.end - 1).map_or(0, |(lists, _)| *lists);
                let country = on(lists, "country");
                let place = long.kind == EntityKind::Place && country;
                *sum += if place { SPELT_OUT_PLACE } else { SPELT_OUT };
            }
        }
    }

    /// "Elva Bay" is a place where it stands before the first sentence, and so it is afterwards.
    fn lend_to_datelines(&self, groups: &mut FxHashMap<u64, Group>) {
        for place in self.document.leads.iter().flat_map(|lead| lead.place.iter().chain(&lead.beside)) {
            self.lend((place.start, place.end), EntityKind::Place, groups);
        }
    }

    fn is_article(&self, at: usize) -> bool {
        self.document.words.get(at).is_some_and(|word| word.lower == super::hash::bytes(b"the"))
    }

    fn retype(&mut self, name: &Found, groups: &FxHashMap<u64, Group>) {
        let Some(group) = groups.get(&name.key).filter(|group| group.count > 1 || group.len == 1) else { return };
        let own = self.evidence(name.start, name.end);
        let mut best = (f32::MIN, name.kind);
        for ((own, sum), kind) in own.iter().zip(&group.sums).zip(EntityKind::ALL) {
            let others = sum - own.clamp(-CAP, CAP);
            let total = own + SHARE * others + if kind == name.kind { CHOSEN } else { 0.0 };
            if total > best.0 && !(kind == EntityKind::Other && self.is_body(name)) {
                best = (total, kind);
            }
        }
        if best.1 != name.kind {
            label::write(self.tags, name.start, name.end, best.1);
        }
    }
}
