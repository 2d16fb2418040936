//! Groups tokens into sentences. Linear; a sentence has at most [`LONGEST`] tokens, so that decoding needs bounded memory.

use crate::model::{Sentence, Token, TokenKind};
use crate::nlp::dateline::{self, Lead};
use crate::nlp::hash;
use crate::nlp::lexicon::{Lexicon, PHRASE, on, phrase_step};
use crate::nlp::tokenizer::{Class, class_of, is_leading, is_trailing, starts_sentence};
use crate::text::Span;

/// A sentence longer than this is cut; no author's sentence is.
pub const LONGEST: usize = 400;

/// By so many words in small letters a line shows that it is running text.
const RUNNING: usize = 2;
/// How usual a capital is in a name, see [`Classes::case`](crate::nlp::lexicon::Classes::case).
const MOSTLY: u8 = 6;

/// Groups `tokens` (all of one zone; the first has index `base` in the whole analysis) into sentences. A dateline at the
/// beginning of a paragraph is one by itself; it is added to `leads`, if they are asked for.
pub fn split(
    text: &str,
    tokens: &[Token],
    base: u32,
    lexicon: &Lexicon,
    out: &mut Vec<Sentence>,
    mut leads: Option<&mut Vec<Lead>>,
) {
    let wrapped = is_wrapped(text, tokens);
    let mut first = 0;
    // One past the dateline that is being read.
    let mut lead = 0;
    for at in 0..tokens.len() {
        if at == first
            && let Some(leads) = leads.as_mut().filter(|_| opens_paragraph(text, tokens, at))
            && let Some(found) = dateline::read(text, tokens.get(at..).unwrap_or(&[]), at == 0, lexicon)
        {
            lead = at + found.end;
            leads.push(found.moved(base as usize + at));
        }
        let ends = if at < lead {
            at + 1 == lead
        } else {
            at + 1 == tokens.len() || at + 1 - first >= LONGEST || is_end(text, tokens, (first, at), wrapped, lexicon)
        };
        if !ends {
            continue;
        }
        if let (Some(head), Some(last)) = (tokens.get(first), tokens.get(at)) {
            out.push(Sentence {
                span: Span::new(head.span.start, last.span.end),
                tokens: base + first as u32..base + at as u32 + 1,
            });
        }
        first = at + 1;
    }
}

/// Whether a line begins with a token.
fn opens_paragraph(text: &str, tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    match (before, tokens.get(at)) {
        (Some(left), Some(right)) => matches!(gap(text, *left, *right), Gap::Newline | Gap::Blank),
        _ => true,
    }
}

/// What lies between two neighbouring tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Newline,
    Blank,
}

fn gap(text: &str, left: Token, right: Token) -> Gap {
    if left.span.end == right.span.start {
        return Gap::None;
    }
    let between = Span::new(left.span.end, right.span.start).of(text).as_bytes();
    // A control character that sets no line parts what it stands between.
    if between.iter().any(|byte| matches!(byte, 0..=8 | 14..=31)) {
        return Gap::Blank;
    }
    match memchr::memchr_iter(b'\n', between).count() {
        0 if between.contains(&b'\r') => Gap::Newline,
        0 => Gap::Space,
        1 => Gap::Newline,
        _ => Gap::Blank,
    }
}

/// Whether the text was broken into lines of one width: then a line's end says nothing.
fn is_wrapped(text: &str, tokens: &[Token]) -> bool {
    let (mut breaks, mut soft, mut longest) = (0usize, 0usize, 0u32);
    let mut line_start = tokens.first().map_or(0, |token| token.span.start);
    for pair in tokens.windows(2) {
        let [left, right] = pair else { continue };
        match gap(text, *left, *right) {
            Gap::Newline => {
                breaks += 1;
                soft += usize::from(!is_stop(text, *left) && first_class(text, *right) == Class::Lower);
            }
            Gap::Blank => {}
            _ => continue,
        }
        longest = longest.max(left.span.end - line_start);
        line_start = right.span.start;
    }
    breaks >= 3 && longest < 120 && soft * 3 >= breaks
}

fn first_class(text: &str, token: Token) -> Class {
    token.span.of(text).chars().next().map_or(Class::Space, class_of)
}

/// `.`, `!`, `?`, `…` and runs of them.
fn is_stop(text: &str, token: Token) -> bool {
    token.kind == TokenKind::Punctuation && token.span.of(text).starts_with(['.', '!', '?', '…', '。', '！', '？'])
}

fn is_closer(text: &str, token: Token) -> bool {
    matches!(token.span.of(text), "\"" | "'" | "''" | "”" | "’" | ")" | "]" | "»")
}

fn is_opener(text: &str, token: Token) -> bool {
    matches!(token.span.of(text), "\"" | "'" | "“" | "‘" | "(" | "[" | "«" | "``")
}

