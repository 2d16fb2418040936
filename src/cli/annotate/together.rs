//! All lines as one corpus: names are found in parallel, entities resolved over everything, then the lines are written.

use std::io::{self, BufRead, Write};

use rayon::prelude::*;

use super::input::{How, Line};
use super::output::{Kept, Numbers, line};
use super::remarks::Remarks;
use super::stream::{damaged, read_line, strip_bom};
use crate::nlp::Resolver;

/// Lines read before they are analysed together.
const BATCH: usize = 512;

/// Runs it. Returns the number of damaged lines.
///
/// # Errors
/// Reading or writing failed.
pub(super) fn run(mut source: Box<dyn BufRead + Send>, how: How<'_>, threads: usize) -> io::Result<u64> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)?;
    let mut resolver = how.names.resolver();
    // For each line what is kept of it, or the answer to a damaged one.
    let mut lines: Vec<Result<Kept, String>> = Vec::new();
    let mut bad = 0;
    let mut said = Remarks::default();
    let mut more = true;
    while more {
        let mut batch: Vec<Vec<u8>> = Vec::new();
        while more && batch.len() < BATCH {
            let mut bytes = Vec::new();
            more = read_line(source.as_mut(), &mut bytes)?;
            if more {
                batch.push(bytes);
            }
        }
        let first = lines.len() as u64 + 1;
        let read = |(at, bytes): (usize, &Vec<u8>)| {
            let number = first + at as u64;
            let outcome = std::panic::catch_unwind(|| Line::read(strip_bom(bytes, number), how.names));
            outcome
                .unwrap_or_else(|_| Err("the analysis failed; please report this text".to_owned()))
                .map_err(|message| damaged(number, &message))
        };
        let found: Vec<_> = pool.install(|| batch.par_iter().enumerate().map(read).collect());
        for result in found {
            lines.push(match result {
                Ok(found) => {
                    bad += u64::from(said.say(lines.len() as u64 + 1, &found.remarks));
                    resolver.add(&found.document());
                    Ok(Kept::of(&found, how.text))
                }
                Err((out, message)) => {
                    bad += 1;
                    eprintln!("dateline: {}", message.unwrap_or_default());
                    Err(out)
                }
            });
        }
    }
    write(&lines, &resolver)?;
    Ok(bad)
}

fn write(lines: &[Result<Kept, String>], resolver: &Resolver) -> io::Result<()> {
    let resolution = resolver.resolve();
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut numbers = Numbers::default();
    let mut of_mention = resolution.mentions.iter();
    for kept in lines {
        match kept {
            Ok(kept) => {
                let row = of_mention.next().map_or(&[][..], Vec::as_slice);
                writeln!(out, "{}", line(kept, row, &resolution.entities, &mut numbers))?;
            }
            Err(answer) => writeln!(out, "{answer}")?,
        }
    }
    out.flush()
}
