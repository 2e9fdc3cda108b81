//! Decodes the bytes of a file into text.

/// The encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little endian: what Excel saves as "Unicode text".
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// What Windows programs write without Unicode. A file cannot be recognised as Windows-1252; it is assumed if
    /// nothing else fits, so that a person should check the umlauts.
    Windows1252,
}

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding that was recognised or assumed.
    pub encoding: Encoding,
}

/// The file is not text, or its encoding is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotText;

/// Decodes UTF-8 and UTF-16 by their byte order marks, UTF-16 without one by its zero bytes, valid UTF-8 as such, and
/// anything else as Windows-1252.
///
/// # Errors
///
/// The bytes are invalid in that encoding, or the text has control characters.
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

/// Decodes UTF-16 without a byte order mark. Delimiters, quotes and line ends have a zero byte, always on the same
/// side.
fn by_zeros(bytes: &[u8]) -> Result<(String, Encoding), NotText> {
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, _) => Ok((utf16(bytes, u16::from_le_bytes)?, Encoding::Utf16Le)),
        (_, 0) => Ok((utf16(bytes, u16::from_be_bytes)?, Encoding::Utf16Be)),
        _ => Err(NotText),
    }
}

/// The characters 0x80 to 0x9F of Windows-1252; all others are as in Unicode. Five are not assigned (`\0`).
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
