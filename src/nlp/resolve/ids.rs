//! Numbers of texts. The table holds hashes and numbers alone: growing it looks at no text, and a look-up at one.

use rustc_hash::FxHashMap;

use crate::nlp::hash::{bytes, mix};

/// Text → number.
#[derive(Debug, Default)]
pub(super) struct Ids(FxHashMap<u64, u32>);

impl Ids {
    /// The number of a text of a kind, where `is` says whether a number is that text's; or else the key to [`put`](Self::put) it under.
    pub(super) fn find(&self, kind: u64, text: &str, is: impl Fn(u32) -> bool) -> Result<u32, u64> {
        let mut key = mix(kind, bytes(text.as_bytes()));
        while let Some(&id) = self.0.get(&key) {
            if is(id) {
                return Ok(id);
            }
            // Another text with this hash: hardly ever.
            key = mix(key, kind);
        }
        Err(key)
    }

    /// Gives a text its number.
    pub(super) fn put(&mut self, key: u64, id: u32) {
        self.0.insert(key, id);
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn each_text_has_one_number() {
        let texts: Vec<String> = (0..1000).map(|n| format!("name {}", n % 500)).collect();
        let (mut ids, mut all): (Ids, Vec<&str>) = (Ids::default(), Vec::new());
        for text in &texts {
            if let Err(key) = ids.find(3, text, |id| all[id as usize] == text) {
                ids.put(key, all.len() as u32);
                all.push(text);
            }
        }
        assert_eq!(all.len(), 500);
        assert!(ids.find(3, "name 7", |id| all[id as usize] == "name 7").is_ok_and(|id| all[id as usize] == "name 7"));
        // Two texts of one hash get two numbers.
        let key = ids.find(3, "name 7", |_| false).unwrap_err();
        ids.put(key, 500);
        assert_eq!(ids.find(3, "name 7", |id| id == 500), Ok(500));
    }
}
