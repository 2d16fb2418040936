//! Says how training goes and how a model scores.

use std::io::{self, IsTerminal, Write};

use super::input::Set;
use crate::model::{EntityKind, Zone, ZoneKind};
use crate::nlp::Recognizer;
use crate::nlp::eval::{Scores, trim};
use crate::nlp::model::Model;
use crate::nlp::train::{Options, Progress};
use crate::text::Span;

/// What is about to be done, for people.
pub fn plan(texts: usize, extend: bool, options: &Options) -> String {
    let Options { passes, step, seed, average, dropout, recase, unlisted, keep, .. } = options;
    let start = if extend { "going on from a model" } else { "from nothing" };
    let second = if options.second { ", then a second pass over each text" } else { "" };
    format!(
        "{texts} texts, {start}: {passes} passes (the last {average} averaged) with step {step}, seed {seed}, dropout {dropout}, \
         recased {recase}, unlisted {unlisted}, at most {keep} features kept{second}"
    )
}

/// Says what goes on: each pass with the scores of its model on `dev`.
pub fn progress(progress: Progress, model: Option<&Model>, dev: &[Set]) {
    let mut err = io::stderr();
    match progress {
        Progress::Encoded(tokens, features) => eprintln!("{tokens} tokens, {features} features"),
        Progress::Half(half) => eprintln!("second pass: half {half} of 2 is read"),
        // Only where someone looks on.
        Progress::Sentences(pass, done, all) if err.is_terminal() => {
            let _ = write!(err, "\rpass {pass}: {done} of {all} sentences").and_then(|()| err.flush());
        }
        Progress::Sentences(..) => {}
        Progress::Pass(pass, loss) => {
            eprintln!("\rpass {pass}: loss {loss:.4}                    ");
            if let Some(model) = model.filter(|_| !dev.is_empty()) {
                line(&Recognizer::new(model.clone()), dev);
            }
        }
    }
}

/// Whether a set marks names of the kind `Other`; if not, they are neither right nor wrong.
fn marks_other(set: &Set) -> bool {
    set.samples.iter().any(|sample| sample.names.iter().any(|(_, kind)| *kind == EntityKind::Other))
}

fn score(recognizer: &Recognizer, set: &Set) -> Scores {
    let other = marks_other(set);
    let mut scores = Scores::default();
    for sample in &set.samples {
        scores.add(&sample.text, &sample.names, &found(recognizer, &sample.text), other);
    }
    scores
}

/// Every missed (`-`) and wrong (`+`) name with its type and what stands around it, one a line. What the scores forgive is
/// not listed.
pub fn mistakes(recognizer: &Recognizer, sets: &[Set], out: &mut impl Write) -> io::Result<()> {
    for set in sets {
        let other = marks_other(set);
        for sample in &set.samples {
            let mut found = found(recognizer, &sample.text);
            found.retain(|(_, kind)| other || *kind != EntityKind::Other);
            let trimmed = |(span, kind): &(Span, EntityKind)| (trim(&sample.text, *span), *kind);
            for (sign, these, those) in [('-', &sample.names, &found), ('+', &found, &sample.names)] {
                for (span, kind) in these {
                    if those.iter().any(|that| trimmed(that) == trimmed(&(*span, *kind))) {
                        continue;
                    }
                    let around = around(&sample.text, *span);
                    writeln!(
                        out,
                        "{}\t{sign}\t{}\t{}\t{around}",
                        set.name,
                        kind.label(),
                        one_line(span.of(&sample.text))
                    )?;
                }
            }
        }
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A span in brackets, with some words on both sides.
fn around(text: &str, span: Span) -> String {
    let left: String = text.get(..span.start as usize).unwrap_or("").chars().rev().take(50).collect();
    let left: String = left.chars().rev().collect();
    let right: String = text.get(span.end as usize..).unwrap_or("").chars().take(40).collect();
    one_line(&format!("{left}[{}]{right}", span.of(text)))
}

fn found(recognizer: &Recognizer, text: &str) -> Vec<(Span, EntityKind)> {
    let zone = Zone { span: Span::new(0, text.len() as u32), kind: ZoneKind::Body };
    recognizer.recognize(text, &[zone]).mentions.iter().map(|name| (name.span, name.kind)).collect()
}

/// F1 of each set on one line.
fn line(recognizer: &Recognizer, sets: &[Set]) {
    let (mut words, mut mean) = (Vec::new(), 0.0);
    for set in sets {
        let scores = score(recognizer, set);
        mean += scores.all().f1() / sets.len() as f64;
        words.push(format!("{} {:.1}/{:.1}", set.name, scores.all().f1(), scores.without_other().f1()));
    }
    eprintln!("  {} mean {mean:.2}", words.join("  "));
}

/// How often names are right, by how sure the recogniser was of them.
pub fn calibration(recognizer: &Recognizer, sets: &[Set], out: &mut impl Write) -> io::Result<()> {
    let mut bins = [(0usize, 0usize, 0.0f64); 10];
    for set in sets {
        let other = marks_other(set);
        for sample in &set.samples {
            let zone = Zone { span: Span::new(0, sample.text.len() as u32), kind: ZoneKind::Body };
            for name in recognizer.recognize(&sample.text, &[zone]).mentions {
                if !other && name.kind == EntityKind::Other {
                    continue;
                }
                let sure = f64::from(name.score) / 255.0;
                let Some(bin) = bins.get_mut((sure * 10.0).min(9.0) as usize) else { continue };
                bin.0 += 1;
                bin.1 += usize::from(sample.names.contains(&(name.span, name.kind)));
                bin.2 += sure;
            }
        }
    }
    writeln!(out, "sure of a name, on average, and right:")?;
    for (count, right, sure) in bins.into_iter().filter(|bin| bin.0 > 0) {
        let share = |part: f64| part * 100.0 / count as f64;
        writeln!(out, "{:>5.1} % {:>5.1} % of {count}", share(sure), share(right as f64))?;
    }
    Ok(())
}

/// The table of all sets and types.
pub fn table(recognizer: &Recognizer, sets: &[Set], out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{:<12} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "F1", "names", "all", "-MISC", "span", "PER", "ORG", "LOC", "MISC", "P/R"
    )?;
    let mut total = Scores::default();
    for set in sets {
        let scores = score(recognizer, set);
        row(&set.name, &scores, out)?;
        total.merge(&scores);
    }
    if sets.len() > 1 {
        row("together", &total, out)?;
    }
    Ok(())
}

fn row(name: &str, scores: &Scores, out: &mut impl Write) -> io::Result<()> {
    let all = scores.all();
    let [person, organisation, place, other] = scores.kinds.map(|counts| counts.f1());
    writeln!(
        out,
        "{name:<12} {:>6} {:>6.2} {:>6.2} {:>6.2} {person:>6.2} {organisation:>6.2} {place:>6.2} {other:>6.2} {:>5.1}/{:.1}",
        all.right + all.missed,
        all.f1(),
        scores.without_other().f1(),
        scores.spans.f1(),
        all.precision(),
        all.recall(),
    )
}
