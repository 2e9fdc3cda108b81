//! Users: the golden rule, what a draft refuses, and what nobody may see.

mod columns;
mod files;
mod import;
mod password;

use crate::seeds::sample;
use model::config::{Config, Fault, Rule, StoreConfig};
use model::group::{DerivedText, PasswordProblem, Problem};
use model::names::NameProblem;
use model::user::{Password, REDACTED, UserDraft, UserField, UserForm};
use model::wire::{CreateUser, DirectoryObject};
use serde_json::{Value, json};

fn document() -> Value {
    json!({
        "dataService": "/GroupIDDataService", "securityService": "/GroupIDSecurityService",
        "signIn": { "method": "password", "clientId": "portal" },
        "identityStores": [{
            "id": 2, "name": "demo.local", "kind": "activeDirectory",
            "containers": [{ "dn": "OU=People,DC=demo,DC=local" }],
            "upnSuffixes": ["demo.local", "corp.demo.local"],
            "users": { "profile": ["department", "title"] },
            "attributes": [
                { "name": "department", "label": { "en": "Department", "de": "Abteilung" } },
                { "name": "title", "label": { "en": "Title", "de": "Position" } },
                { "name": "mail", "label": { "en": "E-mail" } },
                { "name": "givenName", "label": { "en": "First name", "de": "Vorname" } },
                { "name": "sn", "label": { "en": "Last name", "de": "Nachname" } },
                {
                    "name": "userPrincipalName", "label": { "en": "Logon name", "de": "Anmeldename" },
                    "synonyms": ["login", "UPN"]
                },
                { "name": "container", "label": { "en": "Container" }, "synonyms": ["OU"] },
                {
                    "name": "password", "label": { "en": "Password", "de": "Kennwort" }, "inRules": false,
                    "synonyms": ["Anfangskennwort"]
                }
            ]
        }, {
            "id": 3, "name": "5cjshm.onmicrosoft.com", "kind": "entraId",
            "containers": [{ "dn": "DC=5cjshm,DC=onmicrosoft,DC=com" }],
            "upnSuffixes": ["5cjshm.onmicrosoft.com"],
            "users": { "profile": ["department"], "password": { "minimumLength": 8, "kinds": 2 } },
            "attributes": [
                { "name": "department", "label": { "en": "Department" } },
                { "name": "givenName", "label": { "en": "First name", "de": "Vorname" } },
                { "name": "surname", "label": { "en": "Last name", "de": "Nachname" } },
                { "name": "userPrincipalName", "label": { "en": "Logon name" }, "synonyms": ["login"] },
                {
                    "name": "directoryRole", "label": { "en": "Directory role" }, "inRules": false,
                    "synonyms": ["Rolle"]
                }
            ]
        }]
    })
}

pub fn store(at: usize) -> StoreConfig {
    Config::read(&document()).unwrap().identity_stores.swap_remove(at)
}

pub const AD: usize = 0;
pub const ENTRA: usize = 1;

fn password() -> Password {
    Password::new("Correct-Horse-9")
}

fn edited(text: &str) -> DerivedText {
    DerivedText(Some(text.to_owned()))
}

fn ann(store: &StoreConfig) -> UserDraft {
    let (first_name, last_name) = ("Zoë".to_owned(), "O'Neill Müller".to_owned());
    UserDraft { first_name, last_name, ..UserDraft::new(store) }
}

#[test]
fn operation_13_equals_its_sample() {
    let store = store(ENTRA);
    let mut draft = UserDraft::new(&store);
    draft.first_name = "Conway".to_owned();
    draft.last_name = "Latham".to_owned();
    draft.display_name = edited("Conway,Latham");
    draft.logon_name = edited("lathamconway");
    assert!(draft.change_password, "whoever makes it knows the first password");
    draft.change_password = false;
    let body = draft.to_create(&store, &Password::new("password123")).unwrap();
    assert_eq!(body.to_json(), sample("create-entra-user.request"));
}

