//! Boxes on the page: appeals, newsletters, lists of other articles, comments. A box begins with its head and goes on
//! for as long as its lines speak to the reader about the page; where the article clearly resumes, it has ended.

use rustc_hash::FxHashSet;

use super::cues::Cue;
use super::line::Line;
use super::mark::{Head, Mark};
use super::sheet::Sheet;
use crate::model::{BlockForm, BlockKind};

/// So many lines that are neither the one nor the other may stand between two that belong to a box.
const PATIENCE: usize = 8;

/// So many lines after a box are looked at to tell whether the page goes on to its end like that.
const LOOK: usize = 400;

/// Marks the lines of all boxes, and what is left over at the end of the page.
pub(super) fn run(sheet: &mut Sheet<'_>) {
    let topic = Topic::of(sheet);
    let view = View::of(sheet, &topic);
    let mut at = 0;
    while at < sheet.len() {
        let end = match sheet.mark(at) {
            Mark::Head(Head::Related) => related_end(sheet, at, &topic, &view),
            Mark::Head(Head::Comments) => comments_end(sheet, at, &view),
            Mark::Head(Head::Newsletter | Head::Appeal) => box_end(sheet, at, &topic, &view),
            _ => at + 1,
        };
        let comments = sheet.mark(at) == Mark::Head(Head::Comments);
        for inside in at + 1..end {
            let kept = matches!(sheet.kind(inside), Some(BlockKind::Image | BlockKind::Credit | BlockKind::Caption));
            // Readers quote and tell, too: only there a sentence that reports is no part of the article.
            let own = !comments && speaks_itself(sheet, inside);
            if !kept && !own && sheet.mark(inside) != Mark::Contributors {
                sheet.set(inside, BlockKind::Furniture);
            }
        }
        at = end.max(at + 1);
    }
    weak_buttons(sheet);
    tags(sheet);
    rest_of_page(sheet, &topic);
}

/// Whether someone other than the page speaks in a line: even in a box that is the article going on.
fn speaks_itself(sheet: &Sheet<'_>, at: usize) -> bool {
    is_own(sheet, at) && sheet.line(at).is_some_and(|line| line.row || line.speech().told)
}

/// Whether a line is the article's outside boxes: it reports, or is a row of a table.
fn is_own(sheet: &Sheet<'_>, at: usize) -> bool {
    sheet.mark(at) == Mark::None
        && sheet.line(at).is_some_and(|line| {
            line.row || (line.is_reported() && line.words >= 4 && !line.paragraph.link && !is_contact(line))
        })
}

/// Where the running text of a page lies, counted once.
struct View {
    /// How much running text stands above each line; one more entry than lines.
    prose: Vec<u32>,
    /// One past the last line that is the article for sure.
    article_end: usize,
}

impl View {
    fn of(sheet: &Sheet<'_>, topic: &Topic<'_>) -> Self {
        let mut prose = Vec::with_capacity(sheet.len() + 1);
        let (mut count, mut article_end) = (0, 0);
        for at in 0..sheet.len() {
            prose.push(count);
            count += u32::from(sheet.is_prose(at));
            if article_goes_on(sheet, at, topic) {
                article_end = at + 1;
            }
        }
        prose.push(count);
        Self { prose, article_end }
    }

    fn above(&self, at: usize) -> u32 {
        self.prose.get(at).or(self.prose.last()).copied().unwrap_or(0)
    }

    fn from(&self, at: usize) -> u32 {
        self.above(usize::MAX) - self.above(at)
    }
}

/// What the article is about, to tell it from what the page says of itself.
struct Topic<'a> {
    names: FxHashSet<&'a str>,
    /// Whether the article itself is written in the first person, as opinion and letters are.
    personal: bool,
}

impl<'a> Topic<'a> {
    fn of(sheet: &Sheet<'a>) -> Self {
        // What stands after the first box may be the box; a box above the article says nothing of it.
        let first = sheet.first_prose();
        let first_head =
            (first..sheet.len()).find(|at| matches!(sheet.mark(*at), Mark::Head(Head::Appeal | Head::Newsletter)));
        let mut names = FxHashSet::default();
        let (mut prose, mut personal) = (0, 0);
        for (at, line) in sheet.lines.iter().enumerate() {
            if !sheet.is_prose(at) || line.pull() > 0 || first_head.is_some_and(|head| at > head) {
                continue;
            }
            if line.person == 0 {
                names.extend(capitalised(line.start));
            }
            prose += 1;
            personal += usize::from(line.person > 0);
        }
        Self { names, personal: prose >= 2 && personal * 4 > prose }
    }

