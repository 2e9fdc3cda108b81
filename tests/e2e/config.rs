//! A wrong config.json: the error page names the file, the field and the value.

use crate::harness::Journey;
use serde_json::json;
use std::path::Path;

const HEADING: &str = "The portal is not set up correctly";

#[test]
fn broken_config() {
    let config = r#"{ "dataService": 7, "securityService": "/GroupIDSecurityService", "identityStores": [], "colour": "red",
        "signIn": { "method": "guessing", "clientId": "groupid-portal" } }"#;
    Journey::new().config(config).walk(|page| {
        page.goto("groups");
        page.arrives(HEADING);
        page.sees("/portal/config.json");
        let rows = page.rows("each fault", |rows| rows.len() >= 4);
        for (field, value) in [("dataService", "7"), ("colour", "red"), ("signIn", "guessing"), ("identityStores", "")]
        {
            let named = rows.iter().any(|row| row.contains(field) && row.contains(value));
            assert!(named, "no row names {field} and {value}: {rows:#?}");
        }
        assert!(!page.has("button", "Sign in"));
    });
}

#[test]
fn config_is_not_json() {
    Journey::new().config("{ \"dataService\": ").walk(|page| {
        page.goto("");
        page.arrives(HEADING);
        page.sees("/portal/config.json");
        page.sees("It is not valid JSON");
    });
}

#[test]
fn a_file_that_an_editor_has_saved_in_another_encoding_is_said_and_a_mark_at_its_start_is_not() {
    fn save(portal: &Path, bytes: fn(&str) -> Vec<u8>) {
        let demo = include_str!("../../crates/dataservice/assets/config.json");
        std::fs::write(portal.join("config.json"), bytes(demo)).unwrap();
    }
    let utf16 = |portal: &Path| {
        save(portal, |text| [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect());
    };
    // Where each character is a byte, as on Windows in Western Europe, "é" is 0xE9.
    let ansi = |portal: &Path| {
        save(portal, |text| [text.replace("demo.local", "d").as_bytes(), &[0xE9]].concat());
    };
    for edit in [utf16 as fn(&Path), ansi] {
        Journey::new().edit(edit).walk(|page| {
            page.goto("");
            page.arrives(HEADING);
            page.sees("UTF-8");
        });
    }
    let marked = |portal: &Path| save(portal, |text| format!("\u{feff}{text}").into_bytes());
    Journey::new().edit(marked).walk(|page| {
        page.goto("");
        page.arrives_at_sign_in();
    });
}

/// The rule that limits every smart group of a store: one that nobody can read would limit none.
#[test]
fn an_unreadable_rule_in_the_configuration_stops_the_portal() {
    let with = |rule: &str| {
        let store = json!({ "id": 2, "name": "demo.local", "kind": "activeDirectory",
            "containers": [{ "dn": "OU=Groups,DC=demo,DC=local", "name": "Groups" }],
            "groups": { "lockedRule": rule } });
        json!({ "dataService": "/GroupIDDataService", "securityService": "/GroupIDSecurityService",
            "signIn": { "method": "password", "clientId": "groupid-portal" }, "identityStores": [store] })
        .to_string()
    };
    Journey::new().config(&with("(title Rhymes With \"x\")")).walk(|page| {
        page.goto("");
        page.arrives(HEADING);
        page.rows("the rule", |rows| rows.iter().any(|row| row.contains("identityStores[0].groups.lockedRule")));
    });
    Journey::new().config(&with("(title Present)")).walk(|page| {
        page.goto("");
        page.arrives_at_sign_in();
    });
}

#[test]
fn no_config() {
    Journey::new().expects("config.json").walk(|page| {
        page.devtools("Network.enable", json!({}));
        page.devtools("Network.setBlockedURLs", json!({ "urls": ["*/config.json"] }));
        page.goto("");
        page.arrives(HEADING);
        page.sees("/portal/config.json");
        page.sees("It could not be loaded.");
    });
}

#[test]
fn a_missing_configuration_is_written_on_a_page() {
    Journey::new().expects("status of 40").walk(|page| {
        page.without_configuration();
        page.before_each_page(
            "const make = URL.createObjectURL; URL.createObjectURL = blob => { \
             blob.text().then(text => { window.saved = text }); return make(blob) }",
        );
        page.goto("groups");
        page.arrives("Set up the portal");
        page.fill("textbox", "Client ID", "groupid-portal");
        page.fill("textbox", "Name", "demo.local");
        page.fill("textbox", "Number of the identity store in GroupID", "2");
        page.fill("textbox", "Containers for new groups and users", "OU=Groups,DC=demo,DC=local");
        page.click("button", "Check now");
        page.sees("The service answers and asks for a sign-in (HTTP 401), as expected.");
        page.click("button", "Save config.json");
        page.sees("The file was saved.");
        let saved = page.wait("the file", || page.script("return window.saved").as_str().map(str::to_owned));
        let saved: serde_json::Value = serde_json::from_str(&saved).unwrap();
        assert_eq!(saved["identityStores"][0]["containers"][0]["dn"], "OU=Groups,DC=demo,DC=local");
    });
}

/// All journeys run under the Content Security Policy that administrators get; this one checks that it is in force.
#[test]
fn policy_is_in_force() {
    Journey::new().expects("Content Security Policy").expects("This document requires").walk(|page| {
        page.goto("");
        page.arrives_at_sign_in();
        page.script(
            "const script = document.createElement('script'); script.append('window.smuggled = true');
             document.body.append(script); document.body.setAttribute('style', 'color: red')",
        );
        assert!(page.script("return window.smuggled").is_null(), "an inline script was executed");
        assert_eq!(page.script("return document.body.style.color"), "", "an inline style was applied");
        let markup = "try { document.body.insertAdjacentHTML('beforeend', '<i id=\"smuggled\"></i>') } catch { return 'blocked' }";
        assert_eq!(page.script(markup), "blocked", "a text became markup");
        let policy = "try { trustedTypes.createPolicy('groupid-portal', {}) } catch { return 'blocked' }";
        assert_eq!(page.script(policy), "blocked", "another script has got the portal's policy");
    });
}

/// Nobody can lay the portal under a page of their own, where clicks would be meant for something else.
#[test]
fn no_page_can_frame_the_portal() {
    Journey::new().expects("frame-ancestors").walk(|page| {
        page.goto("");
        page.arrives_at_sign_in();
        let portal = page.script("return location.href");
        let portal = portal.as_str().unwrap();
        let around = format!("data:text/html,<title>Around</title><iframe src='{portal}'></iframe>");
        page.devtools("Page.navigate", json!({ "url": around }));
        page.wait("the frame has loaded something", || {
            let framed = page.in_frame("return location.href");
            framed.as_str().filter(|url| *url != "about:blank").map(|url| {
                assert_eq!(url, "chrome-error://chromewebdata/", "the browser has not refused the frame");
            })
        });
        page.goto("");
        page.arrives_at_sign_in();
    });
}
