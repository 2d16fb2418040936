//! Three memories made one: what this reader knew, what it has now, and what is in the file.

use std::collections::BTreeMap;

use crate::model::{ArticleMemory, ReaderMemory};

/// What is in the file, with what was changed here since `base`.
pub(super) fn merge(base: &ReaderMemory, ours: &ReaderMemory, mut theirs: ReaderMemory) -> ReaderMemory {
    let unknown = ArticleMemory::default();
    for (key, ours) in &ours.articles {
        let base = base.articles.get(key).unwrap_or(&unknown);
        if ours != base || !theirs.articles.contains_key(key) {
            article(base, ours, theirs.articles.entry(*key).or_default());
        }
    }
    for key in base.articles.keys().filter(|key| !ours.articles.contains_key(*key)) {
        theirs.articles.remove(key);
    }
    merge_map(&base.sessions, &ours.sessions, &mut theirs.sessions);
    theirs.welcomed |= ours.welcomed;
    theirs
}

/// Field by field: a reader that only passed over an article takes nobody's star away.
fn article(base: &ArticleMemory, ours: &ArticleMemory, theirs: &mut ArticleMemory) {
    fn field<T: PartialEq + Clone>(base: &T, ours: &T, theirs: &mut T) {
        if ours != base {
            theirs.clone_from(ours);
        }
    }
    field(&base.read, &ours.read, &mut theirs.read);
    field(&base.starred, &ours.starred, &mut theirs.starred);
    field(&base.place, &ours.place, &mut theirs.place);
    field(&base.outlet, &ours.outlet, &mut theirs.outlet);
    theirs.tags.retain(|tag| ours.tags.contains(tag) || !base.tags.contains(tag));
    theirs.tags.extend(ours.tags.difference(&base.tags).cloned());
}

fn merge_map<K: Ord + Clone, V: PartialEq + Clone>(
    base: &BTreeMap<K, V>,
    ours: &BTreeMap<K, V>,
    theirs: &mut BTreeMap<K, V>,
) {
    for (key, value) in ours {
        if base.get(key) != Some(value) {
            theirs.insert(key.clone(), value.clone());
        }
    }
    for key in base.keys().filter(|key| !ours.contains_key(*key)) {
        theirs.remove(key);
    }
}
