//! The properties of recipients and the attributes of Active Directory that stand for them.

use super::recipients::{recipient_details, recipient_type};
use super::value::Value;
use super::{Compare, NotCarried};
use crate::criteria::canonical::opposite;
use crate::criteria::{Condition, Node, Operator};
use crate::names::Dn;

/// How a property is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    /// A Boolean; an object without the attribute has the value false.
    Flag,
    /// A distinguished name.
    Dn,
    /// A country by its code of two letters.
    Country,
    /// Addresses with their type before them: `smtp:ann@demo.local`.
    Addresses,
    /// A date, whose spelling depends on the language of the server.
    Moment,
}

/// Microsoft's list of filterable properties, as far as an attribute has the same values.
static PROPERTIES: &[(&str, &str, Kind)] = &[
    ("Alias", "mailNickname", Kind::Text),
    ("C", "c", Kind::Country),
    ("City", "l", Kind::Text),
    ("Co", "co", Kind::Text),
    ("CommonName", "cn", Kind::Text),
    ("Company", "company", Kind::Text),
    ("CountryCode", "countryCode", Kind::Text),
    ("CountryOrRegion", "c", Kind::Country),
    ("Department", "department", Kind::Text),
    ("DisplayName", "displayName", Kind::Text),
    ("DistinguishedName", "distinguishedName", Kind::Dn),
    ("EmailAddresses", "proxyAddresses", Kind::Addresses),
    ("ExternalEmailAddress", "targetAddress", Kind::Addresses),
    ("Fax", "facsimileTelephoneNumber", Kind::Text),
    ("FirstName", "givenName", Kind::Text),
    ("HiddenFromAddressListsEnabled", "msExchHideFromAddressLists", Kind::Flag),
    ("HomePhone", "homePhone", Kind::Text),
    ("Initials", "initials", Kind::Text),
    ("LastName", "sn", Kind::Text),
    ("LegacyExchangeDN", "legacyExchangeDN", Kind::Text),
    ("Manager", "manager", Kind::Dn),
    ("MemberOfGroup", "memberOf", Kind::Dn),
    ("MobilePhone", "mobile", Kind::Text),
    ("Name", "name", Kind::Text),
    ("Notes", "info", Kind::Text),
    ("ObjectCategory", "objectCategory", Kind::Text),
    ("ObjectClass", "objectClass", Kind::Text),
    ("Office", "physicalDeliveryOfficeName", Kind::Text),
    ("Pager", "pager", Kind::Text),
    ("Phone", "telephoneNumber", Kind::Text),
    ("PostalCode", "postalCode", Kind::Text),
    ("SamAccountName", "sAMAccountName", Kind::Text),
    ("StateOrProvince", "st", Kind::Text),
    ("StreetAddress", "streetAddress", Kind::Text),
    ("Title", "title", Kind::Text),
    ("UserPrincipalName", "userPrincipalName", Kind::Text),
    ("WhenChanged", "whenChanged", Kind::Moment),
    ("WhenCreated", "whenCreated", Kind::Moment),
    ("WindowsEmailAddress", "mail", Kind::Text),
];

/// The attribute of a property and how it is compared.
fn known(property: &str) -> Option<(String, Kind)> {
    let numbered = |stem: &str, most: u8| {
        let (start, number) = property.split_at_checked(stem.len())?;
        let is_number = |number: &u8| (1..=most).contains(number);
        let number: u8 = number.parse().ok().filter(|_| !number.starts_with(['0', '+'])).filter(is_number)?;
        start.eq_ignore_ascii_case(stem).then_some(number)
    };
    if let Some(number) = numbered("CustomAttribute", 15) {
        return Some((format!("extensionAttribute{number}"), Kind::Text));
    }
    if let Some(number) = numbered("ExtensionCustomAttribute", 5) {
        return Some((format!("msExchExtensionCustomAttribute{number}"), Kind::Text));
    }
    let found = PROPERTIES.iter().find(|(name, ..)| name.eq_ignore_ascii_case(property));
    found.map(|(_, attribute, kind)| ((*attribute).to_owned(), *kind))
}

