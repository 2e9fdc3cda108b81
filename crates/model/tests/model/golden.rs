//! The golden rule (part A): a draft with the sample's values becomes the sample's body.

use crate::seeds::sample;
use model::config::Config;
use model::group::{Field, Followed, GroupDraft, Membership, Owner, Principal, Problem};
use model::names::NameProblem;
use model::wire::ObjectId;
use model::wire::codes::{GroupPurpose, GroupScope};
use model::wire::object::ObjectKind;
use serde_json::json;

fn config() -> Config {
    let document = json!({
        "dataService": "/GroupIDDataService", "securityService": "/GroupIDSecurityService",
        "signIn": { "method": "password", "clientId": "portal" },
        "identityStores": [{
            "id": 2, "name": "demo.local", "kind": "activeDirectory",
            "containers": [{ "dn": "OU=Groups,DC=demo,DC=local" }],
            "groups": { "prefixes": ["", "DL-"], "minimumOwners": 2 }
        }]
    });
    Config::read(&document).unwrap()
}

fn person(name: &str) -> Principal {
    Principal {
        id: ObjectId::new(format!("id-{name}")),
        dn: format!("CN={name},CN=Users,DC=demo,DC=local"),
        name: name.to_owned(),
        mail: String::new(),
        title: String::new(),
        kind: ObjectKind::User,
        scope: None,
    }
}

fn draft(config: &Config) -> GroupDraft {
    let mut draft = GroupDraft::new(&config.identity_stores[0], Some(person("Administrator")));
    draft.general.name = "DemoGroup".to_owned();
    draft
}

#[test]
fn operation_1_equals_its_sample() {
    let mut config = config();
    config.identity_stores[0].groups.minimum_owners = 1;
    let body = draft(&config).to_create(&config.identity_stores[0]).unwrap();
    assert_eq!(body.to_json(), sample("create-static-group.request"));
}

#[test]
fn everything_entered_is_sent() {
    let config = config();
    let mut draft = draft(&config);
    draft.general.prefix = "DL-".to_owned();
    draft.general.description = " For mail ".to_owned();
    draft.general.purpose = GroupPurpose::Distribution;
    draft.general.set_mail_enabled(true, &config.identity_stores[0].groups);
    draft.additional_owners.push(Owner { who: person("Ann"), do_not_notify: true });
    assert!(draft.add_member(person("Bob")) && !draft.add_member(person("Bob")));
    draft.add_member(person("Cyd"));
    draft.members[1].membership = Membership::Temporary { from: "2026-12-01".into(), to: "2026-12-24".into() };
    let body = draft.to_create(&config.identity_stores[0]).unwrap().to_json();
    let attributes = &body["AttributesCollection"]["AttributesCollection"];
    let expected = json!({
        "sAMAccountName": [{ "Value": "DL-DemoGroup", "Action": 0 }],
        "name": [{ "Value": "DL-DemoGroup", "Action": 0 }],
        "CN": [{ "Value": "DL-DemoGroup", "Action": 0 }],
        "objectClass": [{ "Value": "MailEnabledGroup", "Action": 0 }],
        "groupType": [{ "Value": "8", "Action": 0 }],
        "XGroupScope": [{ "Value": "Universal Group", "Action": 0 }],
        "XGroupSecurity": [{ "Value": "Semi_Private", "Action": 0 }],
        "managedBy": [{ "Value": "CN=Administrator,CN=Users,DC=demo,DC=local", "Action": 0 }],
        "mailNickname": [{ "Value": "DL-DemoGroup", "Action": 0 }],
        "description": [{ "Value": "For mail", "Action": 0 }],
        "XAdditionalOwner": [{ "Value": "CN=Ann,CN=Users,DC=demo,DC=local", "Action": 0,
            "AttributeCollection": { "DoNotNotify": "true" } }],
        "member": [
            { "Value": "CN=Bob,CN=Users,DC=demo,DC=local", "Action": 0 },
            { "Value": "CN=Cyd,CN=Users,DC=demo,DC=local", "Action": 0, "AttributeCollection": {
                "XMembershipType": "2", "XBeginningDate": "2026-12-01T00:00:00", "XEndingDate": "2026-12-24T23:59:59" } }
        ]
    });
    assert_eq!(*attributes, expected);
}

