//! Which commands match what was typed.

use crate::text::{Folded, fold};
use crate::tui::action::Action;
use crate::tui::state::picker::CommandRow;

/// The line a command is shown as.
#[must_use]
pub fn line(action: Action) -> String {
    format!("{}  {}", action.name().replace('_', " "), action.doc())
}

/// The commands that hold every word of the pattern; those whose name starts with it come first.
#[must_use]
pub fn rank(pattern: &str) -> Vec<CommandRow> {
    let pattern = fold(pattern);
    let words: Vec<&str> = pattern.split_whitespace().collect();
    let mut rows: Vec<(u8, CommandRow)> = Action::ALL
        .iter()
        .filter_map(|action| {
            let folded = Folded::new(&line(*action));
            let mut marks = Vec::new();
            for word in &words {
                let at = folded.text.find(word)?;
                marks.push(folded.back(at, at + word.len()));
            }
            let tier = u8::from(!folded.text.starts_with(pattern.as_str()));
            Some((tier, CommandRow { action: *action, marks }))
        })
        .collect();
    rows.sort_by_key(|(tier, row)| (*tier, row.action));
    rows.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::rank;
    use crate::tui::action::Action;

    #[test]
    fn names_come_before_descriptions() {
        assert_eq!(rank("zen")[0].action, Action::Zen);
        assert_eq!(rank("next men")[0].action, Action::NextMention);
        assert!(rank("qqq").is_empty());
        assert_eq!(rank("").len(), Action::ALL.len());
    }
}
