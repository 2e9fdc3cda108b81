//! What is known about an attribute is configuration data (`config.json`), so that the code using it needs no special
//! cases.

use super::Operator;
use crate::wire::attributes;
use crate::wire::lenient::{json_enum, json_object};
use std::collections::BTreeMap;

json_object! {
    /// An attribute of the directory's schema, as `config.json` describes it.
    pub struct AttributeConfig {
        /// LDAP display name, such as `department`; compared without letter case.
        pub name: String = "name",
        /// Labels by language code, such as `"en"`.
        pub label: BTreeMap<String, String> = "label",
        /// What kind of values it has; text when not configured.
        pub syntax: Syntax = "syntax" or Syntax::default(),
        /// Whether an object can have several values.
        pub multi_valued: bool = "multiValued",
        /// Limits the operators that are offered; when empty, all operators that suit the syntax are.
        pub operators: Vec<Operator> = "operators",
        /// Names of the bits, for an attribute that is a bit mask.
        pub flags: Vec<FlagConfig> = "flags",
        /// Whether the directory has an index on it, so that searches by it are fast.
        pub indexed: bool = "indexed",
        /// Whether every object has a value, so that a condition on its presence says nothing.
        pub always_present: bool = "alwaysPresent",
        /// Further words, in any language, by which people may look for it, and by which a column of a file is
        /// recognised.
        pub synonyms: Vec<String> = "synonyms",
        /// Whether membership rules may use it; false for what exists only while a user is created, such as a password.
        pub in_rules: bool = "inRules" or true,
        /// Whether the owners of a group can edit it under "All attributes"; see [`can_be_editable`].
        pub editable: bool = "editable",
    }
}

json_object! {
    /// One named bit of a bit mask.
    pub struct FlagConfig {
        /// The number in which only this bit is set, such as 2.
        pub bit: i64 = "bit",
        /// Its name in the directory's documentation, such as `ACCOUNTDISABLE`.
        pub name: String = "name",
        /// Labels by language code.
        pub label: BTreeMap<String, String> = "label",
        /// By language code, what it means that the bit is not set. When present, both this and `label` are whole
        /// sentences: "Account is enabled", "Account is disabled".
        pub label_off: BTreeMap<String, String> = "labelOff",
    }
}

/// Attributes of a group that other fields change, or that a service sets, in lower case.
const NEVER_EDITABLE: [&str; 24] = [
    "accountenabled",
    "authorig",
    "cn",
    "commonname",
    "description",
    "directreports",
    "displayname",
    "distinguishedname",
    "enableofficefeatures",
    "grouptype",
    "identitystoreid",
    "mail",
    "mailnickname",
    "name",
    "owners",
    "password",
    "proxyaddresses",
    "samaccountname",
    "securityenabled",
    "smartgroupmaintype",
    "unauthorig",
    "updateoptions",
    "useraccountcontrol",
    "userprincipalname",
];

/// The first letters, in lower case, of attributes that say what an object is, where it is, who manages it and who is a
/// member, and of those that GroupID keeps for itself: rules, expiry, owners, scope.
const NEVER_EDITABLE_BEGINNINGS: [&str; 13] = [
    "container",
    "dlmem",
    "img",
    "imsg",
    "ismail",
    "managed",
    "member",
    "object",
    "when",
    "xadditional",
    "xbeginning",
    "xgroup",
    "xmembership",
];

/// Whether an attribute may be marked as [`editable`](AttributeConfig::editable). Never one that decides who is a
/// member, or that has a field of its own.
pub fn can_be_editable(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    !NEVER_EDITABLE.contains(&name.as_str()) && !NEVER_EDITABLE_BEGINNINGS.iter().any(|start| name.starts_with(start))
}

/// The syntax of an attribute: what its values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Syntax {
    /// Text, compared without letter case.
    #[default]
    String,
    /// A whole number.
    Number,
    /// "TRUE" or "FALSE".
    Boolean,
    /// A point in time as generalized time, such as `20261231000000.0Z`.
    Date,
    /// A point in time as 100-ns intervals since 1601; 0 and the largest 64-bit number mean "never".
    FileTime,
    /// The distinguished name of any object.
    Dn,
    /// The distinguished name of a person.
    Person,
    /// A 32-bit mask.
    Flags,
}

json_enum!(Syntax: "a syntax" {
    String = "string",
    Number = "number",
    Boolean = "boolean",
    Date = "date",
    FileTime = "fileTime",
    Dn = "dn",
    Person = "person",
    Flags = "flags",
});

impl Syntax {
    /// The operators that make sense for this syntax, in the order in which people read them.
    pub fn operators(self) -> &'static [Operator] {
        use Operator::*;
        match self {
            Self::String => &[
                Contains,
                NotContains,
                StartsWith,
                NotStartsWith,
                EndsWith,
                NotEndsWith,
                IsExactly,
                IsNot,
                GreaterOrEqual,
                LessOrEqual,
                Present,
                NotPresent,
            ],
            Self::Number => &[IsExactly, IsNot, GreaterOrEqual, LessOrEqual, Present, NotPresent],
            Self::Boolean => &[IsExactly, IsNot, Present, NotPresent],
            Self::Date | Self::FileTime => &[GreaterOrEqual, LessOrEqual, IsExactly, IsNot, Present, NotPresent],
            Self::Dn | Self::Person => &[IsExactly, IsNot, Present, NotPresent, ChainMatch],
            Self::Flags => &[AllFlagsOn, AllFlagsOff, AnyFlagOn, AnyFlagOff, IsExactly, IsNot, Present, NotPresent],
        }
    }

    /// Whether the values are points in time.
    pub fn is_moment(self) -> bool {
        matches!(self, Self::Date | Self::FileTime)
    }

    /// Whether the values are distinguished names of other objects.
    pub fn is_dn(self) -> bool {
        matches!(self, Self::Dn | Self::Person)
    }
}

