//! The draft's rules and the service's are the same: whatever validates is accepted, and whatever the service refuses
//! the draft has said before, at that field. Only what is in the directory nobody else knows.

use super::plain_bodies::plain_body;
use super::random_drafts::{Drafts, is_ghost, is_ghostly};
use super::support::Folder;
use dataservice::random::Random;
use dataservice::{DryRun, Refusal};
use model::config::{Config, StoreConfig};
use model::group::{Field, GroupDraft, GroupKind, NotReady, Principal, Problems};
use model::wire::{CreateGroup, DirectoryObject};
use serde_json::Value;
use std::collections::BTreeMap;

/// Drafts of one kind.
const DRAFTS: u64 = 10_000;
/// Of the first draft; each next one has the next number.
const SEED: u64 = 2_026;

fn config() -> Config {
    let text = include_str!("../../assets/config.json");
    Config::read(&serde_json::from_str::<Value>(text).unwrap()).unwrap()
}

/// All objects of a store, with what drafts and rules want to know of them.
fn objects(dry_run: &DryRun, store: &StoreConfig) -> Vec<DirectoryObject> {
    let own = store.attributes.iter().map(|attribute| attribute.name.clone());
    let names: Vec<_> = Principal::ATTRIBUTES.iter().map(|name| (*name).to_owned()).chain(own).collect();
    let objects = dry_run.objects(store.id.0, &names).unwrap();
    objects.iter().map(|object| DirectoryObject::from_json(object).unwrap()).collect()
}

fn agree(store: usize, kind: GroupKind) {
    let config = config();
    let store = &config.identity_stores[store];
    let folder = Folder::new();
    let dry_run = DryRun::open(&folder.0.join("directory.sqlite"), 60).unwrap();
    let objects = objects(&dry_run, store);
    let drafts = Drafts::new(store, &objects);
    let (mut accepted, mut fields) = (0, BTreeMap::<String, usize>::new());
    let ask = &mut |asking: &dataservice::DryRunRequest<'_>| {
        for seed in SEED..SEED + DRAFTS {
            let draft = drafts.draft(&mut Random(seed), kind);
            let plain = || CreateGroup::from_json(&plain_body(&draft, store.kind)).unwrap();
            let (body, problems) = match draft.to_create(store) {
                Err(NotReady(problems)) => (plain(), problems),
                Ok(sent) => {
                    // Written by hand it is the same, so that the bad ones are bodies too.
                    if seed % 10 == 0 {
                        assert_eq!(sent.to_json(), plain_body(&draft, store.kind), "draft {seed}");
                    }
                    (sent, Problems::new())
                }
            };
            let said = asking.group(store.id.0, kind == GroupKind::Smart, &body, seed % 25 == 0);
            let said = said.unwrap_or_else(|error| panic!("draft {seed}: {error} in {}", body.to_json()));
            let unforeseen: Vec<_> =
                said.iter().filter(|refusal| !is_foreseen(&draft, store, &problems, refusal)).collect();
            assert!(unforeseen.is_empty(), "draft {seed}: {unforeseen:#?} and not {problems:#?}\n{}", body.to_json());
            accepted += u64::from(said.is_empty());
            for refusal in said {
                *fields.entry(format!("{:?}", draft.field_of(store.kind, &refusal.attribute))).or_default() += 1;
            }
        }
    };
    dry_run.ask(ask).unwrap();
    // Otherwise it would prove little.
    assert!((DRAFTS / 4..DRAFTS * 9 / 10).contains(&accepted), "{accepted} of {DRAFTS} were accepted");
    let often = fields.values().filter(|count| **count >= 20).count();
    assert!(often >= 5, "{fields:?}");
    eprintln!("{kind:?} in {}: {accepted} of {DRAFTS} accepted; refused: {fields:?}", store.name);
}

/// Whether the draft says of that field what the service refuses, or cannot know.
fn is_foreseen(draft: &GroupDraft, store: &StoreConfig, problems: &Problems, refusal: &Refusal) -> bool {
    let field = draft.field_of(store.kind, &refusal.attribute);
    let said = |field: &Field| problems.get(field).is_some();
    let said = match field {
        Field::Members => problems.fields().any(|field| matches!(field, Field::Members | Field::Member(_))),
        // A name that follows the group's is wrong where that is.
        Field::Sam if draft.general.sam.0.is_none() => said(&Field::Sam) || said(&Field::Name),
        Field::Alias if draft.general.alias.0.is_none() => said(&Field::Alias) || said(&Field::Name),
        ref field => said(field),
    };
    let is_missing = refusal.sentence.starts_with("There is no ") && has_ghost(draft, &field);
    said || refusal.is_taken || is_missing
}

/// Whether the draft names at that field what is not in the directory.
fn has_ghost(draft: &GroupDraft, field: &Field) -> bool {
    match field {
        Field::Members => draft.members.iter().any(|member| is_ghost(&member.who)),
        Field::Include => draft.rule.include.iter().any(is_ghost),
        Field::Exclude => draft.rule.exclude.iter().any(is_ghost),
        Field::Owners => draft.owners.iter().any(is_ghost),
        Field::PrimaryOwner => draft.primary_owner.iter().any(is_ghost),
        Field::AdditionalOwners => draft.additional_owners.iter().any(|owner| is_ghost(&owner.who)),
        Field::Container => is_ghostly(&draft.general.container),
        Field::StartIn => draft.rule.start_in.iter().any(|start| is_ghostly(&start.dn)),
        _ => false,
    }
}

#[test]
fn static_groups_of_active_directory() {
    agree(0, GroupKind::Static);
}

#[test]
fn smart_groups_of_active_directory() {
    agree(0, GroupKind::Smart);
}

#[test]
fn static_groups_of_entra_id() {
    agree(1, GroupKind::Static);
}

#[test]
fn smart_groups_of_entra_id() {
    agree(1, GroupKind::Smart);
}
