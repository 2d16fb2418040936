//! Entities for the rest of the program: numbered, named, counted and explained.

mod display;
mod library;

use rustc_hash::FxHashMap;

use super::Resolution;
use super::article::{Article, Roles};
use super::names::{NameId, Names, Parts};
use super::person::compare;
use super::rings::Rings;
use super::rule::Rule;
use super::short::short_for;
use crate::model::{Alias, Entity, EntityId, EntityKind, Merge, Role};
use crate::text::fold;

/// How many forms of a name get an explanation.
const MAX_EXPLAINED: usize = 64;

/// Turns the result of the rings into entities. They are numbered by their first appearance in the order of content.
pub(super) fn build(mut rings: Rings<'_>, roles: &Roles, library: bool) -> Resolution {
    let (articles, names) = (rings.articles, rings.names);
    let mut ids: Vec<u32> = vec![u32::MAX; rings.nodes.union.len()];
    let mut drafts: Vec<Draft> = Vec::new();
    let mut of_group: Vec<u32> = vec![0; rings.nodes.of_group.len()];
    for &i in &rings.nodes.order {
        let article = &articles[i as usize];
        let base = rings.nodes.start[i as usize] as usize;
        for (g, group) in article.groups.iter().enumerate() {
            let root = rings.nodes.union.find(rings.nodes.of_group[base + g]) as usize;
            if ids[root] == u32::MAX {
                ids[root] = drafts.len() as u32;
                drafts.push(Draft::default());
            }
            let draft = &mut drafts[ids[root] as usize];
            of_group[base + g] = ids[root];
            let mentions = if article.counted { group.mentions } else { 0 };
            draft.mentions += mentions;
            if article.counted && draft.last != Some(i) {
                draft.last = Some(i);
                draft.articles += 1;
            }
            draft.name(group.name, mentions);
        }
        for &(group, role) in article.roles.iter().filter(|_| article.counted) {
            drafts[of_group[base + group as usize] as usize].roles.push(role);
        }
    }
    let in_library = if library { library::describe(&mut rings, &mut ids, &mut drafts) } else { Vec::new() };
    let reasons = collect_reasons(&rings);
    let mut entities: Vec<Entity> = drafts
        .into_iter()
        .enumerate()
        .map(|(i, draft)| draft.finish(EntityId(i as u32), names, roles, &reasons))
        .collect();
    tie_nationalities(&mut entities, names, articles, &rings, &of_group);
    let mentions = articles
        .iter()
        .zip(&rings.nodes.start)
        .map(|(article, start)| article.of_mention.iter().map(|g| EntityId(of_group[(*start + *g) as usize])).collect())
        .collect();
    Resolution { entities, mentions, library: in_library }
}

/// Why each name joined which, by name.
type Reasons = FxHashMap<NameId, Vec<(NameId, Rule)>>;

fn collect_reasons(rings: &Rings<'_>) -> Reasons {
    let mut out = Reasons::default();
    let mut add = |name: NameId, with: NameId, rule: Rule| {
        let list = out.entry(name).or_default();
        if list.len() < MAX_EXPLAINED && !list.contains(&(with, rule)) {
            list.push((with, rule));
        }
    };
    for &i in &rings.nodes.order {
        let article = &rings.articles[i as usize];
        for (g, group) in article.groups.iter().enumerate().filter(|(g, group)| group.parent != *g as u32) {
            let _ = g;
            add(group.name, article.groups[group.parent as usize].name, group.rule);
        }
    }
    for reason in &rings.reasons {
        add(reason.name, reason.with, reason.rule);
    }
    out
}

/// An entity in the making.
#[derive(Debug, Default)]
struct Draft {
    names: Vec<(NameId, u32)>,
    roles: Vec<u32>,
    mentions: u32,
    articles: u32,
    last: Option<u32>,
}

impl Draft {
    fn name(&mut self, name: NameId, mentions: u32) {
        match self.names.iter_mut().take(8).find(|(other, _)| *other == name) {
            Some((_, count)) => *count += mentions,
            None => self.names.push((name, mentions)),
        }
    }

