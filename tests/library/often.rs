//! A name that stands in more articles than are held at once: all its mentions and forms are there.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dateline::engine::{FormsPage, KwicPage, KwicQuery, KwicRow, KwicSort, Reply, Request};
use dateline::model::{EntityId, OutletFilter, OutletId, Query};

use crate::news::Shelf;
use crate::repair::Reader;

/// More than are held at once.
const MANY: usize = 3_060;
const OUTLETS: [&str; 3] = ["The Harbour Post", "Inland Gazette", "Shore Weekly"];

/// Each article names her twice; every hundredth has no date.
fn shelf() -> Shelf {
    let mut lines = String::new();
    for number in 0..MANY {
        let mut line = serde_json::json!({
            "outlet": OUTLETS[number % 3],
            "title": format!("Plan number {number}"),
            "text": format!("Marta Keller spoke in Oslo about plan number {number}. Keller left after {number} minutes."),
        });
        if number % 100 > 0 {
            line["date"] = format!("20{:02}-{:02}-{:02}", 10 + number % 17, number % 12 + 1, number % 28 + 1).into();
        }
        writeln!(lines, "{line}").unwrap();
    }
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines);
    shelf.index(&["all.jsonl"]);
    shelf
}

struct Asked<'r> {
    reader: &'r Reader,
    entity: EntityId,
    query: Query,
}

impl Asked<'_> {
    fn lines(&self, kwic: &KwicQuery, window: std::ops::Range<u32>) -> KwicPage {
        let request =
            Request::Kwic { entity: self.entity, query: self.query.clone(), kwic: kwic.clone(), window, locate: None };
        let Reply::Kwic(Some(page)) = self.reader.ask(request) else { panic!() };
        page
    }

    /// What is answered on the way is in order, too, and all mentions are there in the end.
    fn in_the_order_of_words(&self, kwic: &KwicQuery, all: u32) {
        let window = 0..all;
        let request =
            Request::Kwic { entity: self.entity, query: self.query.clone(), kwic: kwic.clone(), window, locate: None };
        let told = std::cell::Cell::new(0);
        let whole = |reply: &Reply| {
            let Reply::Kwic(Some(page)) = reply else { panic!() };
            assert!(page.of == all && page.total > 0 && page.rows.len() == page.total as usize);
            let key = |row: &KwicRow| match kwic.sort {
                KwicSort::Left => words(&row.context.before).rev().collect::<Vec<_>>().join(" "),
                _ => words(&row.context.after).collect::<Vec<_>>().join(" "),
            };
            // As many bytes as are kept of each.
            let keys: Vec<String> = page.rows.iter().map(|row| key(row).chars().take(40).collect()).collect();
            assert!(keys.is_sorted_by(|a, b| if kwic.reverse { a >= b } else { a <= b }), "{:?}", kwic.sort);
            told.set(told.get() + 1);
            page.total == page.of
        };
        let Reply::Kwic(Some(page)) = self.reader.ask_until(request, whole) else { panic!() };
        let places: BTreeSet<_> = page.rows.iter().map(|row| (row.place.article, row.place.span.start)).collect();
        assert_eq!(places.len(), all as usize);
        assert!(told.get() > 1, "what is in order so far is told");
        // A window of it, and the row of a mention.
        let part = self.lines(kwic, 4_000..4_010);
        assert_eq!(part.rows[3].place, page.rows[4_003].place);
        let place = page.rows[5_001].place;
        let request = Request::Kwic {
            entity: self.entity,
            query: self.query.clone(),
            kwic: kwic.clone(),
            window: 0..1,
            locate: Some((place.article, place.span.start)),
        };
        let Reply::Kwic(Some(page)) = self.reader.ask(request) else { panic!() };
        assert_eq!(page.located, Some(5_001));
    }

    fn forms(&self) -> FormsPage {
        let request = Request::Forms { entity: self.entity, query: self.query.clone() };
        let whole = |reply: &Reply| {
            let Reply::Forms(Some(page)) = reply else { panic!() };
            page.read.inspect(|(read, of)| assert!(read < of && page.all.articles == *read)).is_none()
        };
        let Reply::Forms(Some(page)) = self.reader.ask_until(request, whole) else { panic!() };
        page
    }
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

