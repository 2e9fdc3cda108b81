//! Every rule of part A, "Graph", as a draft's problem.

use super::{draft, named, someone, store, user};
use model::config::StoreKind;
use model::criteria::{Condition, Criteria, Join, Node, Operator, PrintReason, entra};
use model::group::{DerivedText, Field, GroupDraft, GroupKind, MAX_RULE, Membership, Problem};
use model::names::NameProblem;
use model::wire::cloud::{CloudType, Visibility};
use model::wire::object::ObjectKind;
use model::wire::{ObjectId, StoreId};
use serde_json::json;

fn problem(draft: &GroupDraft, field: Field) -> Option<Problem> {
    let problems = draft.problems(&store());
    // What has a problem makes no body, and what has none makes one.
    assert_eq!(draft.to_graph(&store(), None).is_ok(), problems.is_empty(), "{problems:?}");
    problems.get(&field).cloned()
}

#[test]
fn names_and_nicknames() {
    let name = |text: &str| problem(&named(CloudType::Security, text, "nick"), Field::Name);
    assert_eq!(name("x"), None);
    assert_eq!(name(&"x".repeat(256)), None);
    assert_eq!(name(&"x".repeat(257)), Some(Problem::Name(NameProblem::TooLong(256))));
    assert_eq!(name("  "), Some(Problem::Name(NameProblem::Empty)));
    let alias = |text: &str| problem(&named(CloudType::Microsoft365, "Name", text), Field::Alias);
    assert_eq!(alias("a.b-c_d!#$%&'*+/=?^`{|}~"), None);
    assert_eq!(alias(&"x".repeat(64)), None);
    assert_eq!(alias(&"x".repeat(65)), Some(Problem::Name(NameProblem::TooLong(64))));
    assert_eq!(alias(""), Some(Problem::Name(NameProblem::Empty)));
    for bad in "@()\\[]\";:<>, \u{7f}éß名".chars() {
        assert_eq!(alias(&format!("a{bad}b")), Some(Problem::Name(NameProblem::Forbidden(bad))), "{bad:?}");
    }
    // A security group needs a nickname as well; where nothing is typed it follows the name.
    assert!(problem(&named(CloudType::Security, "Name", "a b"), Field::Alias).is_some());
    let made = draft(CloudType::Security, "Größte Freude").to_graph(&store(), None).unwrap();
    assert_eq!(made.body.mail_nickname.get().map(String::as_str), Some("GroessteFreude"));
    let none = draft(CloudType::Security, "名前");
    assert_eq!(problem(&none, Field::Alias), Some(Problem::Name(NameProblem::Empty)));
    let mut described = draft(CloudType::Security, "Name");
    described.general.description = "y".repeat(1_025);
    assert_eq!(problem(&described, Field::Description), Some(Problem::Name(NameProblem::TooLong(1_024))));
    described.general.description = "y".repeat(1_024);
    assert_eq!(problem(&described, Field::Description), None);
}

#[test]
fn only_two_types_can_be_made() {
    for cloud in CloudType::ALL {
        let fits = matches!(cloud, CloudType::Security | CloudType::Microsoft365);
        let expected = (!fits).then_some(Problem::NotHere);
        assert_eq!(problem(&draft(cloud, "Name"), Field::Cloud), expected, "{cloud:?}");
    }
}

#[test]
fn who_can_be_a_member_or_an_owner() {
    for (cloud, kind, fits) in [
        (CloudType::Microsoft365, ObjectKind::User, true),
        (CloudType::Microsoft365, ObjectKind::Group, false),
        (CloudType::Microsoft365, ObjectKind::Computer, false),
        (CloudType::Security, ObjectKind::User, true),
        (CloudType::Security, ObjectKind::Group, true),
        (CloudType::Security, ObjectKind::Computer, true),
        (CloudType::Security, ObjectKind::Contact, false),
    ] {
        let mut own = draft(cloud, "Name");
        own.add_member(someone("a", kind));
        let found = problem(&own, Field::Member(ObjectId::new("a")));
        assert_eq!(found, (!fits).then_some(Problem::CannotBeMember(cloud)), "{cloud:?} {kind:?}");
    }
    let mut own = draft(CloudType::Security, "Name");
    own.owners = vec![someone("a", ObjectKind::Group)];
    assert_eq!(problem(&own, Field::Owners), Some(Problem::NotAPerson));
    own.owners = vec![user("a"), user("a")];
    assert_eq!(problem(&own, Field::Owners), Some(Problem::Twice));
    own.owners.clear();
    assert_eq!(problem(&own, Field::Owners), Some(Problem::Required));
    let mut own = draft(CloudType::Security, "Name");
    own.add_member(user("a"));
    own.members[0].membership = Membership::Temporary { from: "2026-01-01".into(), to: "2026-01-02".into() };
    assert_eq!(problem(&own, Field::Member(ObjectId::new("a"))), Some(Problem::NotHere));
}

