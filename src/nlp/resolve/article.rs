//! Ring 1: one article. Mentions are put into groups (one name, one bearer as far as titles tell), and short names are
//! tied to the full ones of the same article.

mod bearers;
mod evidence;
mod introduced;
mod owners;
mod ranks;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::ResolveDoc;
use super::between;
use super::context;
use super::knowledge::{Age, Country, Sex};
use super::link::{Evidence, Item, Links, Scope, head, link};
use super::names::{ClassId, NameId, Names, normalise};
use super::person::Style;
use super::profile::Profile;
use super::rule::Rule;
use super::words::hash;
use crate::model::{EntityKind, NameMention};

/// So many acronyms in brackets are looked for in one article.
const MAX_DEFINED: usize = 64;

/// Mentions of one article under one name with one bearer.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) name: NameId,
    /// The class of the name, or of the country's own organ.
    pub(super) class: ClassId,
    pub(super) sex: Option<Sex>,
    /// "The younger".
    pub(super) age: Option<Age>,
    /// Country of an organ.
    pub(super) country: Option<Country>,
    /// The sorts of titles it has that go with a given name alone: "Pope Francis".
    pub(super) regnal: Style,
    pub(super) mentions: u32,
    /// What the text says of the bearer beside the name.
    pub(super) profile: Profile,
    /// Which of several bearers of this very name in the article; most have one, 0.
    pub(super) bearer: u8,
    /// The group it joins in this article, and why; itself if none.
    pub(super) parent: u32,
    pub(super) rule: Rule,
}

/// What is kept of an article.
#[derive(Debug)]
pub(super) struct Article {
    pub(super) key: u128,
    /// Hash of the topic; 0 for none.
    pub(super) topic: u64,
    /// Hash of the outlet; 0 for none.
    pub(super) outlet: u64,
    pub(super) day: Option<i32>,
    /// Groups in the order of the text.
    pub(super) groups: Vec<Group>,
    /// For each mention, its group.
    pub(super) of_mention: Vec<u32>,
    /// Roles given in the text: group, number of the role.
    pub(super) roles: Vec<(u32, u32)>,
    /// Groups that are two people's, though their names agree.
    pub(super) apart: Vec<(u32, u32)>,
    /// Whether its mentions count; not if they are already among those of known entities.
    pub(super) counted: bool,
}

impl Article {
    /// The group at the end of a chain of parents.
    pub(super) fn head(&self, mut group: u32) -> u32 {
        while self.groups[group as usize].parent != group {
            group = self.groups[group as usize].parent;
        }
        group
    }
}

/// Numbers for the words of roles.
#[derive(Debug, Default)]
pub(super) struct Roles {
    ids: FxHashMap<String, u32>,
    pub(super) all: Vec<String>,
}

impl Roles {
    pub(super) fn intern(&mut self, words: String) -> u32 {
        let next = self.all.len() as u32;
        *self.ids.entry(words).or_insert_with_key(|words| {
            self.all.push(words.clone());
            next
        })
    }
}

/// Reads an article. With `trusted` the types of the mentions are beyond doubt; otherwise a name that is mostly of one type
/// is of that type throughout.
pub(super) fn read(doc: &ResolveDoc<'_>, names: &mut Names, roles: &mut Roles, trusted: bool) -> Article {
    let many = doc.mentions.len();
    let mut reader = Reader {
        doc,
        names,
        groups: Vec::with_capacity(many),
        titles: Vec::with_capacity(many),
        of_mention: Vec::with_capacity(many),
        ranks: Vec::new(),
        bearers: bearers::Bearers::default(),
    };
    let forms: Vec<Cow<'_, str>> = doc.mentions.iter().map(|mention| normalise(mention.span.of(doc.text))).collect();
    let main = if trusted { FxHashMap::default() } else { main_kinds(doc, &forms) };
    let kinds: Vec<EntityKind> = (doc.mentions.iter().zip(&forms))
        .map(|(mention, form)| main.get(form.as_ref()).copied().unwrap_or(mention.kind))
        .collect();
    let typed: Vec<(EntityKind, &str)> = kinds.iter().copied().zip(forms.iter().map(AsRef::as_ref)).collect();
    let interned = reader.names.intern_all(&typed);
    let mut found = Vec::new();
    let mut ids: Ids = FxHashMap::default();
    for ((mention, name), kind) in doc.mentions.iter().zip(interned).zip(kinds) {
        let group = reader.take(mention, kind, name, &mut ids);
        if kind == EntityKind::Person
            && let Some(words) = context::role(doc.text, mention)
        {
            found.push((group, roles.intern(words)));
        }
    }
    reader.part_ranks();
    reader.owners();
    let told = evidence::Told::read(&reader);
    let groups = reader.tie(&reader.definitions(), &told);
    Article {
        key: doc.key,
        topic: doc.topic.map_or(0, |topic| hash(topic) | 1),
        outlet: doc.outlet.map_or(0, |outlet| hash(outlet) | 1),
        day: doc.seconds.map(|s| s.div_euclid(86_400) as i32),
        groups,
        of_mention: reader.of_mention,
        roles: found,
        apart: told.apart,
        counted: true,
    }
}

