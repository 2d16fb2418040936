//! News of the corpus: articles and names that come in, and answers.

use super::{entity, filter, find, list, open, page, picker, repair, sidebar};
use crate::engine::{CorpusEvent, ListPage, Progress, Reply, Request, Ticket};
use crate::model::outlet::{Meant, meant, meant_exactly};
use crate::model::{ArticleId, OutletFilter};
use crate::tui::app::App;
use crate::tui::state::Target;

/// After so many milliseconds what is shown stays, though articles may come that stand before it.
const SETTLED: u64 = 1500;

/// Takes in news.
pub fn receive(app: &mut App, event: CorpusEvent) {
    match event {
        CorpusEvent::Reply(ticket, reply) => answer(app, ticket, reply),
        CorpusEvent::Changed(progress) | CorpusEvent::Loaded(progress) => changed(app, progress),
        CorpusEvent::Problem(problem) => app.problems.push(problem),
        CorpusEvent::Problems(stage, now) => {
            app.problems.retain(|problem| problem.stage != stage);
            app.problems.extend(now);
        }
        CorpusEvent::Kept(text) => repair::kept(app, &text),
        CorpusEvent::WorkerFailed(text) => app.complain(text),
    }
}

/// Articles came or entities were resolved anew: what is shown is asked for again.
fn changed(app: &mut App, progress: Progress) {
    let new_names = progress.revision != app.progress.revision;
    let new_articles = progress.articles != app.progress.articles;
    app.progress = progress;
    refresh_corpus(app);
    if new_articles {
        filter::narrow_again(app);
    }
    page::spoil(app);
    restore_place(app);
    if new_names {
        open::reload(app);
        entity::rebind(app);
    } else {
        sidebar::ask(app);
        entity::ask_card(app);
    }
    repair::refresh(app);
    if picker::is_open(app) {
        picker::ask(app);
    }
}

/// Asks for the list and the outlets.
pub fn refresh_corpus(app: &mut App) {
    list::ask(app);
    filter::ask(app);
}

/// The filter or the order changed: everything that depends on it is asked for again.
pub fn refresh(app: &mut App) {
    refresh_corpus(app);
    page::spoil(app);
    sidebar::ask(app);
    app.sidebar.card = None;
    entity::ask_card(app);
}

fn answer(app: &mut App, ticket: Ticket, reply: Reply) {
    let waiting = app.waiting;
    match reply {
        Reply::List(page) if ticket == waiting.list => listed(app, page),
        Reply::Article(loaded) if ticket == waiting.open => open::receive(app, loaded),
        Reply::Located(found) if ticket == waiting.locate => located(app, found),
        Reply::Sidebar(page) if ticket == waiting.sidebar => sidebar::receive(app, page),
        Reply::Card(card) if ticket == waiting.card => entity::receive_card(app, card),
        Reply::Card(card) if ticket == waiting.side_card => sidebar::receive_card(app, card),
        Reply::Entity(found) if ticket == waiting.entity => entity::receive_number(app, found),
        Reply::Jumped(jumped) if ticket == waiting.jump => entity::receive_jump(app, jumped),
        Reply::Picked(list) if ticket == waiting.pick => picker::receive(app, list),
        Reply::Found(hits) if ticket == waiting.find => find::receive(app, hits),
        Reply::Repair(reply) if ticket == app.repair.waiting => repair::receive(app, reply),
        Reply::Entity(found) if ticket == waiting.page_entity => page::receive_number(app, found),
        Reply::Who(rows) if ticket == waiting.who => page::receive_who(app, rows),
        Reply::Kwic(rows) if ticket == waiting.kwic => page::receive_kwic(app, rows),
        Reply::Forms(rows) if ticket == waiting.forms => page::receive_forms(app, rows),
        Reply::Matched(found) if ticket == waiting.matched => filter::receive_matched(app, found),
        Reply::Outlets(rows) if ticket == waiting.outlets => filter::receive(app, rows),
        _ => {}
    }
}

