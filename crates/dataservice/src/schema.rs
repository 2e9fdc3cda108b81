//! The attributes that the embedded directory has. The rules for their values are in `validation`, their labels in
//! config.json.

use crate::collate;
use model::names::Dn;
use model::wire::attributes;
use model::wire::codes::{SMART_EXCLUDES, SMART_INCLUDES};

/// The expiration date of a group that never expires (sample of operation 3).
pub const NEVER: &str = "9999 December 31 00:00:00";

/// The attributes that the service itself adds to every new group of Entra ID, with the actions in the samples'
/// responses.
pub const ENTRA_ADDED: [(&str, &str, i64); 8] = [
    ("XGroupExpirationPolicy", "0", 0),
    (attributes::EXPIRATION_DATE, NEVER, 0),
    ("ismailbox", "False", 3),
    ("ismailenabled", "False", 3),
    ("IMGIsExpired", "false", 3),
    ("IMGIsDeleted", "false", 3),
    ("IMSGGroupIDVersion", "11.0", 3),
    ("IMSGCreatedInVersion", "11.1.25059.04", 3),
];

/// What the values of an attribute are, and where they come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    Text,
    /// A whole number.
    Number,
    /// A 32-bit mask.
    Flags,
    Date,
    /// The identity of the object itself: its GUID, distinguished name or container.
    Guid,
    Dn,
    Container,
    /// A container that a smart group's rule searches, with the depth (`Scope`).
    StartPath,
    /// Refers to other objects.
    Link(LinkKind),
    /// The reverse of a link, seen from the object that it refers to.
    BackLink(LinkKind),
    /// Describes a membership; only visible when members are listed.
    Membership,
}

/// The kinds of links. The database stores these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    Member = 1,
    ManagedBy = 2,
    AdditionalOwner = 3,
    Manager = 4,
    /// The object is a member of the smart group whatever its rule says.
    Include = 5,
    /// The object is never a member of the smart group.
    Exclude = 6,
    /// The object is one of those who alone may send mail to the group.
    AuthorizedSender = 7,
    /// The object may not send mail to the group.
    UnauthorizedSender = 8,
    /// The object is one of the groups whose members alone may send mail to the group.
    AuthorizedGroup = 9,
    /// The members of the object may not send mail to the group.
    UnauthorizedGroup = 10,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The name in its canonical spelling.
    pub name: &'static str,
    pub syntax: Syntax,
    /// Whether it can have several values.
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

