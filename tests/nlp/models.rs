//! The model file: what is written is read, and what is no model is refused in words.

use dateline::nlp::{Recognizer, model_file};

use super::whole;

#[test]
fn what_is_written_is_read_and_writes_the_same_bytes() {
    let shipped = Recognizer::shipped();
    let bytes = model_file::write(shipped.model()).unwrap();
    let again = Recognizer::from_bytes(&bytes).unwrap();
    assert_eq!(model_file::write(again.model()).unwrap(), bytes);
    let text = "Angela Merkel visited Lisbon with the Bundestag's president.";
    assert_eq!(again.recognize(text, &[whole(text)]), shipped.recognize(text, &[whole(text)]));
}

#[test]
fn the_shipped_model_is_sound_and_small() {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/models/names-en.model")).unwrap();
    assert!(bytes.len() < 10_000_000, "{} bytes", bytes.len());
    let model = model_file::read(&bytes).unwrap();
    assert!(model.weights.len() > 50_000);
}

#[test]
fn damaged_and_foreign_files_are_refused_in_words() {
    let good = model_file::write(Recognizer::shipped().model()).unwrap();
    let refused = |bytes: &[u8]| Recognizer::from_bytes(bytes).unwrap_err().to_string();
    assert!(refused(b"").contains("no model"));
    assert!(refused(b"PK\x03\x04 something else").contains("no model"));
    assert!(refused(&good[..40]).contains("ends"));
    assert!(refused(&good[..good.len() - 5]).contains("damaged"));
    let mut flipped = good.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    assert!(refused(&flipped).contains("checksum"));
    let mut newer = good;
    newer[15] = 99;
    assert!(refused(&newer).contains("version 99"));
}
