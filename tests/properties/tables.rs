//! Who × outlet, mentions in context and cards: whatever the corpus, all count the same, and windows are cut from one whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use dateline::engine::memory::Scope;
use dateline::engine::{KwicQuery, KwicSort, Measure, MemoryCorpus, Reach, WhoQuery, WhoRow, WhoSort};
use dateline::model::{
    Analysis, Article, ArticleMeta, Block, BlockForm, BlockKind, ContentKey, Document, EntityKind, NameMention,
    OutletFilter, OutletId, Published, Query,
};
use dateline::text::Span;
use proptest::prelude::*;

const NAMES: [(&str, EntityKind); 6] = [
    ("Ana Lund", EntityKind::Person),
    ("Bo Dahl", EntityKind::Person),
    ("Cy Ek", EntityKind::Person),
    ("Harbor Oil", EntityKind::Organisation),
    ("Saltby", EntityKind::Place),
    ("Norvian", EntityKind::Other),
];
const WORDS: [&str; 8] = ["met", "Foreign Minister", ",", "said.", "the", "é北", "who is a judge,", "and"];

/// Outlet (0: unknown), day (0: none), and what follows one another: a name or a word.
type Draft = (u8, u8, Vec<(bool, u8)>);

fn article(number: usize, (outlet, day, parts): &Draft) -> (Article, Analysis) {
    let mut text = format!("Report {number}\n\n");
    let head = Span::new(0, text.trim_end().len() as u32);
    let start = text.len() as u32;
    let mut mentions = Vec::new();
    for (name, which) in parts {
        if *name {
            let (name, kind) = NAMES[usize::from(*which) % NAMES.len()];
            let span = Span::new(text.len() as u32, (text.len() + name.len()) as u32);
            mentions.push(NameMention { span, kind, score: 200 });
            text.push_str(name);
        } else {
            text.push_str(WORDS[usize::from(*which) % WORDS.len()]);
        }
        text.push(' ');
    }
    let block = |span, kind| Block { span, lead: 0, kind, form: BlockForm::Paragraph };
    let body = Span::new(start, text.len() as u32);
    let blocks = vec![block(head, BlockKind::Headline), block(body, BlockKind::Body)];
    let date = (*day > 0).then(|| Published::Date(format!("2031-05-{:02}", day % 28 + 1).parse().unwrap()));
    let outlet = (*outlet > 0).then(|| format!("Paper {outlet}"));
    let article = Article {
        key: ContentKey::of(text.as_bytes()),
        meta: ArticleMeta { title: format!("Report {number}"), outlet, date, ..ArticleMeta::default() },
        document: Document { text: Arc::from(text), blocks },
        source: "test".into(),
    };
    (article, Analysis { mentions, ..Analysis::default() })
}

fn scope(drafts: &[Draft], only: &[u32]) -> Scope {
    let mut corpus = MemoryCorpus::default();
    for (number, draft) in drafts.iter().enumerate() {
        let (article, analysis) = article(number, draft);
        corpus.add(article, analysis).unwrap();
    }
    corpus.resolve();
    let outlets = if only.is_empty() {
        OutletFilter::All
    } else {
        OutletFilter::Only(only.iter().map(|id| OutletId(*id)).collect())
    };
    corpus.scope(&Query { outlets, ..Query::default() })
}

/// Mentions by entity and outlet, counted one by one.
fn counted(scope: &Scope) -> BTreeMap<(String, u32), u32> {
    let mut out = BTreeMap::new();
    for (id, entry) in scope.articles() {
        for mention in scope.revision().mentions(id.0).iter() {
            let entity = &scope.revision().entities()[scope.revision().position(mention.entity).unwrap()];
            *out.entry((format!("{:?}", entity.id), entry.outlet.0)).or_default() += 1;
        }
    }
    out
}

