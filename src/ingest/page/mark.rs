//! What a line says it is, without asking its neighbours.

use super::byline;
use super::credit::is_credit;
use super::cues::Cue;
use super::line::Line;
use super::phrases as p;
use super::picture::is_caption;
use super::promo::{is_long_appeal, is_promo};
use super::sign;
use crate::ingest::date::Words;

/// What a line is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing special.
    None,
    /// Image mark-up.
    Image,
    /// A picture's source.
    Credit,
    /// A caption that says so.
    Caption,
    /// "By …".
    Byline,
    /// "… contributed reporting".
    Contributors,
    /// "Published 3 March 2025".
    Date,
    /// An address alone.
    Address,
    /// A button, a share line, a legal line: furniture by itself.
    Furniture,
    /// Furniture if its neighbours are.
    Weak,
    /// Opens a box; what follows may belong to it.
    Head(Head),
}

/// What kind of box a line opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// Links to other articles.
    Related,
    /// A newsletter, an app, a channel.
    Newsletter,
    /// An appeal for support.
    Appeal,
    /// Readers' comments.
    Comments,
}

impl Mark {
    /// Whether the line is part of the page rather than the article.
    pub fn is_furniture(self) -> bool {
        matches!(self, Self::Furniture | Self::Head(_) | Self::Date | Self::Address)
    }
}

/// Judges one line.
pub(super) fn mark(line: &Line<'_>) -> Mark {
    if line.paragraph.image {
        return Mark::Image;
    }
    let text = line.paragraph.text.as_str();
    if line.row {
        return Mark::None;
    }
    if !text.contains(char::is_alphanumeric) {
        return Mark::Furniture;
    }
    if line.words <= 80 && (line.hits.get(Cue::Said) > 0 || line.words <= 60) && byline::contributors(text).is_some() {
        return Mark::Contributors;
    }
    if line.words > 90 {
        return Mark::None;
    }
    if sign::agencies(text).is_some() {
        return Mark::Contributors;
    }
    if let Some(mark) = short_form(line) {
        return mark;
    }
    if is_promo(line) {
        return Mark::Furniture;
    }
    if is_long_appeal(line) {
        return Mark::Head(Head::Appeal);
    }
    if let Some(mark) = head(line) {
        return mark;
    }
    if is_credit(text) {
        return Mark::Credit;
    }
    if is_caption(line) {
        return Mark::Caption;
    }
    if is_legal(line) { Mark::Furniture } else { Mark::None }
}

/// Lines known by heart, and bylines and dates.
fn short_form(line: &Line<'_>) -> Option<Mark> {
    let key = line.key.as_str();
    if key.is_empty() {
        return None;
    }
    let text = line.paragraph.text.as_str();
    let counted = key.trim_matches(|c: char| c.is_ascii_digit() || " (".contains(c));
    if p::COMMENTS.has(key) || (counted.len() < key.len() && matches!(counted, "comments" | "comment")) {
        return Some(Mark::Head(Head::Comments));
    }
    if p::RELATED.has(key) {
        return Some(Mark::Head(Head::Related));
    }
    if p::BUTTONS.has(key) || is_share(key) || is_list_count(key) || is_length(key) || is_issuer(text) {
        return Some(Mark::Furniture);
    }
    if p::WEAK_BUTTONS.has(key) {
        return Some(Mark::Weak);
    }
    if is_address(text) {
        return Some(Mark::Address);
    }
    // A count beside a button.
    if key.len() <= 4 && key.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Mark::Furniture);
    }
    if line.words <= 24 && Words::may_date(text) {
        let words = Words::read(text);
        let signed = || byline::is_dated(text) && byline::bare(text).is_some();
        if words.is_date_line() || (words.is_stamp(key) && line.words <= 16 && !line.ends && !signed()) {
            return Some(Mark::Date);
        }
    }
    if byline::explicit(text).is_some() {
        return Some(Mark::Byline);
    }
    if let Some(rest) =
        text.split_once(':').filter(|(label, _)| label.trim().eq_ignore_ascii_case("source")).map(|(_, rest)| rest)
        && line.words <= 12
        && rest
            .split([',', '/'])
            .flat_map(|part| part.split(" and "))
            .flat_map(|part| part.split(" AND "))
            .any(|part| super::outlet::is_outlet(part.trim()) || super::names::is_agency(part))
    {
        return Some(Mark::Furniture);
    }
    let listed = matches!(key.split(' ').next(), Some("tags:" | "tagged:" | "keywords:" | "topics:" | "categories:"));
    let label = p::LABEL_STARTS.open(key) && (!line.ends || listed && !line.is_reported());
    if label
        || (p::LINE_STARTS.open(key)
            && (line.hits.get(Cue::Said) == 0 || line.person >= 2 && !line.quoted)
            && !line.speech().told)
    {
        return Some(Mark::Furniture);
    }
    None
}

