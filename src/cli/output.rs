//! How answers are written: as a table for people, numbered lines, JSON, JSON Lines or TSV.
//!
//! Everything goes through [`Out`], which knows whether someone sits at a terminal, and through the sanitiser where it
//! is for people. JSON keeps the values as they are and escapes what it must.

pub mod table;

use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;

use super::Failure;
use crate::text::{sanitize, sanitize_line};
pub use table::{Align, Cell, Column, Table};

/// Options that say in which form the answer comes.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[command(next_help_heading = "Output")]
#[allow(clippy::struct_excessive_bools, reason = "four flags of which the command line lets one through")]
pub struct OutputArgs {
    /// Numbered lines without boxes, columns or colour
    #[arg(long, group = "form")]
    plain: bool,
    /// One JSON document
    #[arg(long, group = "form")]
    json: bool,
    /// One JSON object a line
    #[arg(long, group = "form")]
    jsonl: bool,
    /// Tab-separated values under a header; tabs and line breaks in values become spaces
    #[arg(long, group = "form")]
    tsv: bool,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table made to be read.
    Table,
    /// Numbered lines.
    Plain,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// A header and rows.
    Tsv,
}

impl OutputArgs {
    /// The form that was asked for.
    #[must_use]
    pub const fn format(self) -> Format {
        match self {
            Self { plain: true, .. } => Format::Plain,
            Self { json: true, .. } => Format::Json,
            Self { jsonl: true, .. } => Format::JsonLines,
            Self { tsv: true, .. } => Format::Tsv,
            _ => Format::Table,
        }
    }
}

/// Whether standard output is a terminal that can place its cursor.
#[must_use]
pub fn at_terminal() -> bool {
    io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Whether standard output takes colour: a terminal, and `NO_COLOR` not set to anything.
#[must_use]
pub fn takes_colour() -> bool {
    at_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Says something on standard error, under the program's name. Says nothing where the text is empty or nobody listens. It may
/// hold what a user typed: no control character of that reaches the terminal.
pub fn complain(text: &str) {
    if !text.is_empty() {
        let _ = writeln!(io::stderr().lock(), "dateline: {}", sanitize(text));
    }
}

/// Says what is wrong with a command line, or the help that was asked for. What was typed may hold control characters: then it
/// is told plainly, without them.
pub fn explain(error: &clap::Error) {
    let plain = error.render().to_string();
    // Nothing can be done where even this cannot be written.
    let _ = if plain.chars().any(|c| c.is_control() && c != '\n') {
        writeln!(io::stderr().lock(), "{}", sanitize(&plain))
    } else {
        error.print()
    };
}

/// Where an answer goes, and what is there.
pub struct Out {
    sink: Box<dyn Write>,
    /// Whether styles may be used.
    pub colour: bool,
    /// Width of the terminal in cells; `None` where lines may be as long as they like.
    pub width: Option<usize>,
}

impl Out {
    /// Standard output.
    #[must_use]
    pub fn stdout() -> Self {
        let width = if at_terminal() { terminal_size::terminal_size().map(|(width, _)| width.0.into()) } else { None };
        Self { sink: Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock())), colour: takes_colour(), width }
    }

    /// Any sink, as a pipe is written to.
    #[must_use]
    pub fn plain(sink: Box<dyn Write>) -> Self {
        Self { sink, colour: false, width: None }
    }

    /// Writes a line that is fit for a terminal already.
    ///
    /// # Errors
    /// Where the sink takes no more.
    pub fn line(&mut self, line: &str) -> Result<(), Failure> {
        writeln!(self.sink, "{line}").map_err(|error| Failure::output(&error))
    }

    /// Writes bytes as they are.
    ///
    /// # Errors
    /// Where the sink takes no more.
    pub fn raw(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.sink.write_all(bytes).map_err(|error| Failure::output(&error))
    }

    /// Writes a value as one line of JSON.
    ///
    /// # Errors
    /// Where the sink takes no more.
    pub fn json_line(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        serde_json::to_writer(&mut self.sink, value).map_err(|error| Failure::output(&error.into()))?;
        self.line("")
    }

    /// Writes a value as an indented JSON document.
    ///
    /// # Errors
    /// Where the sink takes no more.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        serde_json::to_writer_pretty(&mut self.sink, value).map_err(|error| Failure::output(&error.into()))?;
        self.line("")
    }

    /// Writes a row of tab-separated values.
    ///
    /// # Errors
    /// Where the sink takes no more.
    pub fn tsv<T: AsRef<str>>(&mut self, fields: impl IntoIterator<Item = T>) -> Result<(), Failure> {
        let fields: Vec<_> = fields.into_iter().map(|field| sanitize_line(field.as_ref())).collect();
        self.line(&fields.join("\t"))
    }

    /// Writes a table as wide as the terminal lets it be.
    ///
    /// # Errors
    /// Where the sink takes no more.
    pub fn table(&mut self, table: &Table) -> Result<(), Failure> {
        for line in table.lines(self.width, self.colour) {
            self.line(&line)?;
        }
        Ok(())
    }

    /// Ends the answer: what was written is on its way.
    ///
    /// # Errors
    /// Where the sink takes no more.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.sink.flush().map_err(|error| Failure::output(&error))
    }
}

