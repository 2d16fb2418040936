//! Keys and actions while a box is open.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{copy, filter, help, memory, picker, prompt, repair};
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay, Scroll};
use crate::tui::layout::boxes;
use crate::tui::state::Input;

/// An action while a box is open. Whether the box took it; what it does not take is not done beneath it, but for
/// leaving the program and drawing anew.
pub fn act(app: &mut App, action: Action) -> bool {
    if matches!(action, Action::Quit | Action::Redraw | Action::Suspend | Action::UndoOrSuspend) {
        return false;
    }
    let told =
        matches!(app.overlay(), Some(Overlay::Filter(_) | Overlay::Repair(_) | Overlay::Problems(_) | Overlay::Why(_)));
    if action == Action::Help && told {
        help::open(app);
        return true;
    }
    match app.overlay() {
        Some(Overlay::Picker(_)) => picker::act(app, action),
        Some(Overlay::Filter(_)) => filter::act(app, action),
        Some(Overlay::Help(_)) => help::act(app, action),
        Some(Overlay::Prompt(_)) => prompt::act(app, action),
        Some(Overlay::Repair(_)) => repair::act(app, action),
        Some(Overlay::Problems(_) | Overlay::Why(_)) => scroll(app, action),
        Some(Overlay::Welcome) => {
            welcomed(app);
            return matches!(action, Action::Enter | Action::Escape | Action::Back);
        }
        Some(Overlay::ConfirmQuit) => confirm(app, action),
        None => return false,
    };
    true
}

/// Any key takes the first-run box away for good; the key does what it does.
pub fn welcomed(app: &mut App) {
    app.overlays.pop();
    app.memory.welcomed = true;
    memory::remember(app);
}

fn confirm(app: &mut App, action: Action) -> bool {
    app.overlays.pop();
    if matches!(action, Action::Back | Action::Enter) {
        memory::quit(app);
    }
    true
}

fn scroll(app: &mut App, action: Action) -> bool {
    if action == Action::Copy {
        copy::copy_box(app);
        return true;
    }
    let (rows, height) = boxes::scroll_extent(app);
    let Some(Overlay::Problems(Scroll { top }) | Overlay::Why(Scroll { top })) = app.overlays.last_mut() else {
        return false;
    };
    let last = rows.saturating_sub(height);
    match action {
        Action::Down => *top = (*top + 1).min(last),
        Action::Up => *top = top.saturating_sub(1),
        Action::PageDown | Action::HalfDown => *top = (*top + height).min(last),
        Action::PageUp | Action::HalfUp => *top = top.saturating_sub(height),
        Action::Top => *top = 0,
        Action::Bottom => *top = last,
        _ => {
            app.overlays.pop();
        }
    }
    true
}

/// The line being typed in the topmost box.
fn input(app: &mut App) -> Option<&mut Input> {
    match app.overlays.last_mut()? {
        Overlay::Picker(picker) => Some(&mut picker.input),
        Overlay::Help(help) => Some(&mut help.input),
        Overlay::Prompt(prompt) => Some(&mut prompt.input),
        _ => None,
    }
}

/// The line has changed.
fn changed(app: &mut App) {
    match app.overlays.last_mut() {
        Some(Overlay::Picker(_)) => picker::ask(app),
        Some(Overlay::Help(help)) => help.filter(),
        Some(Overlay::Prompt(_)) => prompt::changed(app),
        _ => {}
    }
}

/// A key that is bound to nothing here: it is typed, or it closes a box that only tells something.
pub fn type_key(app: &mut App, key: KeyEvent) {
    match app.overlay() {
        Some(Overlay::ConfirmQuit) => {
            app.overlays.pop();
            return;
        }
        Some(Overlay::Repair(_)) => return repair::typed(app, key),
        None => return,
        _ => {}
    }
    // In a picker or the help one deletes what was typed and looks at everything; only a line of its own goes away.
    let is_line = matches!(app.overlay(), Some(Overlay::Prompt(_)));
    let Some(line) = input(app) else { return };
    let before = line.clone();
    let was_empty = !edit(line, key);
    let text_changed = line.text() != before.text();
    if is_line && was_empty && key.code == KeyCode::Backspace && before.text().is_empty() {
        act(app, Action::Escape);
    } else if text_changed {
        changed(app);
    }
}

/// The usual editing keys. `false` where there was nothing to take away.
fn edit(line: &mut Input, key: KeyEvent) -> bool {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    match key.code {
        KeyCode::Char('w') if control => line.delete_word(),
        KeyCode::Backspace if alt || control => line.delete_word(),
        KeyCode::Char('u') if control => line.clear_before(),
        KeyCode::Char('a') if control => line.home(),
        KeyCode::Char('e') if control => line.end(),
        KeyCode::Char('h') if control => return line.backspace(),
        KeyCode::Backspace => return line.backspace(),
        KeyCode::Delete => line.delete(),
        KeyCode::Left => line.left(),
        KeyCode::Right => line.right(),
        KeyCode::Home => line.home(),
        KeyCode::End => line.end(),
        KeyCode::Char(c) if !control && !alt => line.insert(c),
        _ => {}
    }
    true
}

/// Pasted text goes into the line that is being typed.
pub fn paste(app: &mut App, text: &str) {
    if let Some(line) = input(app) {
        line.paste(text);
        changed(app);
    }
}
