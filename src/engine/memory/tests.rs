use super::*;
use crate::engine::event::{ListPage, PickList, PickRow};
use crate::engine::memory::pick::{PickJob, Picker};
use crate::engine::request::{Direction, JumpFrom, PickerKind};
use crate::model::{
    ArticleMeta, Block, BlockForm, BlockKind, Document, EntityKind, NameMention, OutletFilter, OutletId, Published,
    SortKey,
};
use crate::text::Span;

const NAMES: &[(&str, EntityKind)] = &[
    ("Ada Moor", EntityKind::Person),
    ("Ben Quill", EntityKind::Person),
    ("Zoë Łęcka", EntityKind::Person),
    ("Port Merrow", EntityKind::Place),
];

/// An article whose paragraphs are the lines of `text`; the first is the headline.
fn article(outlet: Option<&str>, date: Option<&str>, text: &str) -> (Article, Analysis) {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let kind = if at == 0 { BlockKind::Headline } else { BlockKind::Body };
        let span = Span::new(at, at + line.len() as u32);
        blocks.push(Block { span, lead: 0, kind, form: BlockForm::Paragraph });
        at = span.end + 1;
    }
    let mut mentions: Vec<NameMention> = NAMES
        .iter()
        .flat_map(|(name, kind)| text.match_indices(name).map(move |(at, name)| (at, name, *kind)))
        .map(|(at, name, kind)| NameMention { span: Span::new(at as u32, (at + name.len()) as u32), kind, score: 200 })
        .collect();
    mentions.sort_by_key(|mention| mention.span);
    let meta = ArticleMeta {
        title: text.lines().next().unwrap_or("").to_owned(),
        outlet: outlet.map(str::to_owned),
        date: date.map(|date| Published::Date(date.parse().unwrap())),
        ..ArticleMeta::default()
    };
    let article = Article {
        key: ContentKey::of(text.as_bytes()),
        meta,
        document: Document { text: text.into(), blocks },
        source: "test".into(),
    };
    (article, Analysis { mentions, ..Analysis::default() })
}

/// Four articles of three outlets; in the list's order: d, b, c, a.
fn articles() -> Vec<(Article, Analysis)> {
    vec![
        article(None, None, "A notice\nBen Quill signed it."),
        article(
            Some("Harbour Post"),
            Some("2031-05-02"),
            "Ships wait\nAda Moor spoke in Port Merrow.\nThen Ada Moor and Ben Quill left.",
        ),
        article(Some("Northern Light"), Some("2031-05-01"), "Storm nears\nA long wait, said Zoë Łęcka of Port Merrow."),
        article(Some("Northern Light"), Some("2031-05-02"), "A pact\nAda Moor signed. Ben Quill did not."),
    ]
}

fn corpus() -> MemoryCorpus {
    let mut corpus = MemoryCorpus::default();
    for (article, analysis) in articles() {
        corpus.add(article, analysis).unwrap();
    }
    corpus.resolve();
    corpus
}

fn only(corpus: &mut MemoryCorpus, names: &[Option<&str>]) -> Query {
    let rows = corpus.scope(&Query::default()).outlet_rows();
    let wanted = rows.iter().filter(|row| names.contains(&row.name.as_deref())).map(|row| row.id).collect();
    Query { outlets: OutletFilter::Only(wanted), ..Query::default() }
}

fn entity(corpus: &MemoryCorpus, name: &str) -> EntityId {
    corpus.find_entity(&EntityRef { kind: EntityKind::Person, name: name.to_owned() }).unwrap().0
}

fn titles(page: &ListPage) -> Vec<&str> {
    page.rows.iter().map(|row| &*row.title).collect()
}

fn titles_by(sort: SortKey, reverse: bool) -> Vec<String> {
    let query = Query { sort, reverse, ..Query::default() };
    let page = corpus().scope(&query).list(&(0..99), None);
    titles(&page).into_iter().map(str::to_owned).collect()
}

