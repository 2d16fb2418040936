//! Requests about decisions, and their answers.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Change, Outcome, Subject, preview};
use crate::engine::desk::{Desk, Work};
use crate::engine::event::Reply;
use crate::engine::memory::{Laid, Scope};
use crate::model::{Act, ArticleId, Decision, EntityRef, Place, Problem, Query, Stage};
use crate::search::snippet::around;
use crate::store::decisions::Edit;
use crate::text::{Span, sanitize_line};

/// At most so many mentions are shown to choose from.
const MENTIONS: usize = 500;
/// Cells of a line of context.
const CONTEXT: usize = 100;

/// What is asked of the decisions.
#[derive(Debug, Clone)]
pub enum RepairRequest {
    /// What a change would do, answered by `RepairReply::Preview`.
    Preview(Change),
    /// That it be done, answered by `RepairReply::Done`, as are the next three.
    Decide(Change),
    /// That the last decision be taken back; with `further` also one of an earlier session.
    Undo {
        /// Whether decisions of earlier sessions count.
        further: bool,
    },
    /// That what was undone last be done again.
    Redo,
    /// That one be taken out, if its number still is that of this decision.
    Forget(usize, Box<Decision>),
    /// All decisions, answered by `RepairReply::List`.
    List,
    /// The names and mentions of an entity, answered by `RepairReply::Parts`.
    Parts(Subject),
}

/// The answers.
#[derive(Debug, Clone)]
pub enum RepairReply {
    /// To `RepairRequest::Preview`: sentences, or why not.
    Preview(Result<Vec<String>, String>),
    /// What was done, or why not.
    Done(Result<Done, String>),
    /// All decisions, in their order.
    List(Vec<DecisionRow>),
    /// Names and mentions.
    Parts(Option<Parts>),
}

/// Something was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What, as in "you …", or after `verb`.
    pub said: String,
    /// What became of an earlier decision ("Undone"); empty where this is a new one.
    pub verb: String,
    /// Steps of this session that can be undone.
    pub steps: usize,
    /// Whether it is kept in a file.
    pub kept: bool,
    /// Who was changed.
    pub entity: Option<EntityRef>,
}

/// A decision as the view of all of them shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// The decision.
    pub decision: Decision,
    /// What came of it; `None` while it is not applied yet.
    pub outcome: Option<Outcome>,
    /// Where it can be seen.
    pub place: Option<Place>,
}

/// Names and mentions of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// Whose.
    pub of: Subject,
    /// Names with the number of mentions, the most frequent first.
    pub names: Vec<(String, u32)>,
    /// Mentions, article by article.
    pub mentions: Vec<PartRow>,
    /// How many more there are.
    pub more: u32,
}

/// A mention to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow {
    /// Where.
    pub place: Place,
    /// Under which name.
    pub form: String,
    /// Sign of the outlet.
    pub tag: Arc<str>,
    /// The words around it, and where it stands in them.
    pub context: Arc<str>,
    /// What of `context` is the mention.
    pub marks: Vec<Span>,
}

/// Serves a request.
pub fn serve(desk: &mut Desk, request: RepairRequest) -> Work {
    let reply = match request {
        RepairRequest::Preview(change) => {
            let scope = desk.corpus.scope(&Query::default());
            RepairReply::Preview(preview(&scope, &change).map(|preview| preview.lines))
        }
        RepairRequest::Decide(change) => return decide(desk, &change),
        RepairRequest::Undo { further } => {
            return step(desk, |desk| desk.book.undo(further), "nothing to undo", "Undone");
        }
        RepairRequest::Redo => return step(desk, |desk| desk.book.redo(), "nothing to redo", "Redone"),
        RepairRequest::Forget(at, decision) => {
            let here = desk.book.list().get(at) == Some(&*decision);
            let found = if here { Some(at) } else { desk.book.list().iter().position(|one| *one == *decision) };
            let gone = "this correction is no longer there";
            return step(desk, |desk| found.and_then(|at| desk.book.remove(at)), gone, "Undone");
        }
        RepairRequest::List => RepairReply::List(list(desk)),
        RepairRequest::Parts(subject) => RepairReply::Parts(parts(&desk.corpus.scope(&Query::default()), &subject)),
    };
    Work::Reply(Reply::Repair(reply))
}

fn decide(desk: &mut Desk, change: &Change) -> Work {
    let scope = desk.corpus.scope(&Query::default());
    match preview(&scope, change) {
        Ok(preview) => {
            let date = desk.dated.then(|| jiff::Zoned::now().date());
            let edit = desk.book.decide(Decision { act: preview.act, date, note: None });
            done(desk, edit, "")
        }
        Err(why) => Work::Reply(Reply::Repair(RepairReply::Done(Err(why)))),
    }
}

fn step(desk: &mut Desk, make: impl FnOnce(&mut Desk) -> Option<Edit>, none: &str, verb: &str) -> Work {
    match make(desk) {
        Some(edit) => done(desk, edit, verb),
        None => Work::Reply(Reply::Repair(RepairReply::Done(Err(none.to_owned())))),
    }
}

