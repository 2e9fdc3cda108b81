//! Groups in Entra ID through GroupID: the contract's samples, and every type as static and as smart group.

use crate::harness::service::values;
use crate::harness::wizard::{ENTRA, ENTRA_STORE};
use crate::harness::{Journey, Portal};

const STATIC: &str = include_str!("../../crates/model/tests/model/seeds/create-entra-static-group.request.json");
const SMART: &str = include_str!("../../crates/model/tests/model/seeds/create-entra-smart-group.request.json");
const CREATE_STATIC: &str = "/GroupIDDataService/api/IdentityStores/3/Groups/StaticGroup";
const CREATE_SMART: &str = "/GroupIDDataService/api/IdentityStores/3/Groups/DynamicGroup";

/// For each type its name, its code, and whether it can have Office's features.
const TYPES: [(&str, &str, bool); 4] =
    [("Security", "4", false), ("Distribution", "8", false), ("Microsoft 365", "16", true), ("Teams", "32", true)];

/// Walks from the opened wizard to the step after "General".
fn general(page: &Portal, kind: &str, how: &str, name: &str, next: &str) {
    page.find("group", "How does the group get its members?");
    page.click("radio", &format!("{kind}*"));
    page.click("radio", &format!("{how}*"));
    page.next("General");
    assert!(!page.has("combobox", "Container"), "there is only one");
    page.fill("textbox", "Group name", name);
    page.click("radio", "Private*");
    page.fill("textbox", "Description", name);
    page.next(next);
}

#[test]
fn golden_entra_static_group() {
    Journey::new().walk(|page| {
        page.enter_store(ENTRA, "groups/new");
        general(page, "Security", "Static group", "apiSecAzure", "Members");
        page.pick("Add members", "olivia owner", "Olivia Owner*");
        page.next("Owners");
        page.find("button", "Remove owner Olivia Owner");
        page.next("Summary");
        page.sends_sample(STATIC, CREATE_STATIC, "apiSecAzure");
    });
}

#[test]
fn golden_entra_smart_group() {
    Journey::new().walk(|page| {
        page.enter_store(ENTRA, "groups/new");
        general(page, "Security", "Smart group", "apiEntraSmart", "Membership rule");
        page.paste_rule("(department Contains \"engineering\")", "Use this rule");
        page.click("button", "Exceptions*");
        page.pick("Always include", "olivia owner", "Olivia Owner*");
        page.next("Owners");
        page.next("Summary");
        page.sends_sample(SMART, CREATE_SMART, "apiEntraSmart");
    });
}

#[test]
fn every_type_of_entra_static_and_smart() {
    Journey::new().walk(|page| {
        page.enter_store(ENTRA, "");
        for (kind, code, office) in TYPES {
            for how in ["Static group", "Smart group"] {
                let name = format!("{kind}, {how}");
                page.click("button", "Create");
                page.click("link", "Group");
                page.arrives("Create group");
                let smart = how == "Smart group";
                general(page, kind, how, &name, if smart { "Membership rule" } else { "Members" });
                if smart {
                    page.paste_rule("(department Contains \"engineering\")", "Use this rule");
                } else {
                    page.pick("Add members", "max member", "Max Member*");
                }
                page.next("Owners");
                page.click("button", "Back");
                page.click("button", "Back");
                assert_eq!(page.has("checkbox", "Microsoft 365 features"), office, "{name}");
                page.next(if smart { "Membership rule" } else { "Members" });
                page.next("Owners");
                page.next("Summary");
                page.click("button", "Finish");
                page.arrives(&name);

                let path = if smart { CREATE_SMART } else { CREATE_STATIC };
                let sent = page.service.requests("POST", path).pop().expect(&name)["body"].clone();
                let bag = &sent["AttributesCollection"]["AttributesCollection"];
                let value = |attribute: &str| bag[attribute][0]["Value"].as_str().unwrap_or_default().to_owned();
                assert_eq!(sent["GroupName"], name.as_str());
                assert_eq!(value("GroupType"), code);
                assert_eq!(value("IMSGManagedGroupType"), if smart { "2" } else { "1" });
                assert_eq!(value("enableofficefeatures"), office.to_string());
                // A new rule looks for users.
                assert_eq!(value("IMSGObjectTypes"), if smart { "6" } else { "" }, "{name}");

                let made = page.service.search_in(ENTRA_STORE, "displayName", &name, &["groupType", "members"]);
                assert_eq!(made.len(), 1, "{name}");
                assert_eq!(values(&made[0], "groupType"), [code]);
                assert!(!values(&made[0], "members").is_empty(), "{name} has no members");
            }
        }
    });
}

#[test]
fn groups_cannot_be_in_a_team() {
    Journey::new().walk(|page| {
        page.enter_store(ENTRA, "groups/new");
        general(page, "Security", "Static group", "Nested", "Members");
        page.pick("Add members", "Engineering Security 1", "Engineering Security 1*");
        page.next("Owners");
        page.click("button", "Back");
        page.click("button", "Back");
        page.click("button", "Back");
        page.click("radio", "Teams*");
        page.next("General");
        page.click("button", "Next");
        // The members are kept, marked as wrong, and the page goes to them.
        page.focused("combobox", "Membership of Engineering Security 1*");
        page.sees("Only people can be members of a Microsoft 365 group or a team.");
        page.click("button", "Remove Engineering Security 1");
        page.next("Owners");
    });
}
