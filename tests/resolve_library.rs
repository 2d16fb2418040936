//! Resolving for a library: articles as summaries, in batches, against the entities of earlier batches.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]
use std::collections::{BTreeMap, BTreeSet};

use dateline::model::{EntityKind, KnownEntity, NameMention};
use dateline::nlp::{ArticleNames, NameReader, ResolveDoc, Resolver, SummaryError, keys_of};
use dateline::text::Span;

/// `[P Name]`, as in `tests/cases/resolve.txt` but for the numbers.
fn read(line: &str, key: u128, outlet: &str) -> ArticleNames {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        text.push_str(&rest[..open]);
        let close = rest.find(']').unwrap();
        let (tag, name) = rest[open + 1..close].split_once(' ').unwrap();
        let kind = EntityKind::ALL["POLM".find(&tag[..1]).unwrap()];
        let start = text.len() as u32;
        text.push_str(name);
        mentions.push(NameMention { span: Span::new(start, text.len() as u32), kind, score: 255 });
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    let seconds = Some(1_700_000_000 + key as i64 * 60);
    let doc = ResolveDoc { text: &text, mentions: &mentions, outlet: Some(outlet), seconds, topic: None, key };
    NameReader::default().read(&doc)
}

/// The simplest library: entities by id, and where each key leads.
#[derive(Default)]
struct Library {
    entities: BTreeMap<u64, (KnownEntity, String)>,
    keys: BTreeMap<u64, BTreeSet<u64>>,
    articles: u64,
    next: u64,
}

impl Library {
    /// Takes in a batch; the id of each mention.
    fn add(&mut self, batch: &[ArticleNames]) -> Vec<Vec<u64>> {
        let mut resolver = Resolver::for_library(self.articles);
        let wanted: BTreeSet<u64> = batch
            .iter()
            .flat_map(ArticleNames::keys)
            .filter_map(|key| self.keys.get(&key))
            .flatten()
            .copied()
            .collect();
        for id in wanted {
            resolver.know(&self.entities[&id].0);
        }
        for article in batch {
            // What is kept is what is read.
            resolver.add_names(&ArticleNames::from_bytes(&article.to_bytes().unwrap()).unwrap());
        }
        let found = resolver.resolve();
        let mut ids = Vec::new();
        for (entity, kept) in found.entities.iter().zip(&found.library) {
            let id = kept.known.first().copied().unwrap_or_else(|| {
                self.next += 1;
                self.next
            });
            let mut company = Vec::new();
            for gone in &kept.known {
                company.extend(self.entities.remove(gone).unwrap().0.company);
                self.keys.values_mut().for_each(|ids| {
                    ids.remove(gone);
                });
            }
            let known = KnownEntity {
                id,
                kind: entity.kind,
                country: kept.country,
                scope: kept.scope,
                names: kept.names.clone(),
                articles: entity.articles,
                traits: kept.traits.clone(),
                company,
            };
            for key in &kept.keys {
                self.keys.entry(*key).or_default().insert(id);
            }
            assert!(keys_of(&known).iter().all(|key| kept.keys.contains(key)), "{known:?}");
            assert_eq!(known.names.iter().map(|name| name.mentions).sum::<u32>(), entity.mentions, "{known:?}");
            self.entities.insert(id, (known, entity.name.clone()));
            ids.push(id);
        }
        let rows: Vec<Vec<u64>> =
            found.mentions.iter().map(|row| row.iter().map(|at| ids[at.0 as usize]).collect()).collect();
        for row in &rows {
            for id in row {
                let company = &mut self.entities.get_mut(id).unwrap().0.company;
                company.extend(row.iter().filter(|other| *other != id).take(8));
            }
        }
        self.articles += batch.len() as u64;
        rows
    }

    fn name(&self, id: u64) -> &str {
        &self.entities[&id].1
    }
}

#[test]
fn a_person_of_earlier_articles_is_found_again() {
    let mut library = Library::default();
    let first = library.add(&[read("[P Sergei Lavrov] met [P Wang Yi] in [L Beijing]. [P Lavrov] smiled.", 1, "A")]);
    let second =
        library.add(&[read("[P Sergey V. Lavrov] flew home. Mr. [P Lavrov] slept. [L Beijing] was calm.", 2, "B")]);
    assert_eq!((first[0][0], first[0][2]), (second[0][0], second[0][2]));
    assert_eq!(first[0][0], first[0][3]);
    assert_eq!(library.name(first[0][0]), "Sergei Lavrov");
    // A surname alone, in like company.
    let third = library.add(&[read("[P Lavrov] and [P Wang Yi] spoke in [L Beijing].", 3, "C")]);
    assert_eq!(third[0][0], first[0][0]);
    assert_eq!(library.entities[&first[0][0]].0.articles, 3);
}

#[test]
fn names_that_mean_something_beside_another_name_stay_its_own() {
    let mut library = Library::default();
    let rows = library.add(&[
        read("The [O African National Congress] met in [L Durban]. The [O ANC] voted.", 1, "A"),
        read("The [O Armenian National Congress] met in [L Gyumri]. The [O ANC] marched.", 2, "A"),
    ]);
    let more = library.add(&[
        read("The [O Armenian National Congress] split. The [O ANC] wept.", 3, "A"),
        read("The [O African National Congress] split. The [O ANC] wept.", 4, "A"),
    ]);
    assert_eq!((more[0][0], more[0][1]), (rows[1][0], rows[1][2]));
    assert_eq!((more[1][0], more[1][1]), (rows[0][0], rows[0][2]));
    assert_ne!(rows[0][0], rows[1][0]);
}