#[test]
fn the_list_is_sorted_windowed_and_grouped_by_day() {
    let mut corpus = corpus();
    let page = corpus.scope(&Query::default()).list(&(0..99), Some(ArticleId(0)));
    assert_eq!(titles(&page), ["A pact", "Ships wait", "Storm nears", "A notice"]);
    assert_eq!((page.total, page.all, page.outlets, page.people, page.located), (4, 4, (3, 3), 3, Some(3)));
    let days: Vec<_> = page.rows.iter().map(|row| row.day).collect();
    assert_eq!(days, [(0, 2), (0, 2), (2, 1), (3, 1)]);
    assert_eq!((page.rows[0].people, page.rows[1].people, page.rows[2].people), (2, 2, 1));
    let cut = corpus.scope(&Query::default()).list(&(1..3), None);
    assert_eq!((cut.first, titles(&cut)), (1, vec!["Ships wait", "Storm nears"]));
    let beyond = corpus.scope(&Query::default()).list(&(7..9), None);
    assert_eq!((beyond.first, beyond.rows.len()), (4, 0));
}

#[test]
fn every_order_and_its_reverse() {
    assert_eq!(titles_by(SortKey::Date, true), ["Storm nears", "A pact", "Ships wait", "A notice"]);
    assert_eq!(titles_by(SortKey::Title, false), ["A notice", "A pact", "Ships wait", "Storm nears"]);
    assert_eq!(titles_by(SortKey::Title, true), ["Storm nears", "Ships wait", "A pact", "A notice"]);
    assert_eq!(titles_by(SortKey::Outlet, false), ["Ships wait", "A pact", "Storm nears", "A notice"]);
    assert_eq!(titles_by(SortKey::Length, false)[0], "Ships wait");
}

#[test]
fn a_walk_forward_meets_every_mention_once_and_the_way_back_is_the_same() {
    let mut corpus = corpus();
    let ada = entity(&corpus, "Ada Moor");
    let scope = corpus.scope(&Query::default());
    let mut from = None;
    let mut seen = Vec::new();
    for ordinal in 1..=3 {
        let jump = scope.jump(ada, from, Direction::Forward).unwrap();
        assert_eq!((jump.ordinal, jump.total, jump.wrapped), (ordinal, 3, false));
        seen.push(jump.place);
        from = Some(JumpFrom { article: jump.place.article, offset: jump.place.span.start });
    }
    assert_eq!(seen.iter().map(|place| place.article.0).collect::<Vec<_>>(), [3, 1, 1]);
    let around = scope.jump(ada, from, Direction::Forward).unwrap();
    assert_eq!((around.place, around.ordinal, around.wrapped), (seen[0], 1, true));
    for place in seen.iter().rev().skip(1) {
        let jump = scope.jump(ada, from, Direction::Backward).unwrap();
        assert_eq!((jump.place, jump.wrapped), (*place, false));
        from = Some(JumpFrom { article: jump.place.article, offset: jump.place.span.start });
    }
    assert_eq!(scope.jump(ada, from, Direction::Backward).map(|jump| (jump.ordinal, jump.wrapped)), Some((3, true)));
    assert_eq!(scope.jump(ada, None, Direction::Backward).map(|jump| jump.ordinal), Some(3));
}

#[test]
fn a_jump_starts_from_where_a_hidden_article_would_stand() {
    let mut corpus = corpus();
    let query = only(&mut corpus, &[Some("Harbour Post"), None]);
    let ben = entity(&corpus, "Ben Quill");
    // Article 2 (the storm) does not pass; it stands between the ships and the notice.
    let from = Some(JumpFrom { article: ArticleId(2), offset: 3 });
    let scope = corpus.scope(&query);
    assert_eq!(scope.jump(ben, from, Direction::Forward).map(|jump| jump.place.article), Some(ArticleId(0)));
    assert_eq!(scope.jump(ben, from, Direction::Backward).map(|jump| jump.place.article), Some(ArticleId(1)));
}