impl Done {
    /// What came of a step.
    pub(in crate::engine) fn of(edit: &Edit, verb: &str, steps: usize, kept: bool) -> Self {
        let (Edit::Insert(_, decision) | Edit::Remove(_, decision)) = edit;
        let said = decision.act.past();
        let first = || decision.act.who().first().map(|who| EntityRef { kind: who.kind, name: who.name.clone() });
        let entity = if matches!(edit, Edit::Insert(..)) { decision.act.result() } else { first() };
        Self { said, verb: verb.to_owned(), steps, kept, entity }
    }
}

fn done(desk: &mut Desk, edit: Edit, verb: &str) -> Work {
    desk.corpus.set_decisions(desk.book.list().to_vec());
    let done = Done::of(&edit, verb, desk.book.steps(), desk.keeps);
    Work::Decided(Reply::Repair(RepairReply::Done(Ok(done))), Box::new(edit))
}

fn list(desk: &mut Desk) -> Vec<DecisionRow> {
    let scope = desk.corpus.scope(&Query::default());
    let laid = scope.revision().decided();
    let articles = articles(&scope, desk.book.list());
    let rows = desk.book.list().iter().enumerate().map(|(number, decision)| {
        let applied = laid.decisions.get(number) == Some(decision);
        let outcome = laid.outcomes.get(number).filter(|_| applied).cloned();
        DecisionRow { decision: decision.clone(), outcome, place: place(&scope, &articles, &decision.act) }
    });
    rows.collect()
}

/// The articles that decisions name, by the beginning of their keys.
fn articles(scope: &Scope, decisions: &[Decision]) -> FxHashMap<String, u32> {
    let wanted = decisions.iter().flat_map(|decision| decision.act.mentions());
    let wanted: FxHashSet<&str> = wanted.map(|at| at.article.as_str()).collect();
    if wanted.is_empty() {
        return FxHashMap::default();
    }
    let all = scope.articles_all().iter().zip(0..).map(|(entry, number)| (entry.article.key.short(), number));
    all.filter(|(short, _)| wanted.contains(short.as_str())).collect()
}

/// Where a decision can be seen: at its mention, else at the first mention of the one it made.
fn place(scope: &Scope, articles: &FxHashMap<String, u32>, act: &Act) -> Option<Place> {
    let there = act.mentions().first().and_then(|at| Some((at, *articles.get(&at.article)?)));
    if let Some((at, number)) = there {
        let text = &scope.entry(number).article.document.text;
        return Some(Place { article: ArticleId(number), span: super::find_nth(text, &at.words, at.nth)? });
    }
    let names = act.who().into_iter().rev().map(|who| EntityRef { kind: who.kind, name: who.name.clone() });
    let at = act.result().into_iter().chain(names).find_map(|name| scope.revision().find(&name))?;
    scope.revision().postings(at).first().and_then(|posting| scope.place(*posting))
}

fn parts(scope: &Scope, of: &Subject) -> Option<Parts> {
    let at = scope.position(of.id).or_else(|| scope.revision().find(&of.name))?;
    let forms = scope.forms_at(at);
    let entity = &scope.revision().entities()[at];
    let mut names: Vec<(String, u32)> = Vec::new();
    for (form, _) in &forms {
        match names.iter_mut().find(|(name, _)| name == form) {
            Some((_, count)) => *count += 1,
            None => names.push((form.clone(), 1)),
        }
    }
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let more = forms.len().saturating_sub(MENTIONS) as u32;
    let mentions = forms.into_iter().take(MENTIONS).map(|(form, place)| {
        let entry = scope.entry(place.article.0);
        let document = &entry.article.document;
        let block = document.block_at(place.span.start).and_then(|block| document.blocks.get(block));
        let bounds = block.map_or(place.span, |block| block.span);
        let snippet = around(&document.text, bounds, &[place.span], CONTEXT);
        let tag = scope.outlets().tag(entry.outlet);
        PartRow { place, form, tag, context: snippet.text.into(), marks: snippet.marks }
    });
    let of = Subject { id: entity.id, name: EntityRef { kind: entity.kind, name: entity.name.clone() } };
    Some(Parts { of, names, mentions: mentions.collect(), more })
}

/// The decisions that do not apply, or only in part, to the articles that are here; `places` are where they stand in their files.
#[must_use]
pub fn unapplied(laid: &Laid, places: &[String]) -> Vec<Problem> {
    not_applied(&laid.decisions, places, |number| laid.outcomes.get(number).cloned())
}

/// Those of some decisions that do not apply, by what came of each.
pub(in crate::engine) fn not_applied(
    decisions: &[Decision],
    places: &[String],
    outcome: impl Fn(usize) -> Option<Outcome>,
) -> Vec<Problem> {
    let all = decisions.iter().enumerate();
    all.filter_map(|(number, decision)| {
        let (how, why) = match outcome(number)? {
            Outcome::Missing(why) => ("does not apply", why),
            Outcome::Part(_, why) => ("applies only in part", why),
            Outcome::Done(_) | Outcome::Holds => return None,
        };
        let own = format!("decision {}", number + 1);
        let said = format!("you {}, which {how}: {why}", decision.act.past());
        // Where it is not known by its place, its number is all there is.
        let (source, reason) = match places.get(number) {
            Some(place) => (place.clone(), format!("{own}: {said}")),
            None => (own, said),
        };
        Some(Problem { source, stage: Stage::Decision, reason: sanitize_line(&reason), skipped: false })
    })
    .collect()
}
