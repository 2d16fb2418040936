use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::model::{Act, Alias, EntityId, EntityKind, MentionAt, Who};
use crate::text::Span;

/// Articles of one outlet; names stand as `[words|kind number]`, the number that of the machine's entity.
struct Texts(Vec<(String, String)>);

impl Shelf for Texts {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn key(&self, article: usize) -> ContentKey {
        ContentKey::of(self.0[article].1.as_bytes())
    }
    fn head(&self, article: usize) -> (Option<&str>, &str) {
        (Some("Quay Daily"), &self.0[article].0)
    }
    fn text(&self, article: usize) -> Arc<str> {
        Arc::from(self.0[article].1.as_str())
    }
}

fn kind_of(letter: &str) -> EntityKind {
    EntityKind::ALL.into_iter().find(|kind| kind.letter().to_string() == letter).unwrap()
}

fn read(marked: &[&str]) -> (Texts, Tied) {
    let mut texts = Vec::new();
    let mut tied = Tied::default();
    let mut kinds: BTreeMap<u32, EntityKind> = BTreeMap::new();
    let mut forms: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut articles: BTreeMap<u32, u32> = BTreeMap::new();
    for (number, marked) in marked.iter().enumerate() {
        let (mut text, mut mentions, mut rest) = (String::new(), Vec::new(), *marked);
        while let Some((before, inside)) = rest.split_once('[') {
            let (inside, after) = inside.split_once(']').unwrap();
            let (words, label) = inside.split_once('|').unwrap();
            let (letter, number) = label.split_at(1);
            let (kind, entity) = (kind_of(letter), number.parse().unwrap());
            text.push_str(before);
            let start = text.len() as u32;
            text.push_str(words);
            let span = Span::new(start, text.len() as u32);
            mentions.push(Mention { span, kind, entity: EntityId(entity), score: 200 });
            kinds.entry(entity).or_insert(kind);
            forms.entry(entity).or_default().push(words.to_owned());
            rest = after;
        }
        text.push_str(rest);
        let mut here: Vec<u32> = mentions.iter().map(|mention: &Mention| mention.entity.0).collect();
        here.sort_unstable();
        here.dedup();
        for entity in here {
            *articles.entry(entity).or_default() += 1;
        }
        texts.push((format!("Report {number}"), text));
        tied.mentions.push(mentions.into());
    }
    let last = kinds.keys().next_back().map_or(0, |last| last + 1);
    for id in 0..last {
        let all = forms.remove(&id).unwrap_or_default();
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for form in &all {
            *counts.entry(form).or_default() += 1;
        }
        let mut aliases: Vec<Alias> =
            counts.into_iter().map(|(name, mentions)| Alias { name: name.to_owned(), mentions }).collect();
        aliases.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        tied.entities.push(Entity {
            id: EntityId(id),
            kind: kinds.get(&id).copied().unwrap_or(EntityKind::Other),
            name: aliases.iter().map(|alias| &alias.name).max_by_key(|name| name.len()).cloned().unwrap_or_default(),
            aliases,
            mentions: all.len() as u32,
            articles: articles.get(&id).copied().unwrap_or(0),
            of: None,
            roles: Vec::new(),
            merges: Vec::new(),
        });
    }
    (Texts(texts), tied)
}

fn person(name: &str) -> Who {
    Who::new(EntityKind::Person, name)
}

fn decision(act: Act) -> Decision {
    Decision { act, date: None, note: None }
}

fn at(texts: &Texts, article: usize, words: &str, nth: u32) -> MentionAt {
    MentionAt {
        article: texts.key(article).short(),
        outlet: None,
        title: texts.0[article].0.clone(),
        words: words.to_owned(),
        nth,
    }
}

