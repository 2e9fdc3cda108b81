//! No dead page: a portal that cannot start, or that has stopped, says what happened, what is saved and how to go on.

use crate::harness::{Journey, Page};
use serde_json::json;
use std::path::Path;

const STOPPED: &str = "The portal has stopped because of an error.";
const NOT_STARTED: &str = "The portal could not start.";

/// The text for the administrator.
fn details(page: &Page) -> String {
    let text = page.script("return document.querySelector('dialog[open] pre').textContent");
    text.as_str().unwrap().to_owned()
}

#[test]
fn a_missing_wasm_is_said_and_a_reload_goes_on() {
    Journey::new().expects("_bg").walk(|page| {
        page.devtools("Network.enable", json!({}));
        page.devtools("Network.setBlockedURLs", json!({ "urls": ["*_bg*.wasm"] }));
        page.goto("groups?code=1&state=2");
        page.sees(NOT_STARTED);
        let details = details(page);
        assert!(details.contains("GroupID Portal 0.") && details.contains("/portal/groups\n"), "{details}");
        assert_eq!(page.place(), "groups", "the code has left the address");
        page.devtools("Network.setBlockedURLs", json!({ "urls": [] }));
        page.click("button", "Reload the page");
        page.arrives_at_sign_in();
        assert!(!page.has("dialog", "GroupID Portal"));
    });
}

#[test]
fn a_script_of_the_wrong_type_is_said() {
    Journey::new().edit(serve_as_text).expects("MIME type").expects("404").expects("preload").walk(|page| {
        page.goto("");
        page.sees(NOT_STARTED);
        assert!(details(page).contains(".txt"), "{}", details(page));
    });
}

/// Gives the main script an ending that no web server sends as JavaScript.
fn serve_as_text(portal: &Path) {
    let files: Vec<_> = std::fs::read_dir(portal).unwrap().map(|file| file.unwrap().path()).collect();
    let name = |file: &Path| file.file_name().unwrap().to_str().unwrap().to_owned();
    let start = files.iter().find(|file| name(file).starts_with("portal-start-")).unwrap();
    let text = std::fs::read_to_string(start).unwrap();
    let (_, rest) = text.split_once("import(\"./").unwrap();
    let script = rest.split('"').next().unwrap();
    std::fs::rename(portal.join(script), portal.join(script.replace(".js", ".txt"))).unwrap();
    std::fs::write(start, text.replace(script, &script.replace(".js", ".txt"))).unwrap();
    // The page checks the start script against its hash.
    let page = portal.join("index.html");
    let html = std::fs::read_to_string(&page).unwrap();
    std::fs::write(page, html.replace(" integrity=", " data-integrity=")).unwrap();
}

/// Before any script of the portal runs, only the page itself can say something.
#[test]
fn a_portal_that_does_not_begin_to_start_says_what_to_look_at() {
    let is_said = |page: &Page| {
        page.sees("GroupID Portal is starting");
        let visibility = "return getComputedStyle(document.getElementById('starting')).visibility";
        page.wait("it is seen", || (page.script(visibility) == "visible").then_some(()));
        page.sees("a file of the portal may be missing on the web server");
    };
    Journey::new().expects("portal-start-").walk(|page| {
        page.devtools("Network.enable", json!({}));
        page.devtools("Network.setBlockedURLs", json!({ "urls": ["*portal-start-*"] }));
        page.goto("");
        is_said(page);
    });
    let without_slash = |portal: &Path| {
        let page = portal.join("index.html");
        let html = std::fs::read_to_string(&page).unwrap();
        std::fs::write(page, html.replace("<base href=\"/portal/\">", "<base href=\"/portal\">")).unwrap();
    };
    Journey::new().edit(without_slash).expects("404").expects("MIME type").walk(|page| {
        page.goto("");
        is_said(page);
    });
}

#[test]
fn a_promise_that_fails_in_the_portals_code_stops_it_and_one_of_others_does_not() {
    // A browser tells no page about promises of the scripts that a driver runs, so the event itself is sent.
    let fails = |page: &Page, reason: &str| {
        let event = format!("new PromiseRejectionEvent('unhandledrejection', {{ promise: done, reason: {reason} }})");
        page.script(&format!("const done = Promise.resolve(); dispatchEvent({event})"));
    };
    Journey::new().walk(|page| {
        page.goto("");
        page.arrives_at_sign_in();
        fails(page, "new Error('not of the portal')");
        page.fill("textbox", "User name", "olivia.owner");
        assert!(!page.has("dialog", "GroupID Portal"));
        fails(page, "new WebAssembly.RuntimeError('unreachable')");
        page.sees(STOPPED);
    });
}

#[test]
fn a_browser_without_a_needed_feature_is_said() {
    Journey::new().walk(|page| {
        let without = "delete HTMLElement.prototype.popover";
        page.before_each_page(without);
        page.goto("");
        page.sees("This browser is too old for the portal.");
    });
}

#[test]
fn after_a_panic_what_was_typed_can_be_copied_and_a_reload_goes_on() {
    Journey::new().expects("RuntimeError").expects("unreachable").walk(|page| {
        page.goto("");
        page.arrives_at_sign_in();
        page.fill("textbox", "User name", "olivia.owner");
        // The portal cannot draw any more, which it does not expect.
        page.script(
            "const fail = () => { throw new Error('secret'); };
             Document.prototype.createElement = fail; Document.prototype.createElementNS = fail;
             Node.prototype.cloneNode = fail",
        );
        page.click("button", "Sign in");
        page.sees(STOPPED);
        let details = details(page);
        assert!(details.contains(".rs:"), "the place is missing: {details}");
        for value in ["olivia", "secret"] {
            assert!(!details.contains(value), "{details}");
        }
        page.click("button", "Show the page");
        assert_eq!(page.value("textbox", "User name"), "olivia.owner");
        // The portal must not go on with half of its memory changed.
        page.click("button", "Sign in");
        page.sees(STOPPED);
        page.click("button", "Reload the page");
        page.arrives_at_sign_in();
        assert!(!page.has("dialog", "GroupID Portal"));
    });
}
