//! The prompt in the status row: `/` finds while one types, `:` takes commands, and an outlet can be named.

use super::{act, entity, filter, find, list, memory, open as opening, page, picker, repair};
use crate::config::quote;
use crate::engine::{OutletRow, Request};
use crate::model::{EntityKind, EntityRef, OutletFilter, Place};
use crate::text::fold;
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay};
use crate::tui::command::{Candidates, Command, complete, made_whole, outlets_named};
use crate::tui::state::{Prompt, PromptKind};

/// Opens the prompt.
pub fn open(app: &mut App, kind: PromptKind) {
    let mut prompt = Prompt::new(kind, app.reader.view());
    // What was said before can be changed, or taken back by emptying the line.
    if kind == PromptKind::Outlet
        && let Some(given) = memory::given_outlet(app)
    {
        prompt.input.set(&given);
    }
    if kind == PromptKind::Tags {
        let tags = memory::own_tags(app).into_iter().collect::<Vec<_>>().join(", ");
        prompt.input.set(&tags);
    }
    app.overlays.push(Overlay::Prompt(Box::new(prompt)));
    changed(app);
}

/// Opens the command line with the beginning of a command.
pub fn open_with(app: &mut App, text: &str) {
    open(app, PromptKind::Command);
    if let Some(prompt) = prompt(app) {
        prompt.input.set(text);
    }
    changed(app);
}

fn prompt(app: &mut App) -> Option<&mut Prompt> {
    match app.overlays.last_mut() {
        Some(Overlay::Prompt(prompt)) => Some(prompt),
        _ => None,
    }
}

/// The line has changed: find while typing, completions anew.
pub fn changed(app: &mut App) {
    let Some(prompt) = prompt(app) else { return };
    prompt.chosen = None;
    let (kind, text) = (prompt.kind, prompt.input.text().to_owned());
    match kind {
        PromptKind::Find => find::ask(app, &text),
        PromptKind::Rename => {}
        PromptKind::Names => page::names_typed(app, &text),
        PromptKind::Command | PromptKind::Outlet | PromptKind::Tags => {
            let line = format!("{}{text}", verb_of(kind));
            let completions = completions(app, &line);
            if let Some(prompt) = self::prompt(app) {
                prompt.completions = completions;
            }
        }
    }
}

fn completions(app: &App, line: &str) -> Vec<crate::tui::command::Completion> {
    let outlets = outlet_names(app);
    let themes: Vec<String> = app.setup.themes.names().map(ToOwned::to_owned).collect();
    let entities: Vec<String> = app.sidebar.page.rows.iter().map(|row| row.name.to_string()).collect();
    let (forms, tags) = (repair::forms(app), memory::all_tags(app));
    let candidates = Candidates { outlets: &outlets, themes: &themes, entities: &entities, forms: &forms, tags: &tags };
    complete(line, &candidates)
}

/// The command that a prompt is, so to speak, in the middle of.
const fn verb_of(kind: PromptKind) -> &'static str {
    match kind {
        PromptKind::Outlet => "set-outlet ",
        PromptKind::Tags => "tag ",
        _ => "",
    }
}

/// An action while the prompt is open. Whether it was one of the prompt's.
pub fn act(app: &mut App, action: Action) -> bool {
    match action {
        Action::Enter => enter(app),
        Action::Escape | Action::Back => cancel(app),
        Action::Up => recall(app, true),
        Action::Down => recall(app, false),
        Action::FocusNext => take_completion(app, 1),
        Action::FocusPrevious => take_completion(app, -1),
        _ => return false,
    }
    true
}

/// Tab goes through the completions.
fn take_completion(app: &mut App, by: i64) {
    let Some(prompt) = prompt(app) else { return };
    let len = prompt.completions.len() as i64;
    if len == 0 {
        return;
    }
    let next = prompt.chosen.map_or(if by > 0 { 0 } else { len - 1 }, |at| (at as i64 + by).rem_euclid(len));
    let text = prompt.completions[next as usize].text.clone();
    prompt.input.set(text.strip_prefix(verb_of(prompt.kind)).unwrap_or(&text));
    prompt.chosen = Some(next as usize);
}

/// Up and down bring back lines typed before.
fn recall(app: &mut App, older: bool) {
    let typed: Vec<String> = match prompt(app).map(|prompt| prompt.kind) {
        Some(kind) => app.typed.iter().filter(|(of, _)| *of == kind).map(|(_, line)| line.clone()).collect(),
        None => return,
    };
    let Some(prompt) = prompt(app) else { return };
    let at = prompt.recalled.unwrap_or(typed.len());
    let next = if older { at.checked_sub(1) } else { Some((at + 1).min(typed.len())) };
    let Some(next) = next else { return };
    prompt.recalled = (next < typed.len()).then_some(next);
    prompt.input.set(typed.get(next).map_or("", String::as_str));
    let recalled = prompt.recalled;
    changed(app);
    if let Some(prompt) = self::prompt(app) {
        prompt.recalled = recalled;
    }
}

/// Esc: the search is taken back, and the place too.
pub fn cancel(app: &mut App) {
    let Some(Overlay::Prompt(prompt)) = app.overlays.pop() else { return };
    if prompt.kind == PromptKind::Names {
        page::names_untyped(app);
    }
    if prompt.kind == PromptKind::Find {
        app.find = None;
        if let Some(origin) = prompt.origin {
            opening::back(app, origin);
        }
    }
}

