//! Mending entities by hand: what is at hand, what is to become of it, a preview, and the decision.

mod boxes;
mod command;
mod select;

pub use boxes::{act, click, typed};
pub use command::command;
pub use select::{act as select_act, drag};

use super::{entity, memory, page, picker};
use crate::engine::{Change, Done, PickerKind, RepairReply, RepairRequest, Request, Subject, Target};
use crate::model::{EntityId, EntityKind, EntityRef, Mention, Place};
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay};
use crate::tui::effect::Effect;
use crate::tui::layout::panes::Pane;
use crate::tui::state::page::Page;
use crate::tui::state::picker::Aim;
use crate::tui::state::repair::{DecisionsBox, PreviewBox, RepairBox, SplitBox, Wanted};
use crate::tui::state::{Notice, PickerSource, Prompt, PromptKind};

/// An action of the repair. Whether it was one.
pub fn start(app: &mut App, action: Action) -> bool {
    match action {
        Action::Merge => merge(app),
        Action::Split => split(app),
        Action::Retype => retype(app),
        Action::Drop => drop_names(app),
        Action::Rename => rename(app),
        Action::AddMention => select::begin(app),
        Action::MoveMention => move_mention(app),
        Action::NoName => no_name(app),
        Action::MarkName => mark(app),
        Action::Undo if memory::undo(app) => {}
        Action::Redo if memory::redo(app) => {}
        Action::Undo => ask(app, RepairRequest::Undo { further: true }),
        Action::Redo => ask(app, RepairRequest::Redo),
        Action::UndoOrSuspend => undo_or_suspend(app),
        Action::Decisions => decisions(app),
        _ => return false,
    }
    true
}

fn ask(app: &mut App, request: RepairRequest) {
    app.repair.waiting = app.ask(Request::Repair(request));
}

/// Ctrl-z: the last decision of this session is taken back; where there is none the program goes to sleep.
fn undo_or_suspend(app: &mut App) {
    if memory::undo(app) {
        return;
    }
    if app.repair.steps > 0 {
        ask(app, RepairRequest::Undo { further: false });
    } else {
        app.want(Effect::Suspend);
    }
}

/// The entity of a mention, as far as its name is known here.
fn subject_of(app: &App, mention: Mention) -> Subject {
    let row = app.sidebar.page.rows.iter().find(|row| row.id == mention.entity);
    let current = app.entity.as_ref().filter(|current| current.id == mention.entity);
    let name = match (row, current) {
        (Some(row), _) => EntityRef { kind: row.kind, name: row.name.to_string() },
        (None, Some(current)) => current.name.clone(),
        (None, None) => EntityRef { kind: mention.kind, name: mention.span.of(app.reader.text()).to_owned() },
    };
    Subject { id: mention.entity, name }
}

/// The forms of the name at hand, as far as its card is here.
pub fn forms(app: &App) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    let named = crate::tui::layout::sidebar::shown_card(app).map_or(&[][..], |card| &card.named);
    for (form, _) in named.iter().flat_map(|line| &line.forms) {
        if !forms.iter().any(|known| **known == **form) {
            forms.push(form.to_string());
        }
    }
    forms
}

/// The name one is at: that of a page or its selected row, the selected row of the sidebar, the mention at the cursor, or the current name.
fn at_hand(app: &App) -> Option<Subject> {
    if !app.pages.is_empty() {
        return page::on_page(app).map(|on| Subject { id: on.id, name: on.name });
    }
    if app.focus == Pane::Sidebar {
        let row = app.sidebar.current()?;
        return Some(Subject { id: row.id, name: EntityRef { kind: row.kind, name: row.name.to_string() } });
    }
    let mention = app.reader.mention_here().map(|mention| subject_of(app, mention));
    mention.or_else(|| app.entity.as_ref().map(|current| Subject { id: current.id, name: current.name.clone() }))
}

/// The marked names, else the one at hand. Says so where there is none.
fn subjects(app: &mut App) -> Vec<Subject> {
    if !app.repair.marks.is_empty() {
        return app.repair.marks.clone();
    }
    let found = at_hand(app);
    if found.is_none() {
        nobody(app);
    }
    found.into_iter().collect()
}

/// That there is no name to do something with, and which keys lead to one.
pub fn nobody(app: &mut App) {
    let key = |action| app.key_of(action).unwrap_or_default();
    let (next, sidebar) = (key(Action::NextName), key(Action::FocusSidebar));
    app.say(format!("no name selected: {next} next name, {sidebar} list"));
}

fn one(app: &mut App) -> Option<Subject> {
    let found = at_hand(app);
    if found.is_none() {
        nobody(app);
    }
    found
}

