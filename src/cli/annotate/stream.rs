//! Each line on its own: lines are worked on in parallel and written in order; memory does not grow with the input.

use std::io::{self, BufRead, Write};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::input::{How, Line};
use super::output::{Kept, Numbers, failed_line, line};
use super::remarks::{Remark, Remarks};

/// Lines in flight for each thread.
const AHEAD: usize = 16;

/// A line of the output, and the message if it stands for a damaged one.
pub(super) type Damaged = (String, Option<String>);

/// A line of the output, and what is to be said of it.
struct Answer {
    number: u64,
    out: String,
    message: Option<String>,
    remarks: Vec<Remark>,
}

struct Job {
    number: u64,
    bytes: Vec<u8>,
    answer: Sender<Answer>,
}

/// Runs the filter. Returns the number of damaged lines.
///
/// # Errors
/// Reading or writing failed.
pub(super) fn run(mut source: Box<dyn BufRead + Send>, how: How<'_>, threads: usize) -> io::Result<u64> {
    thread::scope(|scope| {
        let (jobs, todo) = bounded::<Job>(threads * AHEAD);
        let (order, written) = bounded::<Receiver<Answer>>(threads * AHEAD);
        for _ in 0..threads {
            let todo = todo.clone();
            scope.spawn(move || {
                for job in todo {
                    // The writer may be gone: then nobody waits for the answer.
                    let _ = job.answer.send(annotate(&job.bytes, job.number, how));
                }
            });
        }
        drop(todo);
        let writer = scope.spawn(move || write(&written));
        let mut number = 0;
        let mut reading = Ok(());
        loop {
            let mut bytes = Vec::new();
            match read_line(source.as_mut(), &mut bytes) {
                Ok(false) => break,
                Ok(true) => {}
                Err(error) => {
                    reading = Err(error);
                    break;
                }
            }
            number += 1;
            let (answer, later) = bounded(1);
            if order.send(later).is_err() || jobs.send(Job { number, bytes, answer }).is_err() {
                break;
            }
        }
        drop((order, jobs));
        let damaged = writer.join().unwrap_or_else(|_| Err(io::Error::other("the writer failed")))?;
        reading.map(|()| damaged)
    })
}

/// Reads a line without its end; whether there was one.
pub(super) fn read_line(source: &mut dyn BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    if source.read_until(b'\n', bytes)? == 0 {
        return Ok(false);
    }
    while matches!(bytes.last(), Some(b'\n' | b'\r')) {
        bytes.pop();
    }
    Ok(true)
}

fn annotate(bytes: &[u8], number: u64, how: How<'_>) -> Answer {
    // Hostile text must cost its own line only.
    let outcome = std::panic::catch_unwind(|| {
        Line::read(strip_bom(bytes, number), how.names).map(|found| (resolve(&found, how), found.remarks))
    });
    match outcome.unwrap_or_else(|_| Err("the analysis failed; please report this text".to_owned())) {
        Ok((out, remarks)) => Answer { number, out, message: None, remarks },
        Err(message) => {
            let (out, message) = damaged(number, &message);
            Answer { number, out, message, remarks: Vec::new() }
        }
    }
}

/// The first line without a byte order mark.
pub(super) fn strip_bom(bytes: &[u8], number: u64) -> &[u8] {
    if number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) } else { bytes }
}

/// The answer to a damaged line.
pub(super) fn damaged(number: u64, message: &str) -> Damaged {
    let message = format!("line {number}: {message}");
    (failed_line(&message), Some(message))
}

fn resolve(found: &Line, how: How<'_>) -> String {
    let mut resolver = how.names.resolver();
    resolver.add(&found.document());
    let resolution = resolver.resolve();
    let of_mention = resolution.mentions.first().map_or(&[][..], Vec::as_slice);
    line(&Kept::of(found, how.text), of_mention, &resolution.entities, &mut Numbers::default())
}

/// Writes answers in order, and flushes whenever no other is waiting. Returns the number of damaged lines.
fn write(answers: &Receiver<Receiver<Answer>>) -> io::Result<u64> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut damaged = 0;
    let mut said = Remarks::default();
    for later in answers {
        let Ok(answer) = later.recv() else { continue };
        writeln!(out, "{}", answer.out)?;
        if let Some(message) = answer.message {
            damaged += 1;
            out.flush()?;
            eprintln!("dateline: {message}");
        }
        damaged += u64::from(said.say(answer.number, &answer.remarks));
        if answers.is_empty() {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(damaged)
}
