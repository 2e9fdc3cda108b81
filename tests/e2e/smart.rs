//! Smart groups: building a rule, creating the group, editing the rule and updating the members.

use crate::harness::service::{is_documented, values};
use crate::harness::{Journey, Key};
use serde_json::{Value, json};

/// The request body of operation 2 (contract, part A), byte for byte.
const SAMPLE: &str = include_str!("../../crates/model/tests/model/seeds/create-smart-group.request.json");
const CREATE: &str = "/GroupIDDataService/api/IdentityStores/2/Groups/DynamicGroup";

#[test]
fn golden_smart_group() {
    Journey::new().walk(|page| {
        page.enter_as(("Administrator", "Demo-Admin-1"), "groups/new");
        page.smart_general("DemoSmartGroup1");
        page.click("radio", "Distribution*");
        assert!(page.is_checked("checkbox", "Mail enabled"), "a distribution group is there for mail");
        page.click("radio", "Semi-private*");
        page.fill("textbox", "Description", "Its the description!");
        page.next("Membership rule");
        page.paste_rule("(department Contains \"engineering\")", "Use this rule");
        page.sees("Department contains engineering");
        page.next("Owners");
        page.find("button", "Change primary owner (now Administrator)");
        page.next("Summary");
        page.sends_sample(SAMPLE, CREATE, "DemoSmartGroup1");
    });
}

/// Every type of objects is an entry of its own.
#[test]
fn a_rule_finds_several_types_of_objects() {
    Journey::new().walk(|page| {
        page.enter_as(("Administrator", "Demo-Admin-1"), "groups/new");
        page.smart_general("Several types");
        page.next("Membership rule");
        page.paste_rule("(department Contains \"engineering\")", "Use this rule");
        page.also_find("Groups");
        page.next("Owners");
        page.next("Summary");
        page.click("button", "Finish");
        page.arrives("Several types");
        let sent = page.service.requests("POST", CREATE).pop().unwrap()["body"].clone();
        let types = sent["AttributesCollection"]["AttributesCollection"]["IMSGObjectTypes"].as_array().unwrap().clone();
        let codes: Vec<_> = types.iter().map(|entry| entry["Value"].as_str().unwrap()).collect();
        assert_eq!(codes, ["6", "8"]);
    });
}

#[test]
fn keyboard_builds_a_rule() {
    Journey::new().walk(|page| {
        page.goto("groups/new");
        page.enter_by_keyboard();
        page.focused("heading", "Create group");
        page.tab_to("radio", "Static group*");
        page.press(Key::Down);
        assert!(page.is_checked("radio", "Smart group*"));
        page.press(Key::Enter);
        page.focused("heading", "General");
        page.tab_to("textbox", "Group name");
        page.keys("Engineering Houston");
        page.press(Key::Enter);
        page.focused("heading", "Membership rule");

        // All of: department contains engineering …
        page.tab_to("button", "Add condition");
        page.press(Key::Enter);
        page.condition("Department", "contains", "engineering");
        page.focused("button", "Department contains engineering*");
        // … and any of: city is exactly Houston, or not title starts with Intern.
        page.tab_to("button", "Add block of conditions");
        page.press(Key::Enter);
        page.tab_to("button", "Add condition");
        page.press(Key::Enter);
        page.condition("City", "is exactly", "Houston");
        page.focused("button", "City is exactly Houston*");
        page.tab_to("button", "Add condition");
        page.press(Key::Enter);
        page.condition("Title", "starts with", "Intern");
        page.focused("button", "Title starts with Intern*");
        page.more("Not");
        page.focused("button", "Not Title starts with Intern*");
        page.sees("Department contains engineering and (City is exactly Houston or Title does not start with Intern)");

        // Removing and moving keep the focus close by, and undo restores everything.
        page.press(Key::Delete);
        page.focused("button", "City is exactly Houston*");
        page.chord(Key::Control, 'z');
        page.focused("button", "Not Title starts with Intern*");
        page.alt(Key::Up);
        page.focused("button", "Not Title starts with Intern*");
        page.alt(Key::Down);
        page.focused("button", "Not Title starts with Intern*");
        page.alt(Key::Left);
        page.focused("button", "Not Title starts with Intern*");
        page.sees("Department contains engineering, City is exactly Houston and Title does not start with Intern");
        page.alt(Key::Right);
        page.focused("button", "Not Title starts with Intern*");
        page.sees("(City is exactly Houston or Title does not start with Intern)");

        page.tab_to("button", "Next");
        // The preview runs meanwhile.
        page.sees("Who will be in it");
        let expected = expected(page.service.people());
        assert!(expected.len() > 3, "too few people for a test: {}", expected.len());
        page.wait("how many it means", || page.text().contains(&format!("{}", expected.len())).then_some(()));
        page.press(Key::Enter);
        page.focused("heading", "Owners");
        page.tab_to("button", "Next");
        page.press(Key::Enter);
        page.focused("heading", "Summary");
        page.tab_to("button", "Finish");
        page.press(Key::Enter);
        page.focused("heading", "Engineering Houston");

        // The members must be those that an independent search of the store finds.
        let group = page.service.search("name", "Engineering Houston", &["name", "member"]);
        let mut members = values(&group[0], "member");
        members.sort();
        assert_eq!(members, expected);
    });
}

