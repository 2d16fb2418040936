//! The reader pane: one article, laid out for the pane's size, and a place in it.

mod here;
mod hidden;

use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::engine::LoadedArticle;
use crate::model::{ArticleId, EntityId, EntityKind, Mention, Place, reading_minutes};
use crate::text::Span;
use crate::tui::layout::{Anchor, Flow, FlowOptions, Row};

/// The place one is at: a mention, a hit, a clicked word.
pub type Cursor = Span;

/// What the reader shows, to come back to it exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// The place one is at.
    pub place: Place,
    /// First row.
    top: Anchor,
    cursor: Option<Cursor>,
    show_hidden: bool,
    revealed: Option<u32>,
}

/// Where to be once an article has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// At this byte, as its first row (a remembered place).
    Byte(u32),
    /// With this span in view, and the cursor on it.
    Span(Span),
    /// As it was.
    View(View),
    /// At the start, with the cursor on nothing.
    Start,
    /// Where one is (the same article came again).
    Stay,
}

/// The reader pane.
#[derive(Debug, Default)]
pub struct Reader {
    /// The article that is shown.
    pub article: Option<LoadedArticle>,
    /// First row.
    pub top: Anchor,
    /// The place one is at.
    pub cursor: Option<Cursor>,
    /// Whether captions, credits and furniture are shown.
    pub show_hidden: bool,
    /// Whether they are when an article is opened.
    pub shows_hidden_at_first: bool,
    /// The rows in view, made anew after each change.
    pub rows: Vec<Row>,
    /// The article that was asked for, and where to be in it.
    pub pending: Option<(ArticleId, Target)>,
    /// Whether hidden parts had to be shown to go where one wanted, and that is still to be said.
    pub uncovered: bool,
    /// How far one has read, 0 to 1.
    pub fraction: f32,
    /// Minutes it takes to read.
    pub minutes: usize,
    /// The hidden block that is shown because one went there.
    revealed: Option<u32>,
    /// The first row before the pane was given another size, until one moves.
    held: Option<Anchor>,
    flow: Option<Flow>,
    measure: u16,
    height: usize,
    free: usize,
}

impl Reader {
    /// An empty pane. `show_hidden` says whether captions, credits and furniture are shown when an article is opened.
    #[must_use]
    pub fn new(show_hidden: bool) -> Self {
        Self { shows_hidden_at_first: show_hidden, ..Self::default() }
    }

    /// The text being read.
    #[must_use]
    pub fn text(&self) -> &str {
        self.article.as_ref().map_or("", |loaded| &loaded.article.document.text)
    }

    /// The mentions of the article.
    #[must_use]
    pub fn mentions(&self) -> &[Mention] {
        self.article.as_ref().map_or(&[], |loaded| &loaded.mentions)
    }

    /// The number of the article.
    #[must_use]
    pub fn id(&self) -> Option<ArticleId> {
        self.article.as_ref().map(|loaded| loaded.id)
    }

    /// Shows an article that has come.
    pub fn show(&mut self, loaded: LoadedArticle, target: Target) {
        let same = self.article.as_ref().is_some_and(|old| Arc::ptr_eq(&old.article, &loaded.article));
        self.article = Some(loaded);
        if !same {
            self.show_hidden = self.shows_hidden_at_first;
            self.revealed = None;
            self.cursor = None;
            self.minutes = self.article.as_ref().map_or(1, |loaded| reading_minutes(loaded.article.document.words()));
            self.top = Anchor::default();
            self.rebuild();
            self.top = self.start();
        }
        if target != Target::Stay {
            self.held = None;
        }
        match target {
            Target::Stay => {}
            Target::Start if same => {}
            Target::Start => self.top = self.start(),
            Target::Byte(byte) => {
                if let Some(flow) = &mut self.flow {
                    self.top = flow.anchor_at(byte);
                    self.top = flow.scroll(self.top, 0, self.height);
                }
            }
            Target::Span(span) => self.go(span),
            Target::View(view) => {
                if (self.show_hidden, self.revealed) != (view.show_hidden, view.revealed) {
                    self.set_hidden(view.show_hidden, view.revealed);
                }
                (self.top, self.cursor) = (view.top, view.cursor);
                self.scroll(0);
            }
        }
        self.refresh();
    }