#[test]
fn an_ad_user_travels_in_camel_case() {
    let store = store(AD);
    let mut draft = ann(&store);
    draft.change_password = false;
    draft.upn_suffix = "CORP.demo.local".to_owned();
    let entry = |value: &str| json!([{ "value": value, "action": 0 }]);
    let mut expected = json!({
        "Container": "OU=People,DC=demo,DC=local",
        "Attributes": { "attributesCollection": {
            "givenName": entry("Zoë"),
            "displayName": entry("Zoë O'Neill Müller"),
            "sn": entry("O'Neill Müller"),
            "samAccountName": entry("zoe.o'neillmueller"),
            "userPrincipalName": entry("zoe.o'neillmueller@corp.demo.local"),
            "mail": entry("zoe.o'neillmueller@CORP.demo.local"),
            "proxyAddresses": entry("SMTP:zoe.o'neillmueller@CORP.demo.local"),
            "CN": entry("Zoë O'Neill Müller"),
            "objectClass": entry("user"),
            "Password": entry("Correct-Horse-9")
        } },
        "IdentityStoreID": "2"
    });
    assert_eq!(draft.to_create(&store, &password()).unwrap().to_json(), expected);
    // What is said besides is sent besides.
    draft.mail = edited("");
    draft.change_password = true;
    draft.account_enabled = false;
    draft.set_text(&UserField::Profile("title".to_owned()), " Pilot ".to_owned());
    draft.set_text(&UserField::Profile("department".to_owned()), "  ".to_owned());
    let attributes = expected["Attributes"]["attributesCollection"].as_object_mut().unwrap();
    attributes.remove("mail");
    attributes.remove("proxyAddresses");
    attributes.insert("PasswordForceChange".to_owned(), entry("true"));
    attributes.insert("AccountDisabled".to_owned(), entry("true"));
    attributes.insert("title".to_owned(), entry("Pilot"));
    assert_eq!(draft.to_create(&store, &password()).unwrap().to_json(), expected);
    // A password that never expires need not be changed, and the other way round.
    draft.set_password_never_expires(true);
    assert!(!draft.change_password);
    let attributes = expected["Attributes"]["attributesCollection"].as_object_mut().unwrap();
    attributes.remove("PasswordForceChange");
    attributes.insert("PasswordNeverExpires".to_owned(), entry("true"));
    assert_eq!(draft.to_create(&store, &password()).unwrap().to_json(), expected);
    draft.set_change_password(true);
    assert!(!draft.password_never_expires);
}

#[test]
fn an_entra_user_has_what_was_entered() {
    let store = store(ENTRA);
    let mut draft = ann(&store);
    draft.last_name.clear();
    draft.change_password = true;
    draft.account_enabled = false;
    draft.profile.insert("department".to_owned(), "Finance".to_owned());
    let body = draft.to_create(&store, &password()).unwrap().to_json();
    let attributes = &body["Attributes"]["AttributesCollection"];
    let value = |name: &str| attributes[name][0]["Value"].clone();
    assert_eq!(attributes.get("surname"), None);
    assert_eq!((value("displayname"), value("LogonName")), (json!("Zoë"), json!("zoe")));
    assert_eq!((value("PasswordForceChange"), value("accountenabled")), (json!("true"), json!("false")));
    assert_eq!((value("department"), attributes["department"][0]["Action"].clone()), (json!("Finance"), json!(1)));
}

#[test]
fn nobody_sees_a_password() {
    for at in [AD, ENTRA] {
        let store = store(at);
        let draft = ann(&store);
        let secret = "Correct-Horse-9";
        let body = draft.to_create(&store, &password()).unwrap();
        let shown = body.redacted();
        assert_eq!(shown, draft.to_create_shown(&store).unwrap());
        assert_eq!(shown.attributes.attributes.first("Password"), Some(REDACTED));
        // Read again, where unknown members are kept as they came.
        let mut odd = body.to_json();
        odd["Password"] = json!(secret);
        let read = CreateUser::from_json(&odd).unwrap();
        for text in [
            format!("{:?}", password()),
            format!("{body:?}"),
            format!("{read:?}"),
            shown.to_json().to_string(),
            format!("{:?}", draft.problems(&store, &password())),
            draft.to_json().to_string(),
        ] {
            assert!(!text.contains(secret), "{text}");
        }
        assert!(body.to_json().to_string().contains(secret));
    }
}

#[test]
fn a_draft_is_kept_as_it_is() {
    let store = store(AD);
    let mut draft = UserDraft::new(&store);
    assert!(draft.is_untouched(&store));
    assert_eq!(UserDraft::from_json(&draft.to_json()).unwrap(), draft);
    draft.sam = edited("");
    draft.account_enabled = false;
    draft.profile.insert("title".to_owned(), "Pilot".to_owned());
    assert!(!draft.is_untouched(&store));
    assert_eq!(UserDraft::from_json(&draft.to_json()).unwrap(), draft);
}

fn problem(draft: &UserDraft, store: &StoreConfig, field: UserField) -> Problem {
    let problems = draft.to_create(store, &password()).unwrap_err();
    problems.get(&field).cloned().unwrap_or_else(|| panic!("{problems:?} says nothing of {field:?}"))
}

