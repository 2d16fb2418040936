//! The table of keys for the documentation.

use std::fmt::Write;

use super::{Context, Keymap, PALETTE_ONLY};

/// `docs/keys.md` for a key map.
pub fn markdown(keymap: &Keymap) -> String {
    let mut out = String::from(HEAD);
    for context in Context::ALL {
        let mut rows = keymap.entries(context).peekable();
        if rows.peek().is_none() {
            continue;
        }
        let _ =
            write!(out, "\n## {} (`[[{}]]`)\n\n| Keys | | `run` |\n|---|---|---|\n", context.heading(), context.name());
        for row in rows {
            let keys: Vec<String> = row.keys.iter().map(|key| code(key)).collect();
            let _ =
                writeln!(out, "| {} | {} | `{}` |", keys.join(" "), row.desc.replace('|', "\\|"), row.action.name());
        }
    }
    out.push_str(
        "\n## Without a key\n\nBy `:` and the command picker; bind them if you like.\n\n| | `run` |\n|---|---|\n",
    );
    for action in PALETTE_ONLY {
        let _ = writeln!(out, "| {} | `{}` |", action.doc(), action.name());
    }
    out
}

/// `src/tui/keymap/table.rs` for a key map.
pub fn table(keymap: &Keymap) -> String {
    let mut out = String::from(TABLE_HEAD);
    for context in Context::ALL {
        for binding in keymap.places.get(context as usize).into_iter().flatten() {
            let keys: Vec<String> = binding.keys.iter().map(|key| format!("{:?}", key.to_string())).collect();
            let desc = if binding.desc == binding.action.doc() { "" } else { &binding.desc };
            let keys = keys.join(", ");
            let _ = writeln!(out, "    (Context::{context:?}, &[{keys}], Action::{:?}, {desc:?}),", binding.action);
        }
    }
    out.push_str("];\n");
    out
}

const TABLE_HEAD: &str = "\
//! The built-in key map as a table. Made from `assets/keymap.toml` by `DATELINE_UPDATE_DOCS=1 cargo test --test config`; do
//! not edit by hand.

use super::Context;
use crate::tui::action::Action;

/// Place, keys one after the other, action, and words of its own where it has some.
#[rustfmt::skip]
pub(super) const BUILTIN: &[(Context, &[&str], Action, &str)] = &[
";

const HEAD: &str = "\
# Keys

Made from `assets/keymap.toml` by `DATELINE_UPDATE_DOCS=1 cargo test --test config`; do not edit by hand.

One key means the same in every pane. To change keys, put a `keymap.toml` into the configuration folder
(`~/.config/dateline` on Linux and macOS; `DATELINE_CONFIG` names another one):

```toml
[[global]]                  # the place, as below
on = [\"g\", \"e\"]             # one key after the other
run = \"bottom\"              # what to do; \"none\" frees the keys
desc = \"to the end\"         # optional: the words in help
```

The file overlays the built-in map: the same keys in the same place are replaced, all others stay. Keys are written as in the
tables, with `ctrl-`, `alt-`, `shift-` and `super-` before them; upper case letters are their own keys. In text boxes
bare letters cannot be bound. Mistakes are listed with line and column among the problems, and the rest of the file is used.
Most terminals send the same byte for `tab` and `ctrl-i`, for `enter` and `ctrl-m`, for `esc` and `ctrl-[`.
";

/// A key as code in a Markdown table.
fn code(key: &str) -> String {
    match key {
        "`" => "`` ` ``".to_owned(),
        "|" => "`\\|`".to_owned(),
        _ => format!("`{key}`"),
    }
}
