//! What a page says about whose it is.

mod lives;
mod names;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use names::{any_name, capitalised, has_own, outlet_at, outlet_before, valid};

use super::known;
use crate::ingest::page::cues::Cue;
use crate::ingest::page::line::Line;
use crate::ingest::page::sheet::Sheet;
use crate::model::BlockKind;
use crate::text::fold;

/// A sign that the page is an outlet's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    /// The outlet's name.
    pub name: String,
    /// How much it says (see [`super::ENOUGH`]).
    pub weight: u32,
    /// The words of the page.
    pub words: String,
}

/// More claims than this make nothing clearer.
const MAX_CLAIMS: usize = 200;

/// Words before an outlet's name in the page's furniture, and what they weigh. Matched in any case.
const BEFORE: &[(&str, u32)] = &[
    ("support ", 2),
    ("supporting ", 2),
    ("a message from ", 3),
    ("a note from ", 3),
    ("a letter from ", 3),
    ("a word from ", 3),
    ("sign up for ", 1),
    ("sign up to ", 1),
    ("get the ", 2),
    ("get ", 1),
    ("subscribe to ", 2),
    ("subscribing to ", 2),
    ("and more from ", 3),
    ("more from ", 2),
    ("promotional content from ", 3),
    ("emails from ", 3),
    ("updates from ", 2),
    ("newsletter from ", 3),
    ("newsletters from ", 3),
    ("alerts from ", 2),
    ("donate to ", 2),
    ("contribute to ", 2),
    ("help ", 1),
    ("follow ", 2),
    ("download the ", 2),
    ("download ", 1),
    ("journalists of ", 3),
    ("editors of ", 2),
    ("join ", 1),
    ("originally appeared in ", 3),
    ("originally appeared on ", 3),
    ("originally published by ", 3),
    ("originally published in ", 3),
    ("originally published on ", 3),
    ("republished from ", 3),
    ("first published by ", 3),
    ("first published in ", 3),
    ("first published on ", 3),
    ("first appeared on ", 3),
    ("first appeared in ", 3),
    ("designated ", 1),
    ("why you can trust ", 3),
    ("read more from ", 2),
    ("read more on ", 1),
    ("about ", 1),
    ("welcome to ", 2),
    ("readers of ", 2),
    ("member of ", 1),
    ("thank you for reading ", 3),
    ("you're reading ", 2),
    ("on behalf of ", 1),
    ("not edited by ", 2),
    ("not been edited by ", 3),
    ("not been created or edited by ", 3),
    ("watch ", 1),
    ("listen to ", 1),
    ("partner of ", 1),
    ("published by ", 2),
    ("copyright ", 1),
    ("contact ", 1),
    ("why we started ", 3),
    ("editorial stance of ", 3),
    ("editorial position of ", 3),
    ("editorial policy of ", 3),
];

/// The same by their first letter.
static BY_LETTER: LazyLock<FxHashMap<u8, Vec<(&str, u32)>>> = LazyLock::new(|| {
    let mut by_letter: FxHashMap<u8, Vec<(&str, u32)>> = FxHashMap::default();
    for row in BEFORE {
        by_letter.entry(row.0.bytes().next().unwrap_or(0)).or_default().push(*row);
    }
    by_letter
});

/// Words that only one outlet's pages carry.
const FINGERPRINTS: &[(&str, &str, u32)] = &[
    ("the thomson reuters trust principles", "Reuters", 3),
    ("view image in fullscreen", "The Guardian", 2),
    ("skip past newsletter promotion", "The Guardian", 3),
    ("thank you for your patience while we verify access", "The New York Times", 3),
    ("a version of this article appears in print on", "The New York Times", 1),
    ("of the new york edition with the headline", "The New York Times", 3),
    ("democracy dies in darkness", "The Washington Post", 3),
    ("skip next section", "Deutsche Welle", 2),
    ("image source,", "BBC News", 2),
    ("image caption,", "BBC News", 2),
    ("bbc is not responsible for the content of external sites", "BBC News", 3),
    ("published by new york times", "The New York Times", 3),
    ("all content on forbes", "Forbes", 3),
    ("fox news flash", "Fox News", 3),
    ("click here to get the fox news app", "Fox News", 3),
    ("copyright 2025 npr", "NPR", 3),
    ("the associated press is an independent global news organization", "Associated Press", 3),
    ("associated press writer", "Associated Press", 3),
    ("ap writer", "Associated Press", 2),
];

