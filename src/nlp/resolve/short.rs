//! Short names of organisations, places and other things: acronyms, and names with words left out.

use super::knowledge::Knowledge;
use super::rule::Rule;
use super::thing::{Thing, joined};
use super::words::{WordId, Words};
use crate::model::EntityKind;

/// Whether the letters are the initials of the words; small words may give theirs or not, and of four letters or more one other
/// word may be silent.
fn spells(letters: &str, all: &[WordId], words: &Words, article: bool) -> bool {
    let letters: Vec<char> = letters.chars().collect();
    if letters.len() < 2 || all.len() < 2 || all.len() > 12 {
        return false;
    }
    // "The Literary Supplement" may give its article too.
    let rest = letters.strip_prefix(&['t']).filter(|rest| article && rest.len() > 1);
    [Some(letters.as_slice()), rest].into_iter().flatten().any(|letters| {
        let starts = all.first().is_some_and(|first| letters.first() == Some(&words.get(*first).initial));
        starts && walk(letters, all, words, (u8::from(letters.len() >= 4), false))
    })
}

/// Matches letters with words one by one; `silent` words may give no letter.
fn walk(letters: &[char], all: &[WordId], words: &Words, (silent, spent): (u8, bool)) -> bool {
    let known = Knowledge::get();
    let Some((first, rest)) = all.split_first() else { return letters.is_empty() };
    let word = words.get(*first);
    if let Some((letter, more)) = letters.split_first()
        && *letter == word.initial
    {
        if walk(more, rest, words, (silent, spent)) {
            return true;
        }
        // Letters from inside a word: "US" gives both, "Forschungsgemeinschaft" F and G.
        // In words of usual length, or where a word was passed over already, that is guessing.
        let compound = !spent && !(4..12).contains(&word.text.chars().count());
        let mut inside = word.text.chars().skip(1).take(if compound { usize::MAX } else { 0 });
        let mut taken = more;
        while let Some((next, after)) = taken.split_first()
            && inside.any(|c| c == *next)
        {
            taken = after;
            if walk(taken, rest, words, (0, spent)) {
                return true;
            }
        }
    }
    let text = &*word.text;
    if known.stop.contains(text) || known.legal.contains(text) || text.starts_with(char::is_numeric) {
        return walk(letters, rest, words, (silent, spent));
    }
    silent > 0 && walk(letters, rest, words, (silent - 1, true))
}

/// Whether `short` can stand for `long` where the two are named together.
pub(super) fn short_for(short: &Thing, long: &Thing, kind: EntityKind, words: &Words) -> Option<Rule> {
    let article = long.article || kind == EntityKind::Organisation;
    // Two names that are known beforehand are two.
    if short.known.is_some() && long.known.is_some() && short.known != long.known {
        return None;
    }
    // What a well-known acronym stands for is known.
    if let Some(letters) =
        short.acronym.as_ref().filter(|letters| short.known.is_none() || initials(letters, long, words))
        && long.acronym.is_none()
        && (spells(letters, &long.all, words, article) || spells(letters, &long.words, words, article))
    {
        return Some(Rule::Acronym);
    }
    let (n, m) = (short.words.len(), long.words.len());
    // What remains of "Bank of Japan" without its country is no bank of another one's.
    let both = short.country.is_some() && long.country.is_some();
    let anothers = (short.generic || both) && short.country.is_some() && short.country != long.country;
    if short.is_country || short.demonym || anothers {
        return None;
    }
    let same = |part: &[WordId]| short.words.iter().zip(part).all(|(x, y)| words.get(*x).norm == words.get(*y).norm);
    let front = front_words(short, long, words);
    let back = n < m && same(&long.words[m - n..]);
    let water = kind == EntityKind::Place && turned_water(short, long, words);
    if front.is_none() && !back && !water && !turned(short, long, words) {
        return None;
    }
    let n = front.unwrap_or(n);
    let front = front.is_some();
    let fits = match kind {
        EntityKind::Place if water => true,
        EntityKind::Place if long.local.is_some_and(|local| front && n == local) => true,
        EntityKind::Place if front && long.is_country => n > 1,
        // The Mississippi is a river, Mississippi a state.
        EntityKind::Place if front => each(&long.words[n..], words, is_land) && !is_state(short, words),
        EntityKind::Place if !back => false,
        EntityKind::Place if n == 1 && each(&short.words, words, is_structure) => true,
        EntityKind::Place => each(&long.words[..m - n], words, is_ours),
        EntityKind::Other if front => each(&long.words[n..], words, is_event),
        EntityKind::Other if back && each(&long.words[..m - n], words, is_storm) => true,
        EntityKind::Other if n == 1 => back && each(&short.words, words, is_event),
        EntityKind::Other => back && each(&long.words[..m - n], words, is_body),
        _ if front => front_of(short, long, &long.words[n..], words),
        _ if !back => true,
        _ if whole_university(short, long, words) => true,
        _ if of_party(short, long, words) => true,
        _ => back && !after_of(short, long, words) && back_of(short, &long.words[..m - n], words),
    };
    fits.then_some(Rule::ShortName)
}

