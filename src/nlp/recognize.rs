//! Finding names: the facade of tokeniser, sentence splitter and tagger.

use std::sync::{Mutex, OnceLock, PoisonError};

use super::model::Model;
use super::tagger::Scratch;
use super::{language, model_file};
use crate::model::{Analysis, Zone};

/// The model that comes with the program.
static SHIPPED_MODEL: &[u8] = include_bytes!("../../assets/models/names-en.model");

/// After a longer text (bytes) the memory it took is given back: it is about twenty times the text.
const LONG: usize = 1 << 20;

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes are no model of this program, or a damaged one.
    #[error("{0}")]
    Refused(String),
}

/// Finds names in text. Cheap to share between threads; holds no state of a text, and gives the same answer to the same
/// text whatever it has read before and in whatever thread.
///
/// ```
/// use dateline::model::{Zone, ZoneKind};
/// use dateline::nlp::Recognizer;
/// use dateline::text::Span;
///
/// let text = "President Claudia Sheinbaum spoke in Mexico City on Monday.";
/// let zone = Zone { span: Span::new(0, text.len() as u32), kind: ZoneKind::Body };
/// let analysis = Recognizer::shipped().recognize(text, &[zone]);
/// let names: Vec<&str> = analysis.mentions.iter().map(|name| name.span.of(text)).collect();
/// assert_eq!(names, ["Claudia Sheinbaum", "Mexico City"]);
/// ```
#[derive(Debug)]
pub struct Recognizer {
    model: Model,
    /// Working memory of threads that are not at work.
    idle: Mutex<Vec<Scratch>>,
    words: language::FunctionWords,
}

impl Recognizer {
    /// The recogniser with the model that comes with the program, loaded once.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Recognizer> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            // A test reads the shipped model, so it is sound; were it not, nothing would be found.
            let model =
                model_file::read(SHIPPED_MODEL).unwrap_or_else(|_| Model::untaught(super::lexicon::Lexicon::default()));
            Self::new(model)
        })
    }

    /// A recogniser with a model.
    #[must_use]
    pub fn new(model: Model) -> Self {
        Self { model, idle: Mutex::new(Vec::new()), words: language::FunctionWords::default() }
    }

    /// A recogniser with the model in `bytes`, as `dateline train` writes it.
    ///
    /// # Errors
    /// Says in words why bytes are refused: no model, another version, damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        model_file::read(bytes).map(Self::new)
    }

    /// Its model.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// Analyses the zones of a text (what lies outside of them is not looked at). Spans are bytes of `text`.
    #[must_use]
    pub fn recognize(&self, text: &str, zones: &[Zone]) -> Analysis {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut scratch = idle.unwrap_or_default();
        let mut analysis = scratch.tag(&self.model, text, zones);
        if text.len() <= LONG {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        }
        let known = language::Known { function: &self.words, lexicon: &self.model.lexicon };
        analysis.foreign = language::foreign(text, zones, &analysis.tokens, known);
        if analysis.foreign.is_some() {
            analysis.mentions.clear();
        }
        language::drop_foreign(text, &analysis.tokens, &mut analysis.mentions, known);
        analysis
    }
}
