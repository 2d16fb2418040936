//! Pages: opening and leaving them, and what all of them share.

mod forms;
mod kwic;
mod mouse;
mod who;

use super::{copy, entity, jump, memory, open, repair};
use crate::engine::{FormsPage, KwicPage, Request, WhoPage};
use crate::model::{EntityId, EntityKind, EntityRef, Place};
use crate::tui::action::{Action, Group};
use crate::tui::app::App;
use crate::tui::layout::page;
use crate::tui::layout::panes::Pane;
use crate::tui::state::page::{Page, Parked, Subject};

pub use mouse::{click, wheel};
pub use who::{names_typed, names_untyped};

/// An action while a page is shown. Whether the page took it.
pub fn act(app: &mut App, action: Action) -> bool {
    match action {
        // These are the program's wherever one is.
        Action::Filter
        | Action::ClearFilter
        | Action::PickOutlet
        | Action::PickCommand
        | Action::CommandLine
        | Action::Help
        | Action::Problems
        | Action::CycleTheme
        | Action::Redraw
        | Action::Suspend
        | Action::Stop
        | Action::Quit => return false,
        // The repair is about the name of the row, but for what is done in the text.
        other if other.group() == Group::Repair && other != Action::AddMention => return false,
        // These lead to the text, or are about it.
        Action::PickMention | Action::PickArticle | Action::PickAgain => {
            leave(app);
            return false;
        }
        Action::WhoTable if matches!(app.pages.last(), Some(Page::Who(_))) => close(app),
        Action::WhoTable => open_who(app),
        Action::InContext => open_kwic(app),
        Action::NamedAs => open_forms(app),
        Action::Back | Action::JumpBack => close(app),
        Action::Copy => copy::copy_page(app),
        Action::TakeEntity => {
            if take(app) {
                announce(app);
            }
        }
        Action::Why => {
            if take(app) {
                entity::why(app);
            }
        }
        other => {
            let took = match app.pages.last() {
                Some(Page::Who(_)) => who::act(app, other),
                Some(Page::Kwic(_)) => kwic::act(app, other),
                Some(Page::Forms(_)) => forms::act(app, other),
                None => return false,
            };
            if !took && other == Action::Escape {
                close(app);
            } else if !took {
                let key = app.key_of(Action::Back).unwrap_or_default();
                app.say(format!("not available here ({key}: back)"));
            }
        }
    }
    true
}

fn announce(app: &mut App) {
    if let Some(current) = &app.entity {
        let name = current.name.name.clone();
        app.say(format!("following {name}"));
    }
}

/// Shows a page; one of the same sort, and what lies on it, goes.
fn show(app: &mut App, page: Page) {
    let sort = std::mem::discriminant(&page);
    if let Some(at) = app.pages.iter().position(|other| std::mem::discriminant(other) == sort) {
        app.pages.truncate(at);
    }
    app.parked = None;
    app.pages.push(page);
}

/// The topmost page goes.
fn close(app: &mut App) {
    app.pages.pop();
}

/// All pages go.
pub fn leave(app: &mut App) {
    app.pages.clear();
    app.parked = None;
}

/// Opens who × outlet.
pub fn open_who(app: &mut App) {
    who::show(app);
}

/// Opens the mentions of the entity at hand in context.
pub fn open_kwic(app: &mut App) {
    let here = app.reader.place().filter(|_| app.pages.is_empty()).map(|place| (place.article, place.span.start));
    if let Some(subject) = at_hand(app) {
        kwic::show(app, subject, None, here);
    }
}

/// Opens the forms of the entity at hand.
pub fn open_forms(app: &mut App) {
    if let Some(subject) = at_hand(app) {
        forms::show(app, subject);
    }
}

/// The entity a page is about, or its selected row.
pub fn on_page(app: &App) -> Option<Subject> {
    match app.pages.last()? {
        Page::Who(table) => table.list.current().map(|row| subject(row.id, table.revision, row.kind, &row.name)),
        Page::Kwic(lines) => Some(lines.subject.clone()),
        Page::Forms(forms) => Some(forms.subject.clone()),
    }
}

/// The entity of the selected row, of the sidebar's selection, the current one, or the one at the cursor.
fn at_hand(app: &mut App) -> Option<Subject> {
    let on_page = on_page(app);
    if on_page.is_some() || !app.pages.is_empty() {
        return on_page;
    }
    if app.focus == Pane::Sidebar
        && let Some(row) = app.sidebar.current()
    {
        return Some(subject(row.id, app.sidebar.page.revision, row.kind, &row.name));
    }
    if app.entity.is_none() {
        entity::take_quietly(app);
    }
    if app.entity.is_none() {
        repair::nobody(app);
    }
    let current = app.entity.as_ref()?;
    Some(Subject { id: current.id, revision: current.revision, name: current.name.clone() })
}

fn subject(id: EntityId, revision: u64, kind: EntityKind, name: &str) -> Subject {
    Subject { id, revision, name: EntityRef { kind, name: name.to_owned() } }
}

