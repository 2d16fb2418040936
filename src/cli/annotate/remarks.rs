//! What is said on standard error of lines that are taken.

/// Something to be said of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Remark {
    /// Its mentions were asked for and there are none.
    Unmarked,
    /// This mention covers nothing and is left out.
    Empty(String),
    /// This mention covers something else than stands beside it.
    OtherText(String),
}

/// What has been said. What may be the same for every line is said of the first.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    unmarked: bool,
    other_text: bool,
}

impl Remarks {
    /// Says what is new on standard error. Returns whether something of the line was left out.
    pub(super) fn say(&mut self, line: u64, remarks: &[Remark]) -> bool {
        let mut left_out = false;
        for remark in remarks {
            let said = match remark {
                Remark::Empty(mention) => {
                    left_out = true;
                    format!("{mention} is empty and left out")
                }
                Remark::Unmarked if !std::mem::replace(&mut self.unmarked, true) => {
                    "no \"mentions\", which --given takes the names from; nothing is found in such lines (said once)"
                        .to_owned()
                }
                Remark::OtherText(mention) if !std::mem::replace(&mut self.other_text, true) => {
                    format!("{mention}, not its \"text\"; start and end count, in code points (said once)")
                }
                Remark::Unmarked | Remark::OtherText(_) => continue,
            };
            eprintln!("dateline: line {line}: {said}");
        }
        left_out
    }
}
