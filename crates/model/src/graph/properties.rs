//! The properties of Graph's `group` entity, v1.0, named in this one place. Tests check what the portal sends against
//! this table, and the embedded service rejects properties that are not in it.

use serde_json::Value;
use std::fmt;

/// The type of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    String,
    Boolean,
    /// A signed 32-bit integer.
    Int32,
    /// A date and time as ISO 8601.
    DateTimeOffset,
    /// A collection of strings.
    Strings,
    /// An object.
    Complex,
    /// A collection of objects.
    Complexes,
    /// Other entities; written only by `@odata.bind` and `$ref`.
    Relationship,
    /// The URLs of other entities (`…@odata.bind`).
    References,
}

impl Kind {
    /// The name of the type in Graph's metadata, or a description of it.
    pub fn edm(self) -> &'static str {
        match self {
            Self::String => "Edm.String",
            Self::Boolean => "Edm.Boolean",
            Self::Int32 => "Edm.Int32",
            Self::DateTimeOffset => "Edm.DateTimeOffset",
            Self::Strings => "Collection(Edm.String)",
            Self::Complex => "a complex type",
            Self::Complexes => "a collection of a complex type",
            Self::Relationship => "a relationship",
            Self::References => "a collection of references",
        }
    }

    /// Whether a JSON value has this type. A single value may be null; a collection may not.
    pub fn fits(self, value: &Value) -> bool {
        let texts = |items: &Vec<Value>| items.iter().all(Value::is_string);
        match (self, value) {
            (Self::Strings | Self::References, Value::Array(items)) => texts(items),
            (Self::Complexes, Value::Array(items)) => items.iter().all(Value::is_object),
            (Self::Strings | Self::References | Self::Complexes | Self::Relationship, _) => false,
            (_, Value::Null) => true,
            (Self::String | Self::DateTimeOffset, value) => value.is_string(),
            (Self::Boolean, value) => value.is_boolean(),
            (Self::Int32, value) => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
            (Self::Complex, value) => value.is_object(),
        }
    }
}

/// In which requests a property may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// In none: only Graph sets it.
    Never,
    /// Only in the creation.
    Create,
    /// Only in a change of an existing group.
    Patch,
    /// In both.
    Both,
}

/// The request that a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// POST `/groups`.
    Create,
    /// PATCH `/groups/{id}`.
    Patch,
}

/// A property of the `group` entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property {
    /// The name in its exact letter case, which Graph distinguishes.
    pub name: &'static str,
    pub kind: Kind,
    /// In which requests it may be written.
    pub written: Written,
}

impl Property {
    /// Whether it may be written in that request.
    pub fn is_written(&self, when: When) -> bool {
        match self.written {
            Written::Never => false,
            Written::Create => when == When::Create,
            Written::Patch => when == When::Patch,
            Written::Both => true,
        }
    }
}

const fn row(name: &'static str, kind: Kind, written: Written) -> Property {
    Property { name, kind, written }
}

