//! The last owner of a group: who cannot be removed and why, who does not count, and giving a group away oneself.

use crate::harness::service::values;
use crate::harness::wizard::{ENTRA_STORE, GRAPH};
use crate::harness::{Journey, OWNER, Portal};
use serde_json::{Value, json};

const GROUPS: &str = "/GroupIDDataService/api/IdentityStores/2/Groups";
const CONFIG: &str = include_str!("../../../crates/dataservice/assets/config.json");
const PRIMARY: &str = "Change primary owner";
const LAST: &str = "The last owner cannot be removed. Add another one first.";

/// The description of the field for the primary owner.
fn said(page: &Portal) -> String {
    page.about("combobox", PRIMARY)["description"].as_str().unwrap().to_owned()
}

#[test]
fn the_last_owner_stays_and_who_gives_a_group_away_is_asked() {
    Journey::new().walk(|page| {
        let id = page.service.create_owned("Only hers", OWNER);
        page.service.settle();
        let patches = || page.service.requests("PATCH", &format!("{GROUPS}/{id}"));
        page.enter(&format!("groups/{id}?tab=owners"));
        page.click("button", "Remove owner Olivia Owner");
        page.wait("why she stays, at the field", || said(page).contains(LAST).then_some(()));
        page.click("button", "Save changes");
        page.sees(&format!("Primary owner: {LAST}"));
        assert!(patches().is_empty());

        // With another owner it can be saved, and is asked for: she could not undo it.
        page.pick("Add additional owners", "max.member", "Max Member*");
        page.wait("nothing is wrong any more", || (!said(page).contains(LAST)).then_some(()));
        page.click("button", "Save changes");
        page.find("dialog", "Stop owning Only hers?");
        page.sees("Only its other owners could add you again: Max Member.");
        page.click("button", "Cancel");
        page.gone("dialog", "Stop owning Only hers?");
        assert!(patches().is_empty(), "nothing is sent before she has said yes");
        page.click("button", "Save changes");
        page.find("dialog", "Stop owning Only hers?");
        page.click("button", "Stop owning it");
        page.wait("the change", || (patches().len() == 1).then_some(()));
        page.sees("Only its owners can change this group: Max Member.");
        assert_eq!(page.service.held("Only hers", "XAdditionalOwner"), [page.service.dn_of("max.member")]);
        assert!(page.service.held("Only hers", "managedBy").is_empty());
    });
}

/// The portal's configuration asks for no owner, and the service does.
#[test]
fn the_service_refuses_to_remove_the_last_owner() {
    let mut config: Value = serde_json::from_str(CONFIG).unwrap();
    config["identityStores"][0]["groups"]["minimumOwners"] = json!(0);
    Journey::new().config(&config.to_string()).walk(|page| {
        let id = page.service.create_owned("Refused", OWNER);
        page.service.settle();
        page.enter(&format!("groups/{id}?tab=owners"));
        page.click("button", "Remove owner Olivia Owner");
        page.click("button", "Save changes");
        page.find("dialog", "Stop owning Refused?");
        page.sees("nobody else owns it");
        page.click("button", "Stop owning it");
        page.wait("the service's reason, at the field", || {
            said(page).contains("A group needs an owner.").then_some(())
        });
        page.sees("Your changes are kept on this page.");
        page.find("button", "Save changes");
        assert_eq!(page.service.held("Refused", "managedBy"), [page.service.dn_of(OWNER.0)]);
    });
}

#[test]
fn a_group_that_never_had_an_owner_can_be_changed_and_get_one() {
    Journey::new().walk(|page| {
        let id = page.service.create_owned("Nobody's", OWNER);
        page.service.settle();
        let load = ["distinguishedName", "displayName", "name", "sAMAccountName", "groupType", "IMSGManagedGroupType"];
        let plain = page.service.search("name", "Nobody's", &load)[0].clone();
        let read = format!("{GROUPS}/{id}");
        page.service
            .fault(json!({ "method": "GET", "pathContains": read, "status": 200, "body": plain, "times": 100 }));
        page.enter(&format!("groups/{id}?tab=owners"));
        page.find("heading", "Primary owner");
        page.wait("no owner of either rank", || (page.text().matches("None").count() == 2).then_some(()));
        assert!(!page.text().contains(LAST));
        page.click("tab", "General");
        page.click("button", "Edit Description");
        page.fill("textbox", "Description", "Found at last.");
        page.click("button", "Done");
        page.click("tab", "Owners");
        page.pick("Add additional owners", "max.member", "Max Member*");
        page.click("button", "Save changes");
        page.sees("2 changes are saved.");
        assert_eq!(page.service.held("Nobody's", "description"), ["Found at last."]);
        assert_eq!(page.service.held("Nobody's", "XAdditionalOwner"), [page.service.dn_of("max.member")]);
    });
}

