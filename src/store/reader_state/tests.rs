use std::fs;

use super::*;
use crate::model::{ArticleMemory, ContentKey, SessionMemory};

fn key(n: u128) -> ContentKey {
    ContentKey(n)
}

fn read_at(place: u32) -> ArticleMemory {
    ArticleMemory { read: true, place, ..ArticleMemory::default() }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_saved_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep").join("reader.json");
    let (mut file, mut memory, problem) = StateFile::open(&path);
    assert_eq!((&memory, problem), (&ReaderMemory::default(), None));
    assert!(!path.parent().unwrap().exists(), "reading leaves no trace");
    memory.articles.insert(key(7), read_at(42));
    memory.sessions.insert("s".into(), SessionMemory { outlets: vec![None, Some("HP".into())], ..Default::default() });
    memory.welcomed = true;
    file.save(&memory).unwrap();
    let (_, again, problem) = StateFile::open(&path);
    assert_eq!(problem, None);
    assert_eq!(again, ReaderMemory { version: VERSION, ..memory });
    assert_eq!(names(path.parent().unwrap()), ["reader.json"], "neither lock nor temporary file stays");
}

#[test]
fn two_readers_keep_each_others_marks_and_the_last_word_counts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reader.json");
    let (mut first, mut a, _) = StateFile::open(&path);
    a.articles.insert(key(1), read_at(1));
    a.articles.insert(key(2), read_at(1));
    first.save(&a).unwrap();
    let (mut second, mut b, _) = StateFile::open(&path);
    b.articles.insert(key(2), read_at(20));
    b.articles.insert(key(3), read_at(30));
    second.save(&b).unwrap();
    a.articles.insert(key(4), read_at(40));
    first.save(&a).unwrap();
    let (_, all, _) = StateFile::open(&path);
    let places: Vec<_> = all.articles.values().map(|article| article.place).collect();
    assert_eq!(places, [1, 20, 30, 40]);
    a.articles.insert(key(2), read_at(2));
    a.articles.remove(&key(1));
    first.save(&a).unwrap();
    let (_, all, _) = StateFile::open(&path);
    assert_eq!(all.articles.values().map(|article| article.place).collect::<Vec<_>>(), [2, 30, 40]);
}

#[test]
fn passing_over_an_article_takes_no_mark_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reader.json");
    let (mut one, memory, _) = StateFile::open(&path);
    let (mut two, _, _) = StateFile::open(&path);
    let mut starred = memory.clone();
    starred.articles.insert(
        key(1),
        ArticleMemory { starred: true, outlet: Some("My Paper".to_owned()), ..ArticleMemory::default() },
    );
    one.save(&starred).unwrap();
    let mut passed = memory;
    passed.articles.insert(key(1), read_at(7));
    two.save(&passed).unwrap();
    let (_, kept, _) = StateFile::open(&path);
    let article = &kept.articles[&key(1)];
    assert_eq!((article.starred, article.outlet.as_deref(), article.place), (true, Some("My Paper"), 7));
}

#[test]
fn a_damaged_file_is_kept_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reader.json");
    for text in ["{ \"articles\": ", "[]", "{\"articles\": {\"no key\": {}}}"] {
        fs::write(&path, text).unwrap();
        let (mut file, memory, problem) = StateFile::open(&path);
        let problem = problem.unwrap();
        assert_eq!(problem.stage, Stage::Store);
        assert!(problem.reason.contains("damaged"), "{problem:?}");
        assert_eq!(memory, ReaderMemory::default());
        file.save(&ReaderMemory { welcomed: true, ..memory }).unwrap();
    }
    assert_eq!(
        names(folder.path()),
        ["reader.json", "reader.json.damaged", "reader.json.damaged-2", "reader.json.damaged-3"]
    );
    assert_eq!(fs::read_to_string(folder.path().join("reader.json.damaged")).unwrap(), "{ \"articles\": ");
}

#[test]
fn a_newer_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reader.json");
    let text = "{\"version\": 99, \"articles\": [\"another form\"]}";
    fs::write(&path, text).unwrap();
    let (mut file, memory, problem) = StateFile::open(&path);
    assert!(problem.unwrap().reason.contains("newer"));
    file.save(&ReaderMemory { welcomed: true, ..memory }).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(names(folder.path()), ["reader.json"]);
}

#[test]
fn a_lock_that_is_held_is_respected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reader.json");
    let (mut file, memory, _) = StateFile::open(&path);
    let held = file::lock(&path).unwrap();
    let changed = ReaderMemory { welcomed: true, ..memory };
    assert!(matches!(file.save(&changed), Err(StateError::Held)));
    drop(held);
    file.save(&changed).unwrap();
    assert!(path.exists());
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_the_file_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real.json"), folder.path().join("link.json"));
    fs::write(&real, "{}").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let (mut file, memory, _) = StateFile::open(&link);
    file.save(&ReaderMemory { welcomed: true, ..memory }).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("\"welcomed\": true"));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
}
