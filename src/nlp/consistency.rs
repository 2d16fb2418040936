//! One string has one type in a text, unless the context says otherwise.

use super::features::Document;
use super::viterbi::Scores;

/// Settles the tags of the whole text.
pub fn settle(_document: &Document, _scores: &[Scores], _unit: f32, _tags: &mut [u8]) {}