/// A user of the tenant as Graph answers an owner, and as an id.
fn in_tenant(page: &Portal, name: &str) -> (Value, String) {
    let found = page.service.search_in(ENTRA_STORE, "displayName", name, &["displayName"]);
    let id = found[0]["objectIdFromIdentityStore"].as_str().unwrap().to_owned();
    (json!({ "@odata.type": "#microsoft.graph.user", "id": id, "displayName": name }), id)
}

/// From now on Graph answers these owners of every group.
fn owned_by(page: &Portal, owners: &[&Value]) {
    page.service.no_more_faults();
    let body = json!({ "value": owners });
    page.service
        .fault(json!({ "method": "GET", "pathContains": "/owners", "status": 200, "body": body, "times": 100 }));
}

#[test]
fn a_service_principal_does_not_count_as_an_owner() {
    Journey::new().walk(|page| {
        let (olivia, own) = in_tenant(page, "Olivia Owner");
        let (max, _) = in_tenant(page, "Max Member");
        let id = page.service.create_in_entra("Payroll", std::slice::from_ref(&own), std::slice::from_ref(&own));
        let app = json!({
            "@odata.type": "#microsoft.graph.servicePrincipal", "id": "0b1f6851-1bf0-433f-aec3-cb9272f093dc",
            "displayName": "Payroll sync",
        });
        owned_by(page, &[&olivia, &app]);
        page.enter_store(GRAPH, &format!("groups/{id}?tab=owners"));
        page.find("button", "Remove owner Payroll sync");
        page.sees("Olivia Owner is the last person who owns this group and cannot be removed: apps do not count.");
        assert!(!page.has("button", "Remove owner Olivia Owner"));

        // Beside another person she can go, but is asked first, because she could not come back by herself.
        owned_by(page, &[&olivia, &app, &max]);
        page.pick("Add owners", "max member", "Max Member*");
        page.find("button", "Remove owner Max Member");
        page.click("button", "Remove owner Olivia Owner");
        page.find("dialog", "Stop owning Payroll?");
        page.sees("Only its other owners could add you again: Max Member.");
        let sent = || page.service.requests("DELETE", &format!("/v1.0/groups/{id}/owners/{own}/$ref")).len();
        page.click("button", "Cancel");
        page.gone("dialog", "Stop owning Payroll?");
        assert_eq!(sent(), 0);
        assert_eq!(page.service.requests("POST", &format!("/v1.0/groups/{id}/owners/$ref")).len(), 1);
        owned_by(page, &[&app, &max]);
        page.click("button", "Remove owner Olivia Owner");
        page.find("dialog", "Stop owning Payroll?");
        page.click("button", "Stop owning it");
        page.sees("Max Member is the last person who owns this group");
        assert_eq!(sent(), 1);
        let now = page.service.search_in(ENTRA_STORE, "displayName", "Payroll", &["owners"]);
        assert_eq!(values(&now[0], "owners").len(), 1, "{now:?}");
    });
}

#[test]
fn a_group_in_graph_that_never_had_an_owner_gets_one() {
    Journey::new().walk(|page| {
        let (_, own) = in_tenant(page, "Olivia Owner");
        let id = page.service.create_in_entra("Left alone", std::slice::from_ref(&own), std::slice::from_ref(&own));
        owned_by(page, &[]);
        page.enter_store(GRAPH, &format!("groups/{id}?tab=owners"));
        page.find("heading", "Owners");
        page.sees("None");
        assert!(!page.text().contains(LAST));
        let (max, _) = in_tenant(page, "Max Member");
        owned_by(page, &[&max]);
        page.pick("Add owners", "max member", "Max Member*");
        page.sees(LAST);
        assert_eq!(page.service.requests("POST", &format!("/v1.0/groups/{id}/owners/$ref")).len(), 1);
    });
}