#[test]
fn the_filter_holds_everywhere() {
    let mut corpus = corpus();
    let query = only(&mut corpus, &[Some("Northern Light")]);
    let (ada, ben) = (entity(&corpus, "Ada Moor"), entity(&corpus, "Ben Quill"));
    let scope = corpus.scope(&query);
    let page = scope.list(&(0..9), None);
    assert_eq!((page.total, page.all, page.outlets, page.people), (2, 4, (1, 3), 3));
    assert_eq!(scope.jump(ada, None, Direction::Forward).map(|jump| jump.total), Some(1));
    let card = scope.card(ada).unwrap();
    assert_eq!((card.mentions, card.articles, card.named.len(), card.absent.len()), (1, 1, 1, 0));
    let here = scope.sidebar(Some(ArticleId(1)));
    let row = here.rows.iter().find(|row| row.id == ada).unwrap();
    assert_eq!((row.here, row.all, row.outlets), (2, 1, 1));
    let picked = pick(&scope, PickerKind::Mentions, "");
    let mentions = picked.rows.iter().find_map(|row| match row {
        PickRow::Entity { id, mentions, outlets, .. } if *id == ben => Some((*mentions, *outlets)),
        _ => None,
    });
    assert_eq!(mentions, Some((1, (1, 1))));
    let none = Query { outlets: OutletFilter::Only([OutletId(77)].into()), ..Query::default() };
    let scope = corpus.scope(&none);
    assert_eq!(scope.list(&(0..9), None).total, 0);
    assert_eq!(scope.jump(ada, None, Direction::Forward), None);
    assert!(scope.sidebar(None).rows.is_empty());
    assert!(pick(&scope, PickerKind::Mentions, "ada").rows.is_empty());
}

#[test]
fn a_card_tells_outlets_forms_and_who_is_silent() {
    let mut corpus = corpus();
    let zoe = entity(&corpus, "Zoë Łęcka");
    let card = corpus.scope(&Query::default()).card(zoe).unwrap();
    assert_eq!(card.entity.name, "Zoë Łęcka");
    let named: Vec<_> = card.named.iter().map(|line| (&*line.name, &*line.tag, line.mentions)).collect();
    assert_eq!(named, [("Northern Light", "NL", 1)]);
    assert_eq!(card.named[0].forms, [("Zoë Łęcka".into(), 1)]);
    let absent: Vec<_> = card.absent.iter().map(|line| &*line.name).collect();
    assert_eq!(absent, ["Harbour Post", "unknown outlet"]);
}

#[test]
fn the_sidebar_counts_here_and_in_all() {
    let mut corpus = corpus();
    let scope = corpus.scope(&Query::default());
    let rows = scope.sidebar(Some(ArticleId(1))).rows;
    let rows: Vec<_> = rows.iter().map(|row| (row.kind, &*row.name, row.here, row.all, row.outlets)).collect();
    assert_eq!(
        rows,
        [
            (EntityKind::Person, "Ada Moor", 2, 3, 2),
            (EntityKind::Person, "Ben Quill", 1, 3, 3),
            (EntityKind::Place, "Port Merrow", 1, 2, 2),
        ]
    );
    let all = scope.sidebar(None).rows;
    assert_eq!(all.len(), 4);
    assert!(all.iter().all(|row| row.here == 0 && row.all > 0));
}

#[test]
fn the_same_content_is_taken_once() {
    let mut corpus = corpus();
    let (again, analysis) = articles().remove(1);
    let problem = corpus.add(again, analysis).unwrap_err();
    assert!(problem.skipped && problem.reason.contains("same article"), "{problem:?}");
    assert_eq!(corpus.len(), 4);
}

#[test]
fn the_users_word_on_an_outlet_counts_and_can_be_taken_back() {
    let mut corpus = corpus();
    let id = ArticleId(0);
    assert!(corpus.set_outlet(id, Some("  Quay Daily ")));
    let open = corpus.open(id).unwrap();
    assert_eq!((open.article.meta.outlet.as_deref(), &*open.tag), (Some("Quay Daily"), "QD"));
    assert_eq!(open.article.meta.outlet_evidence, crate::model::OutletEvidence::User);
    let rows = corpus.scope(&Query::default()).outlet_rows();
    assert!(rows.iter().all(|row| row.name.is_some()), "nothing is left unknown: {rows:?}");
    corpus.set_outlet(id, Some("Harbour Post"));
    corpus.set_outlet(id, None);
    assert_eq!(corpus.open(id).unwrap().article.meta.outlet, None);
    assert!(!corpus.set_outlet(ArticleId(99), None));

    let key = corpus.open(id).unwrap().article.key;
    let mut again = MemoryCorpus::with_outlets([(key, "Quay Daily".to_owned())].into());
    for (article, analysis) in articles() {
        again.add(article, analysis).unwrap();
    }
    assert_eq!(again.open(ArticleId(0)).unwrap().article.meta.outlet.as_deref(), Some("Quay Daily"));
}

