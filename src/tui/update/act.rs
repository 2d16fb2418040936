//! From actions to changes: a box on top has the first word, then the focused pane, then the program.

use super::{
    copy, entity, filter, find, help, jump, list, memory, open, overlay, page, picker, prompt, repair, sidebar,
};
use crate::engine::{Direction, PickerKind, Request};
use crate::model::SortKey;
use crate::tui::action::Action;
use crate::tui::app::{App, Awaiting, Overlay, Scroll};
use crate::tui::effect::Effect;
use crate::tui::layout::panes::Pane;
use crate::tui::state::{PickerSource, PromptKind};

/// Does an action.
pub fn act(app: &mut App, action: Action) {
    if !app.overlays.is_empty() && overlay::act(app, action) {
        return;
    }
    if !app.pages.is_empty() && page::act(app, action) {
        return;
    }
    if app.overlays.is_empty() && repair::select_act(app, action) {
        return;
    }
    if !repair::start(app, action) && !movement(app, action) && !going(app, action) && !showing(app, action) {
        program(app, action);
    }
}

/// Moving inside the focused pane and between panes.
fn movement(app: &mut App, action: Action) -> bool {
    match action {
        Action::Down => step(app, 1),
        Action::Up => step(app, -1),
        Action::HalfDown => page(app, 1, 2),
        Action::HalfUp => page(app, -1, 2),
        Action::PageDown => page(app, 1, 1),
        Action::PageUp => page(app, -1, 1),
        Action::Top => edge(app, false),
        Action::Bottom => edge(app, true),
        Action::FocusLeft => app.focus = neighbour(app.focus, false),
        Action::FocusRight => app.focus = neighbour(app.focus, true),
        Action::FocusNext => app.focus = cycle(app.focus, true),
        Action::FocusPrevious => app.focus = cycle(app.focus, false),
        Action::FocusList => app.focus = Pane::List,
        Action::FocusReader => app.focus = Pane::Reader,
        Action::FocusSidebar => app.focus = Pane::Sidebar,
        _ => return false,
    }
    if app.focus != Pane::Reader {
        app.zen = false;
    }
    sidebar::follow_selection(app);
    true
}

const fn neighbour(pane: Pane, right: bool) -> Pane {
    match (pane, right) {
        (Pane::List, true) | (Pane::Sidebar, false) => Pane::Reader,
        (Pane::Reader | Pane::Sidebar, true) => Pane::Sidebar,
        (Pane::Reader | Pane::List, false) => Pane::List,
    }
}

const fn cycle(pane: Pane, forward: bool) -> Pane {
    match (pane, forward) {
        (Pane::List, true) | (Pane::Sidebar, false) => Pane::Reader,
        (Pane::Reader, true) | (Pane::List, false) => Pane::Sidebar,
        (Pane::Sidebar, true) | (Pane::Reader, false) => Pane::List,
    }
}

fn step(app: &mut App, by: i64) {
    match app.focus {
        Pane::List => list::step(app, by),
        Pane::Reader => open::scroll(app, by as isize),
        Pane::Sidebar => sidebar::step(app, by),
    }
}

fn page(app: &mut App, way: i64, part: i64) {
    let rows = match app.focus {
        Pane::List => app.panes().list.map_or(1, |area| i64::from(area.height) / i64::from(list::rows_each(app))),
        Pane::Reader => (app.reader.height() as i64 - 1).max(1),
        Pane::Sidebar => app.panes().sidebar.map_or(1, |area| i64::from(area.height) / 2),
    };
    step(app, way * (rows / part).max(1));
}

fn edge(app: &mut App, end: bool) {
    match app.focus {
        Pane::List => list::step(app, if end { i64::from(u32::MAX) } else { -i64::from(u32::MAX) }),
        Pane::Reader => open::edge(app, end),
        Pane::Sidebar => sidebar::step(app, if end { i64::from(u32::MAX) } else { -i64::from(u32::MAX) }),
    }
}

/// Jumps, pickers, finding.
fn going(app: &mut App, action: Action) -> bool {
    match action {
        Action::Enter => enter(app),
        Action::NextArticle => list::neighbour(app, 1),
        Action::PreviousArticle => list::neighbour(app, -1),
        Action::NextUnread => list::next_unread(app),
        Action::JumpBack => page::back(app),
        Action::JumpOn => jump::on(app),
        Action::SetMark => app.awaiting = Some(Awaiting::SetMark),
        Action::GoToMark => app.awaiting = Some(Awaiting::GoToMark),
        Action::NextMention => entity::step(app, true),
        Action::PreviousMention => entity::step(app, false),
        Action::NextName => entity::step_name(app, true),
        Action::PreviousName => entity::step_name(app, false),
        Action::NextMentionAll => entity::jump(app, Direction::Forward),
        Action::PreviousMentionAll => entity::jump(app, Direction::Backward),
        Action::TakeEntity => entity::take(app),
        Action::Why => entity::why(app),
        Action::WhoTable => page::open_who(app),
        Action::InContext => page::open_kwic(app),
        Action::NamedAs => page::open_forms(app),
        Action::PickMention => picker::open(app, PickerSource::Corpus(PickerKind::Mentions)),
        Action::PickArticle => picker::open(app, PickerSource::Corpus(PickerKind::Articles)),
        Action::Narrow => {
            let line = app.query.only.as_ref().map_or("", |only| &only.line).to_owned();
            prompt::open_with(app, &format!("only {line}"));
        }
        Action::PickOutlet => picker::open(app, PickerSource::Corpus(PickerKind::Outlets)),
        Action::PickText => picker::open(app, PickerSource::Corpus(PickerKind::Text)),
        Action::PickCommand => picker::open(app, PickerSource::Commands),
        Action::PickAgain => picker::again(app),
        Action::Find => match app.focus {
            Pane::List => picker::open(app, PickerSource::Corpus(PickerKind::Articles)),
            Pane::Sidebar => picker::open(app, PickerSource::Corpus(PickerKind::Mentions)),
            Pane::Reader => prompt::open(app, PromptKind::Find),
        },
        Action::FindNext => find::step(app, true),
        Action::FindPrevious => find::step(app, false),
        Action::CommandLine => prompt::open(app, PromptKind::Command),
        _ => return false,
    }
    true
}

