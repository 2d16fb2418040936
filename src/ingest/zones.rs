//! What names are looked for in.

use crate::model::{BlockKind, Document, Zone, ZoneKind};

/// The stretches of a document that are analysed, each on its own, in the order of the text: headlines, subheadings,
/// body and captions. A dateline or agency prefix is left out, so that it is not read as part of the first sentence.
#[must_use]
pub fn zones(document: &Document) -> Vec<Zone> {
    document
        .blocks
        .iter()
        .filter(|block| block.kind.is_analysed())
        .map(|block| {
            let kind = match block.kind {
                BlockKind::Headline | BlockKind::Subheading => ZoneKind::Headline,
                BlockKind::Caption => ZoneKind::Caption,
                _ => ZoneKind::Body,
            };
            Zone { span: block.body(), kind }
        })
        .filter(|zone| !zone.span.is_empty())
        .collect()
}
