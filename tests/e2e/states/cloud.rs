//! Groups in Entra ID and in Microsoft Graph.

use super::Net;
use crate::harness::Portal;
use crate::harness::service::values;
use crate::harness::wizard::{ENTRA, ENTRA_STORE, GRAPH};
use serde_json::json;

pub fn entra(page: &Portal, net: &mut Net) {
    page.enter_store(ENTRA, "groups/new");
    page.find("radio", "Teams*");
    net.see(page, "entra, type");
    page.click("radio", "Teams*");
    page.next("General");
    net.see(page, "entra, general");
    page.click("button", "Next");
    net.see(page, "entra, general, refused");
    page.fill("textbox", "Group name", "Seen by axe");
    page.next("Members");
    page.fill("combobox", "Add members", "max member");
    page.find("option", "Max Member*");
    net.see(page, "entra, members open");
    page.click("option", "Max Member*");
    net.see(page, "entra, members");
    page.next("Owners");
    net.see(page, "entra, owners");
    page.click("button", "Remove owner Olivia Owner");
    page.click("button", "Next");
    net.see(page, "entra, owners, refused");
    page.fill("combobox", "Add owners", "olivia owner");
    page.find("option", "Olivia Owner*");
    net.see(page, "entra, owners open");
    page.click("option", "Olivia Owner*");
    page.next("Summary");
    net.see(page, "entra, summary");
    page.click("button", "Finish");
    page.arrives("Seen by axe");
    net.see(page, "entra, group");
}

pub fn graph(page: &Portal, net: &mut Net) {
    page.goto("groups/new");
    page.select("Identity store", GRAPH);
    page.find("button", "Sign in with your organisation");
    net.see(page, "sign-in, graph");
    page.enter_store(GRAPH, "groups/new");
    page.find("checkbox", "Microsoft Entra roles can be assigned to the group");
    net.see(page, "graph, type");
    page.click("checkbox", "Microsoft Entra roles can be assigned to the group");
    net.see(page, "graph, type, for roles");
    page.click("radio", "Dynamic*");
    page.click("radio", "Microsoft 365*");
    page.next("General");
    page.fill("textbox", "Display name", "Seen by axe");
    page.fill("textbox", "E-mail alias", "not good");
    page.click("button", "Next");
    net.see(page, "graph, general, refused");
    page.fill("textbox", "E-mail alias", "seenbyaxe");
    page.next("Membership rule");
    page.paste_rule("(department Contains \"Operations\")", "Use this rule");
    page.sees("Microsoft Graph cannot count this rule");
    net.see(page, "graph, rule that is not counted");
    page.next("Owners");
    page.next("Summary");
    page.click("button", "Finish");
    page.find("checkbox", "I have read*");
    net.see(page, "graph, summary, to be confirmed");
    page.click("button", "Show HTTP request");
    page.find("dialog", "HTTP request to be sent");
    net.see(page, "graph, request");
    page.click("button", "Close");
    page.click("checkbox", "I have read*");
    page.click("button", "Finish");
    page.arrives("Seen by axe");
    net.see(page, "graph, group");
    page.click("tab", "Members");
    page.rows("members", |rows| !rows.is_empty());
    net.see(page, "graph, group, members");
    page.click("link", "Dashboard");
    page.arrives("Dashboard");
    page.click("link", "All groups");
    page.arrives("All groups");
    page.rows("groups", |rows| !rows.is_empty());
    net.see(page, "graph, all groups");
}

pub fn graph_in_part(page: &Portal, net: &mut Net) {
    page.assigned_in_graph("Half of them", "halfofthem");
    let people = page.service.search_in(ENTRA_STORE, "objectClass", "user", &["userPrincipalName"]);
    let logons: Vec<_> = people.iter().take(30).map(|who| values(who, "userPrincipalName").concat()).collect();
    page.click("button", "Paste a list");
    page.fill_all("textbox", "People and groups", &logons.join("\n"));
    page.click("button", "Check names");
    page.click("button", "Add 30*");
    page.sees("30 members");
    net.see(page, "graph, many members");
    page.next("Owners");
    page.next("Summary");
    net.see(page, "graph, summary of many");
    page.service.fault(json!({ "method": "POST", "pathContains": "/v1.0/$batch", "status": 500 }));
    page.click("button", "Finish");
    page.find("dialog", "“Half of them” was created, but is incomplete");
    net.see(page, "graph, created in part");
}
