//! Decodes the bytes of a file into text.

use super::code_page;
use DecodeError::{NotText, UnknownEncoding};

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
    /// What DOS programs and the console of Windows write: code page 850, which has the letters of Western Europe where
    /// code page 437 has them. It is assumed where the letters of Windows-1252 would make no words.
    Dos,
}

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding that was recognised or assumed.
    pub encoding: Encoding,
}

/// Why a file could not be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// The file is not text.
    NotText,
    /// The file seems to be text, but the letters beyond ASCII make no words in any encoding known here.
    UnknownEncoding,
}

/// The character with which DOS programs end a text.
const DOS_END: u8 = 0x1A;

/// Decodes UTF-8 and UTF-16 by their byte order marks, UTF-16 without one by its zero bytes, valid UTF-8 as such, and
/// anything else as Windows-1252 or as a DOS code page, whichever makes words of its letters.
///
/// # Errors
///
/// The bytes are invalid in that encoding, or the text has control characters.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let (text, encoding) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (utf8(rest).ok_or(NotText)?, Encoding::Utf8),
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be),
        _ if bytes.contains(&0) => by_zeros(bytes)?,
        _ => {
            let bytes = bytes.strip_suffix(&[DOS_END]).unwrap_or(bytes);
            match utf8(bytes) {
                Some(text) => (text, Encoding::Utf8),
                None => {
                    code_page::decode(bytes).ok_or_else(|| if is_binary(bytes) { NotText } else { UnknownEncoding })?
                }
            }
        }
    };
    let strange = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    if text.chars().any(strange) { Err(NotText) } else { Ok(Decoded { text, encoding }) }
}

/// Whether there are control characters that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\r' | b'\n'))
}

fn utf8(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    if !bytes.len().is_multiple_of(2) {
        return Err(NotText);
    }
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| NotText)
}

/// Decodes UTF-16 without a byte order mark. Delimiters, quotes and line ends have a zero byte, always on the same
/// side.
fn by_zeros(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, _) => Ok((utf16(bytes, u16::from_le_bytes)?, Encoding::Utf16Le)),
        (_, 0) => Ok((utf16(bytes, u16::from_be_bytes)?, Encoding::Utf16Be)),
        _ => Err(NotText),
    }
}
