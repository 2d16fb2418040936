//! Who is named in an article that is given back, and what of it a person decided.

use serde::Serialize;

use crate::cli::corpus::CorpusArgs;
use crate::cli::library::failure;
use crate::cli::offsets::CodePointIndex;
use crate::cli::output::complain;
use crate::cli::{Exit, Failure};
use crate::engine::library::as_found;
use crate::engine::library::lay::Over;
use crate::store::library::{Library, LibraryError, Stored};
use crate::text::Span;

/// Names of an article. Offsets count code points of `text`.
#[derive(Debug, Serialize)]
pub struct Names {
    entities: Vec<Entity>,
    /// Mentions that the machine found and a person took away.
    dropped: Vec<(usize, usize)>,
}

/// An entity with its places.
#[derive(Debug, Serialize)]
struct Entity {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    mentions: Vec<(usize, usize)>,
    /// Whether a person decided something about it, and what.
    decided: bool,
    decisions: Vec<String>,
    /// Those of `mentions` that a person added, or gave to it.
    decided_mentions: Vec<(usize, usize)>,
}

/// The library as the machine found it, and what people decided over it.
pub struct Decided {
    /// What is given back.
    pub library: Library,
    over: Over,
    /// How the command ends if nothing else happens.
    pub exit: Exit,
}

impl Decided {
    /// Reads the decisions; what is wrong with them is said on standard error.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn new(corpus: &CorpusArgs, library: Library) -> Result<Self, Failure> {
        let decisions = corpus.decided.read_beside(library.path());
        let library = as_found(&library).map_err(|error| failure(library.path(), &error))?.unwrap_or(library);
        let over =
            Over::new(&library, &decisions.list, &decisions.places).map_err(|error| failure(library.path(), &error))?;
        for problem in over.problems() {
            complain(&format!("{}: {}", problem.source, problem.reason));
        }
        Ok(Self { library, over, exit: if decisions.problems.is_empty() { Exit::Done } else { Exit::SomeSkipped } })
    }

    /// Who is named in the text of an article, which begins at a byte of its document.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn names(&self, stored: &Stored, text: &str, start: u32) -> Result<Names, Failure> {
        let told = self.over.tell(&self.library, stored)?;
        let index = CodePointIndex::new(text);
        let place = |span: Span| {
            (span.start >= start).then(|| index.span(text, Span::new(span.start - start, span.end - start)))
        };
        let mut entities = Vec::new();
        for named in told.entities {
            let placed = named.mentions.iter().filter_map(|(span, by_hand)| Some((place(*span)?, *by_hand)));
            let placed: Vec<_> = placed.collect();
            if placed.is_empty() {
                continue;
            }
            entities.push(Entity {
                name: named.name,
                kind: named.kind.label(),
                mentions: placed.iter().map(|(place, _)| *place).collect(),
                decided: !named.decisions.is_empty(),
                decisions: named.decisions,
                decided_mentions: placed.iter().filter(|(_, by_hand)| *by_hand).map(|(place, _)| *place).collect(),
            });
        }
        Ok(Names { entities, dropped: told.dropped.into_iter().filter_map(place).collect() })
    }

    /// The names in an article about which something was decided, in the order of the text.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn about(&self, article: u32) -> Result<Vec<String>, LibraryError> {
        if !self.over.concerns(article) {
            return Ok(Vec::new());
        }
        let stored = match self.library.load(article) {
            Ok(Some(stored)) => stored,
            Ok(None) | Err(LibraryError::Damaged(_)) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let told = self.over.tell(&self.library, &stored)?;
        let about = told.entities.into_iter().filter(|named| !named.decisions.is_empty());
        Ok(about.map(|named| named.name).collect())
    }
}
