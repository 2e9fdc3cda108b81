//! Compares the portal's checks of random user drafts with the service's validation. A draft without problems must be
//! accepted, and whatever is refused must be a problem of the draft too, except for what only the directory can know.

use crate::demo::DemoDirectory;
use crate::directory::{Directory, WriteTx};
use crate::object::{Rejection, Store};
use crate::random::Random;
use crate::sqlite::Sqlite;
use crate::validation::{NewUser, new_user};
use model::config::{Config, StoreConfig, StoreKind};
use model::group::{DerivedText, Problems};
use model::names::Dn;
use model::user::{Password, UserDraft, UserField};
use model::wire::CreateUser;
use model::wire::attributes;
use serde_json::{Map, Value, json};

const DRAFTS: usize = 10_000;
/// The default seed. The environment variable `SEED` sets another one; a failure prints the seed in use.
const SEED: u64 = 0x05EE_D0F0_0DEC_ADE5;

const NAMES: &[&str] = &[
    "Ann",
    "Zoë",
    "李",
    "O'Neill",
    "de la Cruz",
    "Łukasz",
    "Jean-Luc",
    "مريم",
    "X",
    "Müller Lüdenscheidt",
    "Smith, Jr.",
];
const WILD: &[&str] = &[
    "",
    " ",
    " Ann ",
    "a\tb",
    "a\u{7}b",
    "a\nb",
    "*",
    "\"quoted\"",
    "a/b\\c[d]",
    "a@b",
    "a@b.c",
    ".ann",
    "ann.",
    "an..n",
    "ann lee",
    "😀",
    "…",
    "'",
    "-",
    "+49 1",
    "=1+1",
    "<script>",
    "a;b:c",
];
const LOGONS: &[&str] = &["ann", "ann.lee", "o'neill", "a-b_c", "x!#^~", "zoe.mueller", "n"];
const SUFFIXES: &[&str] = &["demo.local", "DEMO.local", "else.org", "", "-", "a b", "5cjshm.onmicrosoft.com", "x..y"];
const CONTAINERS: &[&str] = &[
    "OU=People,DC=demo,DC=local",
    "OU=Legal\\, Risk & Compliance,OU=People,DC=demo,DC=local",
    "ou=sales, ou=people,dc=demo,dc=local",
    "OU=Nowhere,DC=demo,DC=local",
    "DC=demo",
    "",
    "People",
    "OU=People,DC=else,DC=org",
];
const PASSWORDS: &[&str] = &["Correct-Horse-9", "Tr0ub4dor&3-more", "Sómething-Lóng-1", "12345678-Abcdefg"];
const WILD_PASSWORDS: &[&str] =
    &["", "short", "1234567", "        ", "Corr\u{7}ect-Horse-9", "Ann.Lee-Ann.Lee-1", "ümlaut-9"];

fn long(random: &mut Random) -> String {
    random.one(&["x", "é", "李", "a.", "ab "]).repeat(*random.one(&[8, 20, 21, 32, 33, 62, 64, 65, 128, 256, 257]))
}

/// One of the `tame` texts, or in a wild draft sometimes any other text.
fn text(random: &mut Random, wild: bool, tame: &[&str]) -> String {
    match random.below(6) {
        0 if wild => long(random),
        1 | 2 if wild => (*random.one(WILD)).to_owned(),
        _ => (*random.one(tame)).to_owned(),
    }
}

fn followed(random: &mut Random, wild: bool, tame: &[&str]) -> DerivedText {
    DerivedText((random.below(3) == 0).then(|| text(random, wild, tame)))
}

