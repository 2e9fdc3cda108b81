//! Checks that each geometry rule detects a violation, and that removing or adding rows moves neither the page nor the
//! focus.
//!
//! The rules are in `harness/geometry.js`; [`crate::net`] applies them to every state of the portal.

use crate::harness::service::values;
use crate::harness::{Journey, Key, Page, Portal};
use serde_json::Value;

/// A rule, a page that satisfies it, and one that violates it.
const RULES: [(&str, &str, &str); 13] = [
    (
        "an open popup is wholly in sight",
        "<div class='sheet' style='position:fixed;right:20px;top:20px;padding:16px'>Sheet</div>",
        "<div class='sheet' style='position:fixed;right:-60px;top:20px;padding:16px 80px'>Sheet</div>",
    ),
    (
        "no ancestor cuts an open popup",
        "<div style='position:relative;height:40px'><div role='listbox' style='position:absolute;inset:0 0 auto;\
         height:200px'><div role='option' style='padding:8px'>One</div></div></div>",
        "<div style='position:relative;height:40px;overflow:hidden'><div role='listbox' style='position:absolute;\
         inset:0 0 auto;height:200px'><div role='option' style='padding:8px'>One</div></div></div>",
    ),
    (
        "nothing covers an open popup",
        "<div class='sheet' style='position:fixed;left:20px;top:20px;padding:16px'>Sheet</div>",
        "<div class='sheet' style='position:fixed;left:20px;top:20px;padding:16px'>Sheet</div>\
         <div style='position:fixed;left:0;top:0;width:60px;height:90px;background:red'></div>",
    ),
    (
        "an open popup is beside its control",
        "<button aria-expanded='true' aria-controls='list' style='height:30px'>Open</button>\
         <div class='sheet' id='list' style='position:fixed;left:16px;top:50px;padding:16px'>Sheet</div>",
        "<button aria-expanded='true' aria-controls='list' style='height:30px'>Open</button>\
         <div class='sheet' id='list' style='position:fixed;left:300px;top:90px;padding:16px'>Sheet</div>",
    ),
    (
        "fields and text keep their inset",
        "<div class='card' style='padding:16px'>Text</div>",
        "<div class='card' style='padding:16px 16px 16px 2px'>Text</div>",
    ),
    (
        "no two controls overlap",
        "<button style='height:30px;width:80px'>A</button> <button style='height:30px;width:80px'>B</button>",
        "<button style='height:30px;width:80px'>A</button><button style='height:30px;width:80px;margin-left:-6px'>B</button>",
    ),
    (
        "no control covers a text",
        "<p>Words</p><button style='height:30px;width:80px'>A</button>",
        "<p style='margin:0'>Words</p><button style='height:30px;width:80px;margin-top:-12px;display:block'>A</button>",
    ),
    ("nothing scrolls sideways", "<div style='width:90%'>Wide</div>", "<div style='width:110%'>Wide</div>"),
    (
        "no text is cut",
        "<p title='A long sentence' style='width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis'>A long sentence</p>",
        "<p style='width:60px;overflow:hidden;white-space:nowrap'>A long sentence</p>",
    ),
    (
        "a pointer target is at least 24 × 24",
        "<button style='width:24px;height:24px;padding:0'>A</button><p>A <a href='#'>link</a> in a sentence</p>",
        "<button style='width:24px;height:18px;padding:0;font-size:10px'>A</button>",
    ),
    (
        "a label stands on the line of its control",
        "<label style='display:flex;align-items:center;min-height:24px'><input type='checkbox'>Yes</label>",
        "<label style='display:flex;align-items:start;min-height:24px'><input type='checkbox' style='margin-top:10px'>Yes</label>",
    ),
    (
        "the primary button of a step is in sight",
        "<main><form><footer><button class='btn primary' style='height:30px'>Next</button></footer></form></main>",
        "<main><form><div style='height:3000px'></div><footer><button class='btn primary' style='height:30px'>Next</button>\
         </footer></form></main>",
    ),
    ("everything follows the language", "<p>Cancel</p>", "<p>Abbrechen</p>"),
];

#[test]
fn each_rule_sees_what_breaks_it() {
    let page = Page::open("", false);
    let rules = |html: &str| {
        page.blank(html);
        page.misplaced("en").into_iter().map(|[rule, ..]| rule).collect::<Vec<_>>()
    };
    for (rule, kept, broken) in RULES {
        assert_eq!(rules(kept), [""; 0], "{rule}: the page that keeps it");
        let found = rules(broken);
        assert!(found.iter().any(|one| one == rule), "{rule}: the page that breaks it: {found:?}");
    }
}