/// Every property and relationship, sorted by name.
pub static PROPERTIES: &[Property] = &{
    use Kind::{Boolean, Complex, Complexes, DateTimeOffset, Int32, References, Relationship, String, Strings};
    use Written::{Both, Create, Never, Patch};
    [
        row("acceptedSenders", Relationship, Never),
        row("allowExternalSenders", Boolean, Patch),
        row("appRoleAssignments", Relationship, Never),
        row("assignedLabels", Complexes, Both),
        row("assignedLicenses", Complexes, Never),
        row("autoSubscribeNewMembers", Boolean, Patch),
        row("calendar", Relationship, Never),
        row("calendarView", Relationship, Never),
        row("classification", String, Both),
        row("conversations", Relationship, Never),
        row("createdByAppId", String, Never),
        row("createdDateTime", DateTimeOffset, Never),
        row("createdOnBehalfOf", Relationship, Never),
        row("deletedDateTime", DateTimeOffset, Never),
        row("description", String, Both),
        row("displayName", String, Both),
        row("drive", Relationship, Never),
        row("drives", Relationship, Never),
        row("events", Relationship, Never),
        row("expirationDateTime", DateTimeOffset, Never),
        row("extensions", Relationship, Never),
        row("groupLifecyclePolicies", Relationship, Never),
        row("groupTypes", Strings, Both),
        row("hasMembersWithLicenseErrors", Boolean, Never),
        row("hideFromAddressLists", Boolean, Patch),
        row("hideFromOutlookClients", Boolean, Patch),
        row("id", String, Never),
        row("infoCatalogs", Strings, Never),
        row("isArchived", Boolean, Never),
        row("isAssignableToRole", Boolean, Create),
        row("isManagementRestricted", Boolean, Never),
        row("isSubscribedByMail", Boolean, Patch),
        row("licenseProcessingState", Complex, Never),
        row("mail", String, Never),
        row("mailEnabled", Boolean, Both),
        row("mailNickname", String, Both),
        row("memberOf", Relationship, Never),
        row("members", Relationship, Never),
        row("members@odata.bind", References, Both),
        row("membershipRule", String, Both),
        row("membershipRuleProcessingState", String, Both),
        row("membersWithLicenseErrors", Relationship, Never),
        row("onenote", Relationship, Never),
        row("onPremisesDomainName", String, Never),
        row("onPremisesLastSyncDateTime", DateTimeOffset, Never),
        row("onPremisesNetBiosName", String, Never),
        row("onPremisesProvisioningErrors", Complexes, Never),
        row("onPremisesSamAccountName", String, Never),
        row("onPremisesSecurityIdentifier", String, Never),
        row("onPremisesSyncEnabled", Boolean, Never),
        row("organizationId", String, Never),
        row("owners", Relationship, Never),
        row("owners@odata.bind", References, Create),
        row("permissionGrants", Relationship, Never),
        row("photo", Relationship, Never),
        row("photos", Relationship, Never),
        row("planner", Relationship, Never),
        row("preferredDataLocation", String, Both),
        row("preferredLanguage", String, Both),
        row("proxyAddresses", Strings, Never),
        row("rejectedSenders", Relationship, Never),
        row("renewedDateTime", DateTimeOffset, Never),
        row("resourceBehaviorOptions", Strings, Create),
        row("resourceProvisioningOptions", Strings, Both),
        row("securityEnabled", Boolean, Both),
        row("securityIdentifier", String, Never),
        row("serviceProvisioningErrors", Complexes, Never),
        row("settings", Relationship, Never),
        row("sites", Relationship, Never),
        row("team", Relationship, Never),
        row("theme", String, Both),
        row("threads", Relationship, Never),
        row("transitiveMemberOf", Relationship, Never),
        row("transitiveMembers", Relationship, Never),
        row("uniqueName", String, Both),
        row("unseenCount", Int32, Patch),
        row("visibility", String, Both),
        row("writebackConfiguration", Complex, Both),
    ]
};

/// The property with that exact name.
pub fn property(name: &str) -> Option<&'static Property> {
    PROPERTIES.iter().find(|known| known.name == name)
}

/// A property that makes Graph reject a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadProperty {
    /// The name as in the body; empty if the body is not an object.
    pub name: String,
    pub what: Wrong,
}

/// Why a property is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// The body is not a JSON object.
    NoObject,
    /// The entity has no such property.
    Unknown,
    /// Only Graph sets the property.
    ReadOnly,
    /// The property can be set only in the creation.
    OnlyAtCreation,
    /// The property can be set only by PATCH.
    OnlyByPatch,
    /// The value should have this type.
    Type(Kind),
}

impl fmt::Display for BadProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.what {
            Wrong::NoObject => write!(f, "Empty Payload. JSON content expected."),
            Wrong::Unknown => write!(f, "Invalid property '{name}'."),
            Wrong::ReadOnly => write!(f, "Property '{name}' is read-only and cannot be set."),
            Wrong::OnlyAtCreation => write!(f, "Property '{name}' can only be set when the group is created."),
            Wrong::OnlyByPatch => write!(f, "Property '{name}' cannot be set when the group is created."),
            Wrong::Type(kind) => write!(f, "Invalid value specified for property '{name}': expected {}.", kind.edm()),
        }
    }
}

/// Checks that every property of a body exists, may be written in that request and has the right type.
///
/// # Errors
///
/// The first property that Graph would reject.
pub fn check_body(body: &Value, when: When) -> Result<(), BadProperty> {
    let Value::Object(members) = body else {
        return Err(BadProperty { name: String::new(), what: Wrong::NoObject });
    };
    for (name, value) in members {
        if name == "@odata.type" && value == GROUP_TYPE {
            continue;
        }
        let what = match property(name) {
            None => Wrong::Unknown,
            Some(known) if known.is_written(when) && known.kind.fits(value) => continue,
            Some(known) => match known.written {
                Written::Never => Wrong::ReadOnly,
                Written::Create if when == When::Patch => Wrong::OnlyAtCreation,
                Written::Patch if when == When::Create => Wrong::OnlyByPatch,
                _ => Wrong::Type(known.kind),
            },
        };
        return Err(BadProperty { name: name.clone(), what });
    }
    Ok(())
}

/// The `@odata.type` of a group.
pub const GROUP_TYPE: &str = "#microsoft.graph.group";
