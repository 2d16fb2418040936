//! `dateline who`: who is named by which outlet, and by which not.

mod count;
mod print;

use super::corpus::{CorpusArgs, Names};
use super::filter::parse_kind;
use super::output::{Format, Out, OutputArgs};
use super::{Exit, Failure};
use crate::model::EntityKind;

/// Heading of the options that choose among names.
const NAMES: &str = "Which names";

/// Options of `dateline who`.
#[derive(Debug, clap::Args)]
pub struct WhoArgs {
    /// Which articles.
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Only names of this kind: person, organisation, place or other (repeatable)
    #[arg(long, value_name = "KIND", value_parser = parse_kind, help_heading = NAMES)]
    kind: Vec<EntityKind>,
    /// Only those named by one outlet and no other
    #[arg(long, conflicts_with = "in_all", help_heading = NAMES)]
    in_one: bool,
    /// Only those named by every outlet
    #[arg(long, help_heading = NAMES)]
    in_all: bool,
    /// Only those with this many mentions or more
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = NAMES)]
    min: u32,
    /// At most this many, those with the most mentions of each kind
    #[arg(long, value_name = "N", help_heading = NAMES)]
    limit: Option<usize>,
    /// In which form.
    #[command(flatten)]
    output: OutputArgs,
}

/// Counts who is named where.
///
/// # Errors
/// Where nothing could be read, and where standard output takes no more.
pub fn run(args: &WhoArgs) -> Result<Exit, Failure> {
    let opened = args.corpus.open(Names::Wanted)?;
    let matrix = count::matrix(&opened, |row, outlets| {
        let naming = row.outlets_naming();
        (args.kind.is_empty() || args.kind.contains(&row.kind))
            && (!args.in_one || naming == 1)
            && (!args.in_all || naming == outlets)
            && row.mentions >= args.min
    });
    let matrix = matrix.limited(args.limit);
    let mut out = Out::stdout();
    match args.output.format() {
        Format::Table => print::table(&mut out, &matrix)?,
        Format::Plain => print::plain(&mut out, &opened, &matrix)?,
        Format::Json => out.json(&print::records(&matrix).collect::<Vec<_>>())?,
        Format::JsonLines => print::records(&matrix).try_for_each(|record| out.json_line(&record))?,
        Format::Tsv => print::tsv(&mut out, &matrix)?,
    }
    out.finish()?;
    Ok(opened.exit)
}
