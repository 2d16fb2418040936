//! The articles a command works on: the paths of its command line, or the bundled corpus.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::decisions::DecisionArgs;
use super::filter::{FilterArgs, find_outlet};
use super::library::{LibraryArgs, failure};
use super::output::{complain, count};
use super::{Exit, Failure};
use crate::engine::decide::unapplied;
use crate::engine::library::subset;
use crate::engine::memory::{Entry, Laid, MemoryCorpus, OutletTable, Scope};
use crate::engine::{self, Card, OutletLine, analyse};
use crate::ingest::{self, Found, Skipped, Source};
use crate::model::{
    ArticleId, ArticleSet, ContentKey, Decision, EntityId, Only, Outlet, OutletFilter, OutletId, Problem, Query,
};
use crate::store::library::{Library, Row};
use crate::store::reader_state::{StateFile, default_path};
use crate::text::{fold, sanitize_line};

/// So many inputs are read at a time; what is left out does not stay in memory.
const BATCH: usize = 256;

/// Options that say which articles a command works on.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CorpusArgs {
    /// Files and folders to read, "-" for standard input [default: the library, or the bundled corpus if it is empty]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The library, where no path is given.
    #[command(flatten)]
    pub library: LibraryArgs,
    /// Which of the articles.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Which decisions count.
    #[command(flatten)]
    pub decided: DecisionArgs,
}

/// Whether a command needs the names in the articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Yes: they are found and tied to entities.
    Wanted,
    /// No: opening is faster without.
    Unwanted,
}

/// Articles that were opened and pass the filters.
#[derive(Debug)]
pub struct Opened {
    /// What passes, in the order of `list`.
    pub scope: Scope,
    /// How the command ends if nothing else happens.
    pub exit: Exit,
    /// Outlets whose articles pass as well, and were not opened: none of them could name who was asked for.
    others: Vec<OutletLine>,
}

impl CorpusArgs {
    /// Reads the articles. What is wrong with single inputs is said on standard error.
    ///
    /// # Errors
    /// Where nothing could be read, and for an outlet that there is none of.
    pub fn open(&self, names: Names) -> Result<Opened, Failure> {
        if let Some(library) = self.library()? {
            return self.open_library(&library, names, None);
        }
        let mut problems = 0;
        let sources = self.sources(&mut problems);
        let mut corpus = MemoryCorpus::with_outlets(given_outlets());
        let (mut undated, mut read) = (0, 0);
        for batch in sources.chunks(BATCH) {
            // In parallel, but taken in in the order of the paths.
            let load = if names == Names::Wanted { analyse::analyse } else { analyse::read };
            let loaded: Vec<_> = batch.par_iter().map(load).collect();
            for analysed in loaded {
                analysed.problems.iter().for_each(|problem| report(problem, &mut problems));
                for entry in analysed.entries {
                    read += 1;
                    let date = entry.article.meta.date.as_ref();
                    if self.filter.passes_date(date) {
                        if let Err(problem) = corpus.add_entry(entry) {
                            report(&problem, &mut problems);
                        }
                    } else if date.is_none() {
                        undated += 1;
                    }
                }
            }
        }
        if read == 0 {
            return Err(Failure::new("nothing to read: give .txt or .md files, or folders containing some"));
        }
        if undated > 0 {
            complain(&format!("{} without a date left out by --since or --until", count(undated, "article")));
        }
        if names == Names::Wanted {
            let decisions = self.decided.read(&self.paths);
            problems += decisions.problems.len();
            corpus.set_decisions(decisions.list);
            corpus.resolve();
            self.report_unapplied(corpus.revision().decided(), &decisions.places);
        }
        let scope = self.scope(&mut corpus)?;
        if scope.articles().next().is_none() {
            complain("no article passes these filters");
        }
        Ok(Opened { scope, exit: if problems > 0 { Exit::SomeSkipped } else { Exit::Done }, others: Vec::new() })
    }

