//! The reader: the text with its names.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{frame, reading_time};
use crate::engine::LoadedArticle;
use crate::model::{Block, BlockForm, BlockKind, EntityId, Published};
use crate::text::{Span, cells};
use crate::tui::action::Action;
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
        if text_area.y > head.y + 1 {
            below_head(app, loaded, head, buf);
        }
    }
    for (y, row) in (text_area.top()..text_area.bottom()).zip(&app.reader.rows) {
        draw_row(app, loaded, row, Rect { y, height: 1, ..text_area }, buf);
    }
    gutter(app, area, text_area, buf);
}

/// The row that the keys act on has a sign in the margin.
fn gutter(app: &App, area: Rect, text: Rect, buf: &mut Buffer) {
    let Some(row) = app.reader.row_here().filter(|_| text.x > area.x) else { return };
    let theme = &app.setup.theme;
    let focus = app.focus == Pane::Reader && app.overlay().is_none();
    let style = theme.style(if focus { Role::BorderFocus } else { Role::Border });
    let cell = Rect { x: text.x - 1, y: text.y + row as u16, width: 1, height: 1 };
    put(buf, cell, &[(theme.sign(Sign::Selected), style)], "");
}

/// What stands between the line of outlet and date and the text: the article's note or, where its title is out of view, the
/// title; and a rule.
fn below_head(app: &App, loaded: &LoadedArticle, head: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let meta = &loaded.article.meta;
    let note = meta.note.as_deref().map(|note| (note, Role::Dim));
    let second = if app.reader.title_in_view() { note } else { Some((meta.title.as_str(), Role::Headline)) };
    let mut line = Rect { y: head.y + 1, ..head };
    if let Some((words, role)) = second {
        put(buf, line, &[(words, theme.style(role))], theme.sign(Sign::Ellipsis));
        line.y += 1;
    }
    let rule = theme.sign(Sign::Rule).repeat(usize::from(line.width));
    put(buf, line, &[(&rule, theme.style(Role::Border))], "");
}

/// Which mention one is at, and how far one has read, in few words.
pub(super) fn place(app: &App) -> String {
    let percent = format!("{:.0}%", app.reader.fraction * 100.0);
    match entity_here(app).map(|id| app.reader.ordinal(id)) {
        Some((0, total @ 1..)) => format!("{total} {percent}"),
        Some((ordinal @ 1.., total)) => format!("{ordinal}/{total} {percent}"),
        _ => percent,
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
        let day = date.day().strftime(if width >= 50 { "%a %-d %b %Y" } else { "%-d %b %Y" });
        parts.push(match date {
            Published::Time(time) => format!("{day} {}", time.strftime("%H:%M")),
            Published::Date(_) => day.to_string(),
        });
    }
    // Where the byline stands in the text it is not said twice.
    let in_text = loaded.article.document.blocks.iter().any(|block| block.kind == BlockKind::Byline);
    if let Some(byline) = meta.byline.as_ref().filter(|_| width > 40 && !in_text) {
        parts.push(byline.clone());
    }
    parts.push(reading_time(app.reader.minutes));
    if let Some(kept) = app.memory.articles.get(&loaded.article.key) {
        parts.extend(kept.tags.iter().map(|tag| format!("#{tag}")));
    }
    let dot = format!(" {} ", app.setup.theme.sign(Sign::Dot));
    let words = parts.join(&dot);
    let hidden = app.reader.hidden();
    if hidden == 0 {
        return words;
    }
    // That a part of the article is not shown, and with which key it is, as far as there is room.
    let key = app.key_of(Action::ToggleHidden).unwrap_or_default();
    let told = [format!("{dot}{hidden} hidden ({key} shows)"), format!("{dot}{hidden} hidden"), format!(" +{hidden}")];
    let told = told.into_iter().find(|told| cells(&words) + cells(told) <= usize::from(width));
    words + &told.unwrap_or_default()
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
            let here = app.reader.cursor.is_some_and(|cursor| cursor.start == mention.span.start);
            style = style.patch(theme.style(if here { Role::Current } else { Role::CurrentOther }));
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