#[test]
fn all_mentions_and_all_forms_are_there() {
    let shelf = shelf();
    let reader = Reader::open(&shelf);
    let entity = reader.find("Marta Keller").unwrap().id;
    let asked = Asked { reader: &reader, entity, query: Query::default() };
    let all = 2 * MANY as u32;
    let kwic = KwicQuery { context: 20, ..KwicQuery::default() };

    let (mut places, mut days) = (BTreeSet::new(), Vec::new());
    for first in (0..all).step_by(700) {
        let page = asked.lines(&kwic, first..first + 700);
        assert_eq!((page.total, page.of, page.first), (all, all, first));
        for row in page.rows {
            assert!(places.insert((row.place.article, row.place.span.start)) && row.context.name.ends_with("Keller"));
            days.push(row.date.map(|date| date.day()));
        }
    }
    assert_eq!(places.len(), all as usize);
    let dated = days.iter().filter(|day| day.is_some()).count();
    assert!(dated < days.len() && days[dated..].iter().all(Option::is_none), "those without a date are last");
    assert!(days[..dated].is_sorted_by(|a, b| a >= b));
    let upwards = asked.lines(&KwicQuery { reverse: true, ..kwic.clone() }, 0..all);
    let upwards: Vec<_> =
        upwards.rows.iter().map(|row| row.date.as_ref().map(dateline::model::Published::day)).collect();
    assert!(upwards[..dated].is_sorted() && upwards[dated..].iter().all(Option::is_none));

    // A place is found in its row, whichever article of the window it begins with.
    let page = asked.lines(&kwic, 1_235..1_236);
    let (place, number) = (page.rows[0].place, 1_235);
    let request = Request::Kwic {
        entity,
        query: Query::default(),
        kwic: kwic.clone(),
        window: 0..1,
        locate: Some((place.article, place.span.start)),
    };
    let Reply::Kwic(Some(page)) = reader.ask(request) else { panic!() };
    assert_eq!(page.located, Some(number));

    let by_outlet = asked.lines(&KwicQuery { sort: KwicSort::Outlet, ..kwic.clone() }, 0..all);
    let tags: Vec<&str> = by_outlet.rows.iter().map(|row| &*row.tag).collect();
    let runs: Vec<&str> = tags.chunk_by(|a, b| a == b).map(|run| run[0]).collect();
    assert_eq!((by_outlet.total, runs.len()), (all, 3), "{runs:?}");
    for (sort, reverse) in [(KwicSort::Left, false), (KwicSort::Right, false), (KwicSort::Right, true)] {
        asked.in_the_order_of_words(&KwicQuery { sort, reverse, context: 400, ..KwicQuery::default() }, all);
    }

    let forms = asked.forms();
    assert_eq!((forms.all.mentions, forms.all.articles, forms.outlets), (all, MANY as u32, (3, 3)));
    let counted: u32 = forms.rows.iter().filter(|row| !row.role).map(|row| row.count.mentions).sum();
    assert_eq!((counted, forms.rows.len()), (all, 6), "two forms in three outlets");

    let one = asked.reader.find("Marta Keller").unwrap().id;
    let query =
        Query { outlets: OutletFilter::Only([OutletId(by_outlet_id(&by_outlet, &forms))].into()), ..Query::default() };
    let asked = Asked { reader: &reader, entity: one, query };
    assert_eq!(asked.lines(&kwic, 0..1).total, 2 * (MANY as u32) / 3);
    assert_eq!(asked.forms().outlets, (1, 1));
}

/// The number of the outlet that comes first.
fn by_outlet_id(page: &KwicPage, forms: &FormsPage) -> u32 {
    forms.rows.iter().find(|row| row.tag == page.rows[0].tag).unwrap().outlet.0
}

#[test]
fn the_screen_and_the_command_have_all_of_them() {
    let shelf = shelf();
    let library = shelf.library().to_string_lossy().into_owned();
    let screen = |keys: &str| shelf.env.ok(&["read-script", keys, "--library", &library, "--size", "120x35"]);
    let lines = screen("space e \"keller\" enter v");
    assert!(lines.contains("in context") && lines.contains("6,120 mentions"), "{lines}");
    let left = screen("space e \"keller\" enter v s");
    assert!(left.contains("sorted by preceding words") && left.contains("6,120 mentions"), "{left}");
    let forms = screen("space e \"keller\" enter I");
    assert!(forms.contains("named as") && forms.contains("6,120 mentions"), "{forms}");
    let sorted = shelf.env.ok(&["mentions", "Marta Keller", "--sort", "left", "--jsonl"]);
    assert_eq!(sorted.lines().count(), 2 * MANY);
}
