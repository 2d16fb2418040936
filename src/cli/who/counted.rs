//! Who is named where in a library, from what is counted there: no article is opened.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::WhoArgs;
use crate::cli::filter::find_outlet;
use crate::cli::library::failure;
use crate::cli::output::{complain, count};
use crate::cli::{Exit, Failure};
use crate::engine::library::lay::{Notes, mark};
use crate::engine::library::who::WhoSheet;
use crate::engine::library::{outlets, whole, why};
use crate::engine::{Card, OutletLine, WhoRow};
use crate::model::{Decision, EntityRef, Outlet, OutletId};
use crate::store::library::{Library, LibraryError};

/// The table of a library.
pub struct Counted {
    library: Library,
    /// Its rows.
    pub sheet: WhoSheet,
    articles: u32,
    outlets: usize,
    /// Type and name of those about whom something was decided, and what.
    decided: FxHashMap<(String, String), Vec<String>>,
    /// What went wrong while rows were made.
    failed: RefCell<Option<LibraryError>>,
}

impl Counted {
    /// The table; `None` where so few articles pass that they are opened instead (then roles and forms are told, too), and
    /// where decisions of the user are not laid over what is counted, or others are.
    ///
    /// # Errors
    /// The library cannot be read, or there is no such outlet.
    pub fn of(args: &WhoArgs, library: Library) -> Result<Option<Self>, Failure> {
        let table = outlets(&library).map_err(|error| failure(library.path(), &error))?;
        let (query, articles) = args.corpus.query(&library, &table)?;
        let (decisions, _) = args.corpus.decided.quietly().read_beside(library.path());
        let laid = library.laid().map_err(|error| failure(library.path(), &error))?;
        // What is counted is what lies over the names.
        let same = laid.as_ref().map_or(decisions.is_empty(), |(known, _)| *known == mark(&decisions));
        if u64::from(articles) <= whole::MOST || !same {
            return Ok(None);
        }
        let notes = laid.and_then(|(_, notes)| serde_json::from_str::<Notes>(&notes).ok()).unwrap_or_default();
        let passing: Vec<OutletId> = table.alive().filter(|id| query.outlets.passes(*id)).collect();
        let known: Vec<Outlet> = passing
            .iter()
            .map(|id| Outlet {
                id: *id,
                name: table.name(*id).as_deref().map(str::to_owned),
                tag: table.tag(*id).to_string(),
                articles: table.articles(*id),
            })
            .collect();
        let who = args.query(|typed| find_outlet(typed, &known))?;
        let sheet = WhoSheet::new(&library, &table, &query, &who).map_err(|error| failure(library.path(), &error))?;
        let decided = said(&notes, &decisions);
        Ok(Some(Self { library, sheet, articles, outlets: passing.len(), decided, failed: RefCell::default() }))
    }

    /// Rows of the table; none more after something went wrong.
    pub fn rows(&self, window: &Range<u32>) -> Vec<WhoRow> {
        match self.sheet.page(&self.library, window, None) {
            Ok(mut page) => {
                for row in page.rows.iter_mut().filter(|_| !self.decided.is_empty()) {
                    row.decided = self.said(row).is_some();
                }
                page.rows
            }
            Err(error) => {
                self.failed.replace(Some(error));
                Vec::new()
            }
        }
    }

    /// An entity by outlet.
    pub fn card(&self, row: &WhoRow) -> Card {
        let columns = self.sheet.columns().iter().zip(&row.cells);
        let mut lines: Vec<OutletLine> = columns
            .map(|(column, cell)| OutletLine {
                outlet: column.outlet,
                tag: column.tag.clone(),
                name: column.display().into(),
                mentions: cell.mentions,
                articles: cell.articles,
                forms: Vec::new(),
                roles: Vec::new(),
            })
            .collect();
        lines.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        let (named, absent) = lines.into_iter().partition(|line| line.mentions > 0);
        Card {
            revision: 0,
            id: row.id,
            entity: EntityRef { kind: row.kind, name: row.name.to_string() },
            mentions: row.all.mentions,
            articles: row.all.articles,
            named,
            absent,
            roles: Vec::new(),
            merges: self.why(row),
            decided: self.said(row).cloned().unwrap_or_default(),
        }
    }

    fn said(&self, row: &WhoRow) -> Option<&Vec<String>> {
        self.decided.get(&(row.kind.word().to_owned(), row.name.to_string()))
    }

    /// Whether decisions count here.
    pub fn has_decisions(&self) -> bool {
        !self.decided.is_empty()
    }

    /// Why its names are one.
    fn why(&self, row: &WhoRow) -> Vec<(String, String, &'static str, u8)> {
        why(&self.library, row.id.0, row.kind, &row.name).unwrap_or_else(|error| {
            self.failed.replace(Some(error));
            Vec::new()
        })
    }

    /// The forms of a name in the whole library.
    pub fn names(&self, row: &WhoRow) -> Vec<String> {
        match self.library.forms(row.id.0) {
            Ok(forms) => forms.into_iter().map(|form| form.form).collect(),
            Err(error) => {
                self.failed.replace(Some(error));
                Vec::new()
            }
        }
    }

    /// `5 articles of 3 outlets`.
    pub fn size(&self) -> String {
        format!("{} of {}", count(self.articles as usize, "article"), count(self.outlets, "outlet"))
    }

    /// How it ended: what went wrong on the way is said here.
    pub fn exit(self) -> Exit {
        let Some(error) = self.failed.into_inner() else { return Exit::Done };
        complain(&failure(self.library.path(), &error).message);
        Exit::SomeSkipped
    }
}

fn said(notes: &Notes, decisions: &[Decision]) -> FxHashMap<(String, String), Vec<String>> {
    let past = |number: &u32| decisions.get(*number as usize).map(Decision::past);
    let all = notes.entities();
    all.map(|(kind, name, numbers)| ((kind.to_owned(), name.to_owned()), numbers.iter().filter_map(past).collect()))
        .collect()
}
