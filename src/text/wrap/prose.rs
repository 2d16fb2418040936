//! The short way through the line breaking algorithm for European prose: the rules that its classes can meet, as a table
//! of pairs and a look at what stands before and behind. Where anything else occurs, the full algorithm does the work.
//! That both find the same breaks is tested.

use super::classes::{ASCII, Class, beyond};
use super::pieces::Piece;

use Class::{Al, B2, Ba, Bb, Cl, Cp, Ex, Gl, Hy, In, Is, Nu, Op, Pf, Pi, Po, Pr, Qu, Sp, Sy};

/// For each class, those it is not broken from when they follow directly (rules LB 12 to 30).
static KEPT: [u32; 20] = pairs();

/// What never starts a line, not even after a space (rule LB 13).
const CLOSING: u32 = Cl.bit() | Cp.bit() | Ex.bit() | Is.bit() | Sy.bit();
/// What makes a final quotation mark before it a closing one (rule LB 15b), besides spaces.
const BEHIND_FINAL: u32 =
    Gl.bit() | Cl.bit() | Qu.bit() | Pi.bit() | Pf.bit() | Cp.bit() | Ex.bit() | Is.bit() | Sy.bit();
/// What makes an initial quotation mark after it an opening one (rule LB 15a), besides spaces.
const BEFORE_INITIAL: u32 = Op.bit() | Qu.bit() | Pi.bit() | Pf.bit() | Gl.bit();

const fn pairs() -> [u32; 20] {
    let all = u32::MAX;
    let mut table = [0; 20];
    let mut class = 0;
    while class < 20 {
        // Rules LB 12a, 13, 19, 21 and 22: nothing is broken from these when they follow.
        table[class] = CLOSING | Gl.bit() | Qu.bit() | Pi.bit() | Pf.bit() | Ba.bit() | Hy.bit() | In.bit() | Sp.bit();
        class += 1;
    }
    // Rules LB 12, 14, 19 and 21: nor anything from these.
    let mut n = 0;
    let sticky = [Gl, Op, Qu, Pi, Pf, Bb];
    while n < sticky.len() {
        table[sticky[n] as usize] = all;
        n += 1;
    }
    table[Ba as usize] &= !Gl.bit();
    table[Hy as usize] &= !Gl.bit();
    // Rules LB 17, and 23 to 30.
    table[B2 as usize] |= B2.bit();
    table[Al as usize] |= Al.bit() | Nu.bit() | Pr.bit() | Po.bit() | Op.bit();
    table[Nu as usize] |= Al.bit() | Nu.bit() | Pr.bit() | Po.bit() | Op.bit();
    table[Pr as usize] |= Al.bit() | Nu.bit() | Op.bit();
    table[Po as usize] |= Al.bit() | Nu.bit() | Op.bit();
    table[Cl as usize] |= Pr.bit() | Po.bit();
    table[Cp as usize] |= Pr.bit() | Po.bit() | Al.bit() | Nu.bit();
    table[Hy as usize] |= Nu.bit();
    table[Is as usize] |= Nu.bit() | Al.bit();
    table[Sy as usize] |= Nu.bit();
    table
}

/// The last sign before the border that is looked at.
#[derive(Clone, Copy)]
struct Before {
    class: Class,
    /// Whether it is an initial quotation mark that opens (rule LB 15a).
    opens: bool,
    /// Whether spaces follow it.
    spaced: bool,
}

impl Before {
    /// Whether a line may end between this and `class`, behind which comes `next`.
    fn breaks(self, class: Class, next: impl FnOnce() -> Option<u32>) -> bool {
        if !self.spaced {
            return !self.opens && KEPT[self.class as usize] & class.bit() == 0;
        }
        if CLOSING & class.bit() != 0 || self.class == Op || self.opens || (self.class == B2 && class == B2) {
            return false;
        }
        class != Pf || next().is_some_and(|next| next & (BEHIND_FINAL | Sp.bit()) == 0)
    }

    fn then(self, class: Class) -> Self {
        let opens = class == Pi && (self.spaced || BEFORE_INITIAL & self.class.bit() != 0);
        Self { class, opens, spaced: false }
    }
}

/// Cuts `body`, which starts at byte `base` and not with white space, into pieces; `None` where it is not prose of the
/// known classes, whatever `emit` got until then.
pub(super) fn cut(body: &str, base: u32, mut emit: impl FnMut(Piece)) -> Option<()> {
    let bytes = body.as_bytes();
    let mut piece = Piece { start: base, end: base, cells: 0, gap: 0, hyphen: false };
    // The start of the text is to rule LB 15a what a space is, and nothing is broken from it.
    let mut before = Before { class: Sp, opens: false, spaced: true };
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let (class, length) = class_at(body, *byte, at)?;
        if class == Sp {
            let run = run_of_spaces(bytes, at);
            piece.gap = run.cells;
            before.spaced = true;
            at = run.end;
            continue;
        }
        let next =
            || bytes.get(at + length).and_then(|byte| class_at(body, *byte, at + length)).map(|(next, _)| next.bit());
        if at > 0 && before.breaks(class, next) {
            emit(piece);
            let start = base + at as u32;
            piece = Piece { start, end: start, cells: 0, gap: 0, hyphen: false };
        }
        before = before.then(class);
        piece.cells += piece.gap + 1;
        piece.gap = 0;
        at += length;
        // Most bytes are letters after letters.
        if class == Al {
            let word = bytes.get(at..).unwrap_or(&[]).iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            piece.cells += word as u32;
            at += word;
        }
        piece.end = base + at as u32;
    }
    if !body.is_empty() {
        emit(piece);
    }
    Some(())
}

fn class_at(body: &str, byte: u8, at: usize) -> Option<(Class, usize)> {
    if byte < 0x80 {
        return ASCII[usize::from(byte)].map(|class| (class, 1));
    }
    let c = body.get(at..)?.chars().next()?;
    beyond(c).map(|class| (class, c.len_utf8()))
}

/// A run of white space.
struct Run {
    end: usize,
    /// One where there is a line feed in it.
    cells: u32,
}

fn run_of_spaces(bytes: &[u8], from: usize) -> Run {
    let run = bytes.get(from..).unwrap_or(&[]).iter().take_while(|byte| matches!(byte, b' ' | b'\n'));
    let (length, feeds) = run.fold((0, false), |(length, feeds), byte| (length + 1, feeds || *byte == b'\n'));
    Run { end: from + length, cells: if feeds { 1 } else { length as u32 } }
}
