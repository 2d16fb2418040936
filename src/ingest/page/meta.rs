//! What a page says of its article: title, author, date, address, outlet.

use super::dateline::Lead;
use super::mark::{Mark, address};
use super::sheet::Sheet;
use super::{byline, case, outlet};
use crate::ingest::date::{self, Words};
use crate::ingest::front::Front;
use crate::ingest::source::Source;
use crate::model::{ArticleMeta, BlockKind, OutletEvidence, Published};
use crate::text::{cells, grapheme, sanitize_line};

/// Nobody has more contributors than this.
const MAX_CONTRIBUTORS: usize = 100;

/// A title made from the first sentence takes at most so many cells.
const TITLE_CELLS: usize = 80;

/// Collects the metadata of a finished sheet. Front matter wins over the page.
pub(super) fn collect(sheet: &Sheet<'_>, front: &Front, source: &Source, lead: Option<(usize, &Lead)>) -> ArticleMeta {
    let url = front.url.clone().or_else(|| address_of(sheet));
    let (outlet, outlet_evidence) = if let Some(name) = &front.outlet {
        (Some(name.clone()), OutletEvidence::FrontMatter)
    } else {
        let agency = lead.and_then(|(at, lead)| {
            let agency = lead.agency.as_deref()?;
            let words = sheet.line(at)?.start.get(..lead.len)?.trim_end();
            Some((agency, if words.is_empty() { agency } else { words }))
        });
        outlet::infer(sheet, url.as_deref(), agency, source)
    };
    let headline = line_of(sheet, BlockKind::Headline);
    let title = front.title.clone().or(headline);
    let printed = || lead.and_then(|(at, lead)| Words::read(sheet.line(at)?.start.get(..lead.len)?).published());
    let date = front
        .date
        .clone()
        .or_else(|| date_of(sheet))
        .or_else(printed)
        .or_else(|| url.as_deref().and_then(date::in_url));
    let mut contributors = front.contributors.clone();
    contributors.extend(contributors_of(sheet).into_iter().filter(|name| !front.contributors.contains(name)));
    ArticleMeta {
        title_inferred: title.is_none(),
        title: title.unwrap_or_else(|| inferred_title(sheet, lead)),
        outlet,
        outlet_evidence,
        date,
        byline: front.byline.clone().or_else(|| byline_of(sheet)),
        contributors,
        dateline: lead.and_then(|(_, lead)| lead.place.clone()),
        url,
        language: None,
        note: front.note.clone(),
    }
}

fn line_of(sheet: &Sheet<'_>, kind: BlockKind) -> Option<String> {
    let at = (0..sheet.len()).find(|at| sheet.kind(*at) == Some(kind))?;
    sheet.line(at).map(|line| sanitize_line(&line.paragraph.text))
}

