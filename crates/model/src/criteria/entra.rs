//! The Entra ID dialect: rules of dynamic membership groups.
//!
//! The language is the one that Microsoft's page "Manage rules for dynamic membership groups in Microsoft Entra ID"
//! (December 2024) describes: `user.property -operator value`, joined by `-and` and `-or` and negated by `-not`.
//! Comparisons bind most tightly, then `-not`, `-and` and `-or`. Operators are read in any letter case, with or without
//! the hyphen.
//!
//! The tree uses LDAP attribute names, which `names` translates. What the tree cannot express (`-match`, `-all`, rules
//! for devices, `assignedPlans`, `memberOf`, direct reports, …) becomes a raw node that keeps the exact text of one
//! condition.
//!
//! What Microsoft's page leaves open is assumed, each assumption in one place: in docs/ASSUMPTIONS.md. The
//! first of them is that an object without the property satisfies negative operators, as it does in the tree.

pub mod limits;
mod names;
mod pasted;
mod pattern;
mod properties;
mod read;
mod value;
mod write;

use super::canonical::DialectTraits;
use super::{Criteria, Dialect, Node, ParseError, PrintError, PrintReason, Read, Repair, check};

pub use names::Kind as PropertyType;

/// The maximum length of a rule in UTF-16 code units, which is how .NET counts characters.
const MAX_CHARACTERS: usize = 3_072;

/// How rules are parsed. A negation stays as it is written, because it is an assumption that `-ne` means the same.
const TRAITS: DialectTraits =
    DialectTraits { dialect: Dialect::Entra, has_groups_of_one: false, has_negatives: true, has_not: true, parse };

/// The name that the other directory uses for an attribute, if it differs between Entra ID and LDAP.
pub fn other_name(attribute: &str) -> Option<&'static str> {
    let differ = |known: &&'static names::Property<'static>| !known.ldap.eq_ignore_ascii_case(known.entra);
    let by_ldap = names::by_ldap(attribute).filter(differ).map(|known| known.entra);
    by_ldap.or_else(|| names::by_entra(attribute).filter(differ).map(|known| known.ldap))
}

/// Parses a rule.
///
/// # Errors
///
/// The byte at which the text stops being a rule, and what was expected there.
pub fn parse(text: &str) -> Result<Criteria, ParseError> {
    read::rule(text)
}

/// Parses a rule as people paste it from a word processor or from Markdown, and says what was put right: typographic
/// quotation marks around a value, spaces that do not break, and a backslash before an underscore. Each repair occurs
/// once. A rule of the directory is never read like this, because there these characters are part of a value.
///
/// # Errors
///
/// The byte of the pasted text at which it stops being a rule, and what was expected there.
pub fn read(text: &str) -> Result<Read, ParseError> {
    let (criteria, made) = pasted::rule(text)?;
    let repairs = made.into_iter().map(|kind| Repair { at: 0, kind, text: String::new() }).collect();
    Ok(Read { criteria, repairs })
}

/// Prints a rule, with every condition in brackets.
///
/// # Errors
///
/// The first node that is incomplete or cannot be expressed (nothing is ever left out), or the root if the rule is too
/// large.
pub fn print(criteria: &Criteria) -> Result<String, PrintError> {
    let root = said(criteria)?;
    let too_large = PrintError { node: criteria.root().id, dialect: Dialect::Entra, reason: PrintReason::TooLarge };
    let text = write::text(&root);
    if text.encode_utf16().count() > MAX_CHARACTERS {
        return Err(too_large);
    }
    // The brackets of a raw piece count towards the nesting limit, so the text might not parse; such a rule is refused.
    match parse(&text) {
        Ok(again) if again == Criteria::of(root) => Ok(text),
        _ => Err(too_large),
    }
}

/// The rule that [`parse`] reads from what [`print()`] writes; unchanged if it cannot be printed.
///
/// Attributes and dates get their canonical spelling, the disabled bit of `userAccountControl` becomes
/// `accountEnabled`, groups with a single child and locks are dropped, and conditions that differ only in their value
/// are merged.
pub fn canonical(criteria: &Criteria) -> Criteria {
    said(criteria).map_or_else(|_| criteria.clone(), Criteria::of)
}

/// The tree as the dialect expresses it.
fn said(criteria: &Criteria) -> Result<Node, PrintError> {
    check::ready(criteria, Dialect::Entra)?;
    let (root, refused) = write::lower(criteria);
    match refused {
        None => Ok(root),
        Some((node, cannot)) => Err(PrintError { node, dialect: Dialect::Entra, reason: PrintReason::Cannot(cannot) }),
    }
}
