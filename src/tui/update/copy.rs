//! `y`: the paragraph with its source, or the rows of a page, for the clipboard.

use crate::engine::{FormsPage, KwicRow, WhoColumn};
use crate::text::graphemes;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::layout::boxes::text_lines;
use crate::tui::state::page::{Page, WhoTable};

/// Letters of a passage that are said when it was copied.
const SAID: usize = 32;

/// Copies the paragraph one is at, with outlet, title, date and address.
pub fn copy(app: &mut App) {
    let Some(loaded) = &app.reader.article else { return };
    let document = &loaded.article.document;
    let at = app.reader.position();
    let Some(block) = document.block_at(at).and_then(|index| document.blocks.get(index)) else { return };
    let passage = block.span.of(&document.text).replace('\n', " ");
    let meta = &loaded.article.meta;
    let outlet = meta.outlet.as_deref().unwrap_or("unknown outlet");
    let date = meta.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    let url = meta.url.as_ref().map(|url| format!(", {url}")).unwrap_or_default();
    let text = format!("“{passage}”\n{outlet}, “{}”{date}{url}\n", meta.title);
    app.want(Effect::Copy(text));
    said(app, &passage);
}

fn said(app: &mut App, passage: &str) {
    let words = passage.split_whitespace().count();
    app.say(format!("copied “{}”, {words} words with their source", beginning(passage)));
}

/// The first words of a passage.
fn beginning(passage: &str) -> String {
    let passage = passage.trim_start_matches(['“', '"', '„', '«', '‘']);
    let Some((cut, _)) = graphemes(passage).nth(SAID) else { return passage.to_owned() };
    let start = passage.get(..cut).unwrap_or(passage);
    let whole = start.rsplit_once(' ').map_or(start, |(whole, _)| whole);
    format!("{}…", whole.trim_end())
}

/// Copies the passage of the chosen row with its source, or the rows as a table.
pub fn copy_page(app: &mut App) {
    match app.pages.last() {
        Some(Page::Kwic(lines)) => {
            let Some(row) = lines.list.current().cloned() else { return };
            let outlet = app.outlets.iter().find(|outlet| outlet.tag == row.tag).and_then(|outlet| outlet.name.clone());
            app.want(Effect::Copy(quoted(&row, outlet.as_deref().unwrap_or("unknown outlet"))));
            said(app, &row.passage.0);
        }
        Some(Page::Who(table)) => {
            let (text, rows) = who(table);
            let of = table.list.total;
            rows_copied(app, text, rows, of as usize);
        }
        Some(Page::Forms(forms)) => {
            let Some(page) = &forms.page else { return };
            let (text, rows) = (forms_table(page), page.rows.len());
            rows_copied(app, text, rows, rows);
        }
        None => {}
    }
}

/// Copies what a box of text says.
pub fn copy_box(app: &mut App) {
    let lines = text_lines(app, u16::MAX);
    app.say(format!("copied {} lines", lines.len()));
    app.want(Effect::Copy(lines.join("\n") + "\n"));
}

fn rows_copied(app: &mut App, text: String, rows: usize, of: usize) {
    app.want(Effect::Copy(text));
    app.say(if rows < of { format!("copied the {rows} rows at hand of {of}") } else { format!("copied {rows} rows") });
}

fn quoted(row: &KwicRow, outlet: &str) -> String {
    let date = row.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    format!("“{}”\n{outlet}, “{}”{date}\n", row.passage.0, row.title)
}

/// Cells with tabs between them; what is in a cell is in one line.
fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect();
    format!("{}\n", cells.join("\t"))
}

/// The rows that are here, and how many they are.
fn who(table: &WhoTable) -> (String, usize) {
    let measure = table.query.measure;
    let names = table.columns.iter().map(WhoColumn::display);
    let mut text = line(["type", "name", "all", "outlets"].into_iter().chain(names));
    let rows: Vec<_> = (0..table.list.total).filter_map(|number| table.list.row(number)).collect();
    for row in &rows {
        let counts: Vec<String> = [row.all.of(measure), row.outlets]
            .into_iter()
            .chain(row.cells.iter().map(|cell| cell.of(measure)))
            .map(|count| count.to_string())
            .collect();
        text += &line([row.kind.word(), &*row.name].into_iter().chain(counts.iter().map(String::as_str)));
    }
    (text, rows.len())
}

fn forms_table(page: &FormsPage) -> String {
    let mut text = line(["outlet", "form", "mentions", "articles"]);
    for row in &page.rows {
        let (mentions, articles) = (row.count.mentions.to_string(), row.count.articles.to_string());
        text += &line([&*row.name, &*row.words, &mentions, &articles]);
    }
    text
}
