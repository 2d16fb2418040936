//! How sure a name is: the lead of its tags over their rivals, as a probability.

use super::viterbi::Scores;

/// The weakest token's lead over the best tag of another type (or "outside"), on a logistic scale, 0 to 255.
pub fn of(tags: &[u8], scores: &[Scores], unit: f32) -> u8 {
    let mut weakest = i32::MAX;
    for (tag, row) in tags.iter().zip(scores) {
        let own = row.iter().skip(usize::from(tag / 4) * 4).take(4).copied().max().unwrap_or(0);
        let rival = row
            .iter()
            .enumerate()
            .filter(|(other, _)| *other / 4 != usize::from(tag / 4))
            .map(|(_, score)| *score)
            .max()
            .unwrap_or(0)
            .max(0);
        weakest = weakest.min(i32::from(own) - i32::from(rival));
    }
    let lead = weakest as f32 * unit;
    (255.0 / (1.0 + (-lead * 0.7 - 0.4).exp())).round() as u8
}
