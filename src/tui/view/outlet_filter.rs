//! The box that chooses outlets.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{frame, grouped};
use crate::engine::OutletRow;
use crate::tui::app::App;
use crate::tui::layout::boxes::{filter_area, filter_key_rows, filter_rows};
use crate::tui::state::OutletFilterBox;
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::{put, put_right};

/// Draws it.
pub fn draw(app: &App, choice: &OutletFilterBox, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let area = filter_area(app);
    let title = format!("Outlets {} of {}", choice.chosen.len(), choice.rows.len());
    let shown = filter_rows(app);
    let corner = if choice.rows.len() > shown {
        format!("{}-{} of {}", choice.top + 1, (choice.top + shown).min(choice.rows.len()), choice.rows.len())
    } else {
        String::new()
    };
    frame(app, area, &title, &corner, true, true, buf);
    let inner = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    };
    let most = |of: fn(&OutletRow) -> u32| choice.rows.iter().map(of).max().unwrap_or(0);
    for (y, (index, row)) in (inner.y..).zip(choice.rows.iter().enumerate().skip(choice.top).take(shown)) {
        let line = Rect { y, height: 1, ..inner };
        let selected = index == choice.selected;
        let ground = if selected { theme.style(Role::Selection) } else { Style::new() };
        for x in line.left()..line.right() {
            buf[(x, y)].set_style(ground);
        }
        let chosen = choice.chosen.contains(&row.id);
        let check = format!("[{}] ", theme.sign(if chosen { Sign::Checked } else { Sign::Unchecked }));
        let tag = format!("{:<4} ", row.tag);
        let name = row.name.as_deref().unwrap_or("unknown outlet");
        let counts = match line.width {
            ..32 => grouped(row.articles),
            32..44 => aligned(row.articles, most(|row| row.articles), "article", "articles"),
            _ => format!(
                "{} {} ",
                aligned(row.articles, most(|row| row.articles), "article", "articles"),
                aligned(row.people, most(|row| row.people), "person", "people")
            ),
        };
        let room = Rect { width: line.width.saturating_sub(counts.len() as u16 + 1), ..line };
        let words = [(check.as_str(), ground), (&tag, theme.style(Role::Outlet).patch(ground)), (name, ground)];
        put(buf, room, &words, theme.sign(Sign::Ellipsis));
        put_right(buf, line, &[(&counts, theme.style(Role::Dim).patch(ground))], "");
    }
    let (choose, leave) = ("Space toggle  a all  i invert  o only", "Enter apply  Esc back");
    for (y, keys) in (inner.bottom() - filter_key_rows(app)..inner.bottom()).zip([choose, leave]) {
        let row = Rect { y, height: 1, ..inner };
        put(buf, row, &[(keys, theme.style(Role::Dim))], theme.sign(Sign::Ellipsis));
    }
}

/// A count with its noun, set so that counts up to `most` and their nouns stand one below the other.
fn aligned(count: u32, most: u32, one: &str, many: &str) -> String {
    let (digits, word) = (grouped(most).len(), one.len().max(many.len()));
    format!("{:>digits$} {:<word$}", grouped(count), if count == 1 { one } else { many })
}
