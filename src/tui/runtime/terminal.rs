//! The terminal while the reader has it, and giving it back whatever happens.

use std::io::{self, BufWriter, Stdout, Write};
use std::mem::ManuallyDrop;
use std::panic;
use std::sync::Once;

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect};

/// The screen. Dropping it gives the terminal back.
pub struct Screen {
    /// Never dropped: it would complain on standard error, where a terminal that is gone cannot hear it.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<BufWriter<Stdout>>>>,
    mouse: bool,
    /// By row of the last frame: whether it held what terminals do not agree on.
    unsure: Vec<bool>,
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, and the mouse if it is wanted. A panic gives it
    /// back before its message is printed.
    ///
    /// # Errors
    /// Where there is no terminal.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        hook();
        take(mouse)?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        match Terminal::new(backend) {
            Ok(terminal) => Ok(Self { terminal: ManuallyDrop::new(terminal), mouse, unsure: Vec::new() }),
            Err(error) => {
                restore();
                Err(error)
            }
        }
    }

    /// Columns and rows.
    ///
    /// # Errors
    /// Where the terminal cannot be asked.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        self.terminal.size().map(|size| (size.width, size.height))
    }

    /// Draws a frame in one synchronized update.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn draw(&mut self, view: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let unsure = &mut self.unsure;
        self.terminal.draw(|frame| {
            if let Some(cell) = view(frame.buffer_mut()) {
                frame.set_cursor_position(cell);
            }
            repaint(frame.buffer_mut(), unsure);
        })?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Forgets what is on the screen, so that the next frame is drawn whole.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn clear(&mut self) -> io::Result<()> {
        // Not `Terminal::clear`: it asks the terminal where the cursor is, and the thread that waits for keys would take
        // the answer away.
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }

    /// Writes past the frame.
    pub fn out(&mut self) -> &mut impl Write {
        self.terminal.backend_mut()
    }

    /// Gives the terminal back for as long as the process sleeps, and takes it again.
    ///
    /// # Errors
    /// Where the terminal cannot be taken again.
    pub fn sleep(&mut self) -> io::Result<()> {
        restore();
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        take(self.mouse)?;
        self.clear()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Has the rows written whole on which the terminal may have drawn more cells than were counted, in this frame or the
/// last (`unsure`, by row): joined emoji and flags are of different widths from terminal to terminal, and what stands out
/// would stay when the page turns.
fn repaint(buf: &mut Buffer, unsure: &mut Vec<bool>) {
    let width = usize::from(buf.area.width).max(1);
    unsure.resize(usize::from(buf.area.height), false);
    for (row, before) in buf.content.chunks_mut(width).zip(unsure) {
        let now = row.iter().any(|cell| is_unsure(cell.symbol()));
        if std::mem::replace(before, now) || now {
            for cell in row.iter_mut().filter(|cell| cell.diff_option == CellDiffOption::None) {
                cell.diff_option = CellDiffOption::AlwaysUpdate;
            }
        }
    }
}

/// Joined emoji, flags, skin colours, signs asked to be emoji.
fn is_unsure(symbol: &str) -> bool {
    symbol.len() > 4
        && symbol.chars().any(
            |c| matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}'),
        )
}

fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = io::stdout();
    execute!(out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
    if mouse { execute!(out, EnableMouseCapture) } else { Ok(()) }
}

/// Everything as it was. Errors are of no use to anyone here.
fn restore() {
    let mut out = io::stdout();
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
}

fn hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            // A worker's panic is caught and told on the screen; only the end of the program gives the terminal back.
            if std::thread::current().name() == Some("main") {
                restore();
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::repaint;

    #[test]
    fn rows_with_joined_emoji_are_written_whole_and_once_more_when_they_go() {
        let area = Rect::new(0, 0, 8, 2);
        let mut unsure = Vec::new();
        let mut frame = |words: &str| {
            let mut buf = Buffer::empty(area);
            buf.set_string(0, 1, words, Style::new());
            repaint(&mut buf, &mut unsure);
            buf
        };
        let (plain, family) = (frame("one"), frame("👩‍👩‍👧 one"));
        assert_eq!(
            plain.diff(&family).iter().filter(|(_, y, _)| *y == 1).count(),
            7,
            "eight cells, one of them covered"
        );
        let after = frame("one");
        assert_eq!(family.diff(&after).iter().filter(|(_, y, _)| *y == 1).count(), 8);
        assert!(family.diff(&after).iter().all(|(_, y, _)| *y == 1), "other rows are left alone");
    }
}