/// What a comparison is in the tree.
///
/// # Errors
///
/// Why nothing in the tree means exactly the same.
pub(super) fn carried(property: &str, compare: Compare, value: &Value) -> Result<Node, NotCarried> {
    let is = |name: &str| property.eq_ignore_ascii_case(name);
    let is_negative = matches!(compare, Compare::NotEqual | Compare::NotLike);
    if is("RecipientType") || is("RecipientTypeDetails") || is("RecipientTypeDetailsValue") {
        if !matches!(compare, Compare::Equal | Compare::NotEqual) {
            return Err(NotCarried::Operator);
        }
        let Value::Text(kind) = value else { return Err(NotCarried::Value) };
        let node = if is("RecipientType") { recipient_type(kind) } else { recipient_details(kind) };
        let node = node.ok_or(NotCarried::Value)?;
        return Ok(if is_negative { opposite(node) } else { node });
    }
    let (attribute, kind) = known(property).ok_or(NotCarried::Property)?;
    let (operator, text) = match (compare, value) {
        (Compare::Order, _) => return Err(NotCarried::Operator),
        (_, Value::Variable) => return Err(NotCarried::Value),
        (Compare::Equal | Compare::NotEqual, Value::Null) => (Operator::NotPresent, String::new()),
        (_, Value::Null) => return Err(NotCarried::Value),
        (_, Value::Flag(flag)) if kind == Kind::Flag => flagged(*flag),
        (_, Value::Flag(_)) => return Err(NotCarried::Value),
        (_, Value::Text(text)) if kind == Kind::Flag => match text.to_ascii_lowercase().as_str() {
            "true" => flagged(true),
            "false" => flagged(false),
            _ => return Err(NotCarried::Value),
        },
        (Compare::Like | Compare::NotLike, Value::Text(text)) => pattern(text)?,
        (_, Value::Text(text)) => (Operator::IsExactly, text.clone()),
    };
    if !fits(kind, operator, &text)? {
        return Err(NotCarried::Value);
    }
    let operator = operator.complement().filter(|_| is_negative).unwrap_or(operator);
    let is_bare = !operator.takes_value();
    let condition =
        if is_bare { Condition::bare(attribute, operator) } else { Condition::new(attribute, operator, text) };
    if condition.missing().is_some() { Err(NotCarried::Value) } else { Ok(Node::condition(condition)) }
}

/// Exchange takes an object without the attribute for one that has false.
fn flagged(flag: bool) -> (Operator, String) {
    (if flag { Operator::IsExactly } else { Operator::IsNot }, "TRUE".to_owned())
}

/// The operator for a pattern, in which only `*` is special.
fn pattern(text: &str) -> Result<(Operator, String), NotCarried> {
    let pieces: Vec<&str> = text.split('*').collect();
    let (operator, text) = match pieces.as_slice() {
        [text] => (Operator::IsExactly, *text),
        ["", ""] => (Operator::Present, ""),
        [start, ""] => (Operator::StartsWith, *start),
        ["", end] => (Operator::EndsWith, *end),
        ["", part, ""] => (Operator::Contains, *part),
        _ => return Err(NotCarried::Value),
    };
    Ok((operator, text.to_owned()))
}

/// Whether the attribute has such values.
fn fits(kind: Kind, operator: Operator, text: &str) -> Result<bool, NotCarried> {
    if !operator.takes_value() {
        return Ok(true);
    }
    let is_whole = operator == Operator::IsExactly;
    Ok(match kind {
        Kind::Text | Kind::Flag => true,
        Kind::Dn if !is_whole => return Err(NotCarried::Operator),
        Kind::Dn => Dn::parse(text).is_ok(),
        Kind::Country => is_whole && text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()),
        // Without its type an address is compared with the part after the type.
        Kind::Addresses => matches!(operator, Operator::Contains | Operator::EndsWith) || text.contains(':'),
        Kind::Moment => false,
    })
}
