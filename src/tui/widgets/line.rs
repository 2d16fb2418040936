//! One row of styled words, cut with an ellipsis where it does not fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::cells;
use crate::text::grapheme::clip;

/// Writes words from the left edge of the first row of `area` on; what does not fit is cut with `ellipsis`.
/// Gives the number of cells written.
pub fn put(buf: &mut Buffer, area: Rect, words: &[(&str, Style)], ellipsis: &str) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let whole: usize = words.iter().map(|(word, _)| cells(word)).sum();
    let fits = whole <= usize::from(area.width);
    let mut room = usize::from(area.width).saturating_sub(if fits { 0 } else { cells(ellipsis) });
    let mut x = area.x;
    for (word, style) in words {
        let shown = clip(word, room);
        let width = cells(shown);
        buf.set_stringn(x, area.y, shown, width, *style);
        x += width as u16;
        room -= width;
        if !fits && shown.len() < word.len() {
            buf.set_stringn(x, area.y, ellipsis, usize::from(area.right() - x), *style);
            x += cells(ellipsis) as u16;
            break;
        }
    }
    x.min(area.right()) - area.x
}

/// Writes words so that they end at the right edge. Gives the number of cells written.
pub fn put_right(buf: &mut Buffer, area: Rect, words: &[(&str, Style)], ellipsis: &str) -> u16 {
    let width = (words.iter().map(|(word, _)| cells(word)).sum::<usize>() as u16).min(area.width);
    put(buf, Rect { x: area.right() - width, width, ..area }, words, ellipsis)
}

/// Styles all cells of an area.
pub fn fill(buf: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buf[(x, y)].reset();
            buf[(x, y)].set_style(style);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::{put, put_right};

    fn row(buf: &Buffer) -> String {
        buf.content().iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn what_does_not_fit_is_cut_with_a_sign() {
        let area = Rect::new(0, 0, 8, 1);
        let mut buf = Buffer::empty(area);
        assert_eq!(put(&mut buf, area, &[("Moscow ", Style::new()), ("Times", Style::new())], "…"), 8);
        assert_eq!(row(&buf), "Moscow …");
        let mut buf = Buffer::empty(area);
        put_right(&mut buf, area, &[("1/5", Style::new())], "…");
        assert_eq!(row(&buf), "     1/5");
    }
}
