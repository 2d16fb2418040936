//! Mentions in their forms.

use std::rc::Rc;

use serde::{Serialize, Serializer};

use super::hits::{Hit, Hits, Sheet};
use crate::cli::Failure;
use crate::cli::output::{Cell, Out, count, table};
use crate::cli::who::{Role, Why, reasons, roles};
use crate::engine::{Card, OutletLine};
use crate::model::EntityKind;
use crate::text::{cells, sanitize_line};

/// So many mentions are looked at twice to find out how wide the context before them is.
const FEW: usize = 2000;

/// The answer as one document.
#[derive(Serialize)]
pub struct Document<'a> {
    entity: Named<'a>,
    mentions: Records<'a>,
}

/// The mentions, made while they are written.
struct Records<'a>(&'a Hits<'a>);

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.each().map(Owned))
    }
}

/// A mention that is written and forgotten.
struct Owned(Hit);

impl Serialize for Owned {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        record(&self.0).serialize(serializer)
    }
}

/// The entity by outlet.
#[derive(Serialize)]
struct Named<'a> {
    kind: EntityKind,
    name: &'a str,
    mentions: u32,
    articles: u32,
    roles: Vec<Role>,
    outlets: Vec<InOutlet<'a>>,
    merges: Vec<Why>,
    decisions: &'a [String],
}

/// The entity in one outlet; those that do not name it are there with 0.
#[derive(Serialize)]
struct InOutlet<'a> {
    outlet: &'a str,
    tag: &'a str,
    mentions: u32,
    articles: u32,
    forms: Vec<Form<'a>>,
    roles: Vec<Role>,
}

#[derive(Serialize)]
struct Form<'a> {
    name: &'a str,
    mentions: u32,
}

/// One mention. `start` and `end` are code points of `text` of `dateline show --json`, `block` a position in its `blocks`.
#[derive(Serialize)]
pub struct Record<'a> {
    article: &'a str,
    outlet: Option<&'a str>,
    tag: &'a str,
    date: Option<&'a crate::model::Published>,
    title: &'a str,
    source: &'a str,
    block: usize,
    start: usize,
    end: usize,
    text: &'a str,
    before: &'a str,
    after: &'a str,
    roles: &'a [String],
    decided: bool,
}

/// The answer as one document.
#[must_use]
pub fn document<'a>(card: &'a Card, hits: &'a Hits<'a>) -> Document<'a> {
    let outlet = |line: &'a OutletLine| InOutlet {
        outlet: &line.name,
        tag: &line.tag,
        mentions: line.mentions,
        articles: line.articles,
        forms: line.forms.iter().map(|(name, mentions)| Form { name, mentions: *mentions }).collect(),
        roles: roles(&line.roles),
    };
    Document {
        entity: Named {
            kind: card.entity.kind,
            name: &card.entity.name,
            mentions: card.mentions,
            articles: card.articles,
            roles: roles(&card.roles),
            outlets: card.named.iter().chain(&card.absent).map(outlet).collect(),
            merges: reasons(card),
            decisions: &card.decided,
        },
        mentions: Records(hits),
    }
}

/// A mention for JSON.
#[must_use]
pub fn record(hit: &Hit) -> Record<'_> {
    let head = &hit.sheet.head;
    Record {
        article: &head.id,
        outlet: head.outlet.as_deref(),
        tag: &head.tag,
        date: head.date.as_ref(),
        title: &head.title,
        source: &head.source,
        block: hit.block,
        start: hit.start,
        end: hit.end,
        text: &hit.context.name,
        before: &hit.context.before,
        after: &hit.context.after,
        roles: &hit.roles,
        decided: hit.decided,
    }
}

/// Writes a header and a row for each mention.
///
/// # Errors
/// Where the sink takes no more.
pub fn tsv(out: &mut Out, hits: &Hits<'_>) -> Result<(), Failure> {
    out.tsv(["article", "outlet", "tag", "date", "start", "end", "before", "text", "after", "roles", "decided"])?;
    hits.each().try_for_each(|hit| {
        let head = &hit.sheet.head;
        let date = head.date.as_ref().map(ToString::to_string).unwrap_or_default();
        let (start, end) = (hit.start.to_string(), hit.end.to_string());
        let outlet = head.outlet.as_deref().unwrap_or("");
        let context = &hit.context;
        let roles = hit.roles.join("; ");
        let decided = if hit.decided { "yes" } else { "no" };
        out.tsv([
            &head.id,
            outlet,
            &head.tag,
            &date,
            &start,
            &end,
            &context.before,
            &context.name,
            &context.after,
            &roles,
            decided,
        ])
    })
}

