//! The mapping between LDAP attribute names and Entra properties.

/// The type of a property, which decides how it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A string.
    Text,
    /// A Boolean: `true` or `false`.
    Flag,
    /// A point in time.
    Date,
    /// A collection of strings, compared with `-any (_ …)`.
    Texts,
    /// Objects or structures, which no condition of the tree can be compared with.
    Objects,
}

impl Kind {
    /// Whether `-in` and `-notIn` can be used.
    pub(super) fn has_lists(self) -> bool {
        matches!(self, Self::Text | Self::Texts)
    }
}

/// A property under its LDAP and its Entra name.
#[derive(Clone, Copy)]
pub(super) struct Property<'a> {
    pub ldap: &'a str,
    /// Entra ID distinguishes letter case in it.
    pub entra: &'a str,
    pub kind: Kind,
}

const fn text(ldap: &'static str, entra: &'static str) -> Property<'static> {
    Property { ldap, entra, kind: Kind::Text }
}

const fn same(name: &'static str, kind: Kind) -> Property<'static> {
    Property { ldap: name, entra: name, kind }
}

impl<'a> Property<'a> {
    /// The property that an attribute of the tree stands for. The configuration of an Entra store may also use Entra's
    /// own names.
    pub fn of(attribute: &'a str) -> Self {
        let known = by_ldap(attribute).or_else(|| by_entra(attribute)).copied();
        known.unwrap_or(Self { ldap: attribute, entra: attribute, kind: Kind::Text })
    }
}

/// The properties whose names differ, or whose spelling or type matters; any other name is a string property with the
/// same name in both directories.
static PROPERTIES: &[Property<'static>] = &[
    text("l", "city"),
    text("st", "state"),
    text("co", "country"),
    text("sn", "surname"),
    text("title", "jobTitle"),
    text("company", "companyName"),
    text("employeeID", "employeeId"),
    text("mailNickname", "mailNickName"),
    text("sAMAccountName", "onPremisesSamAccountName"),
    text("distinguishedName", "onPremisesDistinguishedName"),
    text("objectSid", "onPremisesSecurityIdentifier"),
    same("department", Kind::Text),
    same("displayName", Kind::Text),
    same("facsimileTelephoneNumber", Kind::Text),
    same("givenName", Kind::Text),
    same("mail", Kind::Text),
    same("mobile", Kind::Text),
    same("objectId", Kind::Text),
    same("passwordPolicies", Kind::Text),
    same("physicalDeliveryOfficeName", Kind::Text),
    same("postalCode", Kind::Text),
    same("preferredLanguage", Kind::Text),
    same("sipProxyAddress", Kind::Text),
    same("streetAddress", Kind::Text),
    same("telephoneNumber", Kind::Text),
    same("usageLocation", Kind::Text),
    same("userPrincipalName", Kind::Text),
    same("userType", Kind::Text),
    same("accountEnabled", Kind::Flag),
    same("dirSyncEnabled", Kind::Flag),
    same("employeeHireDate", Kind::Date),
    same("otherMails", Kind::Texts),
    same("proxyAddresses", Kind::Texts),
    same("assignedPlans", Kind::Objects),
    same("directReports", Kind::Objects),
    same("manager", Kind::Objects),
    same("memberOf", Kind::Objects),
];

/// The property of that Entra name.
pub(super) fn by_entra(name: &str) -> Option<&'static Property<'static>> {
    PROPERTIES.iter().find(|known| known.entra.eq_ignore_ascii_case(name))
}

/// The property of that LDAP name.
pub(super) fn by_ldap(name: &str) -> Option<&'static Property<'static>> {
    PROPERTIES.iter().find(|known| known.ldap.eq_ignore_ascii_case(name))
}

/// Whether the name can follow `user.` in a rule.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
