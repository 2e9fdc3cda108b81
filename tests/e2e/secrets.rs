//! Neither the password nor a token is stored or shown anywhere; they are only in memory and in requests.

use crate::harness::{Journey, OWNER, Portal};
use serde_json::{Value, json};

/// The tokens that the browser received, from GroupID or from the authority of Microsoft Graph.
fn tokens(page: &Portal) -> Vec<String> {
    let mut found = Vec::new();
    for entry in page.log("performance") {
        let message: Value = serde_json::from_str(entry["message"].as_str().unwrap_or_default()).unwrap_or_default();
        let message = &message["message"];
        let url = message["params"]["response"]["url"].as_str().unwrap_or_default();
        if message["method"] == "Network.responseReceived" && url.ends_with("/token") {
            let body = page.devtools("Network.getResponseBody", json!({ "requestId": message["params"]["requestId"] }));
            let body: Value = serde_json::from_str(body["body"].as_str().unwrap()).unwrap();
            for name in ["access_token", "refresh_token"] {
                found.push(body[name].as_str().unwrap().to_owned());
            }
        }
    }
    found
}

/// From the summary of a new group with this name on, through its creation and past signing out, no secret is anywhere.
fn are_nowhere_from_summary(page: &Portal, name: &str) {
    let tokens = tokens(page);
    assert_eq!(tokens.len(), 2, "an access and a refresh token");
    let secrets: Vec<&str> = tokens.iter().map(String::as_str).chain([OWNER.1]).collect();
    let nowhere = |place: &str| {
        let everything = page.script(
            "return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href, \
             history.state, document.title, document.documentElement.outerHTML, \
             [...document.querySelectorAll('input, textarea')].map(field => field.value)])",
        );
        let journal = Value::from(page.service.journal()).to_string();
        for (where_, text) in [("page", everything.as_str().unwrap()), ("journal", &journal)] {
            let held = secrets.iter().any(|secret| text.contains(secret));
            assert!(!held, "{place}: a secret stands in the {where_}");
        }
    };
    nowhere("summary");
    page.click("button", "Show HTTP request");
    page.find("dialog", "HTTP request to be sent");
    nowhere("show request");
    page.click("button", "Close");
    page.click("button", "Finish");
    page.arrives(name);
    nowhere("group");
    page.click("button", "Account");
    page.click("button", "Sign out");
    page.find("heading", "Sign in to GroupID Portal");
    nowhere("signed out");
}

#[test]
fn secrets() {
    Journey::new().listens().walk(|page| {
        page.to_summary("Nothing secret");
        are_nowhere_from_summary(page, "Nothing secret");
    });
}

#[test]
fn secrets_of_microsoft_graph() {
    Journey::new().listens().walk(|page| {
        page.assigned_in_graph("Nothing secret in Graph", "nothingsecret");
        page.next("Owners");
        page.next("Summary");
        are_nowhere_from_summary(page, "Nothing secret in Graph");
    });
}
