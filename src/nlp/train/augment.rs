//! More samples from the same ones: sentences once more in capitals, in headline case and in small letters, so that no
//! case of letters is foreign to the tagger.

use super::{Random, Sample};
use crate::text::Span;

/// Adds recased copies of a `share` of the lines and sentences of each sample.
pub fn recase(samples: &mut Vec<Sample>, share: f32, random: &mut Random) {
    let mut added = Vec::new();
    for sample in samples.iter() {
        for piece in pieces(&sample.text) {
            let dice = random.unit();
            if dice >= share || piece.len() < 20 {
                continue;
            }
            let how = match (dice / share * 10.0) as u32 {
                0..=4 => Case::Capitals,
                5..=8 => Case::Headline,
                _ => Case::Small,
            };
            added.push(cut(sample, piece, how));
        }
    }
    samples.append(&mut added);
}

#[derive(Debug, Clone, Copy)]
enum Case {
    Capitals,
    Headline,
    Small,
}

/// Stretches between line ends and after full stops.
fn pieces(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['\n', '.', '?', '!']) {
        let end = at + 1;
        let next = text.as_bytes().get(end).copied().unwrap_or(b' ');
        if next.is_ascii_whitespace() {
            found.push(Span::new(start, end as u32));
            start = end as u32 + 1;
        }
    }
    found.push(Span::new(start, text.len() as u32));
    found
}

fn cut(sample: &Sample, piece: Span, how: Case) -> Sample {
    let text = piece.of(&sample.text);
    let moved = |span: &Span| Span::new(span.start - piece.start, span.end - piece.start);
    let names = sample.names.iter().filter(|(span, _)| piece.covers(*span));
    Sample {
        id: None,
        text: recased(text, how),
        names: names.map(|(span, kind)| (moved(span), *kind)).collect(),
        weight: sample.weight * 0.5,
        unmarked: sample.unmarked.clone(),
        open: sample.open.iter().filter(|span| piece.covers(**span)).map(moved).collect(),
    }
}

/// Changes ASCII letters only, so that no offset moves.
fn recased(text: &str, how: Case) -> String {
    match how {
        Case::Capitals => text.to_ascii_uppercase(),
        Case::Small => text.to_ascii_lowercase(),
        Case::Headline => text
            .split_inclusive(' ')
            .map(|word| match word.trim_end() {
                "a" | "an" | "and" | "as" | "at" | "but" | "by" | "for" | "from" | "in" | "of" | "on" | "or"
                | "the" | "to" | "with" => word.to_owned(),
                _ => {
                    let mut word = word.to_owned();
                    if let Some(head) = word.get_mut(..1) {
                        head.make_ascii_uppercase();
                    }
                    word
                }
            })
            .collect(),
    }
}
