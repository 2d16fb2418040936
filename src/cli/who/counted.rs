//! Who is named where in a library, from what is counted there: articles are opened for roles and forms alone.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::details::{Details, Named, Role, Why};
use super::{WhoArgs, within};
use crate::cli::filter::find_outlet;
use crate::cli::library::failure;
use crate::cli::output::{Format, complain, count};
use crate::cli::{Exit, Failure};
use crate::engine::WhoRow;
use crate::engine::library::lay::{Notes, mark};
use crate::engine::library::told::{Told, Wish};
use crate::engine::library::who::WhoSheet;
use crate::engine::library::{outlets, whole, why};
use crate::model::{Decision, Outlet, OutletId};
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
    /// How outlets name and call those who are printed.
    told: Told,
    /// What went wrong while rows were made.
    failed: RefCell<Option<LibraryError>>,
}

impl Counted {
    /// The table; `None` where so few articles pass that they are opened instead, and where decisions of the user are not laid over what is counted, or others are.
    ///
    /// # Errors
    /// The library cannot be read, or there is no such outlet.
    pub fn of(args: &WhoArgs, library: Library) -> Result<Option<Self>, Failure> {
        let table = outlets(&library).map_err(|error| failure(library.path(), &error))?;
        let (query, articles) = args.corpus.query(&library, &table)?;
        let decisions = args.corpus.decided.quietly().read_beside(library.path()).list;
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
        let mut told = Told::default();
        if args.output.format() != Format::Table && args.output.format() != Format::Tsv {
            let mut passes = within(args.limit);
            let printed = sheet.rows().filter(|row| passes(row.kind)).map(|row| (row.id, row.articles));
            let mut entities: Vec<(u32, u32)> = printed.collect();
            entities.sort_unstable();
            let forms = args.output.format() == Format::Plain;
            let wish = Wish { entities: &entities, query: &query, forms };
            told = Told::new(&library, &wish).map_err(|error| failure(library.path(), &error))?;
        }
        let failed = RefCell::new(told.failed.take());
        Ok(Some(Self { library, sheet, articles, outlets: passing.len(), decided, told, failed }))
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
    pub fn details(&self, row: &WhoRow) -> Details {
        let id = row.id.0;
        let columns = self.sheet.columns().iter().zip(&row.cells);
        let (mut named, mut absent) = (Vec::new(), Vec::new());
        for (column, cell) in columns {
            let name: Arc<str> = column.display().into();
            if cell.mentions == 0 {
                absent.push(name);
                continue;
            }
            named.push(Named {
                outlet: column.outlet,
                name,
                mentions: cell.mentions,
                forms: self.told.forms(id, column.outlet).into_iter().map(Arc::from).collect(),
                roles: self.told.roles(id, Some(column.outlet)).into_iter().map(Role::from).collect(),
            });
        }
        named.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        absent.sort();
        Details {
            named,
            absent,
            roles: self.told.roles(id, None).into_iter().map(Role::from).collect(),
            merges: self.why(row).into_iter().map(Why::from).collect(),
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
