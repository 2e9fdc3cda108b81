//! What a group's owner does with a rule: starts from a value, adds alternatives, checks a person, and compares the
//! numbers.

use crate::harness::service::values;
use crate::harness::{Journey, Key, Portal};
use serde_json::Value;

/// How many users live in a city, and the name of one of them.
fn living_in(page: &Portal, city: &str) -> (usize, String) {
    let here = |who: &Value| values(who, "l") == [city];
    let people: Vec<_> = page.service.people().into_iter().filter(here).collect();
    (people.len(), values(&people[0], "displayName").concat())
}

/// The bounding box of an element: left, top, right, bottom.
fn rect(page: &Portal, css: &str) -> [f64; 4] {
    let script = format!(
        "const r = document.querySelector({}).getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]",
        Value::from(css)
    );
    let found = page.script(&script);
    [0, 1, 2, 3].map(|at| found[at].as_f64().unwrap())
}

fn width(page: &Portal, width: u32) {
    let size = serde_json::json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
    page.devtools("Emulation.setDeviceMetricsOverride", size);
}

#[test]
fn an_owner_makes_a_rule_and_sees_who_is_in() {
    Journey::new().walk(|page| {
        let (count, inside) = living_in(page, "Houston");
        let (_, outside) = living_in(page, "Austin");
        width(page, 1920);
        page.enter("groups/new");
        page.smart_general("Houston and one more");
        page.next("Membership rule");

        // A value typed into the attribute field finds its attribute.
        page.click("button", "Add condition");
        page.focused("combobox", "Attribute");
        page.keys("Houston");
        page.click("option", "City is Houston: use it");
        page.focused("combobox", "Value");
        page.press(Key::Enter);
        page.focused("button", "City is exactly Houston*");
        // Escape restores the condition.
        page.press(Key::Enter);
        page.focused("combobox", "Value");
        page.keys("xyz");
        page.press(Key::Escape);
        if page.has("combobox", "Value") {
            page.press(Key::Escape);
        }
        page.focused("button", "City is exactly Houston*");
        // Starts an alternative and cancels it.
        page.click("button", "Or people who…");
        page.focused("combobox", "Attribute");
        page.press(Key::Escape);
        if page.has("combobox", "Attribute") {
            page.press(Key::Escape);
        }
        page.gone("combobox", "Attribute");
        page.sees("City is exactly Houston");

        // An exception adds one member, and the sum is shown.
        page.click("button", "Exceptions*");
        page.pick("Always include", "max.member", "Max Member*");
        let sum = format!("{count} by the rule + 1 always included");
        page.sees(&sum);
        page.sees("always included");
        page.sees(&format!("of {}", count + 1));

        page.pick("Check a person", &inside, &format!("{inside}*"));
        page.sees(&format!("{inside} matches the rule."));
        page.pick("Check a person", &outside, &format!("{outside}*"));
        page.sees(&format!("{outside} does not match the rule."));
        page.pick("Check a person", "max.member", "Max Member*");
        page.sees("Max Member is under Always include and is a member, whatever the rule says.");

        // The preview is beside the rule if there is room, otherwise in a bar at the bottom.
        let (tree, preview) = (rect(page, ".builder"), rect(page, ".preview"));
        assert!(preview[0] >= tree[2], "the preview {preview:?} is beside the rule {tree:?}");
        width(page, 1300);
        page.script("window.scrollTo(0, 0)");
        page.wait("the line at the foot", || {
            let bar = rect(page, ".forecast-bar button");
            (bar[2] > bar[0] && bar[1] > 0.0 && bar[3] <= 900.0).then_some(())
        });
        let (tree, preview) = (rect(page, ".builder"), rect(page, ".preview"));
        assert!(preview[1] >= tree[3], "the preview {preview:?} is below the rule {tree:?}");
        page.find("button", &format!("{} members*", count + 1));
    });
}
