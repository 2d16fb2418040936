//! Grapheme clusters and the cells they take, counted exactly as ratatui counts them when it fills its buffer.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The extended grapheme clusters of a text with their byte offsets.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}

/// Cells a text takes on the terminal: the sum over its grapheme clusters. Clusters with a control character take none,
/// as ratatui drops them.
#[must_use]
pub fn cells(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    graphemes(text).map(|(_, cluster)| cluster_cells(cluster)).sum()
}

/// Cells of one grapheme cluster.
#[must_use]
pub fn cluster_cells(cluster: &str) -> usize {
    match cluster.as_bytes() {
        [byte] => usize::from(!byte.is_ascii_control()),
        _ if cluster.contains(char::is_control) => 0,
        // Terminals give the halfwidth sound marks of Japanese a cell of their own, and so does ratatui; Unicode does not.
        _ => cluster.width() + cluster.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count(),
    }
}

/// The longest start of `text` that fits into `limit` cells, on a grapheme boundary.
#[must_use]
pub fn clip(text: &str, limit: usize) -> &str {
    // Where the next byte is ASCII, too, no mark can join what ends here.
    if is_plain(text.get(..=limit).unwrap_or(text)) {
        return text.get(..limit).unwrap_or(text);
    }
    let mut used = 0;
    for (at, cluster) in graphemes(text) {
        used += cluster_cells(cluster);
        if used > limit {
            return text.get(..at).unwrap_or("");
        }
    }
    text
}

/// A grapheme cluster of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cluster<'a> {
    /// Its offset in bytes.
    pub at: usize,
    /// Its text.
    pub text: &'a str,
    /// Cells it takes; see [`flow_clusters`].
    pub cells: u16,
}

/// The grapheme clusters of running text, in which a line break of the source is a space: of a run of spaces with a line
/// break in it the first takes one cell and the others none. Clusters that show nothing take none;
/// control characters, which the sanitiser does not let through, take the one cell of the sign drawn in their place.
pub fn flow_clusters(text: &str) -> impl Iterator<Item = Cluster<'_>> {
    // End of the run of white space that was looked at last, and whether it takes a single cell.
    let (mut run_end, mut folded) = (0, false);
    graphemes(text).map(move |(at, cluster)| {
        let cells = if !matches!(cluster, " " | "\n") {
            if cluster.contains(char::is_control) { 1 } else { cluster_cells(cluster) as u16 }
        } else if at < run_end {
            u16::from(!folded)
        } else {
            let rest = text.get(at..).unwrap_or("");
            let run = rest.len() - rest.trim_start_matches([' ', '\n']).len();
            run_end = at + run;
            folded = rest.get(..run).is_some_and(|run| run.contains('\n'));
            1
        };
        Cluster { at, text: cluster, cells }
    })
}

/// Cells that running text takes, counted as [`flow_clusters`] does.
#[must_use]
pub fn flow_cells(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    flow_clusters(text).map(|cluster| usize::from(cluster.cells)).sum()
}

/// Whether a text is of printable ASCII only, one cell a byte.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| (0x20..0x7f).contains(&b))
}

/// The longest start of `text` of at most `limit` bytes, on a character boundary.
#[must_use]
pub fn head(text: &str, limit: usize) -> &str {
    let end = (0..=limit.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

/// The longest end of `text` of at most `limit` bytes, on a character boundary.
#[must_use]
pub fn tail(text: &str, limit: usize) -> &str {
    let start = (text.len().saturating_sub(limit)..text.len()).find(|at| text.is_char_boundary(*at));
    text.get(start.unwrap_or(text.len())..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{cells, clip};

    #[test]
    fn wide_and_joined_clusters() {
        assert_eq!(cells("Müller"), 6);
        assert_eq!(cells("北京"), 4);
        assert_eq!(cells("family 👩‍👩‍👧‍👦 x"), 11);
        assert_eq!(cells("e\u{301}"), 1);
    }

    #[test]
    fn clip_keeps_clusters_whole() {
        assert_eq!(clip("北京", 3), "北");
        assert_eq!(clip("e\u{301}a", 1), "e\u{301}");
    }
}
