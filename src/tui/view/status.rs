//! The last two rows: what goes on, and the keys of this place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::fit::{Hint, Part, fitting, that_fit};
use super::{counted, grouped, page};
use crate::engine::{OutletLine, PickerKind};
use crate::model::Stage;
use crate::text::wrap::{WrapOptions, wrap};
use crate::text::{Span, cells};
use crate::tui::action::Action;
use crate::tui::app::{App, Awaiting, Overlay};
use crate::tui::keymap::Context;
use crate::tui::layout::panes::{Pane, Panes};
use crate::tui::state::picker::Aim;
use crate::tui::state::repair::RepairBox;
use crate::tui::state::{PickerSource, Tone};
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::{fill, put, put_right};

/// Rows of an error that does not fit the status row, at most; cells it takes at least.
const MOST: usize = 6;
const LEAST: u16 = 12;

/// Draws the status row. Gives the cell of the cursor, where a line is being typed.
pub fn draw(app: &App, panes: &Panes, buf: &mut Buffer) -> Option<(u16, u16)> {
    let theme = &app.setup.theme;
    let status = theme.style(Role::Status);
    fill(buf, panes.status, theme.style(Role::Text).patch(status));
    if let Some(Overlay::Prompt(prompt)) = app.overlay() {
        return Some(super::prompt::draw(app, prompt, panes.status, buf));
    }
    let mode = format!(" {} ", mode(app));
    let (said, style) = said(app);
    let right = right_shown(app, panes);
    let right = right.iter().map(|(part, _)| part.as_str()).collect::<Vec<_>>().join("  ");
    let used = if right.is_empty() { 1 } else { cells(&right) as u16 + 3 };
    let left = Rect { width: panes.status.width.saturating_sub(used), ..panes.status };
    let mode_style = theme.style(Role::StatusMode);
    let room = left.width.saturating_sub(cells(&mode) as u16 + 2);
    let error = app.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Error);
    if error && cells(&said) > usize::from(room) && room >= LEAST && app.overlay().is_none() {
        whole(app, &said, Rect { x: left.x + cells(&mode) as u16 + 1, width: room, ..left }, buf);
        put(buf, left, &[(&mode, mode_style)], "");
    } else {
        put(buf, left, &[(&mode, mode_style), (" ", status), (&said, style)], theme.sign(Sign::Ellipsis));
    }
    put_right(buf, panes.status, &[(&right, status), (" ", status)], "");
    None
}

/// What there is room for at the right of what is said. On a wide screen a third of the row is kept for it, but where
/// something has just happened.
fn right_shown(app: &App, panes: &Panes) -> Vec<Part> {
    let width = usize::from(panes.status.width);
    let room = width.saturating_sub(cells(mode(app)) + 2 + cells(&said(app).0) + 2);
    let kept = if width < 80 || app.notice.is_some() { 0 } else { width / 3 };
    fitting(right(app), room.max(kept))
}

/// What a click at a column of the status row does.
pub fn part_at(app: &App, panes: &Panes, column: u16) -> Option<Action> {
    let parts = right_shown(app, panes);
    let mut right = usize::from(panes.status.width).saturating_sub(1);
    for (part, action) in parts.iter().rev() {
        let left = right.saturating_sub(cells(part));
        if (left..right).contains(&usize::from(column)) {
            return *action;
        }
        right = left.saturating_sub(2);
    }
    None
}

/// What did not work, in as many rows as it takes, the last of which is the status row.
fn whole(app: &App, said: &str, last: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let mut lines = Vec::new();
    wrap(said, Span::new(0, said.len() as u32), last.width, &mut lines, WrapOptions::default());
    let rows = lines.len().min(MOST).min(usize::from(last.y)) as u16;
    let top = (last.y + 1).saturating_sub(rows);
    let more = usize::from(rows) < lines.len();
    for (y, line) in (top..=last.y).zip(&lines) {
        if y < last.y {
            let row = Rect { x: 0, y, width: buf.area.width, height: 1 };
            fill(buf, row, theme.style(Role::Text).patch(theme.style(Role::Status)));
        }
        let end = if more && y == last.y { theme.sign(Sign::Ellipsis) } else { "" };
        let text = format!("{}{end}", line.span.of(said));
        put(buf, Rect { x: last.x, y, ..last }, &[(&text, theme.style(Role::Error))], theme.sign(Sign::Ellipsis));
    }
}

