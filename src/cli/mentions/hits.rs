//! Mentions one after another: only their places are held, what stands around each is made when its turn comes.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::cli::list::Head;
use crate::cli::offsets::CodePointIndex;
use crate::cli::show::paragraph_numbers;
use crate::engine::memory::kwic::KwicOrder;
use crate::engine::memory::{Entry, Scope};
use crate::engine::{Context, KwicQuery};
use crate::model::{ArticleId, EntityId, Published};
use crate::nlp::roles::wording;

/// So many articles are kept at hand.
const KEPT: usize = 256;

/// The mentions of an entity, in order.
pub struct Hits<'a> {
    scope: &'a Scope,
    query: KwicQuery,
    order: KwicOrder,
    sheets: RefCell<FxHashMap<ArticleId, Rc<Sheet>>>,
}

/// What all mentions in one article share.
#[derive(Debug)]
pub struct Sheet {
    /// The article.
    pub head: Head,
    /// Numbers of the paragraphs in `dateline show --plain`, from 1.
    paragraphs: Vec<Option<usize>>,
    points: CodePointIndex,
}

/// A mention with its place.
#[derive(Debug)]
pub struct Hit {
    /// Its article.
    pub sheet: Rc<Sheet>,
    /// Number of the paragraph in `dateline show --plain`, from 1; `None` in the headline or in what is hidden.
    pub paragraph: Option<usize>,
    /// Position of the paragraph in `blocks` of `dateline show --json`.
    pub block: usize,
    /// Code points of the article's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Whether a person added it, or gave it to this entity.
    pub decided: bool,
    /// What stands around it.
    pub context: Context,
    /// What it is called beside the name.
    pub roles: Vec<String>,
}

impl<'a> Hits<'a> {
    /// All mentions of an entity in what passes.
    pub fn new(scope: &'a Scope, id: EntityId, query: KwicQuery) -> Self {
        let order = scope.kwic_order(id, &query);
        Self { scope, query, order, sheets: RefCell::default() }
    }

    /// Number of them.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Code points of context on each side.
    pub const fn context(&self) -> usize {
        self.query.context as usize
    }

    /// Cells of the widest date.
    pub fn date_cells(&self) -> usize {
        let of =
            |article: u32| self.scope.article(ArticleId(article)).and_then(|entry| entry.article.meta.date.as_ref());
        let width = |date: &Published| if matches!(date, Published::Date(_)) { 10 } else { 16 };
        self.order
            .chunk_by(|a, b| a.article == b.article)
            .filter_map(|run| of(run.first()?.article))
            .map(width)
            .max()
            .unwrap_or(0)
    }

    /// One after another.
    pub fn each(&self) -> impl Iterator<Item = Hit> {
        self.order.iter().filter_map(|posting| {
            let row = self.scope.kwic_row(*posting, &self.query)?;
            let entry = self.scope.article(row.place.article)?;
            let sheet = self.sheet(row.place.article, entry);
            let document = &entry.article.document;
            let block = document.block_at(row.place.span.start)?;
            let (start, end) = sheet.points.span(&document.text, row.place.span);
            let roles = entry.roles_at(row.place.span);
            Some(Hit {
                paragraph: sheet.paragraphs.get(block).copied().flatten(),
                roles: roles.map(|role| wording(&document.text, role.span, &entry.names).words).collect(),
                context: row.context,
                sheet,
                block,
                start,
                end,
                decided: self.scope.revision().decided().is_decided(posting.article, posting.mention),
            })
        })
    }

    fn sheet(&self, id: ArticleId, entry: &Entry) -> Rc<Sheet> {
        let mut sheets = self.sheets.borrow_mut();
        if sheets.len() >= KEPT && !sheets.contains_key(&id) {
            sheets.clear();
        }
        let sheet = sheets.entry(id).or_insert_with(|| {
            Rc::new(Sheet {
                head: Head::new(self.scope, entry),
                paragraphs: paragraph_numbers(&entry.article),
                points: CodePointIndex::new(&entry.article.document.text),
            })
        });
        Rc::clone(sheet)
    }
}
