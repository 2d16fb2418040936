//! `dateline train`: teaches the recogniser from labelled texts, and scores models on them.

mod input;
mod label;
mod report;

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Exit, Failure};
use crate::nlp::lexicon::Lexicon;
use crate::nlp::train::Options;

use crate::nlp::{Recognizer, model_file, train};
pub use input::recognizer;

/// Options of `dateline train`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A FILE is JSON Lines ({\"text\", \"spans\": [[start, end, \"PER\"], …]}, or what `dateline annotate` writes, corrected) or
CoNLL-style columns (token first, tag last). Behind a FILE may stand what it is worth and what it does not mark:
`tweets.jsonl:0.5` counts half, `tweets.jsonl:1:MISC` has no MISC, so that names of that type are not unlearnt.")]
pub struct TrainArgs {
    /// Labelled texts: `FILE`, `FILE:WEIGHT` or `FILE:WEIGHT:TYPE,TYPE`
    #[arg(value_name = "FILE", required_unless_present_any = ["score", "label"])]
    pub files: Vec<String>,
    /// Where the model is written
    #[arg(long, short, value_name = "MODEL")]
    pub output: Option<PathBuf>,
    /// Go on from the shipped model (or from --model) instead of from nothing
    #[arg(long)]
    pub extend: bool,
    /// A model file to extend or to score instead of the shipped one
    #[arg(long, value_name = "MODEL")]
    pub model: Option<PathBuf>,
    /// Folder with the lexicon's classes.tsv and phrases.tsv, for a model from nothing
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// Labelled texts (files, or folders of them) scored after each pass
    #[arg(long, value_name = "PATH")]
    pub dev: Vec<PathBuf>,
    /// Train nothing: score the model on these labelled texts (files, or folders of them)
    #[arg(long, value_name = "PATH", conflicts_with_all = ["files", "output", "extend", "dev"])]
    pub score: Vec<PathBuf>,
    /// Train nothing: write these texts with the names the model finds, as --dev and FILE read them
    #[arg(long, value_name = "PATH", conflicts_with_all = ["files", "output", "extend", "dev", "score"])]
    pub label: Vec<PathBuf>,
    /// With --score: write every missed and wrong name to this file
    #[arg(long, value_name = "FILE", requires = "score")]
    pub mistakes: Option<PathBuf>,
    /// Passes over the texts
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub passes: Option<u32>,
    /// Length of a step
    #[arg(long, value_name = "X", value_parser = input::size)]
    pub step: Option<f32>,
    /// Seed of the order of the texts
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Leave out features seen less often
    #[arg(long, value_name = "N")]
    pub min_count: Option<u32>,
    /// Features kept in the model
    #[arg(long, value_name = "N")]
    pub keep: Option<usize>,
    /// Share of features left out at random while learning
    #[arg(long, value_name = "X", value_parser = input::share)]
    pub dropout: Option<f32>,
    /// Average the weights over this many passes at the end
    #[arg(long, value_name = "N")]
    pub average: Option<u32>,
    /// Share of sentences learnt once more in other cases of letters
    #[arg(long, value_name = "X", value_parser = input::share)]
    pub recase: Option<f32>,
    /// Share of texts learnt as if no word of theirs were on a list of names
    #[arg(long, value_name = "X", value_parser = input::share)]
    pub unlisted: Option<f32>,
    /// Nats by which the model leans to finding a name where it is in doubt
    #[arg(long, value_name = "X", allow_negative_numbers = true, value_parser = input::number)]
    pub lean: Option<f32>,
    /// Teach no second pass over each text
    #[arg(long)]
    pub one_pass: bool,
}

impl TrainArgs {
    fn options(&self) -> Options {
        let usual = if self.extend {
            Options {
                passes: 4,
                step: 0.005,
                recase: 0.0,
                unlisted: 0.0,
                dropout: 0.0,
                keep: 400_000,
                ..Options::default()
            }
        } else {
            Options::default()
        };
        Options {
            passes: self.passes.unwrap_or(usual.passes),
            step: self.step.unwrap_or(usual.step),
            seed: self.seed,
            min_count: self.min_count.unwrap_or(usual.min_count),
            keep: self.keep.unwrap_or(usual.keep),
            dropout: self.dropout.unwrap_or(usual.dropout),
            average: self.average.unwrap_or(usual.average),
            recase: self.recase.unwrap_or(usual.recase),
            unlisted: self.unlisted.unwrap_or(usual.unlisted),
            lean: self.lean.unwrap_or(usual.lean),
            second: !self.one_pass && !self.extend,
        }
    }
}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(args: &TrainArgs) -> Result<Exit, Failure> {
    let given = args.model.as_deref().map(input::recognizer).transpose()?;
    let base = given.as_ref().unwrap_or_else(|| Recognizer::shipped());
    if !args.label.is_empty() {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let sets = input::texts(&args.label)?;
        label::write(base, &sets, &mut out).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))?;
    } else if !args.score.is_empty() {
        score(args, base)?;
    } else if let Some(output) = &args.output {
        teach(args, base, output)?;
    } else {
        return Err(Failure::usage("say with --output where the model is to be written"));
    }
    Ok(Exit::Done)
}

fn score(args: &TrainArgs, base: &Recognizer) -> Result<(), Failure> {
    let sets = input::sets(&args.score)?;
    let mut out = std::io::stdout().lock();
    report::table(base, &sets, &mut out)
        .and_then(|()| report::calibration(base, &sets, &mut out))
        .map_err(|error| Failure::output(&error))?;
    let Some(path) = &args.mistakes else { return Ok(()) };
    let wrong = |error| Failure::new(format!("{} cannot be written: {error}", path.display()));
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).map_err(wrong)?);
    report::mistakes(base, &sets, &mut file).and_then(|()| file.flush()).map_err(wrong)
}

fn teach(args: &TrainArgs, base: &Recognizer, output: &Path) -> Result<(), Failure> {
    let samples = input::samples(&args.files)?;
    input::writable(output, &args.files)?;
    let dev = input::sets(&args.dev)?;
    let lexicon: Lexicon = match &args.lexicon {
        Some(dir) => input::lexicon(dir)?,
        None => base.model().lexicon.clone(),
    };
    let options = args.options();
    eprintln!("{}", report::plan(samples.len(), args.extend, &options));
    let from = args.extend.then(|| base.model());
    let model =
        train::train(&samples, &lexicon, from, &options, |progress, model| report::progress(progress, model, &dev));
    let bytes = model_file::write(&model).map_err(|error| Failure::new(error.to_string()))?;
    let whole = output.with_extension("part");
    std::fs::write(&whole, &bytes)
        .and_then(|()| std::fs::rename(&whole, output))
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}", output.display())))?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}: {} bytes, {} features", output.display(), bytes.len(), model.weights.len())
        .and_then(|()| if dev.is_empty() { Ok(()) } else { report::table(&Recognizer::new(model), &dev, &mut out) })
        .map_err(|error| Failure::output(&error))
}