/// The distance of an element from the top of the window, in pixels.
fn top(page: &Page, role: &str, name: &str) -> f64 {
    page.place_of(role, name)["top"].as_f64().unwrap()
}

/// Presses a button that removes its own row. The neighbour's button must get the focus and be in the same place,
/// because the page must not move.
fn removes(page: &Portal, name: &str, neighbour: &str) {
    page.find("button", neighbour);
    page.scroll_to("button", name);
    let scrolled = page.script("return scrollY").as_f64().unwrap();
    let before = top(page, "button", name);
    page.click("button", name);
    page.gone("button", name);
    page.focused("button", neighbour);
    let now = top(page, "button", neighbour);
    let height = page.place_of("button", neighbour)["row"].as_f64().unwrap();
    let moved = (page.script("return scrollY").as_f64().unwrap() - scrolled).abs();
    assert!((now - before).abs() <= height + 2.0, "{neighbour} is at {now} px and {name} was at {before} px");
    assert!(moved <= height + 2.0, "the page has moved by {moved} px when {name} was pressed");
}

/// Fills a wizard with `count` members, and returns the names of their Remove buttons.
fn members(page: &Portal, count: usize) -> Vec<String> {
    page.enter("groups/new");
    page.general("Many of them");
    page.next("Members");
    let people = page.service.search("objectClass", "user", &["sAMAccountName", "displayName"]);
    let name = |who: &Value| values(who, "displayName").concat();
    let only = |who: &&Value| people.iter().filter(|other| name(other).starts_with(&name(who))).count() == 1;
    let chosen: Vec<_> = people.iter().filter(only).take(count).collect();
    let logons: Vec<_> = chosen.iter().map(|who| values(who, "sAMAccountName").concat()).collect();
    page.click("button", "Paste a list");
    page.fill_all("textbox", "People and groups", &logons.join("\n"));
    page.click("button", "Check names");
    page.click("button", &format!("Add {count} members"));
    page.gone("dialog", "Paste a list");
    page.wait("their rows", || {
        let rows: Vec<_> = page.names("button").into_iter().filter(|name| name.starts_with("Remove ")).collect();
        (rows.len() == count).then_some(rows)
    })
}

#[test]
fn a_removed_member_leaves_page_and_focus_in_place() {
    Journey::new().walk(|page| {
        let rows = members(page, 15);
        removes(page, &rows[7], &rows[8]);
        removes(page, &rows[8], &rows[9]);
        removes(page, &rows[14], &rows[13]);
        removes(page, &rows[0], &rows[1]);
    });
}

#[test]
fn a_removed_owner_leaves_page_and_focus_in_place() {
    Journey::new().walk(|page| {
        page.enter("groups/new");
        page.general("Owned by many");
        page.next("Members");
        page.next("Owners");
        for (logon, name) in [("max.member", "Max Member"), ("administrator", "Administrator")] {
            page.pick("Additional owners", logon, &format!("{name}*"));
            page.find("button", &format!("Remove owner {name}"));
        }
        removes(page, "Remove owner Max Member", "Remove owner Administrator");
    });
}

#[test]
fn a_removed_condition_leaves_page_and_focus_in_place() {
    Journey::new().walk(|page| {
        page.enter("groups/new");
        page.smart_general("Many conditions");
        page.next("Membership rule");
        let conditions: String = (0..15).map(|at| format!("(title=Title {at:02}*)")).collect();
        page.paste_rule(&format!("(&{conditions})"), "Use this rule");
        let row = |at: usize| format!("Title starts with Title {at:02}*");
        page.find("button", &row(14));
        page.scroll_to("button", &row(7));
        let place = |at: usize| top(page, "button", &row(at));
        // The distance between two rows.
        let step = place(8) - place(7);
        let (scrolled, above) = (page.script("return scrollY"), place(6));
        let held = |what: &str| {
            assert_eq!(page.script("return scrollY"), scrolled, "{what}: the page has moved");
            assert!((place(6) - above).abs() < 2.0, "{what}: the row above has moved");
        };
        // By the row's menu, with the mouse.
        page.click("button", "More actions: Title starts with Title 07");
        page.click("button", "Remove*");
        page.gone("button", &row(7));
        page.focused("button", &row(8));
        held("removed");
        assert!((place(8) - above - step).abs() < 2.0, "the next row is not where the removed one was");
        page.chord(Key::Control, 'z');
        page.focused("button", &row(7));
        held("undone");
        // After removing the last one, the focus is on the one before.
        page.scroll_to("button", &row(14));
        page.click("button", "More actions: Title starts with Title 14");
        page.click("button", "Remove*");
        page.gone("button", &row(14));
        page.focused("button", &row(13));
    });
}
