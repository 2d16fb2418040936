//! Keeps decisions: a thread that writes each of them at once, so that none is lost, and nobody waits for it. It also sees when
//! somebody edits the files by hand.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::event::CorpusEvent;
use crate::model::{Decision, Problem, Stage};
use crate::store::decisions::{DecisionsError, DecisionsFile, Edit, Saved, Stamp};

/// How often it is looked whether a file was edited.
const LOOK: Duration = Duration::from_millis(600);

/// The files of decisions, read as one list.
#[derive(Debug, Default)]
pub struct Files {
    at: Vec<DecisionsFile>,
    lists: Vec<Vec<Decision>>,
    /// Files that refused to be written.
    refused: Vec<bool>,
    /// Whether it was said where decisions go.
    told: bool,
    /// How the files were when they were read or written last, and how they were at the last look.
    stamps: Vec<Option<Stamp>>,
    seen: Vec<Option<Stamp>>,
    /// What is wrong in them, as it was told last.
    wrong: Vec<Problem>,
}

impl Files {
    /// Reads the files. Gives all decisions and what is wrong.
    #[must_use]
    pub fn open(paths: &[PathBuf]) -> (Self, Vec<Decision>, Vec<Problem>) {
        let mut out = Self::default();
        let mut problems = Vec::new();
        for path in paths {
            // Before it is read: what is written after that is to be seen.
            out.stamps.push(Stamp::of(path));
            let (file, list, mut wrong) = DecisionsFile::open(path);
            out.at.push(file);
            out.lists.push(list);
            out.refused.push(false);
            problems.append(&mut wrong);
        }
        out.seen.clone_from(&out.stamps);
        out.wrong.clone_from(&problems);
        let all = out.all();
        (out, all, problems)
    }

    fn now(&self) -> Vec<Option<Stamp>> {
        self.at.iter().map(DecisionsFile::stamp).collect()
    }

    /// Looks whether somebody has edited the files since; an edit counts when the file has come to rest. Gives all decisions where
    /// they are not as they were, and what is newly wrong.
    #[must_use]
    pub fn look(&mut self) -> (Option<Vec<Decision>>, Vec<Problem>) {
        let now = self.now();
        let rests = std::mem::replace(&mut self.seen, now.clone()) == now;
        if !rests || now == self.stamps {
            return (None, Vec::new());
        }
        let before = self.all();
        let mut problems = Vec::new();
        for (number, file) in self.at.iter_mut().enumerate() {
            let (list, mut wrong) = file.reopen();
            if let Some(slot) = self.lists.get_mut(number) {
                *slot = list;
            }
            problems.append(&mut wrong);
        }
        self.stamps = now;
        let fresh = problems.iter().filter(|problem| !self.wrong.contains(problem)).cloned().collect();
        self.wrong = problems;
        let all = self.all();
        ((all != before).then_some(all), fresh)
    }

    /// What is wrong in the files, as they were read last.
    #[must_use]
    pub fn wrong(&self) -> &[Problem] {
        &self.wrong
    }

    /// Where each decision stands, for messages.
    #[must_use]
    pub fn places(&self) -> Vec<String> {
        self.at.iter().flat_map(DecisionsFile::places).collect()
    }

    fn all(&self) -> Vec<Decision> {
        self.lists.concat()
    }

    /// The files a change may be made in, the best first, with the number the decision has there.
    fn candidates(&self, edit: &Edit) -> Vec<(usize, Edit)> {
        let firsts = self.lists.iter().scan(0, |sum, list| {
            let first = *sum;
            *sum += list.len();
            Some(first)
        });
        let firsts: Vec<usize> = firsts.collect();
        match edit {
            Edit::Insert(at, decision) => {
                let total: usize = self.lists.iter().map(Vec::len).sum();
                let order = (0..self.at.len()).filter(|file| !self.refused[*file]);
                let fits = |file: &usize| {
                    // At the end it goes to the last file that is in use, so that the order stays.
                    let later = self.lists.iter().skip(file + 1).all(Vec::is_empty);
                    if *at >= total { later } else { *at <= firsts[*file] + self.lists[*file].len() }
                };
                let mut all: Vec<usize> = order.clone().filter(fits).collect();
                all.extend(order.filter(|file| !fits(file)));
                // What was taken out goes back to where it was.
                all.sort_by_key(|file| !self.at[*file].had(decision));
                all.into_iter()
                    .map(|file| (file, Edit::Insert(at.saturating_sub(firsts[file]), decision.clone())))
                    .collect()
            }
            Edit::Remove(at, decision) => {
                let has = |file: &usize| self.lists[*file].contains(decision);
                let mut all: Vec<usize> = (0..self.at.len()).filter(has).collect();
                all.sort_by_key(|file| !(firsts[*file]..firsts[*file] + self.lists[*file].len()).contains(at));
                all.truncate(1);
                all.into_iter()
                    .map(|file| (file, Edit::Remove(at.saturating_sub(firsts[file]), decision.clone())))
                    .collect()
            }
        }
    }

