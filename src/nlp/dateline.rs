//! Datelines in running text, told by their form: `PORT ALMA —`, `KYIV, Ukraine (AP) -`, `Tel Aviv, March 3 (Reuters) –`.
//!
//! The place and the agency are names of their own, and the first sentence begins after the sign.

use std::ops::Range;

use super::forms::Forms;
use super::hash;
use super::lexicon::{Lexicon, PHRASE, on, phrase_step};
use super::tokenizer::{Class, class_of};
use crate::model::{Token, TokenKind};
use crate::text::Span;

/// A dateline has no more tokens.
const LONGEST: usize = 20;
/// Tokens of a place, of a region, of an agency.
const PLACE: usize = 6;
const AGENCY: usize = 5;
/// A place in capitals has so many letters.
const LETTERS: usize = 3;
/// How usual a capital is in what is no name, see [`Classes::case`](super::lexicon::Classes::case).
const SELDOM: u8 = 5;

/// A dateline, as tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The place, if it surely is one.
    pub place: Option<Range<usize>>,
    /// Another place beside it, after a slash or a comma: "OSLO/BERGEN", "RENO, Nev.".
    pub beside: Option<Range<usize>>,
    /// Who reports.
    pub agency: Option<Range<usize>>,
    /// One past its sign.
    pub end: usize,
}

impl Lead {
    /// The same, `by` tokens further on.
    pub fn moved(self, by: usize) -> Self {
        let range = |range: Range<usize>| range.start + by..range.end + by;
        Self {
            place: self.place.map(range),
            beside: self.beside.map(range),
            agency: self.agency.map(range),
            end: self.end + by,
        }
    }
}

/// Reads the dateline at the beginning of a paragraph's `tokens`; whether it is the first of the text says `opening`.
pub fn read(text: &str, tokens: &[Token], opening: bool, lexicon: &Lexicon) -> Option<Lead> {
    let form = Form { text, tokens: tokens.get(..on_one_line(text, tokens))? };
    let capitals = form.run(0, PLACE, is_capitals);
    let place = 0..if capitals > 0 { capitals } else { form.run(0, PLACE, is_capital) };
    if place.is_empty() {
        return None;
    }
    if form.is(place.end, ":") {
        return form.colon(place, opening, lexicon);
    }
    let (mut at, mut beside) = (place.end, None);
    if capitals > 0 && form.is(at, "/") {
        let second = at + 1..form.run(at + 1, PLACE, is_capitals);
        at = second.end;
        beside = (!second.is_empty() && form.is_place(&second, lexicon)).then_some(second);
    }
    let (mut dated, mut last) = (false, at..at);
    while form.is(at, ",") {
        dated |= last.clone().any(|at| form.is_number(at));
        last = at + 1..form.part(at + 1)?;
        beside = beside.or_else(|| form.is_region(&last, lexicon).then(|| last.clone()));
        at = last.end;
    }
    // "Oslo, Feb. 12, NPA –".
    let bare = (dated && last.len() == 1 && is_capitals(form.word(last.start))).then_some(last);
    let agency = form.agency(at).or(bare);
    at = agency.as_ref().map_or(at, |agency| at.max(agency.end + usize::from(agency.start >= at)));
    let end = form.sign(at, agency.is_some())?;
    if capitals == 0 && agency.is_none() {
        return None;
    }
    let sure = agency.is_some() || form.is_place(&place, lexicon);
    (sure || capitals > 1).then(|| Lead { place: sure.then_some(place), beside: beside.filter(|_| sure), agency, end })
}

/// So many of the first tokens stand on one line.
fn on_one_line(text: &str, tokens: &[Token]) -> usize {
    let same = |pair: &[Token]| match pair {
        [left, right] => !Span::new(left.span.end, right.span.start).of(text).contains(['\n', '\r']),
        _ => false,
    };
    let pairs = tokens.windows(2).take(LONGEST - 1).take_while(|pair| same(pair)).count();
    (pairs + 1).min(tokens.len())
}

