//! Opening a folder of 10,000 articles beside its limits: how soon something can be read, how long all of it takes, and
//! how long a request waits meanwhile.
//!
//! `cargo bench --bench load [-- FOLDER]`; without a folder, articles are made in a temporary one.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, missing_docs)]
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dateline::engine::{Corpus, CorpusEvent, Options, PickerKind, Progress, Request, StateAt, Ticket};
use dateline::model::Query;

const ARTICLES: usize = 10_000;
/// A request is sent so often while the folder loads.
const BEAT: Duration = Duration::from_millis(20);

fn make(folder: &Path) {
    let given = ["Marta", "Olen", "Ravi", "Selma", "Tove", "Ulla", "Viktor", "Wanda"];
    let family = ["Abend", "Brook", "Castel", "Dunmore", "Ekman", "Farrow", "Gale", "Holm", "Ilves", "Jarvi"];
    let place = ["Port Merrow", "Nordhaven", "Alland", "Quillby", "the Eastern Ferry", "Lake Tarn"];
    let verb = ["met", "wrote to", "disagreed with", "called", "waited for", "thanked"];
    for n in 0..ARTICLES {
        let pick = |list: &[&'static str], k: usize| list[(n * 7 + n / list.len() + k * 13 + k / 3) % list.len()];
        let who = |k: usize| format!("{} {}", pick(&given, k), pick(&family, k + n / 50));
        let mut text = format!(
            "---\ntitle: Report {n} from {}\noutlet: Outlet {}\ndate: 2031-{:02}-{:02}\n---\n\n",
            pick(&place, n),
            n % 40,
            1 + n % 12,
            1 + n / 12 % 28
        );
        for k in 0..24 {
            let (a, b) = (who(k), who(k + 5));
            write!(
                text,
                "{a} {} {b} in {} on Tuesday, and said that the ferries would run again before the winter. ",
                pick(&verb, k),
                pick(&place, k)
            )
            .unwrap();
            if k % 4 == 3 {
                text.push_str("\n\n");
            }
        }
        std::fs::write(folder.join(format!("{n:05}.txt")), text).unwrap();
    }
}

/// When an answer came, and how long it took.
struct Waited {
    list: Vec<Duration>,
    pick: Vec<Duration>,
}

fn run(folder: &Path) {
    let start = Instant::now();
    let options = Options { state: StateAt::Nowhere, ..Options::default() };
    let corpus = Corpus::open(&[folder.to_owned()], &options).unwrap();
    let (mut first, mut names, mut revisions) = (None, None, 0);
    let mut waited = Waited { list: Vec::new(), pick: Vec::new() };
    let mut asked: Vec<(Ticket, Instant, bool)> = Vec::new();
    let mut next = start;
    let end: Progress = loop {
        if Instant::now() >= next {
            next += BEAT;
            let query = Query::default;
            let list = corpus.send(Request::List { query: query(), window: 0..40, locate: None });
            asked.push((list, Instant::now(), true));
            let (picker, pattern) = (PickerKind::Mentions, "holm".to_owned());
            let pick = corpus.send(Request::Pick { picker, pattern, query: query(), limit: 100 });
            asked.push((pick, Instant::now(), false));
        }
        let Ok(event) = corpus.events().recv_deadline(next) else { continue };
        match event {
            CorpusEvent::Changed(progress) => {
                if progress.articles > 0 {
                    first.get_or_insert_with(|| (start.elapsed(), progress.articles));
                }
                if progress.revision > 0 {
                    names.get_or_insert_with(|| start.elapsed());
                }
                revisions = progress.revision;
            }
            CorpusEvent::Reply(ticket, _) => {
                if let Some(at) = asked.iter().position(|(other, ..)| *other == ticket) {
                    let (_, sent, list) = asked.swap_remove(at);
                    if list { &mut waited.list } else { &mut waited.pick }.push(sent.elapsed());
                }
            }
            CorpusEvent::Loaded(progress) => break progress,
            CorpusEvent::Problem(problem) => println!("{}: {}", problem.source, problem.reason),
            CorpusEvent::WorkerFailed(words) => println!("{words}"),
            CorpusEvent::Kept(_) | CorpusEvent::Problems(..) => {}
        }
    };
    let all = start.elapsed();
    println!(
        "first article after    {:>9.1?}  (limit 300 ms; {} there)",
        first.unwrap_or_default().0,
        first.unwrap_or_default().1
    );
    println!("first names after      {:>9.1?}", names.unwrap_or_default());
    println!("all {} articles after {:>9.1?}, {revisions} revisions, {} problems", end.articles, all, end.problems);
    report("list answered in       ", &mut waited.list, "16 ms");
    report("picker first shown in  ", &mut waited.pick, "30 ms");
    let one = Instant::now();
    let mut resolved = dateline::engine::Inline::open(&[folder.to_owned()]);
    let inline = one.elapsed();
    let one = Instant::now();
    resolved.corpus().resolve();
    println!("inline, all at once    {inline:>9.1?}, of which one resolve {:.1?}", one.elapsed());
}

fn report(what: &str, times: &mut [Duration], limit: &str) {
    times.sort_unstable();
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    println!(
        "{what}{:>9.1?} median, {:.1?} p99, {:.1?} worst of {} (limit {limit})",
        at(50),
        at(99),
        at(100),
        times.len()
    );
}

fn main() {
    let given = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).map(PathBuf::from);
    match given {
        Some(folder) if folder.is_dir() => run(&folder),
        Some(folder) => println!("{} is no folder", folder.display()),
        None => {
            let folder = tempfile::tempdir().unwrap();
            make(folder.path());
            run(folder.path());
        }
    }
}
