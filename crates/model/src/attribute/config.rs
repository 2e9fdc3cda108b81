//! Attributes are data: what is known of one stands in `config.json` and here, and not in the code that uses it.

use super::Operator;
use crate::wire::lenient::{json_enum, json_object};
use std::collections::BTreeMap;

json_object! {
    /// An attribute of the schema.
    pub struct AttributeConfig {
        /// LDAP display name.
        pub name: String = "name",
        /// Language → label.
        pub label: BTreeMap<String, String> = "label",
        /// What a value is.
        pub syntax: Syntax = "syntax" or Syntax::default(),
        /// Whether there can be several values.
        pub multi_valued: bool = "multiValued",
        /// The only operators that are offered; none configured: all that suit the syntax.
        pub operators: Vec<Operator> = "operators",
        /// What the bits of a mask are called.
        pub flags: Vec<FlagConfig> = "flags",
        /// Whether the directory finds its values by an index.
        pub indexed: bool = "indexed",
        /// Whether every object has it, so that asking for its presence asks nothing.
        pub always_present: bool = "alwaysPresent",
        /// Other words under which people look for it, of any language.
        pub synonyms: Vec<String> = "synonyms",
    }
}

json_object! {
    /// A bit of a mask.
    pub struct FlagConfig {
        /// The bit as a number with just this bit set.
        pub bit: i64 = "bit",
        /// Its name in the directory's documentation.
        pub name: String = "name",
        /// Language → label.
        pub label: BTreeMap<String, String> = "label",
        /// Language → what it means that the bit is not set. With it the labels are sentences of their own: "Account is
        /// disabled", "Account is enabled".
        pub label_off: BTreeMap<String, String> = "labelOff",
    }
}

/// What an attribute's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Syntax {
    /// Text, compared without case.
    #[default]
    String,
    /// A whole number.
    Number,
    /// "TRUE" or "FALSE".
    Boolean,
    /// A moment, as generalized time.
    Date,
    /// A moment, as 100-ns intervals since 1601; 0 and the greatest number mean never.
    FileTime,
    /// A distinguished name.
    Dn,
    /// A distinguished name of a person.
    Person,
    /// A bit mask of 32 bits.
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
    /// The operators that make sense, in the order people read them.
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

    /// Whether its values are moments.
    pub fn is_moment(self) -> bool {
        matches!(self, Self::Date | Self::FileTime)
    }

    /// Whether its values name objects.
    pub fn is_dn(self) -> bool {
        matches!(self, Self::Dn | Self::Person)
    }
}

impl AttributeConfig {
    /// An attribute of which nothing else is said.
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
        }
    }

    /// The label in a language, English otherwise, the LDAP name at last.
    pub fn label(&self, language: &str) -> &str {
        label(&self.label, language).unwrap_or(&self.name)
    }

    /// The operators that are offered, in the order people read them.
    pub fn operators(&self) -> Vec<Operator> {
        self.syntax.operators().iter().copied().filter(|operator| self.offers(*operator)).collect()
    }

    /// Whether an operator is offered.
    pub fn offers(&self, operator: Operator) -> bool {
        self.syntax.operators().contains(&operator) && (self.operators.is_empty() || self.operators.contains(&operator))
    }

    /// The bits that have a name, lowest first as configured, and what they are called in a language. What is not
    /// configured is known for the masks of Active Directory's own schema, by Microsoft's names.
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
    /// What it means that one bit is set or is not, as a sentence; none where no words are configured for that.
    pub fn bit(&self, bit: u32, is_set: bool, language: &str) -> Option<String> {
        let flag = self.flags.iter().find(|flag| flag.bit == i64::from(bit) && !flag.label_off.is_empty())?;
        label(if is_set { &flag.label } else { &flag.label_off }, language).map(str::to_owned)
    }
}

impl FlagConfig {
    /// The label in a language, English otherwise, the documented name at last.
    pub fn label(&self, language: &str) -> &str {
        label(&self.label, language).unwrap_or(&self.name)
    }
}

fn label<'a>(labels: &'a BTreeMap<String, String>, language: &str) -> Option<&'a str> {
    labels.get(language).or_else(|| labels.get("en")).map(String::as_str)
}

type Mask = (&'static str, &'static [(u32, &'static str)]);

/// Masks of Active Directory (MS-ADTS 2.2.12 and 2.2.16, `lmaccess.h` and `ntldap.h`).
const MASKS: &[Mask] = &[
    (
        "userAccountControl",
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
        "groupType",
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
