//! The names of the operators in GroupID criteria and in the criteria of a search.

use super::Operator;

/// The spellings that are accepted, in lower case and reduced to their letters. The names that are written are among
/// them.
const SPELLINGS: &[(&str, Operator)] = &[
    ("contains", Operator::Contains),
    ("notcontain", Operator::NotContains),
    ("notcontains", Operator::NotContains),
    ("doesntcontain", Operator::NotContains),
    ("doesnotcontain", Operator::NotContains),
    ("startswith", Operator::StartsWith),
    ("notstartwith", Operator::NotStartsWith),
    ("notstartswith", Operator::NotStartsWith),
    ("doesntstartwith", Operator::NotStartsWith),
    ("doesnotstartwith", Operator::NotStartsWith),
    ("endswith", Operator::EndsWith),
    ("notendwith", Operator::NotEndsWith),
    ("notendswith", Operator::NotEndsWith),
    ("doesntendwith", Operator::NotEndsWith),
    ("doesnotendwith", Operator::NotEndsWith),
    ("isexactly", Operator::IsExactly),
    ("is", Operator::IsExactly),
    ("equals", Operator::IsExactly),
    ("isnot", Operator::IsNot),
    ("isnt", Operator::IsNot),
    ("notequals", Operator::IsNot),
    ("greaterorequal", Operator::GreaterOrEqual),
    ("greaterthanorequal", Operator::GreaterOrEqual),
    ("lessorequal", Operator::LessOrEqual),
    ("lessthanorequal", Operator::LessOrEqual),
    ("present", Operator::Present),
    ("notpresent", Operator::NotPresent),
    ("allflagson", Operator::AllFlagsOn),
    ("allflagsoff", Operator::AllFlagsOff),
    ("anyflagon", Operator::AnyFlagOn),
    ("anyflagoff", Operator::AnyFlagOff),
    ("chainmatch", Operator::ChainMatch),
];

impl Operator {
    /// The name that is sent: the long forms of the query designer (part B, "Query designer conditions").
    pub fn name(self) -> &'static str {
        match self {
            Self::Contains => "Contains",
            Self::NotContains => "Not Contain",
            Self::StartsWith => "Starts With",
            Self::NotStartsWith => "Does Not Start With",
            Self::EndsWith => "Ends With",
            Self::NotEndsWith => "Does Not End With",
            Self::IsExactly => "Is Exactly",
            Self::IsNot => "Is Not",
            Self::GreaterOrEqual => "Greater Or Equal",
            Self::LessOrEqual => "Less Or Equal",
            Self::Present => "Present",
            Self::NotPresent => "Not Present",
            Self::AllFlagsOn => "All Flags On",
            Self::AllFlagsOff => "All Flags Off",
            Self::AnyFlagOn => "Any Flag On",
            Self::AnyFlagOff => "Any Flag Off",
            Self::ChainMatch => "Chain Match",
        }
    }

    /// The operator with that name in any letter case, spacing and usual spelling, or as `=`, `>=` or `<=`.
    pub fn named(name: &str) -> Option<Self> {
        match name.trim() {
            "=" => Some(Self::IsExactly),
            ">=" => Some(Self::GreaterOrEqual),
            "<=" => Some(Self::LessOrEqual),
            name => of_letters(&letters(name)),
        }
    }
}

/// The letters of a name in lower case. Of a name longer than any operator's, only one letter too many is kept.
pub(super) fn letters(name: &str) -> String {
    let letters = name.bytes().filter(u8::is_ascii_alphabetic).take(LONGEST + 1);
    letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect()
}

/// The number of letters in the longest spelling.
pub(super) const LONGEST: usize = 18;

/// The operator with that spelling, given as [`letters`] returns it.
pub(super) fn of_letters(letters: &str) -> Option<Operator> {
    SPELLINGS.iter().find(|(spelling, _)| *spelling == letters).map(|(_, operator)| *operator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for operator in Operator::ALL {
            assert_eq!(Operator::named(operator.name()), Some(operator));
            assert_eq!(Operator::named(&operator.name().to_uppercase().replace(' ', "  ")), Some(operator));
        }
        assert_eq!(SPELLINGS.iter().map(|(spelling, _)| spelling.len()).max(), Some(LONGEST));
        assert_eq!(Operator::named("Doesn\u{2019}t Contain"), Some(Operator::NotContains));
        for (stem, operator) in [
            ("Contain", Operator::NotContains),
            ("Start With", Operator::NotStartsWith),
            ("End With", Operator::NotEndsWith),
        ] {
            for not in ["Not", "Doesn't", "does not"] {
                assert_eq!(Operator::named(&format!("{not} {stem}")), Some(operator));
            }
            assert_eq!(Operator::named(&format!("not {}", operator.complement().unwrap().name())), Some(operator));
        }
        assert_eq!(Operator::named(" >= "), Some(Operator::GreaterOrEqual));
        for unknown in ["", ">", "Rhymes With", "greater than or equal to", "not"] {
            assert_eq!(Operator::named(unknown), None, "{unknown}");
        }
    }
}
