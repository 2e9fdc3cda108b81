//! Groups through Microsoft Graph: the samples, more people than one creation can hold, and throttling.

use crate::harness::service::values;
use crate::harness::wizard::GRAPH;
use crate::harness::{Journey, Portal};
use serde_json::json;

const OFFICE: &str = include_str!("../../crates/model/tests/model/seeds/graph-create-group-1.request.json");
const WITH_PEOPLE: &str = include_str!("../../crates/model/tests/model/seeds/graph-create-group-2.request.json");
const FOR_ROLES: &str = include_str!("../../crates/model/tests/model/seeds/graph-create-group-3.request.json");
const GROUPS: &str = "/v1.0/groups";
const BATCH: &str = "/v1.0/$batch";
/// What the browser logs for a throttled request.
const BUSY: &str = "status of 429";

/// Walks from the opened wizard through the fields of "General".
fn general(page: &Portal, kind: &str, name: &str, nickname: &str, description: &str) {
    page.click("radio", &format!("{kind}*"));
    page.click("radio", "Assigned*");
    page.next("General");
    page.fill("textbox", "Display name", name);
    page.fill("textbox", "E-mail alias", nickname);
    page.fill("textbox", "Description", description);
}

/// Replaces the signed-in user as owner.
fn owners(page: &Portal, name: &str) {
    page.pick("Add owners", name, &format!("{name}*"));
    page.click("button", "Remove owner Olivia Owner");
}

#[test]
fn golden_graph_microsoft_365_group() {
    Journey::new().walk(|page| {
        page.enter_store(GRAPH, "groups/new");
        general(page, "Microsoft 365", "Library Assist", "library", "Self help community for library");
        page.click("radio", "Public*");
        page.next("Members");
        page.next("Owners");
        page.find("button", "Remove owner Olivia Owner");
        page.next("Summary");
        page.sends_sample(OFFICE, GROUPS, "Library Assist");
        // Graph makes the signed-in user an owner by itself.
        page.click("tab", "Owners");
        page.sees("Olivia Owner");
    });
}

#[test]
fn golden_graph_security_group_with_people() {
    Journey::new().walk(|page| {
        page.enter_store(GRAPH, "groups/new");
        general(page, "Security", "Operations group", "operations2019", "Group with designated owner and members");
        page.next("Members");
        for name in ["Fiona Field", "Nadia Nightshift"] {
            page.pick("Add members", name, &format!("{name}*"));
        }
        page.next("Owners");
        owners(page, "Omar Operations");
        page.next("Summary");
        page.sends_sample(WITH_PEOPLE, GROUPS, "Operations group");
    });
}

#[test]
fn golden_graph_group_for_roles() {
    Journey::new().walk(|page| {
        page.enter_store(GRAPH, "groups/new");
        page.click("radio", "Microsoft 365*");
        page.click("checkbox", "Microsoft Entra roles can be assigned to the group");
        general(
            page,
            "Microsoft 365",
            "Role assignable group",
            "contosohelpdeskadministrators",
            "Group assignable to a role",
        );
        assert!(page.is_checked("checkbox", "Security enabled"));
        assert!(page.is_checked("radio", "Private"));
        page.next("Members");
        for name in ["Hugo Helpdesk", "Sara Support"] {
            page.pick("Add members", name, &format!("{name}*"));
        }
        page.next("Owners");
        owners(page, "Rita Roles");
        page.next("Summary");
        page.sends_sample(FOR_ROLES, GROUPS, "Role assignable group");
    });
}

#[test]
fn more_people_than_a_creation_holds_follow_in_batches_after_a_pause() {
    Journey::new().expects(BUSY).walk(|page| {
        page.enter_store(GRAPH, "groups/new");
        general(page, "Microsoft 365", "Everybody here", "everybody", "More than a creation holds");
        page.click("radio", "Public*");
        page.click("checkbox", "Allow external senders");
        page.click("checkbox", "Hide from address lists");
        page.next("Members");
        let people = page.service.search_in(3, "objectClass", "user", &["userPrincipalName"]);
        let logons: Vec<_> = people.iter().take(45).map(|who| values(who, "userPrincipalName").concat()).collect();
        page.click("button", "Paste a list");
        page.fill_all("textbox", "People and groups", &logons.join("\n"));
        page.click("button", "Check names");
        page.click("button", "Add 45*");
        page.sees("45 members");
        page.next("Owners");
        page.next("Summary");
        // The first batch is throttled.
        page.service.fault(json!({ "method": "POST", "pathContains": BATCH, "status": 429, "retryAfter": 2 }));
        page.click("button", "Finish");
        page.sees("Microsoft Graph is busy.");
        page.arrives("Everybody here");

        let made = page.service.requests("POST", GROUPS);
        assert_eq!(made.len(), 1, "{made:?}");
        let bound = |name: &str| made[0]["body"][name].as_array().map_or(0, Vec::len);
        assert_eq!((bound("owners@odata.bind"), bound("members@odata.bind")), (0, 20));
        let batches = page.service.requests("POST", BATCH);
        let sizes: Vec<_> = batches.iter().map(|batch| batch["body"]["requests"].as_array().unwrap().len()).collect();
        assert_eq!(sizes, [20, 20, 5], "one of them twice: the first was not taken");
        let patches: Vec<_> = page.service.requests("PATCH", "*");
        assert_eq!(patches.len(), 1);
        assert_eq!(patches[0]["body"], json!({ "allowExternalSenders": true, "hideFromAddressLists": true }));
        let group = page.service.search_in(3, "displayName", "Everybody here", &["members"]);
        assert_eq!(values(&group[0], "members").len(), 45);
    });
}