struct Form<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Form<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn is(&self, at: usize, mark: &str) -> bool {
        self.word(at) == mark
    }

    /// Whether white space stands before a token.
    fn spaced(&self, at: usize) -> bool {
        let end = at.checked_sub(1).and_then(|before| self.tokens.get(before)).map(|token| token.span.end);
        self.tokens.get(at).is_some_and(|token| end.is_none_or(|end| end < token.span.start))
    }

    /// Where a run of words of a kind ends, hyphens and apostrophes inside of it included.
    fn run(&self, start: usize, longest: usize, kind: impl Fn(&str) -> bool) -> usize {
        let is_word = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        let mut end = start;
        while end < start + longest {
            let glued =
                end > start && !self.spaced(end) && !self.spaced(end + 1) && matches!(self.word(end), "-" | "'" | "’");
            let next = end + usize::from(glued);
            if !is_word(next) || !kind(self.word(next)) {
                break;
            }
            end = next + 1;
        }
        end
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// "SELMORA: Police said": a place in capitals and a colon, and a sentence in small letters after it.
    fn colon(&self, place: Range<usize>, opening: bool, lexicon: &Lexicon) -> Option<Lead> {
        let at = place.end;
        let class = |at: usize| self.word(at).chars().next().map_or(Class::Space, class_of);
        let sentence = class(at + 1) == Class::Upper && !is_capitals(self.word(at + 1)) && self.spaced(at + 1);
        let small = (at + 2..at + 12).filter(|at| class(*at) == Class::Lower).count() > 1;
        let capitals = place.clone().all(|at| is_capitals(self.word(at)));
        if !capitals || place.len() > 2 || !sentence || !small || self.spaced(at) {
            return None;
        }
        let lists = self.lists(&place, lexicon);
        let on = |names: &[&str]| names.iter().any(|list| on(lists, list));
        let town = on(&["city", "city_big", "city_alt", "country", "state"]);
        // Who speaks in a conversation stands before a colon as well.
        let person = on(&["last", "first", "last_rare", "title"]);
        let known = town && (!person || opening && on(&["city_big", "country", "state"]));
        let new = place.clone().all(|at| lexicon.classes_of(hash::lower(self.word(at))).is_none());
        let sure = known || opening && !person && new && place.len() == 1 && self.is_place(&place, lexicon);
        sure.then(|| Lead { place: Some(place), beside: None, agency: None, end: at + 1 })
    }

    /// Lists that words are on together.
    fn lists(&self, place: &Range<usize>, lexicon: &Lexicon) -> u16 {
        let words = place.clone().map(|at| self.word(at)).filter(|word| word.contains(char::is_alphabetic));
        lexicon.phrase(words.fold(PHRASE, |state, word| phrase_step(state, hash::lower(word))))
    }

    /// Whether what stands after a comma is a country or a state, in full or in short.
    fn is_region(&self, part: &Range<usize>, lexicon: &Lexicon) -> bool {
        let short = part.len() == 1 && is_state(self.word(part.start));
        let lists = self.lists(part, lexicon);
        short || !self.is_number(part.end.wrapping_sub(1)) && (on(lists, "country") || on(lists, "state"))
    }

    /// Where a region or a date after a comma ends: "Ukraine", "Calif.", "March 3", "3 March 2031".
    fn part(&self, start: usize) -> Option<usize> {
        let number = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        let first = start + usize::from(number(start));
        let mut end = self.run(first, 4, is_capital);
        end += usize::from(number(end));
        (end > start).then_some(end)
    }

    /// Who reports, between brackets or slashes that begin at `at`.
    fn agency(&self, at: usize) -> Option<Range<usize>> {
        let close = match self.word(at) {
            "(" => ")",
            "[" => "]",
            "/" => "/",
            _ => return None,
        };
        let end = self.run(at + 1, AGENCY, is_capital);
        (end > at + 1 && self.is(end, close)).then_some(at + 1..end)
    }

    /// One past the sign that parts the dateline from the first sentence, which does not begin in small letters.
    fn sign(&self, at: usize, agency: bool) -> Option<usize> {
        let spaced = self.spaced(at) || agency;
        let is_sign = match self.word(at) {
            "—" | "–" | "--" | "_" => spaced || self.spaced(at + 1),
            "-" => spaced && self.spaced(at + 1),
            _ => false,
        };
        let next = self.word(at + 1).chars().next().map_or(Class::Space, class_of);
        let begins = !matches!(next, Class::Lower | Class::Space | Class::Hyphen | Class::Symbol);
        // "KLMT - FM" is a name with a hyphen.
        let begins = begins && (agency || !is_sign || !is_capitals(self.word(at + 1)));
        (is_sign && begins).then_some(at + 1)
    }

    /// Whether words in capitals are a place by themselves: a known one, or words that are neither usual in small letters (as
    /// "EXCLUSIVE" is) nor known as something else.
    fn is_place(&self, place: &Range<usize>, lexicon: &Lexicon) -> bool {
        let words = || place.clone().map(|at| self.word(at)).filter(|word| word.contains(char::is_alphabetic));
        let letters = words().flat_map(str::chars).filter(|c| c.is_alphabetic()).count();
        let lists = self.lists(place, lexicon);
        let on = |lists: u16, names: &[&str]| names.iter().any(|list| on(lists, list));
        if on(lists, &["city", "city_big", "city_alt", "country", "state"]) {
            return letters >= LETTERS;
        }
        let first = words().next().map_or(0, |word| lexicon.phrase(phrase_step(PHRASE, hash::lower(word))));
        let other = on(lists, &["org", "misc", "last", "demonym"]) || on(first, &["first", "title", "demonym"]);
        letters > LETTERS && !other && words().any(|word| !is_common(word, lexicon))
    }
}

