//! `dateline doctor`: looks over the library, the configuration and the terminal, and says what to do.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::library::{LibraryArgs, failure};
use super::output::{Out, count};
use super::{Exit, Failure};
use crate::config::{self, Config};
use crate::engine::indexer;
use crate::store::library::{Library, LibraryError, Report, Writer, salvage};
use crate::store::reader_state::{StateFile, default_path as state_path};
use crate::text::sanitize_line;
use crate::tui::keymap::Keymap;
use crate::tui::theme::{Capability, Colours, Themes};

/// Options of `dateline doctor`.
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
    /// Rebuild indexes from the articles (full text, counts, links of names); from a damaged file, save what can be read into a
    /// new one and keep the old
    #[arg(long)]
    repair: bool,
    /// Which library.
    #[command(flatten)]
    library: LibraryArgs,
}

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    /// Works, but something could be better.
    Fair,
    Bad,
}

/// Collects what is said.
struct Said {
    out: Out,
    worst: State,
}

impl Said {
    fn say(&mut self, state: State, what: &str) -> Result<(), Failure> {
        let (word, colour) = match state {
            State::Good => ("ok     ", "32"),
            State::Fair => ("note   ", "33"),
            State::Bad => ("problem", "31"),
        };
        if state == State::Bad || self.worst == State::Good {
            self.worst = state;
        }
        let word = if self.out.colour { format!("\u{1b}[{colour}m{word}\u{1b}[0m") } else { word.to_owned() };
        self.out.line(&format!("{word}  {what}"))
    }
}

/// Looks everything over.
///
/// # Errors
/// Something is broken (1): what, and what to do, was said.
pub fn run(args: &DoctorArgs) -> Result<Exit, Failure> {
    let mut said = Said { out: Out::stdout(), worst: State::Good };
    said.say(State::Good, &format!("dateline {}", env!("CARGO_PKG_VERSION")))?;
    library(args, &mut said)?;
    configuration(&mut said)?;
    terminal(&mut said)?;
    let Said { out, worst } = said;
    out.finish()?;
    if worst == State::Bad { Err(Failure { message: String::new(), code: 1 }) } else { Ok(Exit::Done) }
}

fn library(args: &DoctorArgs, said: &mut Said) -> Result<(), Failure> {
    let path = args.library.path()?;
    let name = sanitize_line(&path.to_string_lossy());
    let opened = match Library::open(&path) {
        Ok(library) => library,
        Err(LibraryError::Missing) => {
            return said.say(State::Good, &format!("library: none yet at {name}; `dateline index PATH` makes one"));
        }
        Err(error @ LibraryError::Damaged(_)) if args.repair => return save(&path, Err(error), said),
        Err(error) => {
            said.say(State::Bad, &format!("library {name}: {error}"))?;
            return advice(&error, &name, said);
        }
    };
    let checked = opened.check();
    drop(opened);
    let broken = match &checked {
        Ok(report) => !report.broken.is_empty(),
        Err(error) => matches!(error, LibraryError::Damaged(_)),
    };
    if args.repair && broken {
        return save(&path, checked, said);
    }
    let mut report = match checked {
        Ok(report) => report,
        Err(error) => {
            said.say(State::Bad, &format!("library {name}: {error}"))?;
            return advice(&error, &name, said);
        }
    };
    if args.repair && !(report.stale.is_empty() && report.names.is_empty() && report.unnamed == 0) {
        let mut writer = Writer::open(&path).map_err(|error| failure(&path, &error))?;
        repair(&mut writer, &report).map_err(|error| failure(&path, &error))?;
        drop(writer);
        // What the first look keeps in memory of full text is no longer so.
        let opened = Library::open(&path).map_err(|error| failure(&path, &error))?;
        report = opened.check().map_err(|error| failure(&path, &error))?;
        said.say(State::Good, "indexes rebuilt from the articles")?;
    }
    tell(&report, &path, said)
}

/// Saves what can be read of a damaged library, and makes the rest anew.
fn save(path: &Path, checked: Result<Report, LibraryError>, said: &mut Said) -> Result<(), Failure> {
    let wrong = checked.map_or_else(|error| vec![error.to_string()], |report| report.broken);
    for wrong in wrong {
        said.say(State::Fair, &format!("library: {}", sanitize_line(&wrong)))?;
    }
    let failed = |error: LibraryError| failure(path, &error);
    let (mut writer, saved) = match salvage(path) {
        Ok(saved) => saved,
        Err(LibraryError::Damaged(words)) => {
            let words = format!(
                "library: nothing of it can be saved ({}); put back a copy of the file, or move it away and run `dateline index` again",
                sanitize_line(&words)
            );
            return said.say(State::Bad, &words);
        }
        Err(error) => return Err(failed(error)),
    };
    indexer::finish(&mut writer).and_then(|_| writer.settle()).map_err(failed)?;
    drop(writer);
    let aside = saved.put().map_err(failed)?;
    let aside = sanitize_line(&aside.to_string_lossy());
    let articles = count(saved.articles as usize, "article");
    said.say(
        State::Good,
        &format!("{articles} could be read and are in a new file in its place; the damaged one is {aside}"),
    )?;
    if saved.lost > 0 {
        let lost = count(saved.lost as usize, "article");
        let words =
            format!("library: {lost} could not be read; `dateline index` on the files they came from brings them back");
        said.say(State::Bad, &words)?;
    }
    let report = Library::open(path).and_then(|library| library.check()).map_err(failed)?;
    tell(&report, path, said)
}