/// All claims of a page. Its article's own sentences count only where they name an outlet as someone's interviewer, and
/// then little; everything else is taken from furniture, credits and contributor lines.
pub(super) fn of_page(sheet: &Sheet<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    let (mut toggles, mut audio) = (0, 0);
    for (at, line) in sheet.lines.iter().enumerate() {
        if claims.len() > MAX_CLAIMS {
            break;
        }
        let kind = sheet.kind(at).unwrap_or(BlockKind::Body);
        toggles += usize::from(matches!(line.key.as_str(), "hide caption" | "toggle caption"));
        match kind {
            BlockKind::Furniture => {
                fingerprints(line.start, &mut claims);
                own_words(line.start, &mut claims);
                copyright(line.start, &mut claims);
                source_line(line.start, &mut claims);
                lives::of(line, &mut claims);
                audio += usize::from(is_audio(&line.key));
                masthead(line, at, sheet, &mut claims);
            }
            BlockKind::Byline => {
                fingerprints(line.start, &mut claims);
                possessive(line.start, &mut claims);
                staff(line.start, &mut claims);
                house(line.start, &mut claims);
                signed(line.start, &mut claims);
            }
            BlockKind::Credit | BlockKind::Caption => {
                fingerprints(line.end, &mut claims);
                taken_for(line.end, &mut claims);
            }
            BlockKind::Image => image_host(line.start, &mut claims),
            BlockKind::Body if line.hits.get(Cue::Said) > 0 => told(line.start, &mut claims),
            _ => {}
        }
    }
    // Captions that fold away are NPR's page, though not its alone.
    if toggles >= 2 {
        claims.push(Claim { name: "NPR".to_owned(), weight: 1, words: "hide caption / toggle caption".to_owned() });
    }
    if audio > 0 {
        claims.push(Claim { name: "NPR".to_owned(), weight: 1, words: "-Minute Listen; Sponsor Message".to_owned() });
    }
    claims
}

/// "4-Minute Listen", "Sponsor Message": a public radio's page, though not one network's alone.
fn is_audio(key: &str) -> bool {
    key.ends_with("-minute listen") || key == "sponsor message"
}

/// The name of the paper above the title.
fn masthead(line: &Line<'_>, at: usize, sheet: &Sheet<'_>, claims: &mut Vec<Claim>) {
    let text = line.paragraph.text.as_str();
    let above = || (at + 1..sheet.len()).any(|at| sheet.kind(at) == Some(BlockKind::Headline));
    let label = || known::canonical(text).is_none() && crate::ingest::page::top::is_section_name(text);
    if line.words <= 5 && crate::ingest::page::header::is_masthead(text) && above() && !label() {
        claim(known::canonical(text).unwrap_or(text), 2, text, claims);
    }
}

fn claim(name: &str, weight: u32, words: &str, claims: &mut Vec<Claim>) {
    let words = crate::text::grapheme::clip(words, 160).trim().to_owned();
    claims.push(Claim { name: name.to_owned(), weight, words });
}

fn fingerprints(text: &str, claims: &mut Vec<Claim>) {
    let lower = text.to_ascii_lowercase();
    for (words, name, weight) in FINGERPRINTS {
        if lower.contains(words) {
            claim(name, *weight, text, claims);
        }
    }
}

