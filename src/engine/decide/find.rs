//! Whom a decision means.

use super::Shelf;
use super::state::State;
use crate::model::decision::brief;
use crate::model::{MentionAt, Who};
use crate::text::Span;

/// What a search for an entity comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Search {
    /// These, at least one.
    Found(Vec<u32>),
    /// It may be either of these, or more.
    Several(u32, u32),
    /// None.
    Nobody,
}

/// The place a decision names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub article: u32,
    pub span: Span,
}

impl<S: Shelf + ?Sized> State<'_, S> {
    /// Those a decision speaks of: the one at the place given; else all of this type and name; else the only one of this
    /// type with such a form, where nobody was ever called so; with `loosely`, else the only one ever called so, whatever
    /// its type.
    pub fn all(&self, who: &Who, loosely: bool) -> Result<Vec<u32>, String> {
        match self.search(who, loosely) {
            Search::Found(all) => Ok(all),
            Search::Several(one, other) => Err(format!(
                "“{}” may be “{}” or “{}”; name one of these",
                brief(&who.name),
                brief(self.name_of(one)),
                brief(self.name_of(other))
            )),
            Search::Nobody if who.own => {
                Err(format!("no decision before this one made the {} “{}”", who.kind, brief(&who.name)))
            }
            Search::Nobody => Err(format!("no {} is called “{}” in these articles", who.kind, brief(&who.name))),
        }
    }

    /// As [`Self::all`].
    pub fn search(&self, who: &Who, loosely: bool) -> Search {
        if let Some(at) = &who.at
            && let Ok(place) = self.place(at)
            && let Some(entity) = self.mention_at(place).and_then(|mention| self.owner_of(mention))
        {
            return Search::Found(vec![entity]);
        }
        let called: Vec<u32> = self.called(&who.name).collect();
        let fits = |entity: &u32| self.kind_of(*entity) == who.kind && (!who.own || self.is_own(*entity));
        let typed: Vec<u32> = called.iter().copied().filter(fits).collect();
        match typed.as_slice() {
            // The place told them apart, and it is not there any more.
            [one, other, ..] if who.at.is_some() => return Search::Several(*one, *other),
            [_, ..] => return Search::Found(typed),
            [] if who.own => return Search::Nobody,
            [] => {}
        }
        let formed = if self.called.contains_key(&who.name) { Vec::new() } else { self.formed(who) };
        match (formed.as_slice(), called.as_slice()) {
            ([_], _) => Search::Found(formed),
            ([one, other, ..], _) => Search::Several(*one, *other),
            ([], [_]) if loosely && self.called.get(&who.name).map_or(0, Vec::len) == 1 => Search::Found(called),
            ([], _) => Search::Nobody,
        }
    }

    /// The one a decision speaks of; of several with one name the most mentioned.
    pub fn one(&self, who: &Who) -> Result<u32, String> {
        let all = self.all(who, true)?;
        let most = all.iter().copied().max_by_key(|entity| {
            (if all.len() > 1 { self.mentions_of(*entity).len() } else { 0 }, std::cmp::Reverse(*entity))
        });
        most.ok_or_else(|| format!("no {} is called “{}” in these articles", who.kind, brief(&who.name)))
    }

    fn is_own(&self, entity: u32) -> bool {
        self.drafts.get(&entity).is_some_and(|draft| draft.own)
    }

    fn is_there(&self, entity: u32) -> bool {
        self.drafts.get(&entity).is_none_or(|draft| !draft.gone)
    }

    fn called(&self, name: &str) -> impl Iterator<Item = u32> {
        let all = self.called.get(name).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(move |entity| self.is_there(*entity) && self.name_of(*entity) == name)
    }

    /// Entities of the type with mentions of the form.
    fn formed(&self, who: &Who) -> Vec<u32> {
        let parts = self.formed.get(&who.name).map_or(&[][..], Vec::as_slice);
        let mut found = Vec::new();
        for part in parts {
            let Some(owner) = self.parts.get(part).and_then(|part| part.owner) else { continue };
            if self.kind_of(owner) != who.kind || !self.is_there(owner) || found.contains(&owner) {
                continue;
            }
            if self.mentions_of_part(*part).iter().any(|mention| self.form_of(*mention) == who.name) {
                found.push(owner);
            }
        }
        found
    }

    /// Where words stand.
    pub fn place(&self, at: &MentionAt) -> Result<Place, String> {
        let by_key = self.articles.get(&at.article).filter(|_| !at.article.is_empty());
        let exact = by_key.and_then(|found| found.first()).copied();
        let article = match exact {
            Some(article) => article,
            None => self.by_title(at).ok_or_else(|| {
                let of = at.outlet.as_ref().map(|outlet| format!(" of {outlet}")).unwrap_or_default();
                format!("the article “{}”{of} is not among these", brief(&at.title))
            })?,
        };
        let text = self.shelf.text(article as usize);
        let span = super::find_nth(&text, &at.words, at.nth);
        let missing = || match at.nth {
            1 => format!("“{}” does not occur in “{}”", brief(&at.words), brief(&at.title)),
            nth => format!("“{}” does not occur {nth} times in “{}”", brief(&at.words), brief(&at.title)),
        };
        Ok(Place { article, span: span.ok_or_else(missing)? })
    }

    /// The article of this title and outlet, if there is one only: its text was changed.
    fn by_title(&self, at: &MentionAt) -> Option<u32> {
        let of_outlet = |article: &&u32| {
            let outlet = self.shelf.head(**article as usize).0;
            at.outlet.is_none() || outlet == at.outlet.as_deref()
        };
        let all = self.articles.get(&at.title).filter(|_| !at.title.is_empty())?;
        let mut found = all.iter().filter(of_outlet);
        let first = found.next().copied();
        first.filter(|_| found.next().is_none())
    }

    /// All mentions of an article that overlap a span.
    pub fn overlapping(&self, place: Place) -> Vec<u32> {
        let machine = self.machine.mentions.get(place.article as usize).map_or(&[][..], |list| list);
        let first = machine.partition_point(|mention| mention.span.end <= place.span.start);
        let found = machine[first..]
            .iter()
            .take_while(|mention| mention.span.start < place.span.end)
            .zip(self.start[place.article as usize] + first as u32..)
            .map(|(_, number)| number);
        let extra = self.extra_of.get(&place.article).map_or(&[][..], Vec::as_slice).iter().copied();
        let extra = extra.filter(|mention| self.span_of(*mention).overlaps(place.span));
        found.chain(extra).filter(|mention| self.owner_of(*mention).is_some()).collect()
    }

    /// The mention at a place: the very one, or the only one there.
    pub fn mention_at(&self, place: Place) -> Option<u32> {
        let there = self.overlapping(place);
        let exact = there.iter().copied().find(|mention| self.span_of(*mention) == place.span);
        exact.or(match there.as_slice() {
            [one] => Some(*one),
            _ => None,
        })
    }
}
