//! A first path that leads nowhere and looks like a command: options before a command are taken for its own, and for the rest it is
//! said what was meant.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::{CommandFactory, Parser};

use super::read::ReadArgs;
use super::{Cli, Failure, suggest};
use crate::text::sanitize_line;

/// The command line with the command first, where options stand before it: `dateline --library F index PATH`. A file of that name is
/// still opened.
#[must_use]
pub fn command_first(args: Vec<OsString>) -> Vec<OsString> {
    let option = |arg: &OsString| arg.as_encoded_bytes().starts_with(b"-") && arg != "-";
    if args.len() < 3 || !args.get(1).is_some_and(option) {
        return args;
    }
    let cli = Cli::command();
    let is_command = |arg: &OsStr| cli.get_subcommands().any(|known| arg == known.get_name());
    let only_options = |before: &[OsString]| {
        let parsed = Cli::try_parse_from(before);
        parsed.is_ok_and(|cli| cli.command.is_none() && cli.read.paths.is_empty())
    };
    let at = (2..args.len()).find(|at| {
        let command = args.get(*at).filter(|arg| is_command(arg) && Path::new(arg).symlink_metadata().is_err());
        command.is_some() && args.get(..*at).is_some_and(only_options)
    });
    let mut args = args;
    if let Some(part) = at.and_then(|at| args.get_mut(1..=at)) {
        part.rotate_right(1);
    }
    args
}

/// What to say where the first of the reader's paths was meant as a command.
#[must_use]
pub fn mistyped(args: &ReadArgs) -> Option<Failure> {
    let path = args.paths.first().filter(|path| path.symlink_metadata().is_err())?;
    let typed = path.to_str().filter(|typed| *typed != "-")?;
    // With a dot or a separator it was meant as a path.
    if !typed.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        return None;
    }
    let cli = Cli::command();
    let names = || cli.get_subcommands().map(clap::Command::get_name);
    if names().any(|name| name == typed) {
        return Some(Failure::usage(format!(
            "{typed}: no such file or folder; as a command it comes first: `dateline {typed} …`"
        )));
    }
    let near = suggest::nearest(typed, names().filter(|name| name.len().abs_diff(typed.len()) < 3));
    // Beside paths that are there it may well be one of a file that is gone: that is told, and the others are read.
    let others = args.paths.iter().skip(1).any(|path| path.symlink_metadata().is_ok());
    if near.is_empty() && others {
        return None;
    }
    let hint =
        if near.is_empty() { " `dateline --help` lists the commands.".to_owned() } else { suggest::question(&near) };
    Some(Failure::usage(format!("{}: neither a file or folder nor a command.{hint}", sanitize_line(typed))))
}

#[cfg(test)]
mod tests {
    use super::{ReadArgs, mistyped};

    fn said(typed: &str) -> Option<String> {
        mistyped(&ReadArgs { paths: vec![typed.into(), "foo".into()], ..ReadArgs::default() }).map(|f| f.message)
    }

    #[test]
    fn options_before_a_command_are_its_own() {
        let first = |line: &str| {
            let args = super::command_first(line.split(' ').map(Into::into).collect());
            args.into_iter().map(|arg| arg.into_string().unwrap()).collect::<Vec<_>>().join(" ")
        };
        for (typed, meant) in [
            ("dateline --library l.db index art --quiet", "dateline index --library l.db art --quiet"),
            ("dateline --library=l.db --outlet who who --json", "dateline who --library=l.db --outlet who --json"),
            ("dateline who --find list", "dateline who --find list"),
            ("dateline --library index", "dateline --library index"),
            ("dateline --plain src who", "dateline --plain src who"),
            ("dateline", "dateline"),
        ] {
            assert_eq!(first(typed), meant);
        }
    }

    #[test]
    fn words_that_are_no_commands() {
        assert!(said("search").is_some_and(|m| m.ends_with("it comes first: `dateline search …`")));
        assert!(said("mentoins").is_some_and(|m| m.ends_with("Did you mean “mentions”?")));
        assert!(said("frobnicate").is_some_and(|m| m.ends_with("`dateline --help` lists the commands.")));
        for path in ["-", "src", "./search", "no/such/folder", "no-such.txt"] {
            assert_eq!(said(path), None, "{path}");
        }
        let beside =
            |typed: &str| mistyped(&ReadArgs { paths: vec![typed.into(), "src".into()], ..ReadArgs::default() });
        assert!(beside("frobnicate").is_none() && beside("mentoins").is_some());
    }
}
