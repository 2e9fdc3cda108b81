//! The portal is split into parts: the first page is small, the rest is loaded by itself, and a part that fails is
//! reported.

use crate::harness::findings::Findings;
use crate::harness::{Journey, OWNER, Page, env};
use serde_json::json;
use std::collections::BTreeSet;

/// The names of the portal's files that this page has requested so far.
fn loaded(page: &Page) -> BTreeSet<String> {
    let names = page.script("return performance.getEntriesByType('resource').map(entry => entry.name)");
    let names = names.as_array().unwrap().iter().filter_map(|name| name.as_str());
    names.filter_map(|name| name.split_once("/portal/").map(|(_, file)| file.to_owned())).collect()
}

/// The files of the parts, including those that parts share.
fn parts() -> BTreeSet<String> {
    let files = std::fs::read_dir(env("PORTAL_DIST")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    // The code for reading from Microsoft Graph is loaded with the first query, which no page of this store sends, and the
    // form for a first configuration where there is none.
    let late = ["split_graph", "split_first_run"];
    let others = |name: &String| !name.ends_with("_bg.wasm") && !late.iter().any(|late| name.starts_with(late));
    names.filter(|name| name.ends_with(".wasm")).filter(others).collect()
}

/// `cargo xtask size` must count exactly what a browser loads for the first page.
#[test]
fn parts_are_not_loaded_for_the_first_page() {
    Journey::new().walk(|page| {
        page.goto("");
        page.arrives_at_sign_in();
        let counted = env("PORTAL_FIRST_PAGE").into_os_string().into_string().unwrap();
        let counted: BTreeSet<String> = counted.split(' ').map(str::to_owned).collect();
        let loaded = loaded(page);
        assert!(loaded.is_subset(&counted), "loaded: {loaded:#?}, counted: {counted:#?}");
        // The browser lists neither the page itself nor its icon.
        let unseen = counted.difference(&loaded).filter(|name| *name != "index.html" && !name.ends_with(".svg"));
        assert_eq!(unseen.collect::<Vec<_>>(), Vec::<&String>::new(), "counted, but not loaded");
    });
}

#[test]
fn parts_come_by_themselves_and_are_there_without_a_connection() {
    Journey::new().expects("ERR_INTERNET_DISCONNECTED").walk(|page| {
        page.enter("my-groups");
        page.arrives("My groups");
        page.wait("every part", || parts().is_subset(&loaded(page)).then_some(()));
        page.devtools("Network.enable", json!({}));
        let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        page.devtools("Network.emulateNetworkConditions", offline);
        page.click("button", "Create");
        page.click("link", "Group");
        page.arrives("Create group");
        page.find("group", "How does the group get its members?");
    });
}

#[test]
fn parts_that_do_not_come_can_be_asked_for_again() {
    let journey = Journey::new().expects("ERR_BLOCKED_BY_CLIENT").expects("TypeError: Failed to fetch");
    journey.walk(|page| {
        let block = |urls: &[&str]| {
            page.devtools("Network.setBlockedURLs", json!({ "urls": urls }));
        };
        page.devtools("Network.enable", json!({}));
        block(&["*/split_*", "*/chunk_*", "*/portal-chunks*"]);
        // Not even who has signed in can be looked up.
        page.goto("groups/new?draft=kept");
        page.arrives_at_sign_in();
        page.give(OWNER);
        page.sees("The service did not answer.");
        block(&["*/split_create_group*", "*/split_create_user*"]);
        page.click("button", "Try again");
        for _ in 0..2 {
            page.arrives("Page not loaded");
            page.sees("A part of the portal could not be loaded.");
            page.find("button", "Reload the page");
            // The rest of the portal works, and the URL is kept.
            page.find("navigation", "Main");
            assert_eq!(page.place(), "groups/new?draft=kept");
            page.click("button", "Try again");
        }
        page.arrives("Page not loaded");
        let mut found = Findings::default();
        page.violate("a page that is not loaded", &mut found);
        found.none("parts");
        page.click("button", "Create");
        page.click("link", "User");
        page.wait("the other page", || (page.place() == "users/new").then_some(()));
        page.arrives("Page not loaded");
        page.go_back();
        page.wait("the first page", || (page.place() == "groups/new?draft=kept").then_some(()));
        page.arrives("Page not loaded");
        block(&[]);
        page.click("button", "Try again");
        page.arrives("Create group");
        page.general("Second attempt");
        page.more_options();
        assert_eq!(page.value("textbox", "Group name (pre-Windows 2000)"), "Second attempt");
    });
}
