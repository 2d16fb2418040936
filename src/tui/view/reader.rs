//! The reader: the text with its names.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{frame, reading_time};
use crate::engine::LoadedArticle;
use crate::model::{Block, BlockForm, BlockKind, EntityId, Published};
use crate::text::Span;
use crate::tui::app::App;
use crate::tui::layout::boxes::nothing_lines;
use crate::tui::layout::panes::{Pane, Panes};
use crate::tui::layout::{Row, RowKind};
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::put;
use crate::tui::widgets::text_lines::draw_line;

/// Draws it.
pub fn draw(app: &App, area: Rect, panes: &Panes, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let focus = app.focus == Pane::Reader;
    if panes.borders {
        frame(app, area, "2 Reader", &corner(app), focus, false, buf);
    }
    let text_area = panes.text();
    let Some(loaded) = &app.reader.article else {
        let lines = if app.progress.busy || app.list.page.all > 0 {
            vec!["reading".to_owned()]
        } else {
            nothing_lines(app, text_area.width)
        };
        for (y, line) in (text_area.top()..text_area.bottom()).zip(&lines) {
            put(buf, Rect { y, height: 1, ..text_area }, &[(line, theme.style(Role::Dim))], "");
        }
        return;
    };
    if let Some(head) = panes.head() {
        let words = head_words(app, loaded, head.width);
        put(buf, head, &[(&words, theme.style(Role::Dim))], theme.sign(Sign::Ellipsis));
        if let Some(note) = &loaded.article.meta.note {
            let below = Rect { y: head.y + 1, ..head };
            put(buf, below, &[(note, theme.style(Role::Dim))], theme.sign(Sign::Ellipsis));
        }
    }
    for (y, row) in (text_area.top()..text_area.bottom()).zip(&app.reader.rows) {
        draw_row(app, loaded, row, Rect { y, height: 1, ..text_area }, buf);
    }
}

fn corner(app: &App) -> String {
    let dot = app.setup.theme.sign(Sign::Dot);
    let percent = format!("{:.0}%", app.reader.fraction * 100.0);
    let here = entity_here(app).map(|id| app.reader.ordinal(id)).filter(|(_, total)| *total > 0);
    match here {
        Some((0, total)) => format!("{total} here {dot} {percent}"),
        Some((ordinal, total)) => format!("mention {ordinal}/{total} {dot} {percent}"),
        None => percent,
    }
}

/// The current entity, if its number is of the same revision as the article's mentions.
fn entity_here(app: &App) -> Option<EntityId> {
    let current = app.entity.as_ref()?;
    let loaded = app.reader.article.as_ref()?;
    (current.revision == loaded.revision).then_some(current.id)
}

/// Outlet, date, byline, length.
fn head_words(app: &App, loaded: &LoadedArticle, width: u16) -> String {
    let meta = &loaded.article.meta;
    let mut parts = vec![meta.outlet.clone().unwrap_or_else(|| "unknown outlet".to_owned())];
    if let Some(date) = &meta.date {
        let day = date.day().strftime(if width > 50 { "%a %-d %b %Y" } else { "%-d %b %Y" });
        parts.push(match date {
            Published::Time(time) => format!("{day} {}", time.strftime("%H:%M")),
            Published::Date(_) => day.to_string(),
        });
    }
    if let Some(byline) = meta.byline.as_ref().filter(|_| width > 40) {
        parts.push(byline.clone());
    }
    parts.push(reading_time(app.reader.minutes));
    if let Some(kept) = app.memory.articles.get(&loaded.article.key) {
        parts.extend(kept.tags.iter().map(|tag| format!("#{tag}")));
    }
    parts.join(&format!(" {} ", app.setup.theme.sign(Sign::Dot)))
}

fn draw_row(app: &App, loaded: &LoadedArticle, row: &Row, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let text = &loaded.article.document.text;
    let block = row.block.and_then(|index| loaded.article.document.blocks.get(index as usize));
    match row.kind {
        RowKind::Blank => {}
        RowKind::Rule => {
            let rule = theme.sign(Sign::RuleHeavy).repeat(usize::from(area.width));
            put(buf, area, &[(&rule, theme.style(Role::Rule))], "");
        }
        RowKind::Text => {
            let Some(block) = block else { return };
            let base = block_style(app, block);
            margin(app, block, row, area, buf);
            let runs = runs(app, loaded, block, row.line.span);
            draw_line(buf, area, text, &row.line, base, &runs);
        }
    }
}

