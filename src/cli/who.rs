//! `dateline who`: who is named by which outlet, and by which not.

mod counted;
mod details;
mod print;

pub use details::{Role, Why, reasons, roles};

use super::corpus::{CorpusArgs, Names, Opened};
use super::filter::parse_kind;
use super::output::{Format, Out, OutputArgs};
use super::{Exit, Failure};
use crate::engine::memory::who::WhoOrder;
use crate::engine::{Measure, Reach, WhoColumn, WhoQuery, WhoRow, WhoSort};
use crate::model::{EntityKind, OutletId};
use crate::text::fold;
use counted::Counted;
use details::Details;

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
    /// Only names containing all of these words
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true, help_heading = NAMES)]
    find: String,
    /// Only names in a single outlet
    #[arg(long, visible_alias = "only", conflicts_with = "in_all", help_heading = NAMES)]
    in_one: bool,
    /// Only names in every outlet
    #[arg(long, help_heading = NAMES)]
    in_all: bool,
    /// Only names with at least this many mentions
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = NAMES)]
    min: u32,
    /// At most this many of each kind
    #[arg(long, value_name = "N", help_heading = NAMES)]
    limit: Option<usize>,
    /// Order: kind (then the most mentions), name, total, spread (the most outlets), or an outlet (the most there)
    #[arg(long, value_name = "BY", default_value = "kind", help_heading = "Order")]
    sort: String,
    /// Reverse the order
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
    fn query(&self, outlet: impl Fn(&str) -> Result<OutletId, Failure>) -> Result<WhoQuery, Failure> {
        Ok(WhoQuery {
            kinds: self.kind.clone(),
            text: self.find.clone(),
            reach: match (self.in_one, self.in_all) {
                (true, _) => Reach::One,
                (_, true) => Reach::All,
                _ => Reach::Any,
            },
            least: self.min,
            sort: self.order(outlet)?,
            reverse: self.reverse,
            measure: self.measure(),
        })
    }

    const fn measure(&self) -> Measure {
        if self.articles { Measure::Articles } else { Measure::Mentions }
    }

    fn order(&self, outlet: impl Fn(&str) -> Result<OutletId, Failure>) -> Result<WhoSort, Failure> {
        Ok(match fold(self.sort.trim()).as_str() {
            "kind" => WhoSort::Kind,
            "name" => WhoSort::Name,
            "total" | "all" | "mentions" | "articles" => WhoSort::Total,
            "spread" | "outlets" => WhoSort::Spread,
            _ => WhoSort::Outlet(outlet(&self.sort)?),
        })
    }
}

/// The table, row by row.
pub(super) struct Table<'a> {
    source: Source<'a>,
    measure: Measure,
    limit: Option<usize>,
}

/// Where its rows come from.
enum Source<'a> {
    /// Articles that are held.
    Held(&'a Opened, WhoOrder),
    /// What a library has counted.
    Counted(&'a Counted),
}

impl Table<'_> {
    /// All rows within the limit, made some at a time.
    fn rows(&self) -> impl Iterator<Item = WhoRow> {
        let windows = (0..self.len()).step_by(STEP as usize).map(|first| first..first.saturating_add(STEP));
        let rows = |window| match &self.source {
            Source::Held(opened, order) => opened.scope.who(order, &window, None).rows,
            Source::Counted(counted) => counted.rows(&window),
        };
        let mut passes = within(self.limit);
        windows.flat_map(rows).filter(move |row| passes(row.kind))
    }

    fn len(&self) -> u32 {
        match &self.source {
            Source::Held(_, order) => order.len(),
            Source::Counted(counted) => counted.sheet.len(),
        }
    }

    fn columns(&self) -> &[WhoColumn] {
        match &self.source {
            Source::Held(_, order) => order.columns(),
            Source::Counted(counted) => counted.sheet.columns(),
        }
    }

    /// What else is known of an entity.
    fn details(&self, row: &WhoRow) -> Option<Details> {
        match &self.source {
            Source::Held(opened, _) => opened.scope.card(row.id).map(Details::from),
            Source::Counted(counted) => Some(counted.details(row)),
        }
    }

    /// All forms of its name.
    fn names(&self, row: &WhoRow) -> Vec<String> {
        match &self.source {
            Source::Held(opened, _) => {
                let revision = opened.scope.revision();
                let entity = revision.position(row.id).and_then(|at| revision.entities().get(at));
                entity.map_or_else(Vec::new, |entity| entity.aliases.iter().map(|alias| alias.name.clone()).collect())
            }
            Source::Counted(counted) => counted.names(row),
        }
    }

    /// Whether decisions count here.
    fn has_decisions(&self) -> bool {
        match &self.source {
            Source::Held(opened, _) => !opened.scope.revision().decided().decisions.is_empty(),
            Source::Counted(counted) => counted.has_decisions(),
        }
    }

    fn size(&self) -> String {
        match &self.source {
            Source::Held(opened, _) => opened.size(),
            Source::Counted(counted) => counted.size(),
        }
    }
}

/// Whether one more of a kind is within the limit.
fn within(limit: Option<usize>) -> impl FnMut(EntityKind) -> bool {
    let mut taken = [0usize; EntityKind::ALL.len()];
    move |kind| {
        let taken = &mut taken[kind as usize];
        *taken += 1;
        limit.is_none_or(|limit| *taken <= limit)
    }
}

/// Counts who is named where.
///
/// # Errors
/// Where nothing could be read, for an order there is none of, and where standard output takes no more.
pub fn run(args: &WhoArgs) -> Result<Exit, Failure> {
    if let Some(library) = args.corpus.library()?
        && let Some(counted) = Counted::of(args, library)?
    {
        write(args, &Table { source: Source::Counted(&counted), measure: args.measure(), limit: args.limit })?;
        return Ok(counted.exit());
    }
    let opened = args.corpus.open(Names::Wanted)?;
    let query = args.query(|typed| opened.outlet_named(typed))?;
    let order = opened.scope.who_order(&query);
    write(args, &Table { source: Source::Held(&opened, order), measure: query.measure, limit: args.limit })?;
    Ok(opened.exit)
}

fn write(args: &WhoArgs, table: &Table<'_>) -> Result<(), Failure> {
    let mut out = Out::stdout();
    match args.output.format() {
        Format::Table => print::table(&mut out, table)?,
        Format::Plain => print::plain(&mut out, table)?,
        Format::Json => out.json(&print::Records(table))?,
        Format::JsonLines => print::records(table).try_for_each(|record| out.json_line(&record))?,
        Format::Tsv => print::tsv(&mut out, table)?,
    }
    out.finish()
}
