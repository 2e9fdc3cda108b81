//! Numbers and spellings with a meaning (part A, "Codes"), and every assumption about them: one place, one edit each.

/// `IMSGManagedGroupType` of a static group.
pub const MANAGED_STATIC: &str = "1";
/// `IMSGManagedGroupType` of a smart group.
pub const MANAGED_SMART: &str = "2";
/// `objectClass` of an AD group without a mail address.
pub const CLASS_GROUP: &str = "group";
/// `objectClass` of a mail-enabled AD group.
pub const CLASS_MAIL_ENABLED_GROUP: &str = "MailEnabledGroup";
/// "No date" in a join or leave.
pub const NO_DATE: &str = "0001-01-01T00:00:00";
/// `sortOrder` ascending (part B's query strings).
pub const SORT_ASCENDING: i64 = 1;
/// `sortOrder` descending. Assumption A-03.
pub const SORT_DESCENDING: i64 = 2;
/// What is said about a start path: how deep.
pub const SCOPE: &str = "Scope";
/// Scope of a start path: this level only. Assumption of the contract.
pub const SCOPE_ONE_LEVEL: &str = "1";
/// Scope of a start path: this level and everything below.
pub const SCOPE_SUBTREE: &str = "2";
/// The attribute that holds the members of an AD group. Assumption A-01.
pub const AD_MEMBERS: &str = "member";
/// The attribute that holds an AD group's additional owners. Assumption A-02.
pub const AD_ADDITIONAL_OWNERS: &str = "XAdditionalOwner";
/// What is said about an additional owner who wants no mail. Assumption A-02.
pub const DO_NOT_NOTIFY: &str = "DoNotNotify";
/// Objects that a smart group holds whatever its rule says, by distinguished name, or by id where there is none.
/// Assumption A-23.
pub const SMART_INCLUDES: &str = "IMSGIncludes";
/// Objects that a smart group never holds, by distinguished name, or by id where there is none. Assumption A-23.
pub const SMART_EXCLUDES: &str = "IMSGExcludes";
/// The attribute that holds a new user's password (part A: operation 13; in Active Directory assumption A-30).
pub const PASSWORD: &str = "Password";
/// Whether a new user's password has to be changed at the next sign-in (likewise).
pub const PASSWORD_FORCE_CHANGE: &str = "PasswordForceChange";
/// `userAccountControl` of somebody who can sign in: a normal account.
pub const NORMAL_ACCOUNT: i64 = 512;
/// The bit of `userAccountControl` that says that somebody cannot sign in. A new user of Active Directory who cannot is
/// sent with it, one who can without the attribute. Assumption A-31.
pub const ACCOUNT_DISABLED: i64 = 2;
/// `SmartGroupMainType` of a smart group.
pub const SMART_MAIN_TYPE: &str = "X.SmartGroup";
/// `info` of a smart group.
pub const SMART_INFO: &str =
    "This is an automated group, please do not modify membership. Membership is controlled by GroupID.";
/// What is said about a member: the kind of membership (part B).
pub const MEMBERSHIP_TYPE: &str = "XMembershipType";
/// What is said about a temporary member: from when (part B).
pub const MEMBERSHIP_BEGIN: &str = "XBeginningDate";
/// What is said about a temporary member: until when (part B).
pub const MEMBERSHIP_END: &str = "XEndingDate";

use super::lenient::{Member, Unreadable, json_enum};
use super::object::ObjectKind;
use serde_json::Value;

/// The security bit of AD's `groupType`.
const SECURITY_BIT: i32 = i32::MIN;

/// AD's group scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupScope {
    /// Members from anywhere in the forest, rights in this domain.
    DomainLocal,
    /// Members of this domain.
    Global,
    /// Members and rights anywhere in the forest.
    Universal,
}

json_enum!(GroupScope: "a group scope" {
    DomainLocal = "domainLocal",
    Global = "global",
    Universal = "universal",
});

impl GroupScope {
    /// In the order people read them.
    pub const ALL: [Self; 3] = [Self::DomainLocal, Self::Global, Self::Universal];

    /// The bit in `groupType`.
    pub fn bit(self) -> i32 {
        match self {
            Self::Global => 2,
            Self::DomainLocal => 4,
            Self::Universal => 8,
        }
    }

    /// `XGroupScope`.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Universal => "Universal Group",
            Self::Global => "Global Group",
            Self::DomainLocal => "Domain Local",
        }
    }

    /// From `XGroupScope`, in any letter case.
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.wire().eq_ignore_ascii_case(text.trim()))
    }
}

/// What an AD group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupPurpose {
    /// Grants rights.
    Security,
    /// Receives mail.
    Distribution,
}

json_enum!(GroupPurpose: "a group purpose" {
    Security = "security",
    Distribution = "distribution",
});

impl GroupPurpose {
    /// In the order people read them.
    pub const ALL: [Self; 2] = [Self::Security, Self::Distribution];
}

/// AD's `groupType`: scope bit plus security bit, as a signed 32-bit number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdGroupType {
    /// Scope bit.
    pub scope: GroupScope,
    /// Security bit.
    pub purpose: GroupPurpose,
}

impl AdGroupType {
    /// The number that travels.
    pub fn code(self) -> i32 {
        match self.purpose {
            GroupPurpose::Security => SECURITY_BIT | self.scope.bit(),
            GroupPurpose::Distribution => self.scope.bit(),
        }
    }

