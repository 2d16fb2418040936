//! Line breaking classes of the characters that European prose is made of (UAX #14, revision 15.1, table 1).

/// A class; what the letters stand for is in table 1 of UAX #14.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// Letters and what behaves like them.
    Al,
    /// Digits.
    Nu,
    /// Spaces, and here line feeds.
    Sp,
    /// Opening punctuation.
    Op,
    /// Closing punctuation.
    Cl,
    /// Closing parentheses.
    Cp,
    /// Ambiguous quotation marks.
    Qu,
    /// Quotation marks that Unicode calls initial.
    Pi,
    /// Quotation marks that Unicode calls final.
    Pf,
    /// Exclamation and question marks.
    Ex,
    /// Infix separators.
    Is,
    /// The slash.
    Sy,
    /// The hyphen-minus.
    Hy,
    /// What one may break after.
    Ba,
    /// What one may break before.
    Bb,
    /// What one may break on both sides of.
    B2,
    /// Signs before numbers.
    Pr,
    /// Signs behind numbers.
    Po,
    /// Glue.
    Gl,
    /// Leaders.
    In,
}

impl Class {
    /// The class as one bit of a set.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Classes of ASCII; `None` for control characters.
pub(super) static ASCII: [Option<Class>; 128] = ascii_table();

const fn ascii_table() -> [Option<Class>; 128] {
    let mut table = [None; 128];
    let mut byte = 0x20;
    while byte < 0x7f {
        table[byte as usize] = Some(ascii(byte));
        byte += 1;
    }
    table[b'\n' as usize] = Some(Class::Sp);
    table
}

const fn ascii(byte: u8) -> Class {
    match byte {
        b' ' => Class::Sp,
        b'0'..=b'9' => Class::Nu,
        b'!' | b'?' => Class::Ex,
        b'"' | b'\'' => Class::Qu,
        b'$' | b'+' | b'\\' => Class::Pr,
        b'%' => Class::Po,
        b'(' | b'[' | b'{' => Class::Op,
        b')' | b']' => Class::Cp,
        b'}' => Class::Cl,
        b',' | b'.' | b':' | b';' => Class::Is,
        b'-' => Class::Hy,
        b'/' => Class::Sy,
        b'|' => Class::Ba,
        _ => Class::Al,
    }
}

/// The class of a character beyond ASCII that takes one cell and never joins its neighbours in a cluster; `None` for all
/// others, which are left to the full algorithm.
pub(super) const fn beyond(c: char) -> Option<Class> {
    Some(match c {
        // Latin, Greek and Cyrillic letters, without the combining marks of Cyrillic.
        '\u{c0}'..='\u{24f}'
        | '\u{391}'..='\u{3a1}'
        | '\u{3a3}'..='\u{3ff}'
        | '\u{400}'..='\u{481}'
        | '\u{386}'
        | '\u{388}'..='\u{38a}'
        | '\u{38c}'
        | '\u{38e}'..='\u{390}'
        | '\u{48a}'..='\u{52f}'
        | '§'
        | '¶'
        | '©'
        | '®'
        | '·'
        | '²'
        | '³'
        | '¹'
        | 'ª'
        | 'º'
        | '•' => Class::Al,
        '\u{a0}' | '\u{202f}' => Class::Gl,
        '–' | '\u{2010}' => Class::Ba,
        '—' => Class::B2,
        '‘' | '“' | '«' | '‹' => Class::Pi,
        '’' | '”' | '»' | '›' => Class::Pf,
        '‚' | '„' | '¡' | '¿' => Class::Op,
        '…' => Class::In,
        '£' | '€' | '¥' | '₽' | '₴' | '±' | '№' | '−' => Class::Pr,
        '°' | '¢' | '‰' | '′' | '″' => Class::Po,
        '´' => Class::Bb,
        _ => return None,
    })
}
