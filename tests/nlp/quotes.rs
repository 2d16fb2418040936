//! Quotations, whatever the text.

use dateline::nlp::quotations;
use proptest::prelude::*;

use super::read;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn stretches_are_in_order_and_speakers_in_the_text(pieces in prop::collection::vec(prop::sample::select(vec![
        "“", "”", "\"", "'", "''", "``", "‘", "’", "said", "told", "Obama", "Anna Berg", "she", "the spokesman", "according to",
        " ", " ", " ", "\n", "\n\n", ", ", ". ", "? ", ": ", "No more of this today", "é", "東", "🙂", "\0", "\u{301}", "'s",
    ]), 0..60)) {
        let text = pieces.concat();
        let analysis = read(&text);
        let mut last = 0;
        for quote in quotations(&text, &analysis.tokens, &analysis.mentions) {
            prop_assert!(quote.span.start >= last && !quote.span.of(&text).is_empty());
            prop_assert!(!quote.span.of(&text).contains('\n'));
            last = quote.span.end;
            if let Some(who) = quote.speaker {
                prop_assert!(!who.span.of(&text).is_empty());
                prop_assert!(!who.span.overlaps(quote.span), "{:?} in {text:?}", who.span);
                prop_assert!(who.mention.is_none_or(|name| name < analysis.mentions.len()));
            }
        }
    }
}