/// How many words of a longer name a short one is the front of; a word written apart or together is the same.
fn front_words(short: &Thing, long: &Thing, words: &Words) -> Option<usize> {
    let (n, m) = (short.words.len(), long.words.len());
    let same = |part: &[WordId]| short.words.iter().zip(part).all(|(x, y)| words.get(*x).norm == words.get(*y).norm);
    if n < m && same(&long.words[..n]) {
        return Some(n);
    }
    let first = |thing: &Thing| thing.words.first().map(|w| words.get(*w).initial);
    if n.abs_diff(m) > 2 || n.max(m) > 6 || first(short) != first(long) {
        return None;
    }
    let whole = joined(&short.words, words);
    (1..m).filter(|k| *k != n).find(|k| joined(&long.words[..*k], words) == whole)
}

/// "Oxford University", "University of Oxford": one, but where a state or another city has a university of that name.
fn turned(short: &Thing, long: &Thing, words: &Words) -> bool {
    let text = |w: &WordId| words.get(*w).text.clone();
    let (&[a, b], &[x, y]) = (&*short.words, &*long.words) else { return false };
    let of = |thing: &Thing| thing.all.iter().any(|w| &*text(w) == "of");
    let university = |first: WordId, thing: &Thing| &*text(&first) == "university" && of(thing);
    let two = |w: WordId| {
        let known = Knowledge::get();
        let name = text(&w);
        known.states.contains_key(&*name) || matches!(&*name, "washington" | "miami" | "york" | "columbia" | "boston")
    };
    let crossed = words.get(a).norm == words.get(y).norm && words.get(b).norm == words.get(x).norm;
    crossed && ((university(a, short) && !two(b)) || (university(x, long) && !two(y)))
}

/// "Strait of Tarsk", "Tarsk Strait".
fn turned_water(short: &Thing, long: &Thing, words: &Words) -> bool {
    let (&[a, b], &[x, of, y]) = (&*short.words, &*long.words) else { return false };
    let same = |m: WordId, n: WordId| words.get(m).norm == words.get(n).norm;
    let head = matches!(&*words.get(x).text, "strait" | "straits" | "gulf" | "sea" | "bay" | "lake" | "isle");
    head && &*words.get(of).text == "of" && same(a, y) && same(b, x)
}

/// Whether letters are the initials of all words but the small ones, with nothing guessed.
fn initials(letters: &str, long: &Thing, words: &Words) -> bool {
    let known = Knowledge::get();
    let big = long.all.iter().map(|w| words.get(*w)).filter(|w| !known.stop.contains(&*w.text));
    letters.chars().eq(big.map(|w| w.initial))
}

/// Words for a nation before what it has one of: "the U.S. Capitol".
fn is_ours(word: &str) -> bool {
    let known = Knowledge::get();
    word.len() > 1 && (known.countries.contains_key(word) || known.demonym(word).is_some())
}

/// The body that holds an event: "FIFA World Cup".
fn is_body(word: &str) -> bool {
    Knowledge::get().acronyms.get(word).is_some_and(|(kind, short)| *kind == EntityKind::Organisation && short == word)
}

fn each(part: &[WordId], words: &Words, is: impl Fn(&str) -> bool) -> bool {
    part.iter().all(|w| is(&words.get(*w).text))
}

/// Words that say what kind of place a place is.
fn is_land(word: &str) -> bool {
    let kinds = "strip heights sea ocean river valley island islands mountains bay peninsula desert \
                 region crater";
    kinds.split_whitespace().any(|kind| kind == word)
}

