//! Lines of a page that are no part of an article though they stand in its text: "Share on Facebook", "Follow us on …". The
//! networks they name are not what the text is about.

use crate::model::{Sentence, Token, TokenKind};
use crate::text::Span;

/// Such a line has no more words.
const LONGEST: usize = 14;

/// Where a reader is asked to share or to follow. In small letters.
const NETWORKS: &[&str] = &[
    "bluesky",
    "facebook",
    "flipboard",
    "instagram",
    "linkedin",
    "mastodon",
    "messenger",
    "pinterest",
    "reddit",
    "snapchat",
    "telegram",
    "threads",
    "tiktok",
    "tumblr",
    "twitter",
    "viber",
    "wechat",
    "weibo",
    "whatsapp",
    "x",
    "youtube",
];

/// What such lines begin with.
const ASKS: &[&str] =
    &["click", "connect", "find", "follow", "join", "like", "post", "send", "share", "subscribe", "tweet"];

/// What else stands in a line of buttons.
const BUTTONS: &[&str] = &[
    "&", "and", "article", "by", "channel", "comment", "comments", "copy", "e-mail", "email", "here", "link", "mail",
    "more", "now", "on", "or", "our", "page", "pin", "print", "save", "sms", "story", "the", "this", "to", "us", "via",
    "with", "your",
];

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    /// One network and nothing else: furniture among furniture.
    Network,
    Furniture,
}

/// Says of each sentence whether it is furniture. `out` is parallel to `sentences`.
pub fn mark(text: &str, tokens: &[Token], sentences: &[Sentence], out: &mut Vec<bool>) {
    let from = out.len();
    let mut lonely = false;
    for sentence in sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let kind = kind(text, tokens.get(range).unwrap_or(&[]), sentence.span);
        // What stands before it settles a single name; what comes after it may still.
        let before = out.len() > from && out.last() == Some(&true);
        if kind == Kind::Furniture
            && lonely
            && let Some(last) = out.last_mut()
        {
            *last = true;
        }
        out.push(kind == Kind::Furniture || kind == Kind::Network && before);
        lonely = kind == Kind::Network && !before;
    }
}

fn kind(text: &str, tokens: &[Token], span: Span) -> Kind {
    if tokens.len() > LONGEST + 4 || !is_line(text, span) {
        return Kind::Text;
    }
    let words = || tokens.iter().filter(|token| !is_mark(token.kind)).map(|token| token.span.of(text));
    let among = |list: &[&str], word: &str| list.iter().any(|other| other.eq_ignore_ascii_case(word));
    let networks = words().filter(|word| among(NETWORKS, word)).count();
    let all = words().count();
    if networks == 0 || all > LONGEST {
        return Kind::Text;
    }
    if networks == all {
        return if all > 1 { Kind::Furniture } else { Kind::Network };
    }
    let asks = words().next().is_some_and(|word| among(ASKS, word));
    let buttons = words().all(|word| among(NETWORKS, word) || among(ASKS, word) || among(BUTTONS, word));
    // "Follow Dora Vance on Twitter @dora": someone is named, and the line ends with where.
    let last = tokens.iter().rev().find(|token| !is_mark(token.kind));
    let ends = last.is_some_and(|token| {
        matches!(token.kind, TokenKind::Handle | TokenKind::Url) || among(NETWORKS, token.span.of(text))
    });
    let follows = asks && ends && words().any(|word| word == "on");
    if buttons && (asks || networks > 1) || follows { Kind::Furniture } else { Kind::Text }
}

/// Whether a sentence is a line of its own.
fn is_line(text: &str, span: Span) -> bool {
    let (before, after) = (text.get(..span.start as usize), text.get(span.end as usize..));
    let left =
        before.is_none_or(|before| before.trim_end_matches([' ', '\t']).chars().next_back().is_none_or(is_break));
    let right = after.is_none_or(|after| after.trim_start_matches([' ', '\t']).chars().next().is_none_or(is_break));
    left && right
}

const fn is_mark(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Punctuation | TokenKind::Symbol)
}

const fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::nlp::lexicon::Lexicon;
    use crate::nlp::{sentence, tokenizer};
    use crate::text::Span;

    /// The sentences that are furniture.
    fn furniture(text: &str) -> Vec<&str> {
        let (mut tokens, mut sentences, mut marks) = (Vec::new(), Vec::new(), Vec::new());
        tokenizer::tokenize(text, Span::new(0, text.len() as u32), &mut tokens);
        sentence::split(text, &tokens, 0, &Lexicon::default(), &mut sentences, None);
        mark(text, &tokens, &sentences, &mut marks);
        assert_eq!(marks.len(), sentences.len());
        sentences.iter().zip(marks).filter(|(_, mark)| *mark).map(|(sentence, _)| sentence.span.of(text)).collect()
    }

    #[test]
    fn lines_of_buttons_are_furniture() {
        for line in [
            "Share on Facebook Twitter Instagram",
            "Share this article via WhatsApp",
            "Follow us on Instagram.",
            "Facebook | X | LinkedIn | Copy link",
            "Click here to join our Telegram channel!",
            "Follow Dora Vance on Twitter: @doravance",
        ] {
            let text = format!("The harbour was closed.\n\n{line}\n\nIt will open again.");
            assert_eq!(furniture(&text), [line]);
        }
        let column = "WhatsApp\n\nShare on Facebook\n\nTelegram\n\nThe harbour was closed.";
        assert_eq!(furniture(column), ["WhatsApp", "Share on Facebook", "Telegram"]);
    }

    #[test]
    fn what_is_said_of_networks_is_text() {
        for text in [
            "Facebook sued Twitter on Monday.",
            "Facebook and Instagram were down for two hours.",
            "Follow Facebook's rules",
            "The mayor wrote on Twitter",
            "Telegram",
            "He said: Follow us on Instagram, and she did.",
            "",
        ] {
            assert_eq!(furniture(text), [""; 0], "{text}");
        }
    }
}
