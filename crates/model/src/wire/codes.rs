//! Numbers and spellings with a meaning (part A, "Codes"). Every assumption about them is in one place, so that it
//! costs one edit.

/// The `IMSGManagedGroupType` of a static group.
pub const MANAGED_STATIC: &str = "1";
/// The `IMSGManagedGroupType` of a smart group.
pub const MANAGED_SMART: &str = "2";
/// The `objectClass` of an Active Directory group without a mail address.
pub const CLASS_GROUP: &str = "group";
/// The `objectClass` of a mail-enabled Active Directory group.
pub const CLASS_MAIL_ENABLED_GROUP: &str = "MailEnabledGroup";
/// "No date" in the body of a join or leave (part B, Join / leave).
pub const NO_DATE: &str = "0001-01-01T00:00:00";
/// The `sortOrder` for ascending order (part B's query strings).
pub const SORT_ASCENDING: i64 = 1;
/// The `sortOrder` for descending order. Assumption A-03.
pub const SORT_DESCENDING: i64 = 2;
/// The member of a start path's `AttributeCollection` that says how deep to search.
pub const SCOPE: &str = "Scope";
/// The scope of a start path that only covers direct children (part A, "Codes").
pub const SCOPE_ONE_LEVEL: &str = "1";
/// The scope of a start path that covers everything below (part A, "Codes").
pub const SCOPE_SUBTREE: &str = "2";
/// The attribute with the members of an Active Directory group. Assumption A-01.
pub const AD_MEMBERS: &str = "member";
/// The attribute with the additional owners of a group. Assumption A-02; in Entra ID assumption A-73.
pub const AD_ADDITIONAL_OWNERS: &str = "XAdditionalOwner";
/// The member of an additional owner's `AttributeCollection` that suppresses mail. Assumption A-02.
pub const DO_NOT_NOTIFY: &str = "DoNotNotify";
/// The attribute with the objects that are members of a smart group whatever its rule says, by distinguished name, or
/// by id where there is none. Assumption A-23.
pub const SMART_INCLUDES: &str = "IMSGIncludes";
/// The attribute with the objects that are never members of a smart group, by distinguished name, or by id where there
/// is none. Assumption A-23.
pub const SMART_EXCLUDES: &str = "IMSGExcludes";
/// The attribute with a new user's password (part A: operation 13; in Active Directory assumption A-30).
pub const PASSWORD: &str = "Password";
/// The attribute that says whether a new user must change the password at the next sign-in (likewise).
pub const PASSWORD_FORCE_CHANGE: &str = "PasswordForceChange";
/// The attribute that says whether a new user of Active Directory cannot sign in. Assumption A-31.
pub const AD_ACCOUNT_DISABLED: &str = "AccountDisabled";
/// The attribute that says whether the password of a new user of Active Directory never expires. Assumption A-31.
pub const AD_PASSWORD_NEVER_EXPIRES: &str = "PasswordNeverExpires";
/// The `userAccountControl` of a normal account that can sign in.
pub const NORMAL_ACCOUNT: i64 = 512;
/// The bit of `userAccountControl` that says that the account is disabled.
pub const ACCOUNT_DISABLED: i64 = 2;
/// The bit of `userAccountControl` that says that the password never expires.
pub const PASSWORD_NEVER_EXPIRES: i64 = 0x1_0000;
/// The `SmartGroupMainType` of a smart group.
pub const SMART_MAIN_TYPE: &str = "X.SmartGroup";
/// The `info` of a smart group.
pub const SMART_INFO: &str =
    "This is an automated group, please do not modify membership. Membership is controlled by GroupID.";
/// The member of an entry's `AttributeCollection` with the kind of membership (part B).
pub const MEMBERSHIP_TYPE: &str = "XMembershipType";
/// The member of an entry's `AttributeCollection` with the start of a temporary membership (part B).
pub const MEMBERSHIP_BEGIN: &str = "XBeginningDate";
/// The member of an entry's `AttributeCollection` with the end of a temporary membership (part B).
pub const MEMBERSHIP_END: &str = "XEndingDate";

use super::lenient::json_enum;

/// The bit of `groupType` that is set in a security group.
const SECURITY_BIT: i32 = i32::MIN;

