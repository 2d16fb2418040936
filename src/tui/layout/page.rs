//! Where things are on a page.

use ratatui::layout::Rect;

use crate::text::cells;
use crate::tui::app::App;
use crate::tui::state::page::{FIXED, Page, WhoTable};

/// From so many columns on a page has a border.
const BORDER: u16 = 60;
/// Cells of the pointer and the letter of the kind.
const LEAD: u16 = 4;
/// Cells of the sums, and of the number of outlets.
const SUMS: (u16, u16) = (6, 4);
/// A name is at least and at most so wide.
const NAME: (u16, u16) = (12, 32);

/// The page with its border.
#[must_use]
pub fn outer(app: &App) -> Rect {
    let (width, height) = app.size;
    Rect { x: 0, y: 1, width, height: height.saturating_sub(3) }
}

/// Whether there is a border.
#[must_use]
pub const fn has_border(app: &App) -> bool {
    app.size.0 >= BORDER
}

/// The inside of the page.
#[must_use]
pub fn inner(app: &App) -> Rect {
    let area = outer(app);
    if !has_border(app) {
        return area;
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height.saturating_sub(2) }
}

/// The rows of the topmost page: below its line of headings and above what stands at its foot.
#[must_use]
pub fn rows(app: &App) -> Rect {
    let inner = inner(app);
    let (head, foot) = match app.pages.last() {
        Some(Page::Who(_)) => (1, 0),
        Some(Page::Kwic(_)) => (0, preview_rows(inner)),
        Some(Page::Forms(_)) => (1, u16::from(inner.height > 6)),
        None => (0, 0),
    };
    Rect { y: inner.y + head, height: inner.height.saturating_sub(head + foot), ..inner }
}

/// Rows of the passage below the mentions in context, with the rule above it.
const fn preview_rows(inner: Rect) -> u16 {
    match inner.height {
        0..=13 => 0,
        14..=19 => 5,
        _ => 8,
    }
}

/// The passage below the mentions in context.
#[must_use]
pub fn preview(app: &App) -> Option<Rect> {
    let inner = inner(app);
    let height = preview_rows(inner);
    (height > 0).then(|| Rect { y: inner.bottom() - height, height, ..inner })
}

/// Columns of the table of who × outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WhoColumns {
    /// Cells of a name.
    pub name: u16,
    /// Cells of an outlet.
    pub each: u16,
    /// Outlets that fit.
    pub fit: usize,
    /// Whether there is room for the outlets' names; else their signs stand at the top.
    pub full: bool,
}

impl WhoColumns {
    /// The columns for a width.
    #[must_use]
    pub fn of(table: &WhoTable, width: u16) -> Self {
        let outlets = table.columns.len();
        let tags = table.columns.iter().map(|column| cells(&column.tag)).max().unwrap_or(1) as u16;
        let each = tags.max(4) + 1;
        let fixed = LEAD + SUMS.0 + SUMS.1;
        // One cell stays free before the border.
        let room = width.saturating_sub(fixed + u16::from(width >= BORDER - 2));
        let all = |each: u16| (outlets.min(200) as u16).saturating_mul(each);
        let names = table.columns.iter().map(|column| cells(column.display())).max().unwrap_or(1).min(100) as u16 + 2;
        let full = all(names.max(each)).saturating_add(NAME.1) <= room;
        let each = if full { names.max(each) } else { each };
        let wanted = all(each);
        // The outlets may take what the names can spare, but a name must be told from another.
        let name = room.saturating_sub(wanted).clamp(NAME.0, NAME.1).min(room);
        let name = if name < 18 { room.saturating_sub(2 * each).clamp(name, 18) } else { name };
        // On the narrowest screens, too, one outlet is shown.
        let name = name.min(room.saturating_sub(each).max(8));
        let fit = usize::from(room.saturating_sub(name) / each).min(outlets);
        Self { name, each, fit, full }
    }

    /// The cells of a column (as the cursor counts them), from the left edge of the page; `None` if it is not shown.
    #[must_use]
    pub fn cells(&self, table: &WhoTable, column: usize) -> Option<(u16, u16)> {
        let sums = LEAD + self.name;
        match column {
            0 => Some((LEAD, self.name)),
            1 => Some((sums, SUMS.0)),
            2 => Some((sums + SUMS.0, SUMS.1)),
            _ => {
                let at = column.checked_sub(FIXED + table.left).filter(|at| *at < self.fit)?;
                Some((sums + SUMS.0 + SUMS.1 + at as u16 * self.each, self.each))
            }
        }
    }

    /// The column at so many cells from the left edge of the page.
    #[must_use]
    pub fn at(&self, table: &WhoTable, x: u16) -> Option<usize> {
        if x < LEAD + self.name {
            return Some(0);
        }
        let shown = (1..FIXED).chain((table.left + FIXED..).take(self.fit));
        shown
            .into_iter()
            .find(|column| self.cells(table, *column).is_some_and(|(from, width)| (from..from + width).contains(&x)))
    }
}

/// Cells of a day with its year, and a blank.
pub const DAY_WITH_YEAR: u16 = 12;

/// Columns of the mentions in context: sign, date, what stands before the name, and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KwicColumns {
    /// Cells of the sign with the pointer.
    pub tag: u16,
    /// Cells of the date; 0 where there is no room.
    pub date: u16,
    /// Cells before the name.
    pub before: u16,
}

impl KwicColumns {
    /// The columns for a width.
    #[must_use]
    pub const fn of(width: u16) -> Self {
        let tag = 6;
        let date = match width {
            100.. => DAY_WITH_YEAR,
            72.. => 7,
            _ => 0,
        };
        let rest = width.saturating_sub(tag + date);
        Self { tag, date, before: rest * 2 / 5 }
    }
}