/// `Name kind mentions/articles: form count, …` for each entity, sorted.
fn told(decided: &Decided) -> Vec<String> {
    let mut lines: Vec<String> = decided
        .tied
        .entities
        .iter()
        .map(|entity| {
            let forms: Vec<String> =
                entity.aliases.iter().map(|alias| format!("{} {}", alias.name, alias.mentions)).collect();
            let (letter, sums) = (entity.kind.letter(), format!("{}/{}", entity.mentions, entity.articles));
            format!("{} {letter} {sums}: {}", entity.name, forms.join(", "))
        })
        .collect();
    lines.sort();
    lines
}

fn run(marked: &[&str], acts: impl Fn(&Texts) -> Vec<Act>) -> (Vec<String>, Vec<Outcome>) {
    let (texts, machine) = read(marked);
    let decisions: Vec<Decision> = acts(&texts).into_iter().map(decision).collect();
    let decided = apply(&texts, &machine, &decisions);
    sound(&texts, &decided);
    (told(&decided), decided.outcomes)
}

/// Counts, order and ids are right, whatever was decided.
fn sound(texts: &Texts, decided: &Decided) {
    let Tied { entities, mentions } = &decided.tied;
    assert_eq!(mentions.len(), texts.len());
    let mut counts = vec![0; entities.len()];
    for list in mentions {
        assert!(list.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{list:?}");
        list.iter().for_each(|mention| counts[mention.entity.0 as usize] += 1);
    }
    for (number, entity) in entities.iter().enumerate() {
        assert_eq!((entity.id.0 as usize, entity.mentions), (number, counts[number]), "{entity:?}");
        assert_eq!(entity.aliases.iter().map(|alias| alias.mentions).sum::<u32>(), entity.mentions, "{entity:?}");
        assert!(entity.mentions == 0 || !entity.name.is_empty());
    }
    for (article, mention) in &decided.mentions {
        assert!((*mention as usize) < mentions[*article as usize].len());
    }
}

const MINISTERS: &[&str] = &[
    "[Sergey Lavrin|P0] met [Ana Ruiz|P1]. [Lavrin|P0] left.",
    "[Lawrin|P2] was late, said [Ruiz|P1].",
    "[Lawrin|P3] again, in [Hamburg|O4].",
];

#[test]
fn a_merge_takes_everyone_of_the_name_also_in_later_articles() {
    let merge = |_: &Texts| vec![Act::Merge { who: vec![person("Lawrin")], into: person("Sergey Lavrin") }];
    let (before, _) = run(&MINISTERS[..2], merge);
    assert_eq!(before[1], "Sergey Lavrin P 3/2: Lavrin 1, Lawrin 1, Sergey Lavrin 1");
    let (after, outcomes) = run(MINISTERS, merge);
    assert_eq!(
        after,
        [
            "Ana Ruiz P 2/2: Ana Ruiz 1, Ruiz 1",
            "Hamburg O 1/1: Hamburg 1",
            "Sergey Lavrin P 4/3: Lawrin 2, Lavrin 1, Sergey Lavrin 1"
        ]
    );
    assert_eq!(outcomes, [Outcome::Done(2)]);
}

#[test]
fn a_merge_across_types_takes_the_targets_type() {
    let marked = ["[Hamburg|O0] won in [Hamburg|L1].", "[Hamburg|L1]"];
    let (texts, machine) = read(&marked);
    let (org, place) = (Who::new(EntityKind::Organisation, "Hamburg"), Who::new(EntityKind::Place, "Hamburg"));
    let merge = decision(Act::Merge { who: vec![org], into: place });
    let decided = apply(&texts, &machine, &[merge.clone(), merge]);
    assert_eq!(told(&decided), ["Hamburg L 3/2: Hamburg 3"]);
    assert!(decided.tied.mentions.iter().flat_map(|list| list.iter()).all(|mention| mention.kind == EntityKind::Place));
    assert_eq!(decided.outcomes, [Outcome::Done(1), Outcome::Holds]);
    assert_eq!(decided.entities[&0], [0]);
}

#[test]
fn names_and_mentions_are_split_off() {
    let marked =
        ["[Eva Ruiz|P0] and [Ana Ruiz|P0] met. [Ruiz|P0] spoke, [Ruiz|P0] left.", "[Ana Ruiz|P0], not [Ruiz|P0]"];
    let (told, outcomes) = run(&marked, |texts| {
        vec![Act::Split {
            from: person("Ana Ruiz"),
            names: vec!["Ana Ruiz".into()],
            mentions: vec![at(texts, 0, "Ruiz", 4)],
            into: person("Ana Ruiz"),
        }]
    });
    assert_eq!(outcomes, [Outcome::Done(3)]);
    assert_eq!(told, ["Ana Ruiz P 3/2: Ana Ruiz 2, Ruiz 1", "Eva Ruiz P 3/2: Ruiz 2, Eva Ruiz 1"]);
}

#[test]
fn types_names_and_what_is_no_name() {
    let (told, outcomes) = run(MINISTERS, |_| {
        vec![
            Act::Retype { who: vec![Who::new(EntityKind::Organisation, "Hamburg")], to: EntityKind::Place },
            Act::Rename { who: person("Sergey Lavrin"), to: "S. Lavrin".into() },
            Act::Drop { who: vec![person("Lawrin")] },
            Act::Merge { who: vec![person("Ana Ruiz")], into: person("S. Lavrin") },
        ]
    });
    assert_eq!(told, ["Hamburg L 1/1: Hamburg 1", "S. Lavrin P 4/2: Ana Ruiz 1, Lavrin 1, Ruiz 1, Sergey Lavrin 1"]);
    assert_eq!(outcomes, [Outcome::Done(1), Outcome::Done(2), Outcome::Done(2), Outcome::Done(2)]);
}

#[test]
fn a_missed_name_is_added_and_takes_the_place_of_a_wrong_one() {
    let marked = ["The New [York|L0] Harbour Board met. York is old.", "Nothing of the Board."];
    let (told, outcomes) = run(&marked, |texts| {
        let board = Who::new(EntityKind::Organisation, "Harbour Board");
        let add = |words: &str, article| Act::Add { mentions: vec![at(texts, article, words, 1)], into: board.clone() };
        vec![add("New York Harbour Board", 0), add("Board", 1), add("Board", 1), add("Board", 7 % 2)]
    });
    assert_eq!(told, ["Harbour Board O 2/2: Board 1, New York Harbour Board 1"]);
    assert_eq!(outcomes, [Outcome::Done(1), Outcome::Done(1), Outcome::Holds, Outcome::Holds]);
}

#[test]
fn a_mention_moves_to_a_namesake_of_its_own_and_back() {
    let marked = ["[Ruiz|P0] and the other [Ruiz|P0]; [Ruiz|P0]."];
    let own = Who { own: true, ..person("Ruiz") };
    let (told, _) = run(&marked, |texts| {
        vec![
            Act::Move { mentions: vec![at(texts, 0, "Ruiz", 2)], into: own.clone() },
            Act::Rename { who: Who { at: Some(at(texts, 0, "Ruiz", 2)), ..person("Ruiz") }, to: "Eva Ruiz".into() },
            Act::Move { mentions: vec![at(texts, 0, "Ruiz", 3)], into: person("Eva Ruiz") },
            Act::Remove { mentions: vec![at(texts, 0, "Ruiz", 1)] },
        ]
    });
    assert_eq!(told, ["Eva Ruiz P 2/1: Ruiz 2"]);
    let (told, outcomes) = run(&marked, |texts| {
        vec![
            Act::Move { mentions: vec![at(texts, 0, "Ruiz", 2)], into: own.clone() },
            Act::Merge { who: vec![own.clone()], into: Who { at: Some(at(texts, 0, "Ruiz", 1)), ..person("Ruiz") } },
        ]
    });
    assert_eq!(told, ["Ruiz P 3/1: Ruiz 3"]);
    assert_eq!(outcomes[1], Outcome::Done(1));
}

#[test]
fn what_does_not_apply_says_why() {
    let (told, outcomes) = run(MINISTERS, |texts| {
        let gone = MentionAt { article: "0".repeat(12), title: "Another report".into(), ..at(texts, 0, "Lavrin", 1) };
        vec![
            Act::Merge { who: vec![person("Nobody")], into: person("Sergey Lavrin") },
            Act::Merge { who: vec![person("Lawrin")], into: person("Nobody") },
            Act::Remove { mentions: vec![at(texts, 0, "Lavrin", 9)] },
            Act::Remove { mentions: vec![gone] },
            Act::Drop { who: vec![Who::new(EntityKind::Place, "Hamburg")] },
            Act::Split { from: person("Ana Ruiz"), names: vec!["Anna".into()], mentions: vec![], into: person("Anna") },
            Act::Drop { who: vec![Who { own: true, ..person("Lawrin") }] },
        ]
    });
    assert_eq!(told, run(MINISTERS, |_| Vec::new()).0, "nothing has changed");
    let why: Vec<&str> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Outcome::Missing(why) => why.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        why,
        [
            "no person is called “Nobody” in these articles",
            "no person is called “Nobody” in these articles",
            "“Lavrin” does not occur 9 times in “Report 0”",
            "the article “Another report” is not among these",
            "no place is called “Hamburg” in these articles",
            "“Ana Ruiz” is not named “Anna” here",
            "no decision before this one made the person “Lawrin”",
        ]
    );
}