/// The scope of an Active Directory group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupScope {
    /// Members from anywhere in the forest, access rights in the group's own domain.
    DomainLocal,
    /// Members from the group's own domain, access rights anywhere in the forest.
    Global,
    /// Members and access rights anywhere in the forest.
    Universal,
}

json_enum!(GroupScope: "a group scope" {
    DomainLocal = "domainLocal",
    Global = "global",
    Universal = "universal",
});

impl GroupScope {
    /// All scopes, in the order in which people read them.
    pub const ALL: [Self; 3] = [Self::DomainLocal, Self::Global, Self::Universal];

    /// The scope's bit in `groupType`.
    pub fn bit(self) -> i32 {
        match self {
            Self::Global => 2,
            Self::DomainLocal => 4,
            Self::Universal => 8,
        }
    }

    /// The text in `XGroupScope`.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Universal => "Universal Group",
            Self::Global => "Global Group",
            Self::DomainLocal => "Domain Local",
        }
    }

    /// The scope for a text in `XGroupScope`, in any letter case.
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.wire().eq_ignore_ascii_case(text.trim()))
    }
}

/// The purpose of an Active Directory group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupPurpose {
    /// A security group, which can be granted access.
    Security,
    /// A distribution group, which only receives mail.
    Distribution,
}

json_enum!(GroupPurpose: "a group purpose" {
    Security = "security",
    Distribution = "distribution",
});

impl GroupPurpose {
    /// Both purposes, in the order in which people read them.
    pub const ALL: [Self; 2] = [Self::Security, Self::Distribution];
}

/// The `groupType` of Active Directory: scope bit plus security bit, as a signed 32-bit number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdGroupType {
    /// The scope, from the scope bit.
    pub scope: GroupScope,
    /// The purpose, from the security bit.
    pub purpose: GroupPurpose,
}

impl AdGroupType {
    /// The number that is sent.
    pub fn code(self) -> i32 {
        match self.purpose {
            GroupPurpose::Security => SECURITY_BIT | self.scope.bit(),
            GroupPurpose::Distribution => self.scope.bit(),
        }
    }

    /// Reads the number; `None` if it has no scope bit, more than one, or unknown bits. The system bit (1) is accepted.
    pub fn from_code(code: i64) -> Option<Self> {
        // Some servers send the same bits as an unsigned number.
        let bits = i32::try_from(code).ok().or_else(|| u32::try_from(code).ok().map(u32::cast_signed))?;
        let scope = GroupScope::ALL.into_iter().find(|scope| bits & 14 == scope.bit())?;
        if bits & !(SECURITY_BIT | 15) != 0 {
            return None;
        }
        let purpose = if bits & SECURITY_BIT == 0 { GroupPurpose::Distribution } else { GroupPurpose::Security };
        Some(Self { scope, purpose })
    }

    /// The types that a group of this type can be given in one step, as Active Directory has it: security and
    /// distribution at any time; global and domain local become universal, and universal becomes either of them. A
    /// mail-enabled group keeps its scope or becomes universal. Members and memberships can forbid more.
    pub fn changes(self, is_mail_enabled: bool) -> Vec<Self> {
        let all =
            GroupScope::ALL.into_iter().flat_map(|scope| GroupPurpose::ALL.map(|purpose| Self { scope, purpose }));
        all.filter(|other| self.can_become(*other, is_mail_enabled)).collect()
    }

    /// Whether a group of this type can be given another type in one step; see [`Self::changes`].
    pub fn can_become(self, other: Self, is_mail_enabled: bool) -> bool {
        use GroupScope::Universal;
        let is_step = self.scope == other.scope || self.scope == Universal || other.scope == Universal;
        let keeps_mail = !is_mail_enabled || other.scope == Universal || other.scope == self.scope;
        self != other && is_step && keeps_mail
    }
}

/// The security type (`XGroupSecurity`), which says who may join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecurityType {
    /// Nobody can join by themselves.
    Private,
    /// An owner has to approve.
    SemiPrivate,
    /// Anybody can join.
    Public,
}

json_enum!(SecurityType: "a security type" {
    Private = "private",
    SemiPrivate = "semiPrivate",
    Public = "public",
});