fn mode(app: &App) -> &'static str {
    match (app.overlay(), app.focus) {
        (Some(Overlay::Picker(_)), _) => "PICK",
        (Some(Overlay::Filter(_)), _) => "OUTLETS",
        (Some(Overlay::Help(_)), _) => "HELP",
        (Some(Overlay::Problems(_)), _) => "PROBLEMS",
        (Some(Overlay::Why(_)), _) => "WHY",
        (Some(Overlay::Repair(_)), _) => "REPAIR",
        (None, _) if app.repair.selection.is_some() => "SELECT",
        _ if !app.pages.is_empty() => app.pages.last().map_or("", page::mode),
        (_, Pane::List) => "LIST",
        (_, Pane::Reader) => "READ",
        (_, Pane::Sidebar) => "WHO",
    }
}

/// The message, or the current entity and where it stands.
fn said(app: &App) -> (String, Style) {
    let theme = &app.setup.theme;
    if let Some(notice) = &app.notice {
        let role = if notice.tone == Tone::Error { Role::Error } else { Role::Notice };
        return (notice.text.clone(), theme.style(role));
    }
    let status = theme.style(Role::Status);
    match app.awaiting {
        Some(Awaiting::SetMark) => return ("set mark: press a letter".to_owned(), status),
        Some(Awaiting::GoToMark) => return ("go to mark: press a letter".to_owned(), status),
        None => {}
    }
    if !app.pending.is_empty() {
        let keys: Vec<String> = app.pending.iter().map(ToString::to_string).collect();
        return (format!("{} {}", keys.join(" "), theme.sign(Sign::Ellipsis)), status);
    }
    if let Some(shown) = app.pages.last() {
        return (page::said(app, shown), status);
    }
    (entity(app).unwrap_or_default(), status)
}

fn entity(app: &App) -> Option<String> {
    let current = app.entity.as_ref()?;
    let (ordinal, total) = app.reader.ordinal(current.id);
    let here = match (ordinal, total) {
        (_, 0) => "not named here".to_owned(),
        (0, total) => format!("{} here", counted(total as u32, "mention", "mentions")),
        (ordinal, total) => format!("mention {} of {} here", grouped(ordinal as u32), grouped(total as u32)),
    };
    // Where the row is too narrow for all, the place among the mentions is said at its right.
    if app.size.0 < 60 {
        return Some(current.name.name.clone());
    }
    let all = current.card.as_ref().map(|card| {
        // Articles of nobody knows whom are of no outlet that could be counted.
        let unknown = |line: &&OutletLine| app.outlets.iter().any(|row| row.id == line.outlet && row.name.is_none());
        let known = |lines: &[OutletLine]| lines.len() - lines.iter().filter(unknown).count();
        let named = known(&card.named);
        let outlets = named + known(&card.absent);
        format!(", {} in {named} of {}", grouped(card.mentions), counted(outlets as u32, "outlet", "outlets"))
    });
    Some(format!("{}: {here}{}", current.name.name, all.unwrap_or_default()))
}

/// What is being done, and how far it is.
fn progress(app: &App) -> String {
    let now = app.progress;
    let read = grouped(now.articles);
    if now.walking {
        format!("reading {read}, Esc: stop")
    } else if now.analysed < now.articles && now.articles + now.problems >= now.found {
        format!("names in {} of {read}", grouped(now.analysed))
    } else {
        format!("reading {read} of {}, Esc: stop", grouped(now.found))
    }
}

