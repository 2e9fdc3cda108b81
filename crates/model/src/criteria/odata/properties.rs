//! The properties of a user that Graph can filter by, from Microsoft's table (see [`super`]).

/// The type of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A Boolean: `true` or `false`.
    Flag,
    /// The object id, a GUID.
    Id,
    /// A collection of strings.
    Texts,
}

/// A property and how Graph can filter by it.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    ldap: &'static str,
    /// The name in a membership rule; mostly the same as Graph's.
    rule: &'static str,
    pub graph: &'static str,
    pub kind: Kind,
    /// Whether Graph supports `startsWith` for it.
    pub starts: bool,
    /// Whether Graph supports `endsWith` for it.
    pub ends: bool,
    /// Whether Graph can compare it with null.
    pub has_null: bool,
    /// Whether every user has a value.
    pub is_always: bool,
}

/// A string property with `startsWith` and comparison with null, as most are.
const fn text(ldap: &'static str, graph: &'static str) -> Property {
    Property { ldap, rule: graph, graph, kind: Kind::Text, starts: true, ends: false, has_null: true, is_always: false }
}

const fn called(rule: &'static str, own: Property) -> Property {
    Property { rule, ..own }
}

const fn without_starts(own: Property) -> Property {
    Property { starts: false, ..own }
}

const fn without_null(own: Property) -> Property {
    Property { has_null: false, ..own }
}

const fn of(kind: Kind, own: Property) -> Property {
    Property { kind, starts: false, has_null: false, ..own }
}

static PROPERTIES: &[Property] = &[
    text("l", "city"),
    text("company", "companyName"),
    text("co", "country"),
    text("department", "department"),
    text("displayName", "displayName"),
    text("employeeID", "employeeId"),
    text("givenName", "givenName"),
    without_starts(text("title", "jobTitle")),
    without_null(Property { ends: true, ..text("mail", "mail") }),
    called("mailNickName", text("mailNickname", "mailNickname")),
    called("mobile", text("mobile", "mobilePhone")),
    called("physicalDeliveryOfficeName", text("physicalDeliveryOfficeName", "officeLocation")),
    without_null(text("sAMAccountName", "onPremisesSamAccountName")),
    without_starts(text("objectSid", "onPremisesSecurityIdentifier")),
    without_starts(text("passwordPolicies", "passwordPolicies")),
    text("postalCode", "postalCode"),
    text("preferredLanguage", "preferredLanguage"),
    text("st", "state"),
    text("streetAddress", "streetAddress"),
    text("sn", "surname"),
    without_null(text("usageLocation", "usageLocation")),
    without_null(Property { ends: true, is_always: true, ..text("userPrincipalName", "userPrincipalName") }),
    without_starts(text("userType", "userType")),
    of(Kind::Flag, text("accountEnabled", "accountEnabled")),
    called("objectId", of(Kind::Id, text("objectGUID", "id"))),
    of(Kind::Texts, text("proxyAddresses", "proxyAddresses")),
    of(Kind::Texts, text("otherMails", "otherMails")),
];

impl Property {
    /// The property of Graph that an attribute of a rule stands for; `None` if Graph does not filter by it.
    pub fn of(attribute: &str) -> Option<&'static Self> {
        let same = |name: &str| name.eq_ignore_ascii_case(attribute);
        let by = |name: fn(&Property) -> &'static str| PROPERTIES.iter().find(|own| same(name(own)));
        by(|own| own.ldap).or_else(|| by(|own| own.rule))
    }
}
