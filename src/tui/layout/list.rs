//! Which row of which article stands on which line of the list pane.

use crate::model::SortKey;
use crate::tui::app::App;
use crate::tui::state::ArticleList;

/// From this width on (cells), an article has a line for its counts.
const WIDE: u16 = 26;

/// A line of the list pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListLine {
    /// The heading of the day that starts with this row.
    Day(u32),
    /// Line `part` of the article in this row.
    Article {
        /// Row number.
        row: u32,
        /// 0 and 1 for the title, 2 for the counts.
        part: u16,
    },
}

/// Screen rows of one article in a list so many cells wide.
#[must_use]
pub const fn rows_per_article(width: u16) -> u16 {
    if width >= WIDE { 3 } else { 2 }
}

/// Whether days have headings.
#[must_use]
pub fn grouped(app: &App) -> bool {
    app.setup.config.group_by_date && app.query.sort == SortKey::Date
}

fn has_heading(list: &ArticleList, row: u32, grouped: bool) -> bool {
    grouped && list.row(row).is_some_and(|article| article.day.0 == row)
}

/// The lines of a pane of this height, from the first visible row on.
#[must_use]
pub fn lines(list: &ArticleList, height: u16, each: u16, grouped: bool) -> Vec<ListLine> {
    let mut out = Vec::new();
    for row in list.top..list.page.total {
        // The day of the first visible row stays in view, even where the day began further up.
        if has_heading(list, row, grouped) || (grouped && row == list.top && list.row(row).is_some()) {
            out.push(ListLine::Day(row));
        }
        out.extend((0..each).map(|part| ListLine::Article { row, part }));
        if out.len() >= usize::from(height) {
            break;
        }
    }
    out.truncate(usize::from(height));
    out
}

/// The first visible row that keeps the selection wholly in view and moves the list as little as can be, but leaves no room
/// empty below while there are articles above.
#[must_use]
pub fn top_for(list: &ArticleList, height: u16, each: u16, grouped: bool) -> u32 {
    near(list, height, each, grouped).min(last_top(list, height, each, grouped))
}

/// The first visible row when the last one is at the bottom.
fn last_top(list: &ArticleList, height: u16, each: u16, grouped: bool) -> u32 {
    let mut first = list.page.total;
    let mut used = u16::from(grouped);
    while first > 0 {
        used += each + u16::from(first < list.page.total && has_heading(list, first, grouped));
        if used > height {
            break;
        }
        first -= 1;
    }
    first.min(list.page.total.saturating_sub(1))
}

fn near(list: &ArticleList, height: u16, each: u16, grouped: bool) -> u32 {
    let top = list.top.min(list.selected);
    let mut room = i32::from(height) - i32::from(each);
    let mut first = list.selected;
    loop {
        let heading = i32::from(grouped);
        if room < heading && first < list.selected {
            return (first + 1).max(top);
        }
        if first == top {
            return top;
        }
        room -= i32::from(each) + i32::from(has_heading(list, first, grouped));
        first -= 1;
        if room < 0 {
            return (first + 1).max(top);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ListLine, lines, top_for};
    use crate::engine::ListPage;
    use crate::tui::state::ArticleList;

    fn list(total: u32, selected: u32, top: u32) -> ArticleList {
        let page = ListPage { total, ..ListPage::default() };
        ArticleList { page, selected, top, ..ArticleList::default() }
    }

    #[test]
    fn the_selection_stays_whole() {
        for height in 3..30 {
            for selected in 0..20 {
                for top in 0..20 {
                    let mut list = list(20, selected, top);
                    list.top = top_for(&list, height, 3, false);
                    let shown = lines(&list, height, 3, false);
                    for part in 0..3 {
                        assert!(
                            shown.contains(&ListLine::Article { row: selected, part }),
                            "{height} {selected} {top}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_pane_that_grows_is_filled() {
        assert_eq!(top_for(&list(20, 19, 19), 12, 3, false), 16);
        assert_eq!(top_for(&list(20, 19, 19), 13, 3, true), 16);
        assert_eq!(top_for(&list(5, 4, 4), 60, 3, false), 0);
        assert_eq!(top_for(&list(5, 4, 4), 2, 3, false), 4);
    }

    #[test]
    fn the_list_moves_no_more_than_it_must() {
        assert_eq!(top_for(&list(20, 4, 2), 9, 3, false), 2);
        assert_eq!(top_for(&list(20, 5, 2), 9, 3, false), 3);
        assert_eq!(top_for(&list(20, 1, 2), 9, 3, false), 1);
    }
}
