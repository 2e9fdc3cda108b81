//! The types of objects that a smart group finds (`IMSGObjectTypes`): a list of codes, one entry each (part A of the
//! contract; assumption A-22).

use super::lenient::{Member, Unreadable};
use super::object::ObjectKind;
use serde_json::Value;

/// One type of objects, by its code in `IMSGObjectTypes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ObjectType {
    UserWithMailbox = 1,
    UserWithExternalMail = 2,
    ContactWithExternalMail = 3,
    MailEnabledGroup = 4,
    MailEnabledPublicFolder = 5,
    /// Any user, with or without a mailbox.
    User = 6,
    Contact = 7,
    Group = 8,
    Workstation = 9,
    Server = 10,
    DomainController = 11,
}

impl ObjectType {
    /// Every type, in the order in which people read them.
    pub const ALL: [Self; 11] = [
        Self::User,
        Self::UserWithMailbox,
        Self::UserWithExternalMail,
        Self::Group,
        Self::MailEnabledGroup,
        Self::Contact,
        Self::ContactWithExternalMail,
        Self::MailEnabledPublicFolder,
        Self::Workstation,
        Self::Server,
        Self::DomainController,
    ];

    /// The code that is sent.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The type with that code; `None` if it is not in the table.
    pub fn from_code(text: &str) -> Option<Self> {
        let code: u8 = text.trim().parse().ok()?;
        Self::ALL.into_iter().find(|own| own.code() == code)
    }

    /// The kind of directory object that it is.
    pub fn kind(self) -> ObjectKind {
        match self {
            Self::User | Self::UserWithMailbox | Self::UserWithExternalMail => ObjectKind::User,
            Self::Group | Self::MailEnabledGroup => ObjectKind::Group,
            Self::Contact | Self::ContactWithExternalMail => ObjectKind::Contact,
            Self::MailEnabledPublicFolder => ObjectKind::Other,
            Self::Workstation | Self::Server | Self::DomainController => ObjectKind::Computer,
        }
    }
}

/// A set of types of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ObjectTypes(u16);

impl ObjectTypes {
    pub const NONE: Self = Self(0);
    /// Users, who can sign in.
    pub const USERS: Self = Self::only(ObjectType::User);
    pub const GROUPS: Self = Self::only(ObjectType::Group);
    /// Contacts: people who cannot sign in.
    pub const CONTACTS: Self = Self::only(ObjectType::Contact);
    /// Workstations, servers and domain controllers.
    pub const COMPUTERS: Self = Self(
        Self::only(ObjectType::Workstation).0
            | Self::only(ObjectType::Server).0
            | Self::only(ObjectType::DomainController).0,
    );

    /// The set of one type.
    pub const fn only(one: ObjectType) -> Self {
        Self(1 << one as u16)
    }

    /// The types that together are all objects of a kind; none for a kind that no type is about.
    pub fn of_kind(kind: ObjectKind) -> Self {
        match kind {
            ObjectKind::User => Self::USERS,
            ObjectKind::Group => Self::GROUPS,
            ObjectKind::Contact => Self::CONTACTS,
            ObjectKind::Computer => Self::COMPUTERS,
            ObjectKind::Other => Self::NONE,
        }
    }

    /// Reads the entries of `IMSGObjectTypes`. Entries that are not in the table are returned as they are: they have to
    /// be kept.
    pub fn from_wire<'a>(entries: impl Iterator<Item = &'a str>) -> (Self, Vec<String>) {
        let mut unknown = Vec::new();
        let mut found = Self::NONE;
        for entry in entries.map(str::trim).filter(|entry| !entry.is_empty()) {
            match ObjectType::from_code(entry) {
                Some(known) => found = found.set(Self::only(known), true),
                None => unknown.push(entry.to_owned()),
            }
        }
        (found, unknown)
    }

    /// The codes to send, one per entry, in ascending order.
    pub fn wire(self) -> Vec<String> {
        let mut codes: Vec<u8> = self.types().map(ObjectType::code).collect();
        codes.sort_unstable();
        codes.into_iter().map(|code| code.to_string()).collect()
    }

    /// These types with those that they include: users with mailboxes are users.
    #[must_use]
    pub fn with_narrower(self) -> Self {
        let narrower = ObjectType::ALL.into_iter().filter(|own| {
            let plain = Self::of_kind(own.kind());
            !plain.is_empty() && self.has(plain)
        });
        narrower.fold(self, |all, own| all.set(Self::only(own), true))
    }

    /// The types that both sets find, each as narrow as the narrower of the two.
    #[must_use]
    pub fn common(self, others: Self) -> Self {
        let both = self.with_narrower().and(others.with_narrower());
        let is_implied = |own: &ObjectType| {
            let plain = Self::of_kind(own.kind());
            plain != Self::only(*own) && !plain.has(Self::only(*own)) && !plain.is_empty() && both.has(plain)
        };
        both.types().filter(|own| !is_implied(own)).fold(Self::NONE, |all, own| all.set(Self::only(own), true))
    }

    /// The types of this kind of directory object among these.
    #[must_use]
    pub fn of(self, kind: ObjectKind) -> Self {
        self.types().filter(|own| own.kind() == kind).fold(Self::NONE, |all, own| all.set(Self::only(own), true))
    }

    /// Whether no type is chosen.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of `those` are chosen.
    pub fn has(self, those: Self) -> bool {
        self.0 & those.0 == those.0
    }

    /// The types that are in both.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// Adds or removes these types.
    #[must_use]
    pub fn set(self, those: Self, on: bool) -> Self {
        if on { Self(self.0 | those.0) } else { Self(self.0 & !those.0) }
    }

    /// The chosen types, in the order in which people read them.
    pub fn types(self) -> impl Iterator<Item = ObjectType> {
        ObjectType::ALL.into_iter().filter(move |own| self.has(Self::only(*own)))
    }
}

/// Users, as in the samples.
impl Default for ObjectTypes {
    fn default() -> Self {
        Self::USERS
    }
}

/// The codes of the wire, in drafts.
impl Member for ObjectTypes {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        let codes = Vec::<String>::read(value)?;
        let (found, unknown) = Self::from_wire(codes.iter().map(String::as_str));
        if unknown.is_empty() { Ok(found) } else { Err(Unreadable::here("types of objects", value)) }
    }
    fn write(&self) -> Option<Value> {
        self.wire().write()
    }
}
