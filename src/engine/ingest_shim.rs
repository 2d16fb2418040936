//! STAND-IN for `ingest` until it lands, with its shape: paragraphs between blank lines, the first is the title.

use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::model::{
    Article, ArticleMeta, Block, BlockForm, BlockKind, ContentKey, Document, Problem, Stage, Zone, ZoneKind,
};
use crate::text::{Span, sanitize, sanitize_line};

pub(super) enum Found {
    Input(Source),
    Problem(Problem),
    Skipped(Skipped),
}

pub(super) struct Skipped {
    pub hidden: u32,
    pub not_text: u32,
}

pub(super) enum Source {
    File(PathBuf),
    Bundled(usize),
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => f.write_str(&sanitize_line(&path.to_string_lossy())),
            Self::Bundled(at) => write!(f, "bundled: {at}"),
        }
    }
}

pub(super) struct Loaded {
    pub articles: Vec<Article>,
    pub problems: Vec<Problem>,
}

pub(super) fn bundled() -> Vec<Source> {
    vec![Source::Bundled(0), Source::Bundled(1)]
}

pub(super) fn walk(paths: &[PathBuf], visit: &mut dyn FnMut(Found) -> ControlFlow<()>) {
    for path in paths {
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let found = match entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) if entry.file_name().as_encoded_bytes().first() == Some(&b'.') => {
                    Found::Skipped(Skipped { hidden: 1, not_text: 0 })
                }
                Ok(entry) => Found::Input(Source::File(entry.into_path())),
                Err(error) => Found::Problem(problem(&path.to_string_lossy(), &error.to_string())),
            };
            if visit(found).is_break() {
                return;
            }
        }
    }
}

fn problem(source: &str, reason: &str) -> Problem {
    Problem { source: sanitize_line(source), stage: Stage::Read, reason: sanitize_line(reason), skipped: true }
}

pub(super) fn load(source: &Source) -> Loaded {
    let bytes = match source {
        Source::File(path) => std::fs::read(path),
        Source::Bundled(0) => Ok(b"Harbour talks open\n\nAda Moor met Ben Quill in Port Merrow.\n".to_vec()),
        Source::Bundled(_) => Ok(b"Talks end\n\nMinister Ben Quill left Port Merrow on Monday.\n".to_vec()),
    };
    match bytes {
        Ok(bytes) => Loaded { articles: vec![article(&bytes, &source.to_string())], problems: Vec::new() },
        Err(error) => Loaded { articles: Vec::new(), problems: vec![problem(&source.to_string(), &error.to_string())] },
    }
}

fn article(bytes: &[u8], source: &str) -> Article {
    let text = sanitize(&String::from_utf8_lossy(bytes));
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive("\n\n") {
        let start = at + (part.len() - part.trim_start().len()) as u32;
        let span = Span::new(start, start + part.trim().len() as u32);
        at += part.len() as u32;
        if !span.is_empty() {
            let kind = if blocks.is_empty() { BlockKind::Headline } else { BlockKind::Body };
            blocks.push(Block { span, lead: 0, kind, form: BlockForm::Paragraph });
        }
    }
    let title = blocks.first().map_or("", |block| block.span.of(&text)).to_owned();
    Article {
        key: ContentKey::of(bytes),
        meta: ArticleMeta { title, ..ArticleMeta::default() },
        document: Document { text: text.into(), blocks },
        source: source.into(),
    }
}

pub(super) fn zones(document: &Document) -> Vec<Zone> {
    let body = |block: &Block| Zone { span: block.span, kind: ZoneKind::Body };
    document.blocks.iter().map(body).collect()
}
