//! The golden rule of the contract: filled in with a sample's values, the wizard sends the sample's body.

use crate::harness::Journey;
use crate::harness::service::CREATE;
use crate::harness::wizard::{CONTAINER, SAMPLE};

#[test]
fn golden_static_group() {
    Journey::new().walk(|page| {
        page.enter_as(("Administrator", "Demo-Admin-1"), "groups/new");
        page.general("DemoGroup");
        page.click("radio", "Security*");
        page.click("radio", "Semi-private*");
        page.more_options();
        page.click("radio", "Universal");
        page.next("Members");
        page.next("Owners");
        page.find("button", "Change primary owner (now Administrator)");
        page.next("Summary");
        page.sees(CONTAINER);
        page.sends_sample(SAMPLE, CREATE, "DemoGroup");
    });
}
