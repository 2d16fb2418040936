//! Whether a text is in a language the recogniser does not read.

use crate::model::{Token, Zone};

/// ISO 639-1 code of the text's language, if it is surely not English.
pub fn foreign(_text: &str, _zones: &[Zone], _tokens: &[Token]) -> Option<&'static str> {
    None
}