/// The expected members, found without the product's own evaluator.
fn expected(people: Vec<Value>) -> Vec<String> {
    let low = |person: &Value, name: &str| values(person, name).concat().to_lowercase();
    let fits = |person: &&Value| {
        low(person, "department").contains("engineering")
            && (low(person, "l") == "houston" || !low(person, "title").starts_with("intern"))
    };
    let mut names: Vec<_> =
        people.iter().filter(fits).map(|person| values(person, "distinguishedName")[0].clone()).collect();
    names.sort();
    names
}

#[test]
fn editing_a_rule_shows_who_joins_and_leaves() {
    Journey::new().walk(|page| {
        page.smart_group("Houston people", "(l Is Exactly \"Houston\")");
        page.click("tab", "Membership rule");
        page.sees("City is exactly Houston");
        page.click("button", "Edit rule");
        page.paste_rule("(l=Austin)", "Replace the rule");
        page.sees("The group will have");
        page.click("button", "Save rule");
        // Everyone in Houston would be removed, so the number must be typed.
        page.find("dialog", "Many members would be removed");
        let before = page.service.requests("PATCH", "*").len();
        assert_eq!(before, 0);
        let living_in = |city: &str| {
            let here = |who: &Value| values(who, "l") == [city];
            page.service.people().into_iter().filter(here).count()
        };
        let leaving = living_in("Houston");
        page.fill("textbox", "Type here to confirm", &(leaving + 1).to_string());
        assert_eq!(page.about("button", "Save rule and remove members")["disabled"], true);
        page.fill("textbox", "Type here to confirm", &leaving.to_string());
        page.click("button", "Save rule and remove members");
        page.sees("The rule of Houston people is saved.");
        let sent = page.service.requests("PATCH", "*");
        assert_eq!(sent.len(), 1, "{sent:?}");
        let attributes = &sent[0]["body"]["AttributesCollection"]["AttributesCollection"];
        // Only changed attributes are sent.
        assert_eq!(*attributes, json!({ "IMSGCriteria": [{ "Value": "(l Is Exactly \"Austin\")", "Action": 0 }] }));

        // Saving changes no members yet; the message says what the next update will do.
        page.sees(&format!("At the next update, {} will be added and {leaving} removed.", living_in("Austin")));
        let members = || values(&page.service.search("name", "Houston people", &["member"])[0], "member").len();
        assert_eq!(members(), leaving);
        page.click("button", "Update now");
        page.sees(page.updated());
        // Only a service that tells of its updates says how many came and went.
        if !is_documented() {
            page.sees(&format!("{} added, {leaving} removed.", living_in("Austin")));
        }
        assert_eq!(members(), living_in("Austin"));
    });
}

#[test]
fn a_rule_that_somebody_else_changed_is_not_overwritten() {
    Journey::new().walk(|page| {
        page.smart_group("Shared rule", "(l Is Exactly \"Houston\")");
        page.click("tab", "Membership rule");
        page.click("button", "Edit rule");
        page.paste_rule("(&(l=Houston)(title=A*))", "Replace the rule");
        let group = page.service.search("name", "Shared rule", &["name"]);
        let id = group[0]["objectIdFromIdentityStore"].as_str().unwrap().to_owned();
        page.service.patch(&id, &json!({ "IMSGCriteria": [{ "Value": "(l Is Exactly \"Dallas\")", "Action": 0 }] }));
        page.service.settle();
        page.wait("the forecast", || page.text().contains("The group will have").then_some(()));
        page.click("button", "Save rule");
        page.confirm_leaving();
        page.sees("Someone else changed this rule while you were editing it. Your rule has not been saved yet.");
        page.sees("City is exactly Dallas");
        page.click("button", "Discard your changes");
        page.sees("City is exactly Dallas");
        let now = page.service.search("name", "Shared rule", &["IMSGCriteria"]);
        assert_eq!(values(&now[0], "IMSGCriteria"), ["(l Is Exactly \"Dallas\")"]);
    });
}

