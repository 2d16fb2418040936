//! A screen as text with ECMA-48 SGR sequences, row by row.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The rows of a screen with their styles.
#[must_use]
pub fn ansi(buf: &Buffer) -> String {
    let mut out = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut last = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let cell = &buf[(x, y)];
            let style = sgr(cell);
            if style != last {
                out.push_str("\x1b[0");
                out.push_str(&style);
                out.push('m');
                last = style;
            }
            out.push_str(cell.symbol());
            x += crate::text::cells(cell.symbol()).max(1) as u16;
        }
        out.push_str("\x1b[0m\n");
    }
    out
}

fn sgr(cell: &Cell) -> String {
    let mut out = String::new();
    let modifiers = [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ];
    for (modifier, code) in modifiers {
        if cell.modifier.contains(modifier) {
            out.push(';');
            out.push_str(code);
        }
    }
    colour(cell.fg, 30, &mut out);
    colour(cell.bg, 40, &mut out);
    if cell.underline_color != Color::Reset {
        colour(cell.underline_color, 50, &mut out);
    }
    out
}

/// Position of one of the terminal's own 16 colours.
pub(super) const fn index16(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => return None,
    })
}

fn colour(colour: Color, base: u8, out: &mut String) {
    let code = match (colour, index16(colour)) {
        (Color::Reset, _) => return,
        (Color::Rgb(r, g, b), _) => format!(";{};2;{r};{g};{b}", base + 8),
        (Color::Indexed(index), _) => format!(";{};5;{index}", base + 8),
        (_, Some(index)) if base == 50 => format!(";58;5;{index}"),
        (_, Some(index)) if index >= 8 => format!(";{}", base + 60 + index - 8),
        (_, Some(index)) => format!(";{}", base + index),
        _ => return,
    };
    out.push_str(&code);
}
