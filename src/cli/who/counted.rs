//! Who is named where in a library, from what is counted there: no article is opened.

use std::cell::RefCell;
use std::ops::Range;

use super::WhoArgs;
use crate::cli::filter::find_outlet;
use crate::cli::library::failure;
use crate::cli::output::{complain, count};
use crate::cli::{Exit, Failure};
use crate::engine::library::who::WhoSheet;
use crate::engine::library::{outlets, whole, why};
use crate::engine::{Card, OutletLine, WhoRow};
use crate::model::{EntityRef, Outlet, OutletId};
use crate::store::library::{Library, LibraryError};

/// The table of a library.
pub struct Counted {
    library: Library,
    /// Its rows.
    pub sheet: WhoSheet,
    articles: u32,
    outlets: usize,
    /// What went wrong while rows were made.
    failed: RefCell<Option<LibraryError>>,
}

impl Counted {
    /// The table; `None` where so few articles pass that they are opened instead (then roles and forms are told, too), and
    /// where decisions of the user change who is who.
    ///
    /// # Errors
    /// The library cannot be read, or there is no such outlet.
    pub fn of(args: &WhoArgs, library: Library) -> Result<Option<Self>, Failure> {
        let table = outlets(&library).map_err(|error| failure(library.path(), &error))?;
        let (query, articles) = args.corpus.query(&library, &table)?;
        let (decisions, _) = args.corpus.decided.quietly().read_beside(library.path());
        // What is counted is what lies over the names; asked is what the machine found.
        let laid = library.laid().map_err(|error| failure(library.path(), &error))?.is_some();
        if u64::from(articles) <= whole::MOST || !decisions.is_empty() || laid {
            return Ok(None);
        }
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
        Ok(Some(Self { library, sheet, articles, outlets: passing.len(), failed: RefCell::default() }))
    }

    /// Rows of the table; none more after something went wrong.
    pub fn rows(&self, window: &Range<u32>) -> Vec<WhoRow> {
        match self.sheet.page(&self.library, window, None) {
            Ok(page) => page.rows,
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
            decided: Vec::new(),
        }
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
