//! Roles in front of a name: "Foreign Minister Ana Lund", "Secretary of State Ida Berg", "Norvia's foreign minister, Ana
//! Lund, said".

use std::ops::Range;

use super::Subject;
use super::lists::{Lists, is_acronym, is_nationality};
use super::words::{Gap, Side, Word};
use crate::model::EntityKind;

/// More words than this are no role.
const LONGEST: usize = 9;
/// After these a lower-case head is a verb.
const BEFORE_VERBS: &[&str] = &[
    "to", "will", "would", "can", "could", "may", "might", "should", "must", "not", "did", "does", "do", "who", "and",
    "they", "we", "you", "i", "or",
];
/// After these a lower-case head without an article is no office: "in general", "in exchange".
const PREPOSITIONS: &[&str] = &["in", "at", "on", "from", "near", "of", "outside", "by", "for", "to", "across", "into"];
/// Heads that stand together: "president and chief executive".
const PAIRED: &[&str] = &[
    "founder",
    "co-founder",
    "cofounder",
    "chairman",
    "chairwoman",
    "president",
    "ceo",
    "executive",
    "director",
    "owner",
    "publisher",
    "editor",
    "writer",
    "actor",
    "actress",
    "producer",
    "singer",
    "songwriter",
    "author",
    "journalist",
    "lawyer",
    "activist",
    "businessman",
    "businesswoman",
    "philanthropist",
    "investor",
    "entrepreneur",
];

/// The words of the role before a name.
pub(super) fn role(ahead: &Side<'_>, behind: &Side<'_>, subject: Subject) -> Option<Range<usize>> {
    let words = ahead.words.as_slice();
    let last = words.len().checked_sub(1)?;
    let range = match words.get(last)?.gap {
        Gap::Space => adjacent(ahead, last, subject, behind).or_else(|| in_a_list(ahead, subject))?,
        Gap::Comma => set_off(ahead, last, behind, subject).or_else(|| in_a_list(ahead, subject))?,
        Gap::Stop => return None,
    };
    let range = trimmed(words, range);
    (range.len() <= LONGEST).then_some(range)
}

/// Right before the name.
fn adjacent(ahead: &Side<'_>, last: usize, subject: Subject, behind: &Side<'_>) -> Option<Range<usize>> {
    let (lists, words) = (Lists::get(), ahead.words.as_slice());
    let head = words.get(last)?;
    if lists.is_head(head, subject.kind) {
        let start = premodified(ahead, last);
        let start = paired(ahead, start, last, subject.kind).unwrap_or(start);
        return is_sound(words, start, last, subject).then_some(start..last + 1);
    }
    if lists.singular(&head.lower, subject.kind).is_some() {
        // "ministers Lund and Berg", not "officials Lund met".
        let next = behind.words.first()?;
        let joined = behind.gap == Gap::Comma && next.name == Some(subject.kind) || next.lower == "and";
        return (joined && behind.gap != Gap::Stop).then(|| premodified(ahead, last)..last + 1);
    }
    with_field(ahead, last, subject)
}