/// Whether a sentence ends after token `at`.
fn is_end(text: &str, tokens: &[Token], (first, at): (usize, usize), wrapped: bool, lexicon: &Lexicon) -> bool {
    let (Some(here), Some(next)) = (tokens.get(at).copied(), tokens.get(at + 1).copied()) else { return true };
    let gap = gap(text, here, next);
    match gap {
        Gap::Blank => return true,
        Gap::Newline if !wrapped => {
            // A line that begins in lower case goes on with the one before, unless that one was finished; so does one that
            // begins within a name.
            let goes_on = first_class(text, next) == Class::Lower && !is_stop(text, here);
            return !goes_on && !within_name(text, tokens, first, at, lexicon);
        }
        Gap::None => return is_stop(text, here) && glued(text, here, next),
        Gap::Newline | Gap::Space => {}
    }
    // The stop may stand before closing quotation marks and brackets.
    let mut stop = at;
    while stop > first && tokens.get(stop).is_some_and(|token| is_closer(text, *token)) {
        stop -= 1;
    }
    let Some(mark) = tokens.get(stop).copied() else { return false };
    let follower = if is_opener(text, next) { tokens.get(at + 2).copied().unwrap_or(next) } else { next };
    let class = first_class(text, follower);
    if is_stop(text, mark) {
        let ellipsis = mark.span.len() > 1 && mark.span.of(text).starts_with("..") || mark.span.of(text) == "…";
        return match class {
            Class::Lower => false,
            _ => !ellipsis || class == Class::Upper,
        };
    }
    class == Class::Upper
        && (ends_after_abbreviation(text, mark, follower) || somebody_acts(text, tokens, (stop, at), lexicon))
}

/// "in the U.S. Vance was": somebody's name and a verb begin a sentence after an abbreviation in capitals.
fn somebody_acts(text: &str, tokens: &[Token], (stop, at): (usize, usize), lexicon: &Lexicon) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    // Asked first: hardly any sentence has one, and the lists are asked for words.
    if stop != at || !matches!(word(stop), "U.S." | "U.K." | "U.N." | "E.U." | "U.S.A." | "U.A.E.") {
        return false;
    }
    let lower = hash::lower(word(at + 1));
    let lists = lexicon.phrase(phrase_step(PHRASE, lower));
    // Few names of today's people are on a list.
    let name = ["last", "last_rare", "first"].iter().any(|list| on(lists, list)) || lists == 0;
    let other = on(lists, "title") || on(lists, "orgsuf") || on(lists, "org");
    name && !other && is_name(word(at + 1), lexicon) && acts(word(at + 2))
}

/// Whether a word is a verb of somebody, never a noun.
fn acts(word: &str) -> bool {
    matches!(
        word,
        "was" | "is" | "has" | "had" | "said" | "says" | "told" | "did" | "does" | "will" | "would" | "won" | "later"
    )
}