    /// Reads the number; none when it names no scope or more than one. The system bit (1) is accepted.
    pub fn from_code(code: i64) -> Option<Self> {
        // The same bits are seen as an unsigned number too.
        let bits = i32::try_from(code).ok().or_else(|| u32::try_from(code).ok().map(u32::cast_signed))?;
        let scope = GroupScope::ALL.into_iter().find(|scope| bits & 14 == scope.bit())?;
        if bits & !(SECURITY_BIT | 15) != 0 {
            return None;
        }
        let purpose = if bits & SECURITY_BIT == 0 { GroupPurpose::Distribution } else { GroupPurpose::Security };
        Some(Self { scope, purpose })
    }
}

/// `XGroupSecurity`: who may join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecurityType {
    /// Nobody joins by themselves.
    Private,
    /// An owner approves.
    SemiPrivate,
    /// Anybody joins.
    Public,
}

json_enum!(SecurityType: "a security type" {
    Private = "private",
    SemiPrivate = "semiPrivate",
    Public = "public",
});

impl SecurityType {
    /// In the order people read them.
    pub const ALL: [Self; 3] = [Self::Private, Self::SemiPrivate, Self::Public];

    /// What travels ("Public" is an assumption of the contract).
    pub fn wire(self) -> &'static str {
        match self {
            Self::Private => "Private",
            Self::SemiPrivate => "Semi_Private",
            Self::Public => "Public",
        }
    }

    /// From what travelled, in any letter case, with `_`, `-`, a space or nothing between the words.
    pub fn from_wire(text: &str) -> Option<Self> {
        let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
        Self::ALL.into_iter().find(|kind| {
            let own: String = kind.wire().chars().filter(char::is_ascii_alphabetic).collect();
            own.eq_ignore_ascii_case(&letters)
        })
    }
}

/// `MembershipType` and `XMembershipType`. Assumption A-04; `""` is seen for a permanent membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MembershipType {
    /// Without an end.
    Permanent = 1,
    /// From a date until another.
    Temporary = 2,
}

/// `IMSGObjectTypes`: which kinds of objects a smart group may hold, as bit flags. Assumption A-22; "6", users and
/// groups, is in the samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ObjectTypes(u32);

impl ObjectTypes {
    /// No kind at all.
    pub const NONE: Self = Self(0);
    /// Machines.
    pub const COMPUTERS: Self = Self(1);
    /// People with a logon.
    pub const USERS: Self = Self(2);
    /// Groups.
    pub const GROUPS: Self = Self(4);
    /// People without a logon.
    pub const CONTACTS: Self = Self(8);
    /// In the order people read them, each with what it is in the directory.
    pub const ALL: [(Self, ObjectKind); 4] = [
        (Self::USERS, ObjectKind::User),
        (Self::GROUPS, ObjectKind::Group),
        (Self::CONTACTS, ObjectKind::Contact),
        (Self::COMPUTERS, ObjectKind::Computer),
    ];

    /// Of the number that travels; none where it names no kind, or one that is not known, which may be wider.
    pub fn from_wire(text: &str) -> Option<Self> {
        let bits: u32 = text.trim().parse().ok()?;
        (bits != 0 && bits & !15 == 0).then_some(Self(bits))
    }

    /// The number that travels.
    pub fn wire(self) -> String {
        self.0.to_string()
    }

    /// Whether none is chosen.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of these are among them.
    pub fn has(self, those: Self) -> bool {
        self.0 & those.0 == those.0
    }

    /// Those that are among the others too.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// With or without these.
    #[must_use]
    pub fn set(self, those: Self, on: bool) -> Self {
        if on { Self(self.0 | those.0) } else { Self(self.0 & !those.0) }
    }

    /// The kinds of objects.
    pub fn kinds(self) -> impl Iterator<Item = ObjectKind> {
        Self::ALL.into_iter().filter(move |(bit, _)| self.has(*bit)).map(|(_, kind)| kind)
    }
}

/// Users and groups, as the samples have it.
impl Default for ObjectTypes {
    fn default() -> Self {
        Self(6)
    }
}

/// What a refused sign-in means. The `error_description` texts are assumption A-05.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInRefusal {
    /// Unknown user or wrong password, which nobody is told apart.
    WrongCredentials,
    /// The account is locked.
    Locked,
    /// The password has expired.
    Expired,
    /// The account is disabled.
    Disabled,
    /// The portal's client is not accepted: the administrator's concern.
    Client,
}

impl SignInRefusal {
    /// The description that the embedded service sends.
    pub fn description(self) -> &'static str {
        match self {
            Self::WrongCredentials => "invalid_username_or_password",
            Self::Locked => "account_locked",
            Self::Expired => "password_expired",
            Self::Disabled => "account_disabled",
            Self::Client => "invalid_client",
        }
    }

    /// Reads an OAuth error.
    pub fn of(error: &super::TokenError) -> Self {
        let description = error.description.as_deref().unwrap_or_default().to_ascii_lowercase();
        let says = |word: &str| description.contains(word);
        match error.error.0.as_str() {
            // Only this one is about the person (RFC 6749, 5.2); the others are about how the portal asked.
            code if code != "invalid_grant" => Self::Client,
            _ if says("lock") => Self::Locked,
            _ if says("expire") => Self::Expired,
            _ if says("disable") => Self::Disabled,
            _ => Self::WrongCredentials,
        }
    }
}

/// As it travels, in drafts too.
impl Member for ObjectTypes {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        let text = String::read(value)?;
        Self::from_wire(&text).ok_or_else(|| Unreadable::here("kinds of objects", value))
    }
    fn write(&self) -> Option<Value> {
        self.wire().write()
    }
}