    fn shared(&self, text: &str) -> usize {
        capitalised(text).filter(|name| self.names.contains(name)).count()
    }

    /// Whether a paragraph is the article going on.
    fn resumes(&self, line: &Line<'_>) -> bool {
        let prose = line.is_prose() && line.pull() == 0 && (line.person == 0 || self.personal);
        let reported =
            line.hits.get(Cue::Said) > 0 && self.shared(line.start) >= 2 && line.is_prose() && line.pull() == 0;
        reported || (prose && (line.words >= 25 || self.shared(line.start) > 0 || line.hits.get(Cue::Said) > 0))
    }

    /// Whether a paragraph speaks about the page.
    fn speaks_of_page(&self, line: &Line<'_>) -> bool {
        line.pull() > 0 || (line.person > 0 && !self.personal && !(line.quoted && line.person == 0))
    }
}

/// Capitalised words that do not open the text, as a rough sign of its subject.
fn capitalised(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= 4)
        .skip(1)
        .filter(|word| word.starts_with(char::is_uppercase))
}

/// The end of a box of words: after the last line that speaks of the page before the article resumes.
fn box_end(sheet: &Sheet<'_>, head: usize, topic: &Topic<'_>, view: &View) -> usize {
    let (mut last, mut unsure, mut sentence) = (head, 0, false);
    let newsletter = sheet.mark(head) == Mark::Head(Head::Newsletter);
    for at in head + 1..sheet.len() {
        let Some(line) = sheet.line(at) else { break };
        let mark = sheet.mark(at);
        if matches!(mark, Mark::Byline | Mark::Contributors) || line.paragraph.heading == Some(1) {
            break;
        }
        // No newsletter is described by what others said or did.
        let report = newsletter && is_own(sheet, at) && (line.speech().told || line.is_prose() && line.pull() == 0);
        // A sentence between a box and other furniture is the article's, unless the box's own form comes after it.
        if report || sentence && mark.is_furniture() && !is_form(line, mark, newsletter) {
            break;
        }
        if mark.is_furniture() || mark == Mark::Weak || topic.speaks_of_page(line) && !topic.resumes(line) {
            last = at;
            (unsure, sentence) = (0, false);
        } else if topic.resumes(line) {
            break;
        } else {
            unsure += 1;
            sentence |= line.is_prose();
            // Before the article begins there are its title and its author to lose.
            if view.above(head) == 0 {
                break;
            }
            if unsure > PATIENCE {
                break;
            }
        }
    }
    // A short description after the head belongs to it at the end of the page, where nothing resumes.
    if view.above(head) == 0 || view.article_end > last + 1 {
        return last + 1;
    }
    // A newsletter is described in one sentence; more are the end of the article.
    let sentences = (last + 1..sheet.len().min(last + 1 + LOOK)).filter(|at| {
        let unclaimed = sheet.kind(*at).is_none() && sheet.mark(*at) == Mark::None;
        unclaimed && sheet.line(*at).is_some_and(|line| line.ends && line.words >= 4 && !is_contact(line))
    });
    let report = |at: &usize| {
        sheet.kind(*at).is_none() && is_own(sheet, *at) && sheet.line(*at).is_some_and(|line| line.pull() == 0)
    };
    let described = !newsletter
        || sentences.count() <= usize::from(last == head)
            && (last + 1..sheet.len().min(last + 1 + LOOK)).find(report).is_none();
    if described { sheet.len() } else { last + 1 }
}

/// Whether furniture after a sentence shows that the sentence was the box's: its field, its button, its small print.
fn is_form(line: &Line<'_>, mark: Mark, newsletter: bool) -> bool {
    let other = matches!(mark, Mark::Head(Head::Related | Head::Comments));
    let next_box = newsletter && matches!(mark, Mark::Head(_));
    !other
        && !next_box
        && (line.pull() > 0 || line.person > 0 || matches!(line.key.as_str(), "submit" | "join" | "donate"))
}