    /// Fits the text to a pane: `measure` cells wide, `height` rows high. The first row stays the first, unless the mention
    /// one is at would go out of view.
    pub fn resize(&mut self, measure: u16, height: usize) {
        if measure == self.measure && height == self.height {
            return;
        }
        let rewrap = measure != self.measure;
        let seen = self.cursor.filter(|cursor| self.visible().contains(cursor.start));
        (self.measure, self.height) = (measure, height);
        // Sizes that are gone through do not move the place: each is fitted to where one was before them.
        let held = *self.held.get_or_insert(self.top);
        self.top = held;
        if rewrap {
            self.rewrap();
        }
        self.scroll(0);
        // The mention one is at stays in view, where the first row cannot stay the first with it.
        if let Some(cursor) = seen.filter(|cursor| !self.visible().contains(cursor.start)) {
            self.go(cursor);
        }
        self.held = Some(held);
    }

    fn rebuild(&mut self) {
        let (measure, show_hidden, revealed) = (self.measure, self.show_hidden, self.revealed);
        let options = FlowOptions { measure, show_hidden, revealed, ..FlowOptions::default() };
        self.flow =
            self.article.as_ref().filter(|_| self.measure > 0).map(|loaded| Flow::new(loaded.article.clone(), options));
    }

    fn start(&mut self) -> Anchor {
        self.flow.as_mut().map_or(Anchor::default(), Flow::start)
    }

    fn refresh(&mut self) {
        let (top, height) = (self.top, self.height);
        self.rows = self.flow.as_mut().map(|flow| flow.rows(top, height)).unwrap_or_default();
        self.fraction = self.flow.as_mut().map_or(0.0, |flow| flow.fraction(top, height));
    }

    /// Scrolls by so many rows.
    pub fn scroll(&mut self, by: isize) {
        self.held = None;
        if let Some(flow) = &mut self.flow {
            self.top = flow.scroll(self.top, by, self.height);
        }
        self.refresh();
    }

    /// To the first row.
    pub fn to_start(&mut self) {
        self.top = self.start();
        self.scroll(0);
    }

    /// To the last page.
    pub fn to_end(&mut self) {
        self.held = None;
        if let Some(flow) = &mut self.flow {
            self.top = flow.end(self.height);
        }
        self.refresh();
    }

    /// Rows of the pane.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Lays out anew; the first row stays the first.
    fn rewrap(&mut self) {
        let start = self.start();
        let at_start = self.top == start;
        match &mut self.flow {
            Some(flow) => {
                flow.set_options(FlowOptions {
                    measure: self.measure,
                    show_hidden: self.show_hidden,
                    revealed: self.revealed,
                    ..flow.options()
                });
            }
            None => self.rebuild(),
        }
        if at_start {
            self.top = self.start();
        }
    }

    /// Only the first `rows` rows are free to be seen (a box covers the rest); 0 for all.
    pub fn keep_free(&mut self, rows: usize) {
        self.free = rows;
    }

    /// Puts the cursor on a span and brings it into view; uncovers the part it stands in if that is hidden.
    pub fn go(&mut self, span: Span) {
        self.held = None;
        if let Some(block) = self.hidden_block(span.start).filter(|block| self.revealed != Some(*block)) {
            self.uncovered = true;
            self.set_hidden(false, Some(block));
        }
        self.cursor = Some(span);
        if let Some(flow) = &mut self.flow {
            let rows = if self.free == 0 { self.height } else { self.free.min(self.height) };
            self.top = flow.reveal(self.top, span, rows);
            self.top = flow.scroll(self.top, 0, if self.free == 0 { self.height } else { rows });
        }
        self.refresh();
    }

    /// The bytes in view.
    #[must_use]
    pub fn visible(&self) -> Span {
        let mut lines = self.rows.iter().map(|row| row.line.span).filter(|span| !span.is_empty());
        let Some(first) = lines.next() else { return Span::default() };
        let last = lines.next_back().unwrap_or(first);
        Span::new(first.start, last.end)
    }

    /// The byte one is at: the cursor if it is in view, else the first byte in view.
    #[must_use]
    pub fn position(&self) -> u32 {
        let visible = self.visible();
        match self.cursor {
            Some(cursor) if visible.contains(cursor.start) => cursor.start,
            _ => visible.start,
        }
    }