/// Whether a word is a state in short, as after a city.
fn is_state(word: &str) -> bool {
    Forms::shipped().of(hash::bytes(word.as_bytes())) == Some(super::forms::Form::State)
}

/// Whether a word in capitals is mostly written in small letters.
fn is_common(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.classes_of(hash::lower(word)).is_some_and(|classes| classes.case < SELDOM)
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_capitals(word: &str) -> bool {
    is_capital(word) && !word.contains(char::is_lowercase) && word.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::nlp::Recognizer;
    use crate::nlp::tokenizer::tokenize;
    use crate::text::Span;

    /// The place, the agency, and what comes first after the sign.
    fn lead(text: &str) -> Option<(&str, &str, &str)> {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len() as u32), &mut tokens);
        let lead = read(text, &tokens, true, &Recognizer::shipped().model().lexicon)?;
        let of = |range: Option<std::ops::Range<usize>>| {
            range.map_or("", |range| Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end).of(text))
        };
        Some((of(lead.place), of(lead.agency), tokens[lead.end].span.of(text)))
    }

    #[test]
    fn datelines_are_told_by_their_form() {
        for (text, place, agency, next) in [
            ("SELMORA - Dora Vance said", "SELMORA", "", "Dora"),
            ("NEW HARLOW — The mayor left.", "NEW HARLOW", "", "The"),
            ("PORT-AU-PRINCE, Haiti (AP) — “We left”", "PORT-AU-PRINCE", "AP", "“"),
            ("OSLO, March 3 (Norwire) - Two men", "OSLO", "Norwire", "Two"),
            ("Tel Aviv (Example News) – Ministers met", "Tel Aviv", "Example News", "Ministers"),
            ("Kampala, Uganda, 3 March 2031 /NWA/ -- Rain fell.", "Kampala", "NWA", "Rain"),
            ("PARIS (AFP) -- A fire", "PARIS", "AFP", "A"),
            ("LITTLE ROCK, Ark. _ The mayor left.", "LITTLE ROCK", "", "The"),
            ("JACKSON, Miss. (AP) — The mayor left.", "JACKSON", "AP", "The"),
            ("RAWALPINDI: Police on Monday held two men.", "RAWALPINDI", "", "Police"),
            ("Accra, Feb. 12, GNA – Two men", "Accra", "GNA", "Two"),
            ("NEW YORK/SAO PAULO, June 4 (Norwire) - Two men", "NEW YORK", "Norwire", "Two"),
        ] {
            assert_eq!(lead(text), Some((place, agency, next)), "{text}");
        }
    }

    #[test]
    fn other_openings_are_no_datelines() {
        for text in [
            "EXCLUSIVE - The minister will resign",
            "UPDATE: The minister will resign soon",
            "VANCE: The minister will resign soon",
            "BREAKING — Two men",
            "COVID-19 cases rose",
            "OSLO - the capital of Norway",
            "Dora Vance - The mayor",
            "The company (ACME) said - Not",
            "NATO said - The",
            "A - B",
            "KLMT - FM is a station",
            "",
        ] {
            assert_eq!(lead(text).filter(|(place, ..)| !place.is_empty()), None, "{text}");
        }
    }
}
