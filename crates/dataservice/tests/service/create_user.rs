//! New users: what the seed says, what the rules refuse, and where the password is not.

use super::cases::{self, Case};
use super::support::{EXTENSIONS, STORE, Server, seed, user, values};
use crate::in_store;
use argon2::Argon2;
use model::config::{Config, StoreConfig};
use model::user::{Password, UserDraft};
use rusqlite::Connection;
use serde_json::{Map, Value, json};

pub const CASES: &[Case] = &[Case { method: "POST", template: in_store!("Users"), run: create }];

#[test]
fn routes() {
    cases::run(CASES);
}

const ENTRA: &str = "/GroupIDDataService/api/IdentityStores/3";

fn config(at: usize) -> StoreConfig {
    let document: Value = serde_json::from_str(include_str!("../../assets/config.json")).unwrap();
    Config::read(&document).unwrap().identity_stores.swap_remove(at)
}

/// A body of Active Directory with other attributes; null takes one away.
fn body(attributes: Value) -> Value {
    let store = config(0);
    let mut draft = UserDraft::new(&store);
    draft.change_password = false;
    draft.first_name = "Nora".to_owned();
    draft.last_name = "Newman".to_owned();
    let mut body = draft.to_create(&store, &Password::new("Correct-Horse-9")).unwrap().to_json();
    let bag = body["Attributes"]["attributesCollection"].as_object_mut().unwrap();
    set(bag, attributes, |value| json!({ "value": value, "action": 0 }));
    body
}

/// The sample's body with other attributes.
fn sample(attributes: Value) -> Value {
    let mut body = seed("create-entra-user.request");
    let bag = body["Attributes"]["AttributesCollection"].as_object_mut().unwrap();
    set(bag, attributes, |value| json!({ "Value": value, "Action": 1 }));
    body
}

fn set(bag: &mut Map<String, Value>, attributes: Value, entry: fn(&Value) -> Value) {
    for (attribute, value) in attributes.as_object().unwrap() {
        match value {
            Value::Null => drop(bag.remove(attribute)),
            Value::Array(entries) => drop(bag.insert(attribute.clone(), json!(entries))),
            value => drop(bag.insert(attribute.clone(), json!([entry(value)]))),
        }
    }
}

fn create(server: &Server) {
    let answer = server.post(&format!("{STORE}/Users"), &body(json!({ "title": "Pilot" }))).ok();
    assert_eq!(answer["status"], 0, "{answer}");
    assert_eq!(answer["currentDirectoryServer"], "DC.demo.local");
    let (id, dn) = user(server, "nora.newman");
    assert_eq!(answer["data"], id);
    assert_eq!(dn, "CN=Nora Newman,OU=People,DC=demo,DC=local");
    let found = server.get(&format!("{STORE}/Users/{id}")).ok();
    for (attribute, value) in [
        ("displayName", "Nora Newman"),
        ("name", "Nora Newman"),
        ("givenName", "Nora"),
        ("sn", "Newman"),
        ("userPrincipalName", "nora.newman@demo.local"),
        ("mail", "nora.newman@demo.local"),
        ("proxyAddresses", "SMTP:nora.newman@demo.local"),
        ("title", "Pilot"),
        ("userAccountControl", "512"),
    ] {
        assert_eq!(values(&found, attribute), [value], "{attribute}");
    }
    assert!(!found.to_string().contains("Correct-Horse"));
    server.ask_token("nora.newman@demo.local", "Correct-Horse-9", "2").ok();
    server.ask_token("nora.newman", "correct-horse-9", "2").error_of("invalid_username_or_password");
}

impl super::support::Reply {
    /// A refused sign-in.
    fn error_of(&self, description: &str) {
        assert_eq!((self.status, &self.json()["error_description"]), (400, &json!(description)));
    }
}

#[test]
fn a_new_users_password_is_hashed_with_argon2id() {
    let mut path = std::path::PathBuf::new();
    let server = Server::with(|options| path.clone_from(&options.store));
    server.post(&format!("{STORE}/Users"), &body(json!({}))).ok();
    let database = Connection::open(path).unwrap();
    let mut accounts = database.prepare("SELECT scheme, salt, hash FROM accounts").unwrap();
    let accounts = accounts.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let accounts: Vec<(i64, Vec<u8>, Vec<u8>)> = accounts.map(Result::unwrap).collect();
    // The demo's accounts, whose passwords stand in the README, have the fast scheme 0.
    let new: Vec<_> = accounts.iter().filter(|(scheme, ..)| *scheme != 0).collect();
    assert!(accounts.len() > new.len(), "the demo has accounts");
    let [(1, salt, hash)] = new[..] else { panic!("expected one account of scheme 1, found {new:?}") };
    let mut expected = [0; 32];
    Argon2::default().hash_password_into(b"Correct-Horse-9", salt, &mut expected).unwrap();
    assert_eq!(hash[..], expected);
    assert!(salt.len() >= 16, "{salt:?}");
}