/// "Recommended stories / list of 3 items / list 1 of 3".
fn is_list_count(key: &str) -> bool {
    if !key.starts_with("list ") {
        return false;
    }
    let words: Vec<&str> = key.split(' ').collect();
    matches!(*words.as_slice(), ["list", "of", n, "items"] | ["list", n, "of", _] if n.bytes().all(|b| b.is_ascii_digit()))
}

/// "4-Minute Listen", "6 min read", "Listen 3:42".
fn is_length(key: &str) -> bool {
    if key.len() > 24 || !key.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = key.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let what = |word: &str| matches!(word, "listen" | "read" | "watch" | "video" | "audio" | "podcast");
    match *words.as_slice() {
        [n, "min" | "mins" | "minute" | "minutes"] => number(n),
        [n, "min" | "mins" | "minute" | "minutes", kind] => number(n) && what(kind),
        [kind, n] => what(kind) && n.contains(':') && number(n),
        _ => false,
    }
}

/// "SOURCE Alma Harbour Board": who issued a release, at its end.
pub(super) fn is_issuer(text: &str) -> bool {
    text.strip_prefix("SOURCE ").is_some_and(|name| {
        name.starts_with(char::is_uppercase)
            && name.contains(char::is_lowercase)
            && name.split_whitespace().count() <= 12
            && !name.ends_with(['?', '!', ':'])
            && (!name.ends_with('.') || name.ends_with("Inc.") || name.ends_with("Ltd.") || name.ends_with("Co."))
    })
}

/// A line of nothing but sharing buttons.
pub(super) fn is_share(key: &str) -> bool {
    let mut sure = false;
    let mut count = 0;
    let all = key.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).all(|word| {
        sure |= p::SHARE_SURE.has(word);
        count += 1;
        p::SHARE_WORDS.has(word) || word.bytes().all(|b| b.is_ascii_digit())
    });
    all && sure && (1..=30).contains(&count)
}

/// `https://…` alone, or after "Source:" and the like.
fn is_address(text: &str) -> bool {
    address(text).is_some()
}

/// The address in a line that holds nothing else but a label.
pub(super) fn address(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace();
    let last = words.next_back()?;
    let label = words.all(|word| {
        let bare = word.trim_end_matches(':').to_lowercase();
        matches!(
            bare.as_str(),
            "source" | "url" | "link" | "original" | "article" | "from" | "read" | "at" | "permalink" | "via"
        )
    });
    let last = last.trim_matches(['<', '>']);
    (label && (last.starts_with("https://") || last.starts_with("http://"))).then_some(last)
}

