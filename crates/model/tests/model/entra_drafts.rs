//! Groups of Entra ID: the golden rule for operations 3 and 4 (part A), and what differs by the type of group.

use crate::seeds::sample;
use model::config::{GroupPolicy, Lockable, StoreConfig, StoreKind};
use model::criteria::{Condition, Criteria, Node, Operator};
use model::group::{
    ENTRA_MEMBERS, ENTRA_OWNERS, Field, GroupDraft, GroupKind, Member, Membership, Owner, Principal, Problem, StartPath,
};
use model::names::NameProblem;
use model::wire::ObjectId;
use model::wire::cloud::CloudType;
use model::wire::codes::SecurityType;
use model::wire::lenient::Member as _;
use model::wire::object::ObjectKind;
use model::wire::object_types::ObjectTypes;
use serde_json::{Value, json};

const TENANT: &str = "DC=5cjshm,DC=onmicrosoft,DC=com";

fn store() -> StoreConfig {
    let store = json!({ "id": 3, "name": "5cjshm.onmicrosoft.com", "kind": "entraId", "containers": [{ "dn": TENANT }],
        "groups": { "security": "private" }, "attributes": [{ "name": "department" }] });
    StoreConfig::read(Some(&store)).unwrap()
}

fn of_kind(id: &str, kind: ObjectKind) -> Principal {
    Principal {
        id: ObjectId::new(id),
        dn: format!("CN={id},{TENANT}"),
        name: "Somebody".to_owned(),
        mail: String::new(),
        title: String::new(),
        department: String::new(),
        kind,
        scope: None,
        purpose: None,
    }
}

fn olivia() -> Principal {
    of_kind("ee3ba6e3-02be-47b2-9892-0510bceabb7b", ObjectKind::User)
}

fn named(store: &StoreConfig, name: &str) -> GroupDraft {
    let mut draft = GroupDraft::new(store, Some(olivia()));
    draft.general.name = name.to_owned();
    draft.general.description = name.to_owned();
    draft
}

/// A draft with the values of operation 3's sample.
fn of_sample_3(store: &StoreConfig) -> GroupDraft {
    let mut draft = named(store, "apiSecAzure");
    draft.add_member(olivia());
    draft
}

/// A draft with the values of operation 4's sample.
fn of_sample_4(store: &StoreConfig) -> GroupDraft {
    let mut draft = named(store, "apiEntraSmart");
    draft.set_kind(GroupKind::Smart);
    draft.rule.start_in = vec![StartPath::subtree(TENANT)];
    draft.rule.criteria = department();
    draft.rule.include = vec![olivia()];
    // The sample's "6" is users, as a new rule finds them.
    assert_eq!(draft.rule.find, ObjectTypes::USERS);
    draft
}

fn department() -> Criteria {
    Criteria::of(Node::condition(Condition::new("department", Operator::Contains, "engineering")))
}

fn attributes(draft: &GroupDraft, store: &StoreConfig) -> Value {
    let body = draft.to_create(store).unwrap_or_else(|problems| panic!("{problems:?}"));
    body.to_json()["AttributesCollection"]["AttributesCollection"].clone()
}

fn problem(draft: &GroupDraft, store: &StoreConfig, field: &Field) -> Option<Problem> {
    let found = draft.problems(store);
    assert_eq!(found.is_empty(), draft.to_create(store).is_ok());
    found.get(field).cloned()
}

#[test]
fn operation_3_equals_its_sample() {
    let store = store();
    let body = of_sample_3(&store).to_create(&store).unwrap();
    assert_eq!(body.to_json(), sample("create-entra-static-group.request"));
}

#[test]
fn operation_4_equals_its_sample() {
    let store = store();
    let body = of_sample_4(&store).to_create(&store).unwrap();
    assert_eq!(body.to_json(), sample("create-entra-smart-group.request"));
}

