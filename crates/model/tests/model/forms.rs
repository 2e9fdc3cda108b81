//! What the wizard shows where, and what one choice means for another.

use model::config::{Config, StoreConfig};
use model::group::{DerivedText, Field, FieldPlace, Form, General, GroupDraft};
use model::wire::cloud::CloudType;
use model::wire::codes::{GroupPurpose, GroupScope};
use serde_json::{Value, json};

fn store(kind: &str, containers: Value, groups: Value) -> StoreConfig {
    let document = json!({
        "dataService": "/GroupIDDataService", "securityService": "/GroupIDSecurityService",
        "signIn": { "method": "password", "clientId": "portal" },
        "identityStores": [{
            "id": 2, "name": "demo.local", "kind": kind, "containers": containers, "groups": groups,
        }]
    });
    Config::read(&document).unwrap().identity_stores.remove(0)
}

fn one() -> Value {
    json!([{ "dn": "DC=demo,DC=local" }])
}

fn two() -> Value {
    json!([{ "dn": "DC=demo,DC=local", "children": [{ "dn": "OU=Groups,DC=demo,DC=local" }] }])
}

fn named(prefix: &str, name: &str) -> General {
    let store = store("activeDirectory", one(), json!({ "prefixes": ["", "DL-", "İ-"] }));
    let mut general = GroupDraft::new(&store, None).general;
    general.prefix = prefix.to_owned();
    general.name = name.to_owned();
    general
}

#[test]
fn a_prefix_is_never_doubled() {
    for (prefix, typed, whole) in [
        ("DL-", "Engineering", "DL-Engineering"),
        ("DL-", "DL-Engineering", "DL-Engineering"),
        ("DL-", " dl-Engineering ", "DL-Engineering"),
        ("DL-", "DL-DL-Engineering", "DL-Engineering"),
        ("DL-", "DL- Engineering", "DL-Engineering"),
        ("DL-", "DL", "DL-DL"),
        ("DL-", "Old DL-Engineering", "DL-Old DL-Engineering"),
        ("", "DL-Engineering", "DL-Engineering"),
        ("İ-", "i\u{307}-Ankara", "İ-i\u{307}-Ankara"),
        ("İ-", "İ-Ankara", "İ-Ankara"),
        ("Ä", "É", "ÄÉ"),
    ] {
        let general = named(prefix, typed);
        assert_eq!(general.full_name(), whole, "{prefix} {typed}");
        assert_eq!(general.sam_text(), whole, "{prefix} {typed}");
    }
}

#[test]
fn a_prefix_alone_is_no_name() {
    let store = store("activeDirectory", one(), json!({ "prefixes": ["DL-"] }));
    let mut draft = GroupDraft::new(&store, None);
    for typed in ["", "DL-", " dl- "] {
        draft.general.name = typed.to_owned();
        assert!(draft.problems(&store).get(&Field::Name).is_some(), "{typed}");
    }
    draft.general.name = "DL-x".to_owned();
    assert_eq!(draft.problems(&store).get(&Field::Name), None);
}

#[test]
fn distribution_turns_mail_on_and_security_gives_back_what_was() {
    let global = store("activeDirectory", one(), json!({ "scope": "global" }));
    let mut general = GroupDraft::new(&global, None).general;
    general.scope = GroupScope::DomainLocal;
    general.set_purpose(GroupPurpose::Distribution, &global.groups);
    assert_eq!((general.mail_enabled, general.scope), (true, GroupScope::Universal));
    general.set_purpose(GroupPurpose::Distribution, &global.groups);
    general.set_purpose(GroupPurpose::Security, &global.groups);
    assert_eq!((general.mail_enabled, general.scope), (false, GroupScope::DomainLocal));
    assert_eq!(general.scope_without_mail, None);
}

#[test]
fn who_has_chosen_about_mail_keeps_the_choice() {
    let store = store("activeDirectory", one(), json!({ "scope": "global" }));
    let mut general = GroupDraft::new(&store, None).general;
    general.set_purpose(GroupPurpose::Distribution, &store.groups);
    general.set_mail_enabled(false, &store.groups);
    general.set_purpose(GroupPurpose::Security, &store.groups);
    general.set_purpose(GroupPurpose::Distribution, &store.groups);
    assert!(!general.mail_enabled);
    general.set_mail_enabled(true, &store.groups);
    general.set_purpose(GroupPurpose::Security, &store.groups);
    assert_eq!((general.mail_enabled, general.scope), (true, GroupScope::Universal));
}