fn listed(app: &mut App, page: ListPage) {
    if app.list.receive(page) {
        list::ask_rows(app);
    }
    if app.list.seeking_unread {
        list::next_unread(app);
        return;
    }
    // The filter leaves out what is being read: the nearest that it does not leave out is shown instead.
    let out = app.list.page.located.is_none() && (app.list.page.nearest.is_some() || app.reader.pending.is_none());
    let left_out = app.query.is_filtered() && out && app.reader.id().is_some();
    if left_out || unsettled(app) {
        if !left_out {
            app.list.selected = 0;
        }
        if let Some(id) = app.list.current().map(|row| row.id).filter(|id| app.reader.id() != Some(*id)) {
            open::open(app, id, Target::Start);
        }
        return;
    }
    let nothing_open = app.reader.id().is_none() && app.reader.pending.is_none() && app.progress.articles > 0;
    if nothing_open && let Some(id) = app.list.current().map(|row| row.id) {
        open::open(app, id, Target::Start);
        restore_place(app);
    }
}

/// Articles are still coming, no key was pressed, and nothing is brought back from the last run: the first row is shown,
/// whichever article it is by now.
fn unsettled(app: &App) -> bool {
    let restoring = app.restore.as_ref().is_some_and(|restore| restore.article.is_some());
    !app.touched && !restoring && app.progress.articles > 0 && app.now < SETTLED
}

/// Brings back the article and the entity of the last run, as soon as they are there.
fn restore_place(app: &mut App) {
    let Some(restore) = &mut app.restore else { return };
    // Asked for until it is found: it may be named only by an article that is still to come.
    let name = restore.entity.clone();
    let key = restore.article;
    if let Some(name) = name
        && app.entity.is_none()
    {
        app.waiting.entity = app.ask(Request::FindEntity { entity: name });
    }
    if let Some(key) = key {
        app.waiting.locate = app.ask(Request::Locate { key });
    }
}

fn located(app: &mut App, found: Option<ArticleId>) {
    let Some(id) = found else { return };
    if let Some(restore) = &mut app.restore {
        restore.article = None;
        // What comes in later does not put the first row in its place.
        app.touched = true;
        if app.reader.id() != Some(id) {
            open::open(app, id, Target::Start);
            open::select_in_list(app, id);
        }
    }
}

/// Brings back the chosen outlets of the last run, once those that are named are there.
pub fn restore_outlets(app: &mut App) {
    let Some(restore) = &mut app.restore else { return };
    if restore.outlets.is_empty() {
        return;
    }
    // While more may come, the beginning of a name could be that of another.
    let known: Vec<_> = app.outlets.iter().map(|row| (row.tag.as_ref(), row.name.as_deref())).collect();
    let find = |name: &Option<String>| match name {
        None => known.iter().position(|(_, name)| name.is_none()),
        Some(name) if app.progress.busy => meant_exactly(name, &known),
        Some(name) => match meant(name, &known) {
            Meant::One(at) => Some(at),
            Meant::Several(_) | Meant::None => None,
        },
    };
    let ids: Vec<_> = restore.outlets.iter().filter_map(find).filter_map(|at| Some(app.outlets.get(at)?.id)).collect();
    let complete = !ids.is_empty() && ids.len() >= restore.outlets.len();
    if complete || !app.progress.busy {
        restore.outlets.clear();
    }
    if !ids.is_empty() && (complete || !app.progress.busy) {
        filter::set(app, OutletFilter::Only(ids.into_iter().collect()));
        app.say("selected outlets only; F shows all");
    } else if !app.progress.busy {
        app.complain("none of the selected outlets is here; showing all");
    }
}

/// Brings back the search that was the filter, once everything is there.
pub fn restore_only(app: &mut App) {
    let line = app.restore.as_mut().filter(|_| !app.progress.busy).and_then(|restore| restore.only.take());
    if let Some(line) = line {
        filter::narrow(app, &line);
    }
}

/// A key that moves: the reader has taken over, nothing of the last run is brought back any more.
pub fn stop_restoring(app: &mut App) {
    app.touched = true;
    if let Some(restore) = &mut app.restore {
        restore.article = None;
    }
}