#[test]
fn every_type_has_its_code_static_and_smart() {
    let store = store();
    for (cloud, code) in CloudType::ALL.into_iter().zip(["4", "8", "16", "32"]) {
        for (mut draft, managed) in [(of_sample_3(&store), "1"), (of_sample_4(&store), "2")] {
            draft.set_cloud(cloud, store.kind);
            draft.general.office_features = true;
            let sent = attributes(&draft, &store);
            assert_eq!((&sent["GroupType"][0]["Value"], &sent["GroupType"][0]["Action"]), (&json!(code), &json!(0)));
            assert_eq!(sent["IMSGManagedGroupType"][0]["Value"], managed);
            // Only the two that are Microsoft 365 groups have them, whatever was chosen before.
            let office = matches!(code, "16" | "32").to_string();
            assert_eq!(sent["enableofficefeatures"][0]["Value"], office, "{cloud:?}");
            assert_eq!(draft.form(store.kind).asks(&Field::OfficeFeatures), office == "true");
            if managed == "2" {
                assert_eq!(sent["IMSGObjectTypes"], json!([{ "Value": "6", "Action": 1 }]), "{cloud:?}");
            }
        }
    }
}

#[test]
fn who_can_be_a_member_depends_on_the_type() {
    let store = store();
    let kinds = [ObjectKind::User, ObjectKind::Group, ObjectKind::Contact, ObjectKind::Computer];
    let fits = [
        (CloudType::Security, [true, true, false, true]),
        (CloudType::Distribution, [true, true, true, false]),
        (CloudType::Microsoft365, [true, false, false, false]),
        (CloudType::Teams, [true, false, false, false]),
    ];
    for (cloud, fits) in fits {
        let refused = Some(Problem::CannotBeMember(cloud));
        for (kind, fits) in kinds.into_iter().zip(fits) {
            let who = of_kind("1", kind);
            let expected = if fits { None } else { refused.clone() };
            let mut draft = of_sample_3(&store);
            draft.set_cloud(cloud, store.kind);
            draft.add_member(who.clone());
            assert_eq!(problem(&draft, &store, &Field::Member(who.id.clone())), expected, "{cloud:?} {kind:?}");
            let mut draft = of_sample_4(&store);
            draft.set_cloud(cloud, store.kind);
            draft.rule.include.push(who);
            assert_eq!(problem(&draft, &store, &Field::Include), expected, "{cloud:?} {kind:?}");
            let mut draft = of_sample_4(&store);
            draft.set_cloud(cloud, store.kind);
            draft.rule.find = draft.rule.find.set(ObjectTypes::of_kind(kind), true);
            // GroupID supports no other kinds in rules of Entra ID, whatever may be a member.
            let is_found = fits && matches!(kind, ObjectKind::User | ObjectKind::Group);
            let expected = if is_found { None } else { refused.clone() };
            assert_eq!(problem(&draft, &store, &Field::Find), expected, "{cloud:?} {kind:?}");
        }
    }
    let mut draft = of_sample_4(&store);
    draft.set_cloud(CloudType::Teams, store.kind);
    draft.rule.find = draft.rule.find.set(ObjectTypes::USERS, false);
    assert_eq!(problem(&draft, &store, &Field::Find), Some(Problem::Required));
}

#[test]
fn owners_are_people_several_and_at_least_one() {
    let mut store = store();
    let mut draft = of_sample_3(&store);
    let ann = of_kind("ann", ObjectKind::User);
    draft.owners.push(ann.clone());
    let sent = attributes(&draft, &store);
    let ids: Vec<_> = sent[ENTRA_OWNERS].as_array().unwrap().iter().map(|entry| entry["Value"].clone()).collect();
    assert_eq!(ids, [json!(olivia().id.as_str()), json!("ann")]);
    for kind in [ObjectKind::Group, ObjectKind::Contact, ObjectKind::Computer] {
        draft.owners[1] = of_kind("ann", kind);
        assert_eq!(problem(&draft, &store, &Field::Owners), Some(Problem::NotAPerson), "{kind:?}");
    }
    // The same object, once by its id and once by its name.
    draft.owners[1] = Principal { id: ObjectId::new(olivia().dn), ..olivia() };
    assert_eq!(problem(&draft, &store, &Field::Owners), Some(Problem::Twice));
    store.groups.minimum_owners = 3;
    draft.owners[1] = ann;
    assert_eq!(problem(&draft, &store, &Field::Owners), Some(Problem::MoreOwners { needed: 3, chosen: 2 }));
    draft.owners.clear();
    store.groups.minimum_owners = 0;
    assert_eq!(problem(&draft, &store, &Field::Owners), Some(Problem::Required));
    // Additional owners alone are not enough.
    draft.additional_owners.push(Owner { who: of_kind("bob", ObjectKind::User), do_not_notify: false });
    assert_eq!(problem(&draft, &store, &Field::Owners), Some(Problem::Required));
    // Who owns groups of Active Directory owns none here.
    draft.primary_owner = Some(olivia());
    assert_eq!(problem(&draft, &store, &Field::Owners), Some(Problem::Required));
}

