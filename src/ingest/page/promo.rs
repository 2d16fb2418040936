//! What the page says of itself in sentences and bars: navigation, cookies, channels, appeals.

use super::cues::Cue;
use super::line::Line;
use super::phrases as p;

/// "GET EXAMPLE NEWS ON THE GO", "CLICK HERE FOR THE EXAMPLE APP", "Top headlines are here. Check out …", and the
/// addresses of an agency's desk in double brackets.
pub(super) fn is_promo(line: &Line<'_>) -> bool {
    let (key, text) = (line.key.as_str(), line.paragraph.text.as_str());
    let desk = text.starts_with("((") && text.ends_with("))") && text.contains('@');
    let app = (key.starts_with("get ") && key.ends_with(" on the go"))
        || (key.starts_with("click here ") && key.ends_with(" app"));
    let top = key.contains("top headlines are here") || (key.contains("check out what") && key.contains("clicking"));
    let told = || line.hits.get(Cue::Said) > 0 || line.speech().told;
    // Long small print, looked up by its start.
    let small_print = key.is_empty()
        && (line.pull() > 0 || line.person > 1)
        && p::LINE_STARTS.open(&super::line::key(crate::text::grapheme::head(text, 120)))
        && !told();
    let portrait = text.strip_prefix("Portrait of ").is_some_and(super::names::is_person);
    let address = line.words == 1 && text.contains('@') && text.contains('.') && !line.ends;
    let note = text.starts_with("(ATTN:") || matches!(text, "(END)" | "(Ends)" | "(ENDS)" | "-ENDS-");
    let app = app || key.starts_with("listen to more ") && key.ends_with(" app");
    desk || small_print
        || is_paywall(line)
        || is_letters(line)
        || is_path(line)
        || line.words <= 24 && key.contains("click here to follow us")
        || portrait
        || address
        || note
        || is_navigation(line)
        || is_follow(line)
        || is_cookies(line)
        || is_reprint(line)
        || ((app || top) && line.words <= 30 && !told())
}

/// "Home | News | Sport": the names of sections, between bars or with nothing between them.
fn is_navigation(line: &Line<'_>) -> bool {
    let text = line.paragraph.text.as_str();
    if line.ends || line.words > 40 || line.key.is_empty() {
        return false;
    }
    let section = |part: &str| p::SECTIONS.has(part.trim());
    let parts: Vec<&str> = line.key.split(['|', '•', '·', '›', '»', '/', '>']).map(str::trim).collect();
    if parts.len() >= 3 {
        let short = parts.iter().all(|part| part.split_whitespace().count() <= 3);
        return short && parts.iter().filter(|part| section(part)).count() >= 2.max(parts.len() / 2);
    }
    line.words >= 4
        && parts.len() == 1
        && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word == "&")
        && line.key.split(' ').all(|word| word == "&" || section(word))
}

/// "Home / Region / The title": where on the site the page stands.
fn is_path(line: &Line<'_>) -> bool {
    if !["home", "startseite", "accueil", "inicio", "you are here"].iter().any(|start| line.key.starts_with(start)) {
        return false;
    }
    let text = line.paragraph.text.as_str();
    let parts = || text.split(['/', '›', '»', '>', '|', '→', '»']);
    parts().count() >= 2
        && parts().next().is_some_and(|first| {
            matches!(
                first.trim().to_lowercase().as_str(),
                "home" | "homepage" | "home page" | "startseite" | "accueil" | "inicio" | "you are here: home"
            )
        })
}

/// "You have 40% of this article left to read."
fn is_paywall(line: &Line<'_>) -> bool {
    let key = line.key.as_str();
    let left = key.contains("article left to read") || key.contains("story left to read");
    let locked = key.ends_with("for subscribers only")
        || key.ends_with("for members only")
        || key.contains("reserved for subscribers");
    (left || locked && line.words <= 20) && !line.quoted && !line.speech().told
}

