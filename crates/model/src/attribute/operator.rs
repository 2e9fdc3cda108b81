//! The seventeen operators of the contract (part B, "Query designer conditions").

use crate::wire::lenient::json_enum;

/// What a condition asks of an attribute.
///
/// An object that lacks the attribute meets the negative ones (`IsNot`, `NotContains`, …, `AllFlagsOff`,
/// `AnyFlagOff`), as the negation of an LDAP filter does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Has the value somewhere in it.
    Contains,
    /// No value has it anywhere in it.
    NotContains,
    /// Begins with the value.
    StartsWith,
    /// No value begins with it.
    NotStartsWith,
    /// Ends with the value.
    EndsWith,
    /// No value ends with it.
    NotEndsWith,
    /// Is the value, letter case aside.
    IsExactly,
    /// No value is it.
    IsNot,
    /// Is the value or comes after it.
    GreaterOrEqual,
    /// Is the value or comes before it.
    LessOrEqual,
    /// Has any value.
    Present,
    /// Has none.
    NotPresent,
    /// Every bit of the mask is set (LDAP matching rule 803).
    AllFlagsOn,
    /// No bit of the mask is set (not 804).
    AllFlagsOff,
    /// At least one bit of the mask is set (804).
    AnyFlagOn,
    /// At least one bit of the mask is not set (not 803).
    AnyFlagOff,
    /// Points to the object directly or through others (1941); only for attributes that hold distinguished names.
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
    /// In the order of the contract.
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

    /// Whether it compares with a value.
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::Present | Self::NotPresent)
    }

    /// Whether its value is a bit mask.
    pub fn is_of_flags(self) -> bool {
        matches!(self, Self::AllFlagsOn | Self::AllFlagsOff | Self::AnyFlagOn | Self::AnyFlagOff)
    }

    /// Whether it can compare with several values: any of them, or for a negative operator none of them.
    pub fn takes_several(self) -> bool {
        self.takes_value() && !self.is_of_flags() && !matches!(self, Self::GreaterOrEqual | Self::LessOrEqual)
    }

    /// Whether objects without the attribute meet it.
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

    /// The operator that is met by exactly the other objects; none for order and chain.
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
