//! Training: the same seed gives the same bytes, and a user's corrections are learnt.

use dateline::model::EntityKind;
use dateline::nlp::lexicon::Lexicon;
use dateline::nlp::train::{self, Options, Sample, sample};
use dateline::nlp::{Recognizer, model_file};

use super::whole;

const COLUMNS: &str = "\
Zorblax\tB-PER\nQuimby\tI-PER\nleft\tO\nVarnholt\tB-LOC\n.\tO\n\n\
The\tO\nOlvex\tB-ORG\nGroup\tI-ORG\nhired\tO\nZorblax\tB-PER\nQuimby\tI-PER\nin\tO\nVarnholt\tB-LOC\n.\tO\n\n";

fn options() -> Options {
    Options { passes: 8, step: 0.1, min_count: 1, recase: 0.0, dropout: 0.0, average: 1, ..Options::default() }
}

#[test]
fn the_same_seed_gives_the_same_model() {
    let samples = sample::from_conll(COLUMNS).unwrap();
    let train = |seed| {
        let options = Options { seed, dropout: 0.3, recase: 0.9, ..options() };
        model_file::write(&train::train(&samples, &Lexicon::default(), None, &options, |_, _| {})).unwrap()
    };
    assert_eq!(train(7), train(7));
    assert_ne!(train(7), train(8));
}

#[test]
fn what_was_taught_is_found() {
    let samples = sample::from_conll(COLUMNS).unwrap();
    let recognizer = Recognizer::new(train::train(&samples, &Lexicon::default(), None, &options(), |_, _| {}));
    let text = "Zorblax Quimby left Varnholt.";
    let found: Vec<_> =
        recognizer.recognize(text, &[whole(text)]).mentions.iter().map(|n| (n.span.of(text), n.kind)).collect();
    assert_eq!(found, [("Zorblax Quimby", EntityKind::Person), ("Varnholt", EntityKind::Place)]);
}

#[test]
fn corrections_extend_the_shipped_model() {
    let line = "{\"text\":\"The Quiet Harbour won. Critics loved The Quiet Harbour, and The Quiet Harbour stays.\",\
                \"spans\":[[0,17,\"MISC\"],[37,54,\"MISC\"],[60,77,\"MISC\"]]}";
    let samples: Vec<Sample> = sample::from_jsonl(line).unwrap();
    let options = Options {
        passes: 30,
        step: 0.02,
        min_count: 1,
        recase: 0.0,
        dropout: 0.0,
        average: 1,
        keep: 600_000,
        ..Options::default()
    };
    let shipped = Recognizer::shipped();
    let model = train::train(&samples, &shipped.model().lexicon, Some(shipped.model()), &options, |_, _| {});
    let extended = Recognizer::new(model);
    let text = &samples[0].text;
    let found: Vec<_> = extended.recognize(text, &[whole(text)]).mentions.iter().map(|n| n.span.of(text)).collect();
    assert_eq!(found.iter().filter(|name| name.ends_with("Quiet Harbour")).count(), 3, "{found:?}");
    // What it knew before it still knows.
    let text = "Angela Merkel visited Lisbon on Monday.";
    let found: Vec<_> = extended.recognize(text, &[whole(text)]).mentions.iter().map(|n| n.span.of(text)).collect();
    assert_eq!(found, ["Angela Merkel", "Lisbon"]);
}
