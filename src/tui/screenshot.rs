//! A screen as text, as text with its styles, or as a picture.

mod ansi;
mod svg;

use ratatui::buffer::Buffer;

pub use ansi::ansi;
pub use svg::svg;

/// The rows of a screen, without trailing spaces.
#[must_use]
pub fn text(buf: &Buffer) -> String {
    let mut out = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut row = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let symbol = buf[(x, y)].symbol();
            row.push_str(symbol);
            x += crate::text::cells(symbol).max(1) as u16;
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}