/// The first words of the article, cut at a word.
fn inferred_title(sheet: &Sheet<'_>, lead: Option<(usize, &Lead)>) -> String {
    let visible = |at: &usize| sheet.kind(*at).is_none_or(|kind| !kind.is_hidden() && kind != BlockKind::Byline);
    let at = (0..sheet.len()).find(visible).unwrap_or(0);
    let own = lead.filter(|(line, _)| *line == at).map_or(0, |(_, lead)| lead.len);
    let text = sheet.line(at).and_then(|line| line.start.get(own..)).unwrap_or("");
    let text = sanitize_line(grapheme::head(text, 1024));
    let end = ["! ", "? ", ". "].iter().filter_map(|stop| text.find(stop)).min().map(|at| at + 1);
    let sentence = end.filter(|end| *end >= 30).and_then(|end| text.get(..end)).unwrap_or(&text);
    if cells(sentence) <= TITLE_CELLS {
        return sentence.trim_end_matches('.').to_owned();
    }
    let cut = grapheme::clip(sentence, TITLE_CELLS - 1);
    let cut = cut.rsplit_once(' ').map_or(cut, |(cut, _)| cut);
    format!("{}…", cut.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// The author: of all bylines those that say "By", else the first.
fn byline_of(sheet: &Sheet<'_>) -> Option<String> {
    let lines: Vec<&str> = (0..sheet.len())
        .filter(|at| sheet.kind(*at) == Some(BlockKind::Byline) && sheet.mark(*at) != Mark::Contributors)
        .filter_map(|at| sheet.line(at).map(|line| line.paragraph.text.as_str()))
        .collect();
    lines
        .iter()
        .find_map(|line| byline::explicit(line))
        .or_else(|| lines.iter().find_map(|line| byline::with_role(line)))
        .or_else(|| in_lines(&lines))
        .map(|names| case::ordinary(&names))
}

/// The first name, and those that follow it, each on its own line.
fn in_lines(lines: &[&str]) -> Option<String> {
    let joins = |line: &&&str| matches!(**line, "," | "and" | "&" | ";");
    let first = lines.iter().position(|line| byline::bare(line).is_some())?;
    let mut names: Vec<String> = lines.get(first).and_then(|line| byline::bare(line)).into_iter().collect();
    let mut rest = lines.get(first + 1..).unwrap_or(&[]).iter().peekable();
    while rest.next_if(joins).is_some() {
        let Some(name) = rest.next().and_then(|line| byline::bare(line)) else { break };
        names.push(name);
    }
    Some(names.join(", "))
}

fn contributors_of(sheet: &Sheet<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for at in 0..sheet.len() {
        if names.len() < MAX_CONTRIBUTORS
            && sheet.mark(at) == Mark::Contributors
            && let Some(line) = sheet.line(at)
        {
            for name in {
                let text = line.paragraph.text.as_str();
                byline::contributors(text).or_else(|| super::sign::agencies(text)).unwrap_or_default()
            } {
                let name = case::ordinary(&name);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    names
}

/// The date of publication: of the date lines one that says "published" or says nothing, else one that says "updated";
/// else the date at the end of a byline.
fn date_of(sheet: &Sheet<'_>) -> Option<Published> {
    let mut updated = None;
    for at in 0..sheet.len() {
        let Some(line) = sheet.line(at) else { continue };
        let dated = sheet.mark(at) == Mark::Date || sheet.kind(at) == Some(BlockKind::Byline);
        if !dated || line.words > 30 {
            continue;
        }
        let text = line.paragraph.text.as_str();
        // "Updated 3 March | Published 2 March": the word before the date counts.
        let lower = text.to_ascii_lowercase();
        let own = ["published", "posted"].iter().find_map(|word| lower.find(word)).and_then(|at| text.get(at..));
        let words = Words::read(own.unwrap_or(text));
        if let Some(found) = words.published() {
            if own.is_some() || !words.updated {
                return Some(found);
            }
            updated = updated.or(Some(found));
        }
    }
    updated
}

/// The article's own address: one that stands above or below all of its text. Between two paragraphs an address is what
/// the article speaks of; below them it must say what it is, or look like an article's and be the only one.
fn address_of(sheet: &Sheet<'_>) -> Option<String> {
    let text = |at: &usize| matches!(sheet.kind(*at), None | Some(BlockKind::Body));
    let first = (0..sheet.len()).find(text)?;
    let last = (0..sheet.len()).rev().find(text)?;
    let outside = |at: &usize| sheet.mark(*at) == Mark::Address && (*at < first || *at > last);
    let mut bare: Option<&str> = None;
    for at in (0..sheet.len()).filter(outside) {
        let Some(words) = sheet.line(at).map(|line| line.paragraph.text.as_str()) else { continue };
        let Some(found) = address(words) else { continue };
        let labelled = words.split_whitespace().count() > 1;
        if labelled || at < first {
            return Some(found.to_owned());
        }
        if bare.is_some_and(|other| other != found) {
            return None;
        }
        bare = Some(found).filter(|found| has_slug(found));
    }
    bare.map(str::to_owned)
}

/// Whether an address leads to an article: its path is dated, or made of words, or long.
fn has_slug(url: &str) -> bool {
    let path = url.splitn(4, '/').nth(3).unwrap_or("");
    let path = path.split(['?', '#']).next().unwrap_or(path);
    date::in_url(path).is_some() || path.split('/').any(|part| part.matches('-').count() >= 2) || path.len() >= 24
}