#[test]
fn the_sample_is_answered_as_the_sample() {
    let server = Server::new();
    let mut answer = server.post(&format!("{ENTRA}/Users"), &sample(json!({}))).ok();
    let id = answer["data"].as_str().unwrap().to_owned();
    let expected = seed("create-entra-user.response");
    answer["data"] = expected["data"].clone();
    assert_eq!(answer, expected);
    let found = server.get(&format!("{ENTRA}/Users/{id}")).ok();
    for (attribute, value) in [
        ("displayName", "Conway,Latham"),
        ("givenName", "Conway"),
        ("surname", "Latham"),
        ("userPrincipalName", "lathamconway@5cjshm.onmicrosoft.com"),
        ("mailNickname", "lathamconway"),
        ("accountenabled", "true"),
        ("directoryrole", "User"),
    ] {
        assert_eq!(values(&found, attribute), [value], "{attribute}");
    }
    assert!(!found.to_string().contains("password123"));
    server.ask_token("lathamconway@5cjshm.onmicrosoft.com", "password123", "3").ok();
    // The name is taken now, in any letter case.
    let again = sample(json!({ "LogonName": "LathamConway", "userprincipalname": "lathamconway" }));
    let refused = server.post(&format!("{ENTRA}/Users"), &again).ok();
    assert_eq!((refused["status"].as_i64(), &refused["errorCode"]), (Some(1), &json!("ObjectAlreadyExists")));
    assert!(refused["exceptionMessagesAttributeWise"]["LogonName"].is_string(), "{refused}");
}

#[test]
fn who_cannot_sign_in_yet_is_told_why() {
    let server = Server::new();
    for (logon, more, why) in [
        ("n0", json!({ "AccountDisabled": "true" }), "account_disabled"),
        ("n1", json!({ "userAccountControl": "514" }), "account_disabled"),
        ("n2", json!({ "PasswordForceChange": "true" }), "password_expired"),
        ("n3", json!({ "userAccountControl": "514", "PasswordForceChange": "true" }), "account_disabled"),
    ] {
        let names = json!({ "CN": logon, "samAccountName": logon, "userPrincipalName": format!("{logon}@demo.local"),
            "mail": null, "proxyAddresses": null });
        let mut body = body(names);
        let bag = body["Attributes"]["attributesCollection"].as_object_mut().unwrap();
        set(bag, more, |value| json!({ "value": value, "action": 0 }));
        assert_eq!(server.post(&format!("{STORE}/Users"), &body).ok()["status"], 0);
        server.ask_token(logon, "Correct-Horse-9", "2").error_of(why);
    }
}

/// The vendor's names are mapped to the bits that a directory holds.
#[test]
fn account_options_are_bits_of_user_account_control() {
    let server = Server::new();
    for (logon, more, control) in [
        ("n1", json!({ "AccountDisabled": "false", "PasswordNeverExpires": "False" }), "512"),
        ("n2", json!({ "AccountDisabled": "True" }), "514"),
        ("n3", json!({ "PasswordNeverExpires": "true" }), "66048"),
        ("n4", json!({ "AccountDisabled": "true", "PasswordNeverExpires": "true" }), "66050"),
    ] {
        let mut attributes = json!({ "CN": logon, "samAccountName": logon,
            "userPrincipalName": format!("{logon}@demo.local"), "mail": null, "proxyAddresses": null });
        attributes.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(server.post(&format!("{STORE}/Users"), &body(attributes)).ok()["status"], 0, "{logon}");
        let found = server.get(&format!("{STORE}/Users/{logon}")).ok();
        assert_eq!(values(&found, "userAccountControl"), [control], "{logon}");
        for name in ["AccountDisabled", "PasswordNeverExpires"] {
            assert!(found["attributesBusinessObject"]["attributesCollection"].get(name).is_none(), "{name}");
        }
    }
    only(&server, STORE, "AccountDisabled", &body(json!({ "AccountDisabled": "maybe" })));
    let both = json!({ "PasswordNeverExpires": "true", "PasswordForceChange": "true" });
    only(&server, STORE, "PasswordNeverExpires", &body(both));
    // Entra ID does not know these names.
    only(&server, ENTRA, "AccountDisabled", &sample(json!({ "AccountDisabled": "true" })));
}