/// Lines that open a box.
fn head(line: &Line<'_>) -> Option<Mark> {
    let key = line.key.as_str();
    if key.is_empty() {
        return None;
    }
    let text = line.paragraph.text.as_str();
    let said = line.hits.get(Cue::Said) > 0 || line.quoted;
    let speech = line.hits.get(Cue::Said) > 0
        || text.starts_with(['“', '"', '‘', '«', '„'])
        || is_past(line)
        || line.is_reported();
    if speech || (said && line.hits.get(Cue::Newsletter) == 0) {
        return names_another(line).then_some(Mark::Furniture);
    }
    let news = line.hits.get(Cue::Newsletter);
    if (p::NEWSLETTER_STARTS.open(key) && line.words <= 30 && (news > 0 || mentions_channel(key)))
        || (news >= 2 && line.person > 0 && !said)
        || (key.contains("newsletter") && line.words <= 8 && !line.ends && line.person > 0)
    {
        return Some(Mark::Head(Head::Newsletter));
    }
    let own = line.person > 0 || line.hits.get(Cue::Appeal) > 0 || line.words <= 6;
    if p::APPEAL_STARTS.open(key) && line.words <= 30 && own {
        return Some(Mark::Head(Head::Appeal));
    }
    if is_support(text, line) {
        return Some(Mark::Head(Head::Appeal));
    }
    if line.hits.get(Cue::Appeal) + news >= 3 && line.words <= 40 && !said {
        return Some(Mark::Head(Head::Appeal));
    }
    if line.hits.get(Cue::Appeal) >= 2 && line.person >= 1 && !said {
        return Some(Mark::Head(Head::Appeal));
    }
    if (key.starts_with("more from ")
        || key.starts_with("more by ")
        || key.starts_with("also by ")
        || key.starts_with("more stories by ")
        || key.starts_with("more articles by ")
        || key.starts_with("more on ")
        || key.starts_with("read more about ")
        || key.starts_with("read more on ")
        || key.starts_with("more in ")
        || key.starts_with("latest from ")
        || key.starts_with("read more from ")
        || key.starts_with("related:") && key.len() < 12)
        && line.words <= 8
        && !line.ends
    {
        return Some(Mark::Head(Head::Related));
    }
    // "More from the Example Post's Dock Letter: what else we are watching."
    let teaser = key.starts_with("more from ") && text.contains(": ") && line.words <= 14 && !line.is_reported();
    (teaser || names_another(line)).then_some(Mark::Furniture)
}

fn mentions_channel(key: &str) -> bool {
    const CHANNELS: [&str; 14] = [
        "newsletter",
        "inbox",
        "our app",
        "app store",
        "google play",
        "whatsapp",
        "telegram",
        "alerts",
        "podcast",
        "youtube",
        "channel",
        "briefing",
        "email",
        "updates from",
    ];
    CHANNELS.iter().any(|channel| key.contains(channel))
}