    /// Says which decisions do not apply, unless articles were left out by their dates.
    fn report_unapplied(&self, laid: &Laid, places: &[String]) {
        if !self.filter.asks_for_dates() {
            for problem in unapplied(laid, places) {
                complain(&format!("{}: {}", problem.source, problem.reason));
            }
        }
    }

    /// The library, where it is what the command works on.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn library(&self) -> Result<Option<Library>, Failure> {
        if self.paths.is_empty() { self.library.filled() } else { Ok(None) }
    }

    /// The same, with what people decided about names lying over it, where names are wanted: for commands that are answered from
    /// its tables.
    ///
    /// # Errors
    /// As [`Self::library`]. A library that cannot be written to is shown as it is, and that is said.
    pub fn library_as_decided(&self, names: bool) -> Result<Option<Library>, Failure> {
        let Some(library) = self.library()?.filter(|_| names) else { return self.library() };
        let decisions = self.decided.read_beside(library.path());
        match engine::library::lay::lay(library.path(), &decisions.list) {
            Ok(false) => Ok(Some(library)),
            Ok(true) => self.library(),
            Err(error) => {
                complain(&format!("corrections of names could not be applied: {}", sanitize_line(&error.to_string())));
                Ok(Some(library))
            }
        }
    }

    /// Loads articles of the library that pass the filters; all, or those in `only`.
    ///
    /// # Errors
    /// The library cannot be read, or there is no such outlet.
    pub fn open_library(&self, library: &Library, names: Names, only: Option<&[u32]>) -> Result<Opened, Failure> {
        let failed = |error| failure(library.path(), &error);
        let mut ids = Vec::new();
        let (mut opened, mut passing) = (BTreeSet::new(), BTreeSet::new());
        let table = engine::library::outlets(library).map_err(failed)?;
        self.each_row(library, &table, |row| {
            passing.insert(row.outlet);
            if only.is_none_or(|only| only.binary_search(&row.id).is_ok()) {
                opened.insert(row.outlet);
                ids.push(row.id);
            }
            Ok(true)
        })?;
        let others = passing.difference(&opened).map(|id| unnamed(&table, OutletId(*id))).collect();
        let mut corpus = MemoryCorpus::with_table(table);
        let (mut problems, mut places) = (0, Vec::new());
        if names == Names::Wanted {
            let decisions = self.decided.read_beside(library.path());
            problems += decisions.problems.len();
            places = decisions.places;
            corpus.set_decisions(decisions.list);
        }
        let found = engine::library::as_found(library).map_err(failed)?;
        let library = found.as_ref().unwrap_or(library);
        subset(library, &ids, names == Names::Wanted, &mut corpus).map_err(failed)?;
        if only.is_none() {
            self.report_unapplied(corpus.revision().decided(), &places);
        }
        let scope = self.scope(&mut corpus)?;
        if scope.articles().next().is_none() {
            complain("no article passes these filters");
        }
        Ok(Opened { scope, exit: if problems > 0 { Exit::SomeSkipped } else { Exit::Done }, others })
    }

    /// Opens the articles; of a library those that name somebody of this name.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_naming(&self, name: &str) -> Result<Opened, Failure> {
        let Some(library) = self.library()? else { return self.open(Names::Wanted) };
        let mut ids = Vec::new();
        // Who is made of several by decisions is named under all their names.
        let decisions = self.decided.quietly().read_beside(library.path()).list;
        for name in with_decided(name, &decisions) {
            for entity in engine::library::bearers(&library, &name)? {
                ids.extend(library.entity_articles(entity)?.into_iter().map(|(article, _)| article));
            }
        }
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            // Everything, for the names it may have meant.
            return self.open_library(&library, Names::Wanted, None);
        }
        self.open_library(&library, Names::Wanted, Some(&ids))
    }

    /// Loads one article of the library, whatever the filters.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn open_only(&self, library: &Library, id: u32) -> Result<Opened, Failure> {
        let mut corpus = MemoryCorpus::with_outlets(given_outlets());
        subset(library, &[id], false, &mut corpus)?;
        Ok(Opened { scope: corpus.scope(&Query::default()), exit: Exit::Done, others: Vec::new() })
    }

    /// Calls `visit` with every article of the library that passes the filters, the newest first, until it says `false`.
    ///
    /// # Errors
    /// The library cannot be read, or what `visit` says.
    pub fn each_row(
        &self,
        library: &Library,
        table: &OutletTable,
        mut visit: impl FnMut(Row) -> Result<bool, Failure>,
    ) -> Result<(), Failure> {
        let outlets = self.outlet_numbers(table)?.unwrap_or_default();
        library.each(self.seconds(), &outlets, |row| {
            if self.filter.passes_date(row.date.as_ref()) { visit(row) } else { Ok(true) }
        })
    }

    /// What passes of a library, as a question to it, and how many articles that are.
    ///
    /// # Errors
    /// The library cannot be read, or there is no such outlet.
    pub fn query(&self, library: &Library, table: &OutletTable) -> Result<(Query, u32), Failure> {
        let mut query = Query::default();
        if let Some(ids) = self.outlet_numbers(table)? {
            query.outlets = OutletFilter::Only(ids.into_iter().map(OutletId).collect());
        }
        if !self.filter.asks_for_dates() {
            let passing = table.alive().filter(|id| query.outlets.passes(*id));
            return Ok((query.clone(), passing.map(|id| table.articles(id)).sum()));
        }
        let mut ids = Vec::new();
        self.each_row(library, table, |row| {
            ids.push(ArticleId(row.id));
            Ok(true)
        })?;
        let articles: ArticleSet = ids.into_iter().collect();
        let passing = articles.len();
        query.only = Some(Only { line: "".into(), articles: Arc::new(articles) });
        Ok((query, passing))
    }

    /// Numbers of the outlets asked for; `None` for all.
    ///
    /// # Errors
    /// There is no such outlet.
    pub fn outlet_numbers(&self, table: &OutletTable) -> Result<Option<Vec<u32>>, Failure> {
        let known: Vec<Outlet> = table
            .alive()
            .map(|id| Outlet {
                id,
                name: table.name(id).as_deref().map(str::to_owned),
                tag: table.tag(id).to_string(),
                articles: table.articles(id),
            })
            .collect();
        let chosen = self.filter.outlets(&known)?;
        Ok(chosen.map(|ids| ids.into_iter().map(|id| id.0).collect()))
    }

    /// Bounds of the dates asked for: what lies outside does not pass. A day may hold a moment that is asked for.
    pub fn seconds(&self) -> (Option<i64>, Option<i64>) {
        let day = |second: i64| second.div_euclid(86_400) * 86_400;
        let since = self.filter.since.map(|since| day(since.bounds().0));
        (since, self.filter.until.map(|until| until.bounds().1))
    }

    fn sources(&self, problems: &mut usize) -> Vec<Source> {
        if self.paths.is_empty() {
            return ingest::bundled();
        }
        let mut sources = Vec::new();
        ingest::walk(&self.paths, &mut |found| {
            match found {
                Found::Input(source) => sources.push(source),
                Found::Problem(problem) => report(&problem, problems),
                Found::Skipped(skipped) => complain(&passed_over(&skipped)),
            }
            ControlFlow::Continue(())
        });
        sources
    }

    fn scope(&self, corpus: &mut MemoryCorpus) -> Result<Scope, Failure> {
        let all = corpus.scope(&Query::default());
        let chosen = self.filter.outlets(&outlets(&all))?;
        let Some(chosen) = chosen else { return Ok(all) };
        let query = Query { outlets: OutletFilter::Only(chosen.into_iter().collect()), ..Query::default() };
        Ok(corpus.scope(&query))
    }
}