#[test]
fn roles_need_a_static_private_group_that_grants_rights() {
    let mut own = draft(CloudType::Microsoft365, "Name");
    own.graph.visibility = Visibility::Public;
    own.set_role_assignable(true);
    assert_eq!(problem(&own, Field::RoleAssignable), None);
    let body = own.to_graph(&store(), None).unwrap().body.to_json();
    assert_eq!(
        (&body["isAssignableToRole"], &body["securityEnabled"], &body["visibility"]),
        (&json!(true), &json!(true), &json!(null))
    );
    own.graph.security_enabled = false;
    assert_eq!(problem(&own, Field::SecurityEnabled), Some(Problem::RolesNeedThis));
    own.set_role_assignable(true);
    for open in [Visibility::Public, Visibility::Hidden] {
        own.graph.visibility = open;
        assert_eq!(problem(&own, Field::Visibility), Some(Problem::RolesNeedThis));
    }
    own.set_role_assignable(true);
    own.kind = GroupKind::Smart;
    assert_eq!(problem(&own, Field::Kind), Some(Problem::RolesNeedThis));
    // Choosing a rule gives the roles up.
    own.set_kind(GroupKind::Smart);
    assert!(!own.graph.role_assignable);
    let mut own = draft(CloudType::Security, "Name");
    own.set_role_assignable(true);
    own.add_member(someone("a", ObjectKind::Group));
    assert_eq!(problem(&own, Field::Member(ObjectId::new("a"))), Some(Problem::GroupsCannotBeMembers));
    // The wizard does not even offer them.
    assert_eq!(own.member_rules(StoreKind::MicrosoftGraph).offered(), ["user"]);
    own.set_role_assignable(false);
    assert!(own.member_rules(StoreKind::MicrosoftGraph).offered().contains(&"group"));
}

fn smart(criteria: Criteria) -> GroupDraft {
    let mut own = draft(CloudType::Security, "Engineers");
    own.set_kind(GroupKind::Smart);
    own.add_member(user("somebody"));
    own.rule.criteria = criteria;
    own
}

#[test]
fn a_dynamic_group_carries_its_rule_and_no_members() {
    let is = |value: &str| Node::condition(Condition::new("department", Operator::IsExactly, value));
    let own = smart(Criteria::of(is("Engineering")));
    let body = own.to_graph(&store(), None).unwrap().body.to_json();
    assert_eq!(body["groupTypes"], json!(["DynamicMembership"]));
    assert_eq!(body["membershipRule"], "(user.department -eq \"Engineering\")");
    assert_eq!(body["membershipRuleProcessingState"], "On");
    assert_eq!(body.get("members@odata.bind"), None);
    let mut unified = own.clone();
    unified.set_cloud(CloudType::Microsoft365, store().kind);
    let types = unified.to_graph(&store(), None).unwrap().body.to_json()["groupTypes"].clone();
    assert_eq!(types, json!(["Unified", "DynamicMembership"]));
    // A quotation mark stays within its value.
    let sly = "x\" -or user.department -ne \"y";
    let text = smart(Criteria::of(is(sly))).to_graph(&store(), None).unwrap().body.membership_rule;
    let again = entra::parse(text.get().unwrap()).unwrap();
    assert_eq!(again, Criteria::of(is(sly)));
    for unfinished in [Criteria::default(), Criteria::of(is(" "))] {
        assert!(matches!(problem(&smart(unfinished), Field::Rule), Some(Problem::Rule(_))));
    }
    let elsewhere = Criteria::of(Node::condition(Condition::new("colour", Operator::IsExactly, "blue")));
    assert!(matches!(problem(&smart(elsewhere), Field::Rule), Some(Problem::RuleDoesNotFit(_))));
    let ends = Criteria::of(Node::condition(Condition::new("department", Operator::EndsWith, "x")));
    assert!(matches!(problem(&smart(ends), Field::Rule), None | Some(Problem::Rule(_))));
    for refused in [
        "(user.memberOf -any (group.objectId -in [\"a\"])) -and (user.department -eq \"x\")",
        "(device.isRooted -eq true) -or (user.department -eq \"x\")",
        "user.department -match \"(\"",
        "user.l -eq \"x\"",
    ] {
        let own = smart(entra::parse(refused).unwrap());
        assert!(matches!(problem(&own, Field::Rule), Some(Problem::EntraRefuses(..))), "{refused}");
        assert!(own.to_graph(&store(), None).is_err(), "{refused}");
    }
    // Devices can be members of a security group alone.
    let mut devices = smart(entra::parse("device.deviceOwnership -eq \"Company\"").unwrap());
    devices.cloud = CloudType::Security;
    assert_eq!(problem(&devices, Field::Rule), None);
    devices.cloud = CloudType::Microsoft365;
    assert!(matches!(problem(&devices, Field::Rule), Some(Problem::OnlyUsersInRule(_))));
    assert!(devices.to_graph(&store(), None).is_err());
    let many: Vec<_> = (0..200).map(|at| is(&format!("Department {at}"))).collect();
    let long = smart(Criteria::of(Node::group(Join::All, many)));
    assert!(matches!(problem(&long, Field::Rule), Some(Problem::Rule(e)) if e.reason == PrintReason::TooLarge));
    assert_eq!(MAX_RULE, 3_072);
}

/// A draft of the time when the store was of another kind, or of another store.
#[test]
fn what_has_no_place_here_is_a_problem() {
    let rule = Criteria::of(Node::condition(Condition::new("department", Operator::IsExactly, "Engineering")));
    let own = smart(rule);
    assert_eq!(problem(&own, Field::Rule), None);
    let mut including = own.clone();
    including.rule.include = vec![user("a")];
    let mut excluding = own.clone();
    excluding.rule.exclude = vec![user("a")];
    for kept in [including, excluding] {
        assert_eq!(problem(&kept, Field::Rule), Some(Problem::NotHere));
    }
    let elsewhere = GroupDraft { store: StoreId(3), ..own };
    assert_eq!(problem(&elsewhere, Field::Whole), Some(Problem::NotHere));
}

#[test]
fn a_draft_survives_being_kept() {
    let mut own = draft(CloudType::Microsoft365, "Kept");
    own.general.alias = DerivedText(Some("kept".to_owned()));
    own.graph.visibility = Visibility::Hidden;
    own.graph.auto_subscribe = true;
    own.set_role_assignable(true);
    assert_eq!(GroupDraft::from_json(&own.to_json()).unwrap(), own);
}
