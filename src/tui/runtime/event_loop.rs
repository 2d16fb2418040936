//! The loop: wait, take in everything that came, draw once.

use std::io;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, never, select};
use crossterm::event::Event as Terminal;

use super::clipboard;
use super::input::{self, Incoming};
use super::terminal::Screen;
use crate::engine::{Corpus, CorpusEvent};
use crate::model::{Problem, ReaderMemory};
use crate::tui::app::{App, Setup};
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::update::{leave, update, which_key_due};
use crate::tui::view;

/// Between two frames that no key asked for.
const FRAME: Duration = Duration::from_millis(33);

/// How the reader ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The user left.
    Left,
    /// A signal with this number ended it.
    Signal(i32),
}

/// Runs the reader until it ends. The terminal is as before when this returns, or when it panics.
///
/// # Errors
/// Where there is no terminal, or it cannot be written to.
pub fn run(corpus: &Corpus, setup: Setup, memory: ReaderMemory, problems: Vec<Problem>) -> io::Result<Ended> {
    let mut screen = Screen::enter(setup.config.mouse)?;
    let incoming = input::start()?;
    let size = screen.size()?;
    let mut app = App::new(setup, memory, size);
    app.problems = problems;
    let effects = app.take_effects();
    let mut main = Loop { app, corpus, screen: &mut screen, start: Instant::now(), ended: None, shown: false };
    main.perform(effects)?;
    main.turn(&incoming)
}

/// Panics where a test wants to see what a panic leaves on the terminal; not in a release build.
fn fail_if_asked() {
    let asked = cfg!(debug_assertions) && std::env::var_os("DATELINE_TEST_PANIC").is_some();
    assert!(!asked, "asked for by DATELINE_TEST_PANIC");
}

struct Loop<'a> {
    app: App,
    corpus: &'a Corpus,
    screen: &'a mut Screen,
    start: Instant,
    ended: Option<Ended>,
    /// Whether a frame was drawn.
    shown: bool,
}

impl Loop<'_> {
    fn turn(&mut self, incoming: &Receiver<Incoming>) -> io::Result<Ended> {
        let mut drawn = Instant::now();
        // The first articles are a moment away: one frame with them beats an empty one before.
        let mut frame_at = Some(drawn + FRAME);
        loop {
            let asked = self.wait(incoming, frame_at)?;
            if let Some(ended) = self.ended {
                return Ok(ended);
            }
            let due = drawn + FRAME;
            if asked || Instant::now() >= due {
                self.draw()?;
                self.corpus.shown();
                self.shown = true;
                drawn = Instant::now();
                frame_at = None;
                fail_if_asked();
            } else {
                frame_at = Some(due);
            }
        }
    }

    /// Draws a frame of the size that the terminal has now. Where it changes meanwhile the frame is left empty: the news
    /// of it is on the way, and the next frame with it.
    fn draw(&mut self) -> io::Result<()> {
        let (width, height) = self.screen.size()?;
        if (width, height) != self.app.size {
            self.feed(Event::Resize(width, height))?;
        }
        let app = &self.app;
        self.screen.draw(|buf| {
            let same = (buf.area.width, buf.area.height) == app.size;
            if same { view::draw(app, buf) } else { None }
        })
    }

    /// Waits for something and takes in all that is there. Whether a frame should be drawn at once.
    fn wait(&mut self, incoming: &Receiver<Incoming>, until: Option<Instant>) -> io::Result<bool> {
        let which_key = which_key_due(&self.app)
            .filter(|due| *due > self.app.now)
            .map(|due| self.start + Duration::from_millis(due));
        let deadline = [until, which_key].into_iter().flatten().min();
        let timer = deadline.map_or_else(never, crossbeam_channel::at);
        let mut at_once = false;
        let events = self.corpus.events();
        select! {
            recv(incoming) -> next => {
                self.tick()?;
                at_once |= self.take(next.unwrap_or(Incoming::Gone))?;
            }
            recv(events) -> event => {
                self.tick()?;
                if let Ok(event) = event {
                    at_once |= self.news(event)?;
                }
            }
            recv(timer) -> _ => {
                self.tick()?;
                at_once = true;
            }
        }
        while self.ended.is_none() {
            if let Ok(next) = incoming.try_recv() {
                at_once |= self.take(next)?;
            } else if let Ok(event) = self.corpus.events().try_recv() {
                at_once |= self.news(event)?;
            } else {
                break;
            }
        }
        Ok(at_once)
    }

    fn tick(&mut self) -> io::Result<()> {
        let now = self.start.elapsed().as_millis() as u64;
        self.feed(Event::Tick(now))
    }

    /// Answers are what a key waits for; progress can wait for the next frame.
    fn news(&mut self, event: CorpusEvent) -> io::Result<bool> {
        let answer = matches!(event, CorpusEvent::Reply(..));
        self.feed(Event::Corpus(event))?;
        let (reader, now) = (&self.app.reader, self.app.progress);
        let something = reader.article.is_some() || !now.busy;
        // The first frame is that of the article which is the first when all are read, unless they take too long.
        let whole = !now.walking && now.articles + now.problems >= now.found && reader.pending.is_none();
        Ok(answer && something && (self.shown || whole))
    }

    fn take(&mut self, next: Incoming) -> io::Result<bool> {
        match next {
            Incoming::Terminal(Terminal::Key(key)) => self.feed(Event::Key(key))?,
            Incoming::Terminal(Terminal::Mouse(mouse)) => self.feed(Event::Mouse(mouse))?,
            Incoming::Terminal(Terminal::Paste(text)) => self.feed(Event::Paste(text))?,
            Incoming::Terminal(Terminal::Resize(width, height)) => self.feed(Event::Resize(width, height))?,
            Incoming::Terminal(_) => return Ok(false),
            Incoming::Gone => self.ended = Some(Ended::Signal(1)),
            Incoming::End(signal) => {
                let effects = leave(&mut self.app);
                self.perform(effects)?;
                self.ended = Some(Ended::Signal(signal));
            }
            Incoming::Sleep => self.perform(vec![Effect::Suspend])?,
            Incoming::Wake => self.perform(vec![Effect::Redraw])?,
        }
        Ok(true)
    }

    fn feed(&mut self, event: Event) -> io::Result<()> {
        let effects = update(&mut self.app, event);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Send(ticket, request) => self.corpus.send_as(ticket, request),
                Effect::Copy(text) => clipboard::copy(self.screen.out(), &text)?,
                Effect::Redraw => self.screen.clear()?,
                Effect::Suspend => {
                    self.screen.sleep()?;
                    let (width, height) = self.screen.size()?;
                    self.feed(Event::Resize(width, height))?;
                }
                Effect::Quit => self.ended = Some(self.ended.unwrap_or(Ended::Left)),
            }
        }
        Ok(())
    }
}
