//! What the reader shows, as plain lines: for pipes, screen readers and terminals that cannot draw.

use super::ReadArgs;
use crate::cli::corpus::{CorpusArgs, Names};
use crate::cli::filter::FilterArgs;
use crate::cli::list::Head;
use crate::cli::output::Out;
use crate::cli::show;
use crate::cli::{Exit, Failure};

/// Prints every article: a numbered heading, what is known of it, and its paragraphs, numbered too.
///
/// # Errors
/// Where nothing could be read, and where standard output takes no more.
pub fn print(args: &ReadArgs) -> Result<Exit, Failure> {
    let corpus = CorpusArgs {
        paths: args.paths.clone(),
        library: args.library.clone(),
        filter: FilterArgs { outlet: args.outlet.clone(), ..FilterArgs::default() },
        decided: args.decided.clone(),
    };
    let opened = corpus.open(Names::Unwanted)?;
    let mut out = Out::stdout();
    out.line(&format!("{}.", opened.size()))?;
    let all = opened.articles().count();
    for ((_, entry), number) in opened.articles().zip(1..) {
        out.line("")?;
        out.line(&format!("Article {number} of {all}"))?;
        show::plain(&mut out, &Head::new(&opened.scope, entry), &entry.article, false)?;
    }
    out.finish()?;
    Ok(opened.exit)
}
