//! The state of a list is in its URL: bookmarks, reload and Back restore it.

use crate::harness::{Journey, OWNER};

/// Whether every row has its member count.
fn counted(rows: &[String]) -> bool {
    !rows.is_empty() && rows.iter().all(|row| !row.contains('…'))
}

#[test]
fn table_urls() {
    Journey::new().walk(|page| {
        page.enter("groups");
        page.arrives("All groups");
        let first = page.rows("the first page", |rows| rows.len() > 3 && counted(rows));
        page.click("button", "Name");
        page.at("sorted the other way", |place| place == "groups?sort=-name");
        let last = page.rows("the other end", |rows| rows != first && counted(rows));
        assert_eq!(page.about("columnheader", "Name")["sorted"], "descending");
        page.click("button", "Next page");
        page.at("the second page", |place| place == "groups?sort=-name&page=2");
        let second = page.rows("the second page", |rows| *rows != last && counted(rows));
        page.reload();
        page.rows("the second page again", |rows| rows == second);
        assert_eq!(page.place(), "groups?sort=-name&page=2");
        page.go_back();
        page.at("the first page", |place| place == "groups?sort=-name");
        // Going back loads the page again, without a session.
        page.wait("the list or the sign-in", || {
            (page.has("table", "All groups") || page.has("button", "Sign in")).then_some(())
        });
        if page.has("button", "Sign in") {
            page.give(OWNER);
        }
        page.rows("the first page again", |rows| rows == last);

        page.fill("searchbox", "Search this list", "sales");
        page.at("what is searched for", |place| place == "groups?q=sales&sort=-name");
        let found = page.rows("what was found", |rows| {
            counted(rows) && rows.iter().all(|row| row.to_lowercase().contains("sales"))
        });
        page.reload();
        page.rows("what was found, again", |rows| rows == found);
        assert_eq!(page.value("searchbox", "Search this list"), "sales");
        page.click("button", "Name");
        page.at("sorted", |place| place == "groups?q=sales");
        page.go_back();
        page.at("sorted as before", |place| place == "groups?q=sales&sort=-name");
        page.rows("as before", |rows| rows == found);
    });
}

#[test]
fn behind_the_end_of_a_list() {
    Journey::new().walk(|page| {
        page.enter("groups?page=99");
        page.sees("The list ends before page 99.");
        let way = page.names("button").into_iter().find(|name| name.starts_with("Go to page")).unwrap();
        page.click("button", &way);
        page.rows("the last page", |rows| !rows.is_empty());
        page.focused("heading", "All groups");
        assert_eq!(page.place(), format!("groups?page={}", way.trim_start_matches("Go to page ")));
    });
}

/// IIS ignores the case of the portal's path.
#[test]
fn another_letter_case_is_the_same_portal() {
    Journey::new().walk(|page| {
        page.goto("");
        page.script("location.href = '/Portal/groups'");
        page.wait("the other address", || {
            (page.script("return location.pathname").as_str() == Some("/Portal/groups")).then_some(())
        });
        page.give(OWNER);
        page.arrives("All groups");
        page.click("link", "My groups");
        page.arrives("My groups");
    });
}

#[test]
fn deep_link_survives_sign_in() {
    Journey::new().walk(|page| {
        page.enter("groups");
        let rows = page.rows("groups", |rows| !rows.is_empty());
        let name = page.names("link").into_iter().find(|name| rows[0].contains(name.as_str())).unwrap();
        page.click("link", &name);
        page.arrives(&name);
        page.click("tab", "All attributes");
        let place = page.at("the tab", |place| place.ends_with("?tab=attributes"));
        page.reload();
        page.arrives(&name);
        page.sees("distinguishedName");
        assert_eq!(page.place(), place);
    });
}
