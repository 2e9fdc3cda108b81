//! Owners of many groups, and groups that become members of another one.

use super::{group, groups};
use model::config::StoreConfig;
use model::group::{GroupEdit, Principal, Problem, owners};
use model::list::bulk::{Action, Failure, NewOwner, NoTarget, NotNeeded, Rank, Run, State, Target};
use model::wire::lenient::Member;
use model::wire::{AttributeValue, DirectoryObject, Nullable, ObjectId};
use serde_json::json;
use std::sync::Arc;

const ANN: &str = "CN=Ann,DC=demo";
const BEN: &str = "CN=Ben,DC=demo";
const CY: &str = "CN=Cy,DC=demo";

fn store(kind: &str) -> Arc<StoreConfig> {
    let store = json!({ "id": 2, "name": "demo", "kind": kind, "containers": [{ "dn": "DC=demo" }],
        "groups": { "maximumAdditionalOwners": 2 } });
    Arc::new(StoreConfig::read(Some(&store)).unwrap())
}

/// Ann, known by her distinguished name and her id.
fn ann(rank: Rank, kind: &str) -> NewOwner {
    let own = AttributeValue::answered(ANN);
    let who = Principal { id: ObjectId::new("ann-id"), ..Principal::pointed(&own).unwrap() };
    NewOwner { who, rank, store: store(kind) }
}

/// A group with these values of attributes.
fn owned(all: &[(&str, &[&str])]) -> DirectoryObject {
    let mut group = group("g", &[]);
    if let Nullable::Is(bag) = &mut group.attributes_business_object {
        for (name, values) in all {
            bag.attributes.set(name, values.iter().map(|value| AttributeValue::answered(*value)).collect());
        }
    }
    group
}

fn after(edit: &GroupEdit, name: &str) -> Vec<String> {
    edit.values(name).iter().filter_map(AttributeValue::text).map(str::to_owned).collect()
}

#[test]
fn a_primary_owner_replaces_the_present_one_and_is_listed_once() {
    let ann = ann(Rank::Primary, "activeDirectory");
    let before = owned(&[("managedBy", &[BEN]), ("XAdditionalOwner", &["cn=ann,DC=demo", CY])]);
    let edit = ann.edit(&before).unwrap();
    assert_eq!((after(&edit, "managedBy"), after(&edit, "XAdditionalOwner")), (vec![ANN.into()], vec![CY.into()]));
    assert_eq!(edit.changed().collect::<Vec<_>>(), ["managedBy", "XAdditionalOwner"]);
    assert_eq!(ann.edit(&owned(&[("managedBy", &[ANN])])), Err(NotNeeded::OwnsAlready));
    assert_eq!(ann.edit(&owned(&[("managedBy", &["ANN-ID"])])), Err(NotNeeded::OwnsAlready));
    let none = ann.edit(&owned(&[])).unwrap();
    assert_eq!((after(&none, "managedBy"), none.len()), (vec![ANN.to_owned()], 1));
    let own = NewOwner { who: Principal::of(&before), ..ann };
    assert_eq!(own.edit(&before), Err(NotNeeded::Itself));
}

#[test]
fn another_owner_leaves_the_others_and_the_maximum_holds() {
    let ann = ann(Rank::Additional, "activeDirectory");
    let edit = ann.edit(&owned(&[("managedBy", &[BEN]), ("XAdditionalOwner", &[CY])])).unwrap();
    assert_eq!((after(&edit, "XAdditionalOwner"), edit.len()), (vec![CY.to_owned(), ANN.to_owned()], 1));
    for already in [("managedBy", ANN), ("XAdditionalOwner", "ann-id")] {
        assert_eq!(ann.edit(&owned(&[(already.0, &[already.1])])), Err(NotNeeded::OwnsAlready));
    }
    let full = owned(&[("managedBy", &[BEN]), ("XAdditionalOwner", &[CY, "CN=Dee,DC=demo"])]);
    let most = Problem::FewerAdditionalOwners { most: 2, chosen: 3 };
    assert_eq!(ann.edit(&full), Err(NotNeeded::Unfit(most)));
}

