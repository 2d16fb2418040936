//! Names set in capitals, in ordinary case.

use super::names::is_agency;
use super::outlet::is_known;

/// Words of names that stay small.
const SMALL: [&str; 12] = ["AND", "DE", "LA", "DEL", "DER", "DEN", "VON", "BIN", "IBN", "DA", "DI", "DOS"];

/// "ANN LEY AND BO OE" is "Ann Ley and Bo Oe"; agencies, outlets, initials and what has small letters stay as they are.
pub(super) fn ordinary(names: &str) -> String {
    let mut out = String::with_capacity(names.len());
    let mut rest = names;
    while !rest.is_empty() {
        let cut = [", ", " and ", " AND ", " & "]
            .iter()
            .filter_map(|sign| rest.find(sign).map(|at| (at, sign.len())))
            .min_by_key(|(at, _)| *at);
        let (at, len) = cut.unwrap_or((rest.len(), 0));
        let (name, after) = rest.split_at(at);
        let (sign, after) = after.split_at_checked(len).unwrap_or((after, ""));
        let shouted = name.contains(' ') && !name.contains(char::is_lowercase) && name.contains(char::is_uppercase);
        if shouted && !is_agency(name) && !is_known(name) {
            out.push_str(&name.split(' ').enumerate().map(|(at, word)| cased(at, word)).collect::<Vec<_>>().join(" "));
        } else {
            out.push_str(name);
        }
        out.push_str(if sign == " AND " { " and " } else { sign });
        rest = after;
    }
    out
}

fn cased(at: usize, word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let initials = letters <= 1 || (word.contains('.') && !matches!(word, "JR." | "SR.")) || is_numeral(word);
    if initials || is_agency(word) {
        return word.to_owned();
    }
    if at > 0 && SMALL.contains(&word) {
        return word.to_lowercase();
    }
    let mut out = String::with_capacity(word.len());
    // A letter after a hyphen, an apostrophe ("O'NEIL") or "Mc" is large.
    let mut large = true;
    for c in word.chars() {
        if large {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        large = !c.is_alphabetic() || (out == "Mc" && letters > 3);
    }
    out
}

/// "II", "III", "IV".
fn is_numeral(word: &str) -> bool {
    matches!(word, "II" | "III" | "IV")
}

#[cfg(test)]
mod tests {
    use super::ordinary;

    #[test]
    fn capitals_are_taken_back() {
        for (shouted, name) in [
            ("ANN LEY", "Ann Ley"),
            ("ANN B. LEY AND BO OE-LARSEN", "Ann B. Ley and Bo Oe-Larsen"),
            ("J.D. O'NEIL JR. and CY MCPOE", "J.D. O'Neil Jr. and Cy McPoe"),
            ("EVA VON DER HEIDE, ÉMILE ÅS", "Eva von der Heide, Émile Ås"),
            ("Ann Ley", "Ann Ley"),
            ("AFP", "AFP"),
            ("ANN LEY, AP", "Ann Ley, AP"),
            ("ABC NEWS", "ABC NEWS"),
            ("王 小明", "王 小明"),
        ] {
            assert_eq!(ordinary(shouted), name);
        }
    }
}
