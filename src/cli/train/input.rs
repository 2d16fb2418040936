//! Reads labelled texts and lexicon sources.

use std::path::{Path, PathBuf};

use crate::cli::Failure;
use crate::model::EntityKind;
use crate::nlp::Recognizer;
use crate::nlp::lexicon::{self, Lexicon};
use crate::nlp::train::{Sample, SampleError, sample};

/// A named set of labelled texts.
pub struct Set {
    /// Its file's name without ending.
    pub name: String,
    /// Its texts.
    pub samples: Vec<Sample>,
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())))
}

type Read = fn(&str) -> Result<Vec<Sample>, SampleError>;

fn labelled(path: &Path, lines: Read) -> Result<Vec<Sample>, Failure> {
    let file = read(path)?;
    let columns = path.extension().is_some_and(|end| end != "jsonl" && end != "json");
    let samples = if columns { sample::from_conll(&file) } else { lines(&file) };
    samples.map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

/// Texts to learn from: `FILE[:WEIGHT[:TYPE,…]]`.
pub fn samples(files: &[String]) -> Result<Vec<Sample>, Failure> {
    let mut all = Vec::new();
    for file in files {
        let (path, weight, unmarked) = parse(file)?;
        for sample in labelled(&path, sample::from_jsonl)? {
            all.push(Sample { weight, unmarked: unmarked.clone(), ..sample });
        }
    }
    if all.is_empty() {
        return Err(Failure::new(format!("{}: no texts to learn from", files.join(", "))));
    }
    Ok(all)
}

/// Refuses, before time is spent, a place where no model can be written or where a text would be written over.
pub fn writable(output: &Path, files: &[String]) -> Result<(), Failure> {
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    if !folder.is_dir() {
        return Err(Failure::new(format!(
            "{} cannot be written: there is no folder {}",
            output.display(),
            folder.display()
        )));
    }
    if output.is_dir() {
        return Err(Failure::new(format!("{} is a folder; give the name of a file", output.display())));
    }
    let same = |path: &Path| matches!((path.canonicalize(), output.canonicalize()), (Ok(a), Ok(b)) if a == b);
    for file in files {
        if parse(file).is_ok_and(|(path, ..)| same(&path)) {
            return Err(Failure::usage(format!(
                "{} is read from: the model would be written over it",
                output.display()
            )));
        }
    }
    Ok(())
}

/// A number that is one.
pub fn number(text: &str) -> Result<f32, String> {
    text.parse().ok().filter(|x: &f32| x.is_finite()).ok_or_else(|| "a number was expected".to_owned())
}

/// A number over 0.
pub fn size(text: &str) -> Result<f32, String> {
    number(text).ok().filter(|x| *x > 0.0).ok_or_else(|| "a number over 0 was expected".to_owned())
}

/// A share: 0 to 0.9.
pub fn share(text: &str) -> Result<f32, String> {
    number(text)
        .ok()
        .filter(|x| (0.0..=0.9).contains(x))
        .ok_or_else(|| "a number from 0 to 0.9 was expected".to_owned())
}

fn parse(file: &str) -> Result<(PathBuf, f32, Vec<EntityKind>), Failure> {
    if Path::new(file).exists() {
        return Ok((PathBuf::from(file), 1.0, Vec::new()));
    }
    let mut parts = file.split(':');
    let path = PathBuf::from(parts.next().unwrap_or(file));
    let weight = match parts.next() {
        Some(weight) => size(weight)
            .map_err(|_| Failure::usage(format!("{file}: {weight:?} is no weight, which is a number over 0")))?,
        None => 1.0,
    };
    let mut unmarked = Vec::new();
    for label in parts.next().into_iter().flat_map(|labels| labels.split(',')) {
        let kind = EntityKind::from_label(label);
        unmarked.push(
            kind.ok_or_else(|| Failure::usage(format!("{file}: {label:?} is no type; types are PER ORG LOC MISC")))?,
        );
    }
    Ok((path, weight, unmarked))
}

/// Sets to score on: files, or all `.jsonl` files of folders, by name.
pub fn sets(paths: &[PathBuf]) -> Result<Vec<Set>, Failure> {
    sets_of(paths, sample::from_jsonl)
}

/// Sets whose texts are wanted, labelled or not.
pub fn texts(paths: &[PathBuf]) -> Result<Vec<Set>, Failure> {
    sets_of(paths, sample::texts_from_jsonl)
}

fn sets_of(paths: &[PathBuf], lines: Read) -> Result<Vec<Set>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let entries =
                std::fs::read_dir(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
            let mut found: Vec<PathBuf> = entries
                .flatten()
                .map(|entry| entry.path())
                .filter(|path| path.extension().is_some_and(|end| end == "jsonl"))
                .collect();
            found.sort();
            if found.is_empty() {
                return Err(Failure::new(format!("{} holds no .jsonl files", path.display())));
            }
            files.append(&mut found);
        } else {
            files.push(path.clone());
        }
    }
    let name = |path: &Path| path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let set = |path: &PathBuf| match labelled(path, lines)? {
        samples if samples.is_empty() => Err(Failure::new(format!("{} holds no texts", path.display()))),
        samples => Ok(Set { name: name(path), samples }),
    };
    files.iter().map(set).collect()
}

/// The recogniser with the model in a file.
pub fn recognizer(path: &Path) -> Result<Recognizer, Failure> {
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::new(format!("the model {} cannot be read: {error}", path.display())))?;
    Recognizer::from_bytes(&bytes).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

/// The lexicon of a folder.
pub fn lexicon(dir: &Path) -> Result<Lexicon, Failure> {
    let (classes, phrases) = (read(&dir.join("classes.tsv"))?, read(&dir.join("phrases.tsv"))?);
    lexicon::build(&classes, &phrases)
        .map_err(|(line, what)| Failure::new(format!("{}: line {line}: {what}", dir.display())))
}
