use super::*;
use crate::engine::event::{Progress, Reply};
use crate::engine::find::Sought;
use crate::engine::request::{Direction, PickerKind};
use crate::engine::{Change, Inline, PickList, PickRow, RepairReply, RepairRequest, Subject};
use crate::model::decision::FILE_NAME;
use crate::model::{ArticleId, EntityKind, EntityRef, Query};
use std::fs;

const WAIT: Duration = Duration::from_secs(60);

/// A folder of short articles; all name one man, every third a second one.
fn folder(articles: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..articles {
        let who = if n % 3 == 0 { "President Peter Farrow met John Abend." } else { "Nobody came to see him." };
        let text = format!("Report number {n}\n\nMinister John Abend spoke in London on day {n}. {who}\n");
        fs::write(folder.path().join(format!("{n:05}.txt")), text).unwrap();
    }
    folder
}

fn open(folder: &Path) -> Corpus {
    Corpus::open(&[folder.to_owned()], &Options { state: StateAt::Nowhere, ..Options::default() }).unwrap()
}

/// All events up to the end of loading.
fn until_loaded(corpus: &Corpus) -> (Vec<CorpusEvent>, Progress) {
    let mut events = Vec::new();
    loop {
        match corpus.events().recv_timeout(WAIT).unwrap() {
            CorpusEvent::Loaded(progress) => return (events, progress),
            event => events.push(event),
        }
    }
}

fn reply(corpus: &Corpus, request: Request) -> Reply {
    let ticket = corpus.send(request);
    loop {
        match corpus.events().recv_timeout(WAIT).unwrap() {
            CorpusEvent::Reply(other, Reply::Picked(PickList { partial: true, .. })) if other == ticket => {}
            CorpusEvent::Reply(other, reply) if other == ticket => return reply,
            _ => {}
        }
    }
}