    /// The place one is at, for the jump list.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let visible = self.visible();
        let span = self.cursor.filter(|cursor| visible.contains(cursor.start));
        let span = span.unwrap_or_else(|| Span::new(visible.start, visible.start));
        self.id().map(|article| Place { article, span })
    }

    /// What is shown, to come back to it.
    #[must_use]
    pub fn view(&self) -> Option<View> {
        let (top, cursor, show_hidden, revealed) = (self.top, self.cursor, self.show_hidden, self.revealed);
        self.place().map(|place| View { place, top, cursor, show_hidden, revealed })
    }

    /// The mention at a byte.
    #[must_use]
    pub fn mention_at(&self, byte: u32) -> Option<Mention> {
        let mentions = self.mentions();
        let after = mentions.partition_point(|mention| mention.span.start <= byte);
        let candidate = mentions.get(after.checked_sub(1)?)?;
        (candidate.span.contains(byte)).then_some(*candidate)
    }

    /// The mention at the cursor; where the cursor is out of view, the first person in view; where there is none yet, the
    /// person named most.
    #[must_use]
    pub fn mention_under_cursor(&self) -> Option<Mention> {
        match self.cursor {
            Some(cursor) if self.visible().contains(cursor.start) => self.mention_at(cursor.start),
            Some(_) => self.first_in_view(),
            None => self.most_named(),
        }
    }

    /// The first person named in view, else the first name.
    #[must_use]
    pub fn first_in_view(&self) -> Option<Mention> {
        let visible = self.visible();
        let first = self.mentions().partition_point(|mention| mention.span.start < visible.start);
        let in_view = || self.mentions()[first..].iter().take_while(|mention| mention.span.start < visible.end);
        let person = in_view().find(|mention| mention.kind == EntityKind::Person);
        person.or_else(|| in_view().next()).copied()
    }

    /// The person who is named most in the article, of several the one named first; else the first name in view. The first
    /// mention from the top of the window on, or the first of all.
    #[must_use]
    pub fn most_named(&self) -> Option<Mention> {
        let mut counts: FxHashMap<EntityId, (usize, Reverse<u32>)> = FxHashMap::default();
        for mention in self.mentions().iter().filter(|mention| mention.kind == EntityKind::Person) {
            counts.entry(mention.entity).or_insert((0, Reverse(mention.span.start))).0 += 1;
        }
        let Some((entity, _)) = counts.into_iter().max_by_key(|(_, rank)| *rank) else { return self.first_in_view() };
        let top = self.visible().start;
        let mut of = self.mentions().iter().filter(|mention| mention.entity == entity);
        of.clone().find(|mention| mention.span.start >= top).or_else(|| of.next()).copied()
    }

    /// The next (or previous) mention from where one is, of one entity or of any.
    #[must_use]
    pub fn step(&self, entity: Option<EntityId>, forward: bool) -> Option<Mention> {
        let at = self.position();
        let on = self.cursor.is_some_and(|cursor| cursor.start == at);
        let of = |mention: &&Mention| entity.is_none_or(|id| mention.entity == id);
        let mentions = self.mentions();
        if forward {
            let from = mentions.partition_point(|m| m.span.start < at || (on && m.span.start == at));
            mentions.get(from..)?.iter().find(of).copied()
        } else {
            let until = mentions.partition_point(|m| m.span.start < at);
            mentions.get(..until)?.iter().rev().find(of).copied()
        }
    }

    /// The number (from 1) of the mention at the cursor among those of its entity here, and how many there are.
    #[must_use]
    pub fn ordinal(&self, entity: EntityId) -> (usize, usize) {
        let at = self.cursor.map(|cursor| cursor.start);
        let mut total = 0;
        let mut ordinal = 0;
        for mention in self.mentions().iter().filter(|mention| mention.entity == entity) {
            total += 1;
            if Some(mention.span.start) == at {
                ordinal = total;
            }
        }
        (ordinal, total)
    }

    /// Whether a list sign should be drawn before a row.
    #[must_use]
    pub fn wants_bullet(&self, row: &Row) -> bool {
        self.flow.as_ref().is_some_and(|flow| flow.wants_bullet(row))
    }

    /// The byte at a cell of the pane's text column.
    pub fn hit(&mut self, row: u16, column: u16) -> Option<u32> {
        let top = self.top;
        self.flow.as_mut()?.hit(top, row, column)
    }
}