/// Whether what stands before the name is an office and not the end of another phrase.
fn is_sound(words: &[Word<'_>], start: usize, last: usize, subject: Subject) -> bool {
    let Some(head) = words.get(last) else { return false };
    let before = start.checked_sub(1).and_then(|at| words.get(at)).filter(|word| word.gap == Gap::Space);
    let said = before.map_or("", |word| word.lower.as_str());
    let bare = start == last;
    if head.is_capital() {
        return true;
    }
    if bare && Lists::get().is_verb(&head.lower) && BEFORE_VERBS.contains(&said) {
        return false;
    }
    let article = matches!(said, "the" | "a" | "an");
    // "The judge Lund criticised", "the company Volna bought" tell of something else.
    !(article && !subject.full && (bare || subject.kind == EntityKind::Person) || bare && PREPOSITIONS.contains(&said))
}

/// Where the role begins whose head is at a position.
fn premodified(ahead: &Side<'_>, head: usize) -> usize {
    let (lists, words) = (Lists::get(), ahead.words.as_slice());
    let mut start = head;
    while let Some(at) = start.checked_sub(1) {
        let (Some(word), Some(next)) = (words.get(at), words.get(start)) else { break };
        if word.gap != Gap::Space || head - at >= LONGEST {
            break;
        }
        if word.owner {
            let named = word.name.is_some() || is_nationality(word) || is_acronym(word.text);
            return if named { at } else { start };
        }
        let prior = at.checked_sub(1).and_then(|prior| words.get(prior)).filter(|prior| prior.gap == Gap::Space);
        if word.name.is_some() && prior.is_some_and(|prior| PREPOSITIONS.contains(&prior.lower.as_str())) {
            // "In Moscow President …"
            break;
        }
        if word.name.is_none() && !word.is_capital() && next.is_capital() && lists.is_head(word, EntityKind::Person) {
            // "candidate Sen. Lund" has two.
            break;
        }
        let opens = at == 0 && ahead.opens || prior.is_none() && at > 0 || !ahead.is_sentence();
        let titled =
            word.name.is_none() && word.is_capital() && next.is_capital() && !opens && !is_function(&word.lower);
        if !(lists.modifies(word) || titled) {
            break;
        }
        start = at;
    }
    start
}

/// "founder and" before a role that such a pair goes with.
fn paired(ahead: &Side<'_>, start: usize, head: usize, kind: EntityKind) -> Option<usize> {
    let (lists, words) = (Lists::get(), ahead.words.as_slice());
    let (and, other) = (start.checked_sub(1)?, start.checked_sub(2)?);
    let (and, first, second) = (words.get(and)?, words.get(other)?, words.get(head)?);
    let spaced = and.gap == Gap::Space && first.gap == Gap::Space;
    let pair = PAIRED.contains(&first.lower.as_str()) && PAIRED.contains(&second.lower.as_str());
    let alike = first.is_capital() == second.is_capital() || is_acronym(second.text);
    (spaced && pair && alike && and.lower == "and" && lists.is_head(first, kind)).then(|| premodified(ahead, other))
}

/// "Secretary of State", "Minister for Foreign Affairs", "mayor of Port Merrow" before a name.
fn with_field(ahead: &Side<'_>, last: usize, subject: Subject) -> Option<Range<usize>> {
    let (lists, words) = (Lists::get(), ahead.words.as_slice());
    let mut at = last;
    for _ in 0..6 {
        let word = words.get(at)?;
        let joint = at < last && matches!(word.lower.as_str(), "the" | "and");
        let part = lists.is_portfolio(&word.lower) || lists.modifies(word) || joint;
        if word.owner || !part || at < last && word.gap != Gap::Space {
            return None;
        }
        let of = words.get(at.checked_sub(1)?)?;
        let head = at.checked_sub(2)?;
        let office = words.get(head)?;
        let tied = of.gap == Gap::Space && office.gap == Gap::Space && matches!(of.lower.as_str(), "of" | "for");
        if tied && lists.is_head(office, subject.kind) {
            let sure = office.is_capital() || subject.full;
            return sure.then(|| premodified(ahead, head)..last + 1);
        }
        at = at.checked_sub(1)?;
    }
    None
}

/// "Norvia's foreign minister, Ana Lund, said": set off by commas on both sides.
fn set_off(ahead: &Side<'_>, last: usize, behind: &Side<'_>, subject: Subject) -> Option<Range<usize>> {
    let (lists, words) = (Lists::get(), ahead.words.as_slice());
    let follows = behind.words.first();
    let another = follows.is_some_and(|word| word.name == Some(EntityKind::Person));
    // "the president, Lund, and Berg" lists three; "the minister, Lund, and by his aide" does not.
    let joined = follows.is_some_and(|word| matches!(word.lower.as_str(), "and" | "or"));
    let goes_on = joined && behind.words.get(1).is_none_or(|word| word.name == Some(EntityKind::Person));
    if behind.gap == Gap::Space || behind.gap == Gap::Comma && (another || goes_on) {
        return None;
    }
    let range = if lists.is_head(words.get(last)?, subject.kind) {
        premodified(ahead, last)..last + 1
    } else {
        with_field(ahead, last, Subject { full: true, ..subject })?
    };
    let owner = words.get(range.start)?.owner;
    let before = range.start.checked_sub(1).and_then(|at| words.get(at));
    let determined = before.is_some_and(|word| {
        word.gap == Gap::Space
            && (word.owner || matches!(word.lower.as_str(), "the" | "a" | "an" | "his" | "her" | "its" | "their"))
    });
    let opens = range.start == 0 && ahead.opens || before.is_some_and(|word| word.gap == Gap::Stop);
    let long = range.len() > 1;
    (owner || determined || opens && long).then_some(range)
}

/// "ministers Ana Lund and Bo Berg": the role of the second, and of those after it.
fn in_a_list(ahead: &Side<'_>, subject: Subject) -> Option<Range<usize>> {
    let (lists, words) = (Lists::get(), ahead.words.as_slice());
    let mut at = words.len();
    let mut others = 0;
    while let Some(word) = at.checked_sub(1).and_then(|at| words.get(at)) {
        if word.lower == "and" && word.gap == Gap::Space {
        } else if word.name == Some(subject.kind) && !word.owner && word.gap != Gap::Stop {
            others += 1;
        } else {
            let plural = word.gap == Gap::Space && lists.singular(&word.lower, subject.kind).is_some();
            return (plural && (1..=5).contains(&others)).then(|| premodified(ahead, at - 1)..at);
        }
        at -= 1;
    }
    None
}

/// Without modifiers at the start that say nothing of the role.
fn trimmed(words: &[Word<'_>], range: Range<usize>) -> Range<usize> {
    let lists = Lists::get();
    let weak = |at: &usize| words.get(*at).is_some_and(|word| word.name.is_none() && lists.is_weak(&word.lower));
    let skip = range.clone().take_while(|at| at + 1 < range.end && weak(at)).count();
    range.start + skip..range.end
}

/// Small words that a capital does not make part of a title.
pub(super) fn is_function(lower: &str) -> bool {
    matches!(
        lower,
        "the"
            | "a"
            | "an"
            | "and"
            | "or"
            | "but"
            | "of"
            | "for"
            | "in"
            | "on"
            | "at"
            | "to"
            | "by"
            | "with"
            | "from"
            | "as"
            | "when"
            | "while"
            | "after"
            | "before"
            | "then"
            | "that"
            | "this"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "mr"
            | "mrs"
            | "ms"
            | "dr"
            | "sir"
            | "madam"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "if"
            | "both"
            | "also"
            | "said"
            | "says"
            | "yesterday"
            | "today"
            | "i"
            | "we"
            | "he"
            | "she"
            | "they"
            | "it"
            | "not"
            | "no"
            | "what"
            | "who"
            | "why"
            | "how"
            | "is"
            | "was"
            | "has"
            | "will"
    )
}
