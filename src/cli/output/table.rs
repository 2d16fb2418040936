//! Tables of text: columns side by side, cut to the width of the terminal, without lines or boxes.

use clap::builder::styling::{AnsiColor, Style};

use crate::text::grapheme::{cells, clip, graphemes};
use crate::text::sanitize_line;

/// Cells between two columns.
const GAP: usize = 2;
/// A column that gives way is not made narrower than this many cells.
const NARROWEST: usize = 8;

/// To which side a column's text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers, and what stands before a name.
    Right,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    head: String,
    align: Align,
    gives_way: bool,
    keeps_end: bool,
    optional: bool,
    gap: usize,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn left(head: impl Into<String>) -> Self {
        Self { head: head.into(), align: Align::Left, gives_way: false, keeps_end: false, optional: false, gap: GAP }
    }

    /// A column of numbers.
    #[must_use]
    pub fn right(head: impl Into<String>) -> Self {
        Self { align: Align::Right, ..Self::left(head) }
    }

    /// The same column, cut where the terminal is too narrow for all.
    #[must_use]
    pub fn giving_way(self) -> Self {
        Self { gives_way: true, ..self }
    }

    /// The same column, cut at its start instead of its end.
    #[must_use]
    pub fn keeping_end(self) -> Self {
        Self { keeps_end: true, ..self }
    }

    /// The same column, left out where the terminal is too narrow for all; those further right go first.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// The same column, right beside the one before it.
    #[must_use]
    pub fn joined(self) -> Self {
        Self { gap: 0, ..self }
    }
}

/// What a table's cell holds; sanitised when it is made.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    text: String,
    style: Style,
    /// What follows the text, unstyled.
    rest: String,
}

impl Cell {
    /// A text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: sanitize_line(text), ..Self::default() }
    }

    /// The same with an unstyled text after it, which may begin with one space or end in one.
    #[must_use]
    pub fn and(mut self, rest: &str) -> Self {
        let gap = |there: bool| if there { " " } else { "" };
        let clean = sanitize_line(rest);
        let (before, after) = (gap(rest.starts_with(' ')), gap(rest.ends_with(' ') && !clean.is_empty()));
        self.rest = format!("{before}{clean}{after}");
        self
    }

    /// The cell in at most `width` cells, for a line that is put together by hand.
    #[must_use]
    pub fn within(&self, width: usize, colour: bool) -> String {
        self.set(width, false, colour).0
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.rest.is_empty()
    }

    fn cells(&self) -> usize {
        cells(&self.text) + cells(&self.rest)
    }

    /// The cell in at most `width` cells, with its own width.
    fn set(&self, width: usize, keeps_end: bool, colour: bool) -> (String, usize) {
        let whole = cut(&format!("{}{}", self.text, self.rest), width, keeps_end);
        let taken = cells(&whole);
        if !colour || self.style == Style::new() {
            return (whole, taken);
        }
        // Where the text itself was cut, nothing of the rest is left.
        let rest = whole.strip_prefix(&self.text).unwrap_or("");
        let text = whole.strip_suffix(rest).unwrap_or("");
        (format!("{}{text}{}{rest}", self.style.render(), self.style.render_reset()), taken)
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.style = self.style.bold();
        self
    }

    /// The same, less loud.
    #[must_use]
    pub fn dim(mut self) -> Self {
        self.style = self.style.dimmed();
        self
    }

    /// The same in the colour that marks outlets.
    #[must_use]
    pub fn tag(mut self) -> Self {
        self.style = self.style.fg_color(Some(AnsiColor::Cyan.into()));
        self
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    headless: bool,
}

impl Table {
    /// An empty table with these columns.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new(), headless: false }
    }

    /// The same without a line of headings.
    #[must_use]
    pub fn headless(self) -> Self {
        Self { headless: true, ..self }
    }

    /// Adds a row; cells beyond the columns are dropped.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// The lines of the table, each at most `width` cells wide where that can be done, styled where `colour` is on.
    /// Without a row there is no line.
    #[must_use]
    pub fn lines(&self, width: Option<usize>, colour: bool) -> Vec<String> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let widths = self.widths(width);
        let head: Vec<_> = self.columns.iter().map(|column| Cell::new(&column.head).dim()).collect();
        let head = if self.headless { None } else { Some(&head) };
        head.into_iter().chain(&self.rows).map(|row| self.render(row, &widths, colour)).collect()
    }

    /// The width of each column that is shown: what its text needs, less what the widest columns that give way can spare.
    fn widths(&self, limit: Option<usize>) -> Vec<Option<usize>> {
        let mut shown = vec![true; self.columns.len()];
        loop {
            let widths = self.widths_of(limit, &shown);
            let gaps = self.gaps(&shown);
            let whole = limit.is_none_or(|limit| widths.iter().sum::<usize>() + gaps <= limit);
            let spare = (1..shown.len()).rev().find(|i| shown[*i] && self.columns[*i].optional).filter(|_| !whole);
            match spare {
                Some(spare) => shown[spare] = false,
                None => return widths.into_iter().zip(shown).map(|(width, shown)| shown.then_some(width)).collect(),
            }
        }
    }

    fn gaps(&self, shown: &[bool]) -> usize {
        self.columns.iter().zip(shown).skip(1).filter(|(_, shown)| **shown).map(|(column, _)| column.gap).sum()
    }

    fn widths_of(&self, limit: Option<usize>, shown: &[bool]) -> Vec<usize> {
        let mut widths: Vec<_> =
            self.columns.iter().map(|column| if self.headless { 0 } else { cells(&column.head) }).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.cells());
            }
        }
        for (width, _) in widths.iter_mut().zip(shown).filter(|(_, shown)| !**shown) {
            *width = 0;
        }
        let Some(limit) = limit else { return widths };
        let gaps = self.gaps(shown);
        loop {
            let over = (widths.iter().sum::<usize>() + gaps).saturating_sub(limit);
            let widest = (0..widths.len()).filter(|i| self.columns[*i].gives_way).max_by_key(|i| widths[*i]);
            let Some(widest) = widest.filter(|i| over > 0 && widths[*i] > NARROWEST) else { return widths };
            // Down to the next widest column at a time, so that columns share the loss.
            let rival = (0..widths.len())
                .filter(|i| *i != widest && self.columns[*i].gives_way)
                .map(|i| widths[i])
                .max()
                .unwrap_or(0);
            let step = over.min((widths[widest] - rival).max(1)).min(widths[widest] - NARROWEST);
            widths[widest] -= step;
        }
    }

    fn render(&self, row: &[Cell], widths: &[Option<usize>], colour: bool) -> String {
        let mut line = String::new();
        let shown = |i: usize| widths.get(i).is_some_and(Option::is_some);
        let last = (0..row.len()).rev().find(|i| shown(*i) && !row[*i].is_empty()).unwrap_or(0);
        for (i, ((cell, column), width)) in row.iter().zip(&self.columns).zip(widths).enumerate().take(last + 1) {
            let Some(width) = width else { continue };
            if i > 0 {
                line.extend(std::iter::repeat_n(' ', column.gap));
            }
            let (text, taken) = cell.set(*width, column.keeps_end, colour);
            let pad = width.saturating_sub(taken);
            if column.align == Align::Right {
                line.extend(std::iter::repeat_n(' ', pad));
            }
            line.push_str(&text);
            if column.align == Align::Left && i < last {
                line.extend(std::iter::repeat_n(' ', pad));
            }
        }
        line
    }
}