fn block_style(app: &App, block: &Block) -> Style {
    let theme = &app.setup.theme;
    match block.kind {
        BlockKind::Headline => theme.style(Role::Headline),
        BlockKind::Subheading => theme.style(Role::Heading),
        BlockKind::Byline => theme.style(Role::Dim),
        BlockKind::Body => Style::new(),
        BlockKind::Caption | BlockKind::Credit | BlockKind::Image | BlockKind::Furniture => theme.style(Role::Hidden),
    }
}

/// A sign before list items that have none of their own, and before quotations.
fn margin(app: &App, block: &Block, row: &Row, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let sign = match block.form {
        BlockForm::ListItem(_) if row.first && app.reader.wants_bullet(row) => theme.sign(Sign::Bullet),
        BlockForm::Quote => theme.sign(Sign::Upright),
        _ => return,
    };
    let x = area.x + row.line.indent.saturating_sub(2);
    put(buf, Rect { x, width: 1, ..area }, &[(sign, theme.style(Role::Dim))], "");
}

/// The styles of one line: dateline, names by kind, the current entity, the cursor, what was found. In order, none
/// overlapping another.
fn runs(app: &App, loaded: &LoadedArticle, block: &Block, line: Span) -> Vec<(Span, Style)> {
    let theme = &app.setup.theme;
    let mut layers: Vec<(Span, Style)> = Vec::new();
    if block.lead > 0 {
        layers.push((Span::new(block.span.start, block.span.start + block.lead), theme.style(Role::Dim)));
    }
    let current = entity_here(app);
    let first = loaded.mentions.partition_point(|mention| mention.span.end <= line.start);
    for mention in loaded.mentions[first..].iter().take_while(|mention| mention.span.start < line.end) {
        let mut style = theme.kind(mention.kind);
        if current == Some(mention.entity) {
            style = style.patch(theme.style(Role::Current));
        }
        layers.push((mention.span, style));
    }
    if let Some(find) = app.find.as_ref().filter(|find| find.article == Some(loaded.id)) {
        let first = find.hits.partition_point(|hit| hit.end <= line.start);
        for (index, hit) in find.hits.iter().enumerate().skip(first).take_while(|(_, hit)| hit.start < line.end) {
            let role = if find.current == Some(index) { Role::FindCurrent } else { Role::Find };
            layers.push((*hit, theme.style(role)));
        }
    }
    if let Some(cursor) = app.reader.cursor.filter(|cursor| !cursor.is_empty()) {
        layers.push((cursor, theme.style(Role::Cursor)));
    }
    if let Some(selection) = app.repair.selection {
        layers.push((selection.span(), theme.style(Role::Selection)));
    }
    flatten(&layers, line)
}

/// Cuts layers (later ones lie over earlier ones) into runs that do not overlap.
fn flatten(layers: &[(Span, Style)], line: Span) -> Vec<(Span, Style)> {
    let mut cuts: Vec<u32> =
        layers.iter().filter_map(|(span, _)| span.intersect(line)).flat_map(|span| [span.start, span.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut runs = Vec::new();
    for pair in cuts.windows(2) {
        let piece = Span::new(pair[0], pair[1]);
        let covering = layers.iter().filter(|(span, _)| span.covers(piece));
        let style = covering.fold(None, |style: Option<Style>, (_, over)| Some(style.unwrap_or_default().patch(*over)));
        if let Some(style) = style {
            runs.push((piece, style));
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Modifier, Style};

    use super::flatten;
    use crate::text::Span;

    #[test]
    fn layers_become_runs() {
        let (bold, italic) = (Style::new().add_modifier(Modifier::BOLD), Style::new().add_modifier(Modifier::ITALIC));
        let runs = flatten(&[(Span::new(2, 10), bold), (Span::new(4, 6), italic)], Span::new(0, 8));
        assert_eq!(runs, [(Span::new(2, 4), bold), (Span::new(4, 6), bold.patch(italic)), (Span::new(6, 8), bold)]);
    }
}
