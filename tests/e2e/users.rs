//! Users: created one by one in both kinds of store, with mouse and keyboard, without leaking a password.

use crate::harness::service::values;
use crate::harness::wizard::{ENTRA, ENTRA_STORE};
use crate::harness::{Journey, Key, Portal};
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("../../crates/model/tests/model/seeds/create-entra-user.request.json");
const CONFIG: &str = include_str!("../../crates/dataservice/assets/config.json");
const CREATE_ENTRA: &str = "/GroupIDDataService/api/IdentityStores/3/Users";
const CREATE_AD: &str = "/GroupIDDataService/api/IdentityStores/2/Users";

/// The demo configuration with a policy that the sample's password satisfies.
fn lenient() -> String {
    let mut config: Value = serde_json::from_str(CONFIG).unwrap();
    for store in config["identityStores"].as_array_mut().unwrap() {
        store["users"]["password"] = json!({ "minimumLength": 8, "kinds": 2 });
    }
    config.to_string()
}

/// The bodies that the browser has sent to a path so far.
fn sent(page: &Portal, path: &str) -> Vec<Value> {
    let bodies = page.log("performance").into_iter().filter_map(|entry| {
        let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
        let request = &message["message"]["params"]["request"];
        let fits = message["message"]["method"] == "Network.requestWillBeSent"
            && request["method"] == "POST"
            && request["url"].as_str()?.ends_with(path);
        fits.then(|| serde_json::from_str(request["postData"].as_str()?).ok()).flatten()
    });
    bodies.collect()
}

/// Checks that the password is in no storage, not on the page and in no log.
fn nowhere(page: &Portal, password: &str, place: &str) {
    let everything = page.script(
        "return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href, history.state, \
         document.title, document.documentElement.outerHTML, \
         [...document.querySelectorAll('input, textarea')].filter(field => field.id !== 'password').map(field => field.value), \
         performance.getEntries().map(entry => entry.name)])",
    );
    let databases =
        page.script("return indexedDB.databases ? indexedDB.databases().then(all => JSON.stringify(all)) : ''");
    let console = page.log("browser").iter().map(Value::to_string).collect::<String>();
    let journal = Value::from(page.service.journal()).to_string();
    let held = [
        ("page", everything.as_str().unwrap().to_owned()),
        ("databases", databases.to_string()),
        ("console", console),
        ("journal", journal),
    ];
    for (where_, text) in held {
        assert!(!text.contains(password), "{place}: the password stands in the {where_}");
    }
    assert_eq!(databases.as_str(), Some("[]"), "{place}: nothing is kept in a database");
}

#[test]
fn golden_entra_user() {
    Journey::new().config(&lenient()).listens().walk(|page| {
        page.enter_store(ENTRA, "users/new");
        page.arrives("Create user");
        page.fill("textbox", "First name", "Conway");
        page.fill("textbox", "Last name", "Latham");
        // Both are derived from the names until they are edited.
        assert_eq!(page.value("textbox", "Display name"), "Conway Latham");
        assert_eq!(page.value("textbox", "Logon name"), "conway.latham");
        page.fill("textbox", "Display name", "Conway,Latham");
        page.fill("textbox", "Logon name", "lathamconway");
        page.fill("textbox", "Password", "password123");
        assert!(page.is_checked("checkbox", "Change password at next sign-in"));
        page.click("checkbox", "Change password at next sign-in");
        assert!(page.is_checked("checkbox", "Account enabled"));
        let sample: Value = serde_json::from_str(SAMPLE).unwrap();

        page.click("button", "Show HTTP request");
        page.find("dialog", "HTTP request to be sent");
        let shown = page.script("return document.querySelector('dialog[open] pre').textContent");
        let mut shown: Value = serde_json::from_str(shown.as_str().unwrap()).unwrap();
        let password = &mut shown["Attributes"]["AttributesCollection"]["Password"][0]["Value"];
        assert_eq!(*password, "••••••••");
        *password = json!("password123");
        assert_eq!(shown, sample, "as shown");
        nowhere(page, "password123", "show request");
        page.click("button", "Close");
        page.click("button", "Create user");
        page.arrives("Conway,Latham");
        let bodies = sent(page, CREATE_ENTRA);
        assert_eq!(bodies, [sample], "as sent");
        nowhere(page, "password123", "created");
        let made = page.service.search_in(ENTRA_STORE, "displayName", "Conway,Latham", &["userPrincipalName"]);
        assert_eq!(values(&made[0], "userPrincipalName"), ["lathamconway@5cjshm.onmicrosoft.com"]);
    });
}

