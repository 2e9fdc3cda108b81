//! Recognises what the columns of a table contain by their headings. The words are those of the store's attributes in
//! `config.json`: their names, labels and synonyms.

use super::near::mistakes;
use super::{Mapping, UserField, UserForm};
use crate::attribute::OF_USER_FIELDS;
use crate::config::StoreConfig;
use crate::names::to_ascii;
use crate::wire::attributes;

/// What the headings of a table say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guess {
    /// The fields of the columns that were recognised.
    pub mapping: Mapping,
    /// The column with passwords.
    pub password: Option<usize>,
    /// For each column, the fields that it may contain and that nobody has confirmed: its heading is spelt nearly right,
    /// or has several meanings. Empty for all others.
    pub questions: Vec<Vec<UserField>>,
}

/// A heading that is a last name beside first names, and a whole name otherwise.
const BARE_NAME: &str = "name";
/// Parts of headings, as [`folded`], whose cells are not shown to anybody.
const SECRET: [&str; 5] = ["password", "passwort", "kennwort", "passwd", "pwd"];
/// The number of fields that are offered for a heading.
const MOST_OFFERED: usize = 3;

/// Whether the cells below a heading may be passwords, whatever the column is used for.
pub fn may_be_password(heading: &str) -> bool {
    let heading = folded(heading);
    SECRET.iter().any(|part| heading.contains(part))
}

/// The text in lower-case ASCII letters and digits.
fn folded(text: &str) -> String {
    let ascii = to_ascii(text).to_ascii_lowercase();
    ascii.chars().filter(char::is_ascii_alphanumeric).collect()
}

impl Guess {
    /// Recognises the columns. `labels` are what the form calls its fields in the language of the interface; they count
    /// like the labels of attributes. Each field is assigned to one column: first by names and labels, then by synonyms,
    /// and to the first of several columns.
    pub fn of(header: &[String], store: &StoreConfig, labels: &[(UserField, String)]) -> Self {
        let words = Words::of(store, labels);
        let mut guess =
            Self { mapping: Mapping::none(header.len()), password: None, questions: vec![Vec::new(); header.len()] };
        let claims: Vec<Claim> = header.iter().map(|heading| words.claim(heading)).collect();
        for is_own in [true, false] {
            for (at, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.is_sure && claim.is_own == is_own) {
                guess.assign(at, claim.fields.first());
            }
        }
        let meant = guess.meant_by_name();
        if let Some(at) = header.iter().position(|heading| folded(heading) == BARE_NAME) {
            guess.assign(at, meant.iter().find(|field| words.targets.contains(field)));
        }
        for (at, claim) in claims.into_iter().enumerate() {
            let is_open = guess.mapping.of(at).is_none() && guess.password != Some(at);
            let fields = if claim.is_known { claim.fields } else { words.near(&header[at], guess.meant_by_name()) };
            if is_open {
                guess.questions[at] =
                    fields.into_iter().filter(|field| guess.is_free(field)).take(MOST_OFFERED).collect();
            }
        }
        guess
    }

    /// Assigns a field to a column, if neither has another one yet.
    fn assign(&mut self, at: usize, field: Option<&UserField>) {
        let is_open = self.mapping.of(at).is_none() && self.password != Some(at);
        let Some(field) = field.filter(|field| is_open && self.is_free(field)) else { return };
        if *field == UserField::Password {
            self.password = Some(at);
        } else {
            self.mapping.set(at, Some(field.clone()));
        }
    }

    fn is_free(&self, field: &UserField) -> bool {
        match field {
            UserField::Password => self.password.is_none(),
            field => self.mapping.column(field).is_none(),
        }
    }

    /// What a column "Name" contains: the last name beside a column of first names, otherwise the whole name.
    fn meant_by_name(&self) -> Option<UserField> {
        let beside = !self.is_free(&UserField::FirstName) && self.is_free(&UserField::LastName);
        let meant = if beside { UserField::LastName } else { UserField::DisplayName };
        Some(meant).filter(|meant| self.is_free(meant))
    }
}

/// What a heading means.
#[derive(Default)]
struct Claim {
    /// The fields, in the order of the form.
    fields: Vec<UserField>,
    /// Whether the first field can be assigned without asking.
    is_sure: bool,
    /// Whether the heading is the field's name or label, not a synonym.
    is_own: bool,
    /// Whether the heading is a word of the table, even if the form has no such field.
    is_known: bool,
}

struct Word {
    text: String,
    /// The field; none if the form does not ask for the attribute.
    field: Option<UserField>,
    /// Whether it is a name or a label, not a synonym.
    is_own: bool,
}

/// The words of a store.
struct Words {
    all: Vec<Word>,
    /// The fields that a column can contain.
    targets: Vec<UserField>,
}

