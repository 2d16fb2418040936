//! Markdown: `CommonMark` with tables and strike-through.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Lines, Paragraph};
use crate::model::BlockForm;
use crate::text::{sanitize, sanitize_line};

/// Lines longer than this on average were not broken by hand: each is a paragraph.
const LONG_LINE: usize = 160;

/// The paragraphs of a sanitised Markdown text.
pub(in crate::ingest) fn from_markdown(text: &str) -> Vec<Paragraph> {
    let mut builder = Builder { lines_are_paragraphs: lines_are_paragraphs(text), ..Builder::default() };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        builder.take(event);
    }
    builder.flush();
    builder.out
}

/// In Markdown a line break within a paragraph is a space, but scraped pages often have one line for each paragraph.
fn lines_are_paragraphs(text: &str) -> bool {
    if Lines::of(text) == Lines::Wrapped {
        return false;
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut lengths: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !pair.iter().any(|line| line.trim().is_empty()))
        .filter_map(|pair| pair.first().map(|line| line.len()))
        .collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).is_some_and(|median| *median > LONG_LINE)
}

#[derive(Default)]
struct Builder {
    out: Vec<Paragraph>,
    lines_are_paragraphs: bool,
    text: String,
    /// Bytes of `text` that are links, and that are bold.
    linked: usize,
    strong: usize,
    links: usize,
    bold: usize,
    lists: usize,
    quotes: usize,
    heading: Option<u8>,
    code: bool,
    row: bool,
    /// Address of the image being read, and its description.
    image: Option<(String, String)>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text);
            }
            Event::Html(html) => self.html(&html),
            Event::InlineHtml(html) if html.starts_with("<br") => self.line_break(),
            Event::InlineHtml(_) | Event::Rule => {}
            Event::SoftBreak if !self.lines_are_paragraphs => self.push(" "),
            Event::SoftBreak | Event::HardBreak => self.line_break(),
            Event::FootnoteReference(name) => self.push(&format!("[{name}]")),
            Event::TaskListMarker(done) => self.push(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level as u8);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = true;
            }
            Tag::List(_) => {
                self.flush();
                self.lists += 1;
            }
            Tag::Image { dest_url, .. } => self.image = Some((dest_url.into_string(), String::new())),
            Tag::Link { .. } => self.links += 1,
            Tag::Strong => self.bold += 1,
            Tag::Emphasis | Tag::Strikethrough | Tag::TableCell => {}
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.code = false;
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Image => self.end_image(),
            TagEnd::Link => self.links = self.links.saturating_sub(1),
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::TableCell => self.push(" | "),
            TagEnd::TableHead | TagEnd::TableRow => {
                self.row = true;
                self.flush();
                self.row = false;
            }
            TagEnd::Emphasis | TagEnd::Strikethrough => {}
            _ => self.flush(),
        }
    }

    fn push(&mut self, text: &str) {
        if let Some((_, description)) = &mut self.image {
            description.push_str(text);
            return;
        }
        self.text.push_str(text);
        let ink = text.trim().len();
        self.linked += if self.links > 0 { ink } else { 0 };
        self.strong += if self.bold > 0 { ink } else { 0 };
    }

    fn end_image(&mut self) {
        if let Some((address, description)) = self.image.take() {
            let text = sanitize_line(&format!("![{description}]({address})"));
            self.out.push(Paragraph { text, image: true, gap: true, ..Paragraph::default() });
        }
    }

    fn line_break(&mut self) {
        if self.image.is_some() {
            self.push(" ");
        } else {
            self.flush();
        }
    }

    /// HTML: images stay as they are, of the rest the text between the tags.
    fn html(&mut self, html: &str) {
        if html.contains("<img") {
            self.flush();
            self.out.push(Paragraph { text: sanitize_line(html), image: true, gap: true, ..Paragraph::default() });
            return;
        }
        let mut inside = false;
        let text: String = html
            .chars()
            .filter(|c| {
                inside |= *c == '<';
                let keep = !inside;
                inside &= *c != '>';
                keep
            })
            .collect();
        self.push(&text);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let (linked, strong) = (std::mem::take(&mut self.linked), std::mem::take(&mut self.strong));
        let text = if self.code { sanitize(text.trim_end()) } else { sanitize_line(text.trim_end_matches([' ', '|'])) };
        if text.trim().is_empty() {
            return;
        }
        let form = match (self.code, self.lists, self.quotes) {
            (true, ..) => BlockForm::Code,
            (_, depth @ 1.., _) => BlockForm::ListItem((depth - 1).min(255) as u8),
            (_, _, 1..) => BlockForm::Quote,
            _ => BlockForm::Paragraph,
        };
        let bold = strong * 10 >= text.len() * 9 && text.len() <= 120 && form == BlockForm::Paragraph && !self.row;
        let heading = self.heading.or_else(|| (bold && !super::ends_sentence(&text)).then_some(4));
        let link = linked > 0 && linked * 10 >= text.len() * 9;
        let text = if self.code { text.trim_matches('\n').to_owned() } else { text };
        self.out.push(Paragraph { text, form, heading, link, row: self.row, gap: true, ..Paragraph::default() });
    }
}
