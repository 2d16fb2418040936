//! Captions told by their neighbours: image mark-up before them, a credit or a caption button after them.

use super::line::Line;
use super::mark::Mark;
use super::names::is_agency;
use super::picture::{caption_score, is_led};
use super::sheet::Sheet;
use super::top::is_kicker;
use crate::model::BlockKind;
use crate::text::fold;

/// Finds the captions that stand beside images and credits.
pub(super) fn run(sheet: &mut Sheet<'_>) {
    sign_agencies(sheet);
    signed_titles(sheet);
    for at in 0..sheet.len() {
        match sheet.kind(at) {
            Some(BlockKind::Image) => after_image(sheet, at),
            Some(BlockKind::Credit) => {
                before_credit(sheet, at);
                after_credit(sheet, at);
            }
            _ => {}
        }
    }
    in_gallery(sheet);
    under_led(sheet);
    alone(sheet);
}

/// "View gallery" and the like stand over what is said of a picture: a line without a stop.
fn in_gallery(sheet: &mut Sheet<'_>) {
    const BUTTONS: [&str; 4] =
        ["view gallery", "view image in fullscreen", "open image in gallery", "enlarge this image"];
    for at in 1..sheet.len() {
        let button = sheet.line(at - 1).is_some_and(|line| BUTTONS.contains(&line.key.as_str()));
        let Some(line) = sheet.line(at).filter(|_| button && sheet.kind(at).is_none()) else { continue };
        let phrase = !line.ends && (7..=45).contains(&line.words) && line.paragraph.heading.is_none();
        if phrase && sheet.mark(at) == Mark::None && !line.paragraph.text.ends_with([':', '?']) && sheet.prose_below(at)
        {
            sheet.set(at, BlockKind::Caption);
        }
    }
}

/// "Getty Images A lorry waits", and below it what the paper itself says of the picture.
fn under_led(sheet: &mut Sheet<'_>) {
    for at in 1..sheet.len() {
        let led = sheet.kind(at - 1) == Some(BlockKind::Caption)
            && sheet.line(at - 1).is_some_and(|line| is_led(line.start.trim(), line));
        let Some(line) = sheet.line(at).filter(|_| led && sheet.kind(at).is_none()) else { continue };
        let phrase = !line.ends && (6..=30).contains(&line.words) && line.paragraph.heading.is_none();
        if phrase && sheet.mark(at) == Mark::None && sheet.prose_above(at) && sheet.prose_below(at) {
            sheet.set(at, BlockKind::Caption);
        }
    }
}

/// "AFP" alone is a picture's source beside a picture, else it signs the article.
fn sign_agencies(sheet: &mut Sheet<'_>) {
    for at in 0..sheet.len() {
        let Some(line) = sheet.line(at) else { continue };
        let agency = sheet.kind(at) == Some(BlockKind::Credit) && is_agency(&line.paragraph.text);
        let picture = |kind| matches!(kind, Some(BlockKind::Image | BlockKind::Caption | BlockKind::Credit));
        let beside = picture(at.checked_sub(1).and_then(|at| sheet.kind(at))) || picture(sheet.kind(at + 1));
        let caption = at.checked_sub(1).and_then(|at| sheet.line(at)).is_some_and(|line| caption_score(line) >= 2);
        let edge = !sheet.prose_above(at) || !sheet.prose_below(at);
        if agency && !beside && !caption && !toggled(sheet, at) && edge {
            sheet.set(at, BlockKind::Byline);
        }
    }
}

/// "ANN LEY and BO OE, Example Press" between the title and the date: who wrote it, no picture's source.
fn signed_titles(sheet: &mut Sheet<'_>) {
    for at in 1..sheet.first_prose() {
        let Some(line) = sheet.line(at).filter(|_| sheet.kind(at) == Some(BlockKind::Credit)) else { continue };
        let text = line.paragraph.text.as_str();
        let names = text.rsplit_once(", ").filter(|(_, house)| is_agency(house) || super::outlet::is_outlet(house));
        let people = names.is_some_and(|(names, _)| super::byline::bare(names).is_some());
        let pictured = matches!(sheet.kind(at - 1), Some(BlockKind::Image | BlockKind::Caption | BlockKind::Credit));
        let dated = sheet.mark(at + 1) == Mark::Date || text.contains(" and ");
        if people && dated && !pictured && !toggled(sheet, at) {
            sheet.set(at, BlockKind::Byline);
        }
    }
}

/// Whether the line after `at` folds a caption away ("hide caption").
fn toggled(sheet: &Sheet<'_>, at: usize) -> bool {
    sheet.line(at + 1).is_some_and(|line| matches!(line.key.as_str(), "hide caption" | "toggle caption"))
}

