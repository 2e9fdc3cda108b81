//! The fields for who becomes an owner, and for the group that the selected groups are added to.

use super::Bulk;
use crate::api::Api;
use crate::api::complete::is_partial;
use crate::http::ApiError;
use crate::i18n::t;
use crate::task::{Latest, Lifetime};
use crate::ui::error_panel::sentence;
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::principal::PrincipalLine;
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{Form, Principal};
use model::list::bulk::{NoTarget, Target};
use model::wire::ObjectId;
use model::wire::cloud::CloudType;

/// Who was chosen, under the field.
fn chosen(who: Option<Principal>, label: fn() -> &'static str) -> Option<AnyView> {
    let list = |who| view! { <ul class="list" aria-label=label><li><PrincipalLine who/></li></ul> }.into_any();
    who.map(list)
}

/// Finds somebody who becomes an owner of the groups.
#[component]
pub fn OwnerField(
    bulk: Bulk,
    /// Says that nobody was chosen yet, when the action was asked for.
    unchosen: Signal<Option<String>>,
) -> impl IntoView {
    let form = Form::of(bulk.store.with_value(|store| store.kind), CloudType::default());
    let classes = form.owner_classes();
    let refused = RwSignal::new(None::<String>);
    let label: fn() -> &'static str = || t!(bulk.owner);
    let text = FieldText::new("bulk-owner", label, move || refused.get().or_else(|| unchosen.get()));
    let pick = move |who: Principal| {
        let problem = form.cannot_own(&who);
        refused.set(problem.as_ref().map(problem_text));
        bulk.owner.set(Some(who).filter(|_| problem.is_none()));
    };
    view! {
        <PeoplePicker text classes on_pick=pick/>
        {move || chosen(bulk.owner.get(), label)}
    }
}

/// Finds the group that the groups are added to.
#[component]
pub fn TargetField(
    bulk: Bulk,
    /// Says that no group was chosen yet, when the action was asked for.
    unchosen: Signal<Option<String>>,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let (life, latest) = (Lifetime::new(), Latest::new());
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let label: fn() -> &'static str = || t!(bulk.target);
    let error = move || refused.get().or_else(|| unchosen.get().filter(|_| !busy.get()));
    let hint = move || if busy.get() { t!(bulk.target_read).to_owned() } else { String::new() };
    let text = FieldText::new("bulk-target", label, error).hint(hint);
    let pick = move |who: Principal| {
        let is_latest = latest.begin();
        bulk.target.set(None);
        refused.set(None);
        busy.set(true);
        let ids = bulk.plan.with_untracked(|plan| plan.groups.iter().map(|group| group.id.clone()).collect::<Vec<_>>());
        life.spawn(async move {
            let found = target(&api.get_value(), &who.id, &ids).await;
            if !is_latest() {
                return;
            }
            busy.set(false);
            match found {
                Ok(Ok(target)) => bulk.target.set(Some(target)),
                Ok(Err(NoTarget::Smart)) => refused.set(Some(t!(bulk.target_smart, name = who.name))),
                Ok(Err(NoTarget::Unfit(problem))) => refused.set(Some(problem_text(&problem))),
                Ok(Err(NoTarget::Unread)) => refused.set(Some(t!(bulk.target_unread, name = who.name))),
                Err(error) => refused.set(Some(sentence(&error))),
            }
        });
    };
    view! {
        <PeoplePicker text classes=&["group"] on_pick=pick/>
        {move || chosen(bulk.target.get().map(|target| target.group), label)}
    }
}

/// Reads the group, and which of the groups with these ids are in it already or contain it.
async fn target(api: &Api, id: &ObjectId, ids: &[ObjectId]) -> Result<Result<Target, NoTarget>, ApiError> {
    let store = api.current_store();
    let group = api.group(store.id, id).await?;
    if !api.is_graph() && is_partial(&group) {
        return Ok(Err(NoTarget::Unread));
    }
    let mut target = match Target::of(&group, store.kind) {
        Ok(target) => target,
        Err(why) => return Ok(Err(why)),
    };
    (target.members, target.parents) = api.nested(store.id, &target.group, ids).await?;
    Ok(Ok(target))
}
