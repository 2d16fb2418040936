//! Which articles are on one event: those with the same topic, or those that share rare names at about the same time.

use rustc_hash::FxHashMap;

use super::article::Article;
use super::union::Union;

/// Articles further apart than this are on different events.
const MAX_DAYS: i32 = 10;
/// A topic of more articles than this is no single event.
pub(super) const MAX_STORY: usize = 100;
/// Each name ties an article to at most so many others.
const NEIGHBOURS: usize = 6;

/// For each article its story (numbers without gaps, in the given order of articles).
///
/// `postings` yields, for every name that is shared by at least two articles, the articles that have it, in the order of
/// `order`. Near linear: every name ties an article to a few neighbours in time at most.
pub(super) fn find<'p>(articles: &[Article], order: &[u32], postings: impl Iterator<Item = &'p [u32]>) -> Vec<u32> {
    let mut union = Union::new(articles.len());
    let mut size: FxHashMap<u64, u32> = FxHashMap::default();
    for article in articles {
        *size.entry(article.topic).or_default() += 1;
    }
    let told = |a: &Article| a.topic != 0 && size[&a.topic] as usize <= MAX_STORY;
    let mut first: FxHashMap<u64, u32> = FxHashMap::default();
    for &i in order {
        let article = &articles[i as usize];
        if told(article) {
            union.join(i, *first.entry(article.topic).or_insert(i));
        }
    }
    let open = |a: u32, b: u32| {
        let (x, y) = (&articles[a as usize], &articles[b as usize]);
        !told(x)
            && !told(y)
            && x.topic == y.topic
            && x.day.zip(y.day).is_none_or(|(d, e)| d.abs_diff(e) <= MAX_DAYS as u32)
    };
    tie(
        articles.len(),
        postings,
        &articles.iter().map(|a| a.day.unwrap_or(i32::MAX)).collect::<Vec<_>>(),
        open,
        order,
        &mut union,
    );
    number(order, &mut union)
}

/// Joins articles that share enough rare names, the closest first.
fn tie<'p>(
    count: usize,
    postings: impl Iterator<Item = &'p [u32]>,
    day: &[i32],
    open: impl Fn(u32, u32) -> bool,
    order: &[u32],
    union: &mut Union,
) {
    let mut place = vec![0u32; count];
    for (at, &i) in order.iter().enumerate() {
        place[i as usize] = at as u32;
    }
    let all = count as f32 + 50.0;
    let mut shared: FxHashMap<(u32, u32), (f32, u32)> = FxHashMap::default();
    let mut list = Vec::new();
    for posting in postings.filter(|p| p.len() <= 30.max(count / 10)) {
        let weight = (all / posting.len() as f32).ln();
        list.clear();
        list.extend_from_slice(posting);
        list.sort_unstable_by_key(|&i| (day[i as usize], place[i as usize]));
        for (at, &a) in list.iter().enumerate() {
            for &b in list.iter().skip(at + 1).take(NEIGHBOURS).filter(|&&b| open(a, b)) {
                let (x, y) = (place[a as usize], place[b as usize]);
                let sum = shared.entry((x.min(y), x.max(y))).or_default();
                *sum = (sum.0 + weight, sum.1 + 1);
            }
        }
    }
    let least = 1.7 * all.ln();
    let mut edges: Vec<(u32, u32, u32)> = shared
        .into_iter()
        .filter(|(_, (sum, names))| *names >= 2 && *sum >= least)
        .map(|((a, b), (sum, _))| ((sum * 1000.0) as u32, a, b))
        .collect();
    edges.sort_unstable_by(|x, y| y.0.cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut size = vec![1u32; count];
    for (_, a, b) in edges {
        let (a, b) = (order[a as usize], order[b as usize]);
        let (x, y) = (union.find(a), union.find(b));
        let sum = size[x as usize] + size[y as usize];
        if x != y && sum as usize <= MAX_STORY {
            union.join(x, y);
            let root = union.find(x);
            size[root as usize] = sum;
        }
    }
}

/// Numbers the stories by their first article.
fn number(order: &[u32], union: &mut Union) -> Vec<u32> {
    let mut ids: FxHashMap<u32, u32> = FxHashMap::default();
    let mut out = vec![0; order.len()];
    for &i in order {
        let next = ids.len() as u32;
        out[i as usize] = *ids.entry(union.find(i)).or_insert(next);
    }
    out
}