impl SecurityType {
    /// All security types, in the order in which people read them.
    pub const ALL: [Self; 3] = [Self::Private, Self::SemiPrivate, Self::Public];

    /// The text that is sent.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Private => "Private",
            Self::SemiPrivate => "Semi_Private",
            Self::Public => "Public",
        }
    }

    /// The security type for a text in any letter case, with `_`, `-`, a space or nothing between the words.
    pub fn from_wire(text: &str) -> Option<Self> {
        let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
        Self::ALL.into_iter().find(|kind| {
            let own: String = kind.wire().chars().filter(char::is_ascii_alphabetic).collect();
            own.eq_ignore_ascii_case(&letters)
        })
    }
}

/// The number in `MembershipType` and `XMembershipType`; an empty text stands for a permanent membership in the samples.
/// The vendor's guide names these five kinds in this order; only the number 1 is in a sample (assumption A-04).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MembershipType {
    /// Without an end ("Perpetual").
    Permanent = 1,
    /// From one date until another ("Temporary Member").
    Temporary = 2,
    /// A temporary membership that has not begun yet ("Addition Pending").
    AdditionPending = 3,
    /// A member who will be out of the group from one date until another ("Removal Pending").
    RemovalPending = 4,
    /// A member who is out of the group until a date ("Temporary Removed").
    TemporarilyRemoved = 5,
}

impl MembershipType {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 5] =
        [Self::Permanent, Self::Temporary, Self::AdditionPending, Self::RemovalPending, Self::TemporarilyRemoved];

    /// The kind with that number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as i64 == number)
    }

    /// The kind for a text in `XMembershipType`; an empty one is permanent.
    pub fn from_wire(text: &str) -> Option<Self> {
        if text.trim().is_empty() {
            Some(Self::Permanent)
        } else {
            text.trim().parse().ok().and_then(Self::from_number)
        }
    }

    /// The text that is sent.
    pub fn wire(self) -> String {
        (self as i64).to_string()
    }

    /// Whether a membership of this kind has a first and a last day.
    pub fn has_dates(self) -> bool {
        self != Self::Permanent
    }

    /// Whether a member of this kind is in the group at present, as far as the kind says so.
    pub fn is_in_force(self) -> bool {
        !matches!(self, Self::AdditionPending | Self::TemporarilyRemoved)
    }
}

/// Why a sign-in was rejected. The `error_description` texts are assumption A-05.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInRefusal {
    /// Unknown user or wrong password; nobody is told which.
    WrongCredentials,
    Locked,
    Expired,
    Disabled,
    /// The account needs a second factor, which a password alone cannot give.
    SecondFactor,
    /// The portal's client id or secret is not accepted, which the administrator has to fix.
    Client,
}

/// What a description has in which a second factor is missing; the numbers are Entra ID's.
const SECOND_FACTOR: [&str; 7] =
    ["mfa", "multi-factor", "multifactor", "two-factor", "second factor", "aadsts50076", "aadsts50079"];

impl SignInRefusal {
    /// The `error_description` that the embedded service sends.
    pub fn description(self) -> &'static str {
        match self {
            Self::WrongCredentials => "invalid_username_or_password",
            Self::Locked => "account_locked",
            Self::Expired => "password_expired",
            Self::Disabled => "account_disabled",
            Self::SecondFactor => "mfa_required",
            Self::Client => "invalid_client",
        }
    }

    /// Derives the reason from an OAuth error.
    pub fn of(error: &super::TokenError) -> Self {
        let description = error.description.as_deref().unwrap_or_default().to_ascii_lowercase();
        let says = |word: &str| description.contains(word);
        match error.error.0.as_str() {
            "mfa_required" | "interaction_required" => Self::SecondFactor,
            // Only `invalid_grant` is about the person (RFC 6749, 5.2); other codes are about how the portal asked.
            code if code != "invalid_grant" => Self::Client,
            _ if SECOND_FACTOR.iter().any(|word| says(word)) => Self::SecondFactor,
            _ if says("lock") && !says("clock") => Self::Locked,
            _ if says("expire") => Self::Expired,
            _ if says("disable") => Self::Disabled,
            _ => Self::WrongCredentials,
        }
    }
}