/// The people of the corpus with their mentions, as soon as there are so many.
fn people(corpus: &Corpus, many: usize) -> Vec<(String, u32)> {
    let until = Instant::now() + WAIT;
    loop {
        let ask = Request::Sidebar { article: None, query: Query::default() };
        let Reply::Sidebar(page) = reply(corpus, ask) else { panic!() };
        let rows = page.rows.iter().filter(|row| row.kind == EntityKind::Person);
        let rows: Vec<_> = rows.map(|row| (row.name.to_string(), row.all)).collect();
        if rows.len() == many || Instant::now() > until {
            return rows;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn decisions_are_kept_beside_the_articles_and_hold_at_the_next_start_for_new_articles_too() {
    let folder = folder(6);
    let state = tempfile::tempdir().unwrap();
    let options = Options { state: StateAt::File(state.path().join("reader.json")), ..Options::default() };
    let open = || Corpus::open(&[folder.path().to_owned()], &options).unwrap();
    let subject = |name: &str| Subject {
        id: crate::model::EntityId(u32::MAX),
        name: EntityRef { kind: EntityKind::Person, name: name.to_owned() },
    };
    let corpus = open();
    until_loaded(&corpus);
    assert_eq!(people(&corpus, 2), [("John Abend".to_owned(), 8), ("Peter Farrow".to_owned(), 2)]);
    let change = Change::Merge { who: vec![subject("Peter Farrow")], into: subject("John Abend") };
    let Reply::Repair(RepairReply::Done(Ok(done))) = reply(&corpus, Request::Repair(RepairRequest::Decide(change)))
    else {
        panic!()
    };
    assert_eq!((done.said.as_str(), done.steps, done.kept), ("merged “Peter Farrow” into “John Abend”", 1, true));
    assert_eq!(people(&corpus, 1), [("John Abend".to_owned(), 10)]);
    drop(corpus);
    let path = folder.path().join(FILE_NAME);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("merge = [{ person = \"Peter Farrow\" }]"), "{text}");
    fs::write(folder.path().join("later.txt"), "A later report\n\nPeter Farrow spoke to Mayor Ada Lindqvist.\n")
        .unwrap();
    let corpus = open();
    let (events, _) = until_loaded(&corpus);
    assert!(!events.iter().any(|event| matches!(event, CorpusEvent::Problem(_))), "{events:?}");
    assert_eq!(people(&corpus, 2), [("John Abend".to_owned(), 11), ("Ada Lindqvist".to_owned(), 1)]);
    let undo = Request::Repair(RepairRequest::Undo { further: true });
    assert!(matches!(reply(&corpus, undo), Reply::Repair(RepairReply::Done(Ok(_)))));
    assert_eq!(people(&corpus, 3)[1], ("Peter Farrow".to_owned(), 3));
    drop(corpus);
    assert!(!fs::read_to_string(&path).unwrap().contains("[[decision]]"));
    assert_eq!(fs::read_dir(state.path()).unwrap().count(), 0, "nothing was put into the state folder");
}

#[test]
fn without_a_state_nothing_is_written() {
    let folder = folder(3);
    let corpus = open(folder.path());
    until_loaded(&corpus);
    let who = EntityRef { kind: EntityKind::Person, name: "Peter Farrow".to_owned() };
    let change = Change::Drop { who: vec![Subject { id: crate::model::EntityId(u32::MAX), name: who }] };
    let Reply::Repair(RepairReply::Done(Ok(done))) = reply(&corpus, Request::Repair(RepairRequest::Decide(change)))
    else {
        panic!()
    };
    assert!(!done.kept);
    assert_eq!(people(&corpus, 1).len(), 1);
    drop(corpus);
    assert!(!folder.path().join(FILE_NAME).exists());
}

#[test]
fn a_folder_loads_with_progress_and_answers_as_the_inline_corpus() {
    let folder = folder(120);
    let corpus = open(folder.path());
    let (events, progress) = until_loaded(&corpus);
    assert_eq!((progress.articles, progress.analysed, progress.found), (120, 120, 120));
    assert!(!progress.busy && !progress.walking && !progress.stopped);
    assert!(matches!(events.first(), Some(CorpusEvent::Changed(_))), "{:?}", events.first());
    let mut inline = Inline::open(&[folder.path().to_owned()]);
    let list = Request::List { query: Query::default(), window: 0..200, locate: None };
    let Reply::List(threaded) = reply(&corpus, list.clone()) else { panic!() };
    let answers = inline.answer(Ticket(1), list);
    let [CorpusEvent::Reply(_, Reply::List(expected))] = answers.as_slice() else { panic!() };
    let keys = |page: &crate::engine::ListPage| page.rows.iter().map(|row| row.key).collect::<Vec<_>>();
    assert_eq!(keys(&threaded), keys(expected));
    let sidebar = Request::Sidebar { article: None, query: Query::default() };
    let Reply::Sidebar(named) = reply(&corpus, sidebar.clone()) else { panic!() };
    let answers = inline.answer(Ticket(2), sidebar);
    let [CorpusEvent::Reply(_, Reply::Sidebar(expected))] = answers.as_slice() else { panic!() };
    let counts = |page: &crate::engine::SidebarPage| {
        page.rows.iter().map(|row| (row.kind, row.name.clone(), row.all, row.outlets)).collect::<Vec<_>>()
    };
    assert_eq!(counts(&named), counts(expected));
    let first = named.rows.first().unwrap();
    let jump = Request::Jump { entity: first.id, from: None, direction: Direction::Forward, query: Query::default() };
    let Reply::Jumped(Some(jump)) = reply(&corpus, jump) else { panic!() };
    assert_eq!((jump.ordinal, jump.total), (1, first.all));
    let pick = Request::Pick {
        picker: PickerKind::Mentions,
        pattern: first.name.to_string(),
        query: Query::default(),
        limit: 50,
    };
    let Reply::Picked(picked) = reply(&corpus, pick) else { panic!() };
    assert!(
        matches!(picked.rows.first(), Some(PickRow::Entity { id, .. }) if *id == first.id),
        "{:?}",
        picked.rows.first()
    );
    let find = Request::Find { article: ArticleId(0), sought: Sought::Text("spoke".into()) };
    let Reply::Found(found) = reply(&corpus, find) else { panic!() };
    assert!(!found.is_empty());
}

#[test]
fn changed_comes_at_most_ten_times_a_second_and_revisions_grow() {
    let folder = folder(400);
    let start = Instant::now();
    let corpus = open(folder.path());
    let (events, progress) = until_loaded(&corpus);
    let most = start.elapsed().as_millis() / 100 + 3;
    let changes: Vec<_> = events
        .iter()
        .filter_map(|event| if let CorpusEvent::Changed(progress) = event { Some(progress) } else { None })
        .collect();
    assert!((changes.len() as u128) <= most, "{} changes, at most {most}", changes.len());
    assert!(changes.is_sorted_by_key(|progress| (progress.articles, progress.revision)));
    assert!(progress.revision >= 1);
}

#[test]
fn stop_stops_and_what_was_read_stays() {
    let folder = folder(3000);
    let corpus = open(folder.path());
    corpus.send(Request::Stop);
    let (_, progress) = until_loaded(&corpus);
    assert!(progress.stopped && progress.articles < 3000 && !progress.busy, "{progress:?}");
    assert_eq!(progress.articles, progress.analysed);
}

#[test]
fn bad_paths_and_doubles_are_named_and_the_rest_is_read() {
    let folder = folder(3);
    fs::copy(folder.path().join("00001.txt"), folder.path().join("copy.txt")).unwrap();
    let paths = [folder.path().to_owned(), folder.path().join("missing")];
    let corpus = Corpus::open(&paths, &Options { state: StateAt::Nowhere, ..Options::default() }).unwrap();
    let (events, progress) = until_loaded(&corpus);
    let problems: Vec<_> = events
        .iter()
        .filter_map(|event| if let CorpusEvent::Problem(problem) = event { Some(problem) } else { None })
        .collect();
    assert_eq!((progress.articles, progress.problems, problems.len()), (3, 2, 2), "{problems:?}");
    assert!(problems.iter().any(|problem| problem.source.ends_with("missing")));
    assert!(problems.iter().any(|problem| problem.reason.contains("taken once")));
}

#[test]
fn memory_comes_back_and_the_users_outlet_with_it() {
    let folder = folder(2);
    let state = tempfile::tempdir().unwrap();
    let file = state.path().join("reader.json");
    let options = Options { state: StateAt::File(file.clone()), ..Options::default() };
    let corpus = Corpus::open(&[folder.path().to_owned()], &options).unwrap();
    until_loaded(&corpus);
    let outlet = Some("Quay Daily".to_owned());
    corpus.send(Request::SetOutlet { article: ArticleId(0), outlet });
    let mut memory = ReaderMemory::clone(corpus.memory());
    memory.welcomed = true;
    corpus.send(Request::Remember(Arc::new(memory)));
    drop(corpus);
    let corpus = Corpus::open(&[folder.path().join(".")], &options).unwrap();
    assert!(corpus.memory().welcomed);
    until_loaded(&corpus);
    let Reply::Outlets(outlets) = reply(&corpus, Request::Outlets) else { panic!() };
    assert!(outlets.iter().any(|outlet| outlet.name.as_deref() == Some("Quay Daily")), "{outlets:?}");
}

#[test]
fn closing_does_not_wait_for_the_rest_and_no_state_leaves_no_trace() {
    let folder = folder(3000);
    let corpus = open(folder.path());
    let start = Instant::now();
    drop(corpus);
    assert!(start.elapsed() < Duration::from_secs(5), "closing must not load the folder first");
}

#[test]
fn a_session_is_named_by_where_its_paths_lie() {
    let folder = folder(2);
    let (one, two) = (folder.path().join("00000.txt"), folder.path().join("00001.txt"));
    assert_eq!(session(&[one.clone(), two.clone()]), session(&[two, folder.path().join(".").join("00000.txt")]));
    assert_ne!(session(&[one]), session(&[]));
}

#[test]
fn tables_come_from_threads_of_their_own() {
    let folder = folder(30);
    let corpus = open(folder.path());
    until_loaded(&corpus);
    let who =
        Request::Who { query: Query::default(), who: crate::engine::WhoQuery::default(), window: 0..9, locate: None };
    let Reply::Who(page) = reply(&corpus, who) else { panic!() };
    let row = page.rows.iter().find(|row| row.name.as_ref() == "John Abend").unwrap();
    assert_eq!((row.all.articles, row.outlets, row.cells.len()), (30, 1, 1));
    let kwic = crate::engine::KwicQuery { context: 30, ..Default::default() };
    let request = Request::Kwic { entity: row.id, query: Query::default(), kwic, window: 3..5, locate: None };
    let Reply::Kwic(Some(lines)) = reply(&corpus, request) else { panic!() };
    assert_eq!((lines.total, lines.first, lines.rows.len()), (row.all.mentions, 3, 2));
    let Reply::Forms(Some(forms)) = reply(&corpus, Request::Forms { entity: row.id, query: Query::default() }) else {
        panic!()
    };
    assert_eq!(forms.all, row.all);
    assert!(forms.rows.iter().any(|row| row.role && row.words.as_ref() == "minister" && row.count.articles == 30));
}
