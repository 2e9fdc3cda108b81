//! The users and groups of the demo directory, as the embedded Data Service returns them; the same in every run.

use super::folder::Folder;
use serde_json::{Value, json};

/// The number of users; without paging, AD returns at most 1,000 objects.
pub const PEOPLE: usize = 1_000;

const STORE: &str = "/GroupIDDataService/api/IdentityStores/2";
const TOKEN: &str = "/GroupIDSecurityService/connect/token";
/// The attributes that are copied to Samba. Those that a server sets itself, or that only Exchange or GroupID know, are
/// left out.
const OF_PEOPLE: [&str; 15] = [
    "displayName",
    "givenName",
    "sn",
    "sAMAccountName",
    "userPrincipalName",
    "department",
    "title",
    "physicalDeliveryOfficeName",
    "l",
    "co",
    "company",
    "employeeID",
    "telephoneNumber",
    "mail",
    "proxyAddresses",
];
const OF_GROUPS: [&str; 6] = ["displayName", "description", "sAMAccountName", "groupType", "mail", "proxyAddresses"];

/// An object to create.
#[derive(Debug)]
pub struct Draft {
    pub dn: String,
    pub attributes: Vec<(String, Vec<String>)>,
    /// The distinguished name of the manager or the owner.
    pub superior: Option<String>,
    pub members: Vec<String>,
}

impl Draft {
    pub fn first(&self, name: &str) -> Option<&str> {
        let held = self.attributes.iter().find(|(held, _)| held == name);
        held.and_then(|(_, values)| values.first()).map(String::as_str)
    }

    /// Replaces the values of an attribute.
    pub fn set(&mut self, name: &str, values: &[&str]) {
        self.attributes.retain(|(held, _)| held != name);
        self.attributes.push((name.to_owned(), values.iter().map(|value| (*value).to_owned()).collect()));
    }
}

/// All users except the administrator, managers before their reports, and all groups.
pub struct Demo {
    pub people: Vec<Draft>,
    pub groups: Vec<Draft>,
}

impl Demo {
    /// Starts a Data Service whose directory is in the folder, and reads it.
    pub fn make(folder: &Folder) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let options = dataservice::Options {
            listen: ([127, 0, 0, 1], 0).into(),
            store: folder.path().join("demo.sqlite"),
            objects: PEOPLE,
            ..dataservice::Options::default()
        };
        let service = runtime.block_on(dataservice::start(options)).unwrap();
        let client = Client::new(format!("http://{}", service.address));
        let people = client.all("user", "employeeID", &OF_PEOPLE, "manager");
        let groups = client.all("group", "name", &OF_GROUPS, "managedBy");
        runtime.block_on(service.stop());
        let people: Vec<_> = people.into_iter().filter(|person| person.first("employeeID").is_some()).collect();
        assert_eq!(people.len(), PEOPLE);
        Self { people, groups }
    }
}

/// A client of the Data Service.
struct Client {
    address: String,
    token: String,
    agent: ureq::Agent,
}

impl Client {
    fn new(address: String) -> Self {
        let agent = ureq::Agent::config_builder().build().new_agent();
        let form = [
            ("grant_type", "password"),
            ("username", "olivia.owner"),
            ("password", "Demo-Pass-1"),
            ("client_id", "groupid-portal"),
            ("identity_store_id", "2"),
        ];
        let mut answer = agent.post(format!("{address}{TOKEN}")).send_form(form).unwrap();
        let answer: Value = answer.body_mut().read_json().unwrap();
        Self { address, token: format!("Bearer {}", answer["access_token"].as_str().unwrap()), agent }
    }

    fn all(&self, class: &str, sort_by: &str, attributes: &[&str], superior: &str) -> Vec<Draft> {
        let mut load = attributes.to_vec();
        load.extend(["userAccountControl", "distinguishedName", "member", superior]);
        let body = json!({
            "identityStoreId": 2, "searchType": 0, "sortBy": sort_by, "sortOrder": 1, "pageNo": 1, "pageSize": 5000,
            "calculateTotal": false, "startInContainerWithScopes": {}, "attributesToLoad": load,
            "criteria": { "attribute": "objectClass", "operator": "Is Exactly", "value": class },
        });
        let call = self.agent.post(format!("{}{STORE}/Searches", self.address)).header("authorization", &self.token);
        let answer = call.send_json(&body).unwrap().body_mut().with_config().limit(100_000_000).read_json();
        let answer: Value = answer.unwrap();
        let draft = |object: &Value| {
            let [dn] = values(object, "distinguishedName").try_into().unwrap();
            let attributes = attributes.iter().map(|name| ((*name).to_owned(), values(object, name)));
            let mut draft = Draft {
                dn,
                attributes: attributes.filter(|(_, values)| values.iter().any(|value| !value.is_empty())).collect(),
                superior: values(object, superior).pop(),
                members: values(object, "member"),
            };
            draft.set("objectClass", &[class]);
            if let [flags] = values(object, "userAccountControl").as_slice() {
                draft.set("userAccountControl", &[flags]);
            }
            // AD's schema limits these to 64 characters, and one demo user has a longer name.
            for name in ["givenName", "sn"] {
                if let Some(value) = draft.first(name).map(|value| value.chars().take(64).collect::<String>()) {
                    draft.set(name, &[&value]);
                }
            }
            draft
        };
        answer["data"].as_array().unwrap().iter().map(draft).collect()
    }
}

/// The values of an attribute.
fn values(object: &Value, attribute: &str) -> Vec<String> {
    let entries = &object["attributesBusinessObject"]["attributesCollection"][attribute];
    let text = |entry: &Value| entry["value"].as_str().unwrap().to_owned();
    entries.as_array().into_iter().flatten().map(text).collect()
}
