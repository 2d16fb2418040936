//! `dateline mentions`: every mention of an entity, under all its names, with context.

mod choose;
mod context;
mod print;

use std::rc::Rc;

use super::corpus::{CorpusArgs, Names, Opened};
use super::filter::parse_kind;
use super::list::Head;
use super::offsets::CodePoints;
use super::output::{Format, Out, OutputArgs, complain};
use super::show::paragraph_numbers;
use super::{Exit, Failure};
use crate::model::{EntityId, EntityKind};
use context::Context;

/// Options of `dateline mentions`.
#[derive(Debug, clap::Args)]
pub struct MentionsArgs {
    /// One of its names, or words of one
    name: String,
    /// Which articles.
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Only an entity of this kind: person, organisation, place or other
    #[arg(long, value_name = "KIND", value_parser = parse_kind, help_heading = "Which names")]
    kind: Option<EntityKind>,
    /// In which form.
    #[command(flatten)]
    output: OutputArgs,
}

/// A mention with its place.
#[derive(Debug)]
struct Hit {
    head: Rc<Head>,
    /// Number of the paragraph in `dateline show --plain`, from 1; `None` in the headline or in what is hidden.
    paragraph: Option<usize>,
    /// Position of the paragraph in `blocks` of `dateline show --json`.
    block: usize,
    /// Code points of the article's text.
    start: usize,
    end: usize,
    context: Context,
    /// Whether a person added it, or gave it to this entity.
    decided: bool,
}

/// Shows the mentions.
///
/// # Errors
/// Where nobody bears the name, and where standard output takes no more.
pub fn run(args: &MentionsArgs) -> Result<Exit, Failure> {
    let opened = args.corpus.open(Names::Wanted)?;
    let chosen = choose::choose(&opened.scope, &args.name, args.kind)?;
    if let Some(note) = &chosen.note {
        complain(note);
    }
    let Some(card) = opened.scope.card(chosen.id) else {
        return Err(Failure::new("the entity is gone; this is a flaw of the program"));
    };
    let hits = hits(&opened, chosen.id);
    let mut out = Out::stdout();
    match args.output.format() {
        Format::Table => print::table(&mut out, &opened, &card, &hits)?,
        Format::Plain => print::plain(&mut out, &opened, &card, &hits)?,
        Format::Json => out.json(&print::document(&card, &hits))?,
        Format::JsonLines => hits.iter().try_for_each(|hit| out.json_line(&print::record(hit)))?,
        Format::Tsv => print::tsv(&mut out, &hits)?,
    }
    out.finish()?;
    Ok(opened.exit)
}

/// All mentions of an entity in the order of `list`, then of the text.
fn hits(opened: &Opened, id: EntityId) -> Vec<Hit> {
    let revision = opened.scope.revision();
    let mut hits = Vec::new();
    for (article, entry) in opened.articles() {
        let document = &entry.article.document;
        let mut offsets = CodePoints::new(&document.text);
        let all = revision.mentions(article.0);
        let mut own = all.iter().zip(0..).filter(|(mention, _)| mention.entity == id).peekable();
        if own.peek().is_none() {
            continue;
        }
        let head = Rc::new(Head::new(&opened.scope, entry));
        let paragraphs = paragraph_numbers(&entry.article);
        for (mention, number) in own {
            let Some(block) = document.block_at(mention.span.start) else { continue };
            let (start, end) = offsets.span(mention.span);
            hits.push(Hit {
                head: Rc::clone(&head),
                paragraph: paragraphs.get(block).copied().flatten(),
                block,
                start,
                end,
                context: Context::new(&document.text, document.blocks[block].span, mention.span),
                decided: revision.decided().is_decided(article.0, number),
            });
        }
    }
    hits
}
