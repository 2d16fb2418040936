//! The boxes of the repair.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{counted, frame};
use crate::engine::{DecisionRow, Outcome};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::repair::{HEAD, area, lines, overflow, rows};
use crate::tui::state::repair::{DecisionsBox, PreviewBox, RepairBox, SplitBox, Wanted};
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::{put, put_right};

/// Draws the box.
pub fn draw(app: &App, open: &RepairBox, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let area = area(app);
    let (title, keys) = match open {
        RepairBox::Kind(Wanted::Retype(_), _) => ("Type", "press a letter  Esc cancel".to_owned()),
        RepairBox::Kind(Wanted::Add(..), _) => ("Add a missed name", "press a letter  Esc cancel".to_owned()),
        RepairBox::Kind(Wanted::Move(..), _) => ("Reassign", "press a letter  Esc cancel".to_owned()),
        RepairBox::Preview(preview) => (
            "Preview",
            match &preview.lines {
                Some(Err(_)) => "Esc back".to_owned(),
                Some(Ok(_)) if preview.top < overflow(app) => "Enter shows the rest  Esc cancel".to_owned(),
                _ => "Enter confirm  Esc cancel".to_owned(),
            },
        ),
        RepairBox::Split(_) => ("Split", "Space select  Enter continue  Esc cancel".to_owned()),
        RepairBox::Decisions(_) => {
            let key = app.key_of(Action::Undo).unwrap_or_default();
            ("Corrections", format!("Enter go there  {key} undo  Esc back"))
        }
    };
    let more = more(app, open);
    frame(app, area, title, &more, true, true, buf);
    let inner = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    };
    match open {
        RepairBox::Split(split) => draw_split(app, split, inner, buf),
        RepairBox::Decisions(view) => draw_decisions(app, view, inner, buf),
        RepairBox::Kind(_, top) | RepairBox::Preview(PreviewBox { top, .. }) => {
            let style = theme.style(Role::Popup);
            let shown = lines(app, inner.width).into_iter().skip(*top);
            for (y, line) in (inner.y..inner.bottom().saturating_sub(1)).zip(shown) {
                put(buf, Rect { y, height: 1, ..inner }, &[(&line, style)], theme.sign(Sign::Ellipsis));
            }
        }
    }
    let last = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
    put(buf, last, &[(&keys, theme.style(Role::Dim))], theme.sign(Sign::Ellipsis));
}

/// How much of the box is out of view, and where.
fn more(app: &App, open: &RepairBox) -> String {
    let theme = &app.setup.theme;
    let (top, over) = match open {
        RepairBox::Kind(_, top) | RepairBox::Preview(PreviewBox { top, .. }) => (*top, overflow(app)),
        RepairBox::Split(split) => (split.top, split.len().saturating_sub(rows(app))),
        RepairBox::Decisions(view) => (view.top, view.rows.len().saturating_sub(rows(app))),
    };
    match (over, over.saturating_sub(top)) {
        (0, _) => String::new(),
        (_, 0) => theme.sign(Sign::Up).to_owned(),
        (_, below) => format!("{} {below} more", theme.sign(Sign::Down)),
    }
}

/// The ground of a row, and its area.
fn row(app: &App, selected: bool, inner: Rect, y: u16, buf: &mut Buffer) -> (Rect, Style) {
    let ground = if selected { app.setup.theme.style(Role::Selection) } else { Style::new() };
    let line = Rect { y, height: 1, ..inner };
    if selected {
        for x in line.left()..line.right() {
            buf[(x, y)].set_style(ground);
        }
    }
    (line, ground)
}

fn draw_split(app: &App, split: &SplitBox, inner: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let dim = theme.style(Role::Dim);
    let head = format!("Which mentions of {} belong to someone else?", split.of.name.name);
    put(buf, Rect { height: 1, ..inner }, &[(&head, theme.style(Role::Heading))], theme.sign(Sign::Ellipsis));
    let Some(parts) = &split.parts else { return };
    if parts.more > 0 {
        let more = format!("{} more are not shown", parts.more);
        put(buf, Rect { y: inner.y + 1, height: 1, ..inner }, &[(&more, dim)], "");
    }
    for (y, index) in (inner.y + HEAD..inner.bottom()).zip(split.top..split.len()).take(rows(app)) {
        let (line, ground) = row(app, index == split.selected, inner, y, buf);
        let check = theme.sign(if split.chosen.contains(&index) { Sign::Checked } else { Sign::Unchecked });
        let check = format!("[{check}] ");
        let dim = dim.patch(ground);
        if let Some((name, count)) = parts.names.get(index) {
            let kind = theme.kind(parts.of.name.kind).patch(ground);
            let count = counted(*count, "mention", "mentions");
            let left = Rect { width: line.width.saturating_sub(count.len() as u16 + 1), ..line };
            put(buf, left, &[(&check, ground), ("every ", dim), (name, kind)], theme.sign(Sign::Ellipsis));
            put_right(buf, line, &[(&count, dim)], "");
        } else if let Some(mention) = parts.mentions.get(index - parts.names.len()) {
            let tag = format!("  {:<4} ", mention.tag);
            let outlet = theme.style(Role::Outlet).patch(ground);
            let mut words = vec![(check.as_str(), ground), (tag.as_str(), outlet)];
            words.extend(super::picker::marked(app, &mention.context, &mention.marks, ground));
            put(buf, line, &words, theme.sign(Sign::Ellipsis));
        }
    }
}

fn draw_decisions(app: &App, view: &DecisionsBox, inner: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let head = match view.rows.len() {
        0 => "No corrections yet.".to_owned(),
        many => format!("{}, oldest first", counted(many as u32, "correction", "corrections")),
    };
    put(buf, Rect { height: 1, ..inner }, &[(&head, theme.style(Role::Heading))], "");
    for (y, index) in (inner.y + HEAD..inner.bottom()).zip(view.top..view.rows.len()).take(rows(app)) {
        let (line, ground) = row(app, index == view.selected, inner, y, buf);
        let (said, wrong) = told(&view.rows[index]);
        let style = if wrong { theme.style(Role::Warning).patch(ground) } else { ground };
        let number = format!("{:>3}  ", index + 1);
        put(buf, line, &[(&number, theme.style(Role::Dim).patch(ground)), (&said, style)], theme.sign(Sign::Ellipsis));
    }
}

/// A decision in one line, and whether it does not apply.
fn told(row: &DecisionRow) -> (String, bool) {
    let said = row.decision.past();
    match &row.outcome {
        Some(Outcome::Missing(why)) => (format!("does not apply: {why} ({said})"), true),
        Some(Outcome::Part(_, why)) => (format!("applies only in part: {why} ({said})"), true),
        Some(Outcome::Done(mentions)) => (format!("{said}: {}", counted(*mentions, "mention", "mentions")), false),
        Some(Outcome::Holds) | None => (said, false),
    }
}