/// "Support The Example Post!", "Get the Example Post newsletter", "and more from The Example Post".
fn own_words(text: &str, claims: &mut Vec<Claim>) {
    let lower = text.to_ascii_lowercase();
    for at in word_starts(&lower) {
        let here = lower.get(at..).unwrap_or("");
        let begins = BY_LETTER.get(&here.bytes().next().unwrap_or(0)).map_or(&[][..], Vec::as_slice);
        for (before, weight) in begins.iter().filter(|(before, _)| here.starts_with(before)) {
            let Some(rest) = text.get(at + before.len()..) else { continue };
            // Where only a publisher's name can stand, any name is one.
            let publisher = || any_name(rest).filter(|_| before.contains("appeared ") || before.contains("published "));
            if let Some(name) = outlet_at(rest).or_else(publisher) {
                // Its own weekly letter, its own journalism.
                let own = u32::from(*weight < super::ENOUGH && has_own(rest));
                claim(&name, *weight + own, text, claims);
            }
        }
    }
    // "The Example Post's newsletter", "The Example Post needs your support"
    for after in [
        "'s newsletter",
        "’s newsletter",
        "'s journalistic standards",
        "’s journalistic standards",
        " newsletter",
        " app",
        " needs your",
        " relies on",
        " is a nonprofit",
        " is reader",
        " asks ",
        " is funded",
    ] {
        for (at, _) in lower.match_indices(after) {
            if let Some(name) = text.get(..at).and_then(outlet_before) {
                claim(&name, 1, text, claims);
            }
        }
    }
}

/// Where words begin (bytes).
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let was = std::mem::replace(&mut inside, c.is_alphanumeric());
        (inside && !was).then_some(at)
    })
}

/// "© 2025 The Example Post. All rights reserved."
fn copyright(text: &str, claims: &mut Vec<Claim>) {
    let lower = fold(text);
    let Some(at) = text
        .find('©')
        .map(|at| at + '©'.len_utf8())
        .or_else(|| lower.starts_with("copyright").then_some("copyright".len()))
    else {
        return;
    };
    let rest = text.get(at..).unwrap_or("");
    let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    let rest = rest.strip_prefix("Copyright").or_else(|| rest.strip_prefix("by ")).unwrap_or(rest);
    let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    let name = capitalised(rest);
    let name = [" All Rights", ". All"]
        .iter()
        .filter_map(|end| name.find(end))
        .min()
        .and_then(|at| name.get(..at))
        .unwrap_or(name);
    let full = name.trim_end_matches([',', '.']).trim();
    if !full.is_empty() && !full.to_lowercase().starts_with("all rights") {
        let plain = ["Ltd", "LLC", "Inc", "Company", "Corporation", "Limited", "Group", "Co"]
            .iter()
            .fold(full, |name, ending| name.trim_end_matches(ending).trim_end_matches([' ', ',', '.']));
        // A group that owns papers is named here, too; what it publishes has a name of its own.
        let group = known::canonical(plain).is_none()
            && (plain != full || is_group(full))
            && !plain.split(' ').any(|word| super::has_outlet_word(word) && !is_group(word));
        claim(known::canonical(plain).unwrap_or(plain), if group { 1 } else { 3 }, text, claims);
    }
}

/// Whether a name ends as a publishing company's does rather than a paper's.
fn is_group(name: &str) -> bool {
    const ENDS: [&str; 11] = [
        "media",
        "group",
        "communications",
        "publishing",
        "publications",
        "holdings",
        "newspapers",
        "broadcasting",
        "enterprises",
        "network",
        "networks",
    ];
    fold(name).rsplit(' ').next().is_some_and(|last| ENDS.contains(&last))
}

/// "SOURCE: Example News and agencies"
fn source_line(text: &str, claims: &mut Vec<Claim>) {
    // "SOURCE Alma Harbour Board": whoever issued a release is its publisher, not the wire that carried it.
    if crate::ingest::page::mark::is_issuer(text) {
        let name = text.trim_start_matches("SOURCE ").trim();
        claim(known::canonical(name).unwrap_or(name), 3, text, claims);
        return;
    }
    let Some(rest) = ["Source:", "SOURCE:", "Source :"].iter().find_map(|label| text.strip_prefix(label)) else {
        return;
    };
    let first = rest.split([',', '/']).next().unwrap_or(rest);
    let first =
        [" and ", " AND "].iter().find_map(|and| first.split_once(and)).map_or(first, |(first, _)| first).trim();
    let first = known::canonical(first).map_or_else(|| first.to_owned(), str::to_owned);
    if (1..=5).contains(&first.split_whitespace().count())
        && (known::canonical(&first).is_some() || super::has_outlet_word(&first))
    {
        claim(&first, 2, text, claims);
    }
}

