//! Titles and offices inside a name: "PM Starmer", "Secretary of State Blinken", "NATO chief Stoltenberg".

use super::Style;
use crate::nlp::resolve::knowledge::{Knowledge, Sex};

/// A saint's title.
pub(crate) const SAINT: Style = 1;
/// The pope's.
pub(crate) const POPE: Style = 2;
/// That of who rules: "King".
pub(crate) const SOVEREIGN: Style = 4;
/// Any other that goes with a given name alone: "Prince", "Duchess", "Mullah".
pub(crate) const PRINCE: Style = 8;

/// More words than this before an office are not what it is of.
const MAX_BEFORE: usize = 3;

/// The sort of a title, given in lower case; 0 for those that go with a surname.
pub(crate) fn style(title: &str) -> Style {
    Knowledge::get().regnal.get(title).copied().unwrap_or(0)
}

/// Whether titles of two sorts are hardly one person's; a prince may become king.
pub(crate) const fn clash(a: Style, b: Style) -> bool {
    let crown = SOVEREIGN | PRINCE;
    a != 0 && b != 0 && a & b == 0 && !(a & crown != 0 && b & crown != 0)
}

/// Takes the titles off the front of a name: what they say of the sex, and of which sort they are.
pub(super) fn strip(parts: &mut Vec<&str>) -> (Option<Sex>, Style) {
    let known = Knowledge::get();
    let (mut sex, mut regnal) = (None, 0);
    loop {
        while let (Some(first), true) = (parts.first(), parts.len() > 1) {
            let title = first.trim_end_matches('.');
            let plain = title.strip_prefix("ex-").or_else(|| title.strip_prefix("then-")).unwrap_or(title);
            let lengthy = parts.len() > 2 && known.lengthy.contains(title);
            let Some(of_title) =
                known.titles.get(title).or_else(|| known.titles.get(plain)).or(lengthy.then_some(&None))
            else {
                break;
            };
            sex = sex.or(*of_title);
            regnal |= style(title);
            parts.remove(0);
            let field = |word: &&&str| known.department.contains(**word);
            if parts.first() == Some(&"of") {
                let of = 1 + parts.iter().skip(1).take_while(field).count();
                if of > 1 && of < parts.len() {
                    parts.drain(..of);
                }
            }
        }
        // What an office is of stands before it.
        let office = |word: &&str| known.held.contains(word.strip_prefix("ex-").unwrap_or(word));
        match parts.iter().take(MAX_BEFORE + 1).rposition(office) {
            Some(at) if at > 0 && at + 1 < parts.len() && regnal == 0 => {
                parts.drain(..=at);
            }
            _ => return (sex, regnal),
        }
    }
}
