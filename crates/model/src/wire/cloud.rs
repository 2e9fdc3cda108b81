//! Codes of groups in Entra ID (part A, "Codes" and "Graph").

use super::lenient::json_enum;

/// `GroupType` of a group in Entra ID: what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CloudType {
    /// Grants rights.
    #[default]
    Security,
    /// Receives mail.
    Distribution,
    /// Mail, calendar and files of a Microsoft 365 group.
    Microsoft365,
    /// A team of Microsoft Teams, which is a Microsoft 365 group too.
    Teams,
}

json_enum!(CloudType: "a type of group in Entra ID" {
    Security = "security",
    Distribution = "distribution",
    Microsoft365 = "microsoft365",
    Teams = "teams",
});

impl CloudType {
    /// In the order people read them.
    pub const ALL: [Self; 4] = [Self::Security, Self::Distribution, Self::Microsoft365, Self::Teams];

    /// The number that travels.
    pub fn code(self) -> &'static str {
        match self {
            Self::Security => "4",
            Self::Distribution => "8",
            Self::Microsoft365 => "16",
            Self::Teams => "32",
        }
    }

    /// Of the number that travels.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.code() == code.trim())
    }

    /// Whether it is a Microsoft 365 group underneath: people only, with a shared mailbox and files.
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

/// Graph's `visibility` of a Microsoft 365 group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Visibility {
    /// Only members see what is in it; an owner lets people in.
    #[default]
    Private,
    /// Everybody in the organisation sees what is in it, and joins. What Graph takes where nothing is said.
    Public,
    /// As private, and nobody but members sees who they are. Only when the group is made.
    Hidden,
}

json_enum!(Visibility: "a visibility" {
    Private = "private",
    Public = "public",
    Hidden = "hiddenMembership",
});

impl Visibility {
    /// In the order people read them.
    pub const ALL: [Self; 3] = [Self::Private, Self::Public, Self::Hidden];

    /// What travels.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Private => "Private",
            Self::Public => "Public",
            Self::Hidden => "HiddenMembership",
        }
    }

    /// From what travelled, in any letter case.
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.wire().eq_ignore_ascii_case(text))
    }
}
