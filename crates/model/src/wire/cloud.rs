//! Codes of groups in Entra ID (part A, "Codes" and "Graph").

use super::lenient::json_enum;

/// The type of a group in Entra ID (`GroupType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CloudType {
    /// A security group, which can be granted access.
    #[default]
    Security,
    /// A distribution group, which receives mail.
    Distribution,
    /// A Microsoft 365 group, with mail, calendar and files.
    Microsoft365,
    /// A team of Microsoft Teams, which is also a Microsoft 365 group.
    Teams,
}

json_enum!(CloudType: "a type of group in Entra ID" {
    Security = "security",
    Distribution = "distribution",
    Microsoft365 = "microsoft365",
    Teams = "teams",
});

impl CloudType {
    /// All types, in the order in which people read them.
    pub const ALL: [Self; 4] = [Self::Security, Self::Distribution, Self::Microsoft365, Self::Teams];

    /// The number that is sent as `GroupType`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Security => "4",
            Self::Distribution => "8",
            Self::Microsoft365 => "16",
            Self::Teams => "32",
        }
    }

    /// The type with that number.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.code() == code.trim())
    }

    /// Whether it is a Microsoft 365 group underneath: with a shared mailbox and files, and only people as members.
    pub fn is_unified(self) -> bool {
        matches!(self, Self::Microsoft365 | Self::Teams)
    }

    /// The object classes that can be its members.
    pub fn member_classes(self) -> &'static [&'static str] {
        match self {
            Self::Security => &["user", "group", "computer"],
            Self::Distribution => &["user", "group", "contact"],
            Self::Microsoft365 | Self::Teams => &["user"],
        }
    }
}

/// The `visibility` of a Microsoft 365 group in Graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Visibility {
    /// Only members see the content, and an owner lets people in.
    #[default]
    Private,
    /// Everybody in the organisation sees the content and can join. This is Graph's default.
    Public,
    /// As private, and only members see who the members are. Can only be chosen when the group is created.
    Hidden,
}

json_enum!(Visibility: "a visibility" {
    Private = "private",
    Public = "public",
    Hidden = "hiddenMembership",
});

impl Visibility {
    /// All values, in the order in which people read them.
    pub const ALL: [Self; 3] = [Self::Private, Self::Public, Self::Hidden];

    /// The text that is sent.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Private => "Private",
            Self::Public => "Public",
            Self::Hidden => "HiddenMembership",
        }
    }

    /// The value for a text in any letter case.
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.wire().eq_ignore_ascii_case(text))
    }
}