fn draft(random: &mut Random, store: &StoreConfig, at: usize) -> (UserDraft, Password) {
    let wild = random.below(2) == 0;
    let mut draft = UserDraft::new(store);
    draft.first_name = text(random, wild, NAMES);
    draft.last_name = text(random, wild, NAMES);
    draft.display_name = followed(random, wild, NAMES);
    draft.logon_name = followed(random, wild, LOGONS);
    // Most drafts get a number, so that they do not repeat earlier ones.
    if random.below(10) > 0 {
        for name in [&mut draft.display_name, &mut draft.logon_name] {
            name.0.iter_mut().for_each(|text| text.push_str(&at.to_string()));
        }
        draft.last_name.push_str(&at.to_string());
    }
    draft.sam = followed(random, wild, LOGONS);
    draft.mail = followed(random, wild, &["", "ann@demo.local", "a+b@corp.demo.local", "x.y@z"]);
    if wild && random.below(3) == 0 {
        draft.upn_suffix = (*random.one(SUFFIXES)).to_owned();
    }
    draft.container = (*random.one(if wild { CONTAINERS } else { &CONTAINERS[..3] })).to_owned();
    draft.change_password = random.below(2) == 0;
    draft.account_enabled = random.below(2) == 0;
    if random.below(4) == 0 {
        draft.set_password_never_expires(true);
    }
    let roles = &store.users.directory_roles;
    draft.directory_role = random.one(roles).id.clone();
    if wild && random.below(8) == 0 {
        draft.directory_role = text(random, true, &["nobody"]);
    }
    for attribute in &store.users.profile {
        if random.below(3) == 0 {
            draft.profile.insert(attribute.clone(), text(random, wild, &["Finance", "Straße 5", "line\nline", ""]));
        }
    }
    if wild && random.below(20) == 0 {
        draft.profile.insert("manager".to_owned(), "nobody".to_owned());
    }
    let passwords = if wild && random.below(4) == 0 { WILD_PASSWORDS } else { PASSWORDS };
    let password = if wild && random.below(20) == 0 { long(random) } else { (*random.one(passwords)).to_owned() };
    (draft, Password::new(password))
}

/// The request body of any draft, valid or not: for a valid one, what [`UserDraft::to_create`] returns.
fn body(draft: &UserDraft, store: &StoreConfig, password: &Password) -> Value {
    let policy = &store.users;
    let is_ad = store.kind == StoreKind::ActiveDirectory;
    let configured = store.suffixes().into_iter().find(|suffix| suffix.eq_ignore_ascii_case(&draft.upn_suffix));
    let suffix = configured.unwrap_or_else(|| draft.upn_suffix.clone());
    let (name, logon) = (draft.display_name_text(policy), draft.logon_text(policy));
    let mut attributes = Map::new();
    let mut set = |name: &str, value: &str, action: i64, is_optional: bool| {
        let nested = json!({ "AttributesCollection": {}, "FilePermissionCollection": {}, "Type": null });
        let entry = if is_ad {
            json!({ "value": value, "action": 0 })
        } else {
            json!({ "IdentityStoreId": 0, "Value": value, "DN": null, "Action": action, "AttributeCollection": {},
                "NestedAttributes": nested })
        };
        if !is_optional || !value.trim().is_empty() {
            attributes.insert(name.to_owned(), json!([entry]));
        }
    };
    set("Password", password.expose(), 1, false);
    for attribute in &policy.profile {
        set(attribute, draft.profile_text(attribute).trim(), 1, true);
    }
    if is_ad {
        let mail = draft.mail_text(policy);
        let address = if mail.is_empty() { String::new() } else { format!("SMTP:{mail}") };
        for (attribute, value) in [
            (attributes::GIVEN_NAME, &*draft.first_name),
            ("sn", &draft.last_name),
            (attributes::DISPLAY_NAME, &name),
            ("CN", &name),
            ("samAccountName", &draft.sam_text(policy)),
            (attributes::USER_PRINCIPAL_NAME, &format!("{logon}@{suffix}")),
            (attributes::MAIL, &mail),
            (attributes::PROXY_ADDRESSES, &address),
            (attributes::OBJECT_CLASS, "user"),
            ("PasswordForceChange", if draft.change_password { "true" } else { "" }),
            ("PasswordNeverExpires", if draft.password_never_expires { "true" } else { "" }),
            ("AccountDisabled", if draft.account_enabled { "" } else { "true" }),
        ] {
            set(attribute, value.trim(), 0, true);
        }
        return json!({ "Container": draft.container.trim(), "Attributes": { "attributesCollection": attributes },
            "IdentityStoreID": store.id.to_string() });
    }
    set("givenname", draft.first_name.trim(), 1, true);
    set("surname", draft.last_name.trim(), 1, true);
    for (attribute, value, action) in [
        ("displayname", &*name, 1),
        ("LogonName", &logon, 1),
        ("UPNSuffix", &suffix, 1),
        ("PasswordForceChange", &draft.change_password.to_string(), 1),
        ("accountenabled", &draft.account_enabled.to_string(), 1),
        ("userprincipalname", &logon, 0),
        ("mailnickname", "", 0),
        ("objecttype", "user", 0),
        ("objectclass", "1", 0),
        ("ContainerDistinguishedName", &store.user_container(), 1),
        ("directoryrole", draft.role(policy).map_or("?", |role| &role.name), 1),
    ] {
        set(attribute, value, action, false);
    }
    attributes["directoryrole"][0]["AttributeCollection"] = json!({ "id": draft.directory_role });
    json!({ "Container": store.user_container(), "ObjectIdentity": "", "IdentityStoreID": store.id.0,
        "Attributes": { "AttributesCollection": attributes, "FilePermissionCollection": {}, "Type": null },
        "IdentityStoreMode": 0 })
}