#[test]
fn names_containers_and_what_is_locked() {
    let mut store = store();
    let draft = of_sample_3(&store);
    let with = |change: &dyn Fn(&mut GroupDraft)| {
        let mut draft = draft.clone();
        change(&mut draft);
        draft
    };
    let name = |text: String| problem(&with(&|draft| draft.general.name.clone_from(&text)), &store, &Field::Name);
    assert_eq!(name("ü".repeat(256)), None);
    assert_eq!(name("ü".repeat(257)), Some(Problem::Name(NameProblem::TooLong(256))));
    assert_eq!(name("  ".to_owned()), Some(Problem::Name(NameProblem::Empty)));
    assert_eq!(name("a\u{7}".to_owned()), Some(Problem::Name(NameProblem::Forbidden('\u{7}'))));
    let described = |text: String| {
        problem(&with(&|draft| draft.general.description.clone_from(&text)), &store, &Field::Description)
    };
    assert_eq!(described("ü".repeat(1_024)), None);
    assert_eq!(described("two\r\nlines".to_owned()), None);
    assert_eq!(described("ü".repeat(1_025)), Some(Problem::Name(NameProblem::TooLong(1_024))));
    let contained = |dn: &str| {
        let draft = with(&|draft| dn.clone_into(&mut draft.general.container));
        problem(&draft, &store, &Field::Container)
    };
    assert_eq!(contained(""), Some(Problem::Required));
    assert_eq!(contained("DC=demo,DC=local"), Some(Problem::OutsideOfStore));
    assert!(matches!(contained("Groups"), Some(Problem::NotADn(_))));
    // No alias, no scope and no pre-Windows 2000 name is asked for, so none is wrong.
    let odd = with(&|draft| {
        draft.general.alias.0 = Some("für".to_owned());
        draft.general.sam.0 = Some("a*b".to_owned());
        draft.general.mail_enabled = true;
        draft.general.scope = model::wire::codes::GroupScope::Global;
    });
    assert_eq!(attributes(&odd, &store), attributes(&draft, &store));
    store.groups.prefixes = vec!["DL-".to_owned()];
    assert_eq!(problem(&draft, &store, &Field::Prefix), Some(Problem::UnknownPrefix));
    let prefixed = with(&|draft| "DL-".clone_into(&mut draft.general.prefix));
    let sent = prefixed.to_create(&store).unwrap().to_json();
    let bag = &sent["AttributesCollection"]["AttributesCollection"];
    assert_eq!(
        (&sent["GroupName"], &bag["displayname"][0]["Value"]),
        (&json!("DL-apiSecAzure"), &json!("DL-apiSecAzure"))
    );
    let long = Some(Problem::Name(NameProblem::TooLong(256)));
    let prefixed = with(&|draft| {
        "DL-".clone_into(&mut draft.general.prefix);
        draft.general.name = "a".repeat(254);
    });
    assert_eq!(problem(&prefixed, &store, &Field::Name), long, "the prefix counts");
    store.groups = GroupPolicy {
        security: SecurityType::Public,
        container: Some("OU=Elsewhere,".to_owned() + TENANT),
        locked: vec![
            Lockable::Container,
            Lockable::Security,
            Lockable::Scope,
            Lockable::Purpose,
            Lockable::MailEnabled,
        ],
        ..GroupPolicy::default()
    };
    let found = draft.problems(&store);
    let wrong: Vec<_> = found.fields().collect();
    assert_eq!(wrong, [&Field::Container, &Field::Security], "what is not asked for is not locked either");
    assert_eq!(found.get(&Field::Security), Some(&Problem::Locked));
}

