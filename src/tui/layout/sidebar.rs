//! How the sidebar is divided: names above, the card of the current (or selected) one below.

use ratatui::layout::Rect;

use crate::engine::Card;
use crate::tui::app::App;
use crate::tui::layout::panes::Pane;

/// Cells beside the lines of a card.
pub const CARD_MARGIN: u16 = 3;
/// Rows the list of names keeps at least.
const NAMES_AT_LEAST: u16 = 5;

/// The card that is shown: of the selected name while the sidebar has the keys, else of the current entity.
#[must_use]
pub fn shown_card(app: &App) -> Option<&Card> {
    if app.focus == Pane::Sidebar
        && let Some(card) = &app.sidebar.card
    {
        return Some(card);
    }
    app.entity.as_ref().and_then(|current| current.card.as_ref())
}

/// The areas of the names and of the card.
#[must_use]
pub fn parts(app: &App, inner: Rect) -> (Rect, Rect) {
    let wanted = shown_card(app).map_or(0, |card| card_rows(card, inner.width));
    // Roles are shown where the names leave room.
    let names = app.sidebar.items.len().min(usize::from(inner.height)) as u16;
    let spare = inner.height.saturating_sub(wanted + names);
    let wanted = wanted + shown_card(app).map_or(0, |card| role_rows(card, inner.width)).min(spare);
    let most = inner.height.saturating_sub(NAMES_AT_LEAST.max(inner.height / 3));
    let card = wanted.min(most);
    let card = if card < 4 { 0 } else { card };
    let names = Rect { height: inner.height - card, ..inner };
    (names, Rect { y: inner.y + names.height, height: card, ..inner })
}

/// Rows a card wants: a heading, what the entity is called, the outlets, those that do not name it, the forms.
fn card_rows(card: &Card, width: u16) -> u16 {
    let width = width.saturating_sub(CARD_MARGIN);
    let outlets = card.named.len().min(200) as u16;
    let absent = if card.absent.is_empty() { 0 } else { absent_lines(card, width).len() as u16 };
    let forms: usize = card.named.iter().map(|line| form_lines(line, width).len()).sum();
    let called = u16::from(!card.roles.is_empty());
    2 + called + outlets + absent + 2 + forms.min(400) as u16
}

/// Rows the roles want: a heading, and those of each outlet.
fn role_rows(card: &Card, width: u16) -> u16 {
    let width = width.saturating_sub(CARD_MARGIN);
    let rows: usize = card.named.iter().map(|line| role_lines(line, width).len()).sum();
    // Where only one outlet names it, what it is called stands under the title already.
    if rows == 0 || card.named.len() < 2 { 0 } else { 2 + rows.min(400) as u16 }
}

/// The lines that say in which roles an outlet shows it; none where it gives none.
#[must_use]
pub fn role_lines(line: &crate::engine::OutletLine, width: u16) -> Vec<String> {
    if line.roles.is_empty() {
        return Vec::new();
    }
    let lead = format!("{:<4} ", line.tag);
    let roles = line.roles.iter().map(|role| match role.mentions {
        0 | 1 => role.words.to_string(),
        more => format!("{} {more}", role.words),
    });
    pack(roles, &lead, ", ", width)
}

/// The lines that say which outlets do not name it.
#[must_use]
pub fn absent_lines(card: &Card, width: u16) -> Vec<String> {
    pack(card.absent.iter().map(|line| line.tag.to_string()), "not in ", " ", width)
}

/// The lines that say how an outlet names it.
#[must_use]
pub fn form_lines(line: &crate::engine::OutletLine, width: u16) -> Vec<String> {
    let lead = format!("{:<4} ", line.tag);
    let forms =
        line.forms.iter().map(|(name, count)| if *count > 1 { format!("{name} {count}") } else { name.to_string() });
    pack(forms, &lead, ", ", width)
}

/// Packs words into lines `width` cells wide: the first begins with `lead`, the others are as far in.
fn pack(words: impl Iterator<Item = String>, lead: &str, between: &str, width: u16) -> Vec<String> {
    let limit = usize::from(width).max(8);
    let indent = " ".repeat(crate::text::cells(lead));
    let mut lines = vec![lead.to_owned()];
    let mut fresh = true;
    for word in words {
        let Some(last) = lines.last_mut() else { break };
        let joined = crate::text::cells(last) + crate::text::cells(between) + crate::text::cells(&word);
        if fresh {
            last.push_str(&word);
        } else if joined <= limit {
            last.push_str(between);
            last.push_str(&word);
        } else {
            last.push_str(between.trim_end());
            lines.push(format!("{indent}{word}"));
        }
        fresh = false;
    }
    lines
}
