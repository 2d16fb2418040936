//! One line of the output.

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::value::RawValue;

use super::input::Line;
use super::offsets::Offsets;
use crate::model::{Entity, EntityId, NameMention};
use crate::nlp::Quotation;
use crate::text::Span;

/// So many forms of a name and explanations are given at most.
const MAX_NAMES: usize = 32;

/// A mention, ready to be written.
#[derive(Debug, Serialize)]
pub(super) struct MentionOut {
    start: u32,
    end: u32,
    text: Box<str>,
    #[serde(rename = "type")]
    kind: &'static str,
    entity: String,
    score: f64,
}

/// A line without its entities: all that must be kept of it until the whole corpus is known.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) id: Box<str>,
    text: Option<Box<str>>,
    language: Option<&'static str>,
    /// In the order of the output.
    mentions: Vec<KeptMention>,
    quotes: Vec<KeptQuote>,
}

/// A quotation of a kept line, in code points; its speaker's words, and the number of the name among those of the text.
#[derive(Debug)]
struct KeptQuote {
    start: u32,
    end: u32,
    speaker: Option<(u32, u32, Option<usize>)>,
}

/// A quotation, ready to be written.
#[derive(Debug, Serialize)]
struct QuoteOut {
    start: u32,
    end: u32,
    speaker: Option<String>,
    speaker_start: Option<u32>,
    speaker_end: Option<u32>,
    kind: &'static str,
}

/// A mention of a kept line.
#[derive(Debug)]
struct KeptMention {
    /// In code points.
    start: u32,
    end: u32,
    text: Box<str>,
    kind: &'static str,
    score: u8,
    /// Its number among the names in the order of the text.
    at: u32,
}

impl Kept {
    /// Keeps a line, with its text if `text` is set.
    pub(super) fn of(line: &Line, text: bool) -> Self {
        let offsets = Offsets::new(&line.text);
        let out = |(at, mention): (usize, &NameMention)| KeptMention {
            start: offsets.point(mention.span.start),
            end: offsets.point(mention.span.end),
            text: mention.span.of(&line.text).into(),
            kind: mention.kind.label(),
            score: mention.score,
            at: at as u32,
        };
        let mut mentions: Vec<_> = line.mentions.iter().enumerate().map(out).collect();
        if let Some(place) = &line.place {
            mentions.sort_by_key(|mention| place.get(mention.at as usize).copied());
        }
        let quote = |quote: &Quotation| {
            let points = |span: Span| (offsets.point(span.start), offsets.point(span.end));
            let (start, end) = points(quote.span);
            let speaker = quote.speaker.map(|who| {
                let (start, end) = points(who.span);
                (start, end, who.mention)
            });
            KeptQuote { start, end, speaker }
        };
        let quotes = line.quotes.iter().map(quote).collect();
        let text = text.then(|| line.text.as_str().into());
        Self { id: line.id.clone(), text, language: line.language, mentions, quotes }
    }
}

/// An entity, ready to be written.
#[derive(Debug, Serialize)]
struct EntityOut<'e> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'e str,
    names: Vec<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<&'e str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    merges: Vec<MergeOut<'e>>,
}

/// Why a name belongs to an entity.
#[derive(Debug, Serialize)]
struct MergeOut<'e> {
    name: &'e str,
    with: &'e str,
    rule: &'static str,
    certainty: f64,
}

#[derive(Debug, Serialize)]
struct LineOut<'e> {
    id: &'e RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    mentions: Vec<MentionOut>,
    entities: Vec<EntityOut<'e>>,
    quotes: Vec<QuoteOut>,
}

/// Numbers for entities: by first appearance in the output.
#[derive(Debug, Default)]
pub(super) struct Numbers(FxHashMap<EntityId, usize>);

impl Numbers {
    fn id(&mut self, entity: EntityId) -> String {
        let next = self.0.len() + 1;
        format!("e{}", self.0.entry(entity).or_insert(next))
    }
}

/// Writes a line. `of_mention` holds the entity of each name in the order of the text.
pub(super) fn line(kept: &Kept, of_mention: &[EntityId], entities: &[Entity], numbers: &mut Numbers) -> String {
    let mut seen: Vec<EntityId> = Vec::new();
    let mut mentions = Vec::with_capacity(kept.mentions.len());
    let mut met = rustc_hash::FxHashSet::default();
    for mention in &kept.mentions {
        let Some(&entity) = of_mention.get(mention.at as usize) else { continue };
        if met.insert(entity) {
            seen.push(entity);
        }
        mentions.push(MentionOut {
            start: mention.start,
            end: mention.end,
            text: mention.text.clone(),
            kind: mention.kind,
            entity: numbers.id(entity),
            score: hundredths(mention.score),
        });
    }
    let quotes = kept.quotes.iter().map(|quote| quote_out(quote, of_mention, numbers)).collect();
    let entities = seen.iter().filter_map(|id| entities.get(id.0 as usize)).map(|e| entity(e, numbers)).collect();
    let id = RawValue::from_string(kept.id.to_string()).unwrap_or_else(|_| RawValue::NULL.to_owned());
    let out = LineOut { id: &id, text: kept.text.as_deref(), language: kept.language, mentions, entities, quotes };
    serde_json::to_string(&out).unwrap_or_else(|error| failed_line(&error.to_string()))
}

fn quote_out(quote: &KeptQuote, of_mention: &[EntityId], numbers: &mut Numbers) -> QuoteOut {
    let name = quote.speaker.and_then(|(.., name)| of_mention.get(name?));
    QuoteOut {
        start: quote.start,
        end: quote.end,
        speaker: name.map(|entity| numbers.id(*entity)),
        speaker_start: quote.speaker.map(|(start, ..)| start),
        speaker_end: quote.speaker.map(|(_, end, _)| end),
        kind: "direct",
    }
}

fn entity<'e>(entity: &'e Entity, numbers: &mut Numbers) -> EntityOut<'e> {
    let merge = |m: &'e crate::model::Merge| MergeOut {
        name: &m.name,
        with: &m.with,
        rule: m.rule,
        certainty: hundredths(m.certainty),
    };
    EntityOut {
        id: numbers.id(entity.id),
        kind: entity.kind.label(),
        name: &entity.name,
        names: entity.aliases.iter().take(MAX_NAMES).map(|alias| alias.name.as_str()).collect(),
        of: entity.of.map(|country| numbers.id(country)),
        roles: entity.roles.iter().take(MAX_NAMES).map(|role| role.words.as_str()).collect(),
        merges: entity.merges.iter().take(MAX_NAMES).map(merge).collect(),
    }
}

/// 0 to 255 as 0 to 1 with two decimals.
fn hundredths(score: u8) -> f64 {
    (f64::from(score) / 255.0 * 100.0).round() / 100.0
}

/// What stands in the place of a line that could not be used; `message` names the line.
pub(super) fn failed_line(message: &str) -> String {
    serde_json::json!({ "id": null, "error": message }).to_string()
}
