//! An article in plain text, and as a page on the terminal.

use clap::builder::styling::Style;

use crate::cli::Failure;
use crate::cli::list::Head;
use crate::cli::output::{Out, count};
use crate::model::{Article, Block, BlockForm, BlockKind};
use crate::text::wrap::{Newlines, WrapOptions, is_rtl, wrap};
use crate::text::{Span, sanitize, sanitize_line};

/// Lines are at most this long, in cells: the longest that is read with ease.
const MEASURE: usize = 72;

/// The word for a kind of paragraph, as JSON has it.
#[must_use]
pub const fn kind_word(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Subheading => "subheading",
        BlockKind::Byline => "byline",
        BlockKind::Body => "body",
        BlockKind::Caption => "caption",
        BlockKind::Credit => "credit",
        BlockKind::Image => "image",
        BlockKind::Furniture => "furniture",
    }
}

/// The word for a kind of paragraph, as people read it.
const fn label(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Furniture => "page clutter",
        kind => kind_word(kind),
    }
}

/// The paragraphs to be shown under the heading, which says what headline and byline do.
fn shown(article: &Article, hidden: bool) -> impl Iterator<Item = &Block> {
    let text = &article.document.text;
    article.document.blocks.iter().filter(move |block| match block.kind {
        BlockKind::Headline => false,
        BlockKind::Byline => !article.meta.byline.as_ref().is_some_and(|byline| block.span.of(text).contains(byline)),
        kind => hidden || !kind.is_hidden(),
    })
}

/// For each block the number under which `--plain` shows it, from 1; `None` for the headline and for what is hidden.
#[must_use]
pub fn paragraph_numbers(article: &Article) -> Vec<Option<usize>> {
    let mut left = shown(article, false).peekable();
    let mut number = 0;
    let blocks = article.document.blocks.iter();
    blocks
        .map(|block| {
            left.next_if(|shown| shown.span == block.span).map(|_| {
                number += 1;
                number
            })
        })
        .collect()
}

/// Outlet, date, byline and length, joined by dots.
fn about(head: &Head, article: &Article) -> String {
    let byline = article.meta.byline.as_ref().map(|name| format!("By {name}"));
    let date = Some(head.date_text()).filter(|date| !date.is_empty());
    let parts = [Some(head.outlet_name().to_owned()), date, byline, Some(count(head.words as usize, "word"))];
    sanitize_line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// Writes an article as numbered paragraphs, each on one line.
///
/// # Errors
/// Where the sink takes no more.
pub fn plain(out: &mut Out, head: &Head, article: &Article, hidden: bool) -> Result<(), Failure> {
    out.line(&head.title)?;
    out.line(&about(head, article))?;
    if let Some(note) = &article.meta.note {
        out.line(&sanitize_line(note))?;
    }
    // What is hidden has no number, so that a paragraph's number is the same with and without it.
    let mut number = 0;
    for block in shown(article, hidden) {
        let text = block.span.of(&article.document.text);
        let marked = format!("[{}] {text}", label(block.kind));
        if block.kind.is_hidden() {
            out.line(&sanitize_line(&marked))?;
            continue;
        }
        number += 1;
        out.numbered(number, if block.kind == BlockKind::Body { text } else { &marked })?;
    }
    Ok(())
}

/// Writes an article as a page: the headline, what is known of it, wrapped paragraphs.
///
/// # Errors
/// Where the sink takes no more.
pub fn page(out: &mut Out, head: &Head, article: &Article, hidden: bool) -> Result<(), Failure> {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    paragraph(out, &head.title, WrapOptions::default(), bold)?;
    paragraph(out, &about(head, article), WrapOptions::default(), dim)?;
    if let Some(note) = &article.meta.note {
        paragraph(out, note, WrapOptions::default(), dim)?;
    }
    for block in shown(article, hidden) {
        out.line("")?;
        let text = block.span.of(&article.document.text);
        match (block.kind, block.form) {
            (BlockKind::Subheading, _) => paragraph(out, text, WrapOptions::default(), bold)?,
            (BlockKind::Body, form) => set(out, text, form)?,
            (BlockKind::Byline, _) => paragraph(out, text, WrapOptions::default(), dim)?,
            (kind, _) => paragraph(out, &format!("[{}] {text}", label(kind)), WrapOptions::default(), dim)?,
        }
    }
    Ok(())
}

/// Writes a paragraph of the body as it is set.
fn set(out: &mut Out, text: &str, form: BlockForm) -> Result<(), Failure> {
    let plain = WrapOptions::default();
    let indented = |cells: u16| WrapOptions { first: cells, indent: cells, ..plain };
    match form {
        BlockForm::Paragraph => paragraph(out, text, plain, Style::new()),
        BlockForm::Quote => paragraph(out, text, indented(4), Style::new()),
        BlockForm::Code => paragraph(out, text, WrapOptions { newlines: Newlines::Keep, ..indented(4) }, Style::new()),
        BlockForm::ListItem(depth) => {
            let first = 2 * u16::from(depth);
            paragraph(out, &format!("• {text}"), WrapOptions { first, indent: first + 2, ..plain }, Style::new())
        }
    }
}

fn paragraph(out: &mut Out, text: &str, options: WrapOptions, style: Style) -> Result<(), Failure> {
    let width = out.width.unwrap_or(MEASURE).min(MEASURE);
    // Clean text stays as it is; this is the last door before the terminal.
    let text = sanitize(text);
    let mut lines = Vec::new();
    let options = WrapOptions { rtl: is_rtl(&text), ..options };
    wrap(&text, Span::new(0, text.len() as u32), width as u16, &mut lines, options);
    for line in lines {
        let words = line.span.of(&text).replace('\n', " ");
        let pad = if line.rtl { width.saturating_sub(line.cells.into()) } else { line.indent.into() };
        let hyphen = if line.hyphen { "-" } else { "" };
        let (on, off) = if out.colour && style != Style::new() {
            (style.render().to_string(), style.render_reset().to_string())
        } else {
            (String::new(), String::new())
        };
        out.line(&format!("{:pad$}{on}{words}{hyphen}{off}", ""))?;
    }
    Ok(())
}
