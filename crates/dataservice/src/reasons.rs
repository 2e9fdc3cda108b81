//! Collects everything that is wrong with a request, by attribute.

use crate::directory::ReadTx;
use crate::object::Reason;
use crate::object::{EngineError, Found, Store};
use crate::schema::{Attribute, is_guid};
use model::names::{Dn, NameProblem};
use model::wire::AttributeValue;

/// Reasons why a change is refused, in the order in which they were found.
#[derive(Debug, Default)]
pub struct Reasons(Vec<Reason>);

impl Reasons {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn add(&mut self, attribute: &str, sentence: impl Into<String>) {
        self.0.push(Reason { attribute: attribute.to_owned(), sentence: sentence.into(), is_taken: false });
    }

    /// Adds the reason that another object already has the name.
    pub fn taken(&mut self, attribute: &str, sentence: impl Into<String>) {
        self.0.push(Reason { attribute: attribute.to_owned(), sentence: sentence.into(), is_taken: true });
    }

    /// Adds other reasons; `rename` says at which attribute one is told instead of its own.
    pub fn absorb(&mut self, others: Self, rename: impl Fn(&str) -> Option<String>) {
        for mut reason in others.0 {
            reason.attribute = rename(&reason.attribute).unwrap_or(reason.attribute);
            self.0.push(reason);
        }
    }

    /// Adds the reason that the schema does not have the attribute.
    pub fn unknown(&mut self, attribute: &str) {
        self.add(attribute, format!("{attribute} is no attribute of this directory."));
    }

    pub fn required(&mut self, attribute: &str) {
        self.add(attribute, "A value is required.");
    }

    /// Adds a reason if the attribute has too many values.
    pub fn count(&mut self, attribute: &Attribute, values: &[AttributeValue]) {
        if !attribute.multi && values.iter().filter(|value| value.text().is_some()).count() > 1 {
            self.add(attribute.name, format!("{} holds one value only.", attribute.name));
        }
    }

    /// Adds the reason why a name is not valid, and returns whether it is valid.
    pub fn check(&mut self, attribute: &str, check: Result<(), NameProblem>) -> bool {
        if let Err(problem) = check {
            self.add(attribute, sentence(problem));
        }
        check.is_ok()
    }
}

impl From<Reasons> for Vec<Reason> {
    fn from(reasons: Reasons) -> Self {
        reasons.0
    }
}

/// The object that a value refers to by its distinguished name or GUID; other names are not unique enough for writing.
/// If there is none, the reason is added.
pub fn name_object(
    tx: &dyn ReadTx,
    store: &Store,
    attribute: &str,
    identity: &str,
    reasons: &mut Reasons,
) -> Result<Option<Found>, EngineError> {
    if !is_guid(identity) && Dn::parse(identity).is_err() {
        reasons.add(attribute, format!("{identity} is neither a distinguished name nor an object id."));
        return Ok(None);
    }
    let found = tx.find(store.id, identity)?;
    if found.is_none() {
        reasons.add(attribute, format!("There is no object {identity} in this identity store."));
    }
    Ok(found)
}

fn sentence(problem: NameProblem) -> String {
    match problem {
        NameProblem::Empty => "A value is required.".to_owned(),
        NameProblem::TooLong(most) => format!("At most {most} characters are allowed."),
        NameProblem::Forbidden(c) if c.is_control() => "Control characters are not allowed.".to_owned(),
        NameProblem::Forbidden(c) => format!("The character {c} is not allowed."),
        NameProblem::EdgeSpace => "A space at the start or the end is not allowed.".to_owned(),
        NameProblem::EndsInDot => "A dot at the start or the end is not allowed.".to_owned(),
        NameProblem::NoLetter => "At least one letter is needed.".to_owned(),
        NameProblem::NotAnAddress => "The form name@suffix is needed.".to_owned(),
    }
}
