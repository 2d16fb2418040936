//! A first path that leads nowhere and looks like a command: what is said then.

use clap::CommandFactory;

use super::read::ReadArgs;
use super::{Cli, Failure, suggest};
use crate::text::sanitize_line;

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