/// Whether a name is that of a state or a province.
fn is_state(short: &Thing, words: &Words) -> bool {
    let name: Vec<&str> = short.words.iter().map(|w| &*words.get(*w).text).collect();
    Knowledge::get().states.contains_key(&name.join(" "))
}

/// "Odile" is "Hurricane Odile".
fn is_storm(word: &str) -> bool {
    matches!(word, "hurricane" | "typhoon" | "cyclone" | "tropical" | "storm" | "depression")
}

/// What people build, named by its kind alone where it is known which: "the Wall".
fn is_structure(word: &str) -> bool {
    let kinds = "republic kingdom wall strip square palace bridge canal tower airport stadium cathedral castle prison dam island";
    kinds.split_whitespace().any(|kind| kind == word)
}

/// Whether the shared end follows an "of": "Europe" is not the "Council of Europe".
fn after_of(short: &Thing, long: &Thing, words: &Words) -> bool {
    let Some(first) = short.words.first() else { return false };
    let at = long.all.iter().rposition(|w| w == first);
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| long.all.get(at));
    before.is_some_and(|w| matches!(&*words.get(*w).text, "of" | "for" | "in" | "on" | "and"))
}

/// "Michigan" for "University of Michigan".
fn whole_university(short: &Thing, long: &Thing, words: &Words) -> bool {
    let text = |at: usize| long.all.get(at).map(|w| &*words.get(*w).text);
    is_state(short, words)
        && text(0) == Some("university")
        && text(1) == Some("of")
        && long.all.len() == short.words.len() + 2
}

/// "National Revival" for "Party of National Revival".
fn of_party(short: &Thing, long: &Thing, words: &Words) -> bool {
    let text = |at: usize| long.all.get(at).map(|w| &*words.get(*w).text);
    let body = matches!(text(0), Some("party" | "movement" | "alliance" | "coalition"));
    body && short.words.len() > 1 && matches!(text(1), Some("of" | "for")) && long.words.len() == short.words.len() + 1
}

/// Words that say what kind of event or work something is.
fn is_event(word: &str) -> bool {
    let kinds = "game games award awards prize cup championship championships act agreement treaty accord accords series \
                 festival war league empire trophy convention tournament summit conference plan deal crisis";
    kinds.split_whitespace().any(|kind| kind == word)
}

/// "Bayern" for "Bayern Munich", "T-Mobile" for "T-Mobile US"; not "Ford" for "Ford Foundation", nor "Al Qaeda" for
/// "Al Qaeda in Iraq".
fn front_of(short: &Thing, long: &Thing, rest: &[WordId], words: &Words) -> bool {
    let known = Knowledge::get();
    let text = |w: &WordId| words.get(*w).text.clone();
    let country = |t: &str| known.countries.contains_key(t) || known.demonym(t).is_some();
    if short.legal && !long.legal {
        return false;
    }
    // "Michigan" is not Michigan State, nor "Sony Group" the Sony Financial Group.
    if rest.first().is_some_and(|w| &*text(w) == "state") || short.legal && !each(rest, words, country) {
        return false;
    }
    if each(rest, words, country) {
        return true;
    }
    if short.words.len() == 1 && each(&short.words, words, |t| known.club_head.contains(t)) && rest.len() == 1 {
        return true;
    }
    // "9th Circuit" for "9th Circuit Court of Appeals".
    if short.words.last().is_some_and(|w| &*text(w) == "circuit") {
        return each(rest, words, |t| matches!(t, "court" | "appeals"));
    }
    if short.acronym.as_ref().is_some_and(|letters| letters.chars().count() <= 4) {
        return each(rest, words, |t| known.modifier.contains(t) || known.business.contains(t));
    }
    let modifier = |t: &str| known.modifier.contains(t) || country(t);
    let hollow = each(&short.words, words, modifier)
        || (short.words.len() == 1 && each(&short.words, words, |t| known.generic.contains(t)));
    let other = rest.iter().any(|w| known.other_body.contains(&*text(w)));
    let next = long.all.iter().skip_while(|w| !short.words.contains(w)).find(|w| !short.words.contains(w));
    let branch = next.is_some_and(|w| {
        let small = text(w);
        matches!(&*small, "in" | "for" | "on" | "am" | "at") || (&*small == "of" && short.words.len() == 1)
    });
    // "The Academy", "the University": the head of "Academy of …" goes by itself.
    let head = short.words.len() == 1 && long.all.get(1).is_some_and(|w| matches!(&*text(w), "of" | "for"));
    let line = hollow && short.words.len() == 1 && each(rest, words, |t| known.business.contains(t));
    line || (head && each(&short.words, words, is_head)) || (!other && !branch && !hollow)
}

