//! A screen for snapshots: its rows, and under each row that has any, the runs of cells with a style of their own.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

fn style(cell: &Cell) -> String {
    let mut out = String::new();
    let modifiers = [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underline"),
        (Modifier::REVERSED, "reverse"),
    ];
    for (modifier, name) in modifiers {
        if cell.modifier.contains(modifier) {
            write!(out, " {name}").unwrap();
        }
    }
    if cell.fg != Color::Reset {
        write!(out, " fg:{}", cell.fg).unwrap();
    }
    if cell.bg != Color::Reset {
        write!(out, " bg:{}", cell.bg).unwrap();
    }
    out.trim_start().to_owned()
}

/// Rows and runs of styles.
pub fn styled(buf: &Buffer) -> String {
    let mut out = String::new();
    for (y, row) in (buf.area.top()..buf.area.bottom()).zip(dateline::tui::screenshot::text(buf).lines()) {
        writeln!(out, "{y:>2} {row}").unwrap();
        let mut runs: Vec<(u16, u16, String)> = Vec::new();
        for x in buf.area.left()..buf.area.right() {
            let style = style(&buf[(x, y)]);
            match runs.last_mut() {
                Some((_, end, last)) if *last == style => *end = x,
                _ => runs.push((x, x, style)),
            }
        }
        let words: Vec<String> = runs
            .iter()
            .filter(|(_, _, style)| !style.is_empty())
            .map(|(from, to, style)| format!("{from}-{to} {style}"))
            .collect();
        if !words.is_empty() {
            writeln!(out, "      {}", words.join(" | ")).unwrap();
        }
    }
    out
}