#[test]
fn what_applies_in_part_or_to_nothing_says_so() {
    let (told, outcomes) = run(MINISTERS, |texts| {
        let split = Act::Split {
            from: person("Sergey Lavrin"),
            names: vec!["Lavrin".into(), "Lavrine".into()],
            mentions: vec![at(texts, 0, "Ana Ruiz", 1)],
            into: person("Piotr Lavrin"),
        };
        vec![
            Act::Merge { who: vec![person("Lawrin"), person("Nobody")], into: person("Ana Ruiz") },
            split,
            Act::Remove { mentions: vec![at(texts, 1, "Ruiz", 1), at(texts, 1, "Ruiz", 2)] },
            Act::Merge { who: vec![person("Ana Ruiz")], into: person("Ana Ruiz") },
            Act::Rename { who: person("Ana Ruiz"), to: "Ana Ruiz".into() },
            Act::Retype { who: vec![person("Ana Ruiz")], to: EntityKind::Person },
        ]
    });
    let part = |mentions, why: &str| Outcome::Part(mentions, why.to_owned());
    let none = |why: &str| Outcome::Missing(why.to_owned());
    assert_eq!(
        outcomes,
        [
            part(2, "no person is called “Nobody” in these articles"),
            part(1, "“Sergey Lavrin” is not named “Lavrine” here"),
            part(1, "“Ruiz” does not occur 2 times in “Report 1”"),
            none("“Ana Ruiz” cannot be merged with itself"),
            none("that is its name already"),
            none("that is its type already"),
        ]
    );
    assert_eq!(told.len(), 4, "{told:?}");
}

