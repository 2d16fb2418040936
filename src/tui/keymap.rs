//! Keys as data: which key does what, where. The built-in map is `assets/keymap.toml`; a user's file lies over it.

pub mod context;
pub mod docs;
pub mod key;
mod load;
mod table;

use std::collections::HashSet;

pub use context::Context;
pub use key::{Key, sequence};

use super::action::Action;
use crate::config::{ConfigError, quote};

/// The built-in map, as its file.
const BUILTIN: &str = include_str!("../../assets/keymap.toml");

/// Actions without a key of their own: they are reached by the command picker and after `:`.
pub const PALETTE_ONLY: &[Action] = &[Action::CycleTheme, Action::Stop, Action::Suspend];

/// One binding of one place.
#[derive(Debug, Clone, PartialEq)]
struct Binding {
    keys: Vec<Key>,
    action: Action,
    desc: String,
}

/// What some keys mean.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// This is to be done.
    Action(Action),
    /// More keys must follow: each next key, what it does, and its action when it is the last one.
    Prefix(Vec<(Key, String, Option<Action>)>),
    /// Nothing.
    None,
}

/// A row of help: the keys that do one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The keys, as they are shown, in the order of the map.
    pub keys: Vec<String>,
    /// What they do.
    pub action: Action,
    /// The same in words.
    pub desc: String,
}

/// Which key does what, in every place.
#[derive(Debug, Clone, PartialEq)]
pub struct Keymap {
    places: Vec<Vec<Binding>>,
}

impl Keymap {
    /// A map without keys.
    fn empty() -> Self {
        Self { places: vec![Vec::new(); Context::ALL.len()] }
    }

    /// The built-in map, from the table made of its file: at every start the file itself would take as long to read as an
    /// article.
    pub fn builtin() -> Self {
        let mut keymap = Self::empty();
        for (context, keys, action, desc) in table::BUILTIN {
            let keys = keys.iter().filter_map(|key| Key::parse(key).ok()).collect();
            let desc = if desc.is_empty() { action.doc() } else { desc }.to_owned();
            if let Some(place) = keymap.places.get_mut(*context as usize) {
                place.push(Binding { keys, action: *action, desc });
            }
        }
        keymap
    }

    /// The built-in map, from its file. It has no mistakes; a test sees to it.
    pub fn of_file() -> Self {
        let mut keymap = Self::empty();
        let errors = keymap.overlay("keymap.toml", BUILTIN);
        debug_assert!(errors.is_empty(), "{errors:?}");
        keymap
    }

    /// Lays a file over this map: the same keys replace, `run = "none"` unbinds them and all that begins with them. What is
    /// wrong in the file is left out and told.
    pub fn overlay(&mut self, file_name: &str, toml_text: &str) -> Vec<ConfigError> {
        load::overlay(self, file_name, toml_text)
    }

    /// What `keys` mean in `contexts`, the innermost first. The innermost place that knows the keys decides; when it wants
    /// more keys, the places around it add theirs.
    pub fn lookup(&self, contexts: &[Context], keys: &[Key]) -> Lookup {
        let mut next: Vec<(Key, String, Option<Action>)> = Vec::new();
        for context in contexts {
            for binding in self.place(*context) {
                match binding.keys.strip_prefix(keys) {
                    Some([]) if next.is_empty() => return Lookup::Action(binding.action),
                    Some([key, rest @ ..]) if !next.iter().any(|(known, ..)| known == key) => {
                        let (desc, action) = if rest.is_empty() {
                            (binding.desc.clone(), Some(binding.action))
                        } else {
                            ("…".into(), None)
                        };
                        next.push((*key, desc, action));
                    }
                    _ => {}
                }
            }
        }
        if next.is_empty() { Lookup::None } else { Lookup::Prefix(next) }
    }

    /// The keys that do `action` in `contexts` (the innermost first), as they are shown, the shortest first.
    pub fn keys_of(&self, contexts: &[Context], action: Action) -> Vec<String> {
        let mut found: Vec<(usize, String)> = Vec::new();
        for binding in contexts.iter().flat_map(|context| self.place(*context)) {
            if binding.action == action && self.lookup(contexts, &binding.keys) == Lookup::Action(action) {
                let shown = sequence(&binding.keys);
                if !found.iter().any(|(_, known)| *known == shown) {
                    found.push((shown.chars().count(), shown));
                }
            }
        }
        found.sort_by_key(|(length, _)| *length);
        found.into_iter().map(|(_, shown)| shown).collect()
    }

    /// What is bound in one place, for help and documentation, in the order of the map.
    pub fn entries(&self, context: Context) -> impl Iterator<Item = Entry> + use<> {
        group(self.place(context).iter()).into_iter()
    }

    /// All that can be done by key in `contexts` (the innermost first): what an inner place shadows is left out.
    pub fn reachable(&self, contexts: &[Context]) -> Vec<Entry> {
        let mut seen: HashSet<&[Key]> = HashSet::new();
        let all = contexts.iter().flat_map(|context| self.place(*context));
        let live = all.filter(|binding| {
            seen.insert(&binding.keys) && self.lookup(contexts, &binding.keys) == Lookup::Action(binding.action)
        });
        group(live)
    }

    fn place(&self, context: Context) -> &[Binding] {
        self.places.get(context as usize).map_or(&[], Vec::as_slice)
    }

    /// Binds keys in a place; what stood there with the same keys is replaced.
    fn bind(&mut self, context: Context, binding: Binding) -> Result<(), String> {
        let Some(place) = self.places.get_mut(context as usize) else { return Ok(()) };
        if let Some(other) = place.iter().find(|other| other.keys != binding.keys && begins(&other.keys, &binding.keys))
        {
            let (short, long) =
                if other.keys.len() < binding.keys.len() { (other, &binding) } else { (&binding, other) };
            let (begin, whole) = (quote(&sequence(&short.keys)), quote(&sequence(&long.keys)));
            let in_the_way = other.action.name();
            return Err(format!(
                "{begin} is also the beginning of {whole}, and {} is {in_the_way}; free it first with on = {}, run = \"none\"",
                quote(&sequence(&other.keys)),
                listed(&other.keys)
            ));
        }
        match place.iter_mut().find(|other| other.keys == binding.keys) {
            Some(other) => *other = binding,
            None => place.push(binding),
        }
        Ok(())
    }

    /// Frees keys and all that begins with them; tells whether there was anything.
    fn unbind(&mut self, context: Context, keys: &[Key]) -> bool {
        let Some(place) = self.places.get_mut(context as usize) else { return false };
        let before = place.len();
        place.retain(|binding| !binding.keys.starts_with(keys));
        place.len() < before
    }
}

/// Whether one of two key sequences is the beginning of the other.
fn begins(one: &[Key], other: &[Key]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// Keys as a file has them: `["space", "e"]`.
fn listed(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
    format!("[{}]", names.join(", "))
}

/// Bindings of the same action with the same words, together.
fn group<'a>(bindings: impl Iterator<Item = &'a Binding>) -> Vec<Entry> {
    let mut rows: Vec<Entry> = Vec::new();
    for binding in bindings {
        let shown = sequence(&binding.keys);
        match rows.iter_mut().find(|row| row.action == binding.action && row.desc == binding.desc) {
            Some(row) => row.keys.push(shown),
            None => {
                rows.push(Entry { keys: vec![shown], action: binding.action, desc: binding.desc.clone() });
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests;
