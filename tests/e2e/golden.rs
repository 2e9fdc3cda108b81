//! The golden rule of the contract: filled in with the sample's values, the wizard sends the sample's body.

use crate::harness::Journey;
use crate::harness::wizard::{CONTAINER, SAMPLE};
use serde_json::Value;

#[test]
fn golden_static_group() {
    Journey::new().walk(|page| {
        page.enter_as(("Administrator", "Demo-Admin-1"), "groups/new");
        page.general("DemoGroup");
        page.click("radio", "Security");
        page.click("radio", "Universal");
        page.click("radio", "Semi-private");
        page.next("Members");
        page.next("Owners");
        page.find("button", "Change primary owner, now Administrator");
        page.next("Summary");
        page.sees(CONTAINER);

        let sample: Value = serde_json::from_str(SAMPLE).unwrap();
        page.click("button", "Show request");
        page.find("dialog", "The request that Finish sends");
        let shown = page.script("return document.querySelector('dialog[open] pre').textContent");
        assert_eq!(serde_json::from_str::<Value>(shown.as_str().unwrap()).unwrap(), sample, "as shown");
        page.click("button", "Close");
        page.click("button", "Finish");
        page.arrives("DemoGroup");

        let creations = page.service.creations();
        assert_eq!(creations.len(), 1, "{creations:?}");
        assert_eq!(creations[0]["body"], sample, "as sent");
    });
}