/// The type that a name written the same way mostly has in this article, for names that have several.
fn main_kinds<'f>(doc: &ResolveDoc<'_>, forms: &'f [Cow<'_, str>]) -> FxHashMap<&'f str, EntityKind> {
    let mut votes: FxHashMap<&str, [u32; 4]> = FxHashMap::default();
    for (mention, form) in doc.mentions.iter().zip(forms) {
        votes.entry(form).or_default()[mention.kind as usize] += u32::from(mention.score) + 1;
    }
    let mut out = FxHashMap::default();
    for (name, counts) in votes {
        let all: u32 = counts.iter().sum();
        let best = EntityKind::ALL.into_iter().max_by_key(|kind| (counts[*kind as usize], std::cmp::Reverse(*kind)));
        if let Some(best) = best
            && counts[best as usize] < all
            && (counts[best as usize] * 3 >= all * 2 || of_people_and_firms(counts) == all)
        {
            out.insert(name, best);
        }
    }
    out
}

/// Votes for a person or an organisation: which of the two a name is ("Nike said") is what is mixed up most, and hardly ever
/// are both named in one article in the same words.
fn of_people_and_firms(counts: [u32; 4]) -> u32 {
    counts[EntityKind::Person as usize] + counts[EntityKind::Organisation as usize]
}

/// Name, sex, generation, country, bearer → group.
type Ids = FxHashMap<(NameId, Option<Sex>, Option<Age>, Option<Country>, u8), u32>;

struct Reader<'a, 't> {
    doc: &'a ResolveDoc<'t>,
    names: &'a mut Names,
    groups: Vec<Group>,
    /// The offices each group is given.
    titles: Vec<Vec<u64>>,
    of_mention: Vec<u32>,
    /// Single names with an office right before them: group, number of the mention, office.
    ranks: Vec<(u32, u32, u64)>,
    bearers: bearers::Bearers,
}

impl Reader<'_, '_> {
    /// Puts a mention into its group.
    fn take(&mut self, mention: &NameMention, kind: EntityKind, name: NameId, ids: &mut Ids) -> u32 {
        let (mut sex, mut kin, mut age, mut country) = (None, None, None, None);
        let (mut profile, mut bearer) = (Profile::default(), 0);
        match kind {
            EntityKind::Person => {
                let person = self.names.person(name);
                let mut told = Profile::read(self.doc.text, mention);
                profile = told.0;
                // "Calvin Roth was named after his grandfather, Calvin Roth".
                if self.named_last() == Some(name) && context::kin_named(self.doc.text, mention).is_some() {
                    self.bearers.named(name);
                    told.1 = true;
                }
                if person.is_some_and(|p| !p.bare) {
                    bearer = self.bearers.find(self.doc.text, mention, name, told);
                }
                sex = context::sex(self.doc.text, mention).or_else(|| person.and_then(|p| p.sex));
                kin = context::kin_sex(self.doc.text, mention);
                if person.is_some_and(|p| p.bare) {
                    sex = sex.or(kin);
                    age = context::age(self.doc.text, mention);
                }
            }
            EntityKind::Organisation => {
                if let Some(thing) = self.names.thing(name).filter(|thing| thing.ownable()) {
                    country = thing.owner().or_else(|| context::country(self.doc.text, mention));
                }
            }
            EntityKind::Place => {
                if let Some(shared) = self.names.thing(name).and_then(|thing| thing.shared) {
                    country = context::land(self.doc.text, mention, &shared.homes);
                }
            }
            EntityKind::Other => {}
        }
        let next = self.groups.len() as u32;
        let group = *ids.entry((name, sex, age, country, bearer)).or_insert(next);
        if group == next {
            let class = self.names.get(name).class;
            let rule = Rule::SameName;
            let group = Group {
                name,
                class,
                sex,
                age,
                country,
                regnal: 0,
                mentions: 0,
                profile: Profile::default(),
                bearer,
                parent: next,
                rule,
            };
            self.groups.push(group);
            self.titles.push(Vec::new());
        }
        let entry = &mut self.groups[group as usize];
        entry.mentions += 1;
        entry.profile.add(profile);
        if kind == EntityKind::Person {
            entry.sex = entry.sex.or(kin);
            let inside = self.names.person(name).map_or(0, |p| p.regnal);
            entry.regnal |= inside | context::regnal(self.doc.text, mention);
            let rank = context::titles(self.doc.text, mention, &mut self.titles[group as usize]);
            if let (Some(rank), true) = (rank, self.names.person(name).is_some_and(|p| p.bare)) {
                self.ranks.push((group, self.of_mention.len() as u32, rank));
            }
        }
        self.of_mention.push(group);
        group
    }

