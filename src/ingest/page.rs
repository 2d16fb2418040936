//! The article told from the page around it.

use std::sync::Arc;

use super::front::Front;
use super::paragraphs::Paragraph;
use super::source::Source;
use crate::model::{ArticleMeta, Block, BlockKind, Document, OutletEvidence};
use crate::text::Span;

/// Reads a page: what each paragraph is, and what the page says of the article.
pub(super) fn read(paragraphs: Vec<Paragraph>, front: &Front, _source: &Source) -> (Document, ArticleMeta) {
    let meta = ArticleMeta {
        title: front.title.clone().unwrap_or_default(),
        outlet: front.outlet.clone(),
        outlet_evidence: if front.outlet.is_some() { OutletEvidence::FrontMatter } else { OutletEvidence::None },
        date: front.date.clone(),
        byline: front.byline.clone(),
        url: front.url.clone(),
        ..ArticleMeta::default()
    };
    let mut text = String::new();
    let mut blocks = Vec::new();
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len() as u32;
        text.push_str(&paragraph.text);
        let kind = if paragraph.image { BlockKind::Image } else { BlockKind::Body };
        blocks.push(Block { span: Span::new(start, text.len() as u32), lead: 0, kind, form: paragraph.form });
    }
    (Document { text: Arc::from(text), blocks }, meta)
}

/// Some of the article's own text.
pub(super) fn sample(document: &Document) -> String {
    document.text.to_string()
}