    fn finish(mut self, id: EntityId, names: &Names, roles: &Roles, reasons: &Reasons) -> Entity {
        if self.names.len() > 1 {
            self.names.sort_unstable_by_key(|(name, _)| *name);
            self.names.dedup_by(|b, a| {
                let same = a.0 == b.0;
                a.1 += if same { b.1 } else { 0 };
                same
            });
            self.names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| names.get(a.0).text.cmp(&names.get(b.0).text)));
        }
        let display = display::choose(&self.names, names);
        let kind = self.kind(names);
        let merges = self.explain(display, names, reasons);
        let mut aliases: Vec<Alias> = self
            .names
            .iter()
            .map(|(name, n)| Alias { name: names.get(*name).text.to_string(), mentions: *n })
            .collect();
        if aliases.len() > 1 {
            // One form may come under several types.
            let mut seen: FxHashMap<String, usize> = FxHashMap::default();
            let mut unique: Vec<Alias> = Vec::new();
            for alias in aliases {
                if let Some(&at) = seen.get(&alias.name) {
                    unique[at].mentions += alias.mentions;
                } else {
                    seen.insert(alias.name.clone(), unique.len());
                    unique.push(alias);
                }
            }
            unique.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
            aliases = unique;
        }
        Entity {
            id,
            kind,
            name: names.get(display).text.to_string(),
            aliases,
            mentions: self.mentions,
            articles: self.articles,
            of: None,
            roles: count_roles(self.roles, roles),
            merges,
        }
    }

    fn kind(&self, names: &Names) -> EntityKind {
        let mut counts = [0u32; 4];
        for (name, n) in &self.names {
            counts[names.get(*name).kind as usize] += n;
        }
        EntityKind::ALL
            .into_iter()
            .max_by_key(|k| (counts[*k as usize], std::cmp::Reverse(*k)))
            .unwrap_or(EntityKind::Other)
    }

    /// For each form why it is the same as the name for display.
    fn explain(&self, display: NameId, names: &Names, reasons: &Reasons) -> Vec<Merge> {
        if self.names.len() < 2 {
            return Vec::new();
        }
        let members: Vec<NameId> = self.names.iter().map(|(name, _)| *name).collect();
        // One form may come under several types: it is explained once.
        let mut told = rustc_hash::FxHashSet::default();
        told.insert(&*names.get(display).text);
        let others = members.iter().copied().filter(|name| told.insert(&*names.get(*name).text)).take(MAX_EXPLAINED);
        others
            .map(|name| {
                let (with, rule) = reasons
                    .get(&name)
                    .into_iter()
                    .flatten()
                    .filter(|(with, _)| *with != name && members.contains(with))
                    .max_by(|a, b| {
                        (a.1.words().1, a.0 == display)
                            .cmp(&(b.1.words().1, b.0 == display))
                            .then_with(|| names.get(b.0).text.cmp(&names.get(a.0).text))
                    })
                    .copied()
                    .filter(|(_, rule)| *rule != Rule::SameName)
                    .unwrap_or_else(|| (display, on_sight(name, display, names)));
                let (rule, certainty) = rule.words();
                Merge {
                    name: names.get(name).text.to_string(),
                    with: names.get(with).text.to_string(),
                    rule,
                    certainty,
                }
            })
            .collect()
    }
}

/// Why the forms of an entity are one with its name, as far as the names themselves tell: for entities of a library, of which only
/// the names are kept. Nothing for `name` itself.
#[must_use]
pub fn reasons<'n>(kind: EntityKind, name: &str, forms: impl Iterator<Item = &'n str>) -> Vec<Merge> {
    let mut names = Names::default();
    let display = names.intern_bare(kind, name);
    let others = forms.filter(|form| *form != name).take(MAX_EXPLAINED);
    others
        .map(|form| {
            let id = names.intern_bare(kind, form);
            let (rule, certainty) = on_sight(id, display, &names).words();
            Merge { name: form.to_owned(), with: name.to_owned(), rule, certainty }
        })
        .collect()
}

/// What two names have in common, as far as the names themselves tell.
fn on_sight(a: NameId, b: NameId, names: &Names) -> Rule {
    match (&names.get(a).parts, &names.get(b).parts) {
        (Parts::Person(x), Parts::Person(y)) if !x.bare && !y.bare => {
            compare(x, y, &names.words).unwrap_or(Rule::SameName)
        }
        (Parts::Person(x), Parts::Person(y)) if x.bare && y.bare => Rule::SameName,
        (Parts::Person(_), Parts::Person(_)) => Rule::StorySurname,
        (Parts::Thing(x), Parts::Thing(y)) if x.key == y.key => {
            let capitals = || fold(&names.get(a).text) == fold(&names.get(b).text);
            match x.acronym.is_some() == y.acronym.is_some() {
                true if !x.is_country => Rule::SameName,
                false if capitals() => Rule::Capitals,
                _ => Rule::KnownName,
            }
        }
        (Parts::Thing(x), Parts::Thing(y)) => {
            let kind = names.get(a).kind;
            short_for(x, y, kind, &names.words)
                .or_else(|| short_for(y, x, kind, &names.words))
                .unwrap_or(Rule::StoryName)
        }
        _ => Rule::OtherType,
    }
}

fn count_roles(mut all: Vec<u32>, roles: &Roles) -> Vec<Role> {
    if all.is_empty() {
        return Vec::new();
    }
    all.sort_unstable();
    let mut out: Vec<Role> = all
        .chunk_by(|a, b| a == b)
        .map(|chunk| Role { words: roles.all[chunk[0] as usize].clone(), mentions: chunk.len() as u32 })
        .collect();
    out.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.words.cmp(&b.words)));
    out
}

/// Gives each nationality its country, where the corpus names it.
fn tie_nationalities(
    entities: &mut [Entity],
    names: &Names,
    articles: &[Article],
    rings: &Rings<'_>,
    of_group: &[u32],
) {
    let mut countries = FxHashMap::default();
    let mut nationalities = Vec::new();
    for &i in &rings.nodes.order {
        for g in rings.nodes.groups(articles, i) {
            let group = &articles[i as usize].groups[g - rings.nodes.start[i as usize] as usize];
            let name = group.name;
            let Some(thing) = names.thing(name) else { continue };
            let Some(code) = thing.country else { continue };
            if thing.demonym {
                nationalities.push((of_group[g], code));
            } else if thing.is_country
                && names.get(name).kind == EntityKind::Place
                && group.country.is_none_or(|country| country == code)
            {
                countries.entry(code).or_insert(of_group[g]);
            }
        }
    }
    for (entity, code) in nationalities {
        entities[entity as usize].of = countries.get(&code).map(|id| EntityId(*id));
    }
}