/// Makes the entity at hand the current one. Whether there is one.
fn take(app: &mut App) -> bool {
    let Some(subject) = at_hand(app) else { return false };
    entity::set(app, subject.id, subject.revision, subject.name.kind, &subject.name.name);
    true
}

/// Goes from a page to a place in the text; the way back brings the pages with it.
fn visit(app: &mut App, place: Place) {
    take(app);
    if let Some(origin) = app.reader.place() {
        app.keep_jump(origin);
    }
    let pages = std::mem::take(&mut app.pages);
    app.parked = Some(Parked { pages, place });
    app.focus = Pane::Reader;
    open::go(app, place);
    memory::mark_read(app);
    let key = app.key_of(Action::JumpBack).unwrap_or_default();
    app.say(format!("{key}: back to the page"));
}

/// Back from the place that was visited to the pages, else to where the last jump began.
pub fn back(app: &mut App) {
    let there = app.reader.id();
    match app.parked.take().filter(|parked| there == Some(parked.place.article)) {
        Some(parked) => {
            app.pages = parked.pages;
            spoil(app);
        }
        None => jump::back(app),
    }
}

/// What the pages show is out of date.
pub fn spoil(app: &mut App) {
    for page in &mut app.pages {
        match page {
            Page::Who(table) => table.spoil(),
            Page::Kwic(lines) => lines.spoil(),
            Page::Forms(forms) => forms.stale = true,
        }
    }
}

/// Fits the topmost page to the screen, and asks for what it shows and does not have.
pub fn fit(app: &mut App) {
    let rows = page::rows(app);
    let (height, inner) = (u32::from(rows.height), page::inner(app));
    match app.pages.last_mut() {
        Some(Page::Who(table)) => {
            table.list.keep_in_view(height);
            who::keep_in_view(table, inner.width);
            if let Some(window) = table.list.wanted(height) {
                let (who, locate, query) = (table.query.clone(), table.locate, app.query.clone());
                app.waiting.who = app.ask(Request::Who { query, who, window, locate });
            }
        }
        Some(Page::Kwic(lines)) => {
            lines.list.keep_in_view(height);
            if let Some(window) = lines.list.wanted(height) {
                let (entity, locate) = (lines.subject.id, lines.locate);
                let (kwic, query) = (lines.query(kwic::CONTEXT, kwic::PASSAGE), app.query.clone());
                app.waiting.kwic = app.ask(Request::Kwic { entity, query, kwic, window, locate });
            }
        }
        Some(Page::Forms(forms)) => {
            forms.keep_in_view(usize::from(rows.height));
            if std::mem::take(&mut forms.stale) {
                let (entity, query) = (forms.subject.id, app.query.clone());
                app.waiting.forms = app.ask(Request::Forms { entity, query });
            }
        }
        None => {}
    }
}

/// Takes in rows of who × outlet.
pub fn receive_who(app: &mut App, answer: WhoPage) {
    for page in &mut app.pages {
        if let Page::Who(table) = page {
            table.receive(answer);
            return;
        }
    }
}

/// Takes in mentions in context.
pub fn receive_kwic(app: &mut App, answer: Option<KwicPage>) {
    let open = app.pages.iter_mut().find_map(|page| if let Page::Kwic(lines) = page { Some(lines) } else { None });
    match (open, answer) {
        (Some(lines), Some(answer)) => lines.receive(answer),
        (Some(lines), None) => {
            let subject = lines.subject.clone();
            seek(app, subject);
        }
        (None, _) => {}
    }
}

/// The number of a page's entity is not known any more: what is its number now?
fn seek(app: &mut App, subject: Subject) {
    if subject.revision == app.progress.revision {
        app.say("this name is no longer here");
        return;
    }
    app.waiting.page_entity = app.ask(Request::FindEntity { entity: subject.name });
}

/// Takes in forms of a name.
pub fn receive_forms(app: &mut App, answer: Option<FormsPage>) {
    let open = app.pages.iter_mut().find_map(|page| if let Page::Forms(forms) = page { Some(forms) } else { None });
    match (open, answer) {
        (Some(forms), Some(answer)) => forms.receive(answer),
        (Some(forms), None) => {
            let subject = forms.subject.clone();
            seek(app, subject);
        }
        (None, _) => {}
    }
}

/// Takes in the number an entity has now, after its old one was not known any more.
pub fn receive_number(app: &mut App, found: Option<(EntityId, EntityRef)>) {
    let revision = app.progress.revision;
    let Some((id, name)) = found else {
        app.say("this name is no longer here");
        return;
    };
    for page in &mut app.pages {
        let subject = match page {
            Page::Kwic(lines) => &mut lines.subject,
            Page::Forms(forms) => &mut forms.subject,
            Page::Who(_) => continue,
        };
        if subject.revision != revision {
            *subject = Subject { id, revision, name: name.clone() };
        }
    }
    spoil(app);
}