/// Refused for that attribute and for no other.
fn only(server: &Server, store: &str, attribute: &str, body: &Value) {
    let answer = server.post(&format!("{store}/Users"), body).ok();
    assert_eq!((answer["status"].as_i64(), &answer["data"]), (Some(1), &Value::Null), "{body} was accepted");
    let reasons = answer["exceptionMessagesAttributeWise"].as_object().unwrap();
    assert_eq!(reasons.keys().collect::<Vec<_>>(), [attribute], "{reasons:?} for {body}");
}

#[test]
fn rules_of_active_directory() {
    let server = Server::new();
    let only = |attribute: &str, attributes: Value| only(&server, STORE, attribute, &body(attributes));
    only("sAMAccountName", json!({ "samAccountName": "OLIVIA.owner" }));
    only("sAMAccountName", json!({ "samAccountName": "x".repeat(21) }));
    only("sAMAccountName", json!({ "samAccountName": null }));
    only("userPrincipalName", json!({ "userPrincipalName": "Olivia.Owner@DEMO.local" }));
    only("userPrincipalName", json!({ "userPrincipalName": "nora" }));
    only("userPrincipalName", json!({ "userPrincipalName": null }));
    only("mail", json!({ "mail": "olivia.owner@demo.local", "proxyAddresses": null }));
    only("mail", json!({ "mail": "nora@", "proxyAddresses": null }));
    only("proxyAddresses", json!({ "proxyAddresses": "smtp:olivia.owner@demo.local" }));
    only("proxyAddresses", json!({ "proxyAddresses": "SMTP:else@demo.local" }));
    only("proxyAddresses", json!({ "proxyAddresses": "X500:/o=x" }));
    let two = json!([{ "value": "SMTP:nora.newman@demo.local" }, { "value": "SMTP:nora@demo.local" }]);
    only("proxyAddresses", json!({ "proxyAddresses": two }));
    only("CN", json!({ "CN": null }));
    only("CN", json!({ "CN": "x".repeat(65) }));
    only("name", json!({ "name": "else" }));
    only("givenName", json!({ "givenName": "x".repeat(65) }));
    only("sn", json!({ "sn": "a\tb" }));
    only("objectClass", json!({ "objectClass": "group" }));
    only("objectClass", json!({ "objectClass": null }));
    only("userAccountControl", json!({ "userAccountControl": "66048" }));
    only("title", json!({ "title": "x".repeat(129) }));
    only("title", json!({ "title": [{ "value": "one" }, { "value": "two" }] }));
    only("shoeSize", json!({ "shoeSize": "9" }));
    only("memberOf", json!({ "memberOf": "CN=Domain Admins" }));
    only("accountenabled", json!({ "accountenabled": "true" }));
    only("PasswordForceChange", json!({ "PasswordForceChange": "maybe" }));
    for password in ["1234567", "", "x\u{7}xxxxxxx"] {
        only("Password", json!({ "Password": password }));
    }
    only("Password", json!({ "Password": "x".repeat(257) }));
    only("Password", json!({ "Password": [{ "value": "12345678" }, { "value": "abcdefgh" }] }));
    only("Password", json!({ "Password": null }));
    let mut elsewhere = body(json!({}));
    elsewhere["Container"] = json!("OU=Nowhere,DC=demo,DC=local");
    super::create_user::only(&server, STORE, "Container", &elsewhere);
    // A common name is unique within its container.
    assert_eq!(server.post(&format!("{STORE}/Users"), &body(json!({}))).ok()["status"], 0);
    let other =
        json!({ "samAccountName": "n2", "userPrincipalName": "n2@demo.local", "mail": null, "proxyAddresses": null });
    only("CN", other);
}

