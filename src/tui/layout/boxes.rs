//! Where the boxes over the panes are, and how many rows they show.

use ratatui::layout::Rect;

use crate::model::{Problem, Stage};
use crate::text::Span;
use crate::text::wrap::{WrapOptions, wrap};
use crate::tui::app::{App, Overlay};
use crate::tui::keymap::Lookup;

/// Rows of a box that are not content: borders.
const FRAME: u16 = 2;
/// Rows of a box that types: the line and the rule below it.
const TYPED: u16 = 2;

pub(super) fn centred(size: (u16, u16), width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(size.0), height.min(size.1));
    Rect { x: (size.0 - width) / 2, y: (size.1 - height) / 2, width, height }
}

/// Cells a picker wants.
const PICKER: u16 = 84;

/// Whether the screen is so low that a box takes all of it.
pub(super) const fn is_low(app: &App) -> bool {
    app.size.1 < 16
}

/// The picker: in the lower half, so that the place it leads to can be seen above it; as wide as the text's pane where that
/// has room for it, else as the screen, so that it cuts through no pane.
#[must_use]
pub fn picker_area(app: &App) -> Rect {
    let (width, height) = app.size;
    let tall = (height / 2).max(8).min(height.saturating_sub(3));
    let pane = app.panes().reader.filter(|pane| pane.width >= PICKER && app.pages.is_empty());
    let (x, wide) = pane.map_or((0, width), |pane| (pane.x, pane.width));
    Rect { x, y: height.saturating_sub(2 + tall), width: wide, height: tall }
}

/// Rows of matches the picker shows.
#[must_use]
pub fn picker_rows(app: &App) -> usize {
    usize::from(picker_area(app).height.saturating_sub(FRAME + TYPED)).max(1)
}

/// Rows of the text that stay in view above the picker.
#[must_use]
pub fn rows_above_picker(app: &App) -> usize {
    usize::from(picker_area(app).y.saturating_sub(app.panes().text().y)).max(1)
}

/// The outlet filter.
#[must_use]
pub fn filter_area(app: &App) -> Rect {
    let key_rows = filter_key_rows(app);
    let outlets = app.outlets.len().min(1000) as u16;
    let names = app.outlets.iter().map(|row| row.name.as_deref().map_or(14, crate::text::cells)).max().unwrap_or(14);
    let width = (names as u16).clamp(18, 40) + 36;
    let most = above(app.size.1, outlets + FRAME + key_rows);
    centred(app.size, width.min(app.size.0.saturating_sub(2)), (outlets + FRAME + key_rows).min(most))
}

/// Rows for the keys of the filter; none where every row is wanted for outlets.
#[must_use]
pub const fn filter_key_rows(app: &App) -> u16 {
    if app.size.1 < 14 { 0 } else { 2 }
}

/// Rows a box may take: on a low screen all but the last three, else with the panes to be seen around it.
fn above(height: u16, wanted: u16) -> u16 {
    if height.saturating_sub(4) < wanted.min(14) { height.saturating_sub(2) } else { height.saturating_sub(4) }
}

/// Rows of outlets the filter shows.
#[must_use]
pub fn filter_rows(app: &App) -> usize {
    usize::from(filter_area(app).height.saturating_sub(FRAME + filter_key_rows(app))).max(1)
}

/// The help box.
#[must_use]
pub fn help_area(app: &App) -> Rect {
    centred(app.size, app.size.0.saturating_sub(2).min(84), above(app.size.1, 40))
}

/// Lines of help the box shows.
#[must_use]
pub fn help_rows(app: &App) -> usize {
    usize::from(help_area(app).height.saturating_sub(FRAME + TYPED)).max(1)
}

/// A box of text: problems, reasons, the welcome, a question.
#[must_use]
pub fn text_area(app: &App) -> Rect {
    let low = is_low(app);
    let width = if low { app.size.0.min(88) } else { app.size.0.saturating_sub(4).min(88) };
    let rows = text_lines(app, width.saturating_sub(FRAME + 2)).len().min(1000) as u16;
    let most = if low { app.size.1 } else { app.size.1.saturating_sub(4) };
    centred(app.size, width, (rows + FRAME).min(most))
}

/// Lines of the text box, and how many of them it shows.
#[must_use]
pub fn scroll_extent(app: &App) -> (usize, usize) {
    let area = text_area(app);
    let rows = text_lines(app, area.width.saturating_sub(FRAME + 2)).len();
    (rows, usize::from(area.height.saturating_sub(FRAME)))
}

/// Why there is nothing to read, wrapped.
#[must_use]
pub fn nothing_lines(app: &App, width: u16) -> Vec<String> {
    let mut out = vec!["There is nothing to read here.".to_owned(), String::new()];
    out.extend(app.problems.iter().map(|problem| format!("{}: {}", problem.source, problem.reason)));
    out.push(String::new());
    out.push(
        "dateline reads .txt and .md files, folders that hold some, and - for standard input. q quits.".to_owned(),
    );
    out.iter().flat_map(|paragraph| wrapped(paragraph, width)).collect()
}