/// "The Example is committed to publishing letters to the editor. Here are our tips …"
fn is_letters(line: &Line<'_>) -> bool {
    if line.person < 2 || line.words > 80 {
        return false;
    }
    let lower = crate::text::grapheme::head(line.start, 400).to_ascii_lowercase();
    (lower.contains("letters to the editor") || lower.contains("letter to the editor"))
        && ["committed to publishing", "hear what you think", "our email", "here are some tips", "letters@"]
            .iter()
            .any(|words| lower.contains(words))
        && !line.speech().told
}

/// "Follow Example News on Facebook, on X, or on Instagram."
fn is_follow(line: &Line<'_>) -> bool {
    const CHANNELS: [&str; 11] = [
        "facebook",
        "x",
        "twitter",
        "instagram",
        "youtube",
        "linkedin",
        "whatsapp",
        "tiktok",
        "threads",
        "bluesky",
        "telegram",
    ];
    let key = line.key.as_str();
    let asks = key.starts_with("follow ") || key.starts_with("find us on ") || key.starts_with("like us on ");
    let channels = || key.split(|c: char| !c.is_alphanumeric()).filter(|word| CHANNELS.contains(word)).count();
    asks && line.words <= 24 && !line.speech().told && channels() > usize::from(!key.contains(" us "))
}

/// "By using this site you accept cookies. Accept all | Manage"
fn is_cookies(line: &Line<'_>) -> bool {
    let text = line.start;
    line.words <= 70
        && line.person > 0
        && text.contains("ookie")
        && ["accept", "Accept", "consent", "preferences", "Manage", "our partners", "browser"]
            .iter()
            .any(|word| text.contains(word))
        && line.hits.get(Cue::Said) == 0
        && !line.speech().told
}

/// "First published in The Example Post."
fn is_reprint(line: &Line<'_>) -> bool {
    const STARTS: [&str; 5] = [
        "First published in ",
        "First published by ",
        "First appeared in ",
        "Originally published by ",
        "Originally published in ",
    ];
    let text = line.paragraph.text.as_str();
    let rest = STARTS.iter().find_map(|start| text.strip_prefix(start));
    line.words <= 14
        && rest.is_some_and(|name| name.starts_with(char::is_uppercase) && super::outlet::has_outlet_word(name))
        && !line.speech().told
}

/// "You have read five of our articles", "… support the Example's journalism": the page asks whoever reads it.
fn asks_reader(line: &Line<'_>) -> bool {
    if line.person < 2 && !(line.person == 1 && line.words <= 40) || line.words > 90 || line.quoted {
        return false;
    }
    let lower = line.start.to_lowercase().replace('’', "'");
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let read = has(&["you have read ", "you've read ", "you read "]) && has(&[" article", " stories", "this month"]);
    let enjoyed =
        has(&["appreciated this article", "enjoyed this article", "found this article", "value this article"]);
    let own = has(&["'s journalism", "our journalism", "independent journalism", "our newsroom", "our reporting"])
        && has(&["support ", "fund ", "contribut", "donat"]);
    let like_you = has(&["readers like you", "people like you"]) && has(&["we ", "our ", "help", "support"]);
    read || enjoyed || own || like_you
}

/// An appeal of several sentences, too long to be looked up whole.
pub(super) fn is_long_appeal(line: &Line<'_>) -> bool {
    // "Support Example Days' journalism"
    let own = |rest: &str| rest.contains(" journalism") && line.words <= 12 && !line.ends;
    line.hits.get(Cue::Said) == 0
        && (asks_reader(line) || line.start.strip_prefix("Support ").is_some_and(own) || opens_as_appeal(line))
        && !line.is_reported()
}

fn opens_as_appeal(line: &Line<'_>) -> bool {
    if line.hits.get(Cue::Appeal) == 0 {
        return false;
    }
    let opening = super::line::key(crate::text::grapheme::head(&line.paragraph.text, 120));
    let asks = opening.starts_with("support ") && line.words <= 40;
    asks || (p::APPEAL_STARTS.open(&opening) && line.person > 0)
}