/// A name, and all names that decisions have to do with it, directly or by others.
fn with_decided(name: &str, decisions: &[Decision]) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    let wanted = fold(name);
    let mut left: Vec<Vec<&str>> = decisions.iter().map(|decision| decision.act.names()).collect();
    loop {
        let before = left.len();
        left.retain(|of| {
            let about = of.iter().any(|one| names.iter().any(|known| known == one) || fold(one).contains(&wanted));
            if about {
                names.extend(of.iter().map(|one| (*one).to_owned()));
            }
            !about
        });
        if left.len() == before {
            names.sort_unstable();
            names.dedup();
            return names;
        }
    }
}

/// What the user said in the reader of whose some articles are.
fn given_outlets() -> BTreeMap<ContentKey, String> {
    let Some(path) = default_path().filter(|path| path.exists()) else { return BTreeMap::new() };
    let (_, memory, problem) = StateFile::open(&path);
    if let Some(problem) = problem {
        complain(&format!("{}: {}", sanitize_line(&problem.source), sanitize_line(&problem.reason)));
    }
    memory.articles.into_iter().filter_map(|(key, article)| Some((key, article.outlet?))).collect()
}

fn report(problem: &Problem, problems: &mut usize) {
    *problems += 1;
    let (source, reason) = (sanitize_line(&problem.source), sanitize_line(&problem.reason));
    let skipped = if problem.skipped { "skipped " } else { "" };
    complain(&format!("{skipped}{source}: {reason}"));
}