/// Makes a command whole of which enough is typed to know it. Whether more must be typed after it.
fn complete_command(app: &mut App) -> bool {
    let Some(prompt) = prompt(app).filter(|prompt| prompt.kind == PromptKind::Command) else { return false };
    let line = prompt.input.text().trim();
    if Command::parse(line).is_ok() {
        return false;
    }
    let Some(whole) = made_whole(line).filter(|whole| whole != line) else { return false };
    let bare = !whole.contains(char::is_whitespace);
    let wrong = Command::parse(&whole).is_err();
    prompt.input.set(&if wrong && bare { format!("{whole} ") } else { whole });
    wrong && bare
}

fn enter(app: &mut App) {
    if complete_command(app) {
        changed(app);
        return;
    }
    let Some(Overlay::Prompt(prompt)) = app.overlays.pop() else { return };
    app.notice = None;
    let line = prompt.input.text().trim().to_owned();
    if !line.is_empty() {
        app.typed.retain(|typed| *typed != (prompt.kind, line.clone()));
        app.typed.push((prompt.kind, line.clone()));
    }
    match prompt.kind {
        PromptKind::Find => found(app, prompt.origin.map(|origin| origin.place)),
        PromptKind::Rename => repair::renamed(app, line),
        PromptKind::Names => {}
        PromptKind::Outlet => memory::set_outlet(app, (!line.is_empty()).then_some(line)),
        PromptKind::Tags => memory::set_tags(app, crate::model::tags(&crate::text::sanitize_line(&line))),
        PromptKind::Command if line.is_empty() => {}
        PromptKind::Command => match Command::parse(&line) {
            Ok(command) => run(app, command),
            Err(error) => app.complain(error.to_string()),
        },
    }
}

fn found(app: &mut App, origin: Option<Place>) {
    if let Some(origin) = origin {
        app.keep_jump(origin);
    }
    if let Some(find) = &app.find {
        let (pattern, hits) = (find.pattern.clone(), find.hits.len());
        if find.article.is_some() && hits > 0 {
            let at = find.current.map_or(1, |index| index + 1);
            let next = app.key_of(Action::FindNext).unwrap_or_default();
            let on = if hits > 1 { format!("; {next}: next") } else { String::new() };
            app.say(format!("“{pattern}” {at} of {hits}{on}"));
            memory::mark_read(app);
        } else if find.article.is_some() {
            app.complain(format!("“{pattern}” is not in this article"));
        }
    }
}

/// Runs a command.
fn run(app: &mut App, command: Command) {
    if matches!(command, Command::Find(_) | Command::GoTo(_) | Command::SetOutlet(_)) {
        page::leave(app);
    }
    match command {
        Command::Action(action) => act::act(app, action),
        Command::Theme(name) => theme(app, &name),
        Command::Sort { key, reverse } => list::sort(app, key, reverse),
        Command::Outlets(names) => outlets(app, &names),
        Command::AllOutlets => filter::clear(app),
        Command::Only(line) => filter::narrow(app, &line),
        Command::Search(words) => picker::search(app, &words),
        Command::Find(words) => {
            find::ask(app, &words);
            if let Some(find) = &mut app.find {
                find.seek = true;
            }
        }
        Command::GoTo(number) if number == 0 || number > app.list.page.total => {
            app.complain(format!("no article {number}; there are {}", app.list.page.total));
        }
        Command::GoTo(number) => {
            list::select(app, number - 1);
            opening::enter_selected(app);
        }
        Command::SetOutlet(name) => memory::set_outlet(app, Some(name)),
        Command::Tag(tags) => memory::set_tags(app, &memory::own_tags(app) | &tags),
        Command::Untag(tags) if tags.is_empty() => memory::set_tags(app, tags),
        Command::Untag(tags) => memory::set_tags(app, &memory::own_tags(app) - &tags),
        Command::Who(name) => who(app, &name),
        Command::Repair(command) => repair::command(app, command),
    }
}

fn theme(app: &mut App, name: &str) {
    if let Ok(theme) = app.setup.themes.choose(name, app.setup.capability) {
        app.setup.theme = theme;
    } else {
        let names: Vec<&str> = app.setup.themes.names().collect();
        app.complain(format!("no theme {}; choose {}", quote(name), names.join(", ")));
    }
}

/// Signs and names of all outlets.
fn outlet_names(app: &App) -> Vec<(String, String)> {
    let name = |row: &OutletRow| row.name.as_deref().unwrap_or("unknown outlet").to_owned();
    app.outlets.iter().map(|row| (row.tag.to_string(), name(row))).collect()
}

/// Chooses outlets by name or sign.
fn outlets(app: &mut App, names: &[String]) {
    match outlets_named(names, &outlet_names(app)) {
        Ok(chosen) => {
            let ids = chosen.into_iter().filter_map(|index| app.outlets.get(index)).map(|row| row.id);
            let filter = OutletFilter::Only(ids.collect());
            filter::set(app, filter);
        }
        Err(said) => app.complain(said),
    }
}

/// Follows an entity by name.
fn who(app: &mut App, name: &str) {
    let wanted = fold(name);
    let row = app.sidebar.page.rows.iter().find(|row| fold(&row.name).contains(&wanted)).cloned();
    if let Some(row) = row {
        entity::set(app, row.id, app.sidebar.page.revision, row.kind, &row.name);
    } else {
        app.asked_for = Some(name.to_owned());
        let entity = EntityRef { kind: EntityKind::Person, name: name.to_owned() };
        app.waiting.entity = app.ask(Request::FindEntity { entity });
    }
}
