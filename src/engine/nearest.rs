//! Where a list goes when a filter leaves out the article at hand.

/// The row nearest to an article that would stand at row `at` of so many: of the two it stands between the nearer in time; where
/// that cannot be told, the one that follows.
pub(super) fn nearest((at, rows): (u32, u32), own: Option<i64>, seconds: impl Fn(u32) -> Option<i64>) -> Option<u32> {
    let (before, after) = (at.checked_sub(1), Some(at).filter(|row| *row < rows));
    let away = |row: u32| Some(own?.abs_diff(seconds(row)?));
    match before.zip(after).map(|(before, after)| (away(before), away(after))) {
        Some((Some(_), None)) => before,
        Some((Some(back), Some(on))) if back < on => before,
        _ => after.or(before),
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearer_in_time_of_two_neighbours() {
        let times = [Some(900), Some(500), Some(100), None];
        let of = |at, own| nearest((at, 4), own, |row| times[row as usize]);
        assert_eq!([of(0, Some(950)), of(1, Some(800)), of(1, Some(600))], [Some(0), Some(0), Some(1)]);
        assert_eq!(of(3, Some(50)), Some(2), "rather a date than none");
        assert_eq!([of(3, None), of(4, None), of(1, None)], [Some(3), Some(3), Some(1)]);
        assert_eq!(nearest((0, 0), Some(1), |_| None), None);
    }
}