/// "Example News' Ann Ley contributed to this report."
fn possessive(text: &str, claims: &mut Vec<Claim>) {
    if !fold(text).contains("contributed") {
        return;
    }
    let Some(at) = ["'s ", "’s ", "s' ", "s’ "]
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| at + usize::from(mark.starts_with('s'))))
        .min()
    else {
        return;
    };
    let name = text.get(..at).unwrap_or("").trim();
    if let Some(name) = valid(name) {
        claim(&name, 3, text, claims);
    }
}

/// "Ann Ley, Example Post Staff Writer", "By Ann Ley, Example Post"
fn staff(text: &str, claims: &mut Vec<Claim>) {
    for piece in text.split([',', '|', '•', '–', '—']).skip(1).map(str::trim) {
        let name = [
            "Staff Writer",
            "Staff writer",
            "staff writer",
            "Staff Reporter",
            "Correspondent",
            "correspondent",
            "Staff",
        ]
        .iter()
        .fold(piece, |name, role| name.trim_end_matches(role).trim_end());
        if let Some(name) = valid(name) {
            claim(&name, 2, text, claims);
        }
    }
}

/// "CNN —" or "BBC News" where the author stands, and "(Example 24 with AFP)" at the end.
fn signed(text: &str, claims: &mut Vec<Claim>) {
    let sign = text.trim_end_matches([' ', '—', '–']);
    let sign =
        [" Bureau", " Web Desk", " News Desk", " Staff"].iter().find_map(|end| sign.strip_suffix(end)).unwrap_or(sign);
    if let Some(name) = crate::ingest::page::sign::house(text).and_then(valid) {
        claim(&name, 3, text, claims);
    } else if let Some(known) = known::canonical(sign)
        && !crate::ingest::page::names::is_agency(sign)
    {
        claim(known, 2, text, claims);
    }
}

/// "By Example News with AFP": the outlet signs itself.
fn house(text: &str, claims: &mut Vec<Claim>) {
    let Some(rest) = text.strip_prefix("By ").or_else(|| text.strip_prefix("BY ")) else { return };
    let name = [" with ", " and "].iter().filter_map(|word| rest.split_once(word)).map(|(name, _)| name).next();
    let name = name.unwrap_or(rest).trim();
    // "By ANN LEY FOR MAILONLINE"
    let name = name.rsplit_once(" FOR ").or_else(|| name.rsplit_once(" for ")).map_or(name, |(_, house)| house);
    let name = name.strip_suffix(" Staff").unwrap_or(name);
    if let Some(known) = known::canonical(name)
        && !crate::ingest::page::names::is_agency(name)
    {
        claim(known, 2, text, claims);
    }
}

/// "Ann Ley for The Example Post": the outlet sent the photographer, but pictures are passed on.
fn taken_for(text: &str, claims: &mut Vec<Claim>) {
    let sent = text.rfind(" for ").and_then(|at| text.get(at + 5..)).and_then(outlet_at);
    // "Ann Ley/EXAMPLE POST": its own photographer, unless it is an agency.
    let own = || text.rsplit_once('/').and_then(|(_, name)| known::canonical(name.trim().trim_end_matches(['.', ')'])));
    let own = || own().filter(|name| !crate::ingest::page::names::is_agency(name)).map(str::to_owned);
    if let Some(name) = sent.or_else(own) {
        claim(&name, 1, text, claims);
    }
}

/// "… told Example News": an interview, most often the outlet's own, though outlets quote each other too.
fn told(text: &str, claims: &mut Vec<Claim>) {
    for (at, words) in text.match_indices(" told ") {
        let rest = text.get(at + words.len()..).unwrap_or("");
        if let Some(name) = outlet_at(rest)
            && !claims.iter().any(|claim| claim.name == name && claim.words.contains("told"))
        {
            claim(&name, 1, &format!("told {name}"), claims);
        }
    }
}

/// The host of an image, where it is an outlet's own.
fn image_host(text: &str, claims: &mut Vec<Claim>) {
    for (at, scheme) in text.match_indices("https://").chain(text.match_indices("http://")) {
        let rest = text.get(at + scheme.len()..).unwrap_or("");
        let host = rest.split(['/', ')', '"', '?', ' ']).next().unwrap_or("");
        if let Some(name) = known::of_image_host(host) {
            claim(name, 2, host, claims);
        }
    }
}
