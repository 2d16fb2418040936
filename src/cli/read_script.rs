//! `dateline read-script`: the reader without a terminal.

use std::io::Write;
use std::path::PathBuf;

use super::decisions::{DecisionArgs, DecisionsRead};
use super::library::{empty, failure};
use super::output::complain;
use super::setup::{LookArgs, setup};
use super::{Exit, Failure};
use crate::engine::library::whole;
use crate::engine::{CorpusEvent, Inline, InlineLibrary, Progress, Request, Ticket};
use crate::model::{Problem, ReaderMemory};
use crate::store::library::{Library, default_path};
use crate::tui::app::App;
use crate::tui::screenshot;
use crate::tui::script::{Driver, parse, size_of};
use crate::tui::theme::{Capability, Colours};

/// Options of `dateline read-script`.
#[derive(Debug, Clone, clap::Args)]
pub struct ReadScriptArgs {
    /// Keys by name, "text to type", resize:80x24, wait:500, separated by spaces
    #[arg(allow_hyphen_values = true)]
    pub keys: String,
    /// Files and folders; none for the library, or the bundled corpus where that is empty
    pub paths: Vec<PathBuf>,
    /// Read this library instead of files
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub library: Option<PathBuf>,
    /// Columns and rows of the screen
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "120x35")]
    pub size: String,
    /// Print the screen with its styles
    #[arg(long, conflicts_with = "svg")]
    pub ansi: bool,
    /// Print the screen as a picture
    #[arg(long)]
    pub svg: bool,
    /// Start as on the very first run, with its welcome box
    #[arg(long)]
    pub first_run: bool,
    /// Which decisions count; those made by the script are not kept.
    #[command(flatten)]
    pub decided: DecisionArgs,
    /// How it looks.
    #[command(flatten)]
    pub look: LookArgs,
}

impl ReadScriptArgs {
    /// The user's library, if neither files nor a library are named and it holds articles.
    fn filled_library(&self) -> Option<PathBuf> {
        let path = default_path().filter(|_| self.library.is_none() && self.paths.is_empty())?;
        matches!(Library::open_filled(&path), Ok(Some(_))).then_some(path)
    }

    /// What people decided; on the bundled articles only where it is asked for: the same screens for everyone.
    fn decisions(&self) -> DecisionsRead {
        if let Some(library) = &self.library {
            return self.decided.read_beside(library);
        }
        if self.paths.is_empty() && self.decided.decisions.is_none() {
            return DecisionsRead::default();
        }
        self.decided.read(&self.paths)
    }
}

/// Runs it.
///
/// # Errors
/// A script or a size that is not understood.
pub fn run(args: &ReadScriptArgs) -> Result<Exit, Failure> {
    match args.filled_library() {
        Some(library) => play(&ReadScriptArgs { library: Some(library), ..args.clone() }),
        None => play(args),
    }
}

fn play(args: &ReadScriptArgs) -> Result<Exit, Failure> {
    let steps = parse(&args.keys).map_err(|why| Failure::usage(misread(&args.keys, why)))?;
    let size = size_of(&args.size).map_err(Failure::usage)?;
    let colours = match std::env::var_os("NO_COLOR").filter(|value| !value.is_empty()) {
        Some(_) => Colours::None,
        None => Colours::Rgb,
    };
    let capability = Capability { colours, unicode: true, light: false };
    // The same screens for everyone: the user's own configuration counts only where it is named.
    let (setup, problems) = setup(&args.look, false, capability, &args.paths, args.library.as_deref())?;
    let decisions = args.decisions();
    let wrong = decisions.problems.clone();
    let (progress, more, answer) = open(args, decisions)?;
    let mut problems: Vec<_> = problems.into_iter().chain(more).collect();
    for problem in &problems {
        complain(&format!("{}: {}", problem.source, problem.reason));
    }
    let skipped = !wrong.is_empty() || problems.iter().any(|problem| problem.skipped);
    let memory = ReaderMemory { welcomed: !args.first_run, ..ReaderMemory::default() };
    let mut app = App::new(setup, memory, size);
    app.progress = progress;
    app.problems = wrong;
    app.problems.append(&mut problems);
    let mut driver = Driver::new(app, answer);
    driver.play(&steps);
    let screen = driver.screen();
    let out = if args.svg {
        screenshot::svg(&screen)
    } else if args.ansi {
        screenshot::ansi(&screen)
    } else {
        screenshot::text(&screen)
    };
    let _ = std::io::stdout().lock().write_all(out.as_bytes());
    Ok(if skipped { Exit::SomeSkipped } else { Exit::Done })
}

/// What is wrong with the keys; an option in their place is said to be none.
fn misread(keys: &str, why: String) -> String {
    match keys.split_whitespace().next().filter(|word| word.starts_with("--")) {
        Some(option) => {
            format!("unknown option {option}; the keys come first, as in dateline read-script \"j enter\" --size 80x24")
        }
        None => why,
    }
}

/// Whoever answers.
type Answer = Box<dyn FnMut(Ticket, Request) -> Vec<CorpusEvent>>;

/// What is read: how far it is, what is wrong with it, and who answers for it.
fn open(args: &ReadScriptArgs, decisions: DecisionsRead) -> Result<(Progress, Vec<Problem>, Answer), Failure> {
    if let Some(path) = &args.library {
        let library = Library::open(path).map_err(|error| failure(path, &error))?;
        if library.articles()? == 0 {
            return Err(empty(path));
        }
        if library.articles()? <= whole::MOST {
            let (corpus, _) = whole::whole(&library, Vec::new())?;
            let mut corpus = Inline::of(corpus).with_decisions_at(decisions.list, &decisions.places);
            let (progress, problems) = (corpus.progress(), corpus.problems().to_vec());
            return Ok((progress, problems, Box::new(move |ticket, request| corpus.answer(ticket, request))));
        }
        let mut library = InlineLibrary::open(path).map_err(|error| failure(path, &error))?;
        return Ok((library.progress(), Vec::new(), Box::new(move |ticket, request| library.answer(ticket, request))));
    }
    let mut corpus = Inline::open(&args.paths).with_decisions_at(decisions.list, &decisions.places);
    let problems = corpus.problems().to_vec();
    Ok((corpus.progress(), problems, Box::new(move |ticket, request| corpus.answer(ticket, request))))
}
