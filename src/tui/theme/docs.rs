//! The documentation of themes.

use std::fmt::Write;

use super::{Role, Sign, Theme};

/// `docs/themes.md`.
pub fn markdown() -> String {
    let names: Vec<String> = Theme::names().map(|name| format!("`{name}`")).collect();
    let mut out = HEAD.replace("{names}", &names.join(", "));
    out.push_str("\n## Roles (`[styles]`)\n\n| Role | |\n|---|---|\n");
    for role in Role::ALL {
        let _ = writeln!(out, "| `{}` | {} |", role.name(), role.doc().trim());
    }
    out.push_str("\n## Signs (`[signs]`)\n\n| Sign | Unicode | ASCII | |\n|---|---|---|---|\n");
    for sign in Sign::ALL {
        let (unicode, ascii) = sign.builtin();
        let shown = |sign: &str| if sign == " " { String::new() } else { format!("`{}`", sign.replace('|', "\\|")) };
        let _ = writeln!(out, "| `{}` | {} | {} | {} |", sign.name(), shown(unicode), shown(ascii), sign.doc().trim());
    }
    out
}

const HEAD: &str = "\
# Themes

Made by `DATELINE_UPDATE_DOCS=1 cargo test --test config`; do not edit by hand.

Built in are {names}. `theme = \"dark\"` in `config.toml` chooses one, `:theme dark` tries it. A file `themes/NAME.toml` in
the configuration folder (`~/.config/dateline` on Linux and macOS; `DATELINE_CONFIG` names another one) lies over the built-in
theme of that name, or is a new one:

```toml
base = \"dark\"                             # what is not said here is as there

[colours]                                 # names for colours
sea = \"#1f6feb\"

[styles]                                  # ink, then the ground after \"on\", then how the letters are set
person = \"sea underline\"
selection = \"black on light-yellow bold\"

[signs]                                   # one cell each
star = \"x\"
```

Colours are names from `[colours]`, `#rrggbb`, a number from 0 to 255 (xterm's), or the terminal's own: black, red, green,
yellow, blue, magenta, cyan, grey, dark-grey, light-red, light-green, light-yellow, light-blue, light-magenta, light-cyan,
white, default. Letters are bold, dim, italic, underline, reverse, strike.

Nothing hangs on colour alone: people are underlined, organisations bold, places italic. A terminal with fewer colours gets
the nearest ones that keep the contrast; with `NO_COLOR` every theme looks like `mono`. A mistake is told with its line and
column in the list of problems, and the rest of the file is used.
";
