//! The binary: parses the command line, runs it, and turns the outcome into an exit code.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use dateline::cli;

fn main() -> ExitCode {
    let cli = match cli::parse(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) => {
            cli::output::explain(&error);
            return ExitCode::from(if error.use_stderr() { 64 } else { 0 });
        }
    };
    match cli::run(cli) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(failure) => {
            cli::output::complain(&failure.message);
            ExitCode::from(failure.code)
        }
    }
}
