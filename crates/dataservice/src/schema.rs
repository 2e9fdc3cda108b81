//! The attributes that the embedded directory knows. What a rule says about an attribute stands in `validation`, labels
//! stand in config.json.

use crate::collate;
use model::names::Dn;
use model::wire::codes::{SMART_EXCLUDES, SMART_INCLUDES};

/// A group that never expires (seed: Entra's static group).
pub const NEVER: &str = "9999 December 31 00:00:00";

/// What the service says of every new group by itself, with the action that the seeds' answers have for it.
pub const ENTRA_ADDED: [(&str, &str, i64); 8] = [
    ("XGroupExpirationPolicy", "0", 0),
    ("XGroupExpirationDate", NEVER, 0),
    ("ismailbox", "False", 3),
    ("ismailenabled", "False", 3),
    ("IMGIsExpired", "false", 3),
    ("IMGIsDeleted", "false", 3),
    ("IMSGGroupIDVersion", "11.0", 3),
    ("IMSGCreatedInVersion", "11.1.25059.04", 3),
];

/// What an attribute's values are and where they come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    Text,
    /// A whole number.
    Number,
    /// A bit mask of 32 bits.
    Flags,
    Date,
    /// The object's own identity: its GUID, name or container.
    Guid,
    Dn,
    Container,
    /// A container in which a smart group looks for members, with how deep (`Scope`).
    StartPath,
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
    /// Member of a smart group whatever its rule says.
    Include = 5,
    /// Never a member of the smart group.
    Exclude = 6,
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
    of("userAccountControl", Syntax::Flags),
    text("operatingSystem"),
    text("dNSHostName"),
    text("description"),
    text("info"),
    of("groupType", Syntax::Flags),
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
    many("IMSGStartPath", Syntax::StartPath),
    many(SMART_INCLUDES, Syntax::Link(LinkKind::Include)),
    many(SMART_EXCLUDES, Syntax::Link(LinkKind::Exclude)),
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
    text("usageLocation"),
    text("userType"),
    text("visibility"),
    text("securityEnabled"),
    text("isAssignableToRole"),
    text("membershipRule"),
    text("membershipRuleProcessingState"),
    text("allowExternalSenders"),
    text("autoSubscribeNewMembers"),
    text("hideFromAddressLists"),
    text("hideFromOutlookClients"),
    text("isSubscribedByMail"),
    of("unseenCount", Syntax::Number),
    text("classification"),
    text("preferredDataLocation"),
    text("preferredLanguage"),
    text("theme"),
    text("uniqueName"),
    many("resourceBehaviorOptions", Syntax::Text),
    many("resourceProvisioningOptions", Syntax::Text),
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

    /// Whether its values are texts of its own, and neither the object's identity nor other objects.
    pub fn is_stored(&self) -> bool {
        matches!(self.syntax, Syntax::Text | Syntax::StartPath | Syntax::Number | Syntax::Flags | Syntax::Date)
    }

    /// Whether its values are other objects.
    pub fn holds_names(&self) -> bool {
        matches!(self.syntax, Syntax::Link(_) | Syntax::BackLink(_))
    }
}

impl Syntax {
    /// Whether its values are texts.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::StartPath | Self::Guid | Self::Membership)
    }

    /// Whether its values are distinguished names.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Dn | Self::Container | Self::Link(_) | Self::BackLink(_))
    }

    /// Whether a text can be a value. Objects are also named by their id.
    pub fn has(self, text: &str) -> bool {
        // A directory takes a number or a date with anything around it for nothing.
        if matches!(self, Self::Number | Self::Date) && (text.trim() != text || text.starts_with('+')) {
            return false;
        }
        match self {
            Self::Number => collate::number(text).is_some(),
            Self::Flags => collate::mask(text).is_some(),
            Self::Date => collate::moment(text).is_some(),
            Self::Dn | Self::Container => Dn::parse(text).is_ok(),
            Self::Link(_) | Self::BackLink(_) => Dn::parse(text).is_ok() || is_guid(text),
            Self::Text | Self::StartPath | Self::Guid | Self::Membership => true,
        }
    }

    /// What its attributes hold, for people.
    pub fn what(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Flags => "bit masks",
            Self::Date => "dates",
            Self::Dn | Self::Container | Self::Link(_) | Self::BackLink(_) => "distinguished names",
            Self::Text | Self::StartPath | Self::Guid | Self::Membership => "texts",
        }
    }

    /// What one value is, for people.
    pub fn what_one(self) -> &'static str {
        match self {
            Self::Number => "a whole number",
            Self::Flags => "a whole number of 32 bits",
            Self::Date => "a date",
            Self::Dn | Self::Container => "a distinguished name",
            Self::Link(_) | Self::BackLink(_) => "a distinguished name or an object id",
            Self::Text | Self::StartPath | Self::Guid | Self::Membership => "a text",
        }
    }
}

/// Whether a text is an object id, in braces or not.
pub fn is_guid(text: &str) -> bool {
    let bare = text.trim().trim_matches(['{', '}']);
    bare.len() == 36 && bare.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}