impl AttributeConfig {
    /// An attribute with nothing configured but its name and syntax.
    pub fn new(name: impl Into<String>, syntax: Syntax) -> Self {
        Self {
            name: name.into(),
            label: BTreeMap::new(),
            syntax,
            multi_valued: false,
            operators: Vec::new(),
            flags: Vec::new(),
            indexed: false,
            always_present: false,
            synonyms: Vec::new(),
            in_rules: true,
            editable: false,
        }
    }

    /// The label in a language; if there is none, the English one; if there is none either, the LDAP name.
    pub fn label(&self, language: &str) -> &str {
        label(&self.label, language).unwrap_or(&self.name)
    }

    /// The operators that are offered, in the order in which people read them.
    pub fn operators(&self) -> Vec<Operator> {
        self.syntax.operators().iter().copied().filter(|operator| self.offers(*operator)).collect()
    }

    /// Whether both the syntax and the configuration allow an operator.
    pub fn offers(&self, operator: Operator) -> bool {
        self.syntax.operators().contains(&operator) && (self.operators.is_empty() || self.operators.contains(&operator))
    }

    /// The named bits, in configured order, each with its label in a language. When none are configured, the bits of
    /// Active Directory's own `userAccountControl` and `groupType` get Microsoft's names; other attributes get none.
    pub fn flags(&self, language: &str) -> Vec<(u32, String)> {
        if !self.flags.is_empty() {
            let bit = |flag: &FlagConfig| Some((u32::try_from(flag.bit).ok()?, flag.label(language).to_owned()));
            return self.flags.iter().filter_map(bit).collect();
        }
        let known = MASKS.iter().find(|(name, _)| self.name.eq_ignore_ascii_case(name));
        known.map_or(&[][..], |(_, flags)| flags).iter().map(|(bit, name)| (*bit, (*name).to_owned())).collect()
    }
}

impl AttributeConfig {
    /// A sentence that says what it means that one bit is set or not set; `None` when no such sentence is configured.
    pub fn bit(&self, bit: u32, is_set: bool, language: &str) -> Option<String> {
        let flag = self.flags.iter().find(|flag| flag.bit == i64::from(bit) && !flag.label_off.is_empty())?;
        label(if is_set { &flag.label } else { &flag.label_off }, language).map(str::to_owned)
    }
}

impl FlagConfig {
    /// The label in a language; if there is none, the English one; if there is none either, the documented name.
    pub fn label(&self, language: &str) -> &str {
        label(&self.label, language).unwrap_or(&self.name)
    }
}

fn label<'a>(labels: &'a BTreeMap<String, String>, language: &str) -> Option<&'a str> {
    labels.get(language).or_else(|| labels.get("en")).map(String::as_str)
}

type Mask = (&'static str, &'static [(u32, &'static str)]);

/// The bit masks of Active Directory's schema (MS-ADTS 2.2.12 and 2.2.16, `lmaccess.h` and `ntldap.h`).
const MASKS: &[Mask] = &[
    (
        attributes::USER_ACCOUNT_CONTROL,
        &[
            (0x1, "SCRIPT"),
            (0x2, "ACCOUNTDISABLE"),
            (0x8, "HOMEDIR_REQUIRED"),
            (0x10, "LOCKOUT"),
            (0x20, "PASSWD_NOTREQD"),
            (0x40, "PASSWD_CANT_CHANGE"),
            (0x80, "ENCRYPTED_TEXT_PWD_ALLOWED"),
            (0x100, "TEMP_DUPLICATE_ACCOUNT"),
            (0x200, "NORMAL_ACCOUNT"),
            (0x800, "INTERDOMAIN_TRUST_ACCOUNT"),
            (0x1000, "WORKSTATION_TRUST_ACCOUNT"),
            (0x2000, "SERVER_TRUST_ACCOUNT"),
            (0x1_0000, "DONT_EXPIRE_PASSWORD"),
            (0x2_0000, "MNS_LOGON_ACCOUNT"),
            (0x4_0000, "SMARTCARD_REQUIRED"),
            (0x8_0000, "TRUSTED_FOR_DELEGATION"),
            (0x10_0000, "NOT_DELEGATED"),
            (0x20_0000, "USE_DES_KEY_ONLY"),
            (0x40_0000, "DONT_REQ_PREAUTH"),
            (0x80_0000, "PASSWORD_EXPIRED"),
            (0x100_0000, "TRUSTED_TO_AUTH_FOR_DELEGATION"),
            (0x400_0000, "PARTIAL_SECRETS_ACCOUNT"),
        ],
    ),
    (
        attributes::GROUP_TYPE,
        &[
            (0x1, "BUILTIN_LOCAL_GROUP"),
            (0x2, "ACCOUNT_GROUP"),
            (0x4, "RESOURCE_GROUP"),
            (0x8, "UNIVERSAL_GROUP"),
            (0x10, "APP_BASIC_GROUP"),
            (0x20, "APP_QUERY_GROUP"),
            (0x8000_0000, "SECURITY_ENABLED"),
        ],
    ),
];