fn repair(writer: &mut Writer, report: &Report) -> Result<(), LibraryError> {
    if !report.stale.is_empty() {
        writer.rebuild()?;
    }
    if !report.names.is_empty() {
        // Tied anew beside what is there, entities keep their numbers; where that cannot be read they are given new ones.
        let kept = report.untied == 0 && indexer::retie(writer, &AtomicBool::new(false), &mut |_| {})?;
        if !kept {
            writer.forget_names()?;
        }
    }
    indexer::finish(writer)?;
    writer.settle()
}

fn tell(report: &Report, path: &Path, said: &mut Said) -> Result<(), Failure> {
    let name = sanitize_line(&path.to_string_lossy());
    let mib = |bytes: u64| bytes as f64 / 1_048_576.0;
    let (articles, files) = (count(report.articles as usize, "article"), count(report.files as usize, "file"));
    said.say(
        State::Good,
        &format!(
            "library {name}: format version {}, {articles} from {files}, {} entities, {:.1} MiB, texts {}",
            report.version,
            report.entities,
            mib(report.bytes),
            if report.compressed { "compressed" } else { "readable" }
        ),
    )?;
    if report.broken.is_empty() {
        said.say(State::Good, "library: every page, index and text is fine")?;
    }
    for broken in &report.broken {
        said.say(State::Bad, &format!("library: {}", sanitize_line(broken)))?;
    }
    if !report.broken.is_empty() {
        said.say(
            State::Fair,
            "library: `dateline doctor --repair` saves what can be read into a new file, reading marks and tags with it, and keeps this one",
        )?;
    }
    for stale in report.stale.iter().chain(&report.names) {
        said.say(State::Bad, &format!("library: {}; `dateline doctor --repair` rebuilds it", sanitize_line(stale)))?;
    }
    if report.late > 0 {
        let late = count(report.late as usize, "article");
        said.say(
            State::Good,
            &format!("library: {late} came or went out of date order since names were linked; `dateline index --retie` links all again"),
        )?;
    }
    if report.unnamed > 0 {
        let waiting = count(report.unnamed as usize, "article");
        said.say(
            State::Fair,
            &format!(
                "library: the names of {waiting} are not linked yet; the next `dateline index`, or --repair, does it"
            ),
        )?;
    }
    if report.free * 4 > report.bytes && report.free > 1 << 24 {
        let words = format!("library: {:.0} MiB of it are free and will be used again", mib(report.free));
        said.say(State::Fair, &words)?;
    }
    Ok(())
}

fn advice(error: &LibraryError, name: &str, said: &mut Said) -> Result<(), Failure> {
    match error {
        LibraryError::Damaged(_) => said.say(
            State::Fair,
            &format!("library: if you have a copy of {name}, put it back; `dateline doctor --repair` saves what can be read into a new file and keeps this one"),
        ),
        _ => Ok(()),
    }
}

fn configuration(said: &mut Said) -> Result<(), Failure> {
    let folder = config::folder(&|name| std::env::var_os(name));
    let Some(folder) = folder else {
        return said.say(State::Fair, "configuration: this system has no configuration folder; set DATELINE_CONFIG");
    };
    let name = sanitize_line(&folder.to_string_lossy());
    if folder.is_dir() {
        let loaded = Config::load(Some(&folder));
        let mut errors = loaded.errors;
        let mut keymap = Keymap::builtin();
        if let Some(file) = &loaded.keymap {
            errors.extend(keymap.overlay(&file.name, &file.text));
        }
        errors.extend(Themes::new(&loaded.themes).1);
        for error in &errors {
            said.say(State::Bad, &format!("configuration: {}", sanitize_line(&error.to_string())))?;
        }
        if errors.is_empty() {
            said.say(State::Good, &format!("configuration: {name} is valid"))?;
        }
    } else {
        said.say(State::Good, &format!("no configuration in {name}; using defaults"))?;
    }
    let Some(state) = state_path() else { return Ok(()) };
    let name = sanitize_line(&state.to_string_lossy());
    if !state.exists() {
        return said.say(State::Good, &format!("reading marks of files: none yet at {name}"));
    }
    match StateFile::open(&state).2 {
        None => said.say(State::Good, &format!("reading marks of files: {name} is fine")),
        Some(problem) => {
            said.say(State::Bad, &format!("reading marks of files: {}: {}", problem.source, problem.reason))
        }
    }
}

fn terminal(said: &mut Said) -> Result<(), Failure> {
    if !std::io::stdout().is_terminal() {
        return said.say(State::Good, "terminal: none on standard output; output is plain");
    }
    let env = |name: &str| std::env::var(name).ok();
    let capability = Capability::detect(&env);
    let colours = match capability.colours {
        Colours::None => "no colour",
        Colours::Rgb => "all colours",
        _ => "a few colours",
    };
    let letters = if capability.unicode { "Unicode signs" } else { "ASCII signs" };
    let term = sanitize_line(&env("TERM").unwrap_or_else(|| "unset".to_owned()));
    said.say(State::Good, &format!("terminal: TERM is {term}; {colours}, {letters}"))?;
    if let Some((width, height)) = terminal_size::terminal_size() {
        let size = format!("terminal: {} × {} cells", width.0, height.0);
        let small = width.0 < 80 || height.0 < 24;
        let more = if small { "; from 80 × 24 on, two panes fit side by side" } else { "" };
        said.say(if small { State::Fair } else { State::Good }, &format!("{size}{more}"))?;
    }
    if term == "dumb" || term == "unset" {
        said.say(State::Bad, "terminal: it cannot position the cursor; use `dateline --plain`")?;
    }
    Ok(())
}
