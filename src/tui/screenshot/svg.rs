//! A screen as a picture: SVG 1.1 with one `text` element for each run of one style.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::ansi::index16;

/// Width and height of a cell.
const CELL: (f32, f32) = (8.4, 18.0);
/// Space around the screen.
const EDGE: f32 = 12.0;
/// Ground and ink where the terminal's own are meant.
const GROUND: &str = "#14171c";
const INK: &str = "#d8dce3";
/// The terminal's own 16 colours.
const PALETTE: [&str; 16] = [
    "#2b303b", "#d8616b", "#8fbf6f", "#e0b25c", "#6ea8e8", "#c08fd8", "#62bfc4", "#b8bec9", "#7d8594", "#e98089",
    "#a8d58a", "#f0c97c", "#8fc0f5", "#d3a9e8", "#83d3d7", "#f2f4f8",
];

/// The picture of a screen.
#[must_use]
pub fn svg(buf: &Buffer) -> String {
    let (columns, rows) = (f32::from(buf.area.width), f32::from(buf.area.height));
    let (width, height) = (columns * CELL.0 + 2.0 * EDGE, rows * CELL.1 + 2.0 * EDGE);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         width=\"{width:.0}\" height=\"{height:.0}\" font-size=\"14\" \
         font-family=\"'DejaVu Sans Mono','JetBrains Mono',Menlo,Consolas,monospace\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n"
    );
    for y in 0..buf.area.height {
        row(buf, y, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// What makes a run: ink, ground, modifiers.
type Look = (String, Option<String>, Modifier);

fn look(cell: &Cell) -> Look {
    let mut ink = hex(cell.fg).unwrap_or_else(|| INK.to_owned());
    let mut ground = hex(cell.bg);
    if cell.modifier.contains(Modifier::REVERSED) {
        let under = ground.unwrap_or_else(|| GROUND.to_owned());
        ground = Some(std::mem::replace(&mut ink, under));
    }
    (ink, ground, cell.modifier)
}

fn row(buf: &Buffer, y: u16, out: &mut String) {
    let mut run: Option<(u16, u16, String, Look)> = None;
    let mut x = 0;
    while x < buf.area.width {
        let cell = &buf[(x, y)];
        let cells = crate::text::cells(cell.symbol()).max(1) as u16;
        let look = look(cell);
        match &mut run {
            Some((_, end, text, of)) if *of == look => {
                text.push_str(cell.symbol());
                *end += cells;
            }
            _ => {
                if let Some(done) = run.take() {
                    element(y, &done, out);
                }
                run = Some((x, x + cells, cell.symbol().to_owned(), look));
            }
        }
        x += cells;
    }
    if let Some(done) = run {
        element(y, &done, out);
    }
}

fn element(y: u16, (from, to, text, (ink, ground, modifier)): &(u16, u16, String, Look), out: &mut String) {
    let (left, top) = (EDGE + f32::from(*from) * CELL.0, EDGE + f32::from(y) * CELL.1);
    let width = f32::from(to - from) * CELL.0;
    if let Some(ground) = ground {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{ground}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    if modifier.contains(Modifier::BOLD) {
        style.push_str(" font-weight=\"bold\"");
    }
    if modifier.contains(Modifier::ITALIC) {
        style.push_str(" font-style=\"italic\"");
    }
    if modifier.contains(Modifier::UNDERLINED) {
        style.push_str(" text-decoration=\"underline\"");
    }
    if modifier.contains(Modifier::DIM) {
        style.push_str(" opacity=\"0.65\"");
    }
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
         xml:space=\"preserve\" fill=\"{ink}\"{style}>{}</text>",
        top + 13.5,
        escape(text)
    );
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn hex(colour: Color) -> Option<String> {
    match (colour, index16(colour)) {
        (Color::Rgb(r, g, b), _) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        (Color::Indexed(index), _) if index < 16 => Some(PALETTE[usize::from(index)].to_owned()),
        (Color::Indexed(index), _) if index >= 232 => {
            let level = 8 + (index - 232) * 10;
            Some(format!("#{level:02x}{level:02x}{level:02x}"))
        }
        (Color::Indexed(index), _) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + step * 40 };
            let cube = index - 16;
            Some(format!("#{:02x}{:02x}{:02x}", level(cube / 36), level(cube / 6 % 6), level(cube % 6)))
        }
        (_, Some(index)) => Some(PALETTE[usize::from(index)].to_owned()),
        _ => None,
    }
}
