//! What other people do in the directory, while somebody works on a page.

use super::service::{Service, values};
use super::wizard::{CONTAINER, ENTRA_STORE, SAMPLE};
use super::{ADMINISTRATOR, OWNER};
use serde_json::{Value, json};

/// The request body of operation 3 (contract, part A).
const ENTRA_SAMPLE: &str =
    include_str!("../../../crates/model/tests/model/seeds/create-entra-static-group.request.json");

impl Service {
    /// Changes a group's attributes.
    pub fn patch_as(&self, account: (&str, &str), id: &str, attributes: &Value) {
        let body = json!({ "AttributesCollection": { "AttributesCollection": attributes } });
        let answer = self.send_as(account, 2, "PATCH", &format!("Groups/{id}"), &body);
        assert_eq!(answer["status"], 0, "{answer}");
    }

    /// Deletes a group.
    pub fn delete_as(&self, account: (&str, &str), id: &str) {
        let answer = self.send_as(account, 2, "DELETE", &format!("Groups/{id}"), &Value::Null);
        assert_eq!(answer["status"], 0, "{answer}");
    }

    /// Reads several groups as operation 6 does, with a body that no browser can send.
    pub fn read_groups(&self, body: &Value) -> Vec<Value> {
        self.send_as(OWNER, 2, "GET", "Groups", body).as_array().unwrap().clone()
    }

    /// Creates a group that somebody owns, and returns its id.
    pub fn create_owned(&self, name: &str, owner: (&str, &str)) -> String {
        let entry = |value: &str| json!([{ "Value": value, "Action": 0 }]);
        let mut body: Value = serde_json::from_str(SAMPLE).unwrap();
        body["GroupName"] = json!(name);
        body["Container"] = json!(CONTAINER);
        let bag = &mut body["AttributesCollection"]["AttributesCollection"];
        for attribute in ["name", "CN", "sAMAccountName"] {
            bag[attribute] = entry(name);
        }
        bag["managedBy"] = entry(&self.dn_of_account(owner.0));
        let answer = self.send_as(ADMINISTRATOR, 2, "POST", "Groups/StaticGroup", &body);
        assert_eq!(answer["status"], 0, "{answer}");
        answer["data"].as_str().unwrap().to_owned()
    }

    /// Creates a group in Entra ID with these members and owners, all by their ids, and returns its id.
    pub fn create_in_entra(&self, name: &str, members: &[String], owners: &[String]) -> String {
        let entries = |ids: &[String]| ids.iter().map(|id| json!({ "Value": id, "Action": 1 })).collect::<Value>();
        let mut body: Value = serde_json::from_str(ENTRA_SAMPLE).unwrap();
        body["GroupName"] = json!(name);
        let bag = &mut body["AttributesCollection"]["AttributesCollection"];
        bag["displayname"] = json!([{ "Value": name, "Action": 1 }]);
        (bag["members"], bag["owners"]) = (entries(members), entries(owners));
        let answer = self.send_as(ADMINISTRATOR, ENTRA_STORE, "POST", "Groups/StaticGroup", &body);
        assert_eq!(answer["status"], 0, "{answer}");
        answer["data"].as_str().unwrap().to_owned()
    }

    /// Adds a member to a group, both by their ids.
    pub fn join(&self, group: &str, user: &Value) {
        let body = json!({
            "IdentityStoreID": 2, "ReplicationRequired": true, "joiningUserIdentity": user,
            "joinType": {
                "MembershipType": 1, "StartDate": "0001-01-01T00:00:00", "EndDate": "0001-01-01T00:00:00", "Reason": null,
            },
        });
        let answer = self.send_as(ADMINISTRATOR, 2, "POST", &format!("Groups/{group}/JoinOnBehalf"), &body);
        assert_eq!(answer["status"], 0, "{answer}");
    }

    /// The distinguished name of an account of the demo, which never changes; a search would wait for earlier changes.
    fn dn_of_account(&self, logon: &str) -> String {
        let known = self.accounts.borrow().get(logon).cloned();
        known.unwrap_or_else(|| {
            let dn = self.dn_of(logon);
            self.accounts.borrow_mut().insert(logon.to_owned(), dn.clone());
            dn
        })
    }

    /// The distinguished name of the user with this logon name.
    pub fn dn_of(&self, logon: &str) -> String {
        let found = self.search("sAMAccountName", logon, &["distinguishedName"]);
        values(&found[0], "distinguishedName").concat()
    }

    /// The values of an attribute of the group with this name, as the directory has them now.
    pub fn held(&self, name: &str, attribute: &str) -> Vec<String> {
        let found = self.search("name", name, &["name", attribute]);
        assert_eq!(found.len(), 1, "groups called {name}");
        values(&found[0], attribute)
    }
}
