//! The Entra ID dialect: rules of dynamic membership groups.
//!
//! The language is that of Microsoft's page "Manage rules for dynamic membership groups in Microsoft Entra ID" (December
//! 2024): `user.property -operator value`, joined by `-and` and `-or` under `-not`, which bind in the order comparison,
//! `-not`, `-and`, `-or`. Operators are read in any letter case, with or without the hyphen.
//!
//! The tree's attributes are LDAP names; `names` translates them. What the tree cannot hold (`-match`, `-all`, rules for
//! devices, `assignedPlans`, `memberOf`, direct reports, …) becomes a raw node of one condition with its exact text.
//!
//! What Microsoft's page leaves open is assumed, each in one place: in docs/ASSUMPTIONS.md. The first of
//! them: a negative operator is met by who lacks the property, as in the tree.

mod names;
mod read;
mod value;
mod write;

use super::canonical::DialectTraits;
use super::{Criteria, Dialect, Node, ParseError, PrintError, PrintReason, check};

/// What a rule may have, counted as .NET counts characters.
const MAX_CHARACTERS: usize = 3_072;

/// The shape in which rules are read. A negation stays as it is written: whether `-ne` means the same is an assumption.
const HABITS: DialectTraits =
    DialectTraits { dialect: Dialect::Entra, has_groups_of_one: false, has_negatives: true, not_is_deep: 0, parse };

/// What the other directory calls an attribute whose names differ in Entra ID and LDAP.
pub fn other_name(attribute: &str) -> Option<&'static str> {
    let differ = |known: &&'static names::Property<'static>| !known.ldap.eq_ignore_ascii_case(known.entra);
    let by_ldap = names::by_ldap(attribute).filter(differ).map(|known| known.entra);
    by_ldap.or_else(|| names::by_entra(attribute).filter(differ).map(|known| known.ldap))
}

/// Reads a rule.
pub fn parse(text: &str) -> Result<Criteria, ParseError> {
    read::rule(text)
}

/// Writes a rule, every condition in brackets. What is incomplete or cannot be said is refused, never left out.
pub fn print(criteria: &Criteria) -> Result<String, PrintError> {
    let root = said(criteria)?;
    let too_large = PrintError { node: criteria.root().id, dialect: Dialect::Entra, reason: PrintReason::TooLarge };
    let text = write::text(&root);
    if text.encode_utf16().count() > MAX_CHARACTERS {
        return Err(too_large);
    }
    // Brackets in a raw piece count towards those around it; nothing is written that would not be read again.
    match parse(&text) {
        Ok(again) if again == Criteria::of(root) => Ok(text),
        _ => Err(too_large),
    }
}

/// The rule that [`parse`] reads from what [`print()`] writes; one that cannot be written is left as it is.
///
/// Attributes and dates get their one spelling, the bit of a disabled account is `accountEnabled`, groups of one go, and so do locks; conditions that differ in their
/// value only become one.
pub fn canonical(criteria: &Criteria) -> Criteria {
    said(criteria).map_or_else(|_| criteria.clone(), Criteria::of)
}

/// The tree in the words of the language.
fn said(criteria: &Criteria) -> Result<Node, PrintError> {
    check::ready(criteria, Dialect::Entra)?;
    let (root, refused) = write::lower(criteria);
    match refused {
        None => Ok(root),
        Some((node, cannot)) => Err(PrintError { node, dialect: Dialect::Entra, reason: PrintReason::Cannot(cannot) }),
    }
}