#[test]
fn owners_of_one_rank_are_replaced_by_one_or_joined_by_one() {
    let both: &[(&str, &[&str])] = &[("owners", &[BEN, CY])];
    let set = ann(Rank::Primary, "entraId").edit(&owned(both)).unwrap();
    assert_eq!(after(&set, "owners"), [ANN]);
    let with_ann = owned(&[("owners", &[BEN, ANN])]);
    assert_eq!(
        after(&ann(Rank::Primary, "entraId").edit(&with_ann).unwrap(), "owners"),
        [ANN],
        "she is not the only one"
    );
    let added = ann(Rank::Additional, "entraId").edit(&owned(both)).unwrap();
    assert_eq!((after(&added, "owners").len(), after(&added, "XAdditionalOwner")), (2, vec![ANN.to_owned()]));
    let graph = ann(Rank::Additional, "microsoftGraph").edit(&owned(&[("managedBy", &[BEN])])).unwrap();
    assert_eq!(after(&graph, "managedBy"), [BEN, ANN]);
    assert_eq!(owners("managedBy", |name| graph.values(name)), [BEN, ANN]);
    // A service that answers the primary owner under a second name does not make him stay.
    let twice = owned(&[("managedBy", &[BEN]), ("owners", &[BEN])]);
    let primary = self::ann(Rank::Primary, "activeDirectory");
    let edit = primary.edit(&twice).unwrap();
    assert_eq!((primary.owners(&twice), primary.owners_after(&edit)), (vec![BEN], vec![ANN]));
    assert!(primary.is_seen(&edit, &owned(&[("managedBy", &[ANN]), ("owners", &[ANN])])));
}

#[test]
fn what_was_written_is_compared_with_what_is_read() {
    let ann = ann(Rank::Additional, "activeDirectory");
    let edit = ann.edit(&owned(&[("managedBy", &[BEN]), ("XAdditionalOwner", &[CY])])).unwrap();
    let now = |additional: &[&str]| owned(&[("managedBy", &[BEN]), ("XAdditionalOwner", additional)]);
    assert!(ann.is_seen(&edit, &now(&["ann-id", "cn=cy,DC=demo"])));
    assert!(!ann.is_seen(&edit, &now(&[ANN])), "somebody was lost");
    assert!(!ann.is_seen(&edit, &now(&[CY])), "nothing was written");
    assert!(ann.is_done(&now(&[ANN])) && !ann.is_done(&now(&[CY])));
}

#[test]
fn a_group_goes_into_another_one_once_and_never_in_a_circle() {
    let global = "-2147483646";
    let target = group("t", &[("IMSGManagedGroupType", "1"), ("groupType", global)]);
    let store = model::config::StoreKind::ActiveDirectory;
    let mut target = Target::of(&target, store).unwrap();
    (target.members, target.parents) = (vec![ObjectId::new("in")], vec![ObjectId::new("around")]);
    let not_needed = |name: &str, kind: &str| target.not_needed(&group(name, &[("groupType", kind)]));
    assert_eq!(not_needed("a", global), None);
    assert_eq!(not_needed("in", global), Some(NotNeeded::MemberAlready));
    assert_eq!(not_needed("around", global), Some(NotNeeded::Circle));
    assert_eq!(not_needed("t", global), Some(NotNeeded::Itself));
    assert!(matches!(not_needed("u", "-2147483640"), Some(NotNeeded::Unfit(Problem::CannotHold(..)))));
    let smart = group("s", &[("IMSGManagedGroupType", "2"), ("groupType", global)]);
    assert_eq!(Target::of(&smart, store), Err(NoTarget::Smart));
    let ruled = group("s", &[("membershipRule", "user.city -eq \"x\"")]);
    assert_eq!(Target::of(&ruled, model::config::StoreKind::MicrosoftGraph), Err(NoTarget::Smart));
    let teams = group("m", &[("groupType", "16")]);
    assert!(matches!(Target::of(&teams, model::config::StoreKind::EntraId), Err(NoTarget::Unfit(_))));
}

#[test]
fn what_was_held_back_is_tried_again_from_how_the_group_is_now() {
    let mut run = Run::new(Action::Own(ann(Rank::Primary, "activeDirectory")), groups(&["a", "b", "c"]), false);
    assert_eq!(run.send_next(), [0], "each group is sent alone");
    run.held_back(0, Failure::Changed, Some(group("a", &[("managedBy", CY)])));
    assert_eq!(run.items()[0].state, State::Failed(Failure::Changed));
    assert_eq!(run.items()[0].group.first("managedBy"), Some(CY));
    assert_eq!(run.send_next(), [1]);
    run.unseen(1);
    assert_eq!(run.send_next(), [2]);
    run.looked_up(2, Some(&group("c", &[("managedBy", ANN)])));
    assert_eq!((run.counts().done, run.counts().failed), (2, 1));
    run.retry();
    assert_eq!(run.send_next(), [0]);
}