    /// The name of the person mentioned last.
    fn named_last(&self) -> Option<NameId> {
        let mut names = self.of_mention.iter().rev().map(|group| self.groups[*group as usize].name);
        names.find(|name| self.names.person(*name).is_some())
    }

    /// Names that the text itself ties, with the group of the fuller one: "Federal Police (BKA)", "X, known as Y".
    fn definitions(&self) -> Vec<(u32, u32, Rule)> {
        let mut out = self.unnamed_acronyms();
        for (at, pair) in self.doc.mentions.windows(2).enumerate() {
            let (long, short) = (pair[0].span, pair[1].span);
            let (a, b) = (self.of_mention[at], self.of_mention[at + 1]);
            let (x, y) = (self.groups[a as usize].name, self.groups[b as usize].name);
            let alike =
                self.names.get(x).kind == self.names.get(y).kind && self.names.get(x).class != self.names.get(y).class;
            let gap = self.doc.text.get(long.end as usize..short.start as usize);
            let Some(gap) = gap.filter(|_| alike && long.end < short.start) else { continue };
            let closed = self.doc.text.get(short.end as usize..).is_some_and(|rest| rest.starts_with(')'));
            let acronym = |name| self.names.thing(name).is_some_and(|thing| thing.acronym.is_some());
            if gap.len() <= 4 && closed && gap.trim() == "(" && acronym(y) && !acronym(x) {
                out.push((b, a, Rule::Definition));
            } else if between::known_as(gap) {
                let bare = |name| self.names.person(name).is_some_and(|p| p.bare && p.regnal == 0 && !p.numeral);
                let full = self.names.person(y).is_some_and(|p| p.is_full(&self.names.words));
                let pair = if bare(x) && full { (a, b) } else { (b, a) };
                out.push((pair.0, pair.1, Rule::KnownAs));
            }
        }
        out
    }

    /// Acronyms in brackets after a name that are no mentions themselves, but are used later: "Federal Police (BKA)".
    fn unnamed_acronyms(&self) -> Vec<(u32, u32, Rule)> {
        let mut out = Vec::new();
        let organisation = |(_, mention): &(usize, &NameMention)| mention.kind == EntityKind::Organisation;
        for (at, mention) in self.doc.mentions.iter().enumerate().filter(organisation) {
            let Some(behind) = context::behind(self.doc.text, mention, " (") else { continue };
            let letters: &str = behind.split([')', ' ', ';', ',']).next().unwrap_or("");
            let next = self.doc.mentions.get(at + 1).is_some_and(|next| next.span.start == mention.span.end + 2);
            let closed = behind.get(letters.len()..).is_some_and(|rest| rest.starts_with(')'));
            let capitals = (2..=8).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
            if next || !closed || !capitals || out.len() >= MAX_DEFINED {
                continue;
            }
            let whose = self.of_mention[at];
            let is = |group: &Group| {
                self.names.get(group.name).text == letters && self.groups[whose as usize].name != group.name
            };
            let short =
                self.groups.iter().position(|group| is(group) && self.names.get(group.name).kind == mention.kind);
            out.extend(short.map(|short| (short as u32, whose, Rule::Definition)));
        }
        out
    }

    /// Ties short names to full ones. `defined` holds the groups that the text itself ties.
    fn tie(&mut self, defined: &[(u32, u32, Rule)], told: &evidence::Told) -> Vec<Group> {
        let items: Vec<Item> = self
            .groups
            .iter()
            .map(|group| Item {
                name: group.name,
                regnal: group.regnal,
                weight: group.mentions,
                sex: group.sex,
                age: group.age,
                country: group.country,
            })
            .collect();
        let mut links: Links = vec![None; items.len()];
        for &(short, long, rule) in defined {
            if links[short as usize].is_none() && head(&links, long) != short {
                links[short as usize] = Some((head(&links, long), rule));
            }
        }
        let evidence = Evidence {
            apart: Some(&told.names),
            pairs: &told.apart,
            elders: &told.elders,
            titles: &self.titles,
            offices: &told.offices,
        };
        for kind in EntityKind::ALL {
            let which: Vec<u32> =
                (0..items.len() as u32).filter(|&i| self.names.get(items[i as usize].name).kind == kind).collect();
            link(&items, &which, self.names, (Scope::Article, evidence), &mut links);
        }
        let mut groups = std::mem::take(&mut self.groups);
        groups.shrink_to_fit();
        for (group, link) in groups.iter_mut().zip(links) {
            if let Some((parent, rule)) = link {
                (group.parent, group.rule) = (parent, rule);
            }
        }
        groups
    }
}
