//! Groups in a group that are opened in place, and the members of one kind over Microsoft Graph.

use crate::harness::service::values;
use crate::harness::{Journey, Key, OWNER, Portal};
use serde_json::{Value, json};

/// Groups that the owner has; each is put into the one before it, and the first into the last.
fn ring(page: &Portal, names: &[&str]) -> Vec<String> {
    let ids: Vec<_> = names.iter().map(|name| page.service.create_owned(name, OWNER)).collect();
    for at in 0..ids.len() {
        page.service.join(&ids[at], &json!(ids[(at + 1) % ids.len()]));
    }
    ids
}

fn people(page: &Portal, count: usize) -> Vec<Value> {
    let people = page.service.search("objectClass", "user", &["displayName"]);
    people.into_iter().take(count).map(|who| who["objectIdFromIdentityStore"].clone()).collect()
}

#[test]
fn a_ring_and_a_diamond_are_opened_in_place() {
    Journey::new().walk(|page| {
        let ids = ring(page, &["Ring one", "Ring two", "Ring three"]);
        // The third is in the first by a second way: that is no circle.
        page.service.join(&ids[0], &json!(ids[2]));
        page.service.settle();
        page.enter(&format!("groups/{}?tab=members", ids[0]));
        page.click("button", "Members of Ring two");
        page.sees("Through Ring two. They are not direct members of this group");
        // Both ways lead to the third: one in the table, one in the list.
        page.wait("the third group twice", || {
            (page.names("button").iter().filter(|name| *name == "Members of Ring three").count() == 2).then_some(())
        });
        page.script("document.querySelector('.opened-list .opener').click()");
        page.sees("In a circle: Ring one › Ring two › Ring three › Ring one");
        page.sees("Through Ring two › Ring three");
        page.click("button", "Members of Ring two");
        page.gone("list", "Members of Ring two");
        page.click("button", "Members of Ring three");
        page.sees("In a circle: Ring one › Ring three › Ring one");
        assert!(!page.has("checkbox", "Select Ring one"), "what is opened in place cannot be selected");
    });
}

#[test]
fn a_long_nested_group_is_read_by_keyboard_and_on_a_narrow_page() {
    Journey::new().expects("status of 403").walk(|page| {
        let [outer, inner] = ["Outer", "Inner"].map(|name| page.service.create_owned(name, OWNER));
        let people = people(page, 27);
        assert_eq!(people.len(), 27);
        people.iter().for_each(|who| page.service.join(&inner, who));
        page.service.join(&outer, &json!(inner));
        page.service.settle();
        page.enter(&format!("groups/{outer}?tab=members"));
        page.find("button", "Members of Inner");
        page.resize(320, 900, "dark");
        // The first reading is refused, the second is not.
        page.service.fault(json!({ "method": "POST", "pathContains": "Searches", "status": 403 }));
        page.tab_to("button", "Members of Inner");
        page.press(Key::Enter);
        page.sees("The service could not complete the request.");
        page.tab_to("button", "Try again");
        page.press(Key::Enter);
        page.sees("20 of 27 shown");
        page.focused("button", "Members of Inner");
        let wide = page.script("return document.documentElement.scrollWidth").as_i64();
        assert!(wide <= Some(320), "{wide:?}");
        page.tab_to("button", "Show more");
        page.press(Key::Enter);
        page.sees("27 of 27 shown");
        page.focused("button", "Members of Inner");
        assert_eq!(page.script("return document.querySelectorAll('.opened-list li').length"), 27);
        page.press(Key::Enter);
        page.gone("list", "Members of Inner");
        // A search closes it, too.
        page.press(Key::Enter);
        page.find("list", "Members of Inner");
        page.fill("searchbox", "Search this list", "Inn");
        page.gone("list", "Members of Inner");
        page.find("button", "Members of Inner");
    });
}

#[test]
fn members_over_graph_are_filtered_by_type_and_opened_by_id() {
    Journey::new().walk(|page| {
        let groups = page.service.search_in(3, "objectClass", "group", &["displayName", "members"]);
        let name_of = |group: &Value| values(group, "displayName").concat();
        let is_alone = |name: &str| groups.iter().filter(|group| name_of(group).starts_with(name)).count() == 1;
        let inner =
            groups.iter().find(|group| (2..15).contains(&values(group, "members").len()) && is_alone(&name_of(group)));
        let inner = inner.expect("a group with a few members");
        let (name, id) = (name_of(inner), inner["objectIdFromIdentityStore"].as_str().unwrap().to_owned());
        page.assigned_in_graph("Holder of groups", "holder");
        page.pick("Add members", &name, &format!("{name}*"));
        page.pick("Add members", "Fiona Field", "Fiona Field*");
        page.next("Owners");
        page.next("Summary");
        page.click("button", "Finish");
        page.arrives("Holder of groups");
        page.click("tab", "Members");
        page.click("button", &format!("Members of {name}"));
        page.find("list", &format!("Members of {name}"));
        let read = page.service.requests("GET", &format!("/v1.0/groups/{id}/members"));
        assert_eq!(read.len(), 1, "{read:?}");
        page.click("button", "Users");
        page.rows("the users", |rows| rows.len() == 1 && rows[0].contains("Fiona Field"));
        page.click("button", "Users");
        page.click("button", "Groups");
        page.rows("the groups", |rows| rows.len() == 1 && rows[0].contains(&name));
        for cast in ["user", "group"] {
            let end = format!("/members/microsoft.graph.{cast}");
            let sent = page.service.requests("GET", "*");
            assert!(sent.iter().any(|sent| sent["path"].as_str().unwrap().ends_with(&end)), "{end}");
        }
    });
}