/// Every attribute, in the order of a response that contains all of them.
pub static ATTRIBUTES: &[Attribute] = &[
    of("container", Syntax::Container),
    of("ContainerDistinguishedName", Syntax::Container),
    of(attributes::DISTINGUISHED_NAME, Syntax::Dn),
    of(attributes::OBJECT_GUID, Syntax::Guid),
    text(attributes::OBJECT_CLASS),
    text("objectCategory"),
    text("objectType"),
    text(attributes::NAME),
    text(attributes::COMMON_NAME),
    text("commonName"),
    text(attributes::DISPLAY_NAME),
    text(attributes::SAM_ACCOUNT_NAME),
    text(attributes::USER_PRINCIPAL_NAME),
    text(attributes::GIVEN_NAME),
    text(attributes::SURNAME),
    text("surname"),
    text(attributes::MAIL),
    text(attributes::MAIL_NICKNAME),
    many(attributes::PROXY_ADDRESSES, Syntax::Text),
    text(attributes::DEPARTMENT),
    text(attributes::TITLE),
    text("physicalDeliveryOfficeName"),
    text("l"),
    text("co"),
    text("company"),
    of("manager", Syntax::Link(LinkKind::Manager)),
    many("directReports", Syntax::BackLink(LinkKind::Manager)),
    text("employeeID"),
    text("telephoneNumber"),
    of(attributes::USER_ACCOUNT_CONTROL, Syntax::Flags),
    text("msExchHomeServerName"),
    text("targetAddress"),
    text("operatingSystem"),
    text("dNSHostName"),
    text(attributes::DESCRIPTION),
    text("info"),
    of(attributes::GROUP_TYPE, Syntax::Flags),
    text("XGroupScope"),
    text(attributes::SECURITY_TYPE),
    of(attributes::MANAGED_BY, Syntax::Link(LinkKind::ManagedBy)),
    many("owners", Syntax::Link(LinkKind::ManagedBy)),
    many("managedObjects", Syntax::BackLink(LinkKind::ManagedBy)),
    many("XAdditionalOwner", Syntax::Link(LinkKind::AdditionalOwner)),
    many(attributes::AUTHORIZED_SENDERS, Syntax::Link(LinkKind::AuthorizedSender)),
    many(attributes::UNAUTHORIZED_SENDERS, Syntax::Link(LinkKind::UnauthorizedSender)),
    many(attributes::AUTHORIZED_GROUPS, Syntax::Link(LinkKind::AuthorizedGroup)),
    many(attributes::UNAUTHORIZED_GROUPS, Syntax::Link(LinkKind::UnauthorizedGroup)),
    many("member", Syntax::Link(LinkKind::Member)),
    many("members", Syntax::Link(LinkKind::Member)),
    many("memberOf", Syntax::BackLink(LinkKind::Member)),
    of("XMembershipType", Syntax::Membership),
    of("XBeginningDate", Syntax::Membership),
    of("XEndingDate", Syntax::Membership),
    of("XGroupExpirationPolicy", Syntax::Number),
    of(attributes::EXPIRATION_DATE, Syntax::Date),
    of(attributes::MANAGED_GROUP_TYPE, Syntax::Number),
    text("IMSGCriteria"),
    many("IMSGObjectTypes", Syntax::Number),
    many("IMSGStartPath", Syntax::StartPath),
    many(SMART_INCLUDES, Syntax::Link(LinkKind::Include)),
    many(SMART_EXCLUDES, Syntax::Link(LinkKind::Exclude)),
    text("SmartGroupMainType"),
    text("UpdateOptions"),
    text("extensionAttribute1"),
    text("extensionAttribute2"),
    text("extensionAttribute3"),
    text("extensionAttribute4"),
    text("extensionAttribute5"),
    text("extensionAttribute6"),
    text("extensionAttribute7"),
    text("extensionAttribute8"),
    text("extensionAttribute9"),
    text("extensionAttribute10"),
    text("extensionAttribute11"),
    text("extensionAttribute12"),
    text("extensionAttribute13"),
    text("extensionAttribute14"),
    text("extensionAttribute15"),
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
    of(attributes::WHEN_CREATED, Syntax::Date),
    of("whenChanged", Syntax::Date),
    text("identityStoreId"),
];

/// The attribute with that name, in any letter case.
pub fn attribute(name: &str) -> Option<&'static Attribute> {
    ATTRIBUTES.iter().find(|known| known.name.eq_ignore_ascii_case(name))
}

/// Whether it is one of the fifteen extension attributes of Exchange, which hold any text.
pub fn is_extension(attribute: &Attribute) -> bool {
    attribute.name.starts_with("extensionAttribute")
}

impl Attribute {
    /// Whether the attribute has that name, in any letter case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether its values are stored with the object, rather than being the object's identity or other objects.
    pub fn is_stored(&self) -> bool {
        matches!(self.syntax, Syntax::Text | Syntax::StartPath | Syntax::Number | Syntax::Flags | Syntax::Date)
    }

    /// Whether its values are other objects.
    pub fn holds_names(&self) -> bool {
        matches!(self.syntax, Syntax::Link(_) | Syntax::BackLink(_))
    }
}

impl Syntax {
    /// Whether its values are compared as text.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::StartPath | Self::Guid | Self::Membership)
    }

    /// Whether its values are distinguished names.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Dn | Self::Container | Self::Link(_) | Self::BackLink(_))
    }

    /// Whether a text can be a value. Other objects can also be given by their ids.
    pub fn has(self, text: &str) -> bool {
        // A directory ignores a number or date with anything around it.
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

    /// The kind of values in the plural, in words for people.
    pub fn what(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Flags => "bit masks",
            Self::Date => "dates",
            Self::Dn | Self::Container | Self::Link(_) | Self::BackLink(_) => "distinguished names",
            Self::Text | Self::StartPath | Self::Guid | Self::Membership => "texts",
        }
    }

    /// The kind of a single value, in words for people.
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

/// Whether a text is an object id, with or without braces.
pub fn is_guid(text: &str) -> bool {
    model::names::is_guid(text.trim().trim_matches(['{', '}']))
}
