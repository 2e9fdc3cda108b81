//! What will happen to each group, before anything is sent.

use super::chosen::{OwnerField, TargetField};
use super::rows::{Row, RowTable};
use super::words::{effect, kind_label, left_out};
use super::{Bulk, Kind};
use crate::i18n::{t, tv};
use crate::ui::choice::{Choice, Choices, Radios, Select};
use crate::ui::field::{FieldText, TextField};
use crate::ui::focus;
use crate::ui::format;
use crate::words::group::{EXPIRY_POLICIES, expiry_name, security_name};
use leptos::prelude::*;
use model::group::Principal;
use model::list::bulk::{Action, DELETED_UNASKED};
use model::wire::DirectoryObject;
use model::wire::codes::SecurityType;

/// The groups that an action was asked for.
#[derive(Clone, Default)]
pub struct Plan {
    pub groups: Vec<DirectoryObject>,
    /// Their owners, where the action is about owners.
    pub owners: Vec<Principal>,
}

impl Plan {
    /// The groups at which there is something to do.
    pub fn concerned(&self, action: &Action) -> Vec<DirectoryObject> {
        self.groups.iter().filter(|group| action.not_needed(group).is_none()).cloned().collect()
    }
}

/// The choices of the action, the list of what will happen, and the button that begins.
#[component]
pub fn PlanStep(
    bulk: Bulk,
    /// Called when the action shall begin.
    begin: Callback<()>,
    /// Called to close the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let action = Memo::new(move |_| bulk.action());
    let count = Memo::new(move |_| {
        let concerned = |action: &Action| bulk.plan.with(|plan| plan.concerned(action).len());
        action.with(|action| action.as_ref().map_or(0, concerned))
    });
    let asks_number = move || action.with(|action| *action == Some(Action::Delete)) && count.get() > DELETED_UNASKED;
    let rows = Signal::derive(move || {
        let row = |group: &DirectoryObject| {
            let (what, quiet) = action.with(|action| match action {
                None => (t!(bulk.not_chosen).to_owned(), true),
                Some(action) => match action.not_needed(group) {
                    None => (bulk.plan.with(|plan| effect(action, group, &plan.owners)), false),
                    Some(why) => (t!(bulk.left_out, why = left_out(&why)), true),
                },
            });
            Row { name: group.label().to_owned(), state: None, what, quiet }
        };
        bulk.plan.with(|plan| plan.groups.iter().map(row).collect::<Vec<_>>())
    });
    let unchosen = move || (tried.get() && action.with(Option::is_none)).then(|| t!(bulk.choose_first).to_owned());
    let security = move || {
        let list = SecurityType::ALL.map(|kind| (Some(kind), Choice::new(move || security_name(kind).to_owned())));
        let text = FieldText::new("bulk-security", || t!(group.security), unchosen);
        let choices = Choices::of(list.to_vec(), move || bulk.security.get(), move |kind| bulk.security.set(kind));
        view! { <Radios text choices/> }.into_any()
    };
    let expiry = move || {
        let list = EXPIRY_POLICIES.map(|days| (Some(days), Choice::new(move || expiry_name(days))));
        let none = (None, Choice::new(|| t!(bulk.choose).to_owned()));
        let text = FieldText::new("bulk-expiry", || t!(bulk.policy), unchosen);
        let choices = Choices::of(
            [none].into_iter().chain(list).collect(),
            move || bulk.expiry.get(),
            move |days| bulk.expiry.set(days),
        );
        view! { <Select text choices/> }.into_any()
    };
    let kind = bulk.kind.get_untracked();
    let options = match kind {
        Kind::Security => Some(security()),
        Kind::Expiry => Some(expiry()),
        Kind::SetOwner | Kind::AddOwner => {
            Some(view! { <OwnerField bulk unchosen=Signal::derive(unchosen)/> }.into_any())
        }
        Kind::AddTo => Some(view! { <TargetField bulk unchosen=Signal::derive(unchosen)/> }.into_any()),
        _ => None,
    };
    let is_typed = move || typed.with(|typed| format::is_number(typed, count.get() as i64));
    let number_error =
        move || (tried.get() && !is_typed()).then(|| t!(bulk.type_error, number = format::count(count.get() as i64)));
    let number = move || {
        let label = FieldText::new("bulk-number", || t!(bulk.type_number), number_error)
            .hint(move || t!(bulk.type_hint, number = format::count(count.get() as i64)));
        view! { <TextField text=label value=typed on_input=move |text| typed.set(text)/> }
    };
    let total = move || bulk.plan.with(|plan| plan.groups.len());
    let said = move || {
        let (count, total) = (count.get() as i64, total() as i64);
        let concerned = || t!(bulk.concerned, count = count, number = format::count(count));
        let others = || t!(bulk.others, count = total - count, number = format::count(total - count));
        match action.with(Option::is_some) {
            false => String::new(),
            true if count == 0 => t!(bulk.nothing_to_do).to_owned(),
            true if count < total => [concerned(), others()].join(" "),
            true => concerned(),
        }
    };
    let warning: Option<fn() -> &'static str> = match kind {
        Kind::Delete => Some(|| t!(bulk.delete_warning)),
        Kind::Expire => Some(|| t!(bulk.expire_warning)),
        Kind::SetOwner if bulk.is_ad() => Some(|| t!(bulk.set_owner_warning)),
        Kind::SetOwner => Some(|| t!(bulk.set_owners_warning)),
        Kind::AddTo => Some(|| t!(bulk.add_to_warning)),
        _ => None,
    };
    let confirm = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        tried.set(true);
        let wrong = untrack(|| {
            if action.with(Option::is_none) {
                Some("#bulk [id^=bulk-security], #bulk-expiry, #bulk-owner, #bulk-target")
            } else if asks_number() && !is_typed() {
                Some("#bulk-number")
            } else {
                None
            }
        });
        match wrong {
            Some(field) => focus::soon(field),
            None if count.get_untracked() > 0 => begin.run(()),
            None => {}
        }
    };
    let class = if kind == Kind::Delete { "btn danger" } else { "btn primary" };
    view! {
        <form class="stack" on:submit=confirm>
            {warning.map(|warning| view! { <p>{crate::i18n::text(warning)}</p> })}
            {options}
            <p role="status">{said}</p>
            <RowTable rows label=|| t!(bulk.plan) what=|| t!(bulk.what) file="what-will-happen"/>
            <Show when=asks_number>{number()}</Show>
            <div class="buttons">
                <button type="button" class="btn" autofocus on:click=move |_| close.run(())>{tv!(common.cancel)}</button>
                <button type="submit" class=class
                    aria-disabled=move || (action.with(Option::is_some) && count.get() == 0).to_string()>
                    {crate::i18n::text(kind_label(kind))}
                </button>
            </div>
        </form>
    }
}