/// Who it is, how often named and where, and where not.
fn heading(card: &Card) -> Vec<String> {
    let named = card.named.len();
    let of = named + card.absent.len();
    let (mentions, articles) = (count(card.mentions as usize, "mention"), count(card.articles as usize, "article"));
    let name = sanitize_line(&card.entity.name);
    let mut lines =
        vec![format!("{name} ({}): {mentions} in {articles}, {named} of {}.", card.entity.kind, count(of, "outlet"))];
    lines.extend(card.named.iter().map(|line| {
        let forms: Vec<_> = line.forms.iter().map(|(form, n)| format!("{} {n}", sanitize_line(form))).collect();
        let roles: Vec<_> =
            line.roles.iter().map(|role| format!("{} {}", sanitize_line(&role.words), role.mentions)).collect();
        let roles = if roles.is_empty() { String::new() } else { format!("; called {}", roles.join(", ")) };
        format!("  {}: {}{roles}", sanitize_line(&line.name), forms.join(", "))
    }));
    lines.extend(card.decided.iter().map(|said| format!("  You {}", sanitize_line(said))));
    if !card.absent.is_empty() {
        let absent: Vec<_> = card.absent.iter().map(|line| sanitize_line(&line.name)).collect();
        lines.push(format!("  Not named by: {}", absent.join(", ")));
    }
    lines
}

/// Writes the mentions as numbered sentences.
///
/// # Errors
/// Where the sink takes no more.
pub fn plain(out: &mut Out, card: &Card, hits: &Hits<'_>) -> Result<(), Failure> {
    heading(card).iter().try_for_each(|line| out.line(line))?;
    for (hit, number) in hits.each().zip(1..) {
        let head = &hit.sheet.head;
        let date = if head.date.is_some() { format!(", {}", head.date_text()) } else { String::new() };
        let place = hit.paragraph.map_or_else(|| "heading or caption".to_owned(), |n| format!("paragraph {n}"));
        let by_hand = if hit.decided { " (corrected)" } else { "" };
        out.numbered(number, &format!("{}{date}, {place}{by_hand}: {}", head.outlet_name(), hit.context.line()))?;
    }
    Ok(())
}

/// Writes the mentions below one another, the name in the same column.
///
/// # Errors
/// Where the sink takes no more.
pub fn table(out: &mut Out, card: &Card, hits: &Hits<'_>) -> Result<(), Failure> {
    heading(card).iter().try_for_each(|line| out.line(line))?;
    out.line("")?;
    let lead = Lead::of(card, hits);
    let left = lead.left(out.width, hits);
    let mut before: Option<(Rc<Sheet>, String)> = None;
    for hit in hits.each() {
        let known = before.as_ref().filter(|(sheet, _)| Rc::ptr_eq(sheet, &hit.sheet)).map(|(_, said)| said.clone());
        let said = known.unwrap_or_else(|| lead.said(&hit.sheet, out.colour));
        let (ahead, behind) = hit.context.sides();
        let ahead = table::cut(&ahead, left, true);
        let pad = " ".repeat(left.saturating_sub(cells(&ahead)));
        let used = lead.width() + left;
        let room = out.width.map_or(usize::MAX, |width| width.saturating_sub(used));
        let rest = Cell::new(&hit.context.name).bold().and(&behind);
        out.line(format!("{said}{pad}{ahead}{}", rest.within(room, out.colour)).trim_end())?;
        before = Some((hit.sheet, said));
    }
    Ok(())
}

/// The columns before the context: sign and date.
struct Lead {
    tag: usize,
    date: usize,
}

impl Lead {
    fn of(card: &Card, hits: &Hits<'_>) -> Self {
        let tag = card.named.iter().map(|line| cells(&line.tag)).max().unwrap_or(0);
        Self { tag, date: hits.date_cells() }
    }

    const fn width(&self) -> usize {
        self.tag + 2 + if self.date > 0 { self.date + 2 } else { 0 }
    }

    /// Cells of the context before the name: what the widest needs, at most half of what is there.
    fn left(&self, width: Option<usize>, hits: &Hits<'_>) -> usize {
        let most = width.map_or(hits.context(), |width| width.saturating_sub(self.width()) / 2);
        if hits.len() > FEW {
            return most.min(hits.context() + 1);
        }
        hits.each().map(|hit| cells(&hit.context.sides().0)).max().unwrap_or(0).min(most.max(8))
    }

    fn said(&self, sheet: &Sheet, colour: bool) -> String {
        let tag = Cell::new(&sheet.head.tag).tag().within(self.tag, colour);
        let gap = " ".repeat(self.tag.saturating_sub(cells(&sanitize_line(&sheet.head.tag))) + 2);
        if self.date == 0 {
            return format!("{tag}{gap}");
        }
        let date = sheet.head.date_text();
        let after = " ".repeat(self.date.saturating_sub(cells(&date)) + 2);
        format!("{tag}{gap}{}{after}", Cell::from(date).dim().within(self.date, colour))
    }
}
