//! From bytes to text: which encoding, and whether it is text at all.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The detector looks at this much; more does not make it surer.
const DETECT_BYTES: usize = 256 * 1024;

/// So many bytes that are not UTF-8 in a plain text tell nothing of its encoding.
const FEW: usize = 2;

/// A decoded text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// The text, without byte order mark.
    pub text: Cow<'a, str>,
    /// What the user should know of it: another encoding than UTF-8, bytes that were no text.
    pub note: Option<String>,
}

/// Decodes a text, or says why it is none.
///
/// UTF-8 and whatever has a byte order mark are taken at their word. A text that is UTF-8 or ASCII but for a few bytes
/// stays UTF-8 with U+FFFD in their place; for any other the encoding is guessed with chardetng, as Firefox does.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, String> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, _, lossy) = encoding.decode(bytes);
        let note = match (lossy, encoding == UTF_8) {
            (true, _) => Some(format!("damaged {}: some characters are lost", encoding.name())),
            (false, true) => None,
            (false, false) => Some(format!("{}, by its byte order mark; convert it to UTF-8", encoding.name())),
        };
        return Ok(Decoded { text, note });
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let (text, lossy) = encoding.decode_without_bom_handling(bytes);
        return Ok(Decoded { text, note: Some(note(encoding, lossy)) });
    }
    if is_binary(bytes) {
        return Err(binary_kind(bytes));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: Cow::Borrowed(text), note: None }),
        Err(error) => Ok(decode_foreign(bytes, error.valid_up_to())),
    }
}

fn decode_foreign(bytes: &[u8], first: usize) -> Decoded<'_> {
    let (good, bad) = utf8_counts(bytes);
    // 0xFE and 0xFF are in no UTF-8, and among plain letters in no other encoding either.
    let plain = bytes.iter().filter(|byte| !byte.is_ascii()).count() * 20 < bytes.len() * 3;
    let never = memchr::memchr2(0xfe, 0xff, bytes).is_some();
    if good > 3 * bad || (plain && (never || bad <= FEW)) {
        let line = 1 + memchr::memchr_iter(b'\n', bytes.get(..first).unwrap_or(bytes)).count();
        let what = if bad == 1 { "byte or sequence" } else { "bytes or sequences" };
        let note = format!("damaged UTF-8: {bad} stray {what}, the first in line {line}");
        return Decoded { text: String::from_utf8_lossy(bytes), note: Some(note) };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let from = first.saturating_sub(DETECT_BYTES / 2);
    let sample = bytes.get(from..bytes.len().min(from + DETECT_BYTES)).unwrap_or(bytes);
    detector.feed(sample, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, note: Some(note(encoding, lossy)) }
}

fn note(encoding: &'static Encoding, lossy: bool) -> String {
    let name = encoding.name();
    let loss = if lossy { "; some characters are lost" } else { "" };
    format!("not UTF-8; read as {name}{loss}. If that is wrong, convert it to UTF-8")
}

/// Valid sequences of several bytes, and invalid ones.
fn utf8_counts(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good, bad)
}

/// Whether bytes that have no byte order mark are no text: NUL bytes, or many control characters, at their start.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..8192).unwrap_or(bytes);
    if utf16_without_mark(head).is_some() || Encoding::for_bom(head).is_some() {
        return false;
    }
    let odd = head.iter().filter(|byte| matches!(byte, 0..=7 | 14..=26 | 28..=31 | 127)).count();
    head.starts_with(b"%PDF-") || memchr::memchr(0, head).is_some() || odd * 20 > head.len()
}

/// UTF-16 of a script with one-byte code points shows as text with a NUL in every other place.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..512.min(bytes.len() & !1))?;
    if head.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match (even, odd) {
        (0, n) if n * 10 >= half * 7 => Some(UTF_16LE),
        (n, 0) if n * 10 >= half * 7 => Some(UTF_16BE),
        _ => None,
    }
}

fn binary_kind(bytes: &[u8]) -> String {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x1f\x8b", "gzip-compressed"),
        (b"(\xb5/\xfd", "zstd-compressed"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "an SQLite database"),
    ];
    let kind = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic));
    kind.map_or_else(|| "not a text file".to_owned(), |(_, kind)| format!("{kind}, not text"))
}

#[cfg(test)]
mod tests;
