//! Code points outside, bytes inside.

/// Turns offsets of one text from code points into bytes and back.
#[derive(Debug)]
pub(super) struct Offsets {
    /// Byte of each code point and of the end; empty for plain ASCII, where both are the same.
    bytes: Vec<u32>,
    len: u32,
}

impl Offsets {
    pub(super) fn new(text: &str) -> Self {
        let mut bytes = Vec::new();
        if !text.is_ascii() {
            bytes.extend(text.char_indices().map(|(at, _)| at as u32));
            bytes.push(text.len() as u32);
        }
        Self { bytes, len: text.len() as u32 }
    }

    /// The byte of a code point; `None` behind the end.
    pub(super) fn byte(&self, point: u64) -> Option<u32> {
        if self.bytes.is_empty() {
            return u32::try_from(point).ok().filter(|at| *at <= self.len);
        }
        self.bytes.get(usize::try_from(point).ok()?).copied()
    }

    /// The code point of a byte (of the next boundary, where the byte lies inside of one).
    pub(super) fn point(&self, byte: u32) -> u32 {
        if self.bytes.is_empty() { byte } else { self.bytes.partition_point(|at| *at < byte) as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::Offsets;

    #[test]
    fn there_and_back() {
        let text = "aé🦊z";
        let offsets = Offsets::new(text);
        assert_eq!((0..5).map(|p| offsets.byte(p)).collect::<Vec<_>>(), [Some(0), Some(1), Some(3), Some(7), Some(8)]);
        assert_eq!(offsets.byte(5), None);
        assert_eq!([0, 1, 3, 7, 8].map(|b| offsets.point(b)), [0, 1, 2, 3, 4]);
        assert_eq!(Offsets::new("abc").byte(4), None);
        assert_eq!(Offsets::new("").byte(0), Some(0));
    }
}
