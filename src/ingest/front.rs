//! Front matter: what an article says of itself before it begins.

mod fields;
mod value;

pub(super) use fields::Front;

/// Front matter that is longer is none: a text that merely begins with a rule.
const MAX_BYTES: usize = 64 * 1024;

/// A flaw in front matter. Lines and columns are those of the input, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    pub line: usize,
    pub column: usize,
    pub reason: String,
}

/// What was found at the start of a text.
#[derive(Debug, Default)]
pub(super) struct Split<'a> {
    /// The fields; `None` where the text has no front matter.
    pub front: Option<Front>,
    /// The text after it.
    pub rest: &'a str,
    /// What is wrong with it. The fields that could be read are in `front` all the same.
    pub flaws: Vec<Flaw>,
}

/// Splits front matter off a text whose lines end in `\n`: YAML between `---` lines, or TOML between `+++` lines.
pub(super) fn split(text: &str) -> Split<'_> {
    let body = text.trim_start_matches(['\n', ' ']);
    let skipped = text.len() - body.len();
    let before = 1 + text.bytes().take(skipped).filter(|byte| *byte == b'\n').count();
    let none = Split { rest: text, ..Split::default() };
    let Some((first, after)) = body.split_once('\n') else { return none };
    let toml = match first.trim_end() {
        "---" => false,
        "+++" => true,
        _ => return none,
    };
    let Some((matter, rest, closed)) = find_end(after, toml) else { return none };
    let mut flaws = Vec::new();
    let value = if toml { value::from_toml(matter) } else { value::from_yaml(matter) };
    let value = value.unwrap_or_else(|flaw| {
        flaws.push(Flaw { line: flaw.line + before, ..flaw });
        value::line_by_line(matter, if toml { '=' } else { ':' })
    });
    if !closed {
        let reason = "the front matter that begins here has no closing line; it is read up to the first empty line";
        flaws.push(Flaw { line: before, column: 1, reason: reason.to_owned() });
    }
    let (front, bad) = Front::from_value(&value);
    flaws.extend(bad.into_iter().map(|(key, reason)| {
        let line = matter.lines().position(|line| line.trim_start().trim_matches('"').starts_with(&key));
        Flaw { line: before + 1 + line.unwrap_or(0), column: 1, reason }
    }));
    Split { front: Some(front), rest, flaws }
}

/// The front matter in `text`, what comes after it, and whether it was closed by a line of its own. Unclosed front
/// matter counts only if all its lines look like fields.
fn find_end(text: &str, toml: bool) -> Option<(&str, &str, bool)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let bare = line.trim_end();
        if (toml && bare == "+++") || (!toml && (bare == "---" || bare == "...")) {
            let matter = text.get(..at)?;
            // A rule, some prose and another rule are not front matter.
            return (matter.trim().is_empty() || matter.lines().any(|line| is_field(line, toml))).then_some((
                matter,
                text.get(end..)?,
                true,
            ));
        }
        at = end;
        if at > MAX_BYTES {
            break;
        }
    }
    let end = text.find("\n\n").map_or(text.len(), |at| at + 1);
    let matter = text.get(..end)?;
    let plausible = end <= MAX_BYTES && matter.lines().all(|line| is_field(line, toml));
    (plausible && !matter.trim().is_empty()).then_some((matter, text.get(end..)?, false))
}

/// Whether a line looks like `key: value` (or `key = value`), with a key of one word.
fn is_field(line: &str, toml: bool) -> bool {
    line.split_once(if toml { '=' } else { ':' }).is_some_and(|(key, _)| {
        let key = key.trim().trim_matches('"');
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    })
}

#[cfg(test)]
mod tests;
