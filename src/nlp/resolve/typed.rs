//! Names as people type them.

use deunicode::deunicode;

use super::knowledge::Knowledge;
use crate::text::fold;

/// The form that the spellings of a word of a name share, in whatever script it is written: Зеленський, Zelenskiy and
/// Zelensky are one. Empty for titles ("Mr"), which are no part of a name.
#[must_use]
pub fn spelling_form(word: &str) -> String {
    let known = Knowledge::get();
    let mut form = if word.is_ascii() { fold(word) } else { fold(&deunicode(word)) };
    form.retain(char::is_alphanumeric);
    if known.titles.contains_key(&form) {
        return String::new();
    }
    let form = known.variants.get(&form).unwrap_or(&form);
    known.spelling.normal(form)
}

#[cfg(test)]
mod tests {
    use super::spelling_form;

    #[test]
    fn spellings_and_scripts_meet() {
        let forms = ["Zelensky", "Zelenskiy", "zelenskyy", "Зеленский"].map(spelling_form);
        assert!(forms.iter().all(|form| *form == forms[0]), "{forms:?}");
        assert_eq!(spelling_form("Mr"), "");
        assert!(spelling_form("Zelensky").starts_with(&spelling_form("зел")));
    }
}