/// What stands at the right, what may go last first: where one is in the text where no frame says so, progress, the outlet's
/// sign, problems, the other panes.
fn right(app: &App) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let panes = app.panes();
    if app.pages.is_empty() && panes.reader.is_some() && !panes.borders && app.reader.article.is_some() {
        parts.push((super::reader::place(app), None));
    }
    if app.progress.busy {
        parts.push((progress(app), None));
    } else if app.progress.stopped {
        let now = app.progress;
        parts.push((format!("stopped at {} of {} found", grouped(now.articles), grouped(now.found)), None));
    }
    // An outlet that is not known has a sign that looks like a key.
    let known = app.reader.article.as_ref().filter(|loaded| loaded.article.meta.outlet.is_some());
    if let Some(loaded) = known.filter(|_| app.pages.is_empty()) {
        parts.push((loaded.tag.to_string(), None));
    }
    let problems = app.problems.iter().filter(|problem| problem.stage != Stage::Duplicate).count();
    if problems > 0 {
        let said = format!("{}: P", counted(problems as u32, "problem", "problems"));
        parts.push((said, Some(Action::Problems)));
    }
    if !app.pages.is_empty() {
        return parts;
    }
    let open = !matches!(app.overlay(), None | Some(Overlay::Welcome)) || app.repair.selection.is_some();
    if app.panes().sidebar.is_none() && app.focus == Pane::Reader && app.panes().list.is_some() && !open {
        parts.push(("Tab: 3 Who".to_owned(), Some(Action::FocusSidebar)));
    }
    // Where something is said there is no room for both.
    let quiet = app.notice.is_none() && app.entity.is_none();
    if app.panes().list.is_none() && app.panes().reader.is_some() && app.panes().sidebar.is_none() && !app.zen && quiet
    {
        parts.push(("1 Articles".to_owned(), Some(Action::FocusList)));
        parts.push(("3 Who".to_owned(), Some(Action::FocusSidebar)));
    }
    parts
}

/// Draws the row of keys: the most used of this place first, help always at the right.
pub fn hints(app: &App, panes: &Panes, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let (key_style, hint) = (theme.style(Role::Key), theme.style(Role::KeyHint));
    let (hints, cut) = hints_shown(app, panes);
    let mut x = panes.hints.x + 1;
    for shown in &hints {
        let row = Rect { x, width: shown.cells() as u16 + 1, ..panes.hints };
        put(buf, row, &[(&shown.keys, key_style), (" ", hint), (&shown.word, hint)], "");
        x += shown.cells() as u16 + 2;
    }
    if cut {
        put(buf, Rect { x, width: 1, ..panes.hints }, &[(theme.sign(Sign::Ellipsis), hint)], "");
    }
    if let Some((key, word)) = help(app, panes) {
        put_right(buf, panes.hints, &[(&key, key_style), (word, hint), (" ", hint)], "");
    }
}

/// The hint of help, where no box is open.
fn help(app: &App, panes: &Panes) -> Option<(String, &'static str)> {
    let word = if panes.hints.width >= 100 { " all keys" } else { " keys" };
    app.key_of(Action::Help).filter(|_| app.overlay().is_none()).map(|key| (key, word))
}

/// The hints that are shown, and whether there are more.
fn hints_shown(app: &App, panes: &Panes) -> (Vec<Hint>, bool) {
    if matches!(app.overlay(), Some(Overlay::Welcome | Overlay::ConfirmQuit)) {
        return (Vec::new(), false);
    }
    let contexts = app.contexts();
    let place = contexts.first().copied().unwrap_or(Context::Global);
    let selects = app.repair.selection.is_some() && app.overlay().is_none();
    let hints = if selects { select_hints(app) } else { short_hints(app, place, &contexts) };
    let right = help(app, panes).map_or(0, |(key, word)| cells(&key) + cells(word) + 1);
    that_fit(hints, usize::from(panes.hints.width).saturating_sub(right + 2))
}

/// What a click at a column of the last row does.
pub fn hint_at(app: &App, panes: &Panes, column: u16) -> Option<Action> {
    let mut x = usize::from(panes.hints.x) + 1;
    for hint in hints_shown(app, panes).0 {
        if (x..x + hint.cells()).contains(&usize::from(column)) {
            return Some(hint.action);
        }
        x += hint.cells() + 2;
    }
    let (key, word) = help(app, panes)?;
    let left = usize::from(panes.hints.right()).saturating_sub(cells(&key) + cells(word) + 1);
    (usize::from(column) >= left).then_some(Action::Help)
}