/// A record that can be written in every form but as a table.
pub trait Record: Serialize {
    /// Values for a row of TSV.
    fn fields(&self) -> Vec<String>;
    /// The line for `--plain`, without its number.
    fn sentence(&self) -> String;
}

/// Writes records in any form: `table` makes the table, `head` heads the TSV.
///
/// # Errors
/// Where standard output takes no more.
pub fn write_records<R: Record>(
    out: &mut Out,
    format: Format,
    records: &[R],
    head: &[&str],
    table: impl FnOnce(&[R]) -> Table,
) -> Result<(), Failure> {
    match format {
        Format::Table => out.table(&table(records)),
        Format::Plain => records.iter().zip(1..).try_for_each(|(record, n)| out.numbered(n, &record.sentence())),
        Format::Json => out.json(&records),
        Format::JsonLines => records.iter().try_for_each(|record| out.json_line(record)),
        Format::Tsv => {
            out.tsv(head)?;
            records.iter().try_for_each(|record| out.tsv(record.fields()))
        }
    }
}

impl Out {
    /// Writes a numbered line of plain text.
    ///
    /// # Errors
    /// Where the sink takes no more.
    pub fn numbered(&mut self, number: usize, text: &str) -> Result<(), Failure> {
        self.line(&format!("{number}. {}", sanitize_line(text)))
    }
}

/// `1 article`, `2 articles`: a number with its noun.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    match (number, noun) {
        (1, _) => format!("1 {noun}"),
        (_, "person") => format!("{number} people"),
        _ => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use super::{Format, Out, OutputArgs, Record, count, write_records};
    use crate::cli::output::{Column, Table};

    /// A sink to look into.
    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no panic elsewhere").write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[derive(serde::Serialize)]
    struct Pair {
        name: &'static str,
        number: u32,
    }

    impl Record for Pair {
        fn fields(&self) -> Vec<String> {
            vec![self.name.to_owned(), self.number.to_string()]
        }

        fn sentence(&self) -> String {
            format!("{}: {}", self.name, self.number)
        }
    }

    fn written(format: Format) -> String {
        let sink = Shared::default();
        let mut out = Out::plain(Box::new(sink.clone()));
        let pairs = [Pair { name: "a\tb\n\u{1b}[2Jc", number: 1 }, Pair { name: "d", number: 2 }];
        let table = |rows: &[Pair]| {
            let mut table = Table::new(vec![Column::left("NAME"), Column::right("N")]);
            for row in rows {
                table.row(vec![row.name.into(), row.number.to_string().into()]);
            }
            table
        };
        write_records(&mut out, format, &pairs, &["name", "number"], table).expect("memory takes all");
        out.finish().expect("memory takes all");
        let bytes = sink.0.lock().expect("no panic elsewhere").clone();
        String::from_utf8(bytes).expect("we write UTF-8")
    }

    #[test]
    fn no_form_lets_a_name_command_the_terminal() {
        for format in [Format::Table, Format::Plain, Format::Json, Format::JsonLines, Format::Tsv] {
            assert!(!written(format).contains('\u{1b}'), "{format:?}");
        }
    }

    #[test]
    fn forms() {
        assert_eq!(written(Format::Tsv), "name\tnumber\na b \u{fffd}[2Jc\t1\nd\t2\n");
        assert_eq!(written(Format::Plain), "1. a b \u{fffd}[2Jc: 1\n2. d: 2\n");
        assert_eq!(written(Format::JsonLines).lines().nth(1), Some(r#"{"name":"d","number":2}"#));
        let json: serde_json::Value = serde_json::from_str(&written(Format::Json)).expect("JSON");
        assert_eq!(json[0]["name"], "a\tb\n\u{1b}[2Jc");
    }

    #[test]
    fn a_table_is_what_nobody_asked_for() {
        assert_eq!(OutputArgs::default().format(), Format::Table);
    }

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!((count(1, "outlet"), count(0, "outlet")), ("1 outlet".into(), "0 outlets".into()));
        assert_eq!((count(1, "person"), count(2, "person")), ("1 person".into(), "2 people".into()));
    }
}
