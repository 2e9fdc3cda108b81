//! The attributes that the embedded directory knows. What a rule says about an attribute stands in `rules`, labels
//! stand in config.json.

/// What an attribute's values are and where they come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    Text,
    /// A whole number, a bit mask included.
    Number,
    Date,
    /// The object's own identity: its GUID, name or container.
    Guid,
    Dn,
    Container,
    /// Points to other objects.
    Link(LinkKind),
    /// Seen from the object that is pointed to.
    BackLink(LinkKind),
    /// Said about a membership, and only seen when members are listed.
    Membership,
}

/// The kinds of links; the numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    Member = 1,
    ManagedBy = 2,
    AdditionalOwner = 3,
    Manager = 4,
}

/// An attribute.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The canonical spelling.
    pub name: &'static str,
    pub syntax: Syntax,
    /// Whether it has several values.
    pub multi: bool,
}

const fn of(name: &'static str, syntax: Syntax) -> Attribute {
    Attribute { name, syntax, multi: false }
}

const fn text(name: &'static str) -> Attribute {
    of(name, Syntax::Text)
}

const fn many(name: &'static str, syntax: Syntax) -> Attribute {
    Attribute { name, syntax, multi: true }
}

/// Every attribute. The order is the order of an answer that carries all of them.
pub static ATTRIBUTES: &[Attribute] = &[
    of("container", Syntax::Container),
    of("ContainerDistinguishedName", Syntax::Container),
    of("distinguishedName", Syntax::Dn),
    of("objectGUID", Syntax::Guid),
    text("objectClass"),
    text("objectCategory"),
    text("objectType"),
    text("name"),
    text("CN"),
    text("commonName"),
    text("displayName"),
    text("sAMAccountName"),
    text("userPrincipalName"),
    text("givenName"),
    text("sn"),
    text("surname"),
    text("mail"),
    text("mailNickname"),
    many("proxyAddresses", Syntax::Text),
    text("department"),
    text("title"),
    text("physicalDeliveryOfficeName"),
    text("l"),
    text("co"),
    text("company"),
    of("manager", Syntax::Link(LinkKind::Manager)),
    many("directReports", Syntax::BackLink(LinkKind::Manager)),
    text("employeeID"),
    text("telephoneNumber"),
    of("userAccountControl", Syntax::Number),
    text("operatingSystem"),
    text("dNSHostName"),
    text("description"),
    text("info"),
    of("groupType", Syntax::Number),
    text("XGroupScope"),
    text("XGroupSecurity"),
    of("managedBy", Syntax::Link(LinkKind::ManagedBy)),
    many("owners", Syntax::Link(LinkKind::ManagedBy)),
    many("managedObjects", Syntax::BackLink(LinkKind::ManagedBy)),
    many("XAdditionalOwner", Syntax::Link(LinkKind::AdditionalOwner)),
    many("member", Syntax::Link(LinkKind::Member)),
    many("members", Syntax::Link(LinkKind::Member)),
    many("memberOf", Syntax::BackLink(LinkKind::Member)),
    of("XMembershipType", Syntax::Membership),
    of("XBeginningDate", Syntax::Membership),
    of("XEndingDate", Syntax::Membership),
    of("XGroupExpirationPolicy", Syntax::Number),
    of("XGroupExpirationDate", Syntax::Date),
    of("IMSGManagedGroupType", Syntax::Number),
    text("IMSGCriteria"),
    of("IMSGObjectTypes", Syntax::Number),
    many("IMSGStartPath", Syntax::Text),
    text("SmartGroupMainType"),
    text("UpdateOptions"),
    text("IMGIsExpired"),
    text("IMGIsDeleted"),
    text("IMSGGroupIDVersion"),
    text("IMSGCreatedInVersion"),
    text("enableofficefeatures"),
    text("ismailbox"),
    text("ismailenabled"),
    text("LogonName"),
    text("UPNSuffix"),
    text("accountenabled"),
    text("directoryrole"),
    of("whenCreated", Syntax::Date),
    of("whenChanged", Syntax::Date),
    text("identityStoreId"),
];

/// The attribute of that name, in any letter case.
pub fn attribute(name: &str) -> Option<&'static Attribute> {
    ATTRIBUTES.iter().find(|known| known.name.eq_ignore_ascii_case(name))
}

impl Attribute {
    /// Whether this is the one of that name.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}
