//! Groups of Entra ID and of Microsoft Graph.

use super::Net;
use crate::harness::Portal;
use crate::harness::wizard::{ENTRA, GRAPH};

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
    page.pick("Add members", "max member", "Max Member*");
    net.see(page, "entra, members");
    page.next("Owners");
    net.see(page, "entra, owners");
    page.click("button", "Remove owner Olivia Owner");
    page.click("button", "Next");
    net.see(page, "entra, owners, refused");
    page.pick("Add owners", "olivia owner", "Olivia Owner*");
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
    page.find("checkbox", "Can be assigned to Entra roles");
    net.see(page, "graph, type");
    page.click("checkbox", "Can be assigned to Entra roles");
    net.see(page, "graph, type, for roles");
    page.click("radio", "Dynamic*");
    page.click("radio", "Microsoft 365*");
    page.next("General");
    page.fill("textbox", "Display name", "Seen by axe");
    page.fill("textbox", "Mail nickname", "not good");
    page.click("button", "Next");
    net.see(page, "graph, general, refused");
    page.fill("textbox", "Mail nickname", "seenbyaxe");
    page.next("Membership rule");
    page.paste_rule("(department Is Exactly \"Operations\")", "Use this rule");
    net.see(page, "graph, rule");
    page.next("Owners");
    page.next("Summary");
    page.click("button", "Finish");
    page.find("checkbox", "I have read*");
    net.see(page, "graph, summary, to be confirmed");
    page.click("button", "Show request");
    page.find("dialog", "The request that Finish sends");
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
