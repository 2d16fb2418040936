//! What each decision does. Each gives the number of mentions it concerned: 0 where all was so already.

use super::Shelf;
use super::find::{Place, Search};
use super::state::{Draft, Extra, NOBODY, Part, State};
use crate::model::decision::brief;
use crate::model::{Act, EntityKind, MentionAt, Who};

/// How many mentions were concerned, or why it does not apply.
type Done = Result<u32, String>;

impl<S: Shelf + ?Sized> State<'_, S> {
    /// Applies one decision.
    pub fn act(&mut self, act: &Act) -> Done {
        match act {
            Act::Merge { who, into } => self.merge(who, into),
            Act::Split { from, names, mentions, into } => self.split(from, names, mentions, into),
            Act::Retype { who, to } => self.each(who, |state, who| state.retype(who, *to)),
            Act::Drop { who } => self.each(who, Self::drop_one),
            Act::Rename { who, to } => self.rename(who, to),
            Act::Add { mentions, into } => self.each(mentions, |state, at| state.add(at, into)),
            Act::Move { mentions, into } => self.each(mentions, |state, at| state.give(at, into)),
            Act::Remove { mentions } => self.each(mentions, Self::remove),
        }
    }

    /// Applies something to each of several: it does not apply where it applies to none.
    fn each<T>(&mut self, all: &[T], mut one: impl FnMut(&mut Self, &T) -> Done) -> Done {
        let (mut sum, mut any, mut why) = (0, false, None);
        for item in all {
            match one(self, item) {
                Ok(mentions) => {
                    sum += mentions;
                    any = true;
                }
                Err(reason) => why = why.or(Some(reason)),
            }
        }
        match why {
            Some(why) if !any => Err(why),
            why => {
                self.flaw = why;
                Ok(sum)
            }
        }
    }

    fn mark(&mut self, entity: u32) {
        let now = self.now;
        if let Some(draft) = self.drafts.get_mut(&entity)
            && draft.decided.last() != Some(&now)
        {
            draft.decided.push(now);
        }
    }

    fn merge(&mut self, who: &[Who], into: &Who) -> Done {
        let target = self.one(into)?;
        self.each(who, |state, who| {
            let sources = match state.all(who, true) {
                Err(_) if state.was_joined(&who.name, target) => return Ok(0),
                found => found?,
            };
            let mut sum = 0;
            for source in sources {
                if source != target {
                    sum += state.join(source, target);
                }
            }
            Ok(sum)
        })
    }

    /// Whether one of this name has been made part of another.
    fn was_joined(&self, name: &str, target: u32) -> bool {
        self.called.get(name).is_some_and(|called| {
            called.iter().any(|one| {
                let mut at = *one;
                while let Some(next) = self.joined.get(&at) {
                    at = *next;
                }
                at == target
            })
        })
    }

    /// Gives all of one to another.
    fn join(&mut self, source: u32, target: u32) -> u32 {
        let mentions = self.mentions_of(source);
        let kind = self.kind_of(target);
        let retyped = self.kind_of(source) != kind;
        let Some(from) = self.drafts.get_mut(&source) else { return 0 };
        self.joined.insert(source, target);
        from.gone = true;
        let (parts, decided) = (std::mem::take(&mut from.parts), std::mem::take(&mut from.decided));
        for part in &parts {
            if let Some(part) = self.parts.get_mut(part) {
                part.owner = Some(target);
                if retyped {
                    part.kind = Some(kind);
                }
            }
        }
        if let Some(draft) = self.drafts.get_mut(&target) {
            draft.parts.extend(parts);
            draft.decided.extend(decided);
            draft.decided.sort_unstable();
            draft.decided.dedup();
        }
        self.mark(target);
        let sum = mentions.len() as u32;
        self.touched.extend(mentions);
        sum
    }

    fn split(&mut self, from: &Who, names: &[String], mentions: &[MentionAt], into: &Who) -> Done {
        let sources = self.all(from, true)?;
        let mut going: Vec<u32> = Vec::new();
        for source in &sources {
            let of_name = |mention: &u32| names.iter().any(|name| *name == self.form_of(*mention));
            going.extend(self.mentions_of(*source).into_iter().filter(of_name));
        }
        let mut why = None;
        let missing: Vec<&String> =
            names.iter().filter(|name| !going.iter().any(|at| self.form_of(*at) == **name)).collect();
        if !missing.is_empty() {
            let missing: Vec<String> = missing.into_iter().map(|name| format!("“{}”", brief(name))).collect();
            why = Some(format!("“{}” is not named {} here", brief(&from.name), missing.join(", ")));
        }
        let mut extra = Vec::new();
        for at in mentions {
            match self.place(at).map(|place| self.mention_at(place)) {
                Ok(Some(mention)) if self.owner_of(mention).is_some_and(|owner| sources.contains(&owner)) => {
                    extra.push(mention);
                }
                Ok(_) => {
                    let other = || format!("“{}” there is not a mention of “{}”", brief(&at.words), brief(&from.name));
                    why = why.or_else(|| Some(other()));
                }
                Err(reason) => why = why.or(Some(reason)),
            }
        }
        going.extend(extra);
        going.sort_unstable();
        going.dedup();
        if going.is_empty() {
            return Err(why.unwrap_or_else(|| "nothing is to go".to_owned()));
        }
        self.flaw = why;
        let target = self.own(into);
        let sum = going.len() as u32;
        self.take(&going, target);
        for source in sources {
            self.mark(source);
        }
        Ok(sum)
    }

    /// The entity of this type and name that decisions made, or a new one.
    fn own(&mut self, who: &Who) -> u32 {
        let wanted = Who { own: true, at: None, ..who.clone() };
        match self.all(&wanted, false).ok().and_then(|found| found.first().copied()) {
            Some(entity) => entity,
            None => self.create(who.kind, &who.name),
        }
    }

    fn create(&mut self, kind: EntityKind, name: &str) -> u32 {
        let number = self.next;
        self.next += 1;
        let draft = Draft { kind: Some(kind), named: Some(name.to_owned()), own: true, ..Draft::default() };
        self.drafts.insert(number, draft);
        self.called.entry(name.to_owned()).or_default().push(number);
        number
    }

    /// Makes mentions an entity's, as a part of their own.
    fn take(&mut self, mentions: &[u32], target: u32) {
        let number = self.next;
        self.next += 1;
        let kind = self.kind_of(target);
        for mention in mentions {
            let form = self.form_of(*mention);
            let formed = self.formed.entry(form).or_default();
            if formed.last() != Some(&number) {
                formed.push(number);
            }
            self.part_of.insert(*mention, number);
            self.touched.insert(*mention);
        }
        self.parts.insert(number, Part { owner: Some(target), list: mentions.to_vec(), kind: Some(kind) });
        if let Some(draft) = self.drafts.get_mut(&target) {
            draft.parts.push(number);
        }
        self.mark(target);
    }

    fn retype(&mut self, who: &Who, to: EntityKind) -> Done {
        let mut sum = 0;
        for entity in self.all(who, true)? {
            if self.kind_of(entity) == to {
                continue;
            }
            sum += self.mentions_of(entity).len() as u32;
            let parts = self.drafts.get(&entity).map(|draft| draft.parts.clone()).unwrap_or_default();
            for part in parts {
                if let Some(part) = self.parts.get_mut(&part) {
                    part.kind = Some(to);
                }
            }
            if let Some(draft) = self.drafts.get_mut(&entity) {
                draft.kind = Some(to);
            }
            self.mark(entity);
        }
        Ok(sum)
    }

    /// Those of this name are no entities. Where the name is but one form of another, only the form goes.
    fn drop_one(&mut self, who: &Who) -> Done {
        let mut sum = 0;
        for entity in self.all(who, false)? {
            let whole = who.at.is_some() || self.name_of(entity) == who.name;
            let mut going = self.mentions_of(entity);
            if !whole {
                going.retain(|mention| self.form_of(*mention) == who.name);
            }
            sum += going.len() as u32;
            for mention in going {
                self.part_of.insert(mention, NOBODY);
            }
            if whole && let Some(draft) = self.drafts.get_mut(&entity) {
                draft.gone = true;
            }
            self.mark(entity);
        }
        Ok(sum)
    }

    fn rename(&mut self, who: &Who, to: &str) -> Done {
        let mut sum = 0;
        for entity in self.all(who, true)? {
            if self.name_of(entity) == to {
                continue;
            }
            sum += self.mentions_of(entity).len() as u32;
            if let Some(draft) = self.drafts.get_mut(&entity) {
                draft.named = Some(to.to_owned());
            }
            self.called.entry(to.to_owned()).or_default().push(entity);
            self.mark(entity);
        }
        Ok(sum)
    }

    /// Who gains mentions: one that is there, or a new one.
    fn gaining(&mut self, who: &Who) -> Result<u32, String> {
        if who.own {
            return Ok(self.own(who));
        }
        match self.search(who, false) {
            Search::Nobody => Ok(self.create(who.kind, &who.name)),
            Search::Found(_) | Search::Several(..) => self.one(who),
        }
    }

    fn add(&mut self, at: &MentionAt, into: &Who) -> Done {
        let place = self.place(at)?;
        let there = self.overlapping(place);
        if let Some(exact) = there.iter().copied().find(|mention| self.span_of(*mention) == place.span) {
            let target = self.gaining(into)?;
            return Ok(self.give_one(exact, target));
        }
        let target = self.gaining(into)?;
        for mention in there {
            if let Some(owner) = self.owner_of(mention) {
                self.mark(owner);
            }
            self.part_of.insert(mention, NOBODY);
        }
        let number = self.start.last().copied().unwrap_or(0) + self.extra.len() as u32;
        let Place { article, span } = place;
        self.extra.push(Extra { article, span });
        self.extra_of.entry(article).or_default().push(number);
        self.take(&[number], target);
        Ok(1)
    }

    fn give(&mut self, at: &MentionAt, into: &Who) -> Done {
        let place = self.place(at)?;
        let missing = || format!("“{}” is not a name in “{}”", brief(&at.words), brief(&at.title));
        let mention = self.mention_at(place).ok_or_else(missing)?;
        let target = self.gaining(into)?;
        Ok(self.give_one(mention, target))
    }

    fn give_one(&mut self, mention: u32, target: u32) -> u32 {
        let owner = self.owner_of(mention);
        if owner == Some(target) {
            return 0;
        }
        self.take(&[mention], target);
        if let Some(owner) = owner {
            self.mark(owner);
        }
        1
    }

    fn remove(&mut self, at: &MentionAt) -> Done {
        let place = self.place(at)?;
        let missing = || format!("“{}” is no longer a name in “{}”", brief(&at.words), brief(&at.title));
        let mention = self.mention_at(place).ok_or_else(missing)?;
        let owner = self.owner_of(mention);
        self.part_of.insert(mention, NOBODY);
        if let Some(owner) = owner {
            self.mark(owner);
        }
        Ok(1)
    }
}
