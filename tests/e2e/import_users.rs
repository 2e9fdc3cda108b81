//! The import of users from a file: read in the browser, checked against the directory, created, stopped and resumed.

use crate::harness::{Journey, Portal};
use serde_json::json;

const CREATE: &str = "/GroupIDDataService/api/IdentityStores/2/Users";

/// A table with semicolons, quotes, umlauts and empty lines, as a spreadsheet on Windows writes it.
fn table(rows: usize) -> String {
    let mut text = String::from("\u{feff}Vorname;Nachname;Abteilung\r\n\r\n");
    for at in 0..rows {
        text.push_str(&format!("\"Jörg {at}\";Müller{at};\"Sales; EMEA\"\r\n"));
    }
    text
}

/// Walks from the import page to its dry run.
fn to_dry_run(page: &Portal, text: &str) {
    page.enter("users/import");
    page.arrives("Create users from a file");
    page.upload("file", "people.csv", text.as_bytes());
    page.focused("heading", "Columns");
    page.click("button", "Next");
    page.focused("heading", "Dry run");
}

#[test]
fn a_file_becomes_users_and_stops_and_goes_on_without_making_anyone_twice() {
    Journey::new().walk(|page| {
        // The last row repeats the first one.
        let text = table(60) + "Jörg 0;Müller0;Again\r\n";
        to_dry_run(page, &text);
        page.sees("1 row with errors");
        page.sees("60 rows ready");
        page.click("button", "Next");
        page.focused("heading", "Create");
        // Slow enough to be stopped half-way.
        page.service
            .fault(json!({ "method": "POST", "pathContains": "IdentityStores/2/Users", "delayMs": 200, "times": 999 }));
        page.click("button", "Create 60 users");
        page.wait("the first of them", || (page.service.requests("POST", CREATE).len() > 3).then_some(()));
        page.click("button", "Stop");
        page.find("button", "Resume");
        page.service.no_more_faults();
        assert!(page.service.requests("POST", CREATE).len() < 60, "it did not stop");
        page.click("button", "Resume");
        page.sees("Done. Every row without errors was sent.");
        page.sees("60 created");
        let made = page.service.requests("POST", CREATE);
        assert_eq!(made.len(), 60, "as many calls as people");
        for at in [0, 30, 59] {
            let found = page.service.search("displayName", &format!("Jörg {at} Müller{at}"), &["mail"]);
            assert_eq!(found.len(), 1, "row {at}");
        }
    });
}
