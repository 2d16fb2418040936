//! Where the boxes of the repair are, and what they say.

use ratatui::layout::Rect;

use super::boxes::{centred, is_low, wrapped};
use crate::model::EntityKind;
use crate::model::decision::with_article;
use crate::tui::app::{App, Overlay};
use crate::tui::state::repair::{RepairBox, Wanted};

/// Rows above the rows of a list, within the border.
pub const HEAD: u16 = 2;
/// Rows of border, and the row of keys.
const FRAME: u16 = 3;

/// The box on top, if it is one of the repair.
#[must_use]
pub fn open(app: &App) -> Option<&RepairBox> {
    match app.overlay() {
        Some(Overlay::Repair(open)) => Some(open),
        _ => None,
    }
}

/// The area of the box on top.
#[must_use]
pub fn area(app: &App) -> Rect {
    let (width, height) = app.size;
    let wide = if is_low(app) { width } else { width.saturating_sub(4).min(96) };
    let rows = match open(app) {
        Some(RepairBox::Split(split)) => HEAD as usize + split.len().max(1),
        Some(RepairBox::Decisions(view)) => HEAD as usize + view.rows.len().max(1),
        _ => lines(app, wide.saturating_sub(4)).len(),
    };
    let most = if is_low(app) { height } else { height.saturating_sub(4) };
    centred(app.size, wide, (rows.min(1000) as u16 + FRAME).min(most))
}

/// Rows of its text that do not fit, if it is no list.
#[must_use]
pub fn overflow(app: &App) -> usize {
    let area = area(app);
    lines(app, area.width.saturating_sub(4)).len().saturating_sub(usize::from(area.height.saturating_sub(FRAME)))
}

/// Rows of its list that are seen.
#[must_use]
pub fn rows(app: &App) -> usize {
    usize::from(area(app).height.saturating_sub(FRAME + HEAD)).max(1)
}

/// The text of a box that is no list, wrapped.
#[must_use]
pub fn lines(app: &App, width: u16) -> Vec<String> {
    let paragraphs = match open(app) {
        Some(RepairBox::Kind(wanted, _)) => kinds(wanted),
        Some(RepairBox::Preview(preview)) => match &preview.lines {
            None => vec!["looking…".to_owned()],
            Some(Ok(lines)) => lines.clone(),
            Some(Err(why)) => vec![why.clone()],
        },
        _ => Vec::new(),
    };
    paragraphs.iter().flat_map(|paragraph| wrapped(paragraph, width)).collect()
}

fn kinds(wanted: &Wanted) -> Vec<String> {
    let letters = EntityKind::ALL.map(|kind| format!("{}  {}", kind.letter().to_ascii_lowercase(), with_article(kind)));
    let mut out = match wanted {
        Wanted::Retype(who) => {
            let names: Vec<&str> = who.iter().map(|who| who.name.name.as_str()).take(8).collect();
            let more = if who.len() > 8 { format!(" and {} more", who.len() - 8) } else { String::new() };
            vec![format!("{}{more}:", names.join(", "))]
        }
        Wanted::Add(_, words) => vec![format!("“{words}” is:")],
        Wanted::Move(_, words) => vec![format!("“{words}” here is:")],
    };
    out.extend(letters);
    if !matches!(wanted, Wanted::Retype(_)) {
        out.push("e  an existing name".to_owned());
    }
    out
}