#[test]
fn who_could_not_be_added_is_named_and_can_be_tried_again() {
    Journey::new().expects("status of 5").walk(|page| {
        page.enter_store(GRAPH, "groups/new");
        general(page, "Security", "Half of them", "halfofthem", "");
        page.next("Members");
        let people = page.service.search_in(3, "objectClass", "user", &["userPrincipalName"]);
        let logons: Vec<_> = people.iter().take(30).map(|who| values(who, "userPrincipalName").concat()).collect();
        page.click("button", "Paste a list");
        page.fill_all("textbox", "People and groups", &logons.join("\n"));
        page.click("button", "Check names");
        page.click("button", "Add 30*");
        page.next("Owners");
        page.next("Summary");
        page.service.fault(json!({ "method": "POST", "pathContains": BATCH, "status": 500 }));
        page.click("button", "Finish");
        page.find("dialog", "“Half of them” was created, but is incomplete");
        // One of the twenty people in the creation was the owner.
        page.sees("11 owners and members have not been added yet:");
        page.click("button", "Try again");
        page.arrives("Half of them");
        assert_eq!(page.service.requests("POST", GROUPS).len(), 1);
        let group = page.service.search_in(3, "displayName", "Half of them", &["members"]);
        assert_eq!(values(&group[0], "members").len(), 30);
    });
}

#[test]
fn a_dynamic_group_has_the_rule_of_the_builder_and_the_members_that_were_counted() {
    Journey::new().walk(|page| {
        page.enter_store(GRAPH, "groups/new");
        page.click("radio", "Security*");
        page.click("radio", "Dynamic*");
        page.next("General");
        page.fill("textbox", "Display name", "Dynamic operations");
        page.next("Membership rule");
        page.paste_rule("(department Is Exactly \"Operations\")", "Use this rule");
        let rule = "(user.department -eq \"Operations\")";
        page.sees(rule);
        // The preview must match what the directory itself finds.
        let meant = page.service.search_in(3, "department", "Operations", &["objectClass"]);
        assert!(meant.len() >= 3);
        page.sees(&format!("{} members", meant.len()));
        page.next("Owners");
        page.next("Summary");
        assert!(!page.has("checkbox", "I have read*"), "the number was seen");
        page.click("button", "Finish");
        page.arrives("Dynamic operations");
        let made = page.service.requests("POST", GROUPS);
        assert_eq!(made.len(), 1);
        assert_eq!(made[0]["body"]["membershipRule"], rule);
        assert_eq!(made[0]["body"]["membershipRuleProcessingState"], "On");
        assert_eq!(made[0]["body"]["groupTypes"], json!(["DynamicMembership"]));
        let group = page.service.search_in(3, "displayName", "Dynamic operations", &["members"]);
        assert_eq!(values(&group[0], "members").len(), meant.len());
    });
}

#[test]
fn a_rule_that_graph_cannot_count_says_why_and_has_to_be_read() {
    Journey::new().walk(|page| {
        page.enter_store(GRAPH, "groups/new");
        page.click("radio", "Security*");
        page.click("radio", "Dynamic*");
        page.next("General");
        page.fill("textbox", "Display name", "Somewhere in operations");
        page.next("Membership rule");
        page.paste_rule("(department Contains \"perations\")", "Use this rule");
        page.sees("Microsoft Graph cannot count this rule: for “Department contains perations” it has no “contains”.");
        page.next("Owners");
        page.next("Summary");
        page.click("button", "Finish");
        page.find("checkbox", "I have read*");
        assert!(page.service.requests("POST", GROUPS).is_empty(), "sent before anybody had read the rule");
        page.click("checkbox", "I have read*");
        page.click("button", "Finish");
        page.arrives("Somewhere in operations");
        assert_eq!(page.service.requests("POST", GROUPS).len(), 1);
    });
}
