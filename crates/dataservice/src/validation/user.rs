//! The rules for a new user (operation 13 in Entra ID; part B, "Create user", in Active Directory).

mod ad;
mod change;
mod contact;
mod entra;

pub use change::change_person;
pub use contact::new_contact;

use super::entra::flag;
use super::{Group, among};
use crate::directory::WriteTx;
use crate::object::{AccountState, NewObject, Rejection, Store};
use crate::reasons::Reasons;
use crate::schema;
use model::config::StoreKind;
use model::names;
use model::user::{MAX_PASSWORD, MIN_PASSWORD};
use model::wire::CreateUser;
use model::wire::attributes;
use model::wire::codes::{AD_ACCOUNT_DISABLED, AD_PASSWORD_NEVER_EXPIRES, PASSWORD, PASSWORD_FORCE_CHANGE};

/// A user to insert.
pub struct NewUser {
    /// The object, without the password.
    pub object: NewObject,
    /// The password with which the user signs in.
    pub password: String,
    pub state: AccountState,
}

/// Text attributes of a person that are stored unchanged.
const KEPT: [&str; 9] = [
    attributes::DEPARTMENT,
    "title",
    "physicalDeliveryOfficeName",
    "l",
    "co",
    "company",
    "employeeID",
    "telephoneNumber",
    "description",
];
/// The maximum length of these attributes in characters.
const LONGEST: usize = 128;

/// Validates a new user. Returns the user to insert, or every reason why it is refused.
pub fn new_user(change: &dyn WriteTx, store: &Store, body: &CreateUser, guid: &str) -> Result<NewUser, Rejection> {
    let attributes = &body.attributes.attributes;
    let mut user = Group { change, store, attributes, reasons: Reasons::default() };
    let is_enabled = user.is_enabled();
    let has_to_change = user.flag(PASSWORD_FORCE_CHANGE, false);
    let password = user.password();
    let object = match store.kind {
        StoreKind::ActiveDirectory => user.ad_user(body, guid, is_enabled)?,
        StoreKind::EntraId | StoreKind::MicrosoftGraph => user.entra_user(body, guid, is_enabled)?,
    };
    let (Some(object), Some(password), true) = (object, password, user.reasons.is_empty()) else {
        return Err(Rejection::Refused(user.reasons.into()));
    };
    let state = match (is_enabled, has_to_change) {
        (false, _) => AccountState::Disabled,
        // A password that must be changed counts as expired, because the service has no way to change it.
        (true, true) => AccountState::Expired,
        (true, false) => AccountState::Good,
    };
    Ok(NewUser { object, password: password.to_owned(), state })
}

impl<'a> Group<'a> {
    /// The password, if there is exactly one. No reason contains any of it.
    fn password(&mut self) -> Option<&'a str> {
        let mut given = self.attributes.texts(PASSWORD);
        let (Some(password), None) = (given.next(), given.next()) else {
            self.reasons.add(PASSWORD, "One password is required.");
            return None;
        };
        let length = password.chars().count();
        if length < MIN_PASSWORD {
            self.reasons.add(PASSWORD, format!("At least {MIN_PASSWORD} characters are needed."));
        } else if length > MAX_PASSWORD {
            self.reasons.add(PASSWORD, format!("At most {MAX_PASSWORD} characters are allowed."));
        } else if password.chars().any(char::is_control) {
            self.reasons.add(PASSWORD, "Control characters are not allowed.");
        }
        Some(password)
    }

    /// The value of an attribute that must be "true" or "false".
    fn flag(&mut self, name: &str, default: bool) -> bool {
        let Some(text) = self.first(name) else { return default };
        flag(text).unwrap_or_else(|| {
            self.reasons.add(name, format!("{text} is neither true nor false."));
            default
        })
    }

    /// Adds reasons for attributes that the schema does not have, that the caller may not set, or that have too many
    /// values.
    fn attributes_of_user(&mut self, known: &[&str]) {
        for (name, values) in self.attributes.iter() {
            // None of these is stored, so none is in the schema.
            let is_ad = self.store.kind == StoreKind::ActiveDirectory;
            let is_of_account = is_ad && among(&[AD_ACCOUNT_DISABLED, AD_PASSWORD_NEVER_EXPIRES], name);
            if is_of_account || among(&[PASSWORD, PASSWORD_FORCE_CHANGE], name) {
                continue;
            }
            match schema::attribute(name) {
                None => self.reasons.unknown(name),
                Some(_) if !among(known, name) && !among(&KEPT, name) => {
                    self.reasons.add(name, format!("{name} cannot be set on a new user."));
                }
                Some(known) => self.reasons.count(known, values),
            }
        }
        for name in KEPT {
            let text = self.first(name).unwrap_or_default();
            self.reasons.check(name, names::check_text(text, LONGEST));
        }
    }

    /// Checks a first or last name, which may be missing.
    fn person_name(&mut self, attribute: &str) {
        let name = self.first(attribute).unwrap_or_default();
        self.reasons.check(attribute, names::check_person_name(name));
    }

    /// The values of attributes that are stored unchanged.
    fn kept(&self, names: &[&'static str]) -> Vec<(&'static str, String)> {
        let own = |name: &&'static str| self.first(name).map(|text| (*name, text.to_owned()));
        names.iter().chain(&KEPT).filter_map(own).collect()
    }
}