#[test]
fn a_draft_with_problems_makes_no_body() {
    let config = config();
    let store = &config.identity_stores[0];
    let mut draft = draft(&config);
    let problems = |draft: &GroupDraft| draft.to_create(store).unwrap_err().0;
    assert_eq!(
        problems(&draft).get(&Field::AdditionalOwners).cloned().unwrap(),
        Problem::MoreOwners { needed: 2, chosen: 1 }
    );
    draft.additional_owners.push(Owner { who: person("Administrator"), do_not_notify: false });
    assert_eq!(problems(&draft).get(&Field::AdditionalOwners).cloned().unwrap(), Problem::Twice);
    draft.primary_owner = None;
    assert_eq!(problems(&draft).get(&Field::PrimaryOwner).cloned().unwrap(), Problem::Required);
    draft.general.name = "  ".to_owned();
    assert_eq!(problems(&draft).get(&Field::Name).cloned().unwrap(), Problem::Name(NameProblem::Empty));
    draft.general.name = "x".repeat(65);
    assert_eq!(problems(&draft).get(&Field::Name).cloned().unwrap(), Problem::Name(NameProblem::TooLong(64)));
    draft.general.sam = Followed(Some("a,b".to_owned()));
    assert_eq!(problems(&draft).get(&Field::Sam).cloned().unwrap(), Problem::Name(NameProblem::Forbidden(',')));
    draft.general.mail_enabled = true;
    draft.general.scope = GroupScope::Global;
    assert_eq!(problems(&draft).get(&Field::Scope).cloned().unwrap(), Problem::NeedsUniversal);
    draft.general.prefix = "ZZ-".to_owned();
    assert_eq!(problems(&draft).get(&Field::Prefix).cloned().unwrap(), Problem::UnknownPrefix);
    draft.general.container = "OU=Groups,DC=other,DC=org".to_owned();
    assert_eq!(problems(&draft).get(&Field::Container).cloned().unwrap(), Problem::OutsideOfStore);
    draft.general.container = "Groups".to_owned();
    assert!(matches!(problems(&draft).get(&Field::Container).cloned().unwrap(), Problem::NotADn(_)));
    draft.add_member(Principal { scope: Some(GroupScope::DomainLocal), kind: ObjectKind::Group, ..person("G") });
    let nested = Field::Member(ObjectId::new("id-G"));
    assert_eq!(
        problems(&draft).get(&nested).cloned().unwrap(),
        Problem::CannotHold(GroupScope::Global, GroupScope::DomainLocal)
    );
    for (from, to, problem) in [
        ("2026-02-30", "2026-03-01", Problem::NotADay),
        ("", "2026-03-01", Problem::NotADay),
        ("2026-03-02", "2026-03-01", Problem::EndsBeforeItStarts),
    ] {
        draft.members[0].membership = Membership::Temporary { from: from.into(), to: to.into() };
        assert_eq!(problems(&draft).get(&nested).cloned().unwrap(), problem, "{from} {to}");
    }
}

#[test]
fn a_draft_survives_being_kept() {
    let config = config();
    let draft = draft(&config);
    let kept = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<GroupDraft>(&kept).unwrap(), draft);
}

#[test]
fn a_wrong_configuration_names_place_and_value() {
    let read = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut document = serde_json::to_value(config()).unwrap();
        document["signIn"].as_object_mut().unwrap().remove("clientSecret");
        document.as_object_mut().unwrap().remove("lifecycleJobHours");
        let store = document["identityStores"][0].as_object_mut().unwrap();
        store["groups"].as_object_mut().unwrap().remove("container");
        store["containers"][0].as_object_mut().unwrap().remove("name");
        change(&mut document);
        Config::read(&document).map_err(|errors| {
            errors.into_iter().map(|e| (e.path, e.value.map(|v| v.to_string()).unwrap_or_default())).collect::<Vec<_>>()
        })
    };
    assert_eq!(read(&|_| {}), Ok(config()));
    let fault = |path: &str, value: &str| Err(vec![(path.to_owned(), value.to_owned())]);
    assert_eq!(read(&|d| d["identityStores"][0]["kind"] = "ad".into()), fault("identityStores[0].kind", "\"ad\""));
    assert_eq!(read(&|d| d["dataservice"] = 1.into()), fault("dataservice", "1"));
    assert_eq!(read(&|d| d["pageSize"] = 1.into()), fault("pageSize", "1"));
    assert_eq!(read(&|d| d["dataService"] = "ftp://x".into()), fault("dataService", "\"ftp://x\""));
    let dn = "identityStores[0].containers[0].dn";
    assert_eq!(read(&|d| d["identityStores"][0]["containers"][0]["dn"] = "Groups".into()), fault(dn, "\"Groups\""));
    assert_eq!(read(&|d| drop(d.as_object_mut().unwrap().remove("signIn"))), fault("signIn", ""));
}
