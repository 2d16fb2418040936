//! The last two rows: what goes on, and the keys of this place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{counted, grouped, page};
use crate::engine::PickerKind;
use crate::model::Stage;
use crate::text::wrap::{WrapOptions, wrap};
use crate::text::{Span, cells};
use crate::tui::action::Action;
use crate::tui::app::{App, Awaiting, Overlay};
use crate::tui::keymap::Context;
use crate::tui::layout::panes::{Pane, Panes};
use crate::tui::state::picker::Aim;
use crate::tui::state::repair::RepairBox;
use crate::tui::state::{PickerSource, Prompt, Tone};
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::{fill, put, put_right};

/// Rows of completions above the prompt.
const COMPLETIONS: usize = 8;

/// Rows of an error that does not fit the status row, at most; cells it takes at least.
const MOST: usize = 6;
const LEAST: u16 = 12;

/// Draws the status row. Gives the cell of the cursor, where a line is being typed.
pub fn draw(app: &App, panes: &Panes, buf: &mut Buffer) -> Option<(u16, u16)> {
    let theme = &app.setup.theme;
    let status = theme.style(Role::Status);
    fill(buf, panes.status, theme.style(Role::Text).patch(status));
    if let Some(Overlay::Prompt(prompt)) = app.overlay() {
        return Some(typed(app, prompt, panes.status, buf));
    }
    let mode = format!(" {} ", mode(app));
    let right = right(app);
    let used = cells(&right) as u16 + 3;
    let left = Rect { width: panes.status.width.saturating_sub(used), ..panes.status };
    let (said, style) = said(app);
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
    let all = current.card.as_ref().map(|card| {
        let named = card.named.len();
        let outlets = named + card.absent.len();
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

/// Progress, problems, the outlet's sign.
fn right(app: &App) -> String {
    let mut parts = Vec::new();
    if app.progress.busy {
        parts.push(progress(app));
    } else if app.progress.stopped {
        let now = app.progress;
        parts.push(format!("stopped at {} of {} found", grouped(now.articles), grouped(now.found)));
    }
    let problems = app.problems.iter().filter(|problem| problem.stage != Stage::Duplicate).count();
    if problems > 0 {
        parts.push(format!("{}: P", counted(problems as u32, "problem", "problems")));
    }
    if !app.pages.is_empty() {
        return parts.join("  ");
    }
    let open = !matches!(app.overlay(), None | Some(Overlay::Welcome)) || app.repair.selection.is_some();
    if app.panes().sidebar.is_none() && app.focus == Pane::Reader && app.panes().list.is_some() && !open {
        parts.push("Tab: 3 Who".to_owned());
    }
    // Where something is said there is no room for both.
    let quiet = app.notice.is_none() && app.entity.is_none();
    if app.panes().list.is_none() && app.panes().reader.is_some() && app.panes().sidebar.is_none() && !app.zen && quiet
    {
        parts.push("1 Articles  3 Who".to_owned());
    }
    // An outlet that is not known has a sign that looks like a key.
    if let Some(loaded) = app.reader.article.as_ref().filter(|loaded| loaded.article.meta.outlet.is_some()) {
        parts.push(loaded.tag.to_string());
    }
    parts.join("  ")
}

fn typed(app: &App, prompt: &Prompt, area: Rect, buf: &mut Buffer) -> (u16, u16) {
    let theme = &app.setup.theme;
    let status = theme.style(Role::Status);
    let sign = prompt.sign();
    let before = cells(sign) + prompt.input.cursor_cells() + 1;
    // A line longer than the row is shown by its end.
    let skip = before.saturating_sub(usize::from(area.width).saturating_sub(2));
    let text = prompt.input.text();
    let shown = crate::text::graphemes(text).find(|(at, _)| cells(text.get(..*at).unwrap_or("")) >= skip);
    let shown = shown.and_then(|(at, _)| text.get(at..)).unwrap_or("");
    let notice = app.notice.as_ref().map_or("", |notice| notice.text.as_str());
    let role =
        if app.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Error) { Role::Error } else { Role::Dim };
    put(buf, area, &[(" ", status), (sign, theme.style(Role::StatusMode)), (shown, status)], "");
    let used = cells(sign) + cells(shown) + 3;
    if used + cells(notice) < usize::from(area.width) {
        put_right(buf, area, &[(notice, theme.style(role)), (" ", status)], "");
    }
    (area.x + (before - skip) as u16, area.y)
}

/// What the line could become, above the prompt.
pub fn completions(app: &App, prompt: &Prompt, panes: &Panes, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let top = prompt.chosen.map_or(0, |at| at.saturating_sub(COMPLETIONS - 1));
    let shown: Vec<_> = prompt.completions.iter().enumerate().skip(top).take(COMPLETIONS).collect();
    let rows = shown.len() as u16;
    if rows == 0 || panes.status.y < rows + 2 {
        return;
    }
    let names = shown.iter().map(|(_, one)| cells(&one.text)).max().unwrap_or(0);
    let docs = shown.iter().map(|(_, one)| cells(&one.doc)).max().unwrap_or(0);
    let width = ((names + docs + 5) as u16).min(panes.status.width);
    let area = Rect { x: 0, y: panes.status.y - rows, width, height: rows };
    let ground = theme.style(Role::Popup);
    fill(buf, area, theme.style(Role::Text).patch(ground));
    for (y, (index, one)) in (area.y..).zip(shown) {
        let row = Rect { y, height: 1, ..area };
        let style = if prompt.chosen == Some(index) { theme.style(Role::Selection) } else { ground };
        let name = format!(" {:<names$}  ", one.text);
        put(buf, row, &[(&name, style), (&one.doc, theme.style(Role::Dim))], theme.sign(Sign::Ellipsis));
    }
}

/// Draws the row of keys: the most used of this place first, help always at the right.
pub fn hints(app: &App, panes: &Panes, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let (key_style, hint) = (theme.style(Role::Key), theme.style(Role::KeyHint));
    let contexts = app.contexts();
    let help = match app.overlay() {
        None => app.key_of(Action::Help).map(|key| (key, if panes.hints.width >= 100 { " all keys" } else { " keys" })),
        Some(_) => None,
    };
    let right = help.as_ref().map_or(0, |(key, word)| cells(key) + cells(word) + 1) as u16;
    let area = Rect { width: panes.hints.width.saturating_sub(right + 1), ..panes.hints };
    let mut x = area.x + 1;
    if matches!(app.overlay(), Some(Overlay::Welcome | Overlay::ConfirmQuit)) {
        return;
    }
    let place = contexts.first().copied().unwrap_or(Context::Global);
    let selects = app.repair.selection.is_some() && app.overlay().is_none();
    let hints = if selects { select_hints(app) } else { short_hints(app, place, &contexts) };
    for (keys, word) in hints {
        let width = (cells(&keys) + cells(&word) + 1) as u16;
        if x + width > area.right() {
            break;
        }
        let row = Rect { x, width: width + 1, ..panes.hints };
        put(buf, row, &[(&keys, key_style), (" ", hint), (&word, hint)], "");
        x += width + 2;
    }
    if let Some((key, word)) = help {
        put_right(buf, panes.hints, &[(&key, key_style), (word, hint), (" ", hint)], "");
    }
}

/// The keys while words are selected.
fn select_hints(app: &App) -> Vec<(String, String)> {
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
        .map(|(actions, word)| (keys(actions), (*word).to_owned()))
        .filter(|(keys, _)| !keys.is_empty())
        .collect()
}

/// Keys and short words for the actions of a place; an action and its opposite share one hint.
fn short_hints(app: &App, place: Context, contexts: &[Context]) -> Vec<(String, String)> {
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
            Some((keys, if app.setup.theme.is_ascii() { word.replace('…', "...") } else { word.to_owned() }))
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
            RepairBox::Kind(_) | RepairBox::Split(_) => "choose",
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
