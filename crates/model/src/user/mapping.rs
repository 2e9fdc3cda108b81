//! Assigns the columns of a table to fields.

use super::{UserField, UserForm};
use crate::config::StoreConfig;

/// For each column, the field that it holds; `None` if it is ignored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping(Vec<Option<UserField>>);

impl Mapping {
    /// The fields that a column can hold in this store, in the order of the form.
    pub fn targets(store: &StoreConfig) -> Vec<UserField> {
        let form = UserForm::of(store.kind);
        let texts = |field: &&UserField| {
            !matches!(
                field,
                UserField::Password
                    | UserField::ChangePassword
                    | UserField::PasswordNeverExpires
                    | UserField::AccountEnabled
            )
        };
        let own = form.fields.iter().filter(texts).cloned();
        let profile = store.users.profile.iter().filter(|_| form.is_offered()).cloned().map(UserField::Profile);
        own.chain(profile).collect()
    }

    /// Columns without any field.
    pub(super) fn none(columns: usize) -> Self {
        Self(vec![None; columns])
    }

    /// The field that a column holds.
    pub fn of(&self, column: usize) -> Option<&UserField> {
        self.0.get(column)?.as_ref()
    }

    /// The column that holds a field.
    pub fn column(&self, field: &UserField) -> Option<usize> {
        self.0.iter().position(|own| own.as_ref() == Some(field))
    }

    /// Assigns a field to a column, and takes it away from any other column.
    pub fn set(&mut self, column: usize, field: Option<UserField>) {
        if field.is_some() {
            self.0.iter_mut().filter(|own| **own == field).for_each(|own| *own = None);
        }
        if let Some(own) = self.0.get_mut(column) {
            *own = field;
        }
    }

    /// The columns that are not used, in order; `password` is the one with passwords.
    pub fn unused(&self, password: Option<usize>) -> Vec<usize> {
        let is_unused = |at: &usize| self.of(*at).is_none() && password != Some(*at);
        (0..self.len()).filter(is_unused).collect()
    }

    /// The number of columns.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no columns.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any column identifies people, by a name or a logon name.
    pub fn names_people(&self) -> bool {
        let naming =
            [UserField::FirstName, UserField::LastName, UserField::DisplayName, UserField::LogonName, UserField::Sam];
        naming.iter().any(|field| self.column(field).is_some())
    }
}
