//! What the reader shows of a library: filters by any search, in the language of `dateline search`.

use dateline::model::{ArticleMemory, ReaderMemory};
use dateline::store::library::{Library, Writer};

use crate::news::{Shelf, lines};

fn shelf() -> Shelf {
    let shelf = Shelf::with_news();
    shelf.env.file("all.jsonl", lines(0..200));
    shelf.index(&["all.jsonl", "news"]);
    shelf
}

fn screen(shelf: &Shelf, keys: &str) -> String {
    let library = shelf.library().to_string_lossy().into_owned();
    shelf.env.ok(&["read-script", keys, "--library", &library, "--size", "120x35"])
}

#[test]
fn words_dates_outlets_and_names_narrow_the_list_and_the_names_beside_it() {
    let shelf = shelf();
    let count = |query: &str| shelf.env.json(&["search", query, "--limit", "500"]).as_array().unwrap().len();
    for query in
        ["lighthouse", "after:2031-11", "outlet:gazette before:2031-03", "who:Keller after:2031-06", "ferry NOT oslo"]
    {
        let wanted = count(query);
        assert!(wanted > 0 && wanted < 200, "{query}: {wanted}");
        let shown = screen(&shelf, &format!(": \"only {query}\" enter"));
        assert!(shown.contains(&format!("only {wanted} of 203 articles")), "{query}: {wanted}\n{shown}");
        assert!(shown.contains(&format!("{wanted} of 203 articles")), "{query}\n{shown}");
    }
    // Who is named in what is left; and everything again.
    let oslo = screen(&shelf, ": \"only title:oslo\" enter");
    assert!(oslo.contains("title:oslo"), "{oslo}");
    let all = screen(&shelf, ": \"only lighthouse\" enter F");
    assert!(all.contains("203 articles"), "{all}");
    let nothing = screen(&shelf, ": \"only zeppelin\" enter");
    assert!(nothing.contains("nothing matches") && nothing.contains("203 articles"), "{nothing}");
    let wrong = screen(&shelf, ": \"only ferry OR\" enter");
    assert!(wrong.contains("column 9"), "{wrong}");
    let wrong = screen(&shelf, ": \"only is:lost\" enter");
    assert!(wrong.contains("unread") && wrong.contains("column"), "{wrong}");
}

#[test]
fn names_are_counted_in_what_a_search_found() {
    let shelf = shelf();
    let library = Library::open(&shelf.library()).unwrap();
    let among = library.named_among([1, 2, 3, 4].into_iter(), |_| true).unwrap();
    let counted: u32 = among.iter().map(|(_, own)| own.mentions).sum();
    let kept = shelf.ask("SELECT sum(mentions) FROM entity_article WHERE article <= 4");
    assert_eq!(counted.to_string(), kept[0]);
    let outlet = |wanted: u32| library.named_among(1..=4, move |outlet| outlet == wanted).unwrap();
    let parts: u32 = (0..10).map(|id| outlet(id).iter().map(|(_, own)| own.mentions).sum::<u32>()).sum();
    assert_eq!(parts, counted);
}

#[test]
fn what_is_read_and_starred_is_asked_for_too() {
    let shelf = shelf();
    let keys: Vec<_> = Library::open(&shelf.library()).unwrap().newest(5).unwrap().iter().map(|row| row.key).collect();
    let mut memory = ReaderMemory::default();
    for (at, key) in keys.iter().enumerate() {
        memory.articles.insert(*key, ArticleMemory { read: true, starred: at < 2, ..ArticleMemory::default() });
    }
    Writer::open(&shelf.library()).unwrap().remember(&ReaderMemory::default(), &memory).unwrap();
    let count = |query: &str| shelf.env.json(&["search", query, "--limit", "500"]).as_array().unwrap().len();
    assert_eq!([count("is:read"), count("is:unread"), count("is:starred"), count("is:unstarred")], [5, 198, 2, 201]);
    assert_eq!(count("is:read is:unstarred"), 3);
    let shown = screen(&shelf, ": \"only is:starred\" enter");
    assert!(shown.contains("only 2 of 203 articles"), "{shown}");
    // In files that are open, what is done now counts now.
    let files = shelf.env.ok(&["read-script", "b : \"only is:starred\" enter", "news", "--size", "120x35"]);
    assert!(files.contains("only 1 of 3 articles"), "{files}");
    let files = shelf.env.ok(&["read-script", ": \"only nowak\" enter", "news", "--size", "120x35"]);
    assert!(files.contains("of 3 articles"), "{files}");
}
