//! One form for the spellings that romanisation gives one name (`assets/names/spelling.txt`).

/// A rewriting rule.
#[derive(Debug)]
struct Rule {
    from: &'static str,
    to: &'static str,
    at_start: bool,
    at_end: bool,
    /// The letters it needs.
    letters: u32,
}

/// Rules in the order in which they apply.
#[derive(Debug, Default)]
pub(super) struct Rules(Vec<Rule>);

impl Rules {
    /// Reads `FROM TO` lines.
    pub(super) fn parse(file: &'static str) -> Self {
        let rule = |line: &'static str| {
            let (from, to) = line.split_once(' ')?;
            let bare = from.trim_start_matches('^').trim_end_matches('$');
            let to = if to == "-" { "" } else { to.trim() };
            Some(Rule {
                from: bare,
                to,
                at_start: from.starts_with('^'),
                at_end: from.ends_with('$'),
                letters: letters(bare),
            })
        };
        Self(file.lines().filter(|line| !line.starts_with('#')).filter_map(rule).collect())
    }

    /// The normal form of a folded word. Words of three letters and less stay: Li is not Lee.
    pub(super) fn normal(&self, word: &str) -> String {
        match word.chars().count() {
            0..3 => return word.to_owned(),
            3 => return word.replace('w', "v"),
            _ => {}
        }
        let mut form = word.to_owned();
        let mut has = letters(&form);
        for rule in &self.0 {
            if rule.letters & has == rule.letters && rule.apply(&mut form) {
                has = letters(&form);
            }
        }
        // Doubled letters say nothing.
        let mut last = '\0';
        form.retain(|c| std::mem::replace(&mut last, c) != c);
        form
    }
}

impl Rule {
    /// Rewrites a word; whether it changed.
    fn apply(&self, form: &mut String) -> bool {
        match (self.at_start, self.at_end) {
            (true, _) if form.starts_with(self.from) => form.replace_range(..self.from.len(), self.to),
            (false, true) if form.ends_with(self.from) => {
                let keep = form.len() - self.from.len();
                form.truncate(keep);
                form.push_str(self.to);
            }
            (false, false) if form.contains(self.from) => *form = form.replace(self.from, self.to),
            _ => return false,
        }
        true
    }
}

/// The set of a word's letters, a bit for each of a to z.
fn letters(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |set, b| set | 1 << (b - b'a'))
}

/// Whether one letter was left out, added, changed or two neighbours swapped (restricted Damerau-Levenshtein distance 1).
pub(super) fn one_slip(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return is_slip(a.as_bytes(), b.as_bytes());
    }
    is_slip(&a.chars().collect::<Vec<char>>(), &b.chars().collect::<Vec<char>>())
}

fn is_slip<L: PartialEq>(a: &[L], b: &[L]) -> bool {
    if a == b || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (a.len().saturating_sub(head + tail), b.len().saturating_sub(head + tail));
    let swapped = a.len() == b.len()
        && head + tail + 2 == a.len()
        && a.get(head) == b.get(head + 1)
        && a.get(head + 1) == b.get(head);
    swapped || (rest_a <= 1 && rest_b <= 1)
}

#[cfg(test)]
mod tests {
    use super::one_slip;
    use crate::nlp::resolve::knowledge::Knowledge;

    fn same(a: &str, b: &str) -> bool {
        let normal = |w: &str| Knowledge::get().spelling.normal(w);
        normal(a) == normal(b)
    }

    #[test]
    fn spellings_meet_and_look_alikes_do_not() {
        for (a, b) in [
            ("lavrov", "lawrow"),
            ("zelensky", "zelenskyy"),
            ("zelensky", "zelenskiy"),
            ("muller", "mueller"),
            ("kharkov", "harkov"),
            ("smirnoff", "smirnov"),
            ("yanukovych", "ianukovych"),
            ("lukashenko", "lukasschenko"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("waltz", "walz"),
            ("rojo", "rajoy"),
            ("khamenei", "khomeini"),
            ("navalny", "navalnaya"),
            ("lee", "li"),
            ("ivanov", "ivanova"),
            ("putin", "putina"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn slips() {
        assert!(one_slip("netanyahu", "netanyhau") && one_slip("merkel", "merkell") && one_slip("obama", "obana"));
        assert!(!one_slip("merkel", "merkel") && !one_slip("merkel", "markal") && !one_slip("ab", "abcd"));
        assert!(one_slip("aa", "a") && one_slip("", "a"));
    }
}
