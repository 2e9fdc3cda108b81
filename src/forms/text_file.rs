//! Reads a text file that somebody has chosen. Its size is checked before it is read, and it never leaves the browser.

use crate::i18n::t;
use crate::ui::format;
use model::csv::{DecodeError, Decoded, MAX_BYTES, decode};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq)]
pub enum FileFault {
    /// It has more bytes than allowed, and was not read.
    TooLarge(f64),
    /// The browser could not read it.
    NotRead,
    /// It is not a text file, or its encoding is not known.
    NotDecoded(DecodeError),
}

impl FileFault {
    /// As a sentence; reactive.
    pub fn said(&self) -> String {
        match self {
            Self::TooLarge(bytes) => {
                let mebi = |bytes: f64| format::count((bytes / 1_048_576.0).ceil() as i64);
                t!(import_users.too_large, size = mebi(*bytes), most = mebi(MAX_BYTES as f64))
            }
            Self::NotRead => t!(import_users.not_read).to_owned(),
            Self::NotDecoded(DecodeError::NotText) => t!(import_users.not_text).to_owned(),
            Self::NotDecoded(DecodeError::UnknownEncoding) => t!(import_users.encoding_unknown).to_owned(),
        }
    }
}

/// The file that was chosen in an input. The same file can be chosen again after it was corrected.
pub fn chosen_file(input: &HtmlInputElement) -> Option<File> {
    let file = input.files().and_then(|files| files.get(0));
    input.set_value("");
    file
}

/// Reads a file, unless it is too large.
///
/// # Errors
///
/// Why it was not read.
pub async fn read_text(file: &File) -> Result<Decoded, FileFault> {
    if file.size() > MAX_BYTES as f64 {
        return Err(FileFault::TooLarge(file.size()));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| FileFault::NotRead)?;
    let buffer = buffer.dyn_into::<js_sys::ArrayBuffer>().map_err(|_| FileFault::NotRead)?;
    decode(&js_sys::Uint8Array::new(&buffer).to_vec()).map_err(FileFault::NotDecoded)
}