#[test]
fn a_draft_with_problems_makes_no_body() {
    let store = store(AD);
    let empty = UserDraft::new(&store);
    assert_eq!(problem(&empty, &store, UserField::DisplayName), Problem::Name(NameProblem::Empty));
    assert_eq!(problem(&empty, &store, UserField::LogonName), Problem::Name(NameProblem::Empty));
    // What follows an empty name is not told of.
    assert_eq!(empty.own_problems(&store).fields().count(), 2);
    let with = |change: &dyn Fn(&mut UserDraft)| {
        let mut draft = ann(&store);
        change(&mut draft);
        draft
    };
    for (draft, field, expected) in [
        (with(&|d| d.container.clear()), UserField::Container, Problem::Required),
        (with(&|d| d.container = "DC=else".to_owned()), UserField::Container, Problem::OutsideOfStore),
        (with(&|d| d.first_name = "x".repeat(65)), UserField::FirstName, Problem::Name(NameProblem::TooLong(64))),
        (with(&|d| d.last_name = "a\tb".to_owned()), UserField::LastName, Problem::Name(NameProblem::Forbidden('\t'))),
        (with(&|d| d.last_name = "x".repeat(64)), UserField::DisplayName, Problem::Name(NameProblem::TooLong(64))),
        (with(&|d| d.logon_name = edited("a b")), UserField::LogonName, Problem::Name(NameProblem::Forbidden(' '))),
        (with(&|d| d.logon_name = edited(".ann")), UserField::LogonName, Problem::Name(NameProblem::EndsInDot)),
        (with(&|d| d.upn_suffix = "else.org".to_owned()), UserField::UpnSuffix, Problem::NotConfigured),
        (with(&|d| d.upn_suffix.clear()), UserField::UpnSuffix, Problem::Required),
        (with(&|d| d.sam = edited(&"x".repeat(21))), UserField::Sam, Problem::Name(NameProblem::TooLong(20))),
        (with(&|d| d.sam = edited("")), UserField::Sam, Problem::Name(NameProblem::Empty)),
        (with(&|d| d.mail = edited("ann")), UserField::Mail, Problem::Name(NameProblem::NotAnAddress)),
        (
            with(&|d| drop(d.profile.insert("shoe size".to_owned(), "9".to_owned()))),
            UserField::Profile("shoe size".to_owned()),
            Problem::NotConfigured,
        ),
        (
            with(&|d| drop(d.profile.insert("title".to_owned(), "x".repeat(65)))),
            UserField::Profile("title".to_owned()),
            Problem::Name(NameProblem::TooLong(64)),
        ),
    ] {
        assert_eq!(problem(&draft, &store, field.clone()), expected, "{field:?}");
    }
    // What is wrong with the suffix is told beside the suffix alone.
    let suffixless = with(&|d| d.upn_suffix.clear()).own_problems(&store);
    assert_eq!(suffixless.get(&UserField::LogonName), None);
    let draft = ann(&store);
    let says = |password: &str| draft.problems(&store, &Password::new(password)).get(&UserField::Password).cloned();
    assert_eq!(says(""), Some(Problem::Required));
    assert_eq!(says("zoe"), Some(Problem::Password(PasswordProblem::TooShort(12))));
    assert_eq!(says("zoe.O'Neillmueller1"), Some(Problem::Password(PasswordProblem::HoldsName)));
    assert_eq!(says("Correct-Horse-9"), None);
    // Names that do not follow the others too.
    let mut renamed = ann(&store);
    (renamed.display_name, renamed.sam) = (edited("Dr. Annabell"), edited("horseman"));
    for (password, problem) in [
        ("Correct-aNNabell-9", Some(PasswordProblem::HoldsName)),
        ("Correct-Horseman-9", Some(PasswordProblem::HoldsName)),
        ("Correct-Horse-9", None),
    ] {
        let found = renamed.problems(&store, &Password::new(password)).get(&UserField::Password).cloned();
        assert_eq!(found, problem.map(Problem::Password), "{password}");
    }
}

#[test]
fn entra_asks_for_a_role_and_for_fewer_letters() {
    let store = store(ENTRA);
    let mut draft = ann(&store);
    draft.directory_role = "nobody".to_owned();
    assert_eq!(problem(&draft, &store, UserField::DirectoryRole), Problem::NotConfigured);
    draft.directory_role.clear();
    assert_eq!(problem(&draft, &store, UserField::DirectoryRole), Problem::Required);
    draft = ann(&store);
    draft.logon_name = edited("zoë");
    assert_eq!(problem(&draft, &store, UserField::LogonName), Problem::Name(NameProblem::Forbidden('ë')));
    draft = ann(&store);
    draft.last_name = "x".repeat(64);
    // Neither the longer name nor what the form does not ask for.
    draft.container = "nowhere".to_owned();
    draft.sam = edited("*");
    draft.mail = edited("*");
    assert!(draft.to_create(&store, &password()).is_ok());
    // A draft of another store is none of this one.
    let other = UserDraft::new(&crate::users::store(AD));
    assert_eq!(problem(&other, &store, UserField::Whole), Problem::NotHere);
}

