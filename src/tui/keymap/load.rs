//! Reading a key map file: `[[list]]` tables of `on`, `run` and `desc`.

use std::collections::HashSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Binding, Context, Key, Keymap, listed, sequence};
use crate::config::{Source, quote};
use crate::text::sanitize_line;
use crate::tui::action::Action;

/// Most keys one binding may take.
const LONGEST: usize = 4;

/// What a binding asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Do(Action),
    /// `none`: frees the keys.
    Free,
}

/// An entry that reads well.
struct Wanted {
    context: Context,
    keys: Vec<Key>,
    run: Run,
    desc: Option<String>,
    span: Range<usize>,
}

/// Lays a file over a map.
pub(super) fn overlay(keymap: &mut Keymap, file_name: &str, toml_text: &str) -> Vec<crate::config::ConfigError> {
    let mut source = Source::new(file_name, toml_text);
    let table = source.parse();
    let wanted = entries(&mut source, &table);
    // Keys are freed before any are bound, so that the order within the file does not matter.
    for entry in wanted.iter().filter(|entry| entry.run == Run::Free) {
        if !keymap.unbind(entry.context, &entry.keys) {
            let place = entry.context.name();
            source.note(entry.span.clone(), &format!("{} is not bound in {place}", quote(&sequence(&entry.keys))));
        }
    }
    let mut done: HashSet<(Context, Vec<Key>)> = HashSet::new();
    for entry in wanted {
        let Run::Do(action) = entry.run else { continue };
        if done.contains(&(entry.context, entry.keys.clone())) {
            let message = format!("{} is bound twice in [[{}]]", quote(&sequence(&entry.keys)), entry.context.name());
            source.note(entry.span, &message);
            continue;
        }
        let desc = entry.desc.unwrap_or_else(|| action.doc().to_owned());
        match keymap.bind(entry.context, Binding { keys: entry.keys.clone(), action, desc }) {
            Ok(()) => {
                done.insert((entry.context, entry.keys));
            }
            Err(message) => source.note(entry.span, &message),
        }
    }
    source.into_errors()
}

/// All entries that read well; what does not is noted.
fn entries(source: &mut Source<'_>, table: &DeTable<'_>) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for (name, value) in table {
        let Some(context) = Context::from_name(name.get_ref()) else {
            source.unknown(name.span(), "place", name.get_ref(), &Context::ALL.map(Context::name));
            continue;
        };
        let Some(array) = value.get_ref().as_array() else {
            let hint =
                format!("write [[{name}]] with on = [\"g\", \"g\"] and run = \"top\" below it", name = context.name());
            source.note(name.span(), &format!("{} holds a list of bindings; {hint}", context.name()));
            continue;
        };
        wanted.extend(array.iter().filter_map(|item| entry(source, context, item)));
    }
    wanted
}

fn entry(source: &mut Source<'_>, context: Context, item: &Spanned<DeValue<'_>>) -> Option<Wanted> {
    let Some(table) = item.get_ref().as_table() else {
        source.note(item.span(), "a binding is a table, such as { on = [\"g\", \"g\"], run = \"top\" }");
        return None;
    };
    // Whether a setting is missing, rather than there and wrong.
    let (mut lacks_on, mut lacks_run) = (true, true);
    let (mut on, mut run, mut desc) = (None, None, None);
    for (name, value) in table {
        match &**name.get_ref() {
            "on" => {
                lacks_on = false;
                on = keys(source, context, value);
            }
            "run" => {
                lacks_run = false;
                run = action(source, value);
            }
            "desc" => desc = source.string("desc", value, "to the start").map(sanitize_line),
            other => source.unknown(name.span(), "setting", other, &["on", "run", "desc"]),
        }
    }
    if lacks_on || lacks_run {
        let missing = if lacks_on { "on = [\"g\", \"g\"]" } else { "run = \"top\"" };
        source.note(item.span(), &format!("this binding lacks its keys or its action, such as {missing}"));
    }
    Some(Wanted { context, keys: on?, run: run?, desc, span: item.span() })
}

/// The action of `run`.
fn action(source: &mut Source<'_>, value: &Spanned<DeValue<'_>>) -> Option<Run> {
    let name = source.string("run", value, "top")?;
    if name == "none" {
        return Some(Run::Free);
    }
    let action = Action::from_name(name);
    if action.is_none() {
        let known: Vec<&str> = Action::ALL.iter().map(|action| action.name()).chain(["none"]).collect();
        source.unknown(value.span(), "action", name, &known);
    }
    action.map(Run::Do)
}

/// The keys of `on`: one name, or a list of names.
fn keys(source: &mut Source<'_>, context: Context, value: &Spanned<DeValue<'_>>) -> Option<Vec<Key>> {
    let one = std::slice::from_ref(value);
    let names = value.get_ref().as_array().map_or(one, |array| array);
    if names.is_empty() || names.len() > LONGEST {
        source.note(value.span(), &format!("on wants 1 to {LONGEST} keys, such as on = [\"g\", \"g\"]"));
        return None;
    }
    let mut keys = Vec::with_capacity(names.len());
    for name in names {
        match Key::parse(source.string("on", name, "ctrl-d")?) {
            Ok(key) => keys.push(key),
            Err(message) => {
                source.note(name.span(), &message);
                return None;
            }
        }
    }
    if context.types() && keys.first().is_some_and(|key| key.typed().is_some()) {
        let message = format!(
            "{} is typed into the line in {}, it cannot be bound there; take one with ctrl- or alt-",
            listed(&keys),
            context.name()
        );
        source.note(value.span(), &message);
        return None;
    }
    Some(keys)
}