#[test]
fn memberships_and_exceptions_travel_by_id() {
    let store = store();
    let mut draft = of_sample_3(&store);
    draft.members[0].membership = Membership::Temporary { from: "2026-12-01".into(), to: "2026-12-24".into() };
    let sent = attributes(&draft, &store);
    let expected = json!({ "XMembershipType": "2", "XBeginningDate": "2026-12-01T00:00:00", "XEndingDate": "2026-12-24T23:59:59" });
    assert_eq!(sent[ENTRA_MEMBERS][0]["AttributeCollection"], expected);
    draft.members.push(Member { who: olivia(), membership: Membership::Permanent });
    let member = Field::Member(olivia().id);
    assert_eq!(problem(&draft, &store, &member), Some(Problem::Twice));
    draft.members.clear();
    assert_eq!(attributes(&draft, &store).get(ENTRA_MEMBERS), None, "nobody is no attribute");
    let mut draft = of_sample_4(&store);
    let max = of_kind("max", ObjectKind::User);
    draft.rule.exclude = vec![max.clone()];
    assert_eq!(attributes(&draft, &store)["IMSGExcludes"], json!([{ "Value": "max", "Action": 1 }]));
    draft.rule.exclude.push(max.clone());
    assert_eq!(problem(&draft, &store, &Field::Exclude), Some(Problem::Twice));
    draft.rule.exclude = vec![olivia()];
    assert_eq!(problem(&draft, &store, &Field::Exclude), Some(Problem::IncludedAndExcluded));
    draft.rule.exclude.clear();
    draft.rule.include = vec![max.clone(), max];
    assert_eq!(problem(&draft, &store, &Field::Include), Some(Problem::Twice));
}

/// What a refusal names is what the person sees: a smart group's `members` are those that it holds always.
#[test]
fn refused_attributes_have_their_fields() {
    let store = store();
    let (fixed, smart) = (of_sample_3(&store), of_sample_4(&store));
    assert_eq!(fixed.field_of(store.kind, "members"), Field::Members);
    assert_eq!(smart.field_of(store.kind, "members"), Field::Include);
    for (name, field) in [
        ("GroupType", Field::Cloud),
        ("displayname", Field::Name),
        ("owners", Field::Owners),
        ("enableofficefeatures", Field::OfficeFeatures),
        ("ContainerDistinguishedName", Field::Container),
        ("IMSGObjectTypes", Field::Find),
        ("shoeSize", Field::Whole),
    ] {
        assert_eq!(fixed.field_of(store.kind, name), field, "{name}");
    }
    assert_eq!(fixed.field_of(StoreKind::ActiveDirectory, "groupType"), Field::Purpose);
}

/// Drafts that were kept before there were types, owners of one rank and Graph.
#[test]
fn drafts_of_the_earlier_version_are_read() {
    let store = store();
    for draft in [of_sample_3(&store), of_sample_4(&store)] {
        let mut kept = draft.to_json();
        let members = kept.as_object_mut().unwrap();
        for new in ["cloud", "graph", "owners"] {
            assert!(members.remove(new).is_some(), "{new}");
        }
        assert!(members["general"].as_object_mut().unwrap().remove("officeFeatures").is_some());
        let read = GroupDraft::from_json(&kept).unwrap();
        assert_eq!(read, GroupDraft { owners: Vec::new(), ..draft });
        assert_eq!(problem(&read, &store, &Field::Owners), Some(Problem::Required));
    }
}

/// Assumption A-73: long entries by id, as owners are sent.
#[test]
fn additional_owners_travel_beside_the_owners() {
    let store = store();
    let mut draft = of_sample_3(&store);
    assert!(attributes(&draft, &store).get("XAdditionalOwner").is_none(), "the sample has none");
    let ann = of_kind("ann", ObjectKind::User);
    draft.additional_owners.push(Owner { who: ann, do_not_notify: true });
    let sent = &attributes(&draft, &store)["XAdditionalOwner"];
    assert_eq!(sent.as_array().map(Vec::len), Some(1));
    let entry = &sent[0];
    assert_eq!((&entry["Value"], &entry["DN"], &entry["Action"]), (&json!("ann"), &json!(""), &json!(1)));
    assert_eq!(entry["AttributeCollection"], json!({ "DoNotNotify": "true" }));
    draft.additional_owners[0].who = olivia();
    assert_eq!(problem(&draft, &store, &Field::AdditionalOwners), Some(Problem::Twice));
    draft.additional_owners[0].who = of_kind("ann", ObjectKind::Group);
    assert_eq!(problem(&draft, &store, &Field::AdditionalOwners), Some(Problem::NotAPerson));
}
