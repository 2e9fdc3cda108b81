//! Looks for the group that an earlier call may have made, so that nothing is sent twice.

use crate::api::searches::{Window, containing};
use crate::api::{Api, ApiError};
use crate::ui::format;
use model::config::StoreKind;
use model::group::{ENTRA_OWNERS, Field, GroupDraft};
use model::names::Dn;
use model::wire::{Criterion, DirectoryObject, ObjectId};

/// How long ago the twin of a refused creation can have been made, in milliseconds: longer than any call lasts, shorter
/// than anybody needs to forget a group of the same name. Clocks may differ by some of it.
const RECENT: f64 = 600_000.0;

/// How long ago a group can have been made that is looked for where names are not unique, in milliseconds: whoever comes
/// back to a doubtful creation comes back within a day.
const SAME_DAY: f64 = 86_400_000.0;

/// Whether a refusal can come from the group's own twin.
pub(super) fn refused_a_name(error: &ApiError, store: StoreKind) -> bool {
    let ApiError::Refused(result, _) = error else { return false };
    let is_name = |name: &str| matches!(Field::of_attribute(store, name), Field::Name | Field::Sam | Field::Alias);
    result.attribute_messages().iter().any(|(name, _)| is_name(name))
}

/// The group that an earlier call has made; where only a refusal speaks for it, made just now.
pub(super) async fn find(api: &Api, draft: &GroupDraft, just_now: bool) -> Result<Option<ObjectId>, ApiError> {
    match api.current_store().kind {
        StoreKind::ActiveDirectory => in_directory(api, draft, just_now).await,
        store => in_entra(api, draft, store, if just_now { RECENT } else { SAME_DAY }).await,
    }
}

fn made_within(object: &DirectoryObject, milliseconds: f64) -> bool {
    let made = ["whenCreated", "createdDateTime"].iter().find_map(|name| object.first(name));
    made.and_then(format::milliseconds).is_some_and(|made| (js_sys::Date::now() - made).abs() < milliseconds)
}

/// In Active Directory: the very name in the very container, with the very pre-Windows 2000 name and owner.
async fn in_directory(api: &Api, draft: &GroupDraft, just_now: bool) -> Result<Option<ObjectId>, ApiError> {
    let name = draft.general.full_name();
    let Ok(container) = Dn::parse(&draft.general.container) else { return Ok(None) };
    let wanted = container.child("CN", &name);
    let criteria = Criterion::leaf("name", "Is Exactly", &name);
    let load = ["name", "distinguishedName", "sAMAccountName", "managedBy", "whenCreated"];
    let page = api.search(draft.store, Some(criteria), &Window::first(50), &load).await?;
    let owner = draft.primary_owner.as_ref().map_or("", |owner| &owner.dn);
    let named =
        |text: Option<&str>, dn: &Dn| text.and_then(|text| Dn::parse(text).ok()).is_some_and(|own| own.same(dn));
    let owned = |text: Option<&str>| Dn::parse(owner).is_ok_and(|owner| named(text, &owner));
    let same = |object: &&DirectoryObject| {
        let sam = object.first("sAMAccountName").unwrap_or_default().to_lowercase();
        (!just_now || made_within(object, RECENT))
            && named(object.dn(), &wanted)
            && owned(object.first("managedBy"))
            && sam == draft.general.sam_text().to_lowercase()
    };
    Ok(page.data.iter().find(same).map(|object| object.id.clone()))
}

/// In Entra ID several groups may have one name: it is the one of that name that was made since, by GroupID with the very
/// owner, by way of Graph with the very mail nickname.
async fn in_entra(api: &Api, draft: &GroupDraft, store: StoreKind, age: f64) -> Result<Option<ObjectId>, ApiError> {
    let name = draft.general.full_name();
    let named = Criterion::leaf("displayName", "Is Exactly", &name);
    let criteria = Criterion::all(vec![containing(&["group"], &[], ""), named]);
    let load = ["displayName", "mailNickname", ENTRA_OWNERS, "whenCreated", "createdDateTime"];
    let page = api.search(draft.store, Some(criteria), &Window::first(50), &load).await?;
    // A service may name an owner by the id alone, or by a distinguished name of it.
    let owned = |value: &str| {
        let is = |text: &str| draft.owners.first().is_some_and(|owner| owner.id.as_str().eq_ignore_ascii_case(text));
        is(value) || Dn::parse(value).is_ok_and(|dn| is(dn.rdn().value()))
    };
    let same = |object: &&DirectoryObject| {
        let text = |attribute: &str| object.first(attribute).unwrap_or_default();
        let speaks = match store {
            StoreKind::MicrosoftGraph => text("mailNickname").eq_ignore_ascii_case(&draft.general.alias_text()),
            _ => object.attributes().texts(ENTRA_OWNERS).any(owned),
        };
        speaks && text("displayName") == name && made_within(object, age)
    };
    Ok(page.data.iter().find(same).map(|object| object.id.clone()))
}