fn enter(app: &mut App) {
    match app.focus {
        Pane::List => open::enter_selected(app),
        Pane::Reader => entity::take(app),
        Pane::Sidebar => sidebar::enter(app),
    }
}

/// What is shown, and what is kept of an article.
fn showing(app: &mut App, action: Action) -> bool {
    match action {
        Action::Filter => filter::open(app),
        Action::ClearFilter => filter::clear(app),
        Action::Sort | Action::Reverse if app.focus == Pane::Sidebar => {
            let key = app.key_of(Action::WhoTable).unwrap_or_default();
            app.say(format!("names are sorted by how often they are named here; {key} sorts them otherwise"));
        }
        Action::Sort => list::sort(app, next_sort(app.query.sort), false),
        Action::Reverse => list::reverse(app),
        Action::ToggleHidden => open::toggle_hidden(app),
        Action::ToggleScope => sidebar::toggle_scope(app),
        Action::Zen => {
            app.zen = !app.zen;
            app.focus = Pane::Reader;
        }
        Action::Narrower => resize(app, -2),
        Action::Wider => resize(app, 2),
        Action::CycleTheme => cycle_theme(app),
        Action::Problems => app.overlays.push(Overlay::Problems(Scroll::default())),
        Action::ToggleRead => memory::toggle_read(app),
        Action::ToggleStar => memory::toggle_star(app),
        Action::SetTags => prompt::open(app, PromptKind::Tags),
        Action::SetOutlet => prompt::open(app, PromptKind::Outlet),
        Action::Copy => copy::copy(app),
        _ => return false,
    }
    true
}

const fn next_sort(sort: SortKey) -> SortKey {
    match sort {
        SortKey::Date => SortKey::Outlet,
        SortKey::Outlet => SortKey::Title,
        SortKey::Title => SortKey::Length,
        SortKey::Length => SortKey::Date,
    }
}

fn resize(app: &mut App, by: i16) {
    let config = &mut app.setup.config;
    let width = if app.focus == Pane::Sidebar { &mut config.sidebar_width } else { &mut config.list_width };
    *width = width.saturating_add_signed(by).clamp(16, 60);
}

fn cycle_theme(app: &mut App) {
    let next = app.setup.themes.after(app.setup.theme.name()).map(|theme| theme.name().to_owned());
    if let Some(theme) = next.and_then(|name| app.setup.themes.choose(&name, app.setup.capability).ok()) {
        app.setup.theme = theme;
        app.say(format!("theme: {}", app.setup.theme.name()));
    }
}

/// The program itself, and going back.
fn program(app: &mut App, action: Action) {
    match action {
        Action::Help => help::open(app),
        Action::Redraw => app.want(Effect::Redraw),
        Action::Suspend => app.want(Effect::Suspend),
        Action::Stop => {
            app.ask(Request::Stop);
        }
        Action::Quit => memory::quit(app),
        Action::Back => back(app),
        Action::Escape => escape(app),
        // A command line or a box may name what another place does.
        other => app.say(format!("{} does nothing here", other.name().replace('_', " "))),
    }
}

/// `q`: one level back; at the top it asks once before leaving.
fn back(app: &mut App) {
    if app.zen {
        app.zen = false;
    } else if app.focus == Pane::Sidebar {
        app.focus = Pane::Reader;
    } else if app.focus == Pane::Reader {
        app.focus = Pane::List;
    } else if app.setup.config.confirm_quit {
        app.overlays.push(Overlay::ConfirmQuit);
    } else {
        memory::quit(app);
    }
}

/// Esc: out of what is going on, the most passing thing first.
fn escape(app: &mut App) {
    if repair::unmark(app) {
        app.say("nothing is marked now");
    } else if app.progress.busy && !app.progress.stopped {
        app.ask(Request::Stop);
        app.say("stopped; what was read stays");
    } else if app.find.take().is_some() {
        app.reader.cursor = None;
    } else if app.zen {
        app.zen = false;
    } else if app.focus != Pane::Reader {
        app.focus = Pane::Reader;
    } else if app.entity.take().is_some() {
        app.sidebar.card = None;
        sidebar::follow_selection(app);
    }
}
