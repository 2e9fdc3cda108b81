//! From bytes to text.

/// How a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// With or without its mark.
    Utf8,
    /// What Excel's "Unicode text" is.
    Utf16Le,
    /// The other way round.
    Utf16Be,
    /// What Windows programs write without Unicode. Nothing in a file says so: it is what is left, and umlauts have to be
    /// looked at.
    Windows1252,
}

/// A file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a mark.
    pub text: String,
    /// How it was read.
    pub encoding: Encoding,
}

/// The file is no text, or one of an encoding that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotText;

/// Reads UTF-8 and UTF-16 by their marks, UTF-16 without one by its zeros, valid UTF-8 as that, and anything else as
/// Windows-1252. A text with control characters is none.
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    let (text, encoding) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (utf8(rest).ok_or(NotText)?, Encoding::Utf8),
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be),
        _ if bytes.contains(&0) => by_zeros(bytes)?,
        _ => match utf8(bytes) {
            Some(text) => (text, Encoding::Utf8),
            None => (windows1252(bytes)?, Encoding::Windows1252),
        },
    };
    let strange = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    if text.chars().any(strange) { Err(NotText) } else { Ok(Decoded { text, encoding }) }
}

fn utf8(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    if !bytes.len().is_multiple_of(2) {
        return Err(NotText);
    }
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| NotText)
}

/// UTF-16 without a mark: delimiters, quotes and ends of lines have a zero each, all on the same side.
fn by_zeros(bytes: &[u8]) -> Result<(String, Encoding), NotText> {
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, _) => Ok((utf16(bytes, u16::from_le_bytes)?, Encoding::Utf16Le)),
        (_, 0) => Ok((utf16(bytes, u16::from_be_bytes)?, Encoding::Utf16Be)),
        _ => Err(NotText),
    }
}

/// 0x80 to 0x9F of Windows-1252; the rest is as in Unicode. Five are not assigned.
const UPPER: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

fn windows1252(bytes: &[u8]) -> Result<String, NotText> {
    let letter = |byte: &u8| match byte {
        0x80..=0x9F => Some(UPPER[usize::from(byte - 0x80)]).filter(|c| *c != '\0').ok_or(NotText),
        other => Ok(char::from(*other)),
    };
    bytes.iter().map(letter).collect()
}
