//! Where the panes are: one function of the terminal's size, used by drawing, by the mouse and by page sizes.

use ratatui::layout::Rect;

use crate::config::Config;

/// The smallest terminal that shows anything but a message.
pub const MINIMUM: (u16, u16) = (30, 8);
/// From so many columns on, all three panes stand side by side.
const THREE_PANES: u16 = 110;
/// Cells around the text of the reader: borders, and a margin at either side.
const READER_FRAME: u16 = 8;
/// The panes beside the text grow by so many columns where there is room.
const LIST_GROWS: u16 = 20;
const NAMES_GROW: u16 = 24;
/// From so many columns (and rows) on, two panes do.
const TWO_PANES: (u16, u16) = (80, 20);

/// A pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The articles.
    List,
    /// The text.
    Reader,
    /// The names.
    Sidebar,
}

/// Areas of the screen, in cells. Panes that are not shown are `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes {
    /// The row of crumbs.
    pub title: Rect,
    /// The article list with its border.
    pub list: Option<Rect>,
    /// The reader with its border.
    pub reader: Option<Rect>,
    /// The sidebar with its border.
    pub sidebar: Option<Rect>,
    /// The status row.
    pub status: Rect,
    /// The row of key hints.
    pub hints: Rect,
    /// Whether panes have borders.
    pub borders: bool,
    /// Whether the terminal is too small.
    pub too_small: bool,
    measure: u16,
}

impl Panes {
    /// The column of text inside the reader: as wide as the measure where there is room, centred. Empty where the reader
    /// is not shown.
    #[must_use]
    pub fn text(&self) -> Rect {
        let Some(pane) = self.reader else { return Rect::default() };
        let inner = inner(pane, self.borders);
        let gutter = u16::from(inner.width > 24);
        let room = inner.width.saturating_sub(2 * gutter);
        let width = room.min(self.measure);
        let left = inner.x + gutter + (room - width) / 2;
        let head = head_rows(inner.height);
        Rect { x: left, y: inner.y + head, width, height: inner.height.saturating_sub(head) }
    }

    /// The rows above the text: outlet, date, byline.
    #[must_use]
    pub fn head(&self) -> Option<Rect> {
        let text = self.text();
        let inner = inner(self.reader?, self.borders);
        (text.y > inner.y).then_some(Rect { y: inner.y, height: 1, ..text })
    }

    /// The inside of a pane.
    #[must_use]
    pub fn inner(&self, pane: Rect) -> Rect {
        inner(pane, self.borders)
    }

    /// The pane at a cell.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Option<Pane> {
        let holds = |area: Option<Rect>| area.is_some_and(|area| area.contains((column, row).into()));
        [(self.list, Pane::List), (self.reader, Pane::Reader), (self.sidebar, Pane::Sidebar)]
            .into_iter()
            .find(|(area, _)| holds(*area))
            .map(|(_, pane)| pane)
    }
}

/// Rows above the text: outlet and date, a line of note or title, a rule; on a low screen only the first of them.
const fn head_rows(height: u16) -> u16 {
    match height {
        0..=6 => 0,
        7..=14 => 1,
        _ => 3,
    }
}

const fn inner(pane: Rect, borders: bool) -> Rect {
    if !borders {
        return pane;
    }
    Rect { x: pane.x + 1, y: pane.y + 1, width: pane.width.saturating_sub(2), height: pane.height.saturating_sub(2) }
}

/// The areas for a terminal of this size.
#[must_use]
pub fn panes(size: (u16, u16), config: &Config, zen: bool, focus: Pane) -> Panes {
    let (width, height) = size;
    let mut out = Panes { measure: config.measure, borders: true, ..Panes::default() };
    if width < MINIMUM.0 || height < MINIMUM.1 {
        out.too_small = true;
        out.title = Rect::new(0, 0, width, height.min(1));
        return out;
    }
    let row = |y| Rect::new(0, y, width, 1);
    (out.title, out.status, out.hints) = (row(0), row(height - 2), row(height - 1));
    let body = Rect::new(0, 1, width, height - 3);
    if zen {
        out.borders = false;
        out.reader = Some(body);
        return out;
    }
    let list = config.list_width.max(16).min(width / 2);
    let names = config.sidebar_width.max(16).min(width / 2);
    if width >= THREE_PANES {
        // Columns that the text does not need go to the panes beside it.
        let spare = width.saturating_sub(list + names + config.measure + READER_FRAME) / 3;
        let list = (list + spare.min(LIST_GROWS)).min(width / 3);
        let names = (names + spare.min(NAMES_GROW)).min(width / 3);
        out.list = Some(Rect { width: list, ..body });
        out.sidebar = Some(Rect { x: width - names, width: names, ..body });
        out.reader = Some(Rect { x: list, width: width - list - names, ..body });
    } else if width >= TWO_PANES.0 && height >= TWO_PANES.1 {
        // The same for both, so that the text is not wrapped anew when one takes the place of the other.
        let left = list.max(names).min(26);
        let first = Rect { width: left, ..body };
        if focus == Pane::Sidebar {
            out.sidebar = Some(first);
        } else {
            out.list = Some(first);
        }
        out.reader = Some(Rect { x: left, width: width - left, ..body });
    } else {
        out.borders = width >= 60;
        match focus {
            Pane::List => out.list = Some(body),
            Pane::Reader => out.reader = Some(body),
            Pane::Sidebar => out.sidebar = Some(body),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Pane, panes};
    use crate::config::Config;

    #[test]
    fn panes_follow_the_size() {
        let config = Config::default();
        let wide = panes((120, 35), &config, false, Pane::Reader);
        assert!(wide.list.is_some() && wide.sidebar.is_some());
        let sum: u16 = [wide.list, wide.reader, wide.sidebar].iter().flatten().map(|area| area.width).sum();
        assert_eq!(sum, 120);
        let two = panes((80, 24), &config, false, Pane::Reader);
        assert!(two.list.is_some() && two.sidebar.is_none());
        let other = panes((80, 24), &config, false, Pane::Sidebar);
        assert!(other.list.is_none() && other.sidebar.is_some() && other.reader.is_some());
        let one = panes((60, 20), &config, false, Pane::List);
        assert!(one.list.is_some() && one.reader.is_none());
        assert!(panes((29, 20), &config, false, Pane::Reader).too_small);
        assert!(panes((60, 7), &config, false, Pane::Reader).too_small);
    }

    #[test]
    fn the_text_lies_inside_its_pane_at_every_size() {
        let config = Config::default();
        for width in 30..200 {
            for height in 8..60 {
                let panes = panes((width, height), &config, false, Pane::Reader);
                let (text, pane) = (panes.text(), panes.reader.unwrap());
                assert!(text.width > 0 && text.height > 0, "{width}x{height}");
                assert_eq!(pane.intersection(text), text, "{width}x{height}");
            }
        }
    }
}
