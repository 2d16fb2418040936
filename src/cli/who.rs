//! `dateline who`: who is named by which outlet, and by which not.

mod print;

pub use print::{Role, Why, reasons, roles};

use super::corpus::{CorpusArgs, Names, Opened};
use super::filter::parse_kind;
use super::output::{Format, Out, OutputArgs};
use super::{Exit, Failure};
use crate::engine::memory::who::WhoOrder;
use crate::engine::{Measure, Reach, WhoQuery, WhoRow, WhoSort};
use crate::model::EntityKind;
use crate::text::fold;

/// Heading of the options that choose among names.
const NAMES: &str = "Which names";
/// So many rows are made at a time.
const STEP: u32 = 256;

/// Options of `dateline who`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "flags of the command line")]
pub struct WhoArgs {
    /// Which articles.
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Only names of this kind: person, organisation, place or other (repeatable)
    #[arg(long, value_name = "KIND", value_parser = parse_kind, help_heading = NAMES)]
    kind: Vec<EntityKind>,
    /// Only those with all of these words in one of their names
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true, help_heading = NAMES)]
    find: String,
    /// Only those named by one outlet and no other
    #[arg(long, visible_alias = "only", conflicts_with = "in_all", help_heading = NAMES)]
    in_one: bool,
    /// Only those named by every outlet
    #[arg(long, help_heading = NAMES)]
    in_all: bool,
    /// Only those with this many mentions or more
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = NAMES)]
    min: u32,
    /// At most this many of each kind
    #[arg(long, value_name = "N", help_heading = NAMES)]
    limit: Option<usize>,
    /// Order: kind (then the most mentions), name, total, spread (the most outlets), or an outlet (the most there)
    #[arg(long, value_name = "BY", default_value = "kind", help_heading = "Order")]
    sort: String,
    /// The other way round
    #[arg(long, help_heading = "Order")]
    reverse: bool,
    /// Count articles instead of mentions
    #[arg(long, help_heading = "Order")]
    articles: bool,
    /// In which form.
    #[command(flatten)]
    output: OutputArgs,
}

impl WhoArgs {
    /// The question to the corpus.
    fn query(&self, opened: &Opened) -> Result<WhoQuery, Failure> {
        Ok(WhoQuery {
            kinds: self.kind.clone(),
            text: self.find.clone(),
            reach: match (self.in_one, self.in_all) {
                (true, _) => Reach::One,
                (_, true) => Reach::All,
                _ => Reach::Any,
            },
            least: self.min,
            sort: self.order(opened)?,
            reverse: self.reverse,
            measure: if self.articles { Measure::Articles } else { Measure::Mentions },
        })
    }

    fn order(&self, opened: &Opened) -> Result<WhoSort, Failure> {
        Ok(match fold(self.sort.trim()).as_str() {
            "kind" => WhoSort::Kind,
            "name" => WhoSort::Name,
            "total" | "all" | "mentions" | "articles" => WhoSort::Total,
            "spread" | "outlets" => WhoSort::Spread,
            _ => WhoSort::Outlet(opened.outlet_named(&self.sort)?),
        })
    }
}

/// The table, row by row.
pub(super) struct Table<'a> {
    opened: &'a Opened,
    order: WhoOrder,
    measure: Measure,
    limit: Option<usize>,
}

impl Table<'_> {
    /// All rows within the limit, made some at a time.
    fn rows(&self) -> impl Iterator<Item = WhoRow> {
        let windows = (0..self.order.len()).step_by(STEP as usize).map(|first| first..first.saturating_add(STEP));
        let mut taken = [0usize; EntityKind::ALL.len()];
        windows.flat_map(|window| self.opened.scope.who(&self.order, &window, None).rows).filter(move |row| {
            let taken = &mut taken[row.kind as usize];
            *taken += 1;
            self.limit.is_none_or(|limit| *taken <= limit)
        })
    }
}

/// Counts who is named where.
///
/// # Errors
/// Where nothing could be read, for an order there is none of, and where standard output takes no more.
pub fn run(args: &WhoArgs) -> Result<Exit, Failure> {
    let opened = args.corpus.open(Names::Wanted)?;
    let query = args.query(&opened)?;
    let order = opened.scope.who_order(&query);
    let table = Table { opened: &opened, order, measure: query.measure, limit: args.limit };
    let mut out = Out::stdout();
    match args.output.format() {
        Format::Table => print::table(&mut out, &table)?,
        Format::Plain => print::plain(&mut out, &table)?,
        Format::Json => out.json(&print::Records(&table))?,
        Format::JsonLines => print::records(&table).try_for_each(|record| out.json_line(&record))?,
        Format::Tsv => print::tsv(&mut out, &table)?,
    }
    out.finish()?;
    Ok(opened.exit)
}
