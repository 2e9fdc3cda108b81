//! The seventeen operators of GroupID's query designer (part B, "Query designer conditions").

use crate::wire::lenient::json_enum;

/// How a condition compares an attribute.
///
/// An object without the attribute satisfies the negative operators (`IsNot`, `NotContains`, …, `AllFlagsOff`,
/// `AnyFlagOff`), just as it satisfies a negated LDAP filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// At least one value contains the text.
    Contains,
    /// No value contains the text.
    NotContains,
    /// At least one value begins with the text.
    StartsWith,
    /// No value begins with the text.
    NotStartsWith,
    /// At least one value ends with the text.
    EndsWith,
    /// No value ends with the text.
    NotEndsWith,
    /// At least one value equals the given one, ignoring letter case.
    IsExactly,
    /// No value equals the given one, ignoring letter case.
    IsNot,
    /// At least one value equals the given one or sorts after it.
    GreaterOrEqual,
    /// At least one value equals the given one or sorts before it.
    LessOrEqual,
    /// The object has a value.
    Present,
    /// The object has no value.
    NotPresent,
    /// Every bit of the mask is set (LDAP matching rule 1.2.840.113556.1.4.803).
    AllFlagsOn,
    /// No bit of the mask is set (the negation of rule 804).
    AllFlagsOff,
    /// At least one bit of the mask is set (LDAP matching rule 1.2.840.113556.1.4.804).
    AnyFlagOn,
    /// At least one bit of the mask is not set (the negation of rule 803).
    AnyFlagOff,
    /// The attribute refers to the object directly or through other objects (LDAP matching rule
    /// 1.2.840.113556.1.4.1941); only for attributes that hold distinguished names.
    ChainMatch,
}

json_enum!(Operator: "an operator" {
    Contains = "contains",
    NotContains = "notContains",
    StartsWith = "startsWith",
    NotStartsWith = "notStartsWith",
    EndsWith = "endsWith",
    NotEndsWith = "notEndsWith",
    IsExactly = "isExactly",
    IsNot = "isNot",
    GreaterOrEqual = "greaterOrEqual",
    LessOrEqual = "lessOrEqual",
    Present = "present",
    NotPresent = "notPresent",
    AllFlagsOn = "allFlagsOn",
    AllFlagsOff = "allFlagsOff",
    AnyFlagOn = "anyFlagOn",
    AnyFlagOff = "anyFlagOff",
    ChainMatch = "chainMatch",
});

impl Operator {
    /// All operators, in the order of the contract.
    pub const ALL: [Self; 17] = [
        Self::Contains,
        Self::NotContains,
        Self::StartsWith,
        Self::NotStartsWith,
        Self::EndsWith,
        Self::NotEndsWith,
        Self::IsExactly,
        Self::IsNot,
        Self::GreaterOrEqual,
        Self::LessOrEqual,
        Self::Present,
        Self::NotPresent,
        Self::AllFlagsOn,
        Self::AllFlagsOff,
        Self::AnyFlagOn,
        Self::AnyFlagOff,
        Self::ChainMatch,
    ];

    /// Whether a condition with it needs a value.
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::Present | Self::NotPresent)
    }

    /// Whether its value is a bit mask.
    pub fn is_of_flags(self) -> bool {
        matches!(self, Self::AllFlagsOn | Self::AllFlagsOff | Self::AnyFlagOn | Self::AnyFlagOff)
    }

    /// Whether a condition with it may have several values: any of them must match, or for a negative operator none.
    pub fn takes_several(self) -> bool {
        self.takes_value() && !self.is_of_flags() && !matches!(self, Self::GreaterOrEqual | Self::LessOrEqual)
    }

    /// Whether objects without the attribute satisfy it.
    pub fn is_negative(self) -> bool {
        matches!(
            self,
            Self::NotContains
                | Self::NotStartsWith
                | Self::NotEndsWith
                | Self::IsNot
                | Self::NotPresent
                | Self::AllFlagsOff
                | Self::AnyFlagOff
        )
    }

    /// The operator that exactly the other objects satisfy; `None` for the ordering operators and `ChainMatch`, which
    /// have no such counterpart.
    pub fn complement(self) -> Option<Self> {
        Some(match self {
            Self::Contains => Self::NotContains,
            Self::NotContains => Self::Contains,
            Self::StartsWith => Self::NotStartsWith,
            Self::NotStartsWith => Self::StartsWith,
            Self::EndsWith => Self::NotEndsWith,
            Self::NotEndsWith => Self::EndsWith,
            Self::IsExactly => Self::IsNot,
            Self::IsNot => Self::IsExactly,
            Self::Present => Self::NotPresent,
            Self::NotPresent => Self::Present,
            Self::AllFlagsOn => Self::AnyFlagOff,
            Self::AnyFlagOff => Self::AllFlagsOn,
            Self::AllFlagsOff => Self::AnyFlagOn,
            Self::AnyFlagOn => Self::AllFlagsOff,
            Self::GreaterOrEqual | Self::LessOrEqual | Self::ChainMatch => return None,
        })
    }
}
