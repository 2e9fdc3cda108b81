//! A thousand pasted lines with one that nobody is: it is shown first and can be mended, and the others are not lost.

use crate::harness::service::values;
use crate::harness::{Journey, OWNER, Portal};

const WRONG: &str = "nobody.at.all";

/// The lines, and the logon name and the name of somebody who is not in them.
fn lines(page: &Portal) -> (String, String, String) {
    let people = page.service.search("objectClass", "user", &["sAMAccountName", "displayName"]);
    let logon = |at: usize| values(&people[at], "sAMAccountName").concat();
    let mut lines: Vec<_> = (0..999).map(logon).collect();
    lines.insert(700, WRONG.to_owned());
    (lines.join("\n"), logon(999), values(&people[999], "displayName").concat())
}

/// Pastes the list and has it looked up.
fn paste(page: &Portal, text: &str) {
    page.click("button", "Paste a list");
    page.fill_all("textbox", "People and groups", text);
    page.click("button", "Check names");
    // A look-up of a thousand lines may take longer than anything else, so it is waited for as long as it gets on.
    let mut before = String::new();
    while !page.has("button", "Back") {
        before = page
            .wait("the look-up gets on", || progress(page).filter(|now| *now != before || page.has("button", "Back")));
    }
}

/// How far the look-up is, or that it has ended.
fn progress(page: &Portal) -> Option<String> {
    let text = page.text();
    let line = text.lines().find(|line| line.contains(" of 1000 checked")).map(str::to_owned);
    line.or_else(|| page.has("button", "Back").then(String::new))
}

/// The text of the first line of the results.
fn first_line(page: &Portal) -> String {
    let text = page.script("return document.querySelector('.paste-line').innerText");
    text.as_str().unwrap().to_owned()
}

#[test]
fn one_wrong_line_of_a_thousand_is_mended_in_the_wizard() {
    Journey::new().people(1_100).walk(|page| {
        let (text, logon, name) = lines(page);
        page.enter("groups/new");
        page.general("A thousand");
        page.next("Members");
        paste(page, &text);
        page.sees("999 found, 1 needs your attention.");
        assert!(first_line(page).contains(WRONG), "{}", first_line(page));
        page.pick("Correct this entry", &logon, &format!("{name}*"));
        page.sees("1000 found.");
        page.click("button", "Add 1000 members");
        page.gone("dialog", "Paste a list");
        page.sees("1000 members");
        page.next("Owners");
        page.next("Summary");
        page.click("button", "Finish");
        page.arrives("A thousand");
        assert_eq!(page.service.held("A thousand", "member").len(), 1_000);
    });
}

#[test]
fn one_wrong_line_of_a_thousand_waits_on_the_page_of_a_group() {
    Journey::new().people(1_100).walk(|page| {
        let (text, logon, name) = lines(page);
        let id = page.service.create_owned("A thousand more", OWNER);
        page.service.settle();
        page.enter(&format!("groups/{id}?tab=members"));
        paste(page, &text);
        page.sees("999 found, 1 needs your attention.");
        assert!(first_line(page).contains(WRONG), "{}", first_line(page));
        // The others are taken, and the wrong one waits.
        page.click("button", "Put 999 on the list");
        page.gone("dialog", "Paste a list");
        page.sees(
            "999 people were put on the list of people to add. One entry was not added and waits under “Paste a list”.",
        );
        page.click("button", "Paste a list");
        page.wait("the wrong one alone", || (page.value("textbox", "People and groups") == WRONG).then_some(()));
        page.click("button", "Check names");
        page.pick("Correct this entry", &logon, &format!("{name}*"));
        page.click("button", "Put one on the list");
        page.gone("dialog", "Paste a list");
        page.sees("One person was put on the list of people to add.");
        page.find("button", "Add 1000 members");
    });
}