fn number(row: &WhoRow, scope: &Scope, query: &WhoQuery) -> u32 {
    let columns = scope.who_order(query);
    match query.sort {
        WhoSort::Spread => row.outlets,
        WhoSort::Outlet(id) => {
            let at = columns.columns().iter().position(|column| column.outlet == id);
            at.map_or(0, |at| row.cells[at].of(query.measure))
        }
        _ => row.all.of(query.measure),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn all_tables_count_the_same(
        drafts in proptest::collection::vec((0u8..5, 0u8..4, proptest::collection::vec((any::<bool>(), any::<u8>()), 0..12)), 1..9),
        only in proptest::collection::vec(0u32..4, 0..3),
        sort in 0u32..8, reverse: bool, articles: bool, reach in 0u8..3, step in 1u32..5,
    ) {
        let scope = scope(&drafts, &only);
        let query = WhoQuery {
            sort: match sort { 0 => WhoSort::Kind, 1 => WhoSort::Name, 2 => WhoSort::Total, 3 => WhoSort::Spread, n => WhoSort::Outlet(OutletId(n - 4)) },
            reach: [Reach::Any, Reach::One, Reach::All][usize::from(reach)],
            measure: if articles { Measure::Articles } else { Measure::Mentions },
            reverse,
            ..WhoQuery::default()
        };
        let order = scope.who_order(&query);
        let whole = scope.who(&order, &(0..u32::MAX), None);
        prop_assert_eq!(whole.rows.len() as u32, order.len());
        let truth = counted(&scope);
        for row in &whole.rows {
            for (column, cell) in whole.columns.iter().zip(&row.cells) {
                let key = (format!("{:?}", row.id), column.outlet.0);
                prop_assert_eq!(cell.mentions, truth.get(&key).copied().unwrap_or(0));
            }
            prop_assert_eq!(row.all.mentions, row.cells.iter().map(|cell| cell.mentions).sum::<u32>());
            let naming = row.cells.iter().filter(|cell| cell.mentions > 0).count();
            prop_assert_eq!(row.outlets as usize, naming);
            let reached = match query.reach {
                Reach::Any => naming > 0,
                Reach::One => naming == 1,
                Reach::All => naming == whole.columns.len(),
            };
            prop_assert!(reached);
            // The card, the forms and the mentions of the same entity.
            let card = scope.card(row.id).unwrap();
            prop_assert_eq!((card.mentions, card.articles), (row.all.mentions, row.all.articles));
            let forms = scope.forms(row.id).unwrap();
            let named: u32 = forms.rows.iter().filter(|form| !form.role).map(|form| form.count.mentions).sum();
            prop_assert_eq!((forms.all.mentions, named), (row.all.mentions, row.all.mentions));
            let roles: u32 = card.roles.iter().map(|role| role.mentions).sum();
            let by_outlet: u32 = card.named.iter().flat_map(|line| &line.roles).map(|role| role.mentions).sum();
            prop_assert_eq!(roles, by_outlet);
            for column in whole.columns.iter() {
                let kwic = KwicQuery { outlet: Some(column.outlet), context: 20, ..KwicQuery::default() };
                let lines = scope.kwic_order(row.id, &kwic);
                prop_assert_eq!(lines.len() as u32, truth.get(&(format!("{:?}", row.id), column.outlet.0)).copied().unwrap_or(0));
            }
        }
        if query.reach == Reach::Any {
            let sum: u32 = whole.rows.iter().map(|row| row.all.mentions).sum();
            prop_assert_eq!(sum, truth.values().sum::<u32>());
        }
        // In order, and cut from one whole.
        if !matches!(query.sort, WhoSort::Kind | WhoSort::Name) {
            let numbers: Vec<u32> = whole.rows.iter().map(|row| number(row, &scope, &query)).collect();
            prop_assert!(if reverse { numbers.is_sorted() } else { numbers.is_sorted_by(|a, b| a >= b) }, "{:?}", numbers);
        }
        let windows = (0..order.len()).step_by(step as usize).flat_map(|from| scope.who(&order, &(from..from + step), None).rows);
        prop_assert!(windows.map(|row| row.id).eq(whole.rows.iter().map(|row| row.id)));
        if let Some(last) = whole.rows.last() {
            prop_assert_eq!(scope.who(&order, &(0..1), Some(last.id)).located, Some(order.len() - 1));
        }
    }

    #[test]
    fn every_order_holds_every_mention_once(
        drafts in proptest::collection::vec((0u8..5, 0u8..4, proptest::collection::vec((any::<bool>(), 0u8..9), 0..14)), 1..6),
        sort in 0usize..4, reverse: bool, context in 0u32..30,
    ) {
        let scope = scope(&drafts, &[]);
        let query = KwicQuery { sort: KwicSort::ALL[sort], reverse, context, passage: 40, ..KwicQuery::default() };
        for entity in scope.revision().entities() {
            let order = scope.kwic_order(entity.id, &query);
            let page = scope.kwic(entity.id, &query, &order, &(0..u32::MAX), None).unwrap();
            let mut places: Vec<_> = page.rows.iter().map(|row| row.place).collect();
            places.sort();
            places.dedup();
            prop_assert_eq!(places.len(), page.rows.len());
            prop_assert_eq!(page.total, scope.totals().entity(scope.position(entity.id).unwrap()).mentions);
            for row in &page.rows {
                let text = &scope.article(row.place.article).unwrap().article.document.text;
                prop_assert_eq!(&row.context.name, row.place.span.of(text));
                for side in [&row.context.before, &row.context.after] {
                    prop_assert!(side.chars().count() <= (context as usize).max(1), "{:?}", side);
                }
            }
            let last = page.rows.last().map(|row| (row.place.article, row.place.span.start));
            let found = scope.kwic(entity.id, &query, &order, &(0..1), last).unwrap().located;
            prop_assert_eq!(found, (page.total).checked_sub(1));
        }
    }
}
