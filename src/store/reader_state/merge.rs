//! Three memories made one: what this reader knew, what it has now, and what is in the file.

use std::collections::BTreeMap;

use crate::model::ReaderMemory;

/// What is in the file, with what was changed here since `base`.
pub(super) fn merge(base: &ReaderMemory, ours: &ReaderMemory, mut theirs: ReaderMemory) -> ReaderMemory {
    merge_map(&base.articles, &ours.articles, &mut theirs.articles);
    merge_map(&base.sessions, &ours.sessions, &mut theirs.sessions);
    theirs.welcomed |= ours.welcomed;
    theirs
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