fn article_goes_on(sheet: &Sheet<'_>, at: usize, topic: &Topic<'_>) -> bool {
    let Some(line) = sheet.line(at) else { return false };
    sheet.kind(at).is_none()
        && sheet.mark(at) == Mark::None
        && !is_contact(line)
        && (topic.resumes(line) || (line.is_prose() && line.pull() == 0 && line.person == 0 && line.words >= 14))
}

/// The end of a list of links: lines that could be titles, up to the next running text.
fn related_end(sheet: &Sheet<'_>, head: usize, topic: &Topic<'_>, view: &View) -> usize {
    // Before the article begins there is only the title to lose.
    if view.above(head) == 0 {
        return head + 1;
    }
    let mut end = head + 1;
    for at in head + 1..sheet.len() {
        let Some(line) = sheet.line(at) else { break };
        let link_like =
            line.paragraph.link || line.is_short() || sheet.mark(at).is_furniture() || sheet.mark(at) == Mark::Weak;
        let pictured = matches!(sheet.kind(at), Some(BlockKind::Image | BlockKind::Credit | BlockKind::Caption));
        let closed = matches!(sheet.mark(at), Mark::Contributors | Mark::Byline) || line.paragraph.heading.is_some();
        let other = matches!(sheet.mark(at), Mark::Head(Head::Newsletter | Head::Appeal | Head::Comments));
        let statement = sheet.mark(at) == Mark::None && line.is_statement();
        if other || statement || is_own(sheet, at) || !(link_like || pictured) || (closed && !line.paragraph.link) {
            break;
        }
        if !pictured {
            end = at + 1;
        }
    }
    // Titles with a sentence each under them, to the end of the page.
    let teasers = (end..sheet.len().min(end + LOOK)).all(|at| {
        let Some(line) = sheet.line(at) else { return true };
        let after_title = at
            .checked_sub(1)
            .and_then(|before| sheet.line(before))
            .is_some_and(|line| line.is_short() && !line.is_statement() || line.paragraph.link);
        !is_own(sheet, at)
            && (!is_statement(sheet, at)
                || (line.words <= 40 && after_title && line.hits.get(Cue::Said) == 0 && !line.quoted))
    });
    // One sentence at the end may as well be the article's last.
    let teasers =
        teasers && (end..sheet.len().min(end + LOOK)).filter(|at| is_statement(sheet, *at)).take(2).count() != 1;
    let titles = end > head + 1;
    let late = view.from(end) * 3 <= view.above(head);
    if titles && teasers && late && sheet.len() - end <= LOOK {
        return sheet.len();
    }
    // The line right before the text goes on may be its subheading, not a link.
    let heading = end > head + 2
        && end < sheet.len()
        && sheet.line(end).is_some_and(|line| topic.resumes(line))
        && sheet.line(end - 1).is_some_and(|line| !line.paragraph.link && line.words <= 8)
        && (head + 1..end - 1).all(|at| sheet.line(at).is_some_and(|line| line.paragraph.link || line.words > 8));
    if heading { end - 1 } else { end }
}

/// Whether a line that nothing has claimed is a finished statement.
fn is_statement(sheet: &Sheet<'_>, at: usize) -> bool {
    sheet.kind(at).is_none() && sheet.mark(at) == Mark::None && sheet.line(at).is_some_and(Line::is_statement)
}

/// Comments go on to the end of the page, if anything speaks for there being some.
fn comments_end(sheet: &Sheet<'_>, head: usize, view: &View) -> usize {
    // A digest of what readers say goes on for as long as it speaks of them.
    if sheet.line(head).is_some_and(|line| line.key == "what readers are saying") {
        let of_readers = |at: &usize| {
            sheet.line(*at).is_some_and(|line| {
                let lower = line.start.to_lowercase();
                line.hits.get(Cue::Said) == 0
                    && ["comment", "reader", "summary"].iter().any(|word| lower.contains(word))
            })
        };
        return head + 1 + (head + 1..sheet.len().min(head + 5)).take_while(of_readers).count();
    }
    let signs = (head + 1..sheet.len().min(head + LOOK)).any(|at| {
        sheet.line(at).is_some_and(|line| {
            line.hits.get(Cue::Comment) > 0
                || matches!(line.key.as_str(), "reply" | "report" | "like" | "log in" | "sign in" | "log in to reply")
                || line.key.ends_with(" ago")
        })
    });
    if view.above(head) >= 3 && (signs || view.from(head + 1) == 0) { sheet.len() } else { head + 1 }
}

