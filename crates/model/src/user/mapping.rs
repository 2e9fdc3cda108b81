//! Assigns the columns of a table to fields.

use super::{UserField, UserForm};
use crate::config::StoreConfig;
use crate::names::to_ascii;
use crate::wire::attributes;

/// For each column, the field that it holds; `None` if it is ignored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping(Vec<Option<UserField>>);

/// Column headings in English, in German and in LDAP, reduced to lower-case letters and digits.
const NAMES: &[(&str, UserField)] = &[
    ("firstname", UserField::FirstName),
    ("givenname", UserField::FirstName),
    ("forename", UserField::FirstName),
    ("vorname", UserField::FirstName),
    ("rufname", UserField::FirstName),
    ("lastname", UserField::LastName),
    ("surname", UserField::LastName),
    ("familyname", UserField::LastName),
    ("sn", UserField::LastName),
    ("nachname", UserField::LastName),
    ("familienname", UserField::LastName),
    ("zuname", UserField::LastName),
    ("displayname", UserField::DisplayName),
    ("fullname", UserField::DisplayName),
    ("cn", UserField::DisplayName),
    ("commonname", UserField::DisplayName),
    ("anzeigename", UserField::DisplayName),
    ("vollstaendigername", UserField::DisplayName),
    ("logonname", UserField::LogonName),
    ("login", UserField::LogonName),
    ("loginname", UserField::LogonName),
    ("username", UserField::LogonName),
    ("userprincipalname", UserField::LogonName),
    ("upn", UserField::LogonName),
    ("anmeldename", UserField::LogonName),
    ("benutzername", UserField::LogonName),
    ("upnsuffix", UserField::UpnSuffix),
    ("suffix", UserField::UpnSuffix),
    ("samaccountname", UserField::Sam),
    ("sam", UserField::Sam),
    ("logonnameprewindows2000", UserField::Sam),
    ("anmeldenamevorwindows2000", UserField::Sam),
    ("anmeldenamepraewindows2000", UserField::Sam),
    (attributes::MAIL, UserField::Mail),
    ("email", UserField::Mail),
    ("emailaddress", UserField::Mail),
    ("mailaddress", UserField::Mail),
    ("emailadresse", UserField::Mail),
    ("mailadresse", UserField::Mail),
    ("container", UserField::Container),
    ("ou", UserField::Container),
    ("organizationalunit", UserField::Container),
    ("organisationseinheit", UserField::Container),
    ("directoryrole", UserField::DirectoryRole),
    ("role", UserField::DirectoryRole),
    ("rolle", UserField::DirectoryRole),
    ("verzeichnisrolle", UserField::DirectoryRole),
];

fn folded(name: &str) -> String {
    let ascii = to_ascii(name).to_ascii_lowercase();
    ascii.chars().filter(char::is_ascii_alphanumeric).collect()
}

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

    /// Guesses the fields from the headings. Each field is assigned to the first column that fits.
    pub fn guess(header: &[String], store: &StoreConfig) -> Self {
        let targets = Self::targets(store);
        let mut found = Self(vec![None; header.len()]);
        for (at, name) in header.iter().enumerate() {
            let field = Self::of_name(name, store).filter(|field| targets.contains(field));
            if field.as_ref().is_some_and(|field| found.column(field).is_none()) {
                found.0[at] = field;
            }
        }
        // "Name" means the last name beside a column of first names, otherwise the whole name.
        let beside = found.column(&UserField::FirstName).is_some() && found.column(&UserField::LastName).is_none();
        let meant = if beside { UserField::LastName } else { UserField::DisplayName };
        let bare = header.iter().position(|name| folded(name) == "name");
        if let Some(at) = bare.filter(|_| found.column(&meant).is_none() && targets.contains(&meant)) {
            found.0[at] = Some(meant);
        }
        found
    }

    fn of_name(name: &str, store: &StoreConfig) -> Option<UserField> {
        let wanted = folded(name);
        if let Some((_, field)) = NAMES.iter().find(|(own, _)| *own == wanted) {
            return Some(field.clone());
        }
        let called = |attribute: &&String| {
            let labels = store.attributes.iter().filter(|own| own.name.eq_ignore_ascii_case(attribute));
            let mut labels = labels.flat_map(|own| own.label.values());
            !wanted.is_empty() && (folded(attribute) == wanted || labels.any(|label| folded(label) == wanted))
        };
        store.users.profile.iter().find(called).cloned().map(UserField::Profile)
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