fn passed_over(skipped: &Skipped) -> String {
    let parts = [(skipped.hidden, "hidden"), (skipped.not_text, "not .txt or .md")];
    let parts: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    format!("ignored in {}: {}", sanitize_line(&skipped.folder), parts.join(", "))
}

/// All outlets of a corpus that have articles, whether they pass or not.
fn outlets(scope: &Scope) -> Vec<Outlet> {
    scope
        .outlet_rows()
        .into_iter()
        .map(|row| Outlet {
            id: row.id,
            name: row.name.as_deref().map(str::to_owned),
            tag: row.tag.to_string(),
            articles: row.articles,
        })
        .collect()
}

/// An outlet that does not name somebody.
fn unnamed(table: &OutletTable, outlet: OutletId) -> OutletLine {
    let (tag, name) = (table.tag(outlet), table.display(outlet));
    OutletLine { outlet, tag, name, mentions: 0, articles: 0, forms: Vec::new(), roles: Vec::new() }
}

impl Opened {
    /// Everything about an entity, with all outlets that pass.
    #[must_use]
    pub fn card(&self, id: EntityId) -> Option<Card> {
        let mut card = self.scope.card(id)?;
        card.absent.extend(self.others.iter().cloned());
        Some(card)
    }

    /// The articles that pass, in the order of `list`.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, &Arc<Entry>)> {
        self.scope.articles()
    }

    /// Outlets that have articles that pass: the one with the most first, the unknown last.
    #[must_use]
    pub fn outlets(&self) -> Vec<OutletId> {
        let passing: std::collections::BTreeSet<_> = self.articles().map(|(_, entry)| entry.outlet).collect();
        self.scope.outlet_rows().iter().map(|row| row.id).filter(|id| passing.contains(id)).collect()
    }

    /// The outlet that a name or a sign means, of those that pass.
    ///
    /// # Errors
    /// Where there is none, or more than one; names much like it are suggested.
    pub fn outlet_named(&self, typed: &str) -> Result<OutletId, Failure> {
        let passing = self.outlets();
        let known: Vec<Outlet> =
            outlets(&self.scope).into_iter().filter(|outlet| passing.contains(&outlet.id)).collect();
        find_outlet(typed, &known)
    }

    /// `5 articles of 3 outlets`.
    #[must_use]
    pub fn size(&self) -> String {
        let articles = self.articles().count();
        format!("{} of {}", count(articles, "article"), count(self.outlets().len(), "outlet"))
    }
}