/// Shows what a change would do.
pub fn preview(app: &mut App, change: Change) {
    ask(app, RepairRequest::Preview(change.clone()));
    let preview = PreviewBox { change, lines: None, top: 0 };
    app.overlays.push(Overlay::Repair(Box::new(RepairBox::Preview(preview))));
}

fn merge(app: &mut App) {
    let who = subjects(app);
    if !who.is_empty() {
        picker::open_for(app, Aim::Merge(who));
    }
}

fn retype(app: &mut App) {
    let who = subjects(app);
    if !who.is_empty() {
        choose_kind(app, Wanted::Retype(who));
    }
}

fn drop_names(app: &mut App) {
    let who = subjects(app);
    if !who.is_empty() {
        preview(app, Change::Drop { who });
    }
}

fn choose_kind(app: &mut App, wanted: Wanted) {
    app.overlays.push(Overlay::Repair(Box::new(RepairBox::Kind(wanted, 0))));
}

fn split(app: &mut App) {
    let Some(of) = one(app) else { return };
    ask(app, RepairRequest::Parts(of.clone()));
    let split = SplitBox { of, parts: None, chosen: std::collections::BTreeSet::new(), selected: 0, top: 0 };
    app.overlays.push(Overlay::Repair(Box::new(RepairBox::Split(split))));
}

fn rename(app: &mut App) {
    let Some(who) = one(app) else { return };
    let mut prompt = Prompt::new(PromptKind::Rename, app.reader.view());
    prompt.input.set(&who.name.name);
    app.repair.renaming = Some(who);
    app.overlays.push(Overlay::Prompt(Box::new(prompt)));
}

/// A new name was typed.
pub fn renamed(app: &mut App, to: String) {
    if let Some(who) = app.repair.renaming.take().filter(|_| !to.is_empty()) {
        preview(app, Change::Rename { who, to });
    }
}

/// The mention at the cursor, with its words; on a page that of the chosen row, if the row is one mention.
fn mention_here(app: &mut App) -> Option<(Place, String)> {
    match app.pages.last() {
        Some(Page::Kwic(lines)) => return lines.list.current().map(|row| (row.place, row.context.name.clone())),
        Some(Page::Forms(forms)) => {
            let row = forms.page.as_ref().and_then(|page| page.rows.get(forms.selected));
            let single = row.filter(|row| row.count.mentions == 1 && !row.role);
            let found = single.map(|row| (row.first, row.words.to_string()));
            if found.is_none() {
                not_one(app, Action::Enter, "the first");
            }
            return found;
        }
        Some(Page::Who(_)) => {
            not_one(app, Action::InContext, "each of them");
            return None;
        }
        None => {}
    }
    let found = app.reader.mention_here().and_then(|mention| {
        let words = mention.span.of(app.reader.text()).to_owned();
        Some((Place { article: app.reader.id()?, span: mention.span }, words))
    });
    if found.is_none() {
        let key = app.key_of(Action::NextName).unwrap_or_default();
        app.say(format!("no name at the cursor: {key} next name"));
    }
    found
}

/// That a row stands for more than one mention, and what shows them.
fn not_one(app: &mut App, action: Action, what: &str) {
    let key = app.key_of(action).unwrap_or_default();
    app.say(format!("this row is not one mention; {key} shows {what}"));
}

fn move_mention(app: &mut App) {
    if let Some((place, words)) = mention_here(app) {
        choose_kind(app, Wanted::Move(place, words));
    }
}

fn no_name(app: &mut App) {
    if let Some((place, _)) = mention_here(app) {
        preview(app, Change::Remove { places: vec![place] });
    }
}

/// `x`: marks the name at hand, or takes its mark away.
fn mark(app: &mut App) {
    let Some(subject) = one(app) else { return };
    if app.repair.is_marked(&subject) {
        app.repair.marks.retain(|mark| mark.name != subject.name);
    } else {
        app.repair.marks.push(subject);
    }
    if app.focus == Pane::Sidebar && app.pages.is_empty() {
        super::sidebar::step(app, 1);
    }
    let key = |action| app.key_of(action).unwrap_or_default();
    let keys =
        [(Action::Merge, "merge"), (Action::Retype, "type"), (Action::Drop, "remove"), (Action::Escape, "unmark")];
    let keys: Vec<String> = keys.map(|(action, word)| format!("{} {word}", key(action))).into();
    match app.repair.marks.len() {
        0 => app.say("nothing is marked"),
        marked => app.say(format!("{marked} marked: {}", keys.join(", "))),
    }
}

/// Takes all marks away. Whether there were any.
pub fn unmark(app: &mut App) -> bool {
    let any = !app.repair.marks.is_empty();
    app.repair.marks.clear();
    any
}