    /// Makes a change, in the first file that takes it. Gives what is to be told, and the list where others changed it.
    ///
    /// # Errors
    /// What could not be done, and with which file.
    pub fn change(&mut self, edit: &Edit) -> Result<(Option<String>, Option<Vec<Decision>>), Problem> {
        let mut failed = None;
        for (number, edit) in self.candidates(edit) {
            match self.at[number].change(&edit) {
                Ok(Saved { created, changed, stamp }) => {
                    self.note(number, &edit, changed.clone());
                    self.stamps[number] = stamp;
                    if !self.wrong.is_empty() {
                        // What is broken may stand on other lines now.
                        self.wrong = self.at.iter().flat_map(|file| DecisionsFile::open(file.path()).2).collect();
                    }
                    // What is taken back is kept nowhere.
                    let adds = matches!(edit, Edit::Insert(..));
                    let first = adds && !std::mem::replace(&mut self.told, true);
                    let tell = created || first;
                    let kept = tell.then(|| format!("saved in {}", self.at[number].name()));
                    return Ok((kept, changed.map(|_| self.all())));
                }
                Err(error) => {
                    self.refused[number] |= error.is_refusal() && matches!(edit, Edit::Insert(..));
                    let refusal = error.is_refusal();
                    failed = Some(self.at[number].problem(&not_kept(&error)));
                    if !refusal {
                        break;
                    }
                }
            }
        }
        match failed {
            Some(problem) => Err(problem),
            None => Ok((None, None)),
        }
    }

    fn note(&mut self, number: usize, edit: &Edit, changed: Option<Vec<Decision>>) {
        let list = &mut self.lists[number];
        match (changed, edit) {
            (Some(all), _) => *list = all,
            (None, Edit::Insert(at, decision)) => list.insert((*at).min(list.len()), decision.clone()),
            (None, Edit::Remove(at, decision)) => {
                let same = |at: &usize| list.get(*at) == Some(decision);
                let found = Some(*at).filter(same).or_else(|| list.iter().rposition(|known| known == decision));
                if let Some(at) = found {
                    list.remove(at);
                }
            }
        }
    }
}

fn not_kept(error: &DecisionsError) -> String {
    format!("your correction applies until you quit, but could not be saved: {error}")
}

/// The thread that writes.
#[derive(Debug)]
pub struct Clerk {
    edits: Option<Sender<Edit>>,
    thread: Option<JoinHandle<()>>,
    writes: bool,
    /// Where each decision stands.
    places: Arc<Mutex<Vec<String>>>,
    /// Lists that others have changed.
    pub changed: Receiver<Vec<Decision>>,
}