/// "Monthly" beside other furniture is a button, alone it may be a heading.
fn weak_buttons(sheet: &mut Sheet<'_>) {
    for at in 0..sheet.len() {
        if sheet.mark(at) != Mark::Weak || sheet.kind(at).is_some() {
            continue;
        }
        let furniture = |at: usize| {
            sheet.kind(at) == Some(BlockKind::Furniture) || (sheet.mark(at) == Mark::Weak && at < sheet.len())
        };
        if at.checked_sub(1).is_some_and(furniture) || furniture(at + 1) {
            sheet.set(at, BlockKind::Furniture);
        }
    }
}

/// "supreme court", "budget": below the article, lines without a capital are what it was filed under.
fn tags(sheet: &mut Sheet<'_>) {
    let is_tag = |at: usize| {
        sheet.kind(at).is_none()
            && sheet.mark(at) == Mark::None
            && sheet.line(at).is_some_and(|line| {
                line.words <= 4
                    && !line.ends
                    && line.paragraph.form == BlockForm::Paragraph
                    && line.paragraph.text.starts_with(|c: char| c.is_lowercase())
                    && !line.paragraph.text.contains([',', ':', ';', '"'])
            })
    };
    let from = sheet.end_of_prose();
    let all: Vec<usize> = (from..sheet.len()).filter(|at| is_tag(*at)).take(LOOK).collect();
    let beside = |at: usize| {
        let furniture = |at: usize| sheet.kind(at) == Some(BlockKind::Furniture) && at < sheet.len();
        all.contains(&(at + 1))
            || furniture(at + 1)
            || at.checked_sub(1).is_some_and(|at| all.contains(&at) || furniture(at))
    };
    let tags: Vec<usize> = all.iter().copied().filter(|at| beside(*at)).collect();
    if tags.len() >= 2 {
        for at in tags {
            sheet.set(at, BlockKind::Furniture);
        }
    }
}

/// After the article's last sentence, once furniture has begun, short lines are furniture too.
fn rest_of_page(sheet: &mut Sheet<'_>, topic: &Topic<'_>) {
    let article = |at: &usize| {
        let own = |line: &Line<'_>| (line.pull() == 0 || topic.resumes(line)) && !is_contact(line);
        sheet.is_prose(*at) && sheet.line(*at).is_some_and(own)
    };
    let Some(last) = (0..sheet.len()).rev().find(article) else { return };
    let mut begun = false;
    for at in last + 1..sheet.len() {
        begun |= sheet.mark(at).is_furniture() && sheet.kind(at) == Some(BlockKind::Furniture);
        let Some(line) = sheet.line(at) else { continue };
        let contact = is_contact(line);
        // A short sentence may be the article's; nobody knows, so it stays.
        let finished = line.ends && line.words >= 4 || line.is_statement();
        let sentence = is_own(sheet, at) || (finished && line.pull() == 0 && line.person == 0 && !contact);
        if (begun || contact) && !sentence && sheet.kind(at).is_none() && sheet.mark(at) != Mark::Byline {
            sheet.set(at, BlockKind::Furniture);
        }
        begun |= contact;
    }
}

/// "Ann Ley covers Asia. Write to her at ann@example.org or follow her on X @annley."
fn is_contact(line: &Line<'_>) -> bool {
    let text = line.start;
    if line.words > 70 {
        return false;
    }
    if !text.contains('@') {
        // "Reach her at 555-0123."
        if !text.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let asks = ["Reach him at ", "Reach her at ", "Reach them at ", "Call him at ", "Call her at "];
        return asks.iter().any(|ask| {
            text.split_once(ask)
                .is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit() || "(+".contains(c)))
        });
    }
    let mail = text.split_whitespace().any(|word| {
        word.split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.trim_end_matches(['.', ',', ')']).contains('.'))
    });
    let handle = text.split_whitespace().any(|word| word.trim_start_matches('(').starts_with('@') && word.len() > 3);
    let lower = text.to_lowercase();
    let asks =
        ["follow ", "contact ", "reach ", "write to ", "email ", "e-mail ", "tips", " is a ", " covers ", "reached at"]
            .iter()
            .any(|word| lower.contains(word));
    (mail || handle) && asks && line.hits.get(Cue::Said) == 0
}
