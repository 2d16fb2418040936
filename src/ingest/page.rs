//! The article told from the page around it.
//!
//! A page is a list of paragraphs. Each is judged by itself first (`mark`), then by its neighbours: captions beside images
//! and credits, boxes from their heads to where the article resumes, the head of the article. Whatever no rule is sure of
//! stays body: furniture that is shown is a small nuisance, text that is hidden is a fault.

mod bio;
mod boxes;
mod byline;
mod captions;
mod case;
mod credit;
mod cues;
mod dateline;
mod header;
mod line;
mod mark;
mod meta;
mod names;
mod outlet;
mod phrases;
mod picture;
mod places;
mod promo;
mod sheet;
mod sign;
mod speech;
mod top;

use std::sync::Arc;

use super::front::Front;
use super::paragraphs::Paragraph;
use super::source::Source;
use crate::model::{ArticleMeta, Block, BlockKind, Document};
use crate::text::Span;
use dateline::Lead;
use sheet::Sheet;

/// Reads a page: what each paragraph is, and what the page says of the article.
pub(super) fn read(paragraphs: &[Paragraph], front: &Front, source: &Source) -> (Document, ArticleMeta) {
    let mut sheet = Sheet::new(paragraphs);
    captions::run(&mut sheet);
    boxes::run(&mut sheet);
    let split = dateline::split(&mut sheet);
    header::run(&mut sheet, front.title.as_deref());
    bio::run(&mut sheet);
    let lead = leads(&sheet).or_else(|| split.map(|lead| (sheet.first_prose(), lead)));
    let meta = meta::collect(&sheet, front, source, lead.as_ref().map(|(at, lead)| (*at, lead)));
    // A title that only the front matter gives opens the text.
    let missing = front.title.as_deref().filter(|_| !sheet.kinds.contains(&Some(BlockKind::Headline)));
    (document(&sheet, lead.as_ref(), missing), meta)
}

/// The dateline or agency prefix of the article, and the line it opens: the first running text, or the one after.
fn leads(sheet: &Sheet<'_>) -> Option<(usize, Lead)> {
    (0..sheet.len())
        .filter(|at| sheet.kind(*at).is_none())
        .take(2)
        .find_map(|at| dateline::read(&sheet.line(at)?.paragraph.text).map(|lead| (at, lead)))
}

fn document(sheet: &Sheet<'_>, lead: Option<&(usize, Lead)>, title: Option<&str>) -> Document {
    let mut text = String::new();
    let mut blocks = Vec::with_capacity(sheet.len() + 1);
    let mut push = |words: &str, kind, form, lead: usize| {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len() as u32;
        text.push_str(words);
        blocks.push(Block { span: Span::new(start, text.len() as u32), lead: lead as u32, kind, form });
    };
    if let Some(title) = title {
        push(title, BlockKind::Headline, crate::model::BlockForm::Paragraph, 0);
    }
    for (at, line) in sheet.lines.iter().enumerate() {
        let own = lead.filter(|(lead, _)| *lead == at).map_or(0, |(_, lead)| lead.len);
        push(&line.paragraph.text, sheet.kind(at).unwrap_or(BlockKind::Body), line.paragraph.form, own);
    }
    Document { text: Arc::from(text), blocks }
}

/// Some of the article's own text, enough to tell its language.
pub(super) fn sample(document: &Document) -> String {
    let mut out = String::new();
    for block in document.blocks.iter().filter(|block| block.kind == BlockKind::Body) {
        out.push_str(crate::text::grapheme::head(block.body().of(&document.text), 4096));
        out.push('\n');
        if out.len() > 4096 {
            break;
        }
    }
    if out.is_empty() { crate::text::grapheme::head(&document.text, 4096).to_owned() } else { out }
}
