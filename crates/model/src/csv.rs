//! Reads and writes comma-separated values (RFC 4180), as any program exports them.
//!
//! This module does no IO: the caller checks the size of a file before reading it ([`MAX_BYTES`]).

mod code_page;
mod decode;
mod opening;
mod parse;
mod write;

pub use decode::{DecodeError, Decoded, Encoding, decode};
pub use parse::{CsvError, CsvFault, DELIMITERS, Row, Table, parse, parse_with, sniff};
pub use write::{protect, unprotect, write};

/// The maximum size of a file in bytes.
pub const MAX_BYTES: u64 = 10 * 1024 * 1024;
/// The maximum number of rows, without the header.
pub const MAX_ROWS: usize = 5_000;
