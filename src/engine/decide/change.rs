//! What a person wants changed, said of what is on the screen: first as a preview, then as a decision.

use super::room::{Now, Room};
use crate::model::decision::{brief, with_article};
use crate::model::{Act, EntityId, EntityKind, EntityRef, MentionAt, Place, Who};
use crate::text::sanitize_line;

/// An entity on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its number in the revision that was shown.
    pub id: EntityId,
    /// Its type and name.
    pub name: EntityRef,
}

/// Who gets mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One that is there.
    Entity(Subject),
    /// One of this type and name; a new one, if there is none.
    New(EntityRef),
}

/// A change that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Several are one.
    Merge {
        /// Who joins.
        who: Vec<Subject>,
        /// Whom.
        into: Subject,
    },
    /// Names and mentions go to an entity of their own.
    Split {
        /// Whose they were.
        from: Subject,
        /// The names.
        names: Vec<String>,
        /// The mentions.
        places: Vec<Place>,
    },
    /// Another type.
    Retype {
        /// Who.
        who: Vec<Subject>,
        /// Which.
        to: EntityKind,
    },
    /// No entities.
    Drop {
        /// Who.
        who: Vec<Subject>,
    },
    /// Another name for display.
    Rename {
        /// Who.
        who: Subject,
        /// Which.
        to: String,
    },
    /// A mention that was missed.
    Add {
        /// Where.
        place: Place,
        /// Whose.
        to: Target,
    },
    /// Mentions of another.
    Move {
        /// Which.
        places: Vec<Place>,
        /// Whose.
        to: Target,
    },
    /// No names.
    Remove {
        /// Which.
        places: Vec<Place>,
    },
}

/// What a change would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// In sentences.
    pub lines: Vec<String>,
    /// The decision it would be.
    pub act: Act,
}

/// Says what a change would do now, and how it would be kept. A scope must be that of all articles.
///
/// # Errors
/// Says why there is nothing to change.
pub fn preview(room: &dyn Room, change: &Change) -> Result<Preview, String> {
    Teller { room }.tell(change)
}

impl Now {
    /// `Lavrow (3 mentions, 1 outlet)`.
    fn told(&self) -> String {
        format!("{} ({}, {})", brief(&self.name), mentions(self.mentions), counted(self.outlets, "outlet"))
    }
}

fn counted(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

fn mentions(number: usize) -> String {
    counted(number, "mention")
}

struct Teller<'a> {
    room: &'a dyn Room,
}

