//! `dateline mentions`: every mention of an entity, under all its names, with context; or every form of its name.

mod choose;
mod forms;
mod hits;
mod print;

use super::corpus::CorpusArgs;
use super::filter::parse_kind;
use super::output::{Format, Out, OutputArgs, complain};
use super::{Exit, Failure};
use crate::engine::{KwicQuery, KwicSort};
use crate::model::EntityKind;
use hits::Hits;

/// Code points of context on each side, where nothing else is asked for.
const CONTEXT: u32 = 72;
/// More is of no use in a line.
const MOST: i64 = 10_000;

/// Options of `dateline mentions`.
#[derive(Debug, clap::Args)]
pub struct MentionsArgs {
    /// A name, or words of one
    name: String,
    /// Which articles.
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Only an entity of this kind: person, organisation, place or other
    #[arg(long, value_name = "KIND", value_parser = parse_kind, help_heading = "Which names")]
    kind: Option<EntityKind>,
    /// Instead of mentions, show every form of the name and every role by outlet, with the first mention of each
    #[arg(long)]
    forms: bool,
    /// Order: date (newest first), outlet, left (by preceding words) or right (by following words)
    #[arg(long, value_name = "BY", default_value = "date", value_parser = parse_sort, help_heading = "Order")]
    sort: KwicSort,
    /// Reverse the order
    #[arg(long, help_heading = "Order")]
    reverse: bool,
    /// Code points of context on each side
    #[arg(long, value_name = "N", default_value_t = CONTEXT, value_parser = clap::value_parser!(u32).range(0..=MOST))]
    context: u32,
    /// In which form.
    #[command(flatten)]
    output: OutputArgs,
}

fn parse_sort(text: &str) -> Result<KwicSort, String> {
    KwicSort::ALL
        .into_iter()
        .find(|sort| sort.word() == text.trim().to_lowercase())
        .ok_or_else(|| "there are date, outlet, left and right".to_owned())
}

/// Shows the mentions.
///
/// # Errors
/// Where nobody bears the name, and where standard output takes no more.
pub fn run(args: &MentionsArgs) -> Result<Exit, Failure> {
    let opened = args.corpus.open_naming(&args.name)?;
    let chosen = choose::choose(&opened.scope, &args.name, args.kind)?;
    if let Some(note) = &chosen.note {
        complain(note);
    }
    let gone = || Failure::new("the entity is gone; this is a flaw of the program");
    let mut out = Out::stdout();
    let format = args.output.format();
    if args.forms {
        let page = opened.scope.forms(chosen.id).ok_or_else(gone)?;
        forms::write(&mut out, format, &opened, &page)?;
    } else {
        let card = opened.card(chosen.id).ok_or_else(gone)?;
        let query = KwicQuery { sort: args.sort, reverse: args.reverse, context: args.context, ..KwicQuery::default() };
        let hits = Hits::new(&opened.scope, chosen.id, query);
        match format {
            Format::Table => print::table(&mut out, &card, &hits)?,
            Format::Plain => print::plain(&mut out, &card, &hits)?,
            Format::Json => out.json(&print::document(&card, &hits))?,
            Format::JsonLines => hits.each().try_for_each(|hit| out.json_line(&print::record(&hit)))?,
            Format::Tsv => print::tsv(&mut out, &hits)?,
        }
    }
    out.finish()?;
    Ok(opened.exit)
}
