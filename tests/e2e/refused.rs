//! The service refuses a name: its message is shown at the field, and all input is kept.

use crate::harness::Journey;

const SAM: &str = "Group name (pre-Windows 2000)";

#[test]
fn refused_name() {
    Journey::new().walk(|page| {
        page.enter("groups/new");
        page.general("Refused at first");
        page.more_options();
        page.fill("textbox", SAM, "contested");
        page.fill("textbox", "Description", "Typed on the second step.");
        page.next("Members");
        page.pick("Add members", "max.member", "Max Member*");
        page.next("Owners");
        page.pick("Additional owners", "administrator", "Administrator*");
        page.next("Summary");
        // Another user takes the name after the check.
        page.service.create("Somebody else's", "contested", "OU=Projects,OU=Groups,DC=demo,DC=local");
        let before = page.service.creations().len();
        page.click("button", "Finish");

        page.focused("textbox", SAM);
        let field = page.about("textbox", SAM);
        assert_eq!(field["invalid"], true, "{field}");
        let said = field["description"].as_str().unwrap();
        assert!(said.contains("contested"), "the service's message is not beside the field, but: {said}");
        page.find("button", "General Needs correction");
        assert_eq!(page.value("textbox", "Group name"), "Refused at first");
        assert_eq!(page.value("textbox", SAM), "contested");
        assert_eq!(page.value("textbox", "Description"), "Typed on the second step.");
        assert_eq!(page.service.creations().len(), before + 1);
        assert_eq!(page.service.count("Refused at first"), 0);

        page.fill("textbox", SAM, "uncontested");
        assert_eq!(page.about("textbox", SAM)["invalid"], false);
        page.next("Members");
        page.find("button", "Remove Max Member");
        page.next("Owners");
        page.find("button", "Remove owner Administrator");
        page.next("Summary");
        page.click("button", "Finish");
        page.arrives("Refused at first");
        assert_eq!(page.service.count("Refused at first"), 1);
    });
}