#[test]
fn organs_belong_to_their_countries() {
    let mut library = Library::default();
    let rows = library.add(&[
        read("[L Peru]'s [O Foreign Ministry] wrote. [L Peru] waited. The [O Foreign Ministry] slept.", 1, "A"),
        read("[L Chile]'s [O Foreign Ministry] wrote. [L Chile] waited.", 2, "A"),
    ]);
    let more = library.add(&[read("The [O Foreign Ministry] of [L Chile] wrote again.", 3, "B")]);
    assert_eq!(more[0][0], rows[1][1]);
    assert_ne!(rows[0][1], rows[1][1]);
    assert_eq!(library.entities[&more[0][0]].0.country, Some(*b"CL"));
}

#[test]
fn two_known_entities_become_one_when_an_article_says_so() {
    let mut library = Library::default();
    let rows =
        library.add(&[read("The [O DLR] tested it.", 1, "A"), read("[O German Aerospace Center] paid.", 2, "A")]);
    assert_ne!(rows[0][0], rows[1][0]);
    let mut third = Vec::new();
    for key in 3..9 {
        third = library.add(&[read("The [O German Aerospace Center] ([O DLR]) built it.", key, "B")]);
    }
    let (a, b) = (third[0][0], third[0][1]);
    assert_eq!(a, b);
    assert_eq!(a, rows[0][0].min(rows[1][0]), "the older id stays");
    assert_eq!(library.entities.len(), 1);
}

#[test]
fn a_bare_name_is_one_entity_until_its_bearer_is_known() {
    let mut library = Library::default();
    let one = library.add(&[read("[P Rousseff] spoke.", 1, "A")]);
    let two = library.add(&[read("[P Rousseff] left.", 2, "B")]);
    assert_eq!(one[0][0], two[0][0]);
    for key in 3..8 {
        library.add(&[read("[P Dilma Rousseff] spoke in [L Brasilia].", key, "A")]);
    }
    let last = library.add(&[read("[P Rousseff] slept.", 9, "B")]);
    assert_eq!(library.name(last[0][0]), "Dilma Rousseff");
    assert_eq!(last[0][0], one[0][0], "the oldest id stays");
}

/// All articles of the hard cases without topics: in one go from texts, in one go from summaries, and in batches.
#[test]
fn batches_give_the_entities_of_one_go_to_full_names() {
    let lines: Vec<String> = include_str!("cases/resolve.txt")
        .lines()
        .filter(|line| line.contains('[') && !line.starts_with('#'))
        .map(|line| line.replace("\\n", "\n"))
        .collect();
    let articles: Vec<ArticleNames> = lines.iter().enumerate().map(|(at, line)| read(line, at as u128, "A")).collect();
    let mut whole = Resolver::default();
    for article in &articles {
        whole.add_names(article);
    }
    let whole = whole.resolve();
    let mut library = Library::default();
    let rows: Vec<Vec<u64>> = articles.chunks(7).flat_map(|batch| library.add(batch)).collect();
    // Pairs of mentions: how many of those that are one entity in one go are one in batches, and the other way round.
    let flat = |row: &dyn Fn(usize, usize) -> u64| -> Vec<u64> {
        (0..articles.len())
            .flat_map(|a| (0..articles[a].mentions()).map(move |m| (a, m)))
            .map(|(a, m)| row(a, m))
            .collect()
    };
    let once = flat(&|a, m| u64::from(whole.mentions[a][m].0));
    let batched = flat(&|a, m| rows[a][m]);
    let pairs = |x: &[u64], y: &[u64]| {
        let (mut all, mut same) = (0, 0);
        for i in 0..x.len() {
            for j in 0..i {
                if x[i] == x[j] {
                    all += 1;
                    same += u32::from(y[i] == y[j]);
                }
            }
        }
        f64::from(same) / f64::from(all)
    };
    let (kept, pure) = (pairs(&once, &batched), pairs(&batched, &once));
    println!("pairs of one go that are pairs in batches: {kept:.3}; the other way round: {pure:.3}");
    assert!(kept > 0.95 && pure > 0.95, "{kept} {pure}");
}

#[test]
fn two_of_one_name_are_told_apart_in_later_batches_too() {
    let mut library = Library::default();
    let mut next = 0;
    let mut add = |line: &str| {
        next += 1;
        library.add(&[read(line, next, "A")])[0][0]
    };
    let rower = add("[P Edda Runge], 22, a rower, won in [L Lisbon].");
    let judge = add("Judge [P Edda Runge], 64, dismissed the case.");
    assert_ne!(rower, judge);
    assert_eq!(add("[P Edda Runge], the rower, rested."), rower);
    assert_eq!(add("[P Edda Runge], 65, was appointed to the high court."), judge);
    assert_eq!(add("Judge [P Edda Runge] spoke."), judge);
    let third = add("The singer [P Edda Runge], 41, toured the north.");
    assert!(third != rower && third != judge);
}

#[test]
fn broken_summaries_are_refused() {
    let bytes = read("[P Sergei Lavrov] met [O NATO]. [P Lavrov] left.", 1, "A").to_bytes().unwrap();
    assert!(ArticleNames::from_bytes(&bytes).is_ok());
    assert!(matches!(ArticleNames::from_bytes(&[9, 9]), Err(SummaryError::Version)));
    assert!(ArticleNames::from_bytes(&[]).is_err());
    for at in 0..bytes.len() {
        assert!(ArticleNames::from_bytes(&bytes[..at]).is_err());
        for value in [0, 1, 7, 0x7f, 0x80, 0xff] {
            let mut broken = bytes.clone();
            broken[at] = value;
            if let Ok(names) = ArticleNames::from_bytes(&broken) {
                let mut resolver = Resolver::for_library(3);
                resolver.add_names(&names);
                let _ = (resolver.resolve(), names.keys());
            }
        }
    }
}