#[test]
fn mentions_that_came_by_a_merge_are_a_persons() {
    let (texts, machine) = read(MINISTERS);
    let merge = decision(Act::Merge { who: vec![person("Lawrin")], into: person("Sergey Lavrin") });
    let decided = apply(&texts, &machine, &[merge]);
    let mut marked: Vec<(u32, u32)> = decided.mentions.into_iter().collect();
    marked.sort_unstable();
    assert_eq!(marked, [(1, 0), (2, 0)]);
}

#[test]
fn an_article_that_was_changed_is_known_by_its_title() {
    let (told, outcomes) = run(&["[Ruiz|P0] is new here. [Ruiz|P0]"], |texts| {
        vec![Act::Remove { mentions: vec![MentionAt { article: "f".repeat(12), ..at(texts, 0, "Ruiz", 2) }] }]
    });
    assert_eq!((told, outcomes), (vec!["Ruiz P 1/1: Ruiz 1".to_owned()], vec![Outcome::Done(1)]));
}

#[test]
fn one_of_several_forms_may_be_dropped_by_its_name() {
    let (told, _) = run(&["[Ferry Board|O0] and [Board|O0], [Board|O0]"], |_| {
        vec![Act::Drop { who: vec![Who::new(EntityKind::Organisation, "Board")] }]
    });
    assert_eq!(told, ["Ferry Board O 1/1: Ferry Board 1"]);
}

