//! The golden rule (part A): a draft with the sample's values becomes the sample's body.

use crate::seeds::sample;
use model::config::{Config, StoreKind};
use model::criteria::{
    Condition, Criteria, Dialect, Join, Missing, Node, NodeId, Operator, PrintReason, Relative, Unit, Value,
};
use model::group::{DerivedText, Field, GroupDraft, GroupKind, Membership, Owner, Principal, Problem, StartPath};
use model::names::NameProblem;
use model::wire::ObjectId;
use model::wire::codes::{GroupPurpose, GroupScope};
use model::wire::object::ObjectKind;
use model::wire::object_types::ObjectTypes;
use serde_json::json;

fn config() -> Config {
    let document = json!({
        "dataService": "/GroupIDDataService", "securityService": "/GroupIDSecurityService",
        "signIn": { "method": "password", "clientId": "portal" },
        "identityStores": [{
            "id": 2, "name": "demo.local", "kind": "activeDirectory",
            "containers": [{ "dn": "OU=Groups,DC=demo,DC=local" }],
            "groups": { "prefixes": ["", "DL-"], "minimumOwners": 2 },
            "attributes": [
                { "name": "department", "label": { "en": "Department" } }, { "name": "title", "label": { "en": "Title" } }
            ]
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
        department: String::new(),
        kind: ObjectKind::User,
        scope: None,
        purpose: None,
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

/// A draft with the values of operation 2's sample.
fn smart(config: &Config) -> GroupDraft {
    let store = &config.identity_stores[0];
    let owner = Principal { id: ObjectId::new("19a1822e-e7ef-4206-af75-1c2d8b1d15eb"), ..person("Administrator") };
    let mut draft = GroupDraft::new(store, Some(owner));
    draft.kind = GroupKind::Smart;
    draft.general.name = "DemoSmartGroup1".to_owned();
    draft.general.description = "Its the description!".to_owned();
    draft.general.purpose = GroupPurpose::Distribution;
    draft.general.set_mail_enabled(true, &store.groups);
    draft.rule.start_in = vec![StartPath::subtree("DC=demo,DC=local")];
    // The sample's "6" is users, as a new rule finds them.
    assert_eq!(draft.rule.find, ObjectTypes::USERS);
    let condition = Condition::new("department", Operator::Contains, "engineering");
    draft.rule.criteria = Criteria::of(Node::condition(condition));
    draft
}

#[test]
fn operation_2_equals_its_sample() {
    let mut config = config();
    config.identity_stores[0].groups.minimum_owners = 1;
    let body = smart(&config).to_create(&config.identity_stores[0]).unwrap();
    assert_eq!(body.to_json(), sample("create-smart-group.request"));
}

#[test]
fn a_rule_that_is_not_finished_makes_no_body() {
    let mut config = config();
    config.identity_stores[0].groups.minimum_owners = 1;
    let store = &config.identity_stores[0];
    let refused = |draft: &GroupDraft, field: Field| {
        let problems = draft.to_create(store).unwrap_err().0;
        problems.get(&field).cloned().unwrap_or_else(|| panic!("{problems:?} says nothing of {field:?}"))
    };
    let mut draft = smart(&config);
    draft.rule.criteria = Criteria::default();
    assert!(matches!(refused(&draft, Field::Rule), Problem::Rule(error)
        if error.node == NodeId::ROOT && error.reason == PrintReason::Incomplete(Missing::Conditions)));
    // A finished condition beside it changes nothing.
    let blank = Node::condition(Condition::new("city", Operator::Contains, " "));
    let whole = Node::condition(Condition::new("department", Operator::Contains, "engineering"));
    draft.rule.criteria = Criteria::of(Node::group(Join::Any, vec![whole, blank]));
    assert!(matches!(refused(&draft, Field::Rule), Problem::Rule(error)
        if error.reason == PrintReason::Incomplete(Missing::Value)));
    let elsewhere = Node::condition(Condition::new("colour", Operator::IsExactly, "blue")).negated();
    draft.rule.criteria = Criteria::of(elsewhere.clone());
    let mut graph = store.clone();
    graph.kind = StoreKind::MicrosoftGraph;
    assert!(
        draft.problems(&graph).get(&Field::Rule).is_some_and(|problem| matches!(problem, Problem::RuleDoesNotFit(_)))
    );
    // Active Directory may know an attribute that is not configured, but none that is called so.
    assert_eq!(draft.problems(store).get(&Field::Rule), None);
    let unnamed = Node::condition(Condition::new("hat_colour", Operator::IsExactly, "blue"));
    draft.rule.criteria = Criteria::of(Node::group(Join::All, vec![elsewhere, unnamed]));
    assert!(matches!(refused(&draft, Field::Rule), Problem::RuleDoesNotFit(NodeId(2))));
    let mut draft = smart(&config);
    draft.rule.find = ObjectTypes::NONE;
    assert_eq!(refused(&draft, Field::Find), Problem::Required);
    let mut draft = smart(&config);
    draft.rule.start_in.clear();
    assert_eq!(refused(&draft, Field::StartIn), Problem::Required);
    draft.rule.start_in = vec![StartPath::subtree("DC=elsewhere,DC=org")];
    assert_eq!(refused(&draft, Field::StartIn), Problem::OutsideOfStore);
    let mut draft = smart(&config);
    draft.rule.include = vec![person("Ann")];
    draft.rule.exclude = vec![person("Ann")];
    assert_eq!(refused(&draft, Field::Exclude), Problem::IncludedAndExcluded);
}

#[test]
fn an_unfinished_smart_draft_is_kept_as_it_is() {
    let config = config();
    let mut draft = smart(&config);
    let blank = Node::condition(Condition { attribute: "title".to_owned(), ..Condition::default() }).negated();
    let moving = Value::Relative(Relative { amount: -30, unit: Unit::Day });
    let since = Condition { values: vec![moving], ..Condition::bare("whenCreated", Operator::GreaterOrEqual) };
    let raw = Node::raw(Dialect::Ldap, "(cn=a*b)");
    draft.rule.criteria = Criteria::of(Node::group(Join::Any, vec![blank, Node::condition(since), raw]));
    draft.rule.include = vec![person("Ann")];
    let kept = GroupDraft::from_json(&draft.to_json()).unwrap();
    assert_eq!(kept, draft);
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

/// Owners in Active Directory: the primary one may be missing, contacts and security groups own groups, too, and the
/// configuration says how many there are.
#[test]
fn owners_are_as_the_configuration_demands() {
    let mut config = config();
    let mut draft = draft(&config);
    let policy = &mut config.identity_stores[0].groups;
    policy.minimum_owners = 1;
    draft.primary_owner = None;
    draft.additional_owners.push(Owner { who: person("Ann"), do_not_notify: false });
    let said = |draft: &GroupDraft, config: &Config, field: Field| {
        draft.problems(&config.identity_stores[0]).get(&field).cloned()
    };
    for kind in [GroupKind::Static, GroupKind::Smart] {
        let mut draft = GroupDraft { kind, ..draft.clone() };
        draft.rule = smart(&config).rule;
        let body = draft.to_create(&config.identity_stores[0]).unwrap().to_json();
        let attributes = &body["AttributesCollection"]["AttributesCollection"];
        assert_eq!(
            (attributes.get("managedBy"), attributes["XAdditionalOwner"].as_array().map(Vec::len)),
            (None, Some(1))
        );
    }
    config.identity_stores[0].groups.primary_owner_required = true;
    assert_eq!(said(&draft, &config, Field::PrimaryOwner), Some(Problem::Required));
    config.identity_stores[0].groups.primary_owner_required = false;
    for (kind, purpose, problem) in [
        (ObjectKind::Contact, None, None),
        (ObjectKind::Group, Some(GroupPurpose::Security), None),
        (ObjectKind::Group, None, None),
        (ObjectKind::Group, Some(GroupPurpose::Distribution), Some(Problem::CannotOwn)),
        (ObjectKind::Computer, None, Some(Problem::CannotOwn)),
    ] {
        let who = Principal { kind, purpose, ..person("Bob") };
        draft.primary_owner = Some(who.clone());
        assert_eq!(said(&draft, &config, Field::PrimaryOwner), problem, "{kind:?} {purpose:?}");
        draft.primary_owner = None;
        draft.additional_owners[0].who = who;
        assert_eq!(said(&draft, &config, Field::AdditionalOwners), problem, "{kind:?} {purpose:?}");
    }
    draft.primary_owner = Some(person("Cyd"));
    draft.additional_owners[0].who = person("Ann");
    let policy = &mut config.identity_stores[0].groups;
    (policy.minimum_additional_owners, policy.maximum_additional_owners) = (2, Some(2));
    let more = Problem::MoreAdditionalOwners { needed: 2, chosen: 1 };
    assert_eq!(said(&draft, &config, Field::AdditionalOwners), Some(more));
    draft.additional_owners.push(Owner { who: person("Bob"), do_not_notify: false });
    assert_eq!(said(&draft, &config, Field::AdditionalOwners), None);
    draft.additional_owners.push(Owner { who: person("Dan"), do_not_notify: false });
    let fewer = Problem::FewerAdditionalOwners { most: 2, chosen: 3 };
    assert_eq!(said(&draft, &config, Field::AdditionalOwners), Some(fewer));
    draft.additional_owners.clear();
    draft.primary_owner = None;
    assert_eq!(said(&draft, &config, Field::PrimaryOwner), Some(Problem::Required), "nobody would own it");
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
    draft.general.sam = DerivedText(Some("a,b".to_owned()));
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
    let containers = "identityStores[0].containers";
    assert_eq!(read(&|d| d["identityStores"][0]["containers"] = json!([])), fault(containers, "[]"));
    assert_eq!(read(&|d| d["identityStores"] = json!([])), fault("identityStores", "[]"));
    let again = |d: &mut serde_json::Value| {
        let first = d["identityStores"][0].clone();
        d["identityStores"].as_array_mut().unwrap().push(first);
    };
    let last = config().identity_stores.len();
    assert_eq!(read(&again), fault(&format!("identityStores[{last}].id"), &config().identity_stores[0].id.to_string()));
    let elsewhere = |d: &mut serde_json::Value| d["identityStores"][0]["groups"]["container"] = "OU=No,DC=demo".into();
    assert_eq!(read(&elsewhere), fault("identityStores[0].groups.container", "\"OU=No,DC=demo\""));
    let to_graph = |d: &mut serde_json::Value| {
        d["identityStores"][0]["graph"] = json!({ "baseUrl": "/g",
        "authority": "/a", "clientId": "c" })
    };
    assert_eq!(read(&to_graph).unwrap_err()[0].0, "identityStores[0].graph");
}