#[test]
fn a_changed_rule_survives_leaving_its_page() {
    Journey::new().walk(|page| {
        page.smart_group("Left in the middle", "(l Is Exactly \"Houston\")");
        page.click("tab", "Membership rule");
        page.click("button", "Edit rule");
        page.paste_rule("(l=Austin)", "Replace the rule");
        page.sees("City is exactly Austin");
        page.click("link", "My groups");
        page.arrives("My groups");
        page.fill("searchbox", "Search this list", "left in the middle");
        page.rows("the group", |rows| rows.len() == 1);
        page.click("link", "Left in the middle");
        page.arrives("Left in the middle");
        page.click("tab", "Membership rule (unsaved changes)");
        page.find("button", "Save rule");
        page.sees("City is exactly Austin");
        page.sees("Unsaved changes from ");
        // An update would use the saved rule, so it is disabled.
        let held = page.about("button", "Update membership now");
        assert!(held["description"].as_str().unwrap().contains("Save or discard your changes first"), "{held}");
        page.click("button", "Cancel");
        page.find("dialog", "Discard your changes to this rule?");
        page.click("button", "Keep editing");
        page.sees("City is exactly Austin");
        page.click("button", "Cancel");
        page.find("dialog", "Discard your changes to this rule?");
        page.click("button", "Discard changes");
        page.sees("City is exactly Houston");
        page.find("tab", "Membership rule");
        assert!(page.service.requests("PATCH", "*").is_empty());
    });
}

#[test]
fn an_unfinished_rule_goes_nowhere() {
    Journey::new().walk(|page| {
        page.enter("groups/new");
        page.smart_general("Nobody yet");
        page.next("Membership rule");
        page.click("button", "Next");
        page.sees("The rule has no condition yet");
        page.click("button", "Add condition");
        page.keys("Department");
        page.press(Key::Enter);
        page.click("button", "Done");
        page.click("button", "Next");
        page.find("heading", "Membership rule");
        page.sees("is incomplete");
        // An incomplete rule matches too much, so the directory must not have been asked about it.
        let searches = page.service.requests("POST", "/GroupIDDataService/api/IdentityStores/2/Searches");
        let of_rule = |entry: &&Value| !entry["body"]["startInContainerWithScopes"].as_object().unwrap().is_empty();
        assert_eq!(searches.iter().filter(of_rule).count(), 0, "a search for an unfinished rule was sent");
        assert!(page.service.requests("POST", CREATE).is_empty());
        // The incomplete rule survives a reload.
        page.goto(&page.place());
        page.find("heading", "Membership rule");
        page.sees("Department");
    });
}

#[test]
fn without_extensions_membership_is_updated_too() {
    Journey::new().documented_only().expects("status of 404").walk(|page| {
        page.smart_group("Only what is documented", "(l Is Exactly \"Houston\")");
        assert!(!page.has("link", "Tasks"), "a page for what the service does not tell");
        let group = page.service.search("name", "Only what is documented", &["name"]);
        let id = group[0]["objectIdFromIdentityStore"].as_str().unwrap().to_owned();
        page.service.patch(&id, &json!({ "IMSGCriteria": [{ "Value": "(l Is Exactly \"Austin\")", "Action": 0 }] }));
        page.click("button", "Update membership now");
        page.sees("now has");
        let group = page.service.search("name", "Only what is documented", &["member"]);
        let here = |who: &Value| values(who, "l") == ["Austin"];
        let austin = page.service.people().into_iter().filter(here).count();
        assert_eq!(values(&group[0], "member").len(), austin);
    });
}

#[test]
fn a_rule_for_nearly_everyone_has_to_be_confirmed() {
    Journey::new().walk(|page| {
        page.enter("groups/new");
        page.smart_general("Everybody");
        page.next("Membership rule");
        page.paste_rule("(objectClass=*)", "Use this rule");
        page.sees("nearly everyone");
        page.next("Owners");
        page.next("Summary");
        page.click("button", "Finish");
        page.focused("textbox", "Type here to confirm");
        assert!(page.service.requests("POST", CREATE).is_empty(), "nobody has confirmed it");
        page.fill("textbox", "Type here to confirm", "1");
        page.click("button", "Finish");
        page.wait("Finish to ask again", || page.has("button", "Finish").then_some(()));
        assert!(page.service.requests("POST", CREATE).is_empty(), "that is another number");
        page.fill("textbox", "Type here to confirm", &page.service.people().len().to_string());
        page.click("button", "Finish");
        page.arrives("Everybody");
    });
}

#[test]
fn a_rule_that_does_not_fit_asks_the_directory_nothing() {
    Journey::new().walk(|page| {
        page.enter("groups/new");
        page.smart_general("Wrong attribute");
        page.next("Membership rule");
        page.paste_rule("(foo_bar=x)", "Use this rule");
        page.sees("the attribute foo_bar is not configured");
        page.sees("Complete the rule to see who matches it.");
        page.click("button", "Next");
        page.sees("A condition cannot be used with its attribute.");
        page.wait("the focus in the rule", || {
            page.script("return document.activeElement.id === 'rule'").as_bool().filter(|is| *is)
        });
        let searches = page.service.requests("POST", "/GroupIDDataService/api/IdentityStores/2/Searches");
        assert!(!searches.iter().any(|entry| entry["body"].to_string().contains("foo_bar")), "{searches:?}");
    });
}