/// The text of the topmost text box, wrapped.
#[must_use]
pub fn text_lines(app: &App, width: u16) -> Vec<String> {
    let paragraphs = match app.overlay() {
        Some(Overlay::Problems(_)) => problems(app),
        Some(Overlay::Why(_)) => why(app),
        Some(Overlay::Welcome) => welcome(app),
        Some(Overlay::ConfirmQuit) => {
            vec!["Quit dateline?".to_owned(), "q or Enter quits, any other key stays.".to_owned()]
        }
        _ => Vec::new(),
    };
    paragraphs.iter().flat_map(|paragraph| wrapped(paragraph, width)).collect()
}

pub(super) fn wrapped(text: &str, width: u16) -> Vec<String> {
    if text.is_empty() {
        return vec![String::new()];
    }
    let mut lines = Vec::new();
    wrap(
        text,
        Span::new(0, text.len() as u32),
        width.max(8),
        &mut lines,
        WrapOptions { indent: 2, ..WrapOptions::default() },
    );
    lines
        .iter()
        .map(|line| format!("{:indent$}{}", "", line.span.of(text), indent = usize::from(line.indent)))
        .collect()
}

fn problems(app: &App) -> Vec<String> {
    let passed = app.progress.passed_over;
    let passed = (passed > 0).then(|| format!("ignored in folders (hidden, or not .txt or .md): {passed}"));
    if app.problems.is_empty() {
        return [if app.progress.stopped {
            let (read, found) = (app.progress.articles, app.progress.found);
            format!("Reading was stopped after {read} of {found} files found so far; no problems in what was read.")
        } else {
            "No problems.".to_owned()
        }]
        .into_iter()
        .chain(passed)
        .collect();
    }
    let count = |which: &dyn Fn(&Problem) -> bool| app.problems.iter().filter(|problem| which(problem)).count();
    let double = |problem: &Problem| problem.stage == Stage::Duplicate;
    let counts = [
        ("skipped", count(&|problem| problem.skipped && !double(problem))),
        ("read with warnings", count(&|problem| !problem.skipped)),
        ("duplicates", count(&double)),
    ];
    let mut out: Vec<String> =
        counts.iter().filter(|(_, number)| *number > 0).map(|(word, number)| format!("{word}: {number}")).collect();
    out.extend(passed);
    out.push(String::new());
    let (doubles, others): (Vec<&Problem>, Vec<&Problem>) = app.problems.iter().partition(|problem| double(problem));
    let lines = others.into_iter().chain(doubles);
    let what = |problem: &Problem| match (double(problem), problem.skipped) {
        (true, _) => "duplicate",
        (false, true) => "skipped",
        (false, false) => "warning",
    };
    out.extend(lines.map(|problem| format!("{}: {}: {}", what(problem), problem.source, problem.reason)));
    out
}

fn why(app: &App) -> Vec<String> {
    let Some(current) = &app.entity else { return Vec::new() };
    let mut out = vec![format!("{} ({})", current.name.name, current.name.kind), String::new()];
    let Some(card) = &current.card else { return out };
    if card.merges.is_empty() && card.decided.is_empty() {
        out.push("All mentions are spelled the same.".to_owned());
    }
    for said in &card.decided {
        out.push(format!("{} You {said}", app.setup.theme.sign(crate::tui::theme::Sign::Decided)));
    }
    for (name, with, rule, certainty) in &card.merges {
        out.push(format!("“{name}” is “{with}”: {rule} ({certainty} %)"));
    }
    out
}

fn welcome(app: &App) -> Vec<String> {
    use crate::tui::action::Action;
    let key = |action| app.key_of(action).unwrap_or_default();
    vec![
        format!(
            "{} and {}: next and previous mention of a name; {} and {}: across all outlets.",
            key(Action::NextMention),
            key(Action::PreviousMention),
            key(Action::NextMentionAll),
            key(Action::PreviousMentionAll)
        ),
        format!(
            "{}: find any name by a few letters; {}: select outlets.",
            key(Action::PickMention),
            key(Action::Filter)
        ),
        format!("{}: all keys. Press any key to close this box.", key(Action::Help)),
    ]
}

/// The box of keys that may follow those typed.
#[must_use]
pub fn which_key_rows(app: &App) -> Vec<(String, String)> {
    match app.setup.keymap.lookup(&app.contexts(), &app.pending) {
        Lookup::Prefix(next) => next.into_iter().map(|(key, desc, _)| (key.to_string(), desc)).collect(),
        _ => Vec::new(),
    }
}