#[test]
fn a_made_password_is_shown_once_and_signs_in() {
    Journey::new().listens().walk(|page| {
        page.enter("users");
        page.click("button", "Create");
        page.click("link", "User");
        page.arrives("Create user");
        page.fill("textbox", "First name", "Ada");
        page.fill("textbox", "Last name", "Byron");
        // Otherwise the user would have to change it first, which this page cannot do.
        page.click("checkbox", "Change password at next sign-in");
        page.click("button", "Generate password");
        let password = page.value("textbox", "Password");
        assert!(password.chars().count() >= 16, "so short a password was made: {}", password.chars().count());
        page.sees("draft saved");
        nowhere(page, &password, "form");
        page.click("button", "Create user");
        page.find("dialog", "User created");
        nowhere(page, &password, "created");
        page.click("button", "Done");
        page.arrives("Ada Byron");
        nowhere(page, &password, "user's page");
        assert_eq!(page.service.requests("POST", CREATE_AD).len(), 1);
        page.click("button", "Account");
        page.click("button", "Sign out");
        page.arrives_at_sign_in();
        page.give(("ada.byron", &password));
        page.find("navigation", "Main");
    });
}

#[test]
fn a_taken_logon_name_is_told_with_a_free_one() {
    Journey::new().walk(|page| {
        page.enter("users/new");
        page.fill("textbox", "First name", "Olivia");
        page.fill("textbox", "Last name", "Owner");
        page.find("button", "Use olivia.owner2");
        page.sees("This name is available.");
        page.click("button", "Use olivia.owner2");
        page.wait("the free name", || (page.value("textbox", "Logon name") == "olivia.owner2").then_some(()));
        page.gone("button", "Use olivia.owner2");
        // If another user takes the name meanwhile, the error is shown at its field, and all input is kept.
        page.fill("textbox", "Display name", "Olivia Owner the Second");
        page.click("button", "Generate password");
        page.service.make_user("olivia.owner2", "Somebody Else");
        page.click("button", "Create user");
        page.wait("the refusal", || (page.about("textbox", "Logon name")["invalid"] == true).then_some(()));
        assert_eq!(page.value("textbox", "Display name"), "Olivia Owner the Second");
        assert!(page.value("textbox", "Password").len() >= 16);
    });
}

#[test]
fn copy_from_user() {
    Journey::new().walk(|page| {
        page.enter("users/new");
        page.fill("textbox", "First name", "Nina");
        page.fill("textbox", "Last name", "Copied");
        page.click("button", "Copy from user");
        page.find("dialog", "Copy from user");
        page.pick("User to copy from", "max.member", "Max Member*");
        page.sees("Copied from Max Member");
        let max = page.service.search("sAMAccountName", "max.member", &["department", "title"]);
        assert_eq!(page.value("textbox", "Department"), values(&max[0], "department").concat());
        assert_eq!(page.value("textbox", "Title"), values(&max[0], "title").concat());
        assert_eq!(page.value("textbox", "Display name"), "Nina Copied");
        assert_eq!(page.value("textbox", "Logon name"), "nina.copied");
    });
}

/// Fills in the form by keyboard, and checks that exactly one user was created at `path`.
fn by_keyboard(page: &Portal, path: &str) {
    page.focused("heading", "Create user");
    page.tab_to("textbox", "First name");
    page.keys("Key");
    page.press(Key::Tab);
    page.keys("Board");
    page.tab_to("textbox", "Display name");
    assert_eq!(page.value("textbox", "Display name"), "Key Board");
    page.tab_to("textbox", "Logon name");
    assert_eq!(page.value("textbox", "Logon name"), "key.board");
    page.tab_to("button", "Generate password");
    page.press(Key::Enter);
    page.wait("a password", || (page.value("textbox", "Password").len() >= 16).then_some(()));
    page.tab_to("checkbox", "Change password at next sign-in");
    page.keys(" ");
    assert!(!page.is_checked("checkbox", "Change password at next sign-in"));
    page.tab_to("button", "Create user");
    page.press(Key::Enter);
    page.find("dialog", "User created");
    page.tab_to("button", "Done");
    page.press(Key::Enter);
    page.focused("heading", "Key Board");
    assert_eq!(page.service.requests("POST", path).len(), 1);
}

#[test]
fn keyboard_makes_an_ad_user() {
    Journey::new().walk(|page| {
        page.goto("users/new");
        page.enter_by_keyboard();
        by_keyboard(page, CREATE_AD);
    });
}

#[test]
fn keyboard_makes_an_entra_user() {
    Journey::new().walk(|page| {
        page.goto("users/new");
        page.tab_to("combobox", "Identity store");
        page.keys("5");
        page.enter_by_keyboard();
        by_keyboard(page, CREATE_ENTRA);
    });
}