#[test]
fn rules_of_entra_id() {
    let server = Server::new();
    let only = |attribute: &str, attributes: Value| only(&server, ENTRA, attribute, &sample(attributes));
    only("displayName", json!({ "displayname": null }));
    only("displayName", json!({ "displayname": "x".repeat(257) }));
    only("LogonName", json!({ "LogonName": null, "userprincipalname": null }));
    only("LogonName", json!({ "LogonName": "jörg", "userprincipalname": "jörg" }));
    only("LogonName", json!({ "LogonName": "olivia.owner", "userprincipalname": "" }));
    only("UPNSuffix", json!({ "UPNSuffix": "demo.local" }));
    only("UPNSuffix", json!({ "UPNSuffix": null }));
    only("userPrincipalName", json!({ "userprincipalname": "else" }));
    only("mailNickname", json!({ "mailnickname": "a b" }));
    only("directoryrole", json!({ "directoryrole": null }));
    only("directoryrole", json!({ "directoryrole": [{ "Value": "User", "AttributeCollection": { "id": "1" } }] }));
    let id = "a0b1b346-4d3e-4e8b-98f8-753987be4970";
    let other = json!([{ "Value": "Global Administrator", "AttributeCollection": { "id": id } }]);
    only("directoryrole", json!({ "directoryrole": other }));
    only("accountenabled", json!({ "accountenabled": "perhaps" }));
    only("objectClass", json!({ "objectclass": "2" }));
    only("ContainerDistinguishedName", json!({ "ContainerDistinguishedName": "DC=demo,DC=local" }));
    only("samAccountName", json!({ "samAccountName": "lathamconway" }));
    only("mail", json!({ "mail": "l@5cjshm.onmicrosoft.com" }));
    only("Password", json!({ "Password": "short" }));
    let mut known = sample(json!({}));
    known["ObjectIdentity"] = json!(id);
    super::create_user::only(&server, ENTRA, "ObjectIdentity", &known);
    let mut other_store = sample(json!({}));
    other_store["IdentityStoreID"] = json!(2);
    let message = server.post(&format!("{ENTRA}/Users"), &other_store).error(400);
    assert!(message.starts_with("IdentityStoreID"), "{message}");
}

/// Neither the journal nor an answer nor the directory holds a password, and no refusal says it.
#[test]
fn a_password_is_nowhere() {
    let mut file = std::path::PathBuf::new();
    let server = Server::with(|options| file.clone_from(&options.store));
    let bodies = [
        (STORE, body(json!({ "Password": "Hidden-Horse-1" }))),
        (STORE, body(json!({ "Password": "Hidden-Horse-2", "samAccountName": "*" }))),
        (ENTRA, sample(json!({ "Password": "Hidden-Horse-3" }))),
        (ENTRA, sample(json!({ "pASSWORD": "Hidden\u{7}4", "Password": null }))),
    ];
    for (store, body) in &bodies {
        let answer = server.post(&format!("{store}/Users"), body);
        assert!(!answer.text.contains("Hidden"), "{}", answer.text);
    }
    // What cannot be read is not repeated either.
    let broken = r#"{"Attributes": {"AttributesCollection": {"Password": [{"Value": "Hidden-Horse-5""#;
    let reply = server.try_send("POST", &format!("{STORE}/Users"), "application/json", Some(broken), &[]).unwrap();
    assert!(!reply.error(400).contains("Hidden"));
    let odd = json!({ "Attributes": { "AttributesCollection": { "Password": [{ "Action": "Hidden-Horse-6" }] } } });
    assert!(!server.post(&format!("{STORE}/Users"), &odd).error(400).contains("Hidden"));
    let journal = server.get(&format!("{EXTENSIONS}/journal")).text;
    assert!(!journal.contains("Hidden"), "a password is in the journal");
    assert!(journal.contains("Nora") && journal.contains("lathamconway"));
    for (store, logon) in [(STORE, "nora.newman"), (ENTRA, "lathamconway")] {
        assert!(!server.get(&format!("{store}/Users/{logon}")).ok().to_string().contains("Hidden"));
    }
    // Nor does a file: what was just written is in one of the two.
    let mut files = std::fs::read(&file).unwrap();
    file.as_mut_os_string().push("-wal");
    files.extend(std::fs::read(&file).unwrap());
    let holds = |text: &str| files.windows(text.len()).any(|bytes| bytes.eq_ignore_ascii_case(text.as_bytes()));
    assert!(holds("lathamconway") && !holds("Hidden"));
}

/// Twenty at once under one name: one is made.
#[test]
fn one_name_goes_to_one_of_many() {
    let server = Server::new();
    let body = sample(json!({})).to_string();
    let path = format!("{ENTRA}/Users");
    let made = std::thread::scope(|scope| {
        let send = || server.try_send("POST", &path, "application/json", Some(&body), &[]).unwrap().ok();
        let all: Vec<_> = (0..20).map(|_| scope.spawn(send)).collect();
        all.into_iter().map(|one| one.join().unwrap()).filter(|answer| answer["status"] == 0).count()
    });
    assert_eq!(made, 1);
}
