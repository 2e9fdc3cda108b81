//! Signing in and out with a code: at a real OpenID Connect provider (the npm package oidc-provider), and at the embedded
//! Security Service.

use crate::harness::{Journey, OWNER, Portal};
use serde_json::Value;

/// The demo's configuration, with PKCE.
fn config() -> String {
    let demo = include_str!("../../crates/dataservice/assets/config.json");
    let mut config: Value = serde_json::from_str(demo).unwrap();
    config["signIn"]["method"] = "pkce".into();
    config.to_string()
}

/// The provider's own page asks for a font of another host, which is not there without a network.
const FONTS_OF_ITS_PAGE: &str = "fonts.googleapis.com";

/// Waits until the provider has said something so often.
fn happens(page: &Portal, event: &str, times: usize) {
    page.wait(&format!("{event}, {times} times"), || (page.provider().count(event) >= times).then_some(()));
}

/// Signs in on the provider's own page, which takes any password.
fn sign_in_there(page: &Portal) {
    page.find("textbox", "Enter any login");
    page.fill("textbox", "Enter any login", OWNER.0);
    page.script("document.querySelector('input[type=password]').value = 'any'");
    page.click("button", "Sign-in");
}

#[test]
fn a_real_openid_provider_signs_in_renews_and_signs_out() {
    // A token that has ended is refused, and the page renews it.
    Journey::new()
        .config(&config())
        .at_openid_provider()
        .expects("status of 401")
        .expects(FONTS_OF_ITS_PAGE)
        .expects("favicon.ico")
        .walk(|page| {
            page.goto("groups");
            page.find("button", "Sign in with your organisation");
            assert!(!page.has("textbox", "Password"));
            page.click("button", "Sign in with your organisation");
            sign_in_there(page);
            page.arrives("All groups");
            assert_eq!(page.place(), "groups", "neither a code nor a state stays in the address");
            happens(page, "granted authorization_code", 1);
            page.click("button", "Account");
            page.sees("Olivia Owner");
            page.click("button", "Account");

            // Work goes on while tokens end.
            let mut turn = 0;
            page.wait("a renewal", || {
                turn += 1;
                let nobody = format!("nobody{turn}");
                page.fill("searchbox", "Search this list", &nobody);
                // The list asks when typing has paused.
                page.at("what is searched for", |place| place.contains(&nobody));
                (page.provider().count("granted refresh_token") >= 1).then_some(())
            });
            assert!(!page.has("dialog", "Sign in again"));

            // A page that finds no session in the browser asks the provider, which needs no word of the user.
            page.loses_its_session();
            page.goto("my-groups");
            page.arrives("My groups");
            happens(page, "authorized prompt=none", 1);

            page.click("button", "Account");
            page.click("button", "Sign out");
            page.find("button", "Sign in with your organisation");
            happens(page, "revoked", 1);
            page.click("link", "Sign out of your organisation");
            page.click("button", "Yes, sign me out");
            happens(page, "signed out", 1);
            page.find("button", "Sign in with your organisation");
            assert_eq!(page.place(), "");

            // Nobody is signed in there any more, so the password is asked for.
            page.click("button", "Sign in with your organisation");
            page.find("textbox", "Enter any login");
            let refused: Vec<_> =
                page.provider().events().into_iter().filter(|line| line.starts_with("refused")).collect();
            assert_eq!(refused, [""; 0]);
        });
}

#[test]
fn the_embedded_security_service_signs_in_with_a_code_too() {
    Journey::new().config(&config()).walk(|page| {
        page.goto("my-groups");
        page.click("button", "Sign in with your organisation");
        // Its page refuses a wrong password itself, so the portal never sees one.
        page.give((OWNER.0, "not it"));
        page.find("textbox", "Password");
        page.give(OWNER);
        page.arrives("My groups");
        assert_eq!(page.place(), "my-groups");
        page.reload();
        page.arrives("My groups");
        page.click("button", "Account");
        page.sees("Olivia Owner");
        page.click("button", "Sign out");
        page.find("button", "Sign in with your organisation");
        page.wait("the token is given back", || (page.sent("/connect/revocation") == 1).then_some(()));
    });
}
