//! Tables as people keep them: comma-separated values (RFC 4180) of any program, read and written.
//!
//! Pure: whoever reads the file looks at its size first ([`MAX_BYTES`]).

mod decode;
mod parse;
mod write;

pub use decode::{Decoded, Encoding, NotText, decode};
pub use parse::{CsvError, CsvFault, DELIMITERS, Row, Table, parse, parse_with, sniff};
pub use write::{protect, unprotect, write};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 10 * 1024 * 1024;
/// The most rows, without the header.
pub const MAX_ROWS: usize = 5_000;
