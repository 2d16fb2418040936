//! The whole state of the reader on the screen, and how it asks the corpus.

use std::collections::BTreeMap;

use super::action::Action;
use super::effect::Effect;
use super::keymap::{Context, Key, Keymap};
use super::layout::list::{grouped, rows_per_article, top_for};
use super::layout::panes::{Pane, Panes, panes};
use super::layout::sidebar;
use super::state::repair::{Repair, RepairBox};
use super::state::{
    Ahead, ArticleList, CurrentEntity, FindState, HelpBox, Jump, JumpList, Kept, Notice, OutletFilterBox, Page, Parked,
    Picker, Prompt, PromptKind, Reader, Sidebar,
};
use super::theme::{Capability, Theme, Themes};
use crate::config::{Config, Order};
use crate::engine::{OutletRow, Progress, Request, Ticket};
use crate::model::{Place, Problem, Query, ReaderMemory, SessionMemory, SortKey};

/// What is fixed at the start: keys, colours, settings, and which corpus this is.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The keys.
    pub keymap: Keymap,
    /// The colours and signs.
    pub theme: Theme,
    /// Themes to choose from.
    pub themes: Themes,
    /// What the terminal can show.
    pub capability: Capability,
    /// The settings.
    pub config: Config,
    /// The corpus, for the first crumb.
    pub corpus: String,
    /// Names this corpus in the reader's memory.
    pub session: String,
}

/// The order a setting stands for.
const fn sort_key(order: Order) -> SortKey {
    match order {
        Order::Date => SortKey::Date,
        Order::Outlet => SortKey::Outlet,
        Order::Title => SortKey::Title,
        Order::Length => SortKey::Length,
    }
}

/// A box over the panes; the topmost gets the keys first.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// Something is picked.
    Picker(Box<Picker>),
    /// Outlets are chosen.
    Filter(OutletFilterBox),
    /// Keys are shown.
    Help(Box<HelpBox>),
    /// A line is typed in the status row.
    Prompt(Box<Prompt>),
    /// Skipped and damaged inputs.
    Problems(Scroll),
    /// Why names are one entity.
    Why(Scroll),
    /// Who is who is mended.
    Repair(Box<RepairBox>),
    /// The three lines of the first start.
    Welcome,
    /// `q` at the top asks once.
    ConfirmQuit,
}

/// A box that only scrolls.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scroll {
    /// First visible row.
    pub top: usize,
}

/// Which letter is awaited after `m` or `` ` ``.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaiting {
    /// To mark this place.
    SetMark,
    /// To go to a mark.
    GoToMark,
}

/// The newest ticket of each kind of request; older answers are dropped.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waiting {
    /// `Request::List`.
    pub list: Ticket,
    /// `Request::Open`.
    pub open: Ticket,
    /// `Request::Sidebar`.
    pub sidebar: Ticket,
    /// `Request::Card` for the current entity.
    pub card: Ticket,
    /// `Request::Card` for the sidebar's selection.
    pub side_card: Ticket,
    /// `Request::FindEntity`.
    pub entity: Ticket,
    /// `Request::Jump`.
    pub jump: Ticket,
    /// `Request::Pick`.
    pub pick: Ticket,
    /// `Request::Find`.
    pub find: Ticket,
    /// `Request::Outlets`.
    pub outlets: Ticket,
    /// `Request::Match`.
    pub matched: Ticket,
    /// `Request::Locate`.
    pub locate: Ticket,
    /// `Request::Who`.
    pub who: Ticket,
    /// `Request::Kwic`.
    pub kwic: Ticket,
    /// `Request::Forms`.
    pub forms: Ticket,
    /// `Request::FindEntity` for a page.
    pub page_entity: Ticket,
}

/// The state of the reader.
#[derive(Debug)]
pub struct App {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The pane the keys go to.
    pub focus: Pane,
    /// Whether only the text is shown.
    pub zen: bool,
    /// Whether the article is only looked at behind a picker: its place is not kept.
    pub previewed: bool,
    /// The article list.
    pub list: ArticleList,
    /// The reader.
    pub reader: Reader,
    /// The sidebar.
    pub sidebar: Sidebar,
    /// Boxes, the topmost last.
    pub overlays: Vec<Overlay>,
    /// Views in place of the panes, the topmost last.
    pub pages: Vec<Page>,
    /// Pages left for a place in the text.
    pub parked: Option<Parked>,
    /// Which articles, in what order.
    pub query: Query,
    /// All outlets.
    pub outlets: Vec<OutletRow>,
    /// The entity that is followed.
    pub entity: Option<CurrentEntity>,
    /// What was looked for.
    pub find: Option<FindState>,
    /// Where far jumps began.
    pub jumps: JumpList,
    /// Jumps that are under way.
    pub ahead: Ahead,
    /// Marked places.
    pub marks: BTreeMap<char, Place>,
    /// The picker that was closed last.
    pub last_picker: Option<Box<Picker>>,
    /// Lines typed at `/` and `:`, the newest last.
    pub typed: Vec<(PromptKind, String)>,
    /// What is remembered between runs.
    pub memory: ReaderMemory,
    /// What is still to be brought back from the last run.
    pub restore: Option<SessionMemory>,
    /// How far loading is.
    pub progress: Progress,
    /// What went wrong.
    pub problems: Vec<Problem>,
    /// The message in the status row.
    pub notice: Option<Notice>,
    /// Keys typed of a longer binding.
    pub pending: Vec<Key>,
    /// When the first of them was typed, in milliseconds since the start.
    pub pending_since: u64,
    /// A letter is awaited.
    pub awaiting: Option<Awaiting>,
    /// The name that `:who` is looking for.
    pub asked_for: Option<String>,
    /// Whether a key or the mouse was used.
    pub touched: bool,
    /// Milliseconds since the start.
    pub now: u64,
    /// Keys, colours, settings.
    pub setup: Setup,
    /// Newest tickets.
    pub waiting: Waiting,
    /// What is being mended.
    pub repair: Repair,
    /// Marks that can be taken back.
    pub kept: Kept,
    next_ticket: u64,
    outbox: Vec<Effect>,
}

