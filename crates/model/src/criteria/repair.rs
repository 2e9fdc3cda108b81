//! What a lenient reading of a pasted rule put right. The text is written strictly afterwards, and the person who pasted
//! it is told what was changed.

use super::Criteria;

/// A rule that was read, and what had to be put right for that.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    pub criteria: Criteria,
    /// In the order of the text; empty if the text is strictly correct.
    pub repairs: Vec<Repair>,
}

/// Something that a text has and the standard of its dialect does not allow, although its meaning is clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The offset in bytes; 0 for what is reported once for a whole text.
    pub at: usize,
    pub kind: RepairKind,
    /// How it was read, as it would be written strictly; empty for what is reported once for a whole text.
    pub text: String,
}

/// The kinds of things that are put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RepairKind {
    /// Blanks and line breaks between conditions. Reported once for a whole text.
    Layout,
    /// Blanks around the comparison operator: `(cn = x)`. They are no part of the value.
    BlanksAroundSign,
    /// A negated condition without brackets of its own: `(!cn=x)`.
    NotWithoutBrackets,
    /// A value with a line break, as in a folded line of an LDIF file (RFC 2849).
    Folded,
    /// Typographic quotation marks around a value, as word processors make them, were read as straight ones.
    TypographicQuotes,
    /// An underscore behind a backslash, as Markdown writes it, was read as an underscore.
    EscapedUnderscore,
    /// Spaces that do not break, or that have no width, were read as ordinary spaces or left out.
    SpecialSpaces,
}

impl Read {
    /// A rule whose text is strictly correct.
    pub fn exact(criteria: Criteria) -> Self {
        Self { criteria, repairs: Vec::new() }
    }
}

/// What stands in place of a line break in a value, given the blanks after the break and the value before it.
///
/// A folded line goes on after one blank, so that a second blank belongs to the value. Deeper indentation is layout only
/// after a comma, where a distinguished name may have any number of blanks. Anything else has several readings: `None`.
pub(super) fn unfolded(before: &str, blanks: &str) -> Option<&'static str> {
    match blanks {
        " " => Some(""),
        "  " => Some(" "),
        "" => None,
        _ => before.trim_end_matches([' ', '\t']).ends_with(',').then_some(""),
    }
}

/// A value without its folds; `None` if it has none, or a line break that has several readings.
pub(super) fn unfold(value: &str) -> Option<String> {
    let value = value.replace("\r\n", "\n");
    let (first, rest) = value.split_once(['\n', '\r'])?;
    let mut out = first.to_owned();
    for line in rest.split(['\n', '\r']) {
        let text = line.trim_start_matches([' ', '\t']);
        let blanks = line.strip_suffix(text).unwrap_or_default();
        out.push_str(unfolded(&out, blanks)?);
        out.push_str(text);
    }
    Some(out)
}
