use super::decode;

fn text(bytes: &[u8]) -> (String, Option<String>) {
    let decoded = decode(bytes).unwrap();
    (decoded.text.into_owned(), decoded.note)
}

#[test]
fn utf8_and_marks_are_taken_at_their_word() {
    assert_eq!(text("naïve".as_bytes()), ("naïve".to_owned(), None));
    assert_eq!(text(b"\xef\xbb\xbfabc"), ("abc".to_owned(), None));
    let marked = text(b"\xff\xfea\0b\0");
    assert_eq!(marked, ("ab".to_owned(), Some("UTF-16LE, by its byte order mark; convert it to UTF-8".to_owned())));
}

#[test]
fn other_encodings_are_guessed_and_named() {
    let (windows, _, _) = encoding_rs::WINDOWS_1251.encode("Переговоры начались во вторник утром в столице страны.");
    let (decoded, note) = text(&windows);
    assert!(decoded.starts_with("Переговоры"), "{decoded}");
    assert!(note.unwrap().contains("windows-1251"));
    let utf16: Vec<u8> = "The talks began on Tuesday.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (decoded, note) = text(&utf16);
    assert_eq!(decoded, "The talks began on Tuesday.");
    assert!(note.unwrap().contains("UTF-16LE"));
}

#[test]
fn a_few_stray_bytes_do_not_make_another_encoding() {
    let mut bytes = "Für Größe und Übermut fehlt\nes der “Süddeutschen” an allem.".as_bytes().to_vec();
    bytes.extend(b" \xff end");
    let (decoded, note) = text(&bytes);
    assert!(decoded.starts_with("Für Größe") && decoded.ends_with("\u{fffd} end"));
    assert_eq!(note.as_deref(), Some("damaged UTF-8: 1 stray byte or sequence, the first in line 2"));
}

#[test]
fn one_stray_byte_chooses_no_encoding() {
    for bytes in [&b"The harbour \xc3\x28 was shut on Monday."[..], b"The caf\xe9 was shut, the na\xefve mayor said."] {
        let (decoded, note) = text(bytes);
        assert!(decoded.contains('\u{fffd}') && decoded.contains("was shut"), "{decoded}");
        assert!(note.unwrap().starts_with("damaged UTF-8: "));
    }
}

#[test]
fn bytes_of_no_encoding_are_damage() {
    let (decoded, note) = text(b"Worse \xff\xfe letter here\n\nThe harbour master said \xc3\x28 yes, and then no.\n");
    assert!(decoded.starts_with("Worse \u{fffd}\u{fffd} letter"), "{decoded}");
    assert!(note.unwrap().starts_with("damaged UTF-8: 3 stray bytes"));
}

#[test]
fn binaries_are_called_by_their_names() {
    assert_eq!(decode(b"%PDF-1.7 abc").unwrap_err(), "a PDF, not text");
    assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0").unwrap_err(), "a PNG picture, not text");
    assert_eq!(decode(b"ab\0\x01\x02\x03cdefgh").unwrap_err(), "not a text file");
}
