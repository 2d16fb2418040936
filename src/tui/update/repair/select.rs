//! Selecting words in the reader, by keys and by the mouse.

use unicode_segmentation::UnicodeSegmentation;

use super::choose_kind;
use crate::model::{Block, Place};
use crate::text::{Span, cells};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::RowKind;
use crate::tui::layout::panes::Pane;
use crate::tui::state::repair::{Selection, Wanted};

/// `v`: begins at the cursor, or at the first word in view.
pub fn begin(app: &mut App) {
    let at = app.reader.cursor.map_or_else(|| app.reader.position(), |cursor| cursor.start);
    let visible = app.reader.visible();
    let at = if visible.contains(at) { at } else { visible.start };
    let Some(head) = word_from(app, at) else {
        app.say("no text to select here");
        return;
    };
    app.focus = Pane::Reader;
    app.repair.selection = Some(Selection { anchor: None, head });
    show(app);
    say(app);
}

fn say(app: &mut App) {
    let Some(selection) = app.repair.selection else { return };
    let key = |action| app.key_of(action).unwrap_or_default();
    let (left, right, up, down) = (key(Action::FocusLeft), key(Action::FocusRight), key(Action::Up), key(Action::Down));
    let (v, enter, esc) = (key(Action::AddMention), key(Action::Enter), key(Action::Escape));
    let begin = if selection.anchor.is_none() { format!("{v} start, ") } else { String::new() };
    app.say(format!("{left} {right} {up} {down} move, {begin}{enter} name it, {esc} cancel"));
}

/// An action while words are selected. Whether it was one of these; any other ends it.
pub fn act(app: &mut App, action: Action) -> bool {
    let Some(mut selection) = app.repair.selection else { return false };
    let head = match action {
        Action::FocusRight => next(app, selection.head),
        Action::FocusLeft => previous(app, selection.head),
        Action::Down => line(app, selection.head, 1),
        Action::Up => line(app, selection.head, -1),
        Action::AddMention => {
            selection.anchor = if selection.anchor.is_some() { None } else { Some(selection.head) };
            Some(selection.head)
        }
        Action::Enter => {
            finish(app, selection);
            return true;
        }
        Action::Escape | Action::Back => {
            app.repair.selection = None;
            return true;
        }
        _ => {
            app.repair.selection = None;
            return false;
        }
    };
    selection.head = head.unwrap_or(selection.head);
    app.repair.selection = Some(selection);
    show(app);
    say(app);
    true
}

/// Brings the word into view.
fn show(app: &mut App) {
    if let Some(selection) = app.repair.selection {
        let cursor = app.reader.cursor;
        app.reader.go(selection.head);
        app.reader.cursor = cursor;
    }
}

fn finish(app: &mut App, selection: Selection) {
    app.repair.selection = None;
    let Some(article) = app.reader.id() else { return };
    let span = selection.span();
    let words = span.of(app.reader.text()).split_whitespace().collect::<Vec<_>>().join(" ");
    app.reader.cursor = Some(span);
    choose_kind(app, Wanted::Add(Place { article, span }, words));
}

/// The mouse went down at a byte, or was drawn to one.
pub fn drag(app: &mut App, byte: u32) {
    let Some(from) = app.repair.pressed else { return };
    let (Some(anchor), Some(head)) = (word_from(app, from), word_from(app, byte)) else { return };
    if anchor == head && app.repair.selection.is_none() && from == byte {
        return;
    }
    app.repair.selection = Some(Selection { anchor: Some(anchor), head });
    say(app);
}

/// Spans of the paragraphs that are shown.
fn shown(app: &App) -> impl DoubleEndedIterator<Item = Span> {
    let blocks = app.reader.article.as_ref().map_or(&[][..], |loaded| &loaded.article.document.blocks);
    let shown = |(number, block): &(usize, &Block)| app.reader.shows(block.kind, *number as u32);
    blocks.iter().enumerate().filter(shown).map(|(_, block)| block.span)
}

/// The words of a paragraph. The period of an abbreviation belongs to it.
fn words(app: &App, block: Span) -> impl DoubleEndedIterator<Item = Span> {
    let text = block.of(app.reader.text());
    text.unicode_word_indices().map(move |(at, word)| {
        let dotted = word.contains('.') && text.get(at + word.len()..).is_some_and(|rest| rest.starts_with('.'));
        let start = block.start + at as u32;
        Span::new(start, start + word.len() as u32 + u32::from(dotted))
    })
}

/// The word at a byte, else the next one.
fn word_from(app: &App, at: u32) -> Option<Span> {
    let after =
        shown(app).filter(|block| block.end > at).find_map(|block| words(app, block).find(|word| word.end > at));
    after.or_else(|| shown(app).rev().find_map(|block| words(app, block).next_back()))
}

fn next(app: &App, head: Span) -> Option<Span> {
    shown(app)
        .filter(|block| block.end > head.end)
        .find_map(|block| words(app, block).find(|word| word.start >= head.end))
}

fn previous(app: &App, head: Span) -> Option<Span> {
    let before = shown(app).rev().filter(|block| block.start < head.start);
    before.into_iter().find_map(|block| words(app, block).rfind(|word| word.end <= head.start))
}

/// The word below or above.
fn line(app: &mut App, head: Span, by: isize) -> Option<Span> {
    let row_of = |app: &App| {
        let rows = app.reader.rows.iter();
        let mut text = rows.enumerate().filter(|(_, row)| row.kind == RowKind::Text);
        text.find(|(_, row)| {
            head.start >= row.line.span.start && head.start < row.line.span.end.max(row.line.span.start + 1)
        })
        .map(|(number, row)| (number, row.line))
    };
    let (number, found) = row_of(app)?;
    let column = usize::from(found.indent) + cells(Span::new(found.span.start, head.start).of(app.reader.text()));
    let wanted = |app: &App, number: usize| {
        let rows = &app.reader.rows;
        let is_text = |at: &usize| rows.get(*at).is_some_and(|row| row.kind == RowKind::Text);
        if by > 0 { (number + 1..rows.len()).find(is_text) } else { (0..number).rev().find(is_text) }
    };
    let target = if let Some(target) = wanted(app, number) {
        target
    } else {
        app.reader.scroll(by * 3);
        let (number, _) = row_of(app)?;
        wanted(app, number)?
    };
    let byte =
        app.reader.hit(target as u16, column as u16).or_else(|| Some(app.reader.rows.get(target)?.line.span.start))?;
    let word = word_from(app, byte)?;
    (word != head).then_some(word)
}