#[test]
fn a_user_like_another_has_none_of_its_names() {
    let entry = |value: &str| json!([{ "value": value }]);
    let object = json!({
        "objectIdFromIdentityStore": "id", "identityStoreId": 2, "objectType": "user",
        "attributesBusinessObject": { "attributesCollection": {
            "distinguishedName": entry("CN=Bob,OU=Sales\\, EMEA,OU=People,DC=demo,DC=local"),
            "givenName": entry("Bob"), "sn": entry("Ray"), "displayName": entry("Bob Ray"), "mail": entry("b@demo.local"),
            "sAMAccountName": entry("bob"), "userPrincipalName": entry("bob@Corp.Demo.Local"),
            "userAccountControl": entry("514"), "department": entry("Sales"), "company": entry("Demo")
        } }
    });
    let object = DirectoryObject::from_json(&object).unwrap();
    let store = store(AD);
    let mut draft = UserDraft::new(&store);
    draft.profile.insert("title".to_owned(), "Pilot".to_owned());
    draft.copy_from(&object, &store);
    let mut expected = UserDraft::new(&store);
    expected.container = "OU=Sales\\, EMEA,OU=People,DC=demo,DC=local".to_owned();
    expected.upn_suffix = "corp.demo.local".to_owned();
    expected.account_enabled = false;
    expected.profile.insert("department".to_owned(), "Sales".to_owned());
    expected.profile.insert("title".to_owned(), "Pilot".to_owned());
    assert_eq!(draft, expected);
    assert!(UserDraft::copied_attributes(&store).contains(&"department".to_owned()));
}

#[test]
fn a_role_is_copied_by_its_id_or_its_name() {
    let mut store = store(ENTRA);
    let role = model::config::DirectoryRole { name: "Reader".to_owned(), id: "r-1".to_owned() };
    store.users.directory_roles.push(role);
    for value in [json!({ "value": "x", "attributeCollection": { "id": "r-1" } }), json!({ "value": "Reader" })] {
        let object = json!({
            "objectIdFromIdentityStore": "id", "identityStoreId": 3, "objectType": "user",
            "attributesBusinessObject": { "attributesCollection": {
                "directoryrole": [value], "accountenabled": [{ "value": "False" }]
            } }
        });
        let mut draft = UserDraft::new(&store);
        draft.copy_from(&DirectoryObject::from_json(&object).unwrap(), &store);
        assert_eq!((draft.directory_role.as_str(), draft.account_enabled), ("r-1", false));
    }
}

#[test]
fn refusals_stand_beside_their_fields() {
    use model::config::StoreKind::{ActiveDirectory, EntraId, MicrosoftGraph};
    let profile = ["department".to_owned()];
    let of = |store, name: &str| UserField::of_attribute(store, name, &profile);
    assert_eq!(of(ActiveDirectory, "CN"), UserField::DisplayName);
    assert_eq!(of(ActiveDirectory, "proxyAddresses"), UserField::Mail);
    assert_eq!(of(EntraId, "mail"), UserField::Whole);
    assert_eq!(of(EntraId, "userprincipalname"), UserField::LogonName);
    assert_eq!(of(EntraId, "Department"), UserField::Profile("department".to_owned()));
    assert_eq!(of(EntraId, "shoe size"), UserField::Whole);
    assert!(!UserForm::of(MicrosoftGraph).is_offered());
    for kind in [ActiveDirectory, EntraId] {
        let form = UserForm::of(kind);
        assert!(form.required.iter().all(|field| form.asks(field)) && form.requires(&UserField::LogonName));
    }
}

#[test]
fn a_configuration_names_patterns_and_attributes() {
    let mut document = document();
    document["identityStores"][0]["users"] =
        json!({ "displayName": "{first}", "logonName": "{lastName:x}", "profile": ["department", "mail", "shoeSize"] });
    let faults = Config::read(&document).unwrap_err();
    let told = faults.iter().map(|error| (error.path.as_str(), error.fault.clone())).collect::<Vec<_>>();
    let under = |path: &str| format!("identityStores[0].users.{path}");
    let expected = [
        (under("displayName"), Fault::Rule(Rule::NotAPattern)),
        (under("logonName"), Fault::Rule(Rule::NotAPattern)),
        (under("profile[1]"), Fault::Rule(Rule::NotAProfileAttribute)),
        (under("profile[2]"), Fault::Rule(Rule::NotAProfileAttribute)),
    ];
    let expected = expected.iter().map(|(path, fault)| (path.as_str(), fault.clone())).collect::<Vec<_>>();
    assert_eq!(told, expected);
}