#[test]
fn ids_of_an_older_revision_are_followed_by_name_and_never_mistaken() {
    let mut corpus = corpus();
    let ada = entity(&corpus, "Ada Moor");
    let before = corpus.revision().number;
    corpus.add_more("A late note\nBen Quill and Zoë Łęcka wrote to Ada Moor.");
    corpus.resolve();
    assert_eq!(corpus.revision().number, before + 1);
    let now = entity(&corpus, "Ada Moor");
    assert_ne!(ada, now);
    let scope = corpus.scope(&Query::default());
    assert_eq!(scope.card(ada).map(|card| (card.id, card.mentions)), Some((now, 4)));
    corpus.resolve();
    corpus.resolve();
    assert!(corpus.scope(&Query::default()).card(ada).is_none());
}

impl MemoryCorpus {
    fn add_more(&mut self, text: &str) {
        let (article, analysis) = article(Some("Harbour Post"), None, text);
        self.add(article, analysis).unwrap();
    }
}

#[test]
fn what_comes_after_a_resolve_can_be_read_at_once() {
    let mut corpus = corpus();
    corpus.add_more("Fresh\nAda Moor is here.");
    let page = corpus.scope(&Query::default()).list(&(0..9), None);
    assert_eq!((page.total, page.rows[4].people), (5, 0));
    assert!(corpus.open(ArticleId(4)).unwrap().mentions.is_empty());
    let ada = entity(&corpus, "Ada Moor");
    assert_eq!(corpus.scope(&Query::default()).jump(ada, None, Direction::Forward).map(|jump| jump.total), Some(3));
}

#[test]
fn answers_do_not_depend_on_the_order_of_arrival() {
    let mut backward = MemoryCorpus::default();
    for (article, analysis) in articles().into_iter().rev() {
        backward.add(article, analysis).unwrap();
    }
    backward.resolve();
    let mut forward = corpus();
    let shown = |corpus: &mut MemoryCorpus| {
        let scope = corpus.scope(&Query::default());
        let list: Vec<_> =
            scope.list(&(0..9), None).rows.iter().map(|row| (row.key, row.tag.clone(), row.day)).collect();
        let side: Vec<_> =
            scope.sidebar(None).rows.iter().map(|row| (row.name.clone(), row.all, row.outlets)).collect();
        let outlets: Vec<_> = scope.outlet_rows().iter().map(|row| (row.name.clone(), row.tag.clone())).collect();
        (list, side, outlets)
    };
    assert_eq!(shown(&mut forward), shown(&mut backward));
}

fn pick(scope: &Scope, picker: PickerKind, pattern: &str) -> PickList {
    let job = PickJob { scope: scope.clone(), picker, pattern: pattern.to_owned(), limit: 100 };
    Picker::default().pick(&job, &|| false, &mut |_| {}).unwrap()
}

/// One line for each row, what matched in brackets.
fn shown(list: &PickList) -> Vec<String> {
    let marked = |text: &str, marks: &[Span]| {
        let mut out = text.to_owned();
        for mark in marks.iter().rev() {
            out.insert(mark.end as usize, ']');
            out.insert(mark.start as usize, '[');
        }
        out
    };
    let row = |row: &PickRow| match row {
        PickRow::Entity { name, marks, mentions, outlets, .. } => {
            format!("{} {mentions} {}/{}", marked(name, marks), outlets.0, outlets.1)
        }
        PickRow::Line { tag, context, marks, .. } => format!("{tag}: {}", marked(context, marks)),
        PickRow::Absent(tags) => format!("not {}", tags.join(" ")),
        PickRow::Article { tag, title, marks, .. } => format!("{tag} {}", marked(title, marks)),
        PickRow::Outlet { tag, name, marks, articles, .. } => format!("{tag} {} {articles}", marked(name, marks)),
    };
    list.rows.iter().map(row).collect()
}

