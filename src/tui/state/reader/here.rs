//! Where one is among what is in view.

use super::Reader;
use crate::model::{BlockKind, Mention};
use crate::tui::layout::RowKind;

impl Reader {
    /// The row in view that the keys act on: that of the cursor, else the first one with text.
    #[must_use]
    pub fn row_here(&self) -> Option<usize> {
        let at = self.position();
        let text = || self.rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Text);
        let held = text().take_while(|(_, row)| row.line.span.start <= at).last();
        held.or_else(|| text().next()).map(|(number, _)| number)
    }

    /// Whether a row of the article's title is in view.
    #[must_use]
    pub fn title_in_view(&self) -> bool {
        let Some(loaded) = &self.article else { return true };
        let blocks = &loaded.article.document.blocks;
        let title = blocks.iter().position(|block| block.kind == BlockKind::Headline);
        title.is_none_or(|title| {
            self.rows.iter().any(|row| row.kind == RowKind::Text && row.block == Some(title as u32))
        })
    }

    /// The mention at the cursor, if that is in view.
    #[must_use]
    pub fn mention_here(&self) -> Option<Mention> {
        self.cursor.filter(|cursor| self.visible().contains(cursor.start)).and_then(|at| self.mention_at(at.start))
    }
}
