//! The reader without a terminal: keys in, the final screen out. The same `update` and the same `view`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::effect::Effect;
use super::event::Event;
use super::keymap::Key;
use super::update::update;
use super::view;
use crate::engine::{CorpusEvent, Request, Ticket};

/// One step of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A key.
    Key(Key),
    /// Text that is typed, letter by letter.
    Text(String),
    /// The terminal gets another size.
    Resize(u16, u16),
    /// So many milliseconds pass.
    Wait(u64),
}

/// Understands a script: names of keys, `"text to be typed"`, `resize:80x24`, `wait:500`, separated by spaces.
///
/// # Errors
/// Says which word is not understood, and what would be.
pub fn parse(script: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut rest = script.trim_start();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"')
            && !quoted.is_empty()
            && let Some(end) = quoted.find('"')
            && end > 0
        {
            steps.push(Step::Text(quoted.get(..end).unwrap_or("").to_owned()));
            rest = quoted.get(end + 1..).unwrap_or("").trim_start();
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        steps.push(step(word)?);
        rest = tail.trim_start();
    }
    Ok(steps)
}

fn step(word: &str) -> Result<Step, String> {
    if let Some(size) = word.strip_prefix("resize:") {
        return size_of(size).map(|(width, height)| Step::Resize(width, height));
    }
    if let Some(time) = word.strip_prefix("wait:") {
        return time.parse().map(Step::Wait).map_err(|_| format!("{word}: give milliseconds, as in wait:500"));
    }
    Key::parse(word).map(Step::Key).map_err(|why| match why.split_once("; for one key after the other") {
        Some((unknown, _)) => format!("{unknown}; separate keys with spaces, and put text to type in double quotes"),
        None => why,
    })
}

/// Understands `120x35`.
///
/// # Errors
/// Says what a size looks like.
pub fn size_of(text: &str) -> Result<(u16, u16), String> {
    let parsed = text.split_once(['x', 'X', '×']).and_then(|(width, height)| {
        let (width, height): (u16, u16) = (width.trim().parse().ok()?, height.trim().parse().ok()?);
        (width > 0 && height > 0 && width <= 1000 && height <= 1000).then_some((width, height))
    });
    parsed.ok_or_else(|| format!("{text} is not a size; give columns x rows, as in 120x35"))
}

/// What answers requests at once: the news that follow from each.
pub type Answer = Box<dyn FnMut(Ticket, Request) -> Vec<CorpusEvent>>;

/// The reader with a corpus that answers at once.
pub struct Driver {
    /// The reader.
    pub app: App,
    /// What was put on the clipboard, the newest last.
    pub copied: Vec<String>,
    /// Whether the reader has left.
    pub left: bool,
    corpus: Answer,
    now: u64,
}

impl Driver {
    /// Starts the reader.
    pub fn new(mut app: App, corpus: Answer) -> Self {
        let effects = app.take_effects();
        let mut driver = Self { app, copied: Vec::new(), left: false, corpus, now: 0 };
        driver.perform(effects);
        driver
    }

    /// Takes in an event and everything that follows from it.
    pub fn feed(&mut self, event: Event) {
        let effects = update(&mut self.app, event);
        self.perform(effects);
    }

    /// Takes in several events before any of them is answered, as when keys come faster than answers.
    pub fn feed_at_once(&mut self, events: impl IntoIterator<Item = Event>) {
        let effects = events.into_iter().flat_map(|event| update(&mut self.app, event)).collect();
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut queue: std::collections::VecDeque<Effect> = effects.into();
        while let Some(effect) = queue.pop_front() {
            match effect {
                Effect::Send(ticket, request) => {
                    for event in (self.corpus)(ticket, request) {
                        queue.extend(update(&mut self.app, Event::Corpus(event)));
                    }
                }
                Effect::Copy(text) => self.copied.push(text),
                Effect::Quit => self.left = true,
                Effect::Redraw | Effect::Suspend => {}
            }
        }
    }

    /// Plays a script, until its end or until the reader leaves.
    pub fn play(&mut self, steps: &[Step]) {
        for step in steps {
            if self.left {
                return;
            }
            match step {
                Step::Key(key) => self.press(key.code, key.mods),
                Step::Text(text) => {
                    for c in text.chars() {
                        self.press(KeyCode::Char(c), KeyModifiers::NONE);
                    }
                }
                Step::Resize(width, height) => self.feed(Event::Resize(*width, *height)),
                Step::Wait(time) => {
                    self.now += time;
                    self.feed(Event::Tick(self.now));
                }
            }
        }
    }

    fn press(&mut self, code: KeyCode, mods: KeyModifiers) {
        self.feed(Event::Key(KeyEvent::new(code, mods)));
    }

    /// The screen as it is now.
    pub fn screen(&self) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, self.app.size.0, self.app.size.1));
        view::draw(&self.app, &mut buf);
        buf
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, parse, size_of};
    use crate::tui::keymap::Key;

    #[test]
    fn scripts_are_understood() {
        let steps = parse("j ctrl-d \"zel en\" enter resize:80x24 wait:500 \"").unwrap();
        assert_eq!(steps[0], Step::Key(Key::parse("j").unwrap()));
        assert_eq!(steps[2], Step::Text("zel en".to_owned()));
        assert_eq!(steps[4..6], [Step::Resize(80, 24), Step::Wait(500)]);
        assert_eq!(steps[6], Step::Key(Key::parse("\"").unwrap()));
        assert!(parse("nonsensekey").is_err());
        assert!(size_of("0x3").is_err());
    }
}
