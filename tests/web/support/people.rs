//! A directory for the pages that create users: it finds users by name, reads one, and creates one whose names are
//! free.

use super::samples::config;
use super::{Reply, Sent, Service};
use model::wire::{AttributeValue, Attributes, CreateUser, DirectoryObject, ObjectId, ObjectPage, StoreId};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The password of the tests; long, and with all kinds of characters.
pub const SECRET: &str = "Tr0ub4dor&3-horse";

/// An Active Directory store with settings for its users.
pub fn config_of_users() -> Value {
    let mut config = config();
    let store = &mut config["identityStores"][0];
    store["upnSuffixes"] = json!(["demo.local", "example.org"]);
    store["users"] = json!({ "container": "OU=Sales,DC=demo,DC=local", "profile": ["department", "title"] });
    store["attributes"] = json!([
        { "name": "department", "label": { "en": "Department" } },
        { "name": "title", "label": { "en": "Title" } },
        { "name": "givenName", "label": { "en": "First name", "de": "Vorname" } },
        { "name": "sn", "label": { "en": "Last name", "de": "Nachname" } },
        { "name": "displayName", "label": { "en": "Display name" } },
        { "name": "userPrincipalName", "label": { "en": "Logon name" } },
        { "name": "password", "label": { "en": "Password" }, "inRules": false, "synonyms": ["passwordProfile"] },
    ]);
    config
}

/// A user of the directory.
pub fn employee(logon: &str, name: &str) -> DirectoryObject {
    let upn = format!("{logon}@demo.local");
    let dn = format!("CN={name},OU=Sales,DC=demo,DC=local");
    let texts = [
        ("displayName", name),
        ("name", name),
        ("sAMAccountName", logon),
        ("userPrincipalName", &upn),
        ("mail", &upn),
        ("distinguishedName", &dn),
        ("department", "Engineering"),
        ("title", "Engineer"),
        ("userAccountControl", "512"),
        ("whenCreated", "2020-01-01T00:00:00Z"),
    ];
    let mut attributes = Attributes::new();
    for (attribute, text) in texts {
        attributes.set(attribute, vec![AttributeValue::answered(text)]);
    }
    DirectoryObject::answered(ObjectId::new(format!("id-{logon}")), StoreId(2), "user", name, attributes)
}

/// The directory; clones share it.
#[derive(Clone, Default)]
pub struct Directory {
    people: Rc<RefCell<Vec<DirectoryObject>>>,
    /// How many creations succeed without an answer.
    pub silent: Rc<Cell<usize>>,
    /// How many creations fail before anything is done.
    pub refused: Rc<Cell<usize>>,
}

impl Directory {
    pub fn of(people: Vec<DirectoryObject>) -> Self {
        Self { people: Rc::new(RefCell::new(people)), ..Self::default() }
    }

    /// Adds a user without the portal.
    pub fn add(&self, who: DirectoryObject) {
        self.people.borrow_mut().push(who);
    }

    pub fn start(&self) -> Service {
        let own = self.clone();
        Service::start(move |sent| own.answer(sent))
    }

    /// The user principal names of all users, in order of creation.
    pub fn upns(&self) -> Vec<String> {
        self.people.borrow().iter().map(|who| who.first("userPrincipalName").unwrap_or_default().to_owned()).collect()
    }

    pub fn answer(&self, sent: &Sent) -> Reply {
        if sent.is_token() {
            return super::samples::tokens(1, 1_200);
        }
        if sent.method == "POST" && sent.path.ends_with("/Users") {
            return self.make(&CreateUser::from_json(&sent.json()).expect("the body is one"));
        }
        if sent.path.ends_with("/Searches") {
            let mut asked = Vec::new();
            leaves(&sent.json()["criteria"], &mut asked);
            let people = self.people.borrow();
            // Without conditions on attributes, all users match.
            let meant = |who: &&DirectoryObject| asked.is_empty() || asked.iter().any(|leaf| meets(who, leaf));
            let found: Vec<_> = people.iter().filter(meant).cloned().collect();
            return Reply::Json(200, ObjectPage::of(found.len() as i64, found).to_json());
        }
        let id = sent.path.rsplit('/').next().unwrap_or_default();
        match self.people.borrow().iter().find(|who| who.id.as_str() == id) {
            Some(who) if sent.method == "GET" => Reply::Json(200, who.to_json()),
            _ => Reply::Json(404, json!({ "message": "not here" })),
        }
    }

    fn make(&self, body: &CreateUser) -> Reply {
        let text = |name: &str| body.attributes.attributes.first(name).unwrap_or_default().to_owned();
        let upn = text("userPrincipalName");
        if take_one(&self.refused) {
            return Reply::Json(503, json!({ "message": "busy" }));
        }
        let taken = self.upns().iter().any(|own| own.eq_ignore_ascii_case(&upn));
        if taken || upn.starts_with("refused") {
            let why = json!({ "userPrincipalName": "Somebody has this logon name." });
            return Reply::Json(
                200,
                json!({ "status": 1, "message": "Refused.", "exceptionMessagesAttributeWise": why }),
            );
        }
        let logon = upn.split('@').next().unwrap_or_default().to_owned();
        let mut made = employee(&logon, &text("displayName"));
        if let Some(bag) = match &mut made.attributes_business_object {
            model::wire::Nullable::Is(bag) => Some(bag),
            _ => None,
        } {
            bag.attributes.set("sAMAccountName", vec![AttributeValue::answered(text("samAccountName"))]);
            let now = String::from(js_sys::Date::new_0().to_iso_string());
            bag.attributes.set("whenCreated", vec![AttributeValue::answered(now)]);
        }
        let id = made.id.as_str().to_owned();
        self.people.borrow_mut().push(made);
        if take_one(&self.silent) { Reply::Failure } else { Reply::Json(200, json!({ "status": 0, "data": id })) }
    }
}

fn take_one(left: &Cell<usize>) -> bool {
    let some = left.get() > 0;
    left.set(left.get().saturating_sub(1));
    some
}

/// Attribute, operator and value of all conditions except those on object classes.
fn leaves(criterion: &Value, into: &mut Vec<(String, String, String)>) {
    let text = |name: &str| criterion[name].as_str().unwrap_or_default().to_owned();
    let attribute = text("attribute");
    if !attribute.is_empty() && !attribute.eq_ignore_ascii_case("objectClass") {
        into.push((attribute, text("operator"), text("value").to_lowercase()));
    }
    for child in criterion["child"].as_array().into_iter().flatten() {
        leaves(child, into);
    }
}

fn meets(who: &DirectoryObject, (attribute, operator, value): &(String, String, String)) -> bool {
    let own = who.first(attribute).unwrap_or_default().to_lowercase();
    match operator.as_str() {
        "Contains" => own.contains(value),
        "Starts With" => own.starts_with(value),
        _ => own == *value,
    }
}