#[test]
fn the_purpose_changes_nothing_that_an_administrator_has_fixed() {
    let store = store("activeDirectory", one(), json!({ "scope": "global", "locked": ["mailEnabled"] }));
    let mut general = GroupDraft::new(&store, None).general;
    general.set_purpose(GroupPurpose::Distribution, &store.groups);
    assert_eq!((general.mail_enabled, general.scope), (false, GroupScope::Global));
}

#[test]
fn nothing_that_must_be_filled_in_is_out_of_sight() {
    let at = |store: &StoreConfig| GroupDraft::new(store, None).place_of(&Field::Container, store);
    let ad = |containers, groups| at(&store("activeDirectory", containers, groups));
    assert_eq!(ad(two(), json!({})), FieldPlace::Main, "the first of several is a guess");
    assert_eq!(ad(two(), json!({ "container": "OU=Groups,DC=demo,DC=local" })), FieldPlace::More);
    assert_eq!(ad(one(), json!({})), FieldPlace::More, "a directory has more than the configured one");
    let entra = store("entraId", one(), json!({}));
    assert_eq!(at(&entra), FieldPlace::Nowhere);
    let mut elsewhere = GroupDraft::new(&entra, None);
    elsewhere.general.container = "DC=gone,DC=local".to_owned();
    assert_ne!(elsewhere.place_of(&Field::Container, &entra), FieldPlace::Nowhere, "a kept draft can be mended");
    assert_eq!(at(&store("entraId", two(), json!({}))), FieldPlace::Main);
}

#[test]
fn every_field_of_every_form_has_one_place() {
    for kind in ["activeDirectory", "entraId", "microsoftGraph"] {
        let mut store = store("activeDirectory", two(), json!({}));
        store.kind = match kind {
            "activeDirectory" => model::config::StoreKind::ActiveDirectory,
            "entraId" => model::config::StoreKind::EntraId,
            _ => model::config::StoreKind::MicrosoftGraph,
        };
        for cloud in CloudType::ALL {
            let form = Form::of(store.kind, cloud);
            assert_eq!(form.general.first(), Some(&Field::Name), "the name comes first");
            let draft = GroupDraft { cloud, ..GroupDraft::new(&store, None) };
            for field in form.more {
                assert!(form.asks(field), "{kind} {cloud:?} {field:?}");
            }
            for field in form.general {
                assert_ne!(draft.place_of(field, &store), FieldPlace::Nowhere, "{kind} {cloud:?} {field:?}");
            }
            assert_eq!(draft.place_of(&Field::Members, &store), FieldPlace::Nowhere);
        }
    }
}

#[test]
fn what_differs_from_a_new_group_is_known() {
    let store =
        store("activeDirectory", two(), json!({ "scope": "global", "container": "OU=Groups,DC=demo,DC=local" }));
    let fields = [Field::Scope, Field::Container, Field::Sam];
    let differs = |change: fn(&mut General)| {
        let mut draft = GroupDraft::new(&store, None);
        change(&mut draft.general);
        fields.iter().filter(|field| !draft.is_default(field, &store)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(differs(|_| {}), []);
    assert_eq!(differs(|general| general.scope = GroupScope::Universal), [Field::Scope]);
    assert_eq!(differs(|general| general.container = "DC=demo,DC=local".to_owned()), [Field::Container]);
    assert_eq!(differs(|general| general.sam = DerivedText(Some("x".to_owned()))), [Field::Sam]);
}

/// Drafts that were kept before a purpose had a say in mail.
#[test]
fn drafts_without_the_new_members_are_read() {
    let store = store("activeDirectory", one(), json!({}));
    let draft = GroupDraft::new(&store, None);
    let mut kept = draft.to_json();
    let general = kept["general"].as_object_mut().unwrap();
    assert!(general.remove("mailChosen").is_some());
    general.remove("scopeWithoutMail");
    assert_eq!(GroupDraft::from_json(&kept).unwrap(), draft);
}
