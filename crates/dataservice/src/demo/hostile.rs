//! Objects with hostile names (`--hostile`): what nobody would call anything who means well, and what a directory may
//! hold all the same. Olivia owns the groups, so that her lists show all of it.

use super::entra::{DOMAIN as ENTRA_DOMAIN, SUFFIX};
use super::{AD, Draft, ENTRA, Seeding, link};
use crate::object::{EngineError, Handle, Kind, Link};
use crate::schema::{ENTRA_ADDED, NEVER};
use model::names::Dn;
use model::wire::attributes;
use model::wire::codes::{AdGroupType, GroupPurpose, GroupScope, MANAGED_STATIC, SecurityType};

/// The names, each used for a person and for a group of either store.
pub const NAMES: [&str; 42] = [
    // Markup and templates.
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(1)</script>",
    "'><svg/onload=alert(1)>",
    "</td></tr></table><h1>Gone",
    "&lt;b&gt; &amp;amp; &#60;",
    "<!-- <style>*{display:none}",
    "{{7*7}} ${7*7} #{7*7} %{7*7}",
    "javascript:alert(document.domain)",
    // Quotes, escapes, queries.
    "'; DROP TABLE objects; --",
    "O'Neil \"the 'quoted' one\" `x`",
    "\\..\\..\\ ../../etc/passwd",
    "%00%0d%0aSet-Cookie: a=b",
    "a=b&c=d#e?f",
    "CN=Fake,OU=People\\, nowhere",
    "*)(objectClass=*",
    "\" or displayName ne \"",
    // Formulas of spreadsheets.
    "=HYPERLINK(\"http://evil.example\",\"Click\")",
    "+1+cmd|' /C calc'!A1",
    "-2+3",
    "@SUM(A1:A9)",
    "\u{ff1d}1+1",
    "a;b,c\td|e",
    // Line breaks, control characters, nothing to see.
    "First line\nSecond line",
    "Carriage\r\nreturn",
    "Line\u{2028}separator\u{2029}paragraph",
    "Bell\u{7}escape\u{1b}[31mred\u{1b}[0m",
    "NUL\0in the middle",
    "  spaces   around  ",
    "\u{a0}\u{2003}\u{3000}.",
    "\u{feff}\u{200b}\u{200d}\u{2060}.",
    // Directions of writing.
    "Olivia \u{202e}renwO",
    "invoice\u{202e}fdp.exe",
    "\u{2066}\u{2067}\u{2068}never closed",
    "\u{202b}\u{202d}also open (\u{200f})",
    "\u{645}\u{62d}\u{645}\u{62f} \u{639}\u{644}\u{64a} (HR) 12/34",
    "\u{5e9}\u{5e8}\u{5d4} & \u{5db}\u{5d4}\u{5df} [IT]",
    // Letters that are not what they seem.
    "\u{41e}livia \u{41e}wner",
    "Z\u{351}\u{36b}\u{343}\u{36a}\u{302}\u{36b}\u{33d}\u{34f}\u{334}\u{319}\u{324}a\u{30a}\u{30a}\u{30a}\u{30a}lgo",
    "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466} \u{1f1e9}\u{1f1ea} \u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
    // Names of things in programs.
    "__proto__",
    "constructor",
    "undefined null NaN true",
];

/// The length of the longest values in bytes.
pub const LONG: usize = 64 * 1024;
/// How many people and groups have such a value.
const LONG_EVERY: usize = 14;
/// The longest common name of Active Directory in characters.
const LONGEST_CN: usize = 64;

/// Adds people and groups with these names to both stores.
pub fn fill(seeding: &mut Seeding<'_>, olivia: &[(i64, Handle)]) -> Result<(), EngineError> {
    let people = seeding.container(AD, "OU=Hostile,OU=People,DC=demo,DC=local")?;
    let groups = seeding.container(AD, "OU=Hostile,OU=Groups,DC=demo,DC=local")?;
    let domain = seeding.container(ENTRA, ENTRA_DOMAIN)?;
    for (store, olivia) in olivia {
        let mut members = Vec::new();
        for (at, name) in NAMES.iter().enumerate() {
            let guid = seeding.random.guid();
            let dn = if *store == AD { people.child("CN", &common_name(name)) } else { domain.child("CN", &guid) };
            let attributes = person(*store, at, name);
            members.push(seeding.add(Draft {
                store: *store,
                guid,
                kind: Kind::User,
                dn,
                attributes,
                links: Vec::new(),
            })?);
        }
        for (at, name) in NAMES.iter().enumerate() {
            let guid = seeding.random.guid();
            let dn = if *store == AD { groups.child("CN", &common_name(name)) } else { domain.child("CN", &guid) };
            group(seeding, *store, at, name, (guid, dn), *olivia, &members)?;
        }
    }
    Ok(())
}

/// What of a name can be a common name.
fn common_name(name: &str) -> String {
    name.chars().filter(|c| *c != '\0').take(LONGEST_CN).collect()
}

