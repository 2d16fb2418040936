//! The first row: where one is, and how much there is.

use ratatui::buffer::Buffer;

use super::counted;
use crate::model::{OutletFilter, OutletId};
use crate::text::sanitize_line;
use crate::tui::app::App;
use crate::tui::layout::panes::Panes;
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::{put, put_right};

/// So many outlets are named one by one.
const FEW: usize = 3;

/// Draws it.
pub fn draw(app: &App, panes: &Panes, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let (title, dim) = (theme.style(Role::Title), theme.style(Role::Dim));
    let crumb = format!(" {} ", theme.sign(Sign::Crumb));
    let filter = filter_words(app);
    let filter_style = if app.query.is_filtered() { theme.style(Role::Warning) } else { title };
    let day =
        app.list.current().and_then(|row| row.date.as_ref()).map(|date| date.day().strftime("%-d %b %Y").to_string());
    let counts =
        app.pages.last().map_or_else(|| counts(app, panes.title.width), |shown| super::page::counts(app, shown));
    let page = app.pages.last().map(super::page::crumb);
    let width = crate::text::cells(&counts) as u16 + 2;
    let left = ratatui::layout::Rect { width: panes.title.width.saturating_sub(width), ..panes.title };
    let mut words = vec![(" ", title), (app.setup.corpus.as_str(), title), (&crumb, dim), (&filter, filter_style)];
    if let Some(page) = &page {
        words.extend([(crumb.as_str(), dim), (page.as_str(), title)]);
    } else if let Some(day) = &day {
        words.extend([(crumb.as_str(), dim), (day.as_str(), title)]);
    }
    put(buf, left, &words, theme.sign(Sign::Ellipsis));
    put_right(buf, panes.title, &[(&counts, dim), (" ", dim)], "");
}

fn filter_words(app: &App) -> String {
    let outlets = outlet_words(app);
    match &app.query.only {
        None => outlets,
        Some(only) if app.query.outlets.is_on() => format!("{outlets}: {}", sanitize_line(&only.line)),
        Some(only) => sanitize_line(&only.line),
    }
}

fn outlet_words(app: &App) -> String {
    match &app.query.outlets {
        OutletFilter::All => "all outlets".to_owned(),
        OutletFilter::Only(set) if set.len() <= FEW => format!("only {}", tags(app, |id| set.contains(id))),
        OutletFilter::Only(set) if app.outlets.len() <= set.len() + FEW => {
            format!("without {}", tags(app, |id| !set.contains(id)))
        }
        OutletFilter::Only(set) => format!("{} of {} outlets", set.len(), app.outlets.len()),
    }
}

/// The signs of some outlets.
fn tags(app: &App, which: impl Fn(&OutletId) -> bool) -> String {
    let tags: Vec<&str> = app.outlets.iter().filter(|row| which(&row.id)).map(|row| row.tag.as_ref()).collect();
    tags.join(" ")
}

fn counts(app: &App, width: u16) -> String {
    let dot = app.setup.theme.sign(Sign::Dot);
    let page = &app.list.page;
    let articles = if page.total == page.all {
        counted(page.total, "article", "articles")
    } else {
        format!("{} of {}", super::grouped(page.total), counted(page.all, "article", "articles"))
    };
    let outlets = counted(page.outlets.0, "outlet", "outlets");
    // How many outlets a search leaves is not counted.
    if width < 50 || app.query.only.is_some() {
        articles
    } else if width < 90 || (page.people == 0 && app.progress.busy) {
        format!("{articles} {dot} {outlets}")
    } else {
        format!("{articles} {dot} {outlets} {dot} {}", counted(page.people, "person", "people"))
    }
}