#[test]
fn picking_a_mention_shows_who_says_it_and_who_does_not() {
    let scope = corpus().scope(&Query::default());
    let picked = pick(&scope, PickerKind::Mentions, "ad");
    assert_eq!(
        shown(&picked),
        [
            "[Ad]a Moor 3 2/3",
            "NL: [Ada Moor] signed. Ben Quill did not.",
            "HP: [Ada Moor] spoke in Port Merrow.",
            "not ?",
            "HP: Then [Ad]a Moor and Ben Quill left.",
        ]
    );
    assert_eq!((picked.matched, picked.partial), ((1, 4), false));
    let folded = pick(&scope, PickerKind::Mentions, "lecka");
    assert_eq!(shown(&folded)[0], "Zoë [Łęcka] 1 1/3");
}

#[test]
fn text_is_found_below_names_and_kinds_restrict() {
    let scope = corpus().scope(&Query::default());
    assert_eq!(
        shown(&pick(&scope, PickerKind::Mentions, "wait")),
        ["HP: Ships [wait]", "NL: A long [wait], said Zoë Łęcka of Port Merrow."]
    );
    assert_eq!(shown(&pick(&scope, PickerKind::Mentions, "wait long")).len(), 1);
    let places = pick(&scope, PickerKind::Mentions, "%l");
    assert_eq!(shown(&places)[0], "Port Merrow 2 2/3");
    assert_eq!(places.matched.0, 1);
    let all = pick(&scope, PickerKind::Mentions, "");
    assert_eq!(all.matched, (4, 4));
}

#[test]
fn articles_and_outlets_are_picked_by_what_is_known_of_them() {
    let scope = corpus().scope(&Query::default());
    assert_eq!(shown(&pick(&scope, PickerKind::Articles, "northern pact")), ["NL A [pact]"]);
    assert_eq!(shown(&pick(&scope, PickerKind::Articles, "2031-05-01")), ["NL Storm nears"]);
    assert_eq!(shown(&pick(&scope, PickerKind::Articles, ""))[0], "NL A pact");
    assert_eq!(
        shown(&pick(&scope, PickerKind::Outlets, "")),
        ["NL Northern Light 2", "HP Harbour Post 1", "? unknown outlet 1"]
    );
    assert_eq!(shown(&pick(&scope, PickerKind::Outlets, "hp"))[0], "HP Harbour Post 1");
}

#[test]
fn a_list_that_grows_is_the_list_made_at_once() {
    let outlets = [Some("Harbour Post"), None, Some("Alland Daily"), Some("Northern Light")];
    let all: Vec<_> = (0..60)
        .map(|n: usize| {
            let date = (!n.is_multiple_of(5)).then(|| format!("2031-05-{:02}", 1 + n * 7 % 9));
            let text = format!("Report {}\nWord {}", n * 31 % 17, "word ".repeat(n * 13 % 11));
            article(outlets[n * 3 % 4], date.as_deref(), &format!("{text} {n}"))
        })
        .collect();
    for sort in [SortKey::Date, SortKey::Outlet, SortKey::Title, SortKey::Length] {
        for reverse in [false, true] {
            let query = Query { sort, reverse, ..Query::default() };
            let (mut growing, mut whole) = (MemoryCorpus::default(), MemoryCorpus::default());
            for (number, (article, analysis)) in all.iter().enumerate() {
                growing.add(article.clone(), analysis.clone()).unwrap();
                whole.add(article.clone(), analysis.clone()).unwrap();
                if number % 7 == 0 {
                    growing.scope(&query);
                }
            }
            let rows = |corpus: &mut MemoryCorpus| {
                let page = corpus.scope(&query).list(&(0..99), None);
                page.rows.iter().map(|row| (row.id, row.day)).collect::<Vec<_>>()
            };
            assert_eq!(rows(&mut growing), rows(&mut whole), "{sort:?} {reverse}");
        }
    }
}