/// A text that is much longer than anything that is shown at once, without a place to break it.
fn long(name: &str) -> String {
    let piece: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let mut text = piece.repeat(LONG / piece.len() + 1);
    let end = (0..=LONG).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.truncate(end);
    text
}

fn description(at: usize, name: &str) -> String {
    if at.is_multiple_of(LONG_EVERY) { long(name) } else { name.to_owned() }
}

fn person(store: i64, at: usize, name: &str) -> Vec<(&'static str, String)> {
    let logon = format!("hostile.{at:02}");
    let mut attributes = vec![
        (attributes::OBJECT_CLASS, "user".to_owned()),
        (attributes::USER_PRINCIPAL_NAME, format!("{logon}@{}", if store == AD { "demo.local" } else { SUFFIX })),
        ("extensionAttribute1", description(at, name)),
    ];
    for text in [
        "name",
        attributes::DISPLAY_NAME,
        attributes::GIVEN_NAME,
        if store == AD { "sn" } else { "surname" },
        attributes::MAIL,
        attributes::DEPARTMENT,
        "title",
        "physicalDeliveryOfficeName",
        "l",
        "co",
        "company",
        "employeeID",
        "telephoneNumber",
    ] {
        attributes.push((text, name.to_owned()));
    }
    if store == AD {
        attributes.push(("CN", common_name(name)));
        attributes.push((attributes::SAM_ACCOUNT_NAME, logon));
        attributes.push((attributes::PROXY_ADDRESSES, format!("SMTP:{name}")));
        attributes.push((attributes::USER_ACCOUNT_CONTROL, "512".to_owned()));
    } else {
        attributes.extend([
            ("objectType", "user".to_owned()),
            ("LogonName", logon),
            ("userType", "Member".to_owned()),
            ("accountenabled", "true".to_owned()),
            ("directoryrole", "User".to_owned()),
        ]);
    }
    attributes
}

fn group(
    seeding: &Seeding<'_>,
    store: i64,
    at: usize,
    name: &str,
    (guid, dn): (String, Dn),
    olivia: Handle,
    members: &[Handle],
) -> Result<(), EngineError> {
    let mut attributes = vec![
        ("name", name.to_owned()),
        (attributes::DISPLAY_NAME, name.to_owned()),
        ("description", description(at, name)),
        ("info", name.to_owned()),
        (attributes::MANAGED_GROUP_TYPE, MANAGED_STATIC.to_owned()),
        (attributes::SECURITY_TYPE, SecurityType::ALL[at % 3].wire().to_owned()),
    ];
    if store == AD {
        let kind = AdGroupType { scope: GroupScope::Universal, purpose: GroupPurpose::Security };
        attributes.extend([
            (attributes::OBJECT_CLASS, "group".to_owned()),
            ("CN", common_name(name)),
            (attributes::SAM_ACCOUNT_NAME, format!("hostile-{at:02}")),
            (attributes::GROUP_TYPE, kind.code().to_string()),
            ("XGroupScope", kind.scope.wire().to_owned()),
            ("XGroupExpirationPolicy", "0".to_owned()),
            (attributes::EXPIRATION_DATE, NEVER.to_owned()),
        ]);
    } else {
        attributes.extend([
            (attributes::OBJECT_CLASS, "Group".to_owned()),
            ("objectType", "group".to_owned()),
            (attributes::GROUP_TYPE, "4".to_owned()),
            ("enableofficefeatures", "false".to_owned()),
        ]);
        attributes.extend(ENTRA_ADDED.map(|(name, value, _)| (name, value.to_owned())));
    }
    let (owner, member) = if store == AD { (attributes::MANAGED_BY, "member") } else { ("owners", "members") };
    let mut links: Vec<Link> = members.iter().map(|to| link(member, *to)).collect::<Result<_, _>>()?;
    links.push(link(owner, olivia)?);
    seeding.add(Draft { store, guid, kind: Kind::Group, dn, attributes, links }).map(drop)
}

#[cfg(test)]
mod tests {
    use super::{LONG, NAMES, common_name, long};
    use crate::collate::fold;
    use model::names::Dn;
    use std::collections::HashSet;

    #[test]
    fn every_name_is_a_common_name_of_its_own() {
        let unit = Dn::parse("OU=People,DC=demo,DC=local").unwrap();
        let mut seen = HashSet::new();
        for name in NAMES {
            let dn = unit.child("CN", &common_name(name));
            assert_eq!(Dn::parse(&dn.to_string()).unwrap(), dn, "{name:?}");
            assert!(seen.insert(fold(&dn.to_string())), "{name:?} is there twice");
        }
    }

    #[test]
    fn a_long_value_is_as_long_as_it_says() {
        for name in NAMES {
            assert!((LONG - 4..=LONG).contains(&long(name).len()), "{name:?}");
        }
    }
}
