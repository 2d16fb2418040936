//! Colours by their light: contrast, and the nearest colour of a smaller palette.

use ratatui::style::{Color, Style};

use super::{Colours, Role, Theme};

/// Least contrast of text with its ground: level AA of WCAG 2.2, criterion 1.4.3.
pub const READABLE: f64 = 4.5;

/// xterm's default values of the sixteen colours, in their order.
const ANSI16: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// Red, green and blue of a colour; `None` for the terminal's default.
pub fn rgb(colour: Color) -> Option<[u8; 3]> {
    match colour {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(index) => Some(indexed(index)),
        Color::Reset => None,
        other => ANSI16.iter().find(|(known, _)| *known == other).map(|(_, value)| *value),
    }
}

/// xterm's 256 colours: the sixteen, a cube of six steps for each of red, green and blue, and 24 greys.
fn indexed(index: u8) -> [u8; 3] {
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match index {
        0..16 => ANSI16.get(usize::from(index)).map_or([0; 3], |(_, value)| *value),
        16..232 => [step((index - 16) / 36), step((index - 16) / 6 % 6), step((index - 16) % 6)],
        232.. => [8 + 10 * (index - 232); 3],
    }
}

/// Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, 0 to 1 (WCAG 2.2, from sRGB).
fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// Distance of two colours to the eye: Euclidean in Oklab (Ottosson 2020).
fn distance(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (a, b) = (oklab(one), oklab(other));
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[allow(clippy::many_single_char_names)] // the names of the paper
fn oklab([red, green, blue]: [u8; 3]) -> [f64; 3] {
    let (r, g, b) = (linear(red), linear(green), linear(blue));
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

/// All styles of a theme in a smaller palette. What was readable on its ground stays readable on the ground's nearest.
pub(super) fn fewer(theme: &Theme, colours: Colours) -> Vec<Style> {
    let palette: Vec<(Color, [u8; 3])> = match colours {
        Colours::Ansi16 => ANSI16.to_vec(),
        // The first sixteen are left out: they are what the user made of them.
        _ => (16..=255).map(|index| (Color::Indexed(index), indexed(index))).collect(),
    };
    let text = theme.style(Role::Text);
    theme.styles.iter().map(|style| degrade(*style, text, &palette)).collect()
}

fn degrade(style: Style, text: Style, palette: &[(Color, [u8; 3])]) -> Style {
    let mut out = style;
    let ground = style.bg.or(text.bg).and_then(rgb);
    let new_ground = style.bg.or(text.bg).map(|ground| nearest(ground, palette, |_| true));
    if style.bg.is_some() {
        out.bg = new_ground;
    }
    out.fg = style.fg.map(|colour| {
        let readable = match (rgb(colour), ground) {
            (Some(colour), Some(ground)) => contrast(colour, ground) >= READABLE,
            _ => false,
        };
        let on = new_ground.and_then(rgb);
        nearest(colour, palette, |new| !readable || on.is_none_or(|on| contrast(new, on) >= READABLE))
    });
    out
}

/// The nearest colour of a palette among those that pass. Colours that are the terminal's own stay.
fn nearest(colour: Color, palette: &[(Color, [u8; 3])], passes: impl Fn([u8; 3]) -> bool) -> Color {
    let exact = match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index) if palette.len() == ANSI16.len() => indexed(index),
        _ => return colour,
    };
    palette
        .iter()
        .filter(|(_, value)| passes(*value))
        .min_by(|(_, one), (_, other)| distance(exact, *one).total_cmp(&distance(exact, *other)))
        .map_or(Color::Reset, |(colour, _)| *colour)
}
