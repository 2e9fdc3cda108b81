//! The golden rule (part A): the three samples of operation 14, filled in as a person does.

use super::{CALLER, draft, named, store, user};
use crate::seeds::sample;
use model::graph::{GraphCreation, MOST_RELATIONS, RelationKind};
use model::group::GroupDraft;
use model::wire::ObjectId;
use model::wire::cloud::{CloudType, Visibility};
use serde_json::json;

fn made(draft: &GroupDraft) -> GraphCreation {
    draft.to_graph(&store(), Some(&ObjectId::new(CALLER))).unwrap_or_else(|e| panic!("{:?}", e.0))
}

fn whole(draft: &GroupDraft) -> serde_json::Value {
    let made = made(draft);
    assert_eq!((&made.following[..], &made.patch), (&[][..], &None));
    made.body.to_json()
}

#[test]
fn the_first_sample_a_microsoft_365_group() {
    let mut draft = named(CloudType::Microsoft365, "Library Assist", "library");
    draft.general.description = "Self help community for library".to_owned();
    draft.graph.visibility = Visibility::Public;
    assert_eq!(whole(&draft), sample("graph-create-group-1.request"));
}

#[test]
fn the_second_sample_a_security_group_with_owner_and_members() {
    let mut draft = named(CloudType::Security, "Operations group", "operations2019");
    draft.general.description = "Group with designated owner and members".to_owned();
    draft.owners = vec![user("26be1845-4119-4801-a799-aea79d09f1a2")];
    draft.add_member(user("ff7cb387-6688-423c-8188-3da9532a73cc"));
    draft.add_member(user("69456242-0067-49d3-ba96-9de6f2728e14"));
    assert_eq!(whole(&draft), sample("graph-create-group-2.request"));
}

#[test]
fn the_third_sample_a_role_assignable_group() {
    let mut draft = named(CloudType::Microsoft365, "Role assignable group", "contosohelpdeskadministrators");
    draft.general.description = "Group assignable to a role".to_owned();
    draft.set_role_assignable(true);
    draft.owners = vec![user("99e44b05-c10b-4e95-a523-e2732bbaba1e")];
    draft.add_member(user("6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0"));
    draft.add_member(user("4562bcc8-c436-4f95-b7c0-4f8ce89dca5e"));
    assert_eq!(whole(&draft), sample("graph-create-group-3.request"));
}

#[test]
fn a_role_assignable_group_can_be_sent_without_the_owners_that_the_draft_keeps() {
    let mut draft = draft(CloudType::Security, "Helpdesk");
    draft.set_role_assignable(true);
    draft.owners = (0..21).map(|at| user(&format!("owner-{at}"))).collect();
    draft.add_member(user("member"));
    assert_eq!(made(&draft).following.len(), 1);
    draft.graph.without_owners = true;
    let creation = made(&draft);
    assert_eq!((creation.body.owners.get(), creation.following.len()), (None, 0));
    assert_eq!(creation.body.members.get().map(Vec::len), Some(1));
    assert!(draft.leaves_owners_out());
    let owners = draft.owner_relations(&store());
    assert_eq!(owners.len(), 21);
    assert_eq!(owners[0].reference, "https://graph.microsoft.com/v1.0/users/owner-0");
    // Any other group is sent with its owners again.
    draft.set_role_assignable(false);
    assert!(!draft.leaves_owners_out());
    draft.graph.without_owners = true;
    assert!(!draft.leaves_owners_out() && !made(&draft).following.is_empty());
}

#[test]
fn references_start_where_the_configuration_says() {
    let mut store = store();
    store.graph.as_mut().unwrap().base_url = "https://graph.example/v1.0/".to_owned();
    let draft = draft(CloudType::Security, "G");
    let body = draft.to_graph(&store, None).unwrap().body.to_json();
    assert_eq!(body["owners@odata.bind"], json!([format!("https://graph.example/v1.0/users/{CALLER}")]));
    // Only a Microsoft 365 group gets its maker as the owner without being told.
    let own = draft.to_graph(&store, Some(&ObjectId::new(CALLER))).unwrap().body.to_json();
    assert_eq!(own, body);
    store.graph.as_mut().unwrap().root = Some("https://graph.microsoft.us/v1.0".to_owned());
    let body = draft.to_graph(&store, None).unwrap().body.to_json();
    assert_eq!(body["owners@odata.bind"], json!([format!("https://graph.microsoft.us/v1.0/users/{CALLER}")]));
}

#[test]
fn more_than_twenty_people_follow_in_batches() {
    let mut draft = draft(CloudType::Security, "Big");
    draft.owners = (0..3).map(|at| user(&format!("owner-{at}"))).collect();
    for at in 0..50 {
        draft.add_member(user(&format!("member-{at}")));
    }
    let made = made(&draft);
    let body = made.body.to_json();
    let count = |name: &str| body[name].as_array().map_or(0, Vec::len);
    assert_eq!((count("owners@odata.bind"), count("members@odata.bind")), (3, 17));
    assert_eq!(made.following.iter().map(Vec::len).collect::<Vec<_>>(), [MOST_RELATIONS, 13]);
    let rest: Vec<_> = made.following.iter().flatten().map(|relation| relation.id.as_str().to_owned()).collect();
    assert_eq!(rest, (17..50).map(|at| format!("member-{at}")).collect::<Vec<_>>());
    assert!(made.following.iter().flatten().all(|relation| relation.kind == RelationKind::Members));
    // Nobody is in both, and nobody is lost.
    let sent: Vec<_> = body["members@odata.bind"].as_array().unwrap().iter().filter_map(|v| v.as_str()).collect();
    assert_eq!(sent.len() + rest.len(), 50);
    // Twenty-five owners: members come after all of them.
    draft.owners = (0..25).map(|at| user(&format!("owner-{at}"))).collect();
    let made = draft.to_graph(&store(), None).unwrap();
    assert_eq!(made.body.owners.get().map(Vec::len), Some(20));
    assert_eq!(made.body.members.get(), None);
    assert_eq!(made.following[0][..5].iter().filter(|r| r.kind == RelationKind::Owners).count(), 5);
    assert_eq!(made.following.iter().map(Vec::len).sum::<usize>(), 55);
}

#[test]
fn what_only_a_patch_may_set_follows_in_one() {
    let mut draft = draft(CloudType::Microsoft365, "Post");
    draft.graph.allow_external_senders = true;
    draft.graph.hide_from_outlook = true;
    let made = made(&draft);
    let patch = made.patch.unwrap().to_json();
    assert_eq!(patch, json!({ "allowExternalSenders": true, "hideFromOutlookClients": true }));
    assert_eq!(made.body.to_json()["visibility"], "Private");
    // A security group has nothing of Outlook's.
    draft.set_cloud(CloudType::Security, store().kind);
    assert_eq!(draft.to_graph(&store(), None).unwrap().patch, None);
}
