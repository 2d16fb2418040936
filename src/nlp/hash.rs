//! Hashes that models store, so they may never change: a multiply-and-fold mix after wyhash (Wang Yi, public domain).

const K0: u64 = 0x9e37_79b9_7f4a_7c15;
const K1: u64 = 0xbf58_476d_1ce4_e5b9;
const K2: u64 = 0x94d0_49bb_1331_11eb;

/// Folds two words into one.
#[must_use]
#[inline]
pub const fn mix(a: u64, b: u64) -> u64 {
    let product = ((a ^ K0) as u128).wrapping_mul((b ^ K1) as u128);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Hash of a string's bytes.
#[must_use]
#[inline]
pub fn bytes(text: &[u8]) -> u64 {
    let mut state = K2 ^ text.len() as u64;
    let mut chunks = text.chunks_exact(8);
    for chunk in &mut chunks {
        state = mix(state, read(chunk));
    }
    mix(state, read(chunks.remainder()))
}

#[inline]
fn read(chunk: &[u8]) -> u64 {
    let mut word = [0u8; 8];
    for (to, from) in word.iter_mut().zip(chunk) {
        *to = *from;
    }
    u64::from_le_bytes(word)
}

/// Hash of a string in lower case.
#[must_use]
pub fn lower(text: &str) -> u64 {
    if text.is_ascii() {
        let mut buffer = [0u8; 64];
        if let Some(slot) = buffer.get_mut(..text.len()) {
            for (to, from) in slot.iter_mut().zip(text.bytes()) {
                *to = from.to_ascii_lowercase();
            }
            return bytes(slot);
        }
    }
    bytes(text.to_lowercase().as_bytes())
}

/// The key of a feature: what it looks at, and what it saw.
#[must_use]
#[inline]
pub const fn feature(template: u32, value: u64) -> u32 {
    (mix(value, (template as u64 + 1).wrapping_mul(K2)) >> 32) as u32
}

/// The key of a feature that saw two things.
#[must_use]
#[inline]
pub const fn feature2(template: u32, a: u64, b: u64) -> u32 {
    feature(template, mix(a, b.rotate_left(29)))
}

#[cfg(test)]
mod tests {
    use super::{bytes, feature, lower};

    /// Models on disk hold these numbers.
    #[test]
    fn hashes_never_change() {
        assert_eq!(bytes(b"dateline"), bytes("dateline".as_bytes()));
        assert_eq!(lower("Ljubljana"), bytes(b"ljubljana"));
        assert_eq!(lower("ÉVIAN"), bytes("évian".as_bytes()));
        assert_eq!((bytes(b""), bytes(b"word")), (HASH_OF_NOTHING, HASH_OF_WORD));
        assert_ne!(feature(1, 7), feature(2, 7));
    }

    const HASH_OF_NOTHING: u64 = 8_813_402_305_720_104_194;
    const HASH_OF_WORD: u64 = 7_064_945_956_302_554_454;
}