/// Whether a name may be broken over the end of a line after token `at`: the words on both sides are on a list together, or a
/// given name is followed by a word that is mostly written with a capital, in running text. A headline has no small letters to speak of.
fn within_name(text: &str, tokens: &[Token], first: usize, at: usize, lexicon: &Lexicon) -> bool {
    let class = |at: usize| tokens.get(at).map_or(Class::Space, |token| first_class(text, *token));
    let (Some(here), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    if class(at) != Class::Upper || class(at + 1) != Class::Upper {
        return false;
    }
    let (left, right) = (here.span.of(text), next.span.of(text));
    let before = tokens.get(first..at).unwrap_or(&[]);
    let count = |wanted: Class| before.iter().skip(1).filter(|token| first_class(text, **token) == wanted).count();
    let comma = before.iter().any(|token| token.span.of(text) == ",");
    let small = count(Class::Lower);
    if small + usize::from(comma) < RUNNING || small < count(Class::Upper) {
        return false;
    }
    let phrase = [left, right].iter().fold(PHRASE, |state, word| phrase_step(state, hash::lower(word)));
    let goes_on = !matches!(class(at + 2), Class::Upper | Class::Digit) || class(at + 3) == Class::Lower;
    lexicon.phrase(phrase) != 0 || (goes_on && is_first(left, lexicon) && is_name(right, lexicon))
}

/// Whether a word is a given name.
fn is_first(word: &str, lexicon: &Lexicon) -> bool {
    !starts_sentence(word) && on(lexicon.phrase(phrase_step(PHRASE, hash::lower(word))), "first")
}

/// Whether a word is mostly written with a capital, or not known at all.
fn is_name(word: &str, lexicon: &Lexicon) -> bool {
    let case = lexicon.classes_of(hash::bytes(word.as_bytes())).map_or(0, |classes| classes.case);
    !starts_sentence(word) && (case == 0 || case >= MOSTLY)
}

/// "end.”He": no space after a stop, but a new sentence.
fn glued(text: &str, here: Token, next: Token) -> bool {
    here.span.of(text).starts_with(['.', '。', '！', '？'])
        && here.span.len() == 1
        && first_class(text, next) == Class::Upper
        && starts_sentence(next.span.of(text))
        || here.span.of(text).starts_with(['。', '！', '？'])
}

/// Whether a sentence may end with an abbreviation's period.
fn ends_after_abbreviation(text: &str, mark: Token, follower: Token) -> bool {
    let Some(word) = mark.span.of(text).strip_suffix('.') else { return false };
    if word.contains('.') || is_trailing(word) {
        // "U.S.", "a.m.", "Corp."
        return starts_sentence(follower.span.of(text));
    }
    // A lone initial or a title leads on to a name.
    !is_leading(word) && word.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::nlp::lexicon::build;
    use crate::nlp::tokenizer::tokenize;
    use crate::text::Span;

    fn sentences(text: &str) -> Vec<&str> {
        // Words with how usual a capital is in them, and a name.
        let classes = "Police\t1\t1\t1\t1\t2\nOslo\t1\t1\t1\t1\t8\nBaltic\t1\t1\t1\t1\t8\nLeague\t1\t1\t1\t1\t4\n";
        let lexicon = build(classes, "org\tbaltic league\nfirst\tdora\ncity\tnew haven\n").unwrap();
        let (mut tokens, mut out) = (Vec::new(), Vec::new());
        tokenize(text, Span::new(0, text.len() as u32), &mut tokens);
        split(text, &tokens, 0, &lexicon, &mut out, Some(&mut Vec::new()));
        out.iter().map(|sentence| sentence.span.of(text)).collect()
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        assert_eq!(
            sentences("Gen. J. R. Ochs of the U.S. Army met Mr. Abe on Jan. 5. They left at 5 p.m. The talks go on."),
            ["Gen. J. R. Ochs of the U.S. Army met Mr. Abe on Jan. 5.", "They left at 5 p.m.", "The talks go on."]
        );
        assert_eq!(sentences("It left the U.S. He stayed."), ["It left the U.S.", "He stayed."]);
        assert_eq!(sentences("It left the U.S. Dora was sad."), ["It left the U.S.", "Dora was sad."]);
        assert_eq!(sentences("The U.S. League was sad."), ["The U.S. League was sad."]);
        assert_eq!(sentences("She wrote on X. Dora replied."), ["She wrote on X.", "Dora replied."]);
        assert_eq!(
            sentences("She met J. X. Dora of Jackson, W.Va. on Monday."),
            ["She met J. X. Dora of Jackson, W.Va. on Monday."]
        );
    }

    #[test]
    fn quotations_close_before_the_next_sentence() {
        assert_eq!(
            sentences("“We won.” She smiled. \"Why?\" he asked. (Nobody knew.) Then…  nothing"),
            ["“We won.”", "She smiled.", "\"Why?\" he asked.", "(Nobody knew.)", "Then…  nothing"]
        );
    }

    #[test]
    fn lines_end_sentences_unless_the_text_is_wrapped() {
        assert_eq!(sentences("Storm Hits Coast\nHundreds fled"), ["Storm Hits Coast", "Hundreds fled"]);
        let wrapped =
            "The minister met New\nYork officials about the\nplan for the river and\nthe road to Old\nTown. It rained.";
        assert_eq!(sentences(wrapped).len(), 2);
        let name = "The minister, Dora\nVance, spoke in New\nHaven on Monday about the Baltic\nLeague. It rained.";
        assert_eq!(sentences(name).len(), 2);
        assert_eq!(sentences("Two men are held in Oslo\nPolice have arrested two men.").len(), 2);
        assert_eq!(sentences("The cup went to the Rovers\nVance said that they had earned it.").len(), 2);
        assert_eq!(sentences("Dora Vance Wins in Oslo\nMarit Lind lost.").len(), 2);
    }

    #[test]
    fn a_dateline_is_parted_from_the_first_sentence() {
        assert_eq!(
            sentences("Storm Hits Coast\nOSLO (Norwire) - Dora Vance left. It rained.\nVANTIA — Nobody stayed."),
            ["Storm Hits Coast", "OSLO (Norwire) -", "Dora Vance left.", "It rained.", "VANTIA —", "Nobody stayed."]
        );
    }

    #[test]
    fn a_control_character_ends_a_sentence() {
        assert_eq!(sentences("Dora Vance\0Marit Lind left\u{1}early"), ["Dora Vance", "Marit Lind left", "early"]);
        assert_eq!(sentences("Dora Vance\tleft\r\nin May"), ["Dora Vance\tleft\r\nin May"]);
    }

    #[test]
    fn a_sentence_is_bounded() {
        let text = "word ".repeat(5000);
        assert!(sentences(&text).len() >= 12);
    }
}
