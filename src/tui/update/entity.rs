//! The current entity: choosing it, and going from mention to mention of it.

use super::{memory, open, repair, sidebar};
use crate::engine::{Card, Direction, JumpFrom, Jumped, Request};
use crate::model::{EntityId, EntityKind, EntityRef};
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay, Scroll};
use crate::tui::state::{Ahead, CurrentEntity, Target};

/// Makes an entity the current one.
pub fn set(app: &mut App, id: EntityId, revision: u64, kind: EntityKind, name: &str) {
    if app.entity.as_ref().is_some_and(|current| current.id == id && current.revision == revision) {
        return;
    }
    let name = EntityRef { kind, name: name.to_owned() };
    app.entity = Some(CurrentEntity { id, revision, name, card: None });
    app.ahead = Ahead::default();
    app.sidebar.select(id);
    ask_card(app);
}

/// Asks for the current entity's outlets.
pub fn ask_card(app: &mut App) {
    if let Some(current) = &app.entity {
        let entity = current.id;
        app.waiting.card = app.ask(Request::Card { entity, query: app.query.clone() });
    }
}

/// Takes in the current entity's outlets.
pub fn receive_card(app: &mut App, card: Option<Card>) {
    let Some(current) = &mut app.entity else { return };
    if let Some(card) = card.filter(|card| card.id == current.id) {
        current.name = card.entity.clone();
        current.revision = card.revision;
        current.card = Some(card);
    }
}

/// After a new revision: what number does the current entity have now?
pub fn rebind(app: &mut App) {
    if let Some(current) = &app.entity {
        let entity = current.name.clone();
        app.waiting.entity = app.ask(Request::FindEntity { entity });
    }
}

/// Takes in the number an entity has now.
pub fn receive_number(app: &mut App, found: Option<(EntityId, EntityRef)>) {
    let revision = app.progress.revision;
    if let Some(asked) = app.asked_for.take()
        && found.is_none()
    {
        let key = app.key_of(Action::PickMention).unwrap_or_default();
        app.complain(format!("no one here is called {asked}; {key} searches names"));
        return;
    }
    if let Some((id, name)) = found {
        if let Some(restore) = &mut app.restore {
            restore.entity = None;
        }
        let card = app.entity.take().and_then(|old| old.card);
        app.entity = Some(CurrentEntity { id, revision, name, card });
        ask_card(app);
    } else if !app.progress.busy {
        app.entity = None;
    }
}

/// `*`: the name at the cursor becomes the current one; where there is no cursor, whom a first jump would take.
pub fn take(app: &mut App) {
    let Some(mention) = app.reader.mention_under_cursor() else {
        app.say("no name here");
        return;
    };
    app.reader.go(mention.span);
    set_from_mention(app, mention);
    announce(app);
}

/// The name at the cursor becomes the current one, if there is one.
pub fn take_quietly(app: &mut App) {
    if let Some(mention) = app.reader.mention_here() {
        set_from_mention(app, mention);
    }
}

fn set_from_mention(app: &mut App, mention: crate::model::Mention) {
    let text = mention.span.of(app.reader.text()).to_owned();
    let revision = app.reader.article.as_ref().map_or(0, |loaded| loaded.revision);
    let row =
        app.sidebar.page.rows.iter().find(|row| row.id == mention.entity && app.sidebar.page.revision == revision);
    let name = row.map_or(text, |row| row.name.to_string());
    set(app, mention.entity, revision, mention.kind, &name);
}

/// Says whose mentions are followed now, and with which keys.
fn announce(app: &mut App) {
    if let Some(current) = &app.entity {
        let name = current.name.name.clone();
        let key = |action, fallback: &str| app.key_of(action).unwrap_or_else(|| fallback.to_owned());
        let (here, all) = (key(Action::NextMention, "]"), key(Action::NextMentionAll, "}"));
        app.say(format!("{name}: {here} next mention here, {all} in any article"));
    }
}

/// Without a current entity, the first press of a jump takes a name: the one at the cursor, else the person who is named
/// most in the article, else the first name. Whether there was none to take.
fn take_first(app: &mut App) -> bool {
    let at_cursor = app.reader.mention_here();
    let Some(mention) = at_cursor.or_else(|| app.reader.most_named()) else {
        let key = app.key_of(Action::PickMention).unwrap_or_default();
        app.say(format!("no name to follow here; {key} picks one"));
        return true;
    };
    app.reader.go(mention.span);
    set_from_mention(app, mention);
    announce(app);
    memory::mark_read(app);
    at_cursor.is_none()
}

