//! What the terminal can show, as far as its environment tells.

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Colours {
    /// None, or the reader wants none.
    None,
    /// The sixteen of the terminal's own palette.
    Ansi16,
    /// xterm's 256.
    Ansi256,
    /// Any.
    Rgb,
}

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Capability {
    /// Its colours.
    pub colours: Colours,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
    /// Whether the ground is known to be light. Few terminals say so; the others are taken for dark.
    pub light: bool,
}

impl Capability {
    /// Goes by environment variables, and by nothing else: `NO_COLOR` (<https://no-color.org>), `COLORTERM`, `TERM`,
    /// `WT_SESSION`, `COLORFGBG`, and the locale in `LC_ALL`, `LC_CTYPE`, `LANG`.
    pub fn detect(env: &dyn Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| env(name).filter(|value| !value.is_empty());
        let term = set("TERM").map(|term| term.to_lowercase());
        let (colours, unicode) = (colours(&set, term.as_deref()), unicode(&set, term.as_deref()));
        Self { colours, unicode, light: set("COLORFGBG").is_some_and(|pair| is_light(&pair)) }
    }
}

/// Terminals that show any colour though `COLORTERM` may not have come through (ssh, sudo).
const TRUE_COLOUR: &[&str] =
    &["direct", "truecolor", "kitty", "alacritty", "foot", "wezterm", "ghostty", "contour", "rio"];

fn colours(set: &dyn Fn(&str) -> Option<String>, term: Option<&str>) -> Colours {
    let term_is = |names: &[&str]| term.is_some_and(|term| names.iter().any(|name| term.contains(name)));
    if set("NO_COLOR").is_some() || term_is(&["dumb", "vt100", "vt102", "vt220", "-mono"]) && !term_is(&["256"]) {
        return Colours::None;
    }
    let wide = set("COLORTERM").is_some_and(|value| {
        let value = value.to_lowercase();
        value.contains("truecolor") || value.contains("24bit")
    });
    if wide || term_is(TRUE_COLOUR) || set("WT_SESSION").is_some() {
        Colours::Rgb
    } else if term_is(&["256"]) {
        Colours::Ansi256
    } else {
        Colours::Ansi16
    }
}

/// Reads `COLORFGBG` of rxvt, Konsole and others: `text;ground`, or `text;other;ground`, as numbers of the sixteen colours.
fn is_light(pair: &str) -> bool {
    matches!(pair.rsplit(';').next(), Some("7" | "9" | "10" | "11" | "12" | "13" | "14" | "15"))
}

fn unicode(set: &dyn Fn(&str) -> Option<String>, term: Option<&str>) -> bool {
    // The Linux console has box lines but few of the other signs.
    if term.is_some_and(|term| term == "linux" || term.contains("dumb") || term.starts_with("vt")) {
        return false;
    }
    // The first that is set counts (POSIX, 8.2). Where nothing is set, terminals of today speak UTF-8.
    ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::{Capability, Colours};

    fn detect(pairs: &[(&str, &str)]) -> Capability {
        Capability::detect(&|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn colours_by_environment() {
        assert_eq!(detect(&[("TERM", "xterm")]).colours, Colours::Ansi16);
        assert_eq!(detect(&[("TERM", "xterm-256color")]).colours, Colours::Ansi256);
        assert_eq!(detect(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]).colours, Colours::Rgb);
        assert_eq!(detect(&[("TERM", "xterm-kitty")]).colours, Colours::Rgb);
        assert_eq!(detect(&[("TERM", "xterm-mono")]).colours, Colours::None);
        assert_eq!(detect(&[("TERM", "dumb")]).colours, Colours::None);
        assert_eq!(detect(&[("TERM", "xterm-kitty"), ("NO_COLOR", "1")]).colours, Colours::None);
        assert_eq!(detect(&[("TERM", "xterm-kitty"), ("NO_COLOR", "")]).colours, Colours::Rgb);
        assert_eq!(detect(&[]).colours, Colours::Ansi16);
    }

    #[test]
    fn light_ground_by_environment() {
        assert!(!detect(&[]).light);
        assert!(detect(&[("COLORFGBG", "0;15")]).light);
        assert!(detect(&[("COLORFGBG", "0;default;15")]).light);
        assert!(!detect(&[("COLORFGBG", "15;0")]).light);
        assert!(!detect(&[("COLORFGBG", "0;default")]).light);
    }

    #[test]
    fn signs_by_locale() {
        assert!(detect(&[]).unicode);
        assert!(detect(&[("LANG", "de_DE.UTF-8")]).unicode);
        assert!(detect(&[("LANG", "C"), ("LC_ALL", "C.utf8")]).unicode);
        assert!(!detect(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "POSIX")]).unicode);
        assert!(!detect(&[("LANG", "de_DE.ISO-8859-1")]).unicode);
        assert!(!detect(&[("LANG", "de_DE.UTF-8"), ("TERM", "linux")]).unicode);
    }
}