impl Clerk {
    /// Starts it. Unless it `writes`, it only sees what others do.
    ///
    /// # Errors
    /// The operating system has no thread to give.
    pub fn spawn(files: Files, writes: bool, events: Sender<CorpusEvent>) -> std::io::Result<Self> {
        let (edits, queue) = unbounded::<Edit>();
        let (tell, changed) = unbounded();
        let places = Arc::new(Mutex::new(files.places()));
        let mut work = Work { files, events, tell, places: Arc::clone(&places) };
        let work = move || {
            loop {
                match queue.recv_timeout(LOOK) {
                    Ok(edit) => work.write(&edit),
                    Err(RecvTimeoutError::Timeout) => work.look(),
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        };
        let thread = thread::Builder::new().name("dateline-clerk".to_owned()).spawn(work)?;
        Ok(Self { edits: Some(edits), thread: Some(thread), writes, places, changed })
    }

    /// Whether decisions are kept.
    #[must_use]
    pub const fn writes(&self) -> bool {
        self.writes
    }

    /// Where each decision stands in its file, for messages.
    #[must_use]
    pub fn places(&self) -> Vec<String> {
        self.places.lock().map(|places| places.clone()).unwrap_or_default()
    }

    /// Keeps a change.
    pub fn keep(&self, edit: Edit) {
        if let Some(sender) = self.edits.as_ref().filter(|_| self.writes) {
            let _ = sender.send(edit);
        }
    }
}

impl Drop for Clerk {
    /// Waits until all is written.
    fn drop(&mut self) {
        self.edits = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the thread works with.
struct Work {
    files: Files,
    events: Sender<CorpusEvent>,
    tell: Sender<Vec<Decision>>,
    places: Arc<Mutex<Vec<String>>>,
}

impl Work {
    /// Says what is wrong in the files now, if that is not what it `was`, and where everything stands.
    fn renew(&self, was: &[Problem]) {
        if let Ok(mut places) = self.places.lock() {
            *places = self.files.places();
        }
        if was != self.files.wrong() {
            let now = self.files.wrong().to_vec();
            let _ = self.events.send(CorpusEvent::Problems(Stage::DecisionFile, now));
        }
    }

    fn write(&mut self, edit: &Edit) {
        let was = self.files.wrong().to_vec();
        match self.files.change(edit) {
            Ok((kept, list)) => {
                self.renew(&was);
                if let Some(kept) = kept {
                    let _ = self.events.send(CorpusEvent::Kept(kept));
                }
                if let Some(list) = list {
                    let _ = self.tell.send(list);
                }
            }
            Err(problem) => {
                self.complain(Some(&problem));
                let _ = self.events.send(CorpusEvent::Problem(problem));
            }
        }
    }

    /// Somebody may have edited a file.
    fn look(&mut self) {
        let was = self.files.wrong().to_vec();
        let (list, problems) = self.files.look();
        self.renew(&was);
        if let Some(list) = list {
            let count = match list.len() {
                1 => "1 correction in use".to_owned(),
                n => format!("{n} corrections in use"),
            };
            let _ = self.tell.send(list);
            let _ = self.events.send(CorpusEvent::Kept(format!("the decisions file was edited: {count}")));
        }
        self.complain(problems.first());
    }

    /// Tells a problem at once.
    fn complain(&self, problem: Option<&Problem>) {
        if let Some(first) = problem {
            let _ = self.events.send(CorpusEvent::WorkerFailed(format!("{}: {}", first.source, first.reason)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::model::{Act, EntityKind, Who};

    fn drop_of(name: &str) -> Decision {
        Decision { act: Act::Drop { who: vec![Who::new(EntityKind::Other, name)] }, date: None, note: None }
    }

    #[test]
    fn what_cannot_be_written_beside_the_articles_goes_to_the_second_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let (first, second) = (folder.path().join("file").join("d.toml"), folder.path().join("state").join("d.toml"));
        let (mut files, ..) = Files::open(&[first, second.clone()]);
        let (kept, changed) = files.change(&Edit::Insert(0, drop_of("a"))).unwrap();
        assert!(kept.unwrap().ends_with("d.toml") && changed.is_none());
        let (kept, _) = files.change(&Edit::Insert(1, drop_of("b"))).unwrap();
        assert_eq!(kept, None, "it is told once");
        assert_eq!(DecisionsFile::open(&second).1, [drop_of("a"), drop_of("b")]);
        files.change(&Edit::Remove(1, drop_of("b"))).unwrap();
        assert_eq!(DecisionsFile::open(&second).1, [drop_of("a")]);
    }

    #[test]
    fn each_decision_is_taken_out_of_the_file_it_is_in() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [folder.path().join("a.toml"), folder.path().join("b.toml")];
        for (path, names) in paths.iter().zip([["a", "b"], ["c", "d"]]) {
            let (mut file, ..) = DecisionsFile::open(path);
            for (at, name) in names.into_iter().enumerate() {
                file.change(&Edit::Insert(at, drop_of(name))).unwrap();
            }
        }
        let (mut files, all, _) = Files::open(&paths);
        assert_eq!(all.len(), 4);
        assert_eq!(files.places()[2], format!("{}:5:1", files.at[1].name()), "in the second file, below its head");
        assert_eq!(files.change(&Edit::Remove(2, drop_of("c"))).unwrap().0, None, "it is kept nowhere");
        files.change(&Edit::Remove(0, drop_of("a"))).unwrap();
        files.change(&Edit::Insert(2, drop_of("e"))).unwrap();
        files.change(&Edit::Insert(0, drop_of("f"))).unwrap();
        assert_eq!(Files::open(&paths).1, [drop_of("f"), drop_of("b"), drop_of("d"), drop_of("e")]);
    }

    #[test]
    fn a_file_that_cannot_be_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.toml");
        fs::write(&path, "version = 7\n").unwrap();
        let (files, _, problems) = Files::open(&[path]);
        assert_eq!(problems.len(), 1);
        let (events, told) = unbounded();
        let clerk = Clerk::spawn(files, true, events).unwrap();
        clerk.keep(Edit::Insert(0, drop_of("a")));
        drop(clerk);
        let told: Vec<CorpusEvent> = told.try_iter().collect();
        let [CorpusEvent::WorkerFailed(_), CorpusEvent::Problem(problem)] = told.as_slice() else { panic!("{told:?}") };
        assert!(problem.reason.contains("newer"), "{problem:?}");
    }

    #[test]
    fn an_edit_by_hand_right_after_a_change_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.toml");
        let (mut files, ..) = Files::open(std::slice::from_ref(&path));
        // Another one writes while this one does, again and again; what is there in the end is what counts.
        let stop = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    if fs::read_to_string(&path).is_ok_and(|text| text.contains("\"a\"")) {
                        fs::write(&path, "[[decision]]\ndrop = [{ other = \"by hand\" }]\n").unwrap();
                    }
                }
            });
            for _ in 0..40 {
                let _ = files.change(&Edit::Insert(0, drop_of("a")));
            }
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        let _ = (files.look(), files.look());
        assert_eq!(files.all(), DecisionsFile::open(&path).1);
    }

    #[test]
    fn an_edit_by_hand_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.toml");
        let (mut files, ..) = Files::open(std::slice::from_ref(&path));
        files.change(&Edit::Insert(0, drop_of("a"))).unwrap();
        assert_eq!(files.look(), (None, Vec::new()), "what was written by the program itself is known");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{text}\n[[decision]]\ndrop = [{{ other = \"b\" }}]\n")).unwrap();
        assert_eq!(files.look(), (None, Vec::new()), "it may be at work still");
        assert_eq!(files.look(), (Some(vec![drop_of("a"), drop_of("b")]), Vec::new()));
        assert_eq!(files.look(), (None, Vec::new()));
        fs::write(&path, format!("{text}\n[[decision]]\ndorp = 7\n")).unwrap();
        let _ = files.look();
        let (list, problems) = files.look();
        assert_eq!(list, Some(vec![drop_of("a")]));
        assert!(problems.iter().any(|problem| problem.source.contains(':')), "{problems:?}");
        fs::write(&path, format!("{text}\n\n[[decision]]\ndrop = [{{ other = \"c\" }}]\n")).unwrap();
        let (files, told) = (files, unbounded());
        let clerk = Clerk::spawn(files, false, told.0).unwrap();
        clerk.keep(Edit::Insert(0, drop_of("z")));
        assert_eq!(clerk.changed.recv_timeout(Duration::from_secs(20)), Ok(vec![drop_of("a"), drop_of("c")]));
        drop(clerk);
        let told: Vec<CorpusEvent> = told.1.try_iter().collect();
        assert!(
            told.iter().any(|told| matches!(told, CorpusEvent::Kept(said) if said.contains("edited: 2"))),
            "{told:?}"
        );
        let right =
            |told: &CorpusEvent| matches!(told, CorpusEvent::Problems(Stage::DecisionFile, now) if now.is_empty());
        assert!(told.iter().any(right), "what was wrong is mended: {told:?}");
        assert!(!fs::read_to_string(&path).unwrap().contains('z'));
    }
}
