//! Where decisions are kept.

use std::path::{Path, PathBuf};

use crate::engine::corpus::session;
use crate::model::decision::FILE_NAME;

/// Which decisions count, and where new ones go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DecisionsAt {
    /// Beside the articles; where that cannot be written, in the folder of what the reader remembers.
    #[default]
    Beside,
    /// In this file alone.
    File(PathBuf),
    /// Those beside the articles count; new ones are not kept.
    ReadOnly,
    /// None count, and none are kept.
    Nowhere,
}

/// The files of decisions for some paths, in the order in which they count. New decisions go to the first that takes
/// them. `state` is the file of what the reader remembers.
#[must_use]
pub fn homes(paths: &[PathBuf], at: &DecisionsAt, state: Option<&Path>) -> Vec<PathBuf> {
    let beside = || paths.iter().find_map(|path| beside(path));
    match at {
        DecisionsAt::Beside | DecisionsAt::ReadOnly => beside().into_iter().chain(own(paths, state)).collect(),
        DecisionsAt::File(path) => vec![path.clone()],
        DecisionsAt::Nowhere => Vec::new(),
    }
}

/// Beside a file, in a folder.
fn beside(path: &Path) -> Option<PathBuf> {
    if path.as_os_str() == "-" {
        return None;
    }
    if path.is_dir() {
        return Some(path.join(FILE_NAME));
    }
    let folder = path.is_file().then(|| path.parent())??;
    Some(folder.join(FILE_NAME))
}

/// In the folder of what the reader remembers, one file for each set of paths.
fn own(paths: &[PathBuf], state: Option<&Path>) -> Option<PathBuf> {
    let name = if paths.is_empty() { "samples".to_owned() } else { session(paths) };
    Some(state?.parent()?.join("decisions").join(format!("{name}.toml")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_lie_with_the_first_path_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        std::fs::write(&file, "text").unwrap();
        let expected = folder.path().join(FILE_NAME);
        let at = |paths: &[&Path]| {
            let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
            homes(&paths, &DecisionsAt::Beside, None).first().cloned()
        };
        assert_eq!(at(&[folder.path()]).as_ref(), Some(&expected));
        assert_eq!(at(&[Path::new("-"), &file]).as_ref(), Some(&expected));
        assert_eq!(at(&[Path::new("-")]), None);
        assert!(homes(std::slice::from_ref(&file), &DecisionsAt::Nowhere, None).is_empty());
        assert_eq!(homes(&[file], &DecisionsAt::File("x.toml".into()), None), [PathBuf::from("x.toml")]);
    }
}
