//! How sure a name is: the lead of its tags over their rivals, as the share of names with that lead that were right.

use super::viterbi::Scores;

/// The lead on a logistic scale, and how many names were right there on the development sets (`dateline train --score` prints
/// the check). Names that are kept with little lead are those other mentions speak for.
const MEASURED: [(f32, f32); 6] = [(0.0, 0.6), (0.6, 0.645), (0.75, 0.766), (0.85, 0.816), (0.966, 0.896), (1.0, 0.94)];

/// The weakest token's lead over the best tag of another type (or "outside"), as a probability of 0 to 255.
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
    (255.0 * share(1.0 / (1.0 + (-lead * 0.7 - 0.4).exp()))).round() as u8
}

/// Between two measured places in a straight line.
fn share(place: f32) -> f32 {
    MEASURED
        .windows(2)
        .find_map(|pair| match pair {
            [left, right] if place <= right.0 => {
                Some(left.1 + (right.1 - left.1) * (place - left.0) / (right.0 - left.0))
            }
            _ => None,
        })
        .unwrap_or(0.94)
}

#[cfg(test)]
mod tests {
    use super::{MEASURED, of, share};

    #[test]
    fn more_lead_is_never_less_sure() {
        assert!(MEASURED.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1));
        let mut row = [-100i16; 16];
        let mut last = 0;
        for lead in (-200..400).step_by(20) {
            row[3] = lead;
            let sure = of(&[3], &[row], 0.05);
            assert!(sure >= last);
            last = sure;
        }
        assert!(last > 230 && share(0.0) >= 0.5);
    }
}