/// How many drafts had which outcome.
#[derive(Debug, Default)]
struct Tally {
    valid: usize,
    refused: usize,
    taken: usize,
}

/// A draft, and the directory that it is checked against.
struct Asked<'a> {
    change: &'a dyn WriteTx,
    store: &'a Store,
    config: &'a StoreConfig,
    draft: &'a UserDraft,
    password: &'a Password,
}

impl Asked<'_> {
    /// Checks a draft both ways. A reason that only the directory can know is counted; any other one must be a problem
    /// of the draft.
    fn compare(&self, at: usize, place: &str, tally: &mut Tally) {
        let Self { change, store, config, draft, password } = *self;
        let problems: Problems<UserField> = draft.problems(config, password);
        let sent = body(draft, config, password);
        if let Ok(own) = draft.to_create(config, password) {
            assert_eq!(own.to_json(), sent, "{place}: the test sends something else than the portal");
            tally.valid += 1;
        }
        let read = CreateUser::from_json(&sent).unwrap();
        let guid = format!("00000000-0000-4000-8000-{at:012}");
        let reasons = match new_user(change, store, &read, &guid) {
            Ok(NewUser { object, .. }) => {
                // Some users are created, so that later drafts find their names taken.
                if at.is_multiple_of(10) {
                    let added = change.insert(&object);
                    assert!(added.is_ok(), "{place}: {added:?}");
                }
                return;
            }
            Err(Rejection::Refused(reasons)) => reasons,
            Err(other) => panic!("{place}: {other:?}"),
        };
        tally.refused += 1;
        for reason in reasons {
            let field = UserField::of_attribute(config.kind, &reason.attribute, &config.users.profile);
            // A name derived from a wrong one is not reported by itself.
            let follows = field == UserField::Sam && draft.sam.0.is_none();
            let told = |field: &UserField| problems.get(field).is_some();
            // The suffix of the user principal name has a field of its own.
            let has_suffix = reason.attribute == attributes::USER_PRINCIPAL_NAME && told(&UserField::UpnSuffix);
            let is_told = told(&field) || (follows && told(&UserField::LogonName)) || has_suffix;
            let is_missing = reason.attribute == "Container" && Dn::parse(&draft.container).is_ok();
            if !is_told && (reason.is_taken || is_missing) {
                tally.taken += 1;
            } else {
                assert!(is_told, "{place}: refused {reason:?}\nproblems: {problems:?}\ndraft: {draft:?}");
            }
            let secret = password.expose().trim();
            let is_about = reason.attribute == "Password" && !secret.is_empty();
            assert!(!is_about || !reason.sentence.contains(secret), "{place}: {reason:?}");
        }
    }
}

fn ten_thousand(nth: usize) {
    let seed = std::env::var("SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(SEED);
    let document: Value = serde_json::from_str(include_str!("../../assets/config.json")).unwrap();
    let config = Config::read(&document).unwrap().identity_stores.swap_remove(nth);
    let file = std::env::temp_dir().join(format!("users-by-chance-{}-{nth}.sqlite", std::process::id()));
    let directory = Sqlite::open(&file, true, &DemoDirectory { people: 40, groups: 0, hostile: false }).unwrap();
    let store = directory.store(config.id.0).unwrap();
    let mut random = Random(seed);
    let mut tally = Tally::default();
    // One transaction, which is rolled back.
    let ended = directory.write(&mut |change| {
        for at in 0..DRAFTS {
            let (draft, password) = draft(&mut random, &config, at);
            let asked = Asked { change, store, config: &config, draft: &draft, password: &password };
            asked.compare(at, &format!("draft {at} of SEED={seed}"), &mut tally);
        }
        Err(Rejection::Missing)
    });
    assert!(matches!(ended, Err(Rejection::Missing)));
    for suffix in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(format!("{}{suffix}", file.display())));
    }
    // Neither direction of the comparison may be without cases.
    assert!(tally.valid > DRAFTS / 4 && tally.refused > DRAFTS / 4 && tally.taken > DRAFTS / 50, "{tally:?}");
}

#[test]
fn drafts_of_active_directory() {
    ten_thousand(0);
}

#[test]
fn drafts_of_entra_id() {
    ten_thousand(1);
}
