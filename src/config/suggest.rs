//! "Did you mean …?"

use crate::text::fold;

/// The candidate nearest to a mistyped word, if one is near: at most one slip for every three letters, transposed neighbours
/// counting as one slip (optimal string alignment). Of equals, the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 64 {
        return None;
    }
    let typed = plain(word);
    let allowed = (typed.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let slips = strsim::osa_distance(&typed, &plain(candidate));
            (slips <= allowed && slips < candidate.chars().count()).then_some((slips, candidate))
        })
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// `; did you mean "…"?`, or `otherwise` where nothing is near.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    nearest(word, candidates).map_or_else(|| otherwise.to_owned(), |near| format!("; did you mean \"{near}\"?"))
}

/// Without case, accents, and the choice of joining sign.
fn plain(word: &str) -> String {
    fold(word).replace(['-', ' '], "_")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_forgiven_and_strangers_are_not() {
        let names = ["next_mention", "next_article", "top"];
        assert_eq!(nearest("nxt_mention", names), Some("next_mention"));
        assert_eq!(nearest("Next-Article", names), Some("next_article"));
        assert_eq!(nearest("tpo", names), Some("top"));
        assert_eq!(nearest("zzz", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest(&"x".repeat(1000), names), None);
    }
}