/// Words that name a body in second reference.
fn is_head(word: &str) -> bool {
    let heads = "house academy university college institute ministry federation association organization agency league society alliance \
                 movement bank foundation center council commission bureau times tribune gazette herald";
    heads.split_whitespace().any(|head| head == word)
}

/// "Commission" for "European Commission", "Red Sox" for "Boston Red Sox"; not "Democratic Party" for "Social Democratic
/// Party".
fn back_of(short: &Thing, rest: &[WordId], words: &Words) -> bool {
    let known = Knowledge::get();
    let Some(last) = short.all.last().map(|w| &*words.get(*w).text) else { return false };
    let country = |t: &str| {
        known.countries.contains_key(t) || known.demonym(t).is_some() || matches!(t, "eu" | "un" | "european")
    };
    let party_of =
        short.words.last().is_some_and(|w| matches!(&*words.get(*w).text, "democrat" | "republican" | "taliban"));
    if !party_of && each(rest, words, country) {
        return true;
    }
    let changes = |t: &str| matches!(t, "neo" | "anti" | "pro" | "non" | "ex" | "post" | "inter" | "real");
    let party = party_of
        || matches!(
            last,
            "university"
                | "college"
                | "party"
                | "democrat"
                | "republican"
                | "bank"
                | "group"
                | "union"
                | "front"
                | "nazi"
                | "house"
        );
    if party || rest.iter().any(|w| changes(&words.get(*w).text)) || known.legal.contains(last) {
        return false;
    }
    if each(rest, words, |t| matches!(t, "national" | "federal" | "royal")) {
        return true;
    }
    let modified = rest.iter().any(|w| known.modifier.contains(&*words.get(*w).text));
    short.words.len() == 1 || !modified
}

#[cfg(test)]
mod tests {
    use super::short_for;
    use crate::model::EntityKind::{self, Organisation, Other, Place};
    use crate::nlp::resolve::thing::Thing;
    use crate::nlp::resolve::words::Words;
    use crate::text::fold;

    fn short(kind: EntityKind, a: &str, b: &str) -> bool {
        let mut words = Words::default();
        let (x, y) = (Thing::parse(kind, a, &fold(a), &mut words), Thing::parse(kind, b, &fold(b), &mut words));
        short_for(&x, &y, kind, &words).is_some()
    }

    #[test]
    fn short_names() {
        for (a, b) in [
            ("ANC", "African National Congress"),
            ("OSCE", "Organization of Security and Cooperation in Europe"),
            ("DFG", "Deutsche Forschungsgemeinschaft"),
            ("TLS", "The Literary Supplement"),
            ("KKR", "KKR Global"),
            ("Bayern", "Bayern Munich"),
            ("Guardian", "Manchester Guardian"),
            ("T-Mobile", "T-Mobile US"),
            ("Security Council", "UN Security Council"),
            ("White Sox", "Chicago White Sox"),
            ("Herald", "Boston Herald"),
        ] {
            assert!(short(Organisation, a, b), "{a} {b}");
        }
        assert!(short(Place, "Sinai", "Sinai Peninsula") && short(Other, "Olympic", "Olympic Games"));
    }

    #[test]
    fn other_names() {
        for (a, b) in [
            ("Ford", "Ford Foundation"),
            ("Democratic Party", "Social Democratic Party"),
            ("United", "United Nations"),
            ("German", "German Football Association"),
            ("Boston", "Boston Herald"),
            ("Europe", "Council of Europe"),
            ("Al Qaeda", "Al Qaeda in the Arabian Peninsula"),
            ("NBA", "NBA Cares"),
            ("Nazis", "Neo-Nazis"),
        ] {
            assert!(!short(Organisation, a, b), "{a} {b}");
        }
        assert!(!short(Place, "Kansas", "Kansas City") && !short(Place, "Mexico", "Mexico City"));
        assert!(!short(Other, "Arab", "Arab Spring") && !short(Other, "Nobel Prize", "Nobel Prize in Medicine"));
    }
}
