//! The file a model is kept in.
//!
//! ```text
//! "dateline names\n"  15 bytes   what it is
//! version             u32        of this layout; others are refused
//! checksum            32 bytes   BLAKE3 of all that follows
//! payload             zstd       note, unit, transitions, classes, phrases, weights, each as columns
//! ```
//! Numbers are little-endian. Keys are hashes in rising order, stored as differences, so that they compress.

use super::label::{NAMES, TAGS};
use super::lexicon::{Classes, Lexicon};
use super::model::{Model, Weights};
use super::recognize::ModelError;
use super::table::Table;
use super::viterbi::well_formed;

const MAGIC: &[u8] = b"dateline names\n";
const VERSION: u32 = 1;
const HEAD: usize = MAGIC.len() + 4 + 32;
/// Rows read at a time.
const BLOCK: usize = 1024;
/// No honest model is larger when unpacked.
const LARGEST: usize = 256 << 20;

/// Writes a model. The same model gives the same bytes.
///
/// # Errors
/// The compressor's.
pub fn write(model: &Model) -> Result<Vec<u8>, ModelError> {
    let mut out = Vec::new();
    put_u32(&mut out, model.note.len() as u32);
    out.extend_from_slice(model.note.as_bytes());
    out.extend_from_slice(&model.unit.to_le_bytes());
    for score in model.transitions.iter().flatten() {
        out.extend_from_slice(&score.to_le_bytes());
    }
    let classes = sorted(model.lexicon.classes.pairs().map(|(key, value)| (key, *value)));
    put_keys(&mut out, classes.iter().map(|(key, _)| *key));
    put_columns(&mut out, &classes, 11, |value| {
        let [b0, b1, b2, b3] = value.brown.to_le_bytes();
        let ([f0, f1], [c0, c1]) = (value.fine.to_le_bytes(), value.coarse.to_le_bytes());
        let [m0, m1] = value.minute.to_le_bytes();
        [b0, b1, b2, b3, f0, f1, c0, c1, m0, m1, value.case]
    });
    let phrases = sorted(model.lexicon.phrases.pairs().map(|(key, value)| (key, *value)));
    put_keys(&mut out, phrases.iter().map(|(key, _)| *key));
    put_columns(&mut out, &phrases, 2, |value| value.to_le_bytes());
    let rows = sorted(model.weights.rows().map(|(key, row)| (key, *row)));
    put_keys(&mut out, rows.iter().map(|(key, _)| *key));
    put_columns(&mut out, &rows, NAMES, |row| row.map(i8::cast_unsigned));
    let packed = zstd::bulk::compress(&out, 19).map_err(|error| ModelError::Refused(error.to_string()))?;
    let mut file = Vec::with_capacity(HEAD + packed.len());
    file.extend_from_slice(MAGIC);
    put_u32(&mut file, VERSION);
    file.extend_from_slice(blake3::hash(&packed).as_bytes());
    file.extend_from_slice(&packed);
    Ok(file)
}

fn sorted<V>(pairs: impl Iterator<Item = (u32, V)>) -> Vec<(u32, V)> {
    let mut pairs: Vec<(u32, V)> = pairs.collect();
    pairs.sort_unstable_by_key(|(key, _)| *key);
    pairs
}

fn put_u32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// The number of keys, and each as its difference to the one before, 7 bits a byte.
fn put_keys(out: &mut Vec<u8>, keys: impl ExactSizeIterator<Item = u32>) {
    put_u32(out, keys.len() as u32);
    let mut last = 0;
    for key in keys {
        let mut step = key - last;
        last = key;
        while step >= 128 {
            out.push(step as u8 | 128);
            step >>= 7;
        }
        out.push(step as u8);
    }
}

fn put_columns<V, const N: usize>(out: &mut Vec<u8>, pairs: &[(u32, V)], width: usize, bytes: impl Fn(&V) -> [u8; N]) {
    let start = out.len();
    out.resize(start + pairs.len() * width, 0);
    let Some(columns) = out.get_mut(start..) else { return };
    for (row, (_, value)) in pairs.iter().enumerate() {
        for (column, byte) in bytes(value).into_iter().enumerate().take(width) {
            if let Some(slot) = columns.get_mut(column * pairs.len() + row) {
                *slot = byte;
            }
        }
    }
}

