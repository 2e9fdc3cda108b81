//! Finds the group that an earlier request may have created, so that nothing is created twice.

use crate::api::Api;
use crate::api::searches::{PageRequest, containing};
use crate::drafts::Sent;
use crate::http::ApiError;
use crate::ui::format;
use model::config::StoreKind;
use model::group::{ENTRA_OWNERS, Field, GroupDraft};
use model::names::Dn;
use model::wire::attributes;
use model::wire::{Criterion, DirectoryObject, ObjectId};

/// How far the directory's clock may be behind the browser's, in milliseconds.
const CLOCKS: f64 = 300_000.0;

/// How long after sending a group can have been created to be recognised where names are not unique, in milliseconds. A
/// later group is someone else's.
const SAME_DAY: f64 = 86_400_000.0;

/// What a search has found after a Finish without an answer. Where a search lags behind, it may not find the group yet.
#[derive(Default)]
pub(super) struct Look {
    /// The group that the request created; never one that existed before it was sent.
    pub own: Option<ObjectId>,
    /// All groups of the same name.
    pub same_name: Vec<DirectoryObject>,
}

impl Look {
    fn of(found: Vec<DirectoryObject>, is_own: impl Fn(&&DirectoryObject) -> bool) -> Self {
        Self { own: found.iter().find(is_own).map(|object| object.id.clone()), same_name: found }
    }
}

/// Whether the service refuses a second group of the same name, so that nothing is created twice even if a search does
/// not find the first one yet. Graph is asked without its lagging index.
pub(super) fn is_refused_twice(store: StoreKind) -> bool {
    store != StoreKind::EntraId
}

/// Whether a refusal is about the name itself.
pub(super) fn refused_the_name(error: &ApiError, store: StoreKind) -> bool {
    let ApiError::Refused(result, _) = error else { return false };
    result.attribute_messages().iter().any(|(name, _)| Field::of_attribute(store, name) == Field::Name)
}

/// Whether a refusal may be caused by the group that an identical earlier request created.
pub(super) fn refused_a_name(error: &ApiError, store: StoreKind) -> bool {
    let ApiError::Refused(result, _) = error else { return false };
    let is_name = |name: &str| matches!(Field::of_attribute(store, name), Field::Name | Field::Sam | Field::Alias);
    result.attribute_messages().iter().any(|(name, _)| is_name(name))
}

/// Looks for the group that the request created.
pub(super) async fn look(api: &Api, sent: &Sent<GroupDraft>, caller: Option<&ObjectId>) -> Result<Look, ApiError> {
    match api.current_store().kind {
        StoreKind::ActiveDirectory => in_directory(api, sent).await,
        StoreKind::EntraId => in_entra(api, sent).await,
        StoreKind::MicrosoftGraph => in_graph(api, sent, caller).await,
    }
}

/// How long after sending the object was created, in milliseconds; negative if before.
fn made_after(object: &DirectoryObject, sent: &Sent<GroupDraft>) -> Option<f64> {
    object.first(attributes::WHEN_CREATED).and_then(format::milliseconds).map(|made| made - sent.at)
}

fn is_since(object: &DirectoryObject, sent: &Sent<GroupDraft>) -> bool {
    made_after(object, sent).is_some_and(|after| after >= -CLOCKS)
}

fn is_of_that_day(object: &DirectoryObject, sent: &Sent<GroupDraft>) -> bool {
    made_after(object, sent).is_some_and(|after| (-CLOCKS..SAME_DAY).contains(&after))
}

/// In Active Directory: same name, container, pre-Windows 2000 name and owner.
async fn in_directory(api: &Api, sent: &Sent<GroupDraft>) -> Result<Look, ApiError> {
    let draft = &sent.draft;
    let name = draft.general.full_name();
    let Ok(container) = Dn::parse(&draft.general.container) else { return Ok(Look::default()) };
    let wanted = container.child("CN", &name);
    let criteria = Criterion::leaf(attributes::NAME, "Is Exactly", &name);
    let load = [
        attributes::NAME,
        attributes::DISTINGUISHED_NAME,
        attributes::SAM_ACCOUNT_NAME,
        attributes::MANAGED_BY,
        attributes::WHEN_CREATED,
    ];
    let page = api.search(draft.store, Some(criteria), &PageRequest::first(50), &load).await?;
    let owner = draft.primary_owner.as_ref().map_or("", |owner| &owner.dn);
    let named =
        |text: Option<&str>, dn: &Dn| text.and_then(|text| Dn::parse(text).ok()).is_some_and(|own| own.same(dn));
    // A group without a primary owner has no `managedBy`.
    let owned = |text: Option<&str>| match Dn::parse(owner) {
        Ok(owner) => named(text, &owner),
        Err(_) => owner.is_empty() && text.is_none(),
    };
    let same = |object: &&DirectoryObject| {
        let sam = object.first(attributes::SAM_ACCOUNT_NAME).unwrap_or_default().to_lowercase();
        is_since(object, sent)
            && named(object.dn(), &wanted)
            && owned(object.first(attributes::MANAGED_BY))
            && sam == draft.general.sam_text().to_lowercase()
    };
    Ok(Look::of(page.data, same))
}

/// In Entra ID several groups may have the same name, so the owner and the time of creation must match too.
async fn in_entra(api: &Api, sent: &Sent<GroupDraft>) -> Result<Look, ApiError> {
    let draft = &sent.draft;
    let name = draft.general.full_name();
    let named = Criterion::leaf(attributes::DISPLAY_NAME, "Is Exactly", &name);
    let criteria = Criterion::all(vec![containing(&["group"], &[], ""), named]);
    let load = [attributes::DISPLAY_NAME, ENTRA_OWNERS, attributes::WHEN_CREATED];
    let page = api.search(draft.store, Some(criteria), &PageRequest::first(50), &load).await?;
    // A service may give an owner by id alone, or by a distinguished name that contains it.
    let owned = |value: &str| {
        let is = |text: &str| draft.owners.first().is_some_and(|owner| owner.id.as_str().eq_ignore_ascii_case(text));
        is(value) || Dn::parse(value).is_ok_and(|dn| is(dn.rdn().value()))
    };
    let same = |object: &&DirectoryObject| {
        object.first(attributes::DISPLAY_NAME) == Some(&name)
            && is_of_that_day(object, sent)
            && object.attributes().texts(ENTRA_OWNERS).any(owned)
    };
    Ok(Look::of(page.data, same))
}

/// In Graph: same name and mail nickname, created since, and owned by the caller or one of the draft's owners. Someone
/// else's group is never filled, whatever its name.
async fn in_graph(api: &Api, sent: &Sent<GroupDraft>, caller: Option<&ObjectId>) -> Result<Look, ApiError> {
    let draft = &sent.draft;
    let (name, nickname) = (draft.general.full_name(), draft.general.alias_text());
    let same = |object: &DirectoryObject| {
        let own = object.first(attributes::MAIL_NICKNAME).unwrap_or_default();
        object.first(attributes::DISPLAY_NAME) == Some(&name)
            && own.eq_ignore_ascii_case(&nickname)
            && is_of_that_day(object, sent)
    };
    let owners: Vec<&ObjectId> = draft.owners.iter().map(|owner| &owner.id).chain(caller).collect();
    let own = api.graph_made(&nickname, &same, &owners, draft.leaves_owners_out()).await?;
    Ok(Look { own, ..Look::default() })
}
