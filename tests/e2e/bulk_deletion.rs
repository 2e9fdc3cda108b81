//! A thousand groups are deleted, some of them are refused, and the tab dies in the middle.

use crate::harness::{ADMINISTRATOR, Journey, OWNER, Portal};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const MAX: (&str, &str) = ("max.member", "Demo-Pass-2");
const GROUPS: &str = "/GroupIDDataService/api/IdentityStores/2/Groups";

/// Groups called Retired, of which those at these places belong to somebody else.
fn create(page: &Portal, count: usize, foreign: &[usize]) -> Vec<String> {
    let owner = |at| if foreign.contains(&at) { MAX } else { OWNER };
    let all = (0..count).map(|at| page.service.create_owned(&format!("Retired {at:04}"), owner(at))).collect();
    page.service.settle();
    all
}

/// Selects all of the list and asks for their deletion.
fn delete_all(page: &Portal, count: &str) {
    page.enter("groups?q=Retired");
    page.rows("the groups to delete", |rows| rows.iter().any(|row| row.contains("Retired")));
    page.click("checkbox", "Select this page");
    page.click("button", &format!("Select all {count}"));
    page.click("button", "Delete");
    page.fill("textbox", "Number of groups", count);
    page.click("button", "Delete");
}

/// Waits until so many groups were sent and are not answered yet, as the browser has stored it.
fn in_doubt(page: &Portal, count: usize) {
    let stored = "const key = Object.keys(localStorage).find(key => key.endsWith('/states'));
        return key ? JSON.parse(localStorage[key]).states : ''";
    let doubtful = || page.script(stored).as_str().unwrap().matches('d').count();
    page.wait("groups without an answer", || Some(()).filter(|()| doubtful() == count));
}

/// How often each group was sent, in requests that were handled.
fn sent(page: &Portal) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for request in page.service.requests("DELETE", GROUPS) {
        for id in request["body"].as_array().unwrap() {
            *times.entry(id.as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    times
}

#[test]
fn a_killed_tab_neither_repeats_nor_forgets() {
    // Groups of the request without an answer that were deleted by it are looked for in vain.
    Journey::new().expects("status of 404").walk(|page| {
        let foreign: Vec<usize> = (0..10).map(|nth| 37 + 100 * nth).collect();
        let ids = create(page, 1000, &foreign);
        // Eight requests pass, and the ninth hangs.
        page.service.fault(json!({ "method": "DELETE", "pathContains": GROUPS, "delayMs": 1, "times": 8 }));
        page.service.fault(json!({ "method": "DELETE", "pathContains": GROUPS, "delayMs": 60_000, "status": 503 }));
        delete_all(page, "1,000");
        page.sees("Deleting: 400 of 1,000");
        in_doubt(page, 50);
        page.reload();
        // Meanwhile a part of what was asked for happens.
        for id in &ids[400..410] {
            page.service.delete_as(ADMINISTRATOR, id);
        }
        page.service.settle();
        page.sees("“Delete 1,000 groups”, started");
        page.sees("396 groups are done. 4 failed. 600 are still open.");
        page.click("button", "Continue");
        page.find("dialog", "Delete 1,000 groups");
        page.click("button", "Resume");
        page.sees("990 groups are done. 10 failed.");
        let failed = page.rows("the failed groups come first", |rows| rows.len() == 10);
        for (row, at) in failed.iter().zip(&foreign) {
            assert!(row.contains(&format!("Retired {at:04}")) && row.contains("owner"), "{row}");
        }
        let times = sent(page);
        for (at, id) in ids.iter().enumerate() {
            // The request without an answer was lost, and what somebody else has deleted meanwhile is not sent again.
            let expected = if (400..410).contains(&at) { 0 } else { 1 };
            assert_eq!(times.get(id).copied().unwrap_or_default(), expected, "group {at}");
        }

        // The others become the user's, too.
        let olivia = page.service.dn_of(OWNER.0);
        for at in &foreign {
            let owner = json!({ "managedBy": [{ "Value": olivia, "Action": 0 }] });
            page.service.patch_as(ADMINISTRATOR, &ids[*at], &owner);
        }
        page.service.settle();
        page.click("button", "Retry failed");
        page.sees("1,000 groups are done.");
        page.click("button", "Close");
        page.gone("dialog", "Delete 1,000 groups");
        page.service.settle();
        page.reload();
        page.sees("Nothing matches “Retired”.");
        assert!(!page.has("button", "Continue"), "everything was seen");
        assert!(page.service.search("name", "Retired 0999", &["name"]).is_empty());
    });
}

#[test]
fn two_tabs_do_not_carry_out_the_same_action() {
    Journey::new().walk(|page| {
        create(page, 60, &[]);
        page.service.fault(json!({ "method": "DELETE", "pathContains": GROUPS, "delayMs": 60_000, "status": 503 }));
        delete_all(page, "60");
        in_doubt(page, 50);
        page.reload();
        page.click("button", "Continue");
        page.find("dialog", "Delete 60 groups");
        // Another tab continues it, and has said so.
        let hold = "const key = Object.keys(localStorage).find(key => key.endsWith('/states'));
            const name = key.slice('groupid-portal/'.length, -'/states'.length);
            navigator.locks.request(name, () => new Promise(release => { window.release = release; }));";
        page.script(hold);
        page.click("button", "Resume");
        page.sees("This action was continued or given up in another tab.");
        assert!(!page.has("button", "Resume"));
        assert_eq!(page.service.requests("GET", GROUPS).len(), 0, "nothing was looked up from here");
        page.click("button", "Close");
        page.gone("dialog", "Delete 60 groups");
        assert!(!page.has("button", "Continue"), "it goes on elsewhere");
        page.script("window.release()");

        // The other tab is gone, and has done nothing.
        page.click("button", "Continue");
        page.click("button", "Give up the rest");
        page.gone("dialog", "Delete 60 groups");
        assert_eq!(
            page.script("return Object.keys(localStorage).filter(key => key.includes('/run/'))"),
            Value::Array(vec![])
        );
        assert_eq!(page.service.search("name", "Retired 0059", &["name"]).len(), 1);
    });
}
