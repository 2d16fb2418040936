//! Which of several bearers of a name is meant.

use super::{Links, Listed, MAX_BLOCK, People, head};
use crate::nlp::resolve::knowledge::{Age, Knowledge, Sex};
use crate::nlp::resolve::person::titles;
use crate::nlp::resolve::rule::Rule;

impl People<'_> {
    /// Whether the text says that two items are two people.
    pub(super) fn apart(&self, i: u32, j: u32) -> bool {
        let (x, y) = (self.items[i as usize].name, self.items[j as usize].name);
        self.evidence.apart.is_some_and(|apart| apart.contains(&(x.min(y), x.max(y))))
    }

    /// Whom the text says an item is not, as far as they are known.
    pub(super) fn others(&self, i: u32, links: &Links) -> Vec<u32> {
        let other = |&(a, b): &(u32, u32)| (a == i).then_some(b).or_else(|| (b == i).then_some(a));
        self.evidence.pairs.iter().filter_map(other).map(|j| head(links, j)).collect()
    }

    /// Keeps the bearers who are known to be of a sex, if there are any; whether there were.
    pub(super) fn keep_sex(&self, sex: Sex, found: &mut Vec<u32>) -> bool {
        let words = &self.names.words;
        let known = |j: &u32| self.items[*j as usize].sex.or_else(|| self.person(*j).and_then(|p| p.sex(words)));
        let any = found.iter().any(|j| known(j) == Some(sex));
        if any {
            found.retain(|j| known(j) == Some(sex));
        }
        any
    }

    /// Keeps, of several bearers, those the text speaks for. `same` are all items of the surname.
    pub(super) fn narrow(&self, i: u32, found: &mut Vec<u32>, same: &[u32], links: &Links) {
        if let Some(age) = self.items[i as usize].age {
            self.by_age(i, age, found);
            return;
        }
        // "Griffey Jr." is the one who is called so.
        let suffix = |j: u32| self.person(j).and_then(|p| p.suffix);
        let (own, numbered) = (suffix(i), |to: &u32| suffix(*to).is_some());
        if own.is_some() && found.iter().any(numbered) {
            found.retain(numbered);
        }
        let titles = |j: u32| self.evidence.titles.get(j as usize).map_or(&[][..], Vec::as_slice);
        let own = titles(i);
        let shares = |j: &u32| titles(*j).iter().any(|t| own.contains(t));
        if found.iter().any(shares) {
            found.retain(shares);
        }
        // Who goes by another surname too is not meant by this one: "Kim Kardashian West".
        let Some(surname) = self.person(i).map(|p| p.last(&self.names.words).norm) else { return };
        let only = |to: &u32| {
            !self.named_otherwise(*to, surname, links) && same.iter().take(MAX_BLOCK).any(|&j| head(links, j) == *to)
        };
        if found.len() > 1 && found.iter().any(only) {
            found.retain(only);
        }
        // "van den Berg" is not said of Mr. van der Berg.
        let joined = |j: u32| self.person(j).and_then(|p| p.joined).map(|joined| self.names.words.get(joined).norm);
        let own = joined(i);
        let alike =
            |to: &u32| own.is_some() && same.iter().take(MAX_BLOCK).any(|&j| head(links, j) == *to && joined(j) == own);
        if found.len() > 1 && found.iter().any(alike) {
            found.retain(alike);
        }
        // "Silva" is not said of Mr. da Silva beside a Ms. Silva.
        let particle = |j: u32| self.person(j).is_some_and(|p| p.particle);
        let own = particle(i);
        let alike = |to: &u32| same.iter().take(MAX_BLOCK).any(|&j| head(links, j) == *to && particle(j) == own);
        if found.len() > 1 && found.iter().any(alike) {
            found.retain(alike);
        }
    }

    /// Whether one of the full names of a bearer ends in another surname.
    fn named_otherwise(&self, to: u32, surname: u64, links: &Links) -> bool {
        let words = &self.names.words;
        (0..self.items.len().min(4 * MAX_BLOCK) as u32).any(|j| {
            links[j as usize].is_some()
                && head(links, j) == to
                && self.person(j).is_some_and(|p| p.is_full(words) && p.last(words).norm != surname)
        })
    }

    /// "The elder", "the younger": by what the text says of the generations; of two of whom it says nothing, the one
    /// introduced first is the elder.
    fn by_age(&self, i: u32, age: Age, found: &mut Vec<u32>) {
        if found.iter().any(|j| *j < i) {
            found.retain(|j| *j < i);
        }
        if found.len() == 1 {
            return;
        }
        let generation = |j: &u32| self.person(*j).and_then(|p| p.suffix);
        let elder = |j: &u32| self.evidence.elders.iter().any(|(e, _)| e == j) || generation(j) == Some(1);
        let younger = |j: &u32| self.evidence.elders.iter().any(|(_, y)| y == j) || generation(j) == Some(2);
        let told: Vec<u32> = match age {
            Age::Elder => found.iter().copied().filter(|j| elder(j) && !younger(j)).collect(),
            Age::Younger => found.iter().copied().filter(|j| younger(j) && !elder(j)).collect(),
        };
        if told.len() == 1 {
            *found = told;
        } else if let (&[a, b], true) = (found.as_slice(), told.is_empty()) {
            let (a_elder, b_elder) = (elder(&a) || younger(&b), elder(&b) || younger(&a));
            let first_is_elder = if a_elder == b_elder { a < b } else { a_elder };
            *found = vec![if (age == Age::Elder) == first_is_elder { a } else { b }];
        } else {
            found.clear();
        }
    }

    /// Whether the numbers or suffixes of two names ("II", "Jr.") allow them to be one.
    pub(super) fn one_number(&self, i: u32, j: u32) -> bool {
        let of = |k: u32| self.person(k).and_then(|p| p.suffix);
        of(i).is_none_or(|x| of(j).is_none_or(|y| x == y))
    }

    /// Whether two single names of one form may be one bearer's.
    pub(super) fn may_be_one(&self, i: u32, j: u32) -> bool {
        let same = self.sexes_agree(i, j) && self.one_number(i, j) && self.ages_agree(i, j);
        same && self.styles_agree(i, j) && !self.two_offices(i, j)
    }

    /// Whether a saint is not taken for a pope.
    pub(super) fn styles_agree(&self, i: u32, j: u32) -> bool {
        !titles::clash(self.items[i as usize].regnal, self.items[j as usize].regnal)
    }

    /// Whether it is a ruler's or a saint's name, who have no surname.
    pub(super) fn reigns(&self, i: u32) -> bool {
        let style = self.items[i as usize].regnal & (titles::SAINT | titles::POPE | titles::SOVEREIGN) != 0;
        style || self.person(i).is_some_and(|p| p.bare && p.numeral)
    }

    /// Whether a ruler's given name may be that of a longer one: a king with a number is not the prince of another house.
    fn of_one_house(&self, i: u32, j: u32) -> bool {
        let style = |k: u32| self.items[k as usize].regnal;
        let numbered = self.person(i).is_some_and(|p| p.numeral);
        let same = style(i) & style(j) != 0 || style(i) == 0 || style(j) == 0;
        self.styles_agree(i, j) && (same || !numbered)
    }

    /// Whether two items hold offices of which nobody holds two.
    pub(super) fn two_offices(&self, i: u32, j: u32) -> bool {
        let of = |k: u32| self.evidence.offices.get(k as usize).copied().flatten();
        of(i).is_some_and(|x| of(j).is_some_and(|y| x != y))
    }

    pub(super) fn ages_agree(&self, i: u32, j: u32) -> bool {
        self.items[i as usize].age == self.items[j as usize].age
    }

    /// The full name of a prince or a pope who is named by the given name: one that bears a title of that sort too, or is
    /// built the Arab way ("Mohammed bin Salman").
    pub(super) fn ruler(&self, i: u32, norm: u64, by_word: &Listed, links: &Links) -> Option<(u32, Rule)> {
        let words = &self.names.words;
        let mut found: Option<u32> = None;
        for &j in by_word.get(&norm).into_iter().flatten().take(MAX_BLOCK) {
            let Some(person) = self.person(j).filter(|p| p.first(words).norm == norm) else { continue };
            if (self.items[j as usize].regnal != 0 || person.arab) && self.of_one_house(i, j) {
                let to = head(links, j);
                if found.is_some_and(|k| k != to) {
                    return None;
                }
                found = Some(to);
            }
        }
        found.map(|to| (to, self.rule(Rule::GivenName)))
    }

    /// "JFK", "MBS": the only full name with these initials.
    pub(super) fn letters(&self, i: u32, full: &[u32], links: &Links) -> Option<(u32, Rule)> {
        let text = &self.names.get(self.items[i as usize].name).text;
        let suffix = self.person(i).and_then(|p| p.suffix);
        // "RFK Jr."
        let plain = if suffix.is_some() { text.split(' ').next().unwrap_or(text) } else { text };
        let letters: String = plain.chars().filter(|c| *c != '.').collect();
        if !(2..=4).contains(&letters.chars().count()) || !letters.chars().all(char::is_uppercase) {
            return None;
        }
        let letters = letters.to_lowercase();
        let mut found: Option<u32> = None;
        for &j in full.iter().take(4 * MAX_BLOCK) {
            let numbered = suffix.is_none() || self.person(j).is_some_and(|p| p.suffix == suffix);
            if numbered && initials(&self.names.get(self.items[j as usize].name).text) == letters {
                let to = head(links, j);
                if found.is_some_and(|k| k != to) {
                    return None;
                }
                found = Some(to);
            }
        }
        found.map(|to| (to, Rule::Acronym))
    }
}

/// The initials of a full name without titles and suffixes, lower case.
fn initials(text: &str) -> String {
    let known = Knowledge::get();
    let mut out = String::new();
    for word in text.split([' ', '-', '.']).filter(|w| !w.is_empty()).take(8) {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let silent = known.suffixes.contains(&plain) || (out.is_empty() && known.titles.contains_key(&plain));
        out.extend(plain.chars().next().filter(|_| !silent));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_of_names() {
        assert_eq!(initials("John F. Kennedy"), "jfk");
        assert_eq!(initials("Crown Prince Mohammed bin Salman"), "mbs");
        assert_eq!(initials("Alexandria Ocasio-Cortez"), "aoc");
        assert_eq!(initials("Robert F. Kennedy Jr."), "rfk");
    }
}