fn decisions(app: &mut App) {
    app.overlays.push(Overlay::Repair(Box::new(RepairBox::Decisions(DecisionsBox::default()))));
    ask(app, RepairRequest::List);
}

/// A name was picked for what is being done.
pub fn picked(app: &mut App, aim: Aim, id: EntityId, kind: EntityKind, name: String) {
    let into = Subject { id, name: EntityRef { kind, name } };
    preview(
        app,
        match aim {
            Aim::Merge(who) => Change::Merge { who, into },
            Aim::Add(place) => Change::Add { place, to: Target::Entity(into) },
            Aim::Move(place) => Change::Move { places: vec![place], to: Target::Entity(into) },
        },
    );
}

/// Takes in an answer.
pub fn receive(app: &mut App, reply: RepairReply) {
    match reply {
        RepairReply::Done(done) => finished(app, done),
        RepairReply::Preview(lines) => {
            if let Some(RepairBox::Preview(preview)) = top(app) {
                preview.lines = Some(lines);
            }
        }
        RepairReply::Parts(parts) => {
            if let Some(RepairBox::Split(split)) = top(app) {
                let gone = parts.is_none();
                split.parts = parts;
                if gone {
                    app.overlays.pop();
                    app.say("it is no longer here");
                }
            }
        }
        RepairReply::List(rows) => {
            if let Some(RepairBox::Decisions(view)) = top(app) {
                if view.rows.is_empty() {
                    view.selected = rows.len().saturating_sub(1);
                }
                view.selected = view.selected.min(rows.len().saturating_sub(1));
                view.rows = rows;
                boxes::keep_in_view(app);
            }
        }
    }
}

/// The box on top, if it is one of the repair.
fn top(app: &mut App) -> Option<&mut RepairBox> {
    match app.overlays.last_mut() {
        Some(Overlay::Repair(open)) => Some(open),
        _ => None,
    }
}

fn finished(app: &mut App, done: Result<Done, String>) {
    match done {
        Ok(done) => {
            app.repair.steps = done.steps;
            app.repair.marks.clear();
            app.repair.follow = done.entity.map(|entity| (entity, app.progress.revision));
            let key = app.key_of(Action::Undo).unwrap_or_default();
            let kept = if done.kept { "" } else { "; this session only" };
            let undo = if done.verb.is_empty() { format!("; {key}: undo{kept}") } else { String::new() };
            let who = if done.verb.is_empty() { "You".to_owned() } else { format!("{}:", done.verb) };
            app.say(format!("{who} {}{undo}", done.said));
        }
        Err(why) => {
            // A box that waits for an answer will not get one.
            let waits = match top(app) {
                Some(RepairBox::Preview(preview)) => preview.lines.is_none(),
                Some(RepairBox::Split(split)) => split.parts.is_none(),
                _ => false,
            };
            if waits {
                app.overlays.pop();
            }
            app.complain(why);
        }
    }
}

/// Decisions were applied: the list of them is asked for again.
pub fn refresh(app: &mut App) {
    if matches!(top(app), Some(RepairBox::Decisions(_))) {
        ask(app, RepairRequest::List);
    }
}

/// Selects in the sidebar who was changed.
pub fn follow(app: &mut App) {
    let page = &app.sidebar.page;
    let Some((entity, before)) = &app.repair.follow else { return };
    if page.revision == *before {
        return;
    }
    let found = page.rows.iter().position(|row| row.kind == entity.kind && *row.name == *entity.name);
    app.sidebar.selected = found.unwrap_or(app.sidebar.selected);
    app.repair.follow = None;
}

/// It was told where decisions are kept.
pub fn kept(app: &mut App, text: &str) {
    match &app.notice {
        Some(said) if ["You ", "Undone", "Redone"].iter().any(|start| said.text.starts_with(start)) => {
            app.notice = Some(Notice::info(format!("{}; {text}", said.text)));
        }
        _ => app.say(text),
    }
}

/// Opens the picker of names for what is being done.
fn pick(app: &mut App, wanted: &Wanted) {
    match *wanted {
        Wanted::Add(place, _) => picker::open_for(app, Aim::Add(place)),
        Wanted::Move(place, _) => picker::open_for(app, Aim::Move(place)),
        Wanted::Retype(_) => {}
    }
}

/// The picker that serves the repair.
pub const PICKER: PickerSource = PickerSource::Corpus(PickerKind::Entities);

/// Goes to where a decision can be seen.
fn visit(app: &mut App, place: Place) {
    if let Some(from) = app.reader.place() {
        app.keep_jump(from);
    }
    page::leave(app);
    super::open::go(app, place);
    app.focus = Pane::Reader;
    entity::take_quietly(app);
}
