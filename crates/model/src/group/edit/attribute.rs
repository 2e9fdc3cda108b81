//! The values of an attribute that `config.json` marks as editable: what is wrong with them, and when a new spelling means
//! the value that the directory has already.

use super::GroupEdit;
use crate::attribute::{AttributeConfig, Syntax};
use crate::config::StoreConfig;
use crate::criteria::value::{any_moment, boolean, from_file_time, from_generalized, is_never, mask, number};
use crate::group::Problem;
use crate::names::{Dn, NameProblem};
use crate::wire::AttributeValue;

/// What is wrong with a new value of an attribute, by its syntax. How long a text may be only the directory knows.
pub fn value_problem(syntax: Syntax, text: &str) -> Option<Problem> {
    let is_trimmed = text.trim() == text;
    let fits = |is: bool, problem| (!is || !is_trimmed).then_some(problem);
    match syntax {
        Syntax::String => {
            let forbidden = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
            forbidden.map(|c| Problem::Name(NameProblem::Forbidden(c)))
        }
        Syntax::Number => fits(number(text).is_some(), Problem::NotANumber),
        Syntax::Flags => fits(mask(text).is_some(), Problem::NotAMask),
        Syntax::Boolean => fits(boolean(text).is_some(), Problem::NotABoolean),
        Syntax::Date => fits(from_generalized(text).is_some(), Problem::NotAMoment),
        Syntax::FileTime => fits(is_never(text) || from_file_time(text).is_some(), Problem::NotAMoment),
        Syntax::Dn | Syntax::Person => Dn::parse(text).err().map(|_| Problem::NotADn(None)),
    }
}

/// The spelling in which one of the values of the directory means the same as a new one, or else the new one. So a date
/// that is chosen again is no change.
pub fn respelled(syntax: Syntax, base: &[AttributeValue], text: &str) -> String {
    let same = base.iter().filter_map(AttributeValue::text).find(|own| is_same(syntax, own, text));
    same.unwrap_or(text).to_owned()
}

fn is_same(syntax: Syntax, own: &str, text: &str) -> bool {
    fn both<T: PartialEq>(own: Option<T>, other: Option<T>) -> bool {
        own.is_some() && own == other
    }
    own == text
        || match syntax {
            Syntax::String => false,
            Syntax::Number => both(number(own), number(text)),
            Syntax::Flags => both(mask(own), mask(text)),
            Syntax::Boolean => both(boolean(own), boolean(text)),
            Syntax::Date => both(any_moment(own), any_moment(text)),
            Syntax::FileTime => both(from_file_time(own), from_file_time(text)),
            Syntax::Dn | Syntax::Person => {
                matches!((Dn::parse(own), Dn::parse(text)), (Ok(own), Ok(text)) if own.same(&text))
            }
        }
}

impl GroupEdit {
    /// What is wrong with the new values of an attribute that `config.json` marks as editable. A value that the directory
    /// has already is never found fault with.
    pub(super) fn attribute_problem(&self, name: &str, store: &StoreConfig) -> Option<Problem> {
        let known = store.editable_attributes().find(|known| known.name.eq_ignore_ascii_case(name))?;
        let base: Vec<&str> = texts(self.base().values(name));
        let values = texts(self.values(name));
        let added = values.iter().filter(|text| !base.contains(text));
        let wrong = added.into_iter().find_map(|text| value_problem(known.syntax, text));
        wrong.or_else(|| is_too_many(known, base.len(), values.len()).then_some(Problem::OnlyOneValue)).or_else(|| {
            let twice = |at: usize| {
                let text = values[at];
                !base.contains(&text) && values[..at].iter().any(|other| is_same(known.syntax, other, text))
            };
            (0..values.len()).any(twice).then_some(Problem::SameValue)
        })
    }
}

/// Whether an attribute has more values than one although it has one at most, and more than it had.
fn is_too_many(known: &AttributeConfig, before: usize, now: usize) -> bool {
    !known.multi_valued && now > 1 && now > before
}

fn texts(values: &[AttributeValue]) -> Vec<&str> {
    values.iter().filter_map(AttributeValue::text).collect()
}
