//! Outlets: who publishes.

use crate::text::fold;

/// Position of an outlet in the open corpus. Not kept between runs; names are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutletId(pub u32);

/// A newspaper, agency, broadcaster or site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Its number in this corpus.
    pub id: OutletId,
    /// Its name; `None` stands for all articles whose outlet is unknown.
    pub name: Option<String>,
    /// A short sign for it, unique in the corpus, 1 to 4 cells; `?` for unknown.
    pub tag: String,
    /// Number of its articles.
    pub articles: u32,
}

impl Outlet {
    /// The name to show.
    #[must_use]
    pub fn display(&self) -> &str {
        self.name.as_deref().unwrap_or("unknown outlet")
    }
}

/// A folded name without "the", "a" or "an" before it, where anything else is left.
#[must_use]
pub fn without_article(folded: &str) -> &str {
    let rest = ["the ", "a ", "an "].iter().find_map(|article| folded.strip_prefix(article)).map(str::trim_start);
    rest.filter(|rest| !rest.is_empty()).unwrap_or(folded)
}

/// Sign and name (`None`: the unknown outlet).
pub type Known<'a> = (&'a str, Option<&'a str>);

/// Which of several outlets somebody means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// The one at this position.
    One(usize),
    /// Any of these: more must be said.
    Several(Vec<usize>),
    /// None that is there.
    None,
}

/// The outlet that a typed name or sign means, of signs and names (`None`: the unknown outlet). Case and accents do not
/// matter, nor does an article before the name. A whole name or a sign counts; where there is none, the beginning of a
/// name, or of a word in it, if it is the beginning of one only.
#[must_use]
pub fn meant(typed: &str, outlets: &[Known<'_>]) -> Meant {
    if let Some(at) = meant_exactly(typed, outlets) {
        return Meant::One(at);
    }
    let wanted = fold(typed.trim());
    let wanted = without_article(&wanted);
    let all = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let named = outlets.iter().enumerate().filter_map(|(at, (_, name))| Some((at, fold((*name)?))));
        named.filter(|(_, name)| !wanted.is_empty() && fits(without_article(name))).map(|(at, _)| at).collect()
    };
    let starts = all(&|name| name.starts_with(wanted));
    let found = if starts.is_empty() {
        let at_word = |before: &str| !before.ends_with(char::is_alphanumeric);
        all(&|name| name.match_indices(wanted).any(|(at, _)| name.get(..at).is_some_and(at_word)))
    } else {
        starts
    };
    match found.as_slice() {
        [] => Meant::None,
        [one] => Meant::One(*one),
        _ => Meant::Several(found),
    }
}

/// As [`meant`], by whole names and signs only.
#[must_use]
pub fn meant_exactly(typed: &str, outlets: &[Known<'_>]) -> Option<usize> {
    let (typed, wanted) = (typed.trim(), fold(typed.trim()));
    let find = |fits: &dyn Fn(&Known<'_>) -> bool| outlets.iter().position(fits);
    let bare = without_article(&wanted);
    let named = |name: Option<&str>, fits: &dyn Fn(&str) -> bool| name.is_some_and(|name| fits(&fold(name)));
    // Signs are also matched exactly first, as some differ only in what is levelled.
    let found = find(&|(_, name)| named(*name, &|name| name == wanted))
        .or_else(|| find(&|(tag, _)| *tag == typed))
        .or_else(|| find(&|(tag, _)| fold(tag) == wanted));
    found
        .or_else(|| {
            let alike = |(_, name): &Known<'_>| named(*name, &|name| without_article(name) == bare);
            find(&alike).filter(|_| outlets.iter().filter(|outlet| alike(outlet)).count() == 1)
        })
        .or_else(|| {
            let unknown = ["unknown", "unknown outlet", "?"].contains(&wanted.as_str());
            find(&|(_, name)| unknown && name.is_none())
        })
}

#[cfg(test)]
mod tests {
    use super::{Meant, meant, meant_exactly, without_article};

    const OUTLETS: [(&str, Option<&str>); 5] = [
        ("HP", Some("The Harbour Post")),
        ("HW", Some("Harbour Weekly")),
        ("ÉL", Some("Élan Libre")),
        ("LG", Some("The Ledger")),
        ("?", None),
    ];

    #[test]
    fn a_name_a_sign_or_the_beginning_of_one_name() {
        for (typed, at) in [
            ("the harbour post", 0),
            ("Harbour Post", 0),
            ("hw", 1),
            ("elan", 2),
            ("libr", 2),
            ("ledg", 3),
            ("a ledger", 3),
            ("unknown", 4),
            ("post", 0),
        ] {
            assert_eq!(meant(typed, &OUTLETS), Meant::One(at), "{typed}");
        }
        assert_eq!(meant("harb", &OUTLETS), Meant::Several(vec![0, 1]));
        for typed in ["", "the", "xyz", "arbour"] {
            assert_eq!(meant(typed, &OUTLETS), Meant::None, "{typed}");
        }
        assert_eq!((meant_exactly("ledg", &OUTLETS), meant_exactly("ledger", &OUTLETS)), (None, Some(3)));
    }

    #[test]
    fn an_article_is_no_part_of_a_name() {
        for (name, bare) in
            [("the guardian", "guardian"), ("the ", "the "), ("theatre", "theatre"), ("an echo", "echo")]
        {
            assert_eq!(without_article(name), bare);
        }
    }
}