/// "Support The Example Post!", "Help The Example Post keep going": an outlet asks in its own name.
fn is_support(text: &str, line: &Line<'_>) -> bool {
    let bare = text.trim_end_matches(['!', '.', ' ', '→', '»', '>']);
    let verb =
        ["Support ", "SUPPORT ", "Help ", "Join ", "Subscribe to "].iter().find_map(|verb| bare.strip_prefix(verb));
    let Some(rest) = verb else { return false };
    if line.words > 9 || text.ends_with('.') {
        return false;
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let capitals = words.iter().filter(|word| word.starts_with(|c: char| c.is_uppercase())).count();
    let outlet = super::outlet::has_outlet_word(rest);
    let wish = words.iter().any(|word| matches!(*word, "today" | "now" | "keep" | "continue" | "journalism" | "stay"));
    (capitals == words.len() && (outlet || text.contains('!'))) || (outlet && wish)
}

/// "Read more: The title of another article".
fn names_another(line: &Line<'_>) -> bool {
    let key = line.key.as_str();
    let Some(at) = key.find([':', '|', '-', '»', '>']) else {
        // Scrapers glue the words to the title: "Read more Talks to go on".
        let glued = line.paragraph.text.strip_prefix("Read more ").is_some_and(|rest| {
            !line.ends && line.words >= 5 && rest.starts_with(|c: char| c.is_uppercase() || "'‘\"“".contains(c))
        });
        return glued || line.paragraph.link && (key.starts_with("read more ") || key.starts_with("read: "));
    };
    // "Read more 'A house of cards': how it fell"
    if line.paragraph.text.starts_with("Read more '") || line.paragraph.text.starts_with("Read more ‘") {
        return !line.ends && line.words >= 5;
    }
    let (label, rest) = (key.get(..at).unwrap_or("").trim(), key.get(at + 1..).unwrap_or("").trim());
    let sign_is_colon = key.get(at..).is_some_and(|rest| rest.starts_with([':', '|', '»']));
    // A title of two words is one where the label says that it is.
    let sure =
        matches!(label, "read more" | "also read" | "read also" | "see also" | "related story" | "related article");
    sign_is_colon
        && p::RELATED_STARTS.has(label)
        && (if sure { 1 } else { 3 }..=26).contains(&rest.split_whitespace().count())
        && (!line.ends || line.paragraph.link || line.paragraph.text.ends_with('?'))
}

/// "Subscribe or lose it: that was the message.": a long sentence that tells what was, to no reader.
fn is_past(line: &Line<'_>) -> bool {
    let past = |word: &str| matches!(word, "was" | "were" | "had" | "did");
    line.ends && line.person == 0 && line.words >= 8 && line.start.split(' ').any(past)
}

/// Rights, cookies and privacy.
fn is_legal(line: &Line<'_>) -> bool {
    let legal = line.hits.get(Cue::Legal);
    let narrated = || legal == 1 && line.person == 0 && (line.speech().narrated || is_past(line));
    let said = || line.hits.get(Cue::Said) > 0 || line.speech().told || narrated();
    let text = line.paragraph.text.trim_start();
    let sign = text.starts_with('©') || text.starts_with("(c) 20") || text.starts_with("(C) 20");
    let key = line.key.as_str();
    let copyright = key.starts_with("copyright ") && key.contains(|c: char| c.is_ascii_digit()) && line.words <= 14;
    // Of personal data and third parties the world speaks, too.
    let own = line.words <= 14 || line.person > 0 || !line.ends;
    (legal >= 2 || legal == 1 && line.words <= 30 && own) && !said() || (sign && line.words <= 40) || copyright
}

#[cfg(test)]
mod tests {
    use super::{Head, Mark, mark};
    use crate::ingest::page::line::Line;
    use crate::ingest::paragraphs::Paragraph;

    fn of(text: &str) -> Mark {
        let paragraph = Paragraph { text: text.to_owned(), ..Paragraph::default() };
        mark(&Line::new(&paragraph))
    }

    #[test]
    fn furniture_is_known_alone() {
        for text in [
            "Share via",
            "Share this article",
            "Facebook Twitter Email",
            "Share on WhatsApp | Telegram",
            "hide caption",
            "ADVERTISEMENT",
            "Read more: Ministers meet again in Geneva",
            "© 2025 The Example Post. All rights reserved.",
            "By signing up, you agree to our terms.",
            "* * *",
        ] {
            assert_eq!(of(text), Mark::Furniture, "{text}");
        }
    }

    #[test]
    fn heads_open_boxes() {
        assert_eq!(of("More to Read"), Mark::Head(Head::Related));
        assert_eq!(of("Sign up for our free weekly newsletter"), Mark::Head(Head::Newsletter));
        assert_eq!(of("Get the Example Post Politics newsletter"), Mark::Head(Head::Newsletter));
        assert_eq!(of("Support The Example Post!"), Mark::Head(Head::Appeal));
        assert_eq!(of("A Message from The Example Post:"), Mark::Head(Head::Appeal));
        assert_eq!(of("Dear readers,"), Mark::Head(Head::Appeal));
        assert_eq!(of("Comments (12)"), Mark::Head(Head::Comments));
    }

    #[test]
    fn prose_and_titles_are_not_furniture() {
        for text in [
            "The minister said the newsletter had been sent to every subscriber.",
            "Support for Ukraine wanes in Europe",
            "Support the troops, senator urges",
            "Moscow opposes NATO membership for Ukraine, the envoy said on Monday.",
            "Share prices fell after the talks",
            "Related talks on grain went nowhere, officials told reporters.",
            "More than a hundred people were killed.",
            "What happens next?",
            "By Tuesday it was over.",
            "Print and television reporters were kept outside.",
            "“We need your help,” the mayor told the crowd.",
        ] {
            assert_eq!(of(text), Mark::None, "{text}");
        }
    }
}