impl Teller<'_> {
    fn tell(&self, change: &Change) -> Result<Preview, String> {
        match change {
            Change::Merge { who, into } => self.merge(who, into),
            Change::Split { from, names, places } => self.split(from, names, places),
            Change::Retype { who, to } => self.retype(who, *to),
            Change::Drop { who } => self.drop_all(who),
            Change::Rename { who, to } => self.rename(who, to),
            Change::Add { place, to } => self.add(*place, to),
            Change::Move { places, to } => self.give(places, to),
            Change::Remove { places } => self.remove(places),
        }
    }

    fn now(&self, subject: &Subject) -> Result<Now, String> {
        self.room.find(subject).ok_or_else(|| format!("“{}” is no longer here", brief(&subject.name.name)))
    }

    /// How an entity is named in a decision: with one of its mentions where others have the same name.
    fn who(&self, now: &Now) -> Who {
        let who = Who::new(now.kind, now.name.clone());
        let entity = EntityRef { kind: now.kind, name: now.name.clone() };
        let alone = self.room.called(&entity) < 2;
        let first = if alone { None } else { self.room.first(now) };
        Who { at: first.and_then(|place| self.room.anchor(place)), ..who }
    }

    /// Those meant, each once.
    fn several(&self, who: &[Subject]) -> Result<Vec<Now>, String> {
        let mut all: Vec<Now> = Vec::new();
        for subject in who {
            let now = self.now(subject)?;
            if !all.iter().any(|other| other.at == now.at) {
                all.push(now);
            }
        }
        if all.is_empty() { Err("no name is selected".to_owned()) } else { Ok(all) }
    }

    fn merge(&self, who: &[Subject], into: &Subject) -> Result<Preview, String> {
        let target = self.now(into)?;
        let mut sources = self.several(who)?;
        sources.retain(|source| source.at != target.at);
        if sources.is_empty() {
            return Err(format!("{} cannot be merged with itself", target.name));
        }
        let sum = target.mentions + sources.iter().map(|source| source.mentions).sum::<usize>();
        let told: Vec<String> = sources.iter().map(Now::told).collect();
        let mut lines = vec![format!("Merge {} into {}: {}", told.join(", "), target.told(), mentions(sum))];
        for source in sources.iter().filter(|source| source.kind != target.kind) {
            lines.push(format!("{} becomes {}", brief(&source.name), with_article(target.kind)));
        }
        lines.push(later());
        let who = sources.iter().map(|source| self.who(source)).collect();
        Ok(Preview { lines, act: Act::Merge { who, into: self.who(&target) } })
    }

    fn split(&self, from: &Subject, names: &[String], places: &[Place]) -> Result<Preview, String> {
        let source = self.now(from)?;
        let counted = |name: &String| (name.clone(), self.room.counted(&source, name));
        let going: Vec<(String, usize)> = names.iter().map(counted).collect();
        let by_name: usize = going.iter().map(|(_, count)| count).sum();
        let anchors: Vec<MentionAt> = places.iter().filter_map(|place| self.room.anchor(*place)).collect();
        let sum = by_name + anchors.len();
        if sum == 0 {
            return Err("choose the names or the mentions that go".to_owned());
        }
        if sum >= source.mentions {
            return Err(format!("some mentions must stay with {}", brief(&source.name)));
        }
        let most = going.iter().max_by_key(|(_, count)| *count).map(|(name, _)| name.clone());
        let name = most.or_else(|| anchors.first().map(|at| at.words.clone())).unwrap_or_default();
        let told: Vec<String> = going
            .iter()
            .map(|(name, count)| format!("“{}” {count}", brief(name)))
            .chain(anchors.iter().map(|at| format!("“{}” in “{}”", brief(&at.words), brief(&at.title))))
            .take(6)
            .collect();
        let mut lines = vec![
            format!("Split {}: {} ({}) become a name of their own", source.told(), mentions(sum), told.join(", ")),
            format!("It is called {}; {} of {} stay", brief(&name), source.mentions - sum, source.mentions),
        ];
        lines.push(if names.is_empty() { here() } else { later() });
        let into = Who { own: true, ..Who::new(source.kind, name) };
        let act = Act::Split { from: self.who(&source), names: names.to_vec(), mentions: anchors, into };
        Ok(Preview { lines, act })
    }

    fn retype(&self, who: &[Subject], to: EntityKind) -> Result<Preview, String> {
        let mut all = self.several(who)?;
        all.retain(|now| now.kind != to);
        if all.is_empty() {
            return Err(format!("it is already {}", with_article(to)));
        }
        let mut lines: Vec<String> =
            all.iter().map(|now| format!("Change {} from {} to {to}", now.told(), now.kind)).collect();
        for now in &all {
            let other = EntityRef { kind: to, name: now.name.clone() };
            if self.room.called(&other) > 0 {
                lines.push(format!(
                    "There is {} called {} already: merge the two if they are one",
                    with_article(to),
                    brief(&now.name)
                ));
            }
        }
        lines.push(later());
        Ok(Preview { lines, act: Act::Retype { who: all.iter().map(|now| self.who(now)).collect(), to } })
    }

    fn drop_all(&self, who: &[Subject]) -> Result<Preview, String> {
        let all = self.several(who)?;
        let mut lines: Vec<String> = all.iter().map(|now| format!("Remove {} as a name", now.told())).collect();
        let sum = all.iter().map(|now| now.mentions).sum();
        lines.push(format!("{} will no longer be marked", mentions(sum)));
        lines.push(later());
        Ok(Preview { lines, act: Act::Drop { who: all.iter().map(|now| self.who(now)).collect() } })
    }

    fn rename(&self, who: &Subject, to: &str) -> Result<Preview, String> {
        let now = self.now(who)?;
        let to = sanitize_line(to).split_whitespace().collect::<Vec<_>>().join(" ");
        if to.is_empty() || to == now.name {
            return Err("type another name".to_owned());
        }
        let mut lines = vec![format!("Rename {} to {}", now.told(), brief(&to))];
        for kind in EntityKind::ALL {
            if self.room.called(&EntityRef { kind, name: to.clone() }) > 0 {
                let what = with_article(kind);
                lines.push(format!("There is {what} of this name already. To make them one, use M (merge) instead."));
            }
        }
        lines.push(later());
        Ok(Preview { lines, act: Act::Rename { who: self.who(&now), to } })
    }

    /// Who gains, how that is told, and how many mentions they have.
    fn target(&self, to: &Target) -> Result<(Who, String, usize), String> {
        let now = match to {
            Target::Entity(subject) => Some(self.now(subject)?),
            Target::New(name) => {
                self.room.named(name).filter(|now| now.kind == name.kind && self.room.bears(now, &name.name))
            }
        };
        Ok(match (now, to) {
            (Some(now), _) => (self.who(&now), format!("{} {}", noun(now.kind), now.told()), now.mentions),
            (None, Target::New(name) | Target::Entity(Subject { name, .. })) => (
                Who::new(name.kind, name.name.clone()),
                format!("the new {} {}", noun(name.kind), brief(&name.name)),
                0,
            ),
        })
    }

    fn add(&self, place: Place, to: &Target) -> Result<Preview, String> {
        let at = self.room.anchor(place).filter(|at| !at.words.is_empty()).ok_or("choose some words")?;
        let (into, told, before) = self.target(to)?;
        let mut lines = vec![format!("“{}” becomes a mention of {told}: {}", brief(&at.words), mentions(before + 1))];
        lines.extend(self.room.overlapping(place).iter().map(|words| format!("It replaces “{words}”")));
        lines.push(here());
        Ok(Preview { lines, act: Act::Add { mentions: vec![at], into } })
    }

    fn give(&self, places: &[Place], to: &Target) -> Result<Preview, String> {
        let anchors = self.anchors(places)?;
        let (mut into, mut told, mut before) = self.target(to)?;
        // Of its own beside one of the same name: the mention must not fall back to where it was.
        if let Target::New(name) = to
            && places.iter().any(|place| self.room.owner(*place).is_some_and(|now| self.room.bears(&now, &name.name)))
        {
            into = Who { own: true, ..Who::new(name.kind, name.name.clone()) };
            told = format!("another {} {}", noun(name.kind), brief(&name.name));
            before = 0;
        }
        let words: Vec<String> = anchors.iter().take(4).map(|at| format!("“{}”", brief(&at.words))).collect();
        let mut lines = vec![format!(
            "Reassign {} ({}) to {told}: {}",
            mentions(anchors.len()),
            words.join(", "),
            mentions(before + anchors.len())
        )];
        let mut losing: Vec<Now> = places.iter().filter_map(|place| self.room.owner(*place)).collect();
        losing.sort_by_key(|now| now.at);
        for group in losing.chunk_by(|a, b| a.at == b.at) {
            if let Some(now) = group.first() {
                let stay = now.mentions.saturating_sub(group.len());
                lines.push(format!("{stay} of {} stay with {}", now.mentions, brief(&now.name)));
            }
        }
        lines.push(here());
        Ok(Preview { lines, act: Act::Move { mentions: anchors, into } })
    }

    fn anchors(&self, places: &[Place]) -> Result<Vec<MentionAt>, String> {
        let anchors: Vec<MentionAt> = places.iter().filter_map(|place| self.room.anchor(*place)).collect();
        if anchors.is_empty() { Err("no mention is selected".to_owned()) } else { Ok(anchors) }
    }

    fn remove(&self, places: &[Place]) -> Result<Preview, String> {
        let anchors = self.anchors(places)?;
        let mut lines: Vec<String> = anchors
            .iter()
            .map(|at| format!("Remove “{}” in “{}” as a name", brief(&at.words), brief(&at.title)))
            .collect();
        for now in places.iter().filter_map(|place| self.room.owner(*place)) {
            lines.push(format!("{} keeps {}", brief(&now.name), mentions(now.mentions.saturating_sub(places.len()))));
        }
        lines.push(here());
        Ok(Preview { lines, act: Act::Remove { mentions: anchors } })
    }
}

/// A type before a name.
const fn noun(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Other => "other name",
        _ => kind.word(),
    }
}

fn later() -> String {
    "Also applies to future articles".to_owned()
}

fn here() -> String {
    "Applies to this mention only".to_owned()
}