/// The text in at most `width` cells, with an ellipsis where something is missing.
#[must_use]
pub fn cut(text: &str, width: usize, keeps_end: bool) -> String {
    let have = cells(text);
    if have <= width {
        return text.to_owned();
    }
    let Some(room) = width.checked_sub(1) else { return String::new() };
    if !keeps_end {
        return format!("{}…", clip(text, room));
    }
    let (mut kept, mut from) = (0, text.len());
    for (at, cluster) in graphemes(text).rev() {
        kept += cells(cluster);
        if kept > room {
            break;
        }
        from = at;
    }
    format!("…{}", text.get(from..).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Column, Table, cut};
    use crate::text::grapheme::cells;

    fn table() -> Table {
        let mut table = Table::new(vec![
            Column::right("#"),
            Column::left("WHO").giving_way(),
            Column::left("WHAT IT SAYS").giving_way(),
        ]);
        table.row(vec!["1".into(), "Ångström 北京".into(), "a sentence that goes on for quite a while".into()]);
        table.row(vec!["10".into(), "B".into(), "short".into()]);
        table
    }

    #[test]
    fn columns_are_as_wide_as_their_text() {
        assert_eq!(
            table().lines(None, false),
            [
                " #  WHO            WHAT IT SAYS",
                " 1  Ångström 北京  a sentence that goes on for quite a while",
                "10  B              short",
            ]
        );
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        let lines = table().lines(Some(40), false);
        assert_eq!(lines[1], " 1  Ångström 北京  a sentence that goes…");
        assert!(lines.iter().all(|line| cells(line) <= 40));
        assert!(table().lines(Some(22), false).iter().all(|line| cells(line) <= 22));
    }

    #[test]
    fn optional_columns_are_left_out_from_the_right_where_nothing_else_helps() {
        let mut table = Table::new(vec![
            Column::left("TAG"),
            Column::left("OUTLET").giving_way(),
            Column::right("WORDS").optional(),
            Column::left("LAST").optional(),
        ]);
        table.row(vec!["HP".into(), "The Harbour Post".into(), "1200".into(), "2031-03-02".into()]);
        assert_eq!(table.lines(Some(60), false)[1], "HP   The Harbour Post   1200  2031-03-02");
        assert_eq!(table.lines(Some(32), false)[1], "HP   The Har…   1200  2031-03-02");
        assert_eq!(table.lines(Some(28), false), ["TAG  OUTLET            WORDS", "HP   The Harbour Post   1200"]);
        assert_eq!(table.lines(Some(16), false), ["TAG  OUTLET", "HP   The Harbou…"]);
    }

    #[test]
    fn styles_are_for_terminals_only() {
        let mut table = Table::new(vec![Column::left("A")]).headless();
        table.row(vec![super::Cell::new("x").bold()]);
        assert_eq!(table.lines(None, false), ["x"]);
        assert_eq!(table.lines(None, true), ["\u{1b}[1mx\u{1b}[0m"]);
    }

    #[test]
    fn a_style_ends_where_the_rest_begins() {
        let mut table = Table::new(vec![Column::left("A"), Column::left("B").giving_way().joined()]).headless();
        table.row(vec![super::Cell::default().and("so "), super::Cell::new("a name").bold().and(", it said")]);
        assert_eq!(table.lines(None, true), ["so \u{1b}[1ma name\u{1b}[0m, it said"]);
        assert_eq!(table.lines(Some(11), true), ["so \u{1b}[1ma name\u{1b}[0m,…"]);
        assert_eq!(table.lines(Some(11), false), ["so a name,…"]);
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_allowed(text in "\\PC{0,30}", width in 0usize..20, keeps_end: bool) {
            prop_assert!(cells(&cut(&text, width, keeps_end)) <= width);
        }
    }
}