const NAMES: [&str; 6] = ["Ruiz", "Ana Ruiz", "Eva Ruiz", "Moor", "Moor Bank", "Lind"];

prop_compose! {
    fn articles()(all in proptest::collection::vec(
        proptest::collection::vec((0usize..6, 0u32..4, 0usize..3), 0..6), 1..5)
    ) -> Vec<String> {
        all.into_iter().enumerate().map(|(number, names)| {
            let names = names.into_iter().map(|(name, entity, gap)| {
                let letter = EntityKind::ALL[entity as usize % 4].letter();
                format!("{} [{}|{letter}{entity}]", "so ".repeat(gap), NAMES[name])
            });
            format!("{number} Ruiz {}", names.collect::<String>())
        }).collect()
    }
}

fn acts(seeds: &[(u8, usize, usize, usize)], texts: &Texts) -> Vec<Decision> {
    let who = |name: usize, salt: usize| Who {
        kind: EntityKind::ALL[salt % 4],
        name: NAMES[name % 6].to_owned(),
        at: (salt.is_multiple_of(5)).then(|| at(texts, salt % texts.len(), NAMES[name % 6], 1)),
        own: salt.is_multiple_of(7),
    };
    let acts = seeds.iter().map(|(kind, a, b, c)| match kind % 8 {
        0 => Act::Merge { who: vec![who(*a, *c)], into: who(*b, *c) },
        1 => Act::Split { from: who(*a, *c), names: vec![NAMES[b % 6].into()], mentions: vec![], into: who(*b, *c) },
        2 => Act::Retype { who: vec![who(*a, *c)], to: EntityKind::ALL[b % 4] },
        3 => Act::Drop { who: vec![who(*a, *c)] },
        4 => Act::Rename { who: who(*a, *c), to: NAMES[b % 6].into() },
        5 => {
            Act::Add { mentions: vec![at(texts, c % texts.len(), NAMES[b % 6], 1 + *c as u32 % 2)], into: who(*a, *c) }
        }
        6 => Act::Move { mentions: vec![at(texts, c % texts.len(), NAMES[b % 6], 1)], into: who(*a, *c) },
        _ => Act::Remove { mentions: vec![at(texts, c % texts.len(), NAMES[b % 6], 1)] },
    });
    acts.map(decision).collect()
}

proptest! {
    #[test]
    fn anything_decided_leaves_sound_entities(
        marked in articles(),
        seeds in proptest::collection::vec((0u8..8, 0usize..6, 0usize..6, 0usize..40), 0..8),
    ) {
        let marked: Vec<&str> = marked.iter().map(String::as_str).collect();
        let (texts, machine) = read(&marked);
        let decisions = acts(&seeds, &texts);
        let decided = apply(&texts, &machine, &decisions);
        sound(&texts, &decided);
        // What decisions come to does not hang on the order of the articles.
        let backward: Vec<&str> = marked.iter().rev().copied().collect();
        let (mut back, machine) = read(&backward);
        back.0 = texts.0.iter().rev().cloned().collect();
        let again = apply(&back, &machine, &decisions);
        prop_assert_eq!(told(&again), told(&decided));
        prop_assert_eq!(again.outcomes, decided.outcomes);
    }

    #[test]
    fn decided_twice_is_decided_once(
        marked in articles(),
        seed in (proptest::sample::select(vec![0u8, 2, 4, 5, 6]), 0usize..6, 0usize..6, 1usize..40),
    ) {
        let marked: Vec<&str> = marked.iter().map(String::as_str).collect();
        let (texts, machine) = read(&marked);
        let once = acts(&[seed], &texts);
        let twice = [once.clone(), once.clone()].concat();
        prop_assert_eq!(told(&apply(&texts, &machine, &twice)), told(&apply(&texts, &machine, &once)));
    }
}