/// Reads a model.
///
/// # Errors
/// Says what is wrong with bytes that are no model, of another version, or damaged.
pub fn read(file: &[u8]) -> Result<Model, ModelError> {
    let refuse = |what: &str| ModelError::Refused(what.to_owned());
    let rest = file.strip_prefix(MAGIC).ok_or_else(|| refuse("this is no model of dateline's recogniser"))?;
    let (version, rest) = rest.split_first_chunk::<4>().ok_or_else(|| refuse("the model ends in its first line"))?;
    let version = u32::from_le_bytes(*version);
    if version != VERSION {
        return Err(ModelError::Refused(format!(
            "the model is of version {version}, this program reads version {VERSION}: train it again, or use the program it came with"
        )));
    }
    let (sum, packed) = rest.split_first_chunk::<32>().ok_or_else(|| refuse("the model ends in its first line"))?;
    if blake3::hash(packed).as_bytes() != sum {
        return Err(refuse("the model is damaged: its checksum does not fit its content"));
    }
    let size = zstd::bulk::Decompressor::upper_bound(packed).unwrap_or(LARGEST).min(LARGEST);
    let payload =
        zstd::bulk::decompress(packed, size).map_err(|_| refuse("the model is damaged: it cannot be unpacked"))?;
    Reader { rest: &payload }.model().ok_or_else(|| refuse("the model is damaged: a table in it ends too early"))
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(head)
    }

    fn word(&mut self) -> Option<[u8; 4]> {
        self.take(4)?.try_into().ok()
    }

    fn model(&mut self) -> Option<Model> {
        let len = u32::from_le_bytes(self.word()?) as usize;
        let note = String::from_utf8(self.take(len)?.to_vec()).ok()?;
        let unit = f32::from_le_bytes(self.word()?);
        let mut transitions = [[0; TAGS]; TAGS];
        for score in transitions.iter_mut().flatten() {
            *score = i32::from_le_bytes(self.word()?).clamp(-(1 << 20), 1 << 20);
        }
        let (classes, phrases, rows) = (self.section::<11>()?, self.section::<2>()?, self.section::<NAMES>()?);
        let sound = unit.is_finite() && unit > 0.0 && self.rest.is_empty();
        if !sound {
            return None;
        }
        let (lexicon, weights) = beside(|| lexicon(&classes, &phrases), || weights(&rows));
        Some(Model { lexicon: lexicon?, weights: weights?, transitions: well_formed(transitions), unit, note })
    }

    /// Takes a table: the number of its rows, their keys, their values in columns.
    fn section<const N: usize>(&mut self) -> Option<Section<'a, N>> {
        let count = u32::from_le_bytes(self.word()?) as usize;
        // Each key has at least one byte and each value N, so a false count cannot ask for much memory.
        if count.checked_mul(N + 1)? > self.rest.len() {
            return None;
        }
        let len = end_of_keys(self.rest, count)?;
        Some(Section { count, keys: self.take(len)?, columns: self.take(count.checked_mul(N)?)? })
    }
}

/// How many bytes `count` keys take: each ends with the first byte below 128.
fn end_of_keys(bytes: &[u8], count: usize) -> Option<usize> {
    let (mut seen, mut len) = (0, 0);
    for chunk in bytes.chunks(BLOCK) {
        let ends = chunk.iter().filter(|byte| **byte < 128).count();
        if seen + ends >= count {
            break;
        }
        (seen, len) = (seen + ends, len + chunk.len());
    }
    while seen < count {
        seen += usize::from(*bytes.get(len)? < 128);
        len += 1;
    }
    Some(len)
}

/// Answers two questions at once, where the system gives a thread.
fn beside<A, B: Send>(here: impl FnOnce() -> A, there: impl Fn() -> B + Sync) -> (A, B) {
    let (first, second) = std::thread::scope(|scope| {
        let spawned = std::thread::Builder::new().spawn_scoped(scope, &there);
        let first = here();
        (first, spawned.ok().and_then(|thread| thread.join().ok()))
    });
    (first, second.unwrap_or_else(there))
}

fn lexicon(classes: &Section<11>, phrases: &Section<2>) -> Option<Lexicon> {
    let mut lexicon = Lexicon { classes: Table::with_room(classes.count), phrases: Table::with_room(phrases.count) };
    classes.each(|key, [b0, b1, b2, b3, f0, f1, c0, c1, m0, m1, case]| {
        let value = Classes {
            brown: u32::from_le_bytes([b0, b1, b2, b3]),
            fine: u16::from_le_bytes([f0, f1]),
            coarse: u16::from_le_bytes([c0, c1]),
            minute: u16::from_le_bytes([m0, m1]),
            case,
        };
        lexicon.classes.insert(key, value);
    })?;
    phrases.each(|key, value| lexicon.phrases.insert(key, u16::from_le_bytes(value)))?;
    Some(lexicon)
}

fn weights(rows: &Section<NAMES>) -> Option<Weights> {
    let mut weights = Weights::with_room(rows.count);
    rows.each(|key, row| weights.insert(key, row.map(u8::cast_signed)))?;
    Some(weights)
}

/// A table as it lies in the file.
struct Section<'a, const N: usize> {
    count: usize,
    keys: &'a [u8],
    columns: &'a [u8],
}

impl<const N: usize> Section<'_, N> {
    /// Calls `found` with each key and its row, keys rising.
    fn each(&self, mut found: impl FnMut(u32, [u8; N])) -> Option<()> {
        let (mut keys, mut key) = (self.keys, 0u32);
        let mut rows = [[0u8; N]; BLOCK];
        for start in (0..self.count).step_by(BLOCK) {
            // Some rows at a time, so that they stay in the cache while the columns are walked.
            let rows = rows.get_mut(..BLOCK.min(self.count - start))?;
            for column in 0..N {
                let bytes = self.columns.get(column * self.count + start..)?;
                for (row, byte) in rows.iter_mut().zip(bytes) {
                    row[column] = *byte;
                }
            }
            for row in rows {
                key = key.checked_add(step(&mut keys)?)?;
                found(key, *row);
            }
        }
        keys.is_empty().then_some(())
    }
}

/// Takes one number of 7 bits a byte.
fn step(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0u32;
    for (n, byte) in bytes.iter().enumerate().take(5) {
        value |= u32::from(byte & 127).checked_shl(7 * n as u32)?;
        if byte & 128 == 0 {
            *bytes = bytes.get(n + 1..)?;
            return Some(value);
        }
    }
    None
}