/// `]` and `[`: the next mention of the current entity in this article.
pub fn step(app: &mut App, forward: bool) {
    if app.entity.is_none() && take_first(app) {
        return;
    }
    let Some(current) = app.entity.as_ref().map(|current| current.id) else { return };
    if let Some(mention) = app.reader.step(Some(current), forward) {
        app.reader.go(mention.span);
        memory::mark_read(app);
        return;
    }
    let name = app.entity.as_ref().map_or(String::new(), |current| current.name.name.clone());
    let named = app.reader.mentions().iter().any(|mention| mention.entity == current);
    let (action, way) = if forward { (Action::NextMentionAll, "last") } else { (Action::PreviousMentionAll, "first") };
    let key = app.key_of(action).unwrap_or_default();
    app.say(if named {
        format!("{way} mention of {name} here; {key}: other articles")
    } else {
        not_named_here(app, &name, &key)
    });
}

/// That an entity is not named in the article, and what would lead to where it is.
fn not_named_here(app: &App, name: &str, key: &str) -> String {
    let card = app.entity.as_ref().and_then(|current| current.card.as_ref());
    if card.is_some_and(|card| card.named.is_empty()) && app.query.outlets.is_on() {
        let all = app.key_of(Action::ClearFilter).unwrap_or_default();
        return format!("{name} is not named in the selected outlets; {all} shows all");
    }
    format!("{name} is not named here; {key}: next article with a mention")
}

/// `)` and `(`: the next name, whosever it is.
pub fn step_name(app: &mut App, forward: bool) {
    match app.reader.step(None, forward) {
        Some(mention) => {
            app.reader.go(mention.span);
            memory::mark_read(app);
        }
        None => app.say(if forward { "no name further down" } else { "no name further up" }),
    }
}

/// `}` and `{`: the next mention through all outlets.
pub fn jump(app: &mut App, direction: Direction) {
    if app.entity.is_none() && take_first(app) {
        return;
    }
    if app.ahead.waits(app.now) {
        app.ahead.push(direction);
        return;
    }
    let from = whence(app);
    app.ahead = Ahead::default();
    hop(app, from, direction);
}

/// Where a jump starts: at the place one is at, or is on the way to.
fn whence(app: &App) -> Option<JumpFrom> {
    match app.reader.pending {
        Some((article, Target::Span(span))) => Some(JumpFrom { article, offset: span.start }),
        _ => app.reader.id().map(|article| JumpFrom { article, offset: app.reader.position() }),
    }
}

fn hop(app: &mut App, from: Option<JumpFrom>, direction: Direction) {
    let Some(entity) = app.entity.as_ref().map(|current| current.id) else { return };
    let query = app.query.clone();
    app.ahead.ask(app.now);
    app.waiting.jump = app.ask(Request::Jump { entity, from, direction, query });
}

/// Goes where the jump leads.
pub fn receive_jump(app: &mut App, jumped: Option<Jumped>) {
    let name = app.entity.as_ref().map_or(String::new(), |current| current.name.name.clone());
    let Some(jumped) = jumped else {
        app.ahead = Ahead::default();
        let filter = if app.query.outlets.is_on() { " in the selected outlets" } else { "" };
        app.say(format!("no mention of {name}{filter}"));
        return;
    };
    if let Some(direction) = app.ahead.answered(jumped.wrapped) {
        let from = JumpFrom { article: jumped.place.article, offset: jumped.place.span.start };
        return hop(app, Some(from), direction);
    }
    let wrapped = std::mem::take(&mut app.ahead).wrapped();
    if let Some(place) = app.reader.place() {
        app.keep_jump(place);
    }
    open::go(app, jumped.place);
    memory::mark_read(app);
    if jumped.total == 1 {
        app.say(format!("the only mention of {name}"));
    } else if wrapped {
        app.say(format!("wrapped: mention {} of {} of {name}", jumped.ordinal, jumped.total));
    }
}

/// `i`: why these names are one entity.
pub fn why(app: &mut App) {
    if app.entity.is_none() {
        take_quietly(app);
    }
    if app.entity.is_none() {
        repair::nobody(app);
    } else {
        app.overlays.push(Overlay::Why(Scroll::default()));
        sidebar::follow_selection(app);
    }
}