fn before_credit(sheet: &mut Sheet<'_>, credit: usize) {
    let Some(at) = credit.checked_sub(1) else { return };
    let Some(line) = sheet.line(at) else { return };
    if sheet.kind(at).is_some() || line.paragraph.heading.is_some() || !(3..=90).contains(&line.words) {
        return;
    }
    // "Ann Ley", "Transport reporter": who wrote it, over the first picture.
    let author = |at: usize| sheet.line(at).is_some_and(|line| super::byline::bare(&line.paragraph.text).is_some());
    if line.words <= 8 && super::names::is_role(&line.paragraph.text) && at.checked_sub(1).is_some_and(author) {
        return;
    }
    let score = caption_score(line);
    let image = at.checked_sub(1).is_some_and(|before| sheet.kind(before) == Some(BlockKind::Image));
    let top = !sheet.prose_above(at);
    let titled = || {
        let page = |line: &Line<'_>| is_kicker(line) || super::header::is_masthead(&line.paragraph.text);
        (at.saturating_sub(40)..at).any(|at| sheet.is_short(at) && sheet.line(at).is_some_and(|line| !page(line)))
    };
    let only_title = top && line.is_short() && !line.ends && line.words <= 16 && !titled();
    let tied = line.paragraph.gap && sheet.line(credit).is_some_and(|credit| !credit.paragraph.gap);
    let sure = if top {
        score >= i32::from(line.words < 5) && !(only_title && score < 2)
    } else {
        score >= 2 || (score >= 1 && (tied || !line.ends)) || (image && score >= 0 && line.words <= 60)
    };
    if sure || toggled(sheet, credit) {
        sheet.set(at, BlockKind::Caption);
    }
}

/// "Getty Images" over a caption: a source alone, with no caption above it, and no sentence below it.
fn after_credit(sheet: &mut Sheet<'_>, credit: usize) {
    let Some(source) = sheet.line(credit).filter(|line| line.words <= 4 && !line.ends) else { return };
    let above = credit.checked_sub(1).and_then(|at| sheet.kind(at));
    if matches!(above, Some(BlockKind::Caption | BlockKind::Image)) || source.paragraph.text.contains(':') {
        return;
    }
    let Some(line) = sheet.line(credit + 1) else { return };
    let titled = sheet.short_above(credit) || sheet.prose_above(credit);
    let unclaimed = sheet.kind(credit + 1).is_none() && line.paragraph.heading.is_none();
    let text = &line.paragraph.text;
    let phrase = !line.ends && (7..=40).contains(&line.words) && !text.ends_with([':', '?', '"', '”', '—']);
    if unclaimed && titled && phrase && caption_score(line) >= 1 && sheet.prose_below(credit + 1) {
        sheet.set(credit + 1, BlockKind::Caption);
    }
}

fn after_image(sheet: &mut Sheet<'_>, image: usize) {
    let at = image + 1;
    let (Some(line), Some(markup)) = (sheet.line(at), sheet.line(image)) else { return };
    if sheet.kind(at).is_some() || line.paragraph.heading.is_some() || line.words > 70 || line.words < 2 {
        return;
    }
    let score = caption_score(line);
    let titled = sheet.short_above(image) || sheet.prose_above(image);
    let next_is_credit = sheet.kind(at + 1) == Some(BlockKind::Credit);
    let sure = (repeats(&line.paragraph.text, &markup.paragraph.text) && titled)
        || score >= 2
        || (score >= 1 && line.words <= 45 && titled && (line.words >= 9 || !line.ends))
        || (next_is_credit && titled && score >= 0);
    if sure {
        sheet.set(at, BlockKind::Caption);
    }
}

/// Whether a caption says what the image's description says.
fn repeats(caption: &str, markup: &str) -> bool {
    let description = markup.split_once("![").and_then(|(_, rest)| rest.split_once(']')).map_or("", |(text, _)| text);
    let words = |text: &str| -> Vec<String> {
        fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_owned).collect()
    };
    let (said, shown) = (words(caption), words(description));
    let shared = said.iter().filter(|word| shown.contains(word)).count();
    !said.is_empty() && shared * 5 >= said.len() * 3 && shared >= 2
}

/// Captions with neither image nor credit, which only their words give away.
fn alone(sheet: &mut Sheet<'_>) {
    for at in 0..sheet.len() {
        let Some(line) = sheet.line(at) else { continue };
        let unclaimed = sheet.kind(at).is_none() && sheet.mark(at) == Mark::None;
        let score = caption_score(line);
        let sure = score >= 4 || (score >= 3 && (toggled(sheet, at) || !sheet.prose_above(at)));
        if unclaimed && (sure || (toggled(sheet, at) && score >= 0)) && sheet.prose_below(at) {
            sheet.set(at, BlockKind::Caption);
        }
    }
}
