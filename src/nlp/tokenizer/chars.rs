//! What a character is to the tokeniser.

/// Class of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// White space and control characters.
    Space,
    /// A letter without upper and lower case, or a mark that belongs to a letter.
    Letter,
    /// A lower-case letter.
    Lower,
    /// An upper-case letter.
    Upper,
    /// A digit.
    Digit,
    /// `'` and `’`.
    Apostrophe,
    /// `-` and its Unicode twins.
    Hyphen,
    /// A character of a script written without spaces: a token of its own.
    Ideograph,
    /// Other punctuation.
    Punctuation,
    /// Emoji, currency, mathematics.
    Symbol,
}

impl Class {
    /// Whether it may be part of a word or a number.
    #[inline]
    pub const fn is_word(self) -> bool {
        matches!(self, Self::Letter | Self::Lower | Self::Upper | Self::Digit)
    }

    /// Whether it is a letter.
    #[inline]
    pub const fn is_letter(self) -> bool {
        matches!(self, Self::Letter | Self::Lower | Self::Upper)
    }
}

const fn ascii(byte: u8) -> Class {
    match byte {
        b'a'..=b'z' => Class::Lower,
        b'A'..=b'Z' => Class::Upper,
        b'0'..=b'9' => Class::Digit,
        b'\'' => Class::Apostrophe,
        b'-' => Class::Hyphen,
        b'$' | b'+' | b'<' | b'=' | b'>' | b'^' | b'`' | b'|' | b'~' => Class::Symbol,
        0..=b' ' | 0x7f => Class::Space,
        _ => Class::Punctuation,
    }
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Space; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = ascii(byte);
        byte += 1;
    }
    table
};

/// The class of a byte below 128.
#[inline]
pub fn of_ascii(byte: u8) -> Class {
    ASCII.get(usize::from(byte)).copied().unwrap_or(Class::Symbol)
}

/// The class of a character.
pub fn of(c: char) -> Class {
    if c.is_ascii() {
        return of_ascii(c as u8);
    }
    match c {
        '’' | 'ʼ' | '\u{2bb}' => Class::Apostrophe,
        '\u{2010}' | '\u{2011}' => Class::Hyphen,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{300}'..='\u{36f}' => Class::Letter,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Class::Ideograph
        }
        '\u{2000}'..='\u{206f}'
        | '\u{3000}'..='\u{303f}'
        | '¡'
        | '§'
        | '¶'
        | '·'
        | '¿'
        | '«'
        | '»'
        | '،'
        | '؛'
        | '؟'
        | '۔'
        | '।'
        | '॥'
            if !c.is_whitespace() =>
        {
            Class::Punctuation
        }
        c if c.is_uppercase() => Class::Upper,
        c if c.is_lowercase() => Class::Lower,
        c if c.is_alphabetic() => Class::Letter,
        c if c.is_numeric() => Class::Digit,
        c if c.is_whitespace() || c.is_control() => Class::Space,
        // Vowel signs of Indic scripts and other combining marks are neither alphabetic nor numeric.
        '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{65f}' => Class::Letter,
        _ => Class::Symbol,
    }
}
