//! What is shown where a service does not do what was expected of it: a rule that it stores differently, members that a
//! rule does not find, refused owners, and searches that lag behind.

use super::Net;
use crate::harness::Portal;
use crate::harness::wizard::{ENTRA, GRAPH};
use serde_json::json;

/// The attributes of a group that the portal needs in order to show its rule.
const SMART: [&str; 6] =
    ["displayName", "name", "distinguishedName", "IMSGManagedGroupType", "IMSGObjectTypes", "IMSGStartPath"];

pub fn stored_rule(page: &Portal, net: &mut Net) {
    page.smart_group("Seen by axe", "(l Is Exactly \"Houston\")");
    let mut group = page.service.search("name", "Seen by axe", &SMART)[0].clone();
    let id = group["objectIdFromIdentityStore"].as_str().unwrap().to_owned();
    let path = format!("/Groups/{id}");
    page.click("tab", "Membership rule");
    page.click("button", "Edit rule");
    page.paste_rule("(l=Austin)", "Replace the rule");
    page.sees("0 unchanged");
    // The service says yes and stores nothing.
    page.service.fault(json!({ "method": "PATCH", "pathContains": path, "status": 200, "body": { "status": 0 } }));
    page.click("button", "Save rule");
    page.find("dialog", "Many members would be removed");
    page.confirm_leaving();
    page.sees("does not show the saved rule yet");
    net.see(page, "group, a rule that is not shown yet");
    page.sees("The service has stored a different rule than was sent");
    net.see(page, "group, a rule that was stored differently");
    page.click("button", "Dismiss");
    // The service says that the group has members whom its rule does not find.
    page.service.patch(&id, &json!({ "IMSGCriteria": [{ "Value": "(l Is Exactly \"Nowhere\")", "Action": 0 }] }));
    page.service.settle();
    let members = json!({ "total": 68, "data": [] });
    let count =
        json!({ "method": "POST", "bodyContains": "attributeScopeQuery", "status": 200, "body": members, "times": 9 });
    page.service.fault(count);
    page.click("button", "Update membership now");
    page.sees(page.updated());
    page.sees("was expected to find 0");
    net.see(page, "group, far more members than expected");
    page.service.no_more_faults();
    let rule = json!([{ "value": "((l Is Exactly \"Houston\")", "action": 0 }]);
    group["attributesBusinessObject"]["attributesCollection"]["IMSGCriteria"] = rule;
    page.service.fault(json!({ "method": "GET", "pathContains": path, "status": 200, "body": group, "times": 2 }));
    page.goto(&format!("groups/{id}"));
    page.sees("may take a rule like this for everybody");
    net.see(page, "group, a rule that cannot be read");
    page.click("button", "Update membership now");
    page.find("dialog", "Update the membership with a rule that cannot be read?");
    net.see(page, "update with a rule that cannot be read");
}

pub fn refused_owners(page: &Portal, net: &mut Net) {
    page.enter_store(GRAPH, "groups/new");
    page.click("radio", "Security*");
    page.click("checkbox", "Microsoft Entra roles can be assigned to the group");
    page.next("General");
    page.fill("textbox", "Display name", "For roles");
    page.fill("textbox", "E-mail alias", "forroles");
    page.next("Members");
    page.next("Owners");
    page.next("Summary");
    let refusal =
        json!({ "error": { "code": "Request_BadRequest", "message": "A role-assignable group has no owners." } });
    page.service.fault(json!({ "method": "POST", "pathContains": "/v1.0/groups", "status": 400, "body": refusal }));
    page.click("button", "Finish");
    page.find("button", "Create without owners");
    net.see(page, "graph, summary, owners refused");
}

pub fn lagging(page: &Portal, net: &mut Net) {
    page.to_summary("Seen by axe");
    page.click("button", "Finish");
    page.arrives("Seen by axe");
    page.sees("may take a moment");
    net.see(page, "group, details later");
    page.click("link", "Dashboard");
    page.arrives("Dashboard");
    page.click("link", "All groups");
    page.arrives("All groups");
    page.find("link", "“Seen by axe” was created*");
    page.rows("groups", |rows| !rows.is_empty());
    net.see(page, "all groups, one that is not found yet");
}

pub fn unsure(page: &Portal, net: &mut Net) {
    page.enter_store(ENTRA, "groups/new");
    page.click("radio", "Teams*");
    page.next("General");
    page.fill("textbox", "Group name", "Seen by axe");
    page.next("Members");
    page.next("Owners");
    page.next("Summary");
    // The browser itself repeats a request whose connection was closed.
    let lost = json!({ "method": "POST", "pathContains": "/StaticGroup", "drop": "beforeHandling", "times": 9 });
    page.service.fault(lost);
    page.click("button", "Finish");
    page.sees("It is not yet clear");
    net.see(page, "entra, summary, no answer");
    page.service.no_more_faults();
    page.click("button", "Finish");
    page.find("checkbox", "I have checked that the group does not exist*");
    net.see(page, "entra, summary, not sure");
}
