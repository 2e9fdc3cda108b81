//! A wrong config.json: the error page names the file, the field and the value.

use crate::harness::Journey;
use serde_json::json;

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
fn a_portal_that_does_not_start_says_so() {
    Journey::new().expects("_bg").expects("Failed to fetch").walk(|page| {
        page.devtools("Network.enable", json!({}));
        page.devtools("Network.setBlockedURLs", json!({ "urls": ["*_bg*.wasm"] }));
        page.goto("groups");
        page.sees("If nothing else appears, tell an administrator");
        page.devtools("Network.setBlockedURLs", json!({ "urls": [] }));
        page.reload();
        page.arrives_at_sign_in();
        assert!(!page.text().contains("tell an administrator"));
    });
}

/// All journeys run under the Content Security Policy that administrators get; this one checks that it is in force.
#[test]
fn policy_is_in_force() {
    Journey::new().expects("Content Security Policy").walk(|page| {
        page.goto("");
        page.arrives_at_sign_in();
        page.script(
            "const script = document.createElement('script'); script.textContent = 'window.smuggled = true';
             document.body.append(script); document.body.setAttribute('style', 'color: red')",
        );
        assert!(page.script("return window.smuggled").is_null(), "an inline script was executed");
        assert_eq!(page.script("return document.body.style.color"), "", "an inline style was applied");
    });
}
