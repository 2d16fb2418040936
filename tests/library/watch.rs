//! `dateline index --watch`: what changes is taken in while it stays.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::news::{Shelf, lines};

/// A watching process, and what it says, line by line.
struct Watching {
    child: Child,
    said: Receiver<Value>,
}

impl Watching {
    fn new(shelf: &Shelf, args: &[&str]) -> Self {
        let args = [&["index", "--watch", "--quiet", "--json"], args].concat();
        let mut child = shelf.env.command(&args).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (sender, said) = channel();
        thread::spawn(move || {
            for line in out.lines() {
                let Ok(line) = line else { return };
                if let Ok(value) = serde_json::from_str(&line) {
                    drop(sender.send(value));
                }
            }
        });
        Self { child, said }
    }

    /// The counts of the next summary: added, changed, from elsewhere, removed; and of articles in all.
    #[track_caller]
    fn next(&self) -> [u64; 5] {
        let said = self.said.recv_timeout(Duration::from_secs(30)).expect("nothing was said");
        ["added", "changed", "duplicates", "removed", "articles"].map(|name| said[name].as_u64().unwrap())
    }

    /// Waits until there are so many articles, however many steps that takes.
    #[track_caller]
    fn until(&self, articles: u64) {
        while self.next()[4] != articles {}
    }
}

#[test]
fn what_is_written_renamed_moved_in_and_deleted_is_followed() {
    let shelf = Shelf::with_news();
    let watching = Watching::new(&shelf, &["--prune", "news"]);
    assert_eq!(watching.next(), [3, 0, 0, 0, 3]);
    let page = |what: &str| format!("Ana Ruiz spoke of {what} in Lisbon on Monday, and nobody answered her.\n");
    shelf.env.file("news/one.txt", page("boats"));
    assert_eq!(watching.next(), [1, 0, 0, 0, 4]);
    shelf.env.file("news/one.txt", page("lighthouses"));
    assert_eq!(watching.next(), [0, 1, 0, 0, 4]);
    // What is none of ours, and what is hidden, is left alone; what lies in a new folder is found, however deep.
    shelf.env.file("news/.one.txt.swp", page("swaps"));
    shelf.env.file("news/picture.png", "no text");
    shelf.env.file("aside/deep/er/two.txt", page("storms"));
    fs::rename(shelf.env.path("aside"), shelf.env.path("news/aside")).unwrap();
    watching.until(5);
    shelf.env.file("news/aside/deep/three.txt", page("tariffs"));
    watching.until(6);
    // A file under another name is the same article.
    fs::rename(shelf.env.path("news/one.txt"), shelf.env.path("news/uno.txt")).unwrap();
    let [added, _, duplicates, _, articles] = watching.next();
    assert_eq!((added, duplicates, articles), (0, 1, 6));
    assert_eq!(shelf.ask("SELECT count(*) FROM file WHERE path LIKE '%one.txt'"), ["0"]);
    fs::remove_dir_all(shelf.env.path("news/aside")).unwrap();
    watching.until(4);
    end(watching);
    shelf.assert_sound();
    // What changed meanwhile is found the next time.
    shelf.env.file("news/four.txt", page("fishing"));
    assert_eq!(shelf.index(&["news"])["added"], 1);
}

#[test]
fn a_file_of_lines_grows_and_what_goes_stays_without_prune() {
    let shelf = Shelf::new();
    shelf.env.file("in/all.jsonl", lines(0..20));
    let watching = Watching::new(&shelf, &["in/all.jsonl"]);
    assert_eq!(watching.next(), [20, 0, 0, 0, 20]);
    shelf.env.file("in/all.jsonl", lines(0..25));
    watching.until(25);
    // Another one put in its place, as editors do it; its neighbours are nobody's business.
    shelf.env.file("in/other.jsonl", lines(40..60));
    shelf.env.file("in/new", lines(5..30));
    fs::rename(shelf.env.path("in/new"), shelf.env.path("in/all.jsonl")).unwrap();
    watching.until(30);
    fs::remove_file(shelf.env.path("in/all.jsonl")).unwrap();
    thread::sleep(Duration::from_millis(600));
    end(watching);
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["30"]);
}

/// Ctrl-C: at once, and with the code of one who was told to.
#[track_caller]
fn end(mut watching: Watching) {
    let pid = i32::try_from(watching.child.id()).unwrap();
    std::process::Command::new("kill").args(["-INT", &pid.to_string()]).status().unwrap();
    let begun = std::time::Instant::now();
    assert_eq!(watching.child.wait().unwrap().code(), Some(130));
    assert!(begun.elapsed() < Duration::from_secs(30));
}