/// The keys while words are selected.
fn select_hints(app: &App) -> Vec<Hint> {
    let keys =
        |actions: &[Action]| actions.iter().filter_map(|action| app.key_of(*action)).collect::<Vec<_>>().join("/");
    let hints: [(&[Action], &str); 5] = [
        (&[Action::Enter], "name it"),
        (&[Action::FocusLeft, Action::FocusRight], "word"),
        (&[Action::Up, Action::Down], "line"),
        (&[Action::AddMention], "begin"),
        (&[Action::Escape], "leave"),
    ];
    hints
        .iter()
        .filter_map(|(actions, word)| {
            let (keys, word, action) = (keys(actions), (*word).to_owned(), *actions.first()?);
            (!keys.is_empty()).then_some(Hint { keys, word, action })
        })
        .collect()
}

/// Keys and short words for the actions of a place; an action and its opposite share one hint.
fn short_hints(app: &App, place: Context, contexts: &[Context]) -> Vec<Hint> {
    let key = |action: Action| app.setup.keymap.keys_of(contexts, action).into_iter().next();
    let hints = place.hints();
    let shared = |action: &Action| hints.iter().any(|other| other.opposite() == Some(*action));
    hints
        .iter()
        .filter(|action| !shared(action))
        .filter(|action| place != Context::Input || **action != Action::FocusNext || completes(app))
        .filter_map(|action| {
            let own = key(*action)?;
            let keys = match action.opposite().and_then(key) {
                Some(other) => format!("{own}/{other}"),
                None => own,
            };
            let word = match (place, *action) {
                (Context::Who, Action::Enter) => "mentions",
                (Context::Kwic, Action::Enter) => "go there",
                (Context::Picker | Context::Repair, Action::Enter) => chosen(app),
                (Context::Forms, Action::Enter) => "first mention",
                (Context::Filter, Action::ToggleItem) => "toggle",
                (Context::Filter, Action::Enter) => "apply",
                (Context::Input, Action::Enter) => "done",
                (Context::Input, Action::FocusNext) => "complete",
                (Context::Help, Action::Enter) => "run",
                (_, action) => short(action),
            };
            let word = if app.setup.theme.is_ascii() { word.replace('…', "...") } else { word.to_owned() };
            Some(Hint { keys, word, action: *action })
        })
        .collect()
}

/// What Enter does with the row of a picker or of a box of Repair.
fn chosen(app: &App) -> &'static str {
    match app.overlay() {
        Some(Overlay::Picker(picker)) => match picker.source {
            PickerSource::Corpus(_) if matches!(picker.aim, Some(Aim::Merge(_))) => "merge",
            PickerSource::Corpus(_) if picker.aim.is_some() => "choose",
            PickerSource::Commands => "run",
            PickerSource::Corpus(PickerKind::Outlets) => "read only this",
            PickerSource::Corpus(_) => "go there",
        },
        Some(Overlay::Repair(repair)) => match **repair {
            RepairBox::Preview(_) => "confirm",
            RepairBox::Decisions(_) => "go there",
            RepairBox::Kind(..) | RepairBox::Split(_) => "choose",
        },
        _ => "choose",
    }
}

/// Whether the line that is typed can be completed.
fn completes(app: &App) -> bool {
    matches!(app.overlay(), Some(Overlay::Prompt(prompt)) if !prompt.completions.is_empty())
}

/// An action in one or two words.
const fn short(action: Action) -> &'static str {
    match action {
        Action::NextMention => "mention",
        Action::NextMentionAll => "all outlets",
        Action::PickMention => "name…",
        Action::PickArticle => "article…",
        Action::TakeEntity => "follow",
        Action::Filter => "outlets…",
        Action::Find => "find",
        Action::CommandLine => "command",
        Action::NextArticle => "article",
        Action::NextUnread => "unread",
        Action::Zen => "text only",
        Action::Sort => "sort",
        Action::ToggleRead => "read",
        Action::ToggleStar => "star",
        Action::ToggleScope => "here/all",
        Action::Why => "why",
        Action::Enter | Action::ToggleItem => "choose",
        Action::AllItems => "all",
        Action::InvertItems => "invert",
        Action::OnlyItem => "only",
        Action::Escape | Action::Back => "back",
        Action::Down => "move",
        Action::Merge => "merge…",
        Action::MarkName => "mark",
        Action::FocusNext => "kind",
        Action::NextReach => "one/all outlets",
        Action::Measure => "articles",
        Action::Reverse => "reverse",
        Action::WhoTable => "table",
        Action::InContext => "context",
        Action::NamedAs => "named as",
        other => other.name(),
    }
}
