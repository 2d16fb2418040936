//! Finding names: the facade of tokeniser, sentence splitter and tagger.

use std::sync::OnceLock;

use crate::model::{Analysis, EntityKind, NameMention, Zone};
use crate::text::Span;

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes are no model of this program, or a damaged one.
    #[error("{0}")]
    Refused(String),
}

/// Finds names in text. Cheap to share between threads; holds no state of a text.
#[derive(Debug)]
pub struct Recognizer {}

impl Recognizer {
    /// The recogniser with the model that comes with the program, loaded once.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Recognizer> = OnceLock::new();
        SHIPPED.get_or_init(|| Self {})
    }

    /// Analyses the zones of a text (what lies outside of them is not looked at). Spans are bytes of `text`.
    ///
    /// STAND-IN until the tagger lands: runs of capitalised words, all taken for people.
    #[must_use]
    pub fn recognize(&self, text: &str, zones: &[Zone]) -> Analysis {
        let mut mentions = Vec::new();
        for zone in zones {
            let mut run: Option<Span> = None;
            let mut at = zone.span.start;
            for word in zone.span.of(text).split_inclusive(char::is_whitespace) {
                let bare = word.trim_end().trim_matches(|c: char| !c.is_alphanumeric());
                let offset = word.find(bare).unwrap_or(0) as u32;
                let span = Span::new(at + offset, at + offset + bare.len() as u32);
                at += word.len() as u32;
                if bare.chars().next().is_some_and(char::is_uppercase) && bare.len() > 3 {
                    run = Some(Span::new(run.map_or(span.start, |r| r.start), span.end));
                    if word.trim_end().ends_with(bare) {
                        continue;
                    }
                }
                if let Some(span) = run.take() {
                    mentions.push(NameMention { span, kind: EntityKind::Person, score: 128 });
                }
            }
            if let Some(span) = run {
                mentions.push(NameMention { span, kind: EntityKind::Person, score: 128 });
            }
        }
        Analysis { mentions, ..Analysis::default() }
    }
}