impl App {
    /// A reader with nothing in it yet; asks for the list and the outlets.
    #[must_use]
    pub fn new(setup: Setup, memory: ReaderMemory, size: (u16, u16)) -> Self {
        let restore = memory.sessions.get(&setup.session).cloned();
        let mut app = Self {
            size,
            focus: Pane::Reader,
            zen: false,
            previewed: false,
            list: ArticleList::default(),
            reader: Reader::new(setup.config.show_hidden),
            sidebar: Sidebar::default(),
            overlays: Vec::new(),
            pages: Vec::new(),
            parked: None,
            query: Query { sort: sort_key(setup.config.sort), reverse: setup.config.reverse, ..Query::default() },
            outlets: Vec::new(),
            entity: None,
            find: None,
            jumps: JumpList::default(),
            marks: BTreeMap::new(),
            last_picker: None,
            typed: Vec::new(),
            memory,
            restore,
            progress: Progress { busy: true, ..Progress::default() },
            problems: Vec::new(),
            notice: None,
            pending: Vec::new(),
            pending_since: 0,
            awaiting: None,
            asked_for: None,
            touched: false,
            now: 0,
            setup,
            waiting: Waiting::default(),
            repair: Repair::default(),
            ahead: Ahead::default(),
            kept: Kept::default(),
            next_ticket: 0,
            outbox: Vec::new(),
        };
        if !app.memory.welcomed {
            app.overlays.push(Overlay::Welcome);
        }
        super::update::refresh_corpus(&mut app);
        app.relayout();
        app
    }

    /// Sends a request and gives its ticket.
    pub fn ask(&mut self, request: Request) -> Ticket {
        self.next_ticket += 1;
        let ticket = Ticket(self.next_ticket);
        self.outbox.push(Effect::Send(ticket, request));
        ticket
    }

    /// Keeps a place, and the entity followed there, to come back to.
    pub fn keep_jump(&mut self, place: Place) {
        self.jumps.push(Jump { place, entity: self.entity.clone() });
    }

    /// Wants something done outside.
    pub fn want(&mut self, effect: Effect) {
        self.outbox.push(effect);
    }

    /// Takes what is wanted done outside.
    #[must_use]
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.outbox)
    }

    /// Where the panes are.
    #[must_use]
    pub fn panes(&self) -> Panes {
        self.panes_on(self.focus)
    }

    /// Where the panes would be, had this one the keys.
    fn panes_on(&self, focus: Pane) -> Panes {
        panes(self.size, &self.setup.config, self.zen, focus)
    }

    /// Fits the panes to their areas. The reader, while another pane hides it, is fitted to the one it will have, so that
    /// its place does not move.
    pub fn relayout(&mut self) {
        let panes = self.panes();
        let shown = if panes.reader.is_some() { panes } else { self.panes_on(Pane::Reader) };
        let text = shown.text();
        self.reader.resize(text.width, usize::from(text.height));
        if let Some(inner) = panes.list.map(|area| panes.inner(area)) {
            let each = rows_per_article(inner.width);
            self.list.top = top_for(&self.list, inner.height, each, grouped(self));
        }
        if let Some(inner) = panes.sidebar.map(|area| panes.inner(area)) {
            let (names, _) = sidebar::parts(self, inner);
            self.sidebar.keep_in_view(usize::from(names.height));
        }
    }

    /// The topmost box.
    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlays.last()
    }

    /// Where keys are looked up, innermost first.
    #[must_use]
    pub fn contexts(&self) -> Vec<Context> {
        match self.overlay() {
            Some(Overlay::Picker(_)) => Context::Picker.chain(),
            Some(Overlay::Filter(_)) => Context::Filter.chain(),
            Some(Overlay::Help(_)) => Context::Help.chain(),
            Some(Overlay::Prompt(_)) => Context::Input.chain(),
            Some(Overlay::Problems(_) | Overlay::Why(_) | Overlay::Welcome | Overlay::ConfirmQuit) => {
                Context::Problems.chain()
            }
            Some(Overlay::Repair(_)) => Context::Repair.chain(),
            None => return self.pane_contexts(),
        }
        .to_vec()
    }

    /// The contexts of the focused pane.
    #[must_use]
    pub fn pane_contexts(&self) -> Vec<Context> {
        match self.pages.last() {
            Some(Page::Who(_)) => return Context::Who.chain().to_vec(),
            Some(Page::Kwic(_)) => return Context::Kwic.chain().to_vec(),
            Some(Page::Forms(_)) => return Context::Forms.chain().to_vec(),
            None => {}
        }
        let pane = match self.focus {
            Pane::List => Context::List,
            Pane::Reader => Context::Reader,
            Pane::Sidebar => Context::Sidebar,
        };
        vec![pane, Context::Global]
    }

    /// The key to show for an action at this place.
    #[must_use]
    pub fn key_of(&self, action: Action) -> Option<String> {
        self.setup.keymap.keys_of(&self.pane_contexts(), action).into_iter().next()
    }

    /// Puts a message in the status row.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::info(text));
    }

    /// Puts an error in the status row.
    pub fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::error(text));
    }
}