impl Words {
    fn of(store: &StoreConfig, labels: &[(UserField, String)]) -> Self {
        let mut targets = Mapping::targets(store);
        targets.extend(UserForm::of(store.kind).asks(&UserField::Password).then_some(UserField::Password));
        let mut words = Self { all: Vec::new(), targets };
        for attribute in &store.attributes {
            let field = words.field_of(&attribute.name);
            for own in std::iter::once(&attribute.name).chain(attribute.label.values()) {
                words.add(own, field.clone(), true);
            }
            for synonym in &attribute.synonyms {
                words.add(synonym, field.clone(), false);
            }
        }
        for name in OF_USER_FIELDS {
            words.add(name, words.field_of(name), true);
        }
        for (field, label) in labels {
            words.add(label, Some(field.clone()).filter(|field| words.targets.contains(field)), true);
        }
        words
    }

    fn add(&mut self, text: &str, field: Option<UserField>, is_own: bool) {
        let text = folded(text);
        if !text.is_empty() && text != BARE_NAME {
            self.all.push(Word { text, field, is_own });
        }
    }

    /// The field whose column has the values of an attribute; none if the form does not ask for it.
    fn field_of(&self, attribute: &str) -> Option<UserField> {
        let of_profile =
            |field: &&UserField| matches!(field, UserField::Profile(name) if name.eq_ignore_ascii_case(attribute));
        match UserField::filled_by(attribute) {
            // An alias or a list of addresses belongs to this field when the service rejects it, but is no address.
            Some(UserField::Mail) if !attribute.eq_ignore_ascii_case(attributes::MAIL) => None,
            Some(field) => self.targets.contains(&field).then_some(field),
            None => self.targets.iter().find(of_profile).cloned(),
        }
    }

    /// The meaning of a heading. In `Name [displayName] Required`, as Microsoft's templates write it, the attribute in
    /// brackets decides.
    fn claim(&self, heading: &str) -> Claim {
        let within = bracketed(heading).map(|(_, within)| folded(within)).filter(|within| !within.is_empty());
        let text = within.unwrap_or_else(|| folded(heading));
        let of = |is_own: bool| -> Vec<&Word> {
            self.all.iter().filter(|word| word.is_own == is_own && word.text == text).collect()
        };
        let (own, synonyms) = (of(true), of(false));
        let is_own = !own.is_empty();
        let decisive = if is_own { &own } else { &synonyms };
        let fields = self.in_order(decisive);
        let is_elsewhere = decisive.iter().any(|word| word.field.is_none());
        // Of the form's own fields, the later ones are derived from the first one.
        let is_one = fields.len() == 1 || !fields.iter().any(|field| matches!(field, UserField::Profile(_)));
        let is_sure = !fields.is_empty() && !is_elsewhere && is_one;
        let fields = if fields.is_empty() { self.in_order(&synonyms) } else { fields };
        Claim { fields, is_sure, is_own, is_known: !decisive.is_empty() || text == BARE_NAME }
    }

    fn in_order(&self, words: &[&Word]) -> Vec<UserField> {
        let has = |field: &&UserField| words.iter().any(|word| word.field.as_ref() == Some(field));
        self.targets.iter().filter(has).cloned().collect()
    }

    /// The fields that a heading may mean that is no word of the table: by what stands before a bracket, by a word that
    /// is spelt nearly the same, or as a password.
    fn near(&self, heading: &str, by_name: Option<UserField>) -> Vec<UserField> {
        let before = bracketed(heading).map(|(before, _)| before);
        let before = before.or_else(|| heading.split_once('(').map(|(before, _)| before)).map(folded);
        if before.as_deref() == Some(BARE_NAME) {
            return by_name.into_iter().collect();
        }
        let same: Vec<&Word> = self.all.iter().filter(|word| before.as_ref() == Some(&word.text)).collect();
        if !same.is_empty() {
            return self.in_order(&same);
        }
        let texts: Vec<String> = before.into_iter().chain([folded(heading)]).collect();
        let off = |word: &str| texts.iter().filter_map(|text| mistakes(text, word)).min();
        let found: Vec<(usize, &Word)> = self.all.iter().filter_map(|word| Some((off(&word.text)?, word))).collect();
        let least = found.iter().map(|(off, _)| *off).min();
        if let Some(by_name) = by_name.filter(|_| off(BARE_NAME).is_some() && least.is_none_or(|least| least > 1)) {
            return vec![by_name];
        }
        let nearest: Vec<&Word> = found.iter().filter(|(off, _)| Some(*off) == least).map(|(_, word)| *word).collect();
        if nearest.is_empty() && may_be_password(heading) {
            return self.targets.iter().filter(|field| **field == UserField::Password).cloned().collect();
        }
        self.in_order(&nearest)
    }
}

/// The text before the first square bracket, and the text within it.
fn bracketed(heading: &str) -> Option<(&str, &str)> {
    let (before, rest) = heading.split_once('[')?;
    Some((before, rest.split_once(']')?.0))
}
