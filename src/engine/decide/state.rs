//! The work in progress. Only what decisions speak of is unfolded; all else stays with the machine's entities.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Shelf, Tied};
use crate::model::{Act, Decision, EntityKind, Mention};
use crate::nlp::name_form;
use crate::text::Span;

/// Mentions that go together: those of one machine entity, or some that were taken out of others.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Whose they are; `None`: nobody's, they were dropped.
    pub owner: Option<u32>,
    /// Numbers of mentions; some may have gone to other parts since.
    pub list: Vec<u32>,
    /// The type a person gave them.
    pub kind: Option<EntityKind>,
}

/// An entity that decisions speak of.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// Its type.
    pub kind: Option<EntityKind>,
    /// Its name, where a person gave it.
    pub named: Option<String>,
    /// Its parts.
    pub parts: Vec<u32>,
    /// Numbers of the decisions that made it what it is.
    pub decided: Vec<u32>,
    /// Whether it was made by a decision.
    pub own: bool,
    /// Whether it is no more.
    pub gone: bool,
}

/// A mention that a person added.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extra {
    pub article: u32,
    pub span: Span,
}

/// The number of a part that holds what was taken away for good.
pub(super) const NOBODY: u32 = u32::MAX;

pub(super) struct State<'a, S: Shelf + ?Sized> {
    pub shelf: &'a S,
    pub machine: &'a Tied,
    /// Number of the first mention of each article, and of all.
    pub start: Vec<u32>,
    /// Number of the decision being applied.
    pub now: u32,
    /// Why a part of it does not apply.
    pub flaw: Option<String>,
    /// Parts by number; those of the machine's entities have their numbers.
    pub parts: FxHashMap<u32, Part>,
    /// The part of each mention that is not with its machine entity any more.
    pub part_of: FxHashMap<u32, u32>,
    /// Entities by number; new ones follow those of the machine.
    pub drafts: FxHashMap<u32, Draft>,
    pub next: u32,
    pub extra: Vec<Extra>,
    pub extra_of: FxHashMap<u32, Vec<u32>>,
    /// Mentions a person added or gave to another.
    pub touched: FxHashSet<u32>,
    /// Who is called so, or was: looked at again when asked.
    pub called: FxHashMap<String, Vec<u32>>,
    /// Who became part of whom.
    pub joined: FxHashMap<u32, u32>,
    /// Parts that hold mentions of this form.
    pub formed: FxHashMap<String, Vec<u32>>,
    /// Articles by the beginning of their key, and by title.
    pub articles: FxHashMap<String, Vec<u32>>,
}

impl<'a, S: Shelf + ?Sized> State<'a, S> {
    pub fn new(shelf: &'a S, machine: &'a Tied, decisions: &[Decision]) -> Self {
        let mut start = Vec::with_capacity(machine.mentions.len() + 1);
        let mut sum = 0u32;
        for list in &machine.mentions {
            start.push(sum);
            sum += list.len() as u32;
        }
        start.push(sum);
        let mut state = Self {
            shelf,
            machine,
            start,
            now: 0,
            flaw: None,
            parts: FxHashMap::default(),
            part_of: FxHashMap::default(),
            drafts: FxHashMap::default(),
            next: machine.entities.len() as u32,
            extra: Vec::new(),
            extra_of: FxHashMap::default(),
            touched: FxHashSet::default(),
            called: FxHashMap::default(),
            formed: FxHashMap::default(),
            joined: FxHashMap::default(),
            articles: FxHashMap::default(),
        };
        state.index_articles(decisions);
        state.unfold(decisions);
        state
    }

    /// The articles that decisions name.
    fn index_articles(&mut self, decisions: &[Decision]) {
        let places = || {
            decisions.iter().flat_map(|decision| {
                let beside = decision.act.who().into_iter().filter_map(|who| who.at.as_ref()).collect::<Vec<_>>();
                decision.act.mentions().iter().chain(beside)
            })
        };
        let wanted: FxHashSet<&str> = places().flat_map(|at| [at.article.as_str(), at.title.as_str()]).collect();
        if wanted.is_empty() {
            return;
        }
        for article in 0..self.machine.mentions.len().min(self.shelf.len()) {
            let short = self.shelf.key(article).short();
            let title = self.shelf.head(article).1;
            for name in [short.as_str(), title] {
                if wanted.contains(name) {
                    self.articles.entry(name.to_owned()).or_default().push(article as u32);
                }
            }
        }
    }

