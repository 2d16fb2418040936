//! What is shown while indexing: a bar on a terminal, a line now and then elsewhere.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::output::{complain, count};
use crate::engine::indexer::IndexProgress;

/// Between two lines where there is no terminal.
const LINES: Duration = Duration::from_secs(5);
/// From so many columns on there is room for a bar; below, a line that would not fit is cut.
const WIDE: u16 = 70;
const NARROW: &str = "{percent:>3} %  {eta}  {wide_msg}";
/// Without a bar's worth of work none is shown.
const PATIENCE: Duration = Duration::from_millis(300);

/// Shows how far it is.
#[derive(Debug)]
pub struct Meter {
    bar: Option<ProgressBar>,
    quiet: bool,
    begun: Instant,
    last: Instant,
    styled: bool,
}

impl Meter {
    /// Whether a bar is shown.
    pub fn is_shown(quiet: bool) -> bool {
        !quiet && std::io::stderr().is_terminal()
    }

    /// A meter; silent where that is wanted.
    pub fn new(quiet: bool) -> Self {
        let now = Instant::now();
        let bar = Self::is_shown(quiet).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
            bar.set_style(style("{spinner} {wide_msg}"));
            bar
        });
        Self { bar, quiet, begun: now, last: now, styled: false }
    }

    /// How far reading is.
    pub fn progress(&mut self, progress: &IndexProgress) {
        let rate = progress.articles as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        let words = format!("{}, {rate:.0}/s", count(progress.articles as usize, "article"));
        if let Some(bar) = &self.bar {
            if self.begun.elapsed() < PATIENCE {
                return;
            }
            if progress.total > 0 && !self.styled {
                let wide = terminal_size::terminal_size().is_none_or(|(width, _)| width.0 >= WIDE);
                bar.set_style(style(if wide { "{bar:30} {percent:>3} %  {msg}  {eta} left" } else { NARROW }));
                self.styled = true;
            }
            bar.set_length(progress.total.max(progress.bytes).max(1));
            bar.set_position(progress.bytes);
            bar.set_message(words);
        } else if !self.quiet && self.last.elapsed() >= LINES {
            self.last = Instant::now();
            complain(&format!("{words}, {} so far", count(progress.files as usize, "file")));
        }
    }

    /// How far tying names is.
    pub fn naming(&mut self, done: u64, all: u64) {
        if let Some(bar) = &self.bar
            && self.begun.elapsed() >= PATIENCE
        {
            bar.set_style(style("{spinner} {wide_msg}"));
            bar.set_message(format!("linking names: {done} of {all} articles"));
            bar.tick();
        } else if !self.quiet && self.last.elapsed() >= LINES {
            self.last = Instant::now();
            complain(&format!("linking names: {done} of {all} articles so far"));
        }
    }

    /// Says something beside the bar.
    pub fn aside(&mut self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