    /// Finds the entities that decisions may speak of, and their mentions: one walk over all names, one over all mentions.
    fn unfold(&mut self, decisions: &[Decision]) {
        let mut wanted: FxHashSet<&str> = FxHashSet::default();
        for decision in decisions {
            wanted.extend(decision.act.who().into_iter().map(|who| who.name.as_str()));
            if let Act::Rename { to, .. } = &decision.act {
                wanted.insert(to);
            }
        }
        let mut open: FxHashSet<u32> = FxHashSet::default();
        for (number, entity) in self.machine.entities.iter().enumerate() {
            let number = number as u32;
            if wanted.contains(entity.name.as_str()) {
                self.called.entry(entity.name.clone()).or_default().push(number);
                open.insert(number);
            }
            for alias in entity.aliases.iter().filter(|alias| wanted.contains(alias.name.as_str())) {
                self.formed.entry(alias.name.clone()).or_default().push(number);
                open.insert(number);
            }
        }
        let named: FxHashSet<u32> = self.articles.values().flatten().copied().collect();
        for article in named {
            open.extend(self.machine.mentions[article as usize].iter().map(|mention| mention.entity.0));
        }
        for number in &open {
            let part = Part { owner: Some(*number), ..Part::default() };
            self.parts.insert(*number, part);
            self.drafts.insert(*number, Draft { parts: vec![*number], ..Draft::default() });
        }
        for (article, list) in self.machine.mentions.iter().enumerate() {
            for (at, mention) in list.iter().enumerate() {
                if let Some(part) = self.parts.get_mut(&mention.entity.0) {
                    part.list.push(self.start[article] + at as u32);
                }
            }
        }
    }

    /// Article of a mention.
    pub fn article_of(&self, mention: u32) -> u32 {
        let machine = self.start.last().copied().unwrap_or(0);
        if mention >= machine {
            return self.extra[(mention - machine) as usize].article;
        }
        (self.start.partition_point(|start| *start <= mention) - 1) as u32
    }

    /// A mention the machine found.
    pub fn found(&self, mention: u32) -> Option<&Mention> {
        let article = self.article_of(mention);
        let at = mention.checked_sub(*self.start.get(article as usize)?)?;
        self.machine.mentions.get(article as usize)?.get(at as usize)
    }

    pub fn span_of(&self, mention: u32) -> Span {
        let machine = self.start.last().copied().unwrap_or(0);
        match mention.checked_sub(machine) {
            Some(extra) => self.extra[extra as usize].span,
            None => self.found(mention).map_or(Span::default(), |mention| mention.span),
        }
    }

    /// The words of a mention as names are counted.
    pub fn form_of(&self, mention: u32) -> String {
        let text = self.shelf.text(self.article_of(mention) as usize);
        name_form(self.span_of(mention).of(&text)).into_owned()
    }

    /// The part a mention is in; [`NOBODY`] where it was taken away.
    pub fn part_of(&self, mention: u32) -> u32 {
        let own = || self.found(mention).map_or(NOBODY, |mention| mention.entity.0);
        self.part_of.get(&mention).copied().unwrap_or_else(own)
    }

    /// Whose a mention is.
    pub fn owner_of(&self, mention: u32) -> Option<u32> {
        let part = self.part_of(mention);
        if part == NOBODY {
            return None;
        }
        self.parts.get(&part).map_or(Some(part), |part| part.owner)
    }

    /// The mentions of a part.
    pub fn mentions_of_part(&self, part: u32) -> Vec<u32> {
        let list = self.parts.get(&part).map_or(&[][..], |part| &part.list);
        list.iter().copied().filter(|mention| self.part_of(*mention) == part).collect()
    }

    /// The mentions of an entity.
    pub fn mentions_of(&self, entity: u32) -> Vec<u32> {
        let parts = self.drafts.get(&entity).map_or(&[][..], |draft| &draft.parts);
        parts.iter().flat_map(|part| self.mentions_of_part(*part)).collect()
    }

    /// Its type now.
    pub fn kind_of(&self, entity: u32) -> EntityKind {
        let given = self.drafts.get(&entity).and_then(|draft| draft.kind);
        let found = || self.machine.entities.get(entity as usize).map_or(EntityKind::Other, |entity| entity.kind);
        given.unwrap_or_else(found)
    }

    /// Its name now.
    pub fn name_of(&self, entity: u32) -> &str {
        let given = self.drafts.get(&entity).and_then(|draft| draft.named.as_deref());
        let found = || self.machine.entities.get(entity as usize).map_or("", |entity| entity.name.as_str());
        given.unwrap_or_else(found)
    }
}
