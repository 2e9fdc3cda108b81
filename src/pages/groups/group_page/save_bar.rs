//! The bar that saves the changes of a group, the errors of saving, and the choice between two versions.

use super::editing::{GroupEditing, Saving};
use super::fields::label_of;
use super::give_up::GiveUpDialog;
use super::members::MembersWork;
use super::rights::AskOwners;
use crate::api::Api;
use crate::forms::Leaving;
use crate::i18n::{t, tv};
use crate::ui::error_panel::{ErrorPanel, copy};
use crate::ui::icon::Icon;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::group::Conflict;
use model::wire::{AttributeValue, DirectoryObject};

/// The bar at the foot of the page; nothing without changes and without something to undo.
#[component]
pub fn GroupSaveBar(
    /// The group with its unsaved changes.
    editing: GroupEditing,
    /// Who was collected to become a member is lost with the page, too.
    members: MembersWork,
    /// The group as it was read.
    group: DirectoryObject,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let group = StoredValue::new(group);
    let count = Memo::new(move |_| editing.count());
    let busy = move || editing.state.with(|state| *state == Saving::Busy);
    let failed = move || match editing.state.get() {
        Saving::Failed(error, now) => {
            // The owners may be others than when the page was opened.
            let owned = now.map_or_else(|| group.get_value(), |now| *now);
            let ask = error.is_denied().then(|| view! { <AskOwners group=owned/> });
            view! {
                <ErrorPanel error advice=t!(edit.not_saved)>
                    <button type="button" class="btn s" on:click=move |_| copy(editing.as_text(), toasts)>
                        {Icon::Copy.view()} {tv!(edit.copy_changes)}
                    </button>
                </ErrorPanel>
                {ask}
            }
            .into_any()
        }
        Saving::Changed(conflicts, _) => view! { <Conflicts editing conflicts/> }.into_any(),
        Saving::HeldBack(held) => view! { <HeldBack editing held/> }.into_any(),
        Saving::Idle | Saving::Busy => ().into_any(),
    };
    let said = move || t!(edit.count, count = count.get() as i64);
    let bar = move || {
        if count.get() > 0 {
            return view! {
                <div class="save-bar" role="region" aria-label=tv!(edit.bar)>
                    <span role="status"><b>{said}</b></span>
                    <span class="grow"></span>
                    <button type="button" class="btn" on:click=move |_| editing.discard()>{tv!(edit.discard)}</button>
                    <button type="button" class="btn primary" id="save-changes" aria-disabled=move || busy().to_string()
                        on:click=move |_| editing.save()>
                        {move || busy().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
                        {tv!(edit.save)}
                    </button>
                </div>
            }
            .into_any();
        }
        let undo = move || {
            editing.undo.with(Option::is_some).then(|| {
                view! {
                    <div class="save-bar" role="region" aria-label=tv!(edit.bar)>
                        <span>{tv!(edit.all_saved)}</span>
                        <span class="grow"></span>
                        <button type="button" class="btn" aria-disabled=move || busy().to_string()
                            on:click=move |_| editing.take_back()>
                            {tv!(edit.undo)}
                        </button>
                        <button type="button" class="btn quiet" on:click=move |_| editing.undo.set(None)>
                            {tv!(common.dismiss)}
                        </button>
                    </div>
                }
            })
        };
        view! { {undo} }.into_any()
    };
    let at_risk = move |()| untrack(|| editing.count() > 0 || members.has_waiting());
    view! {
        {failed}
        {bar}
        <Leaving at_risk consequence=|| t!(edit.leaving)/>
        <GiveUpDialog open=editing.giving_up name=group.with_value(|group| group.label().to_owned()) left=editing.owners_left
            on_act=move |()| editing.save_and_give_up()/>
    }
}

/// What the service has accepted and not changed, as far as it is still to be saved: what was expected, and what is.
#[component]
fn HeldBack(editing: GroupEditing, held: Vec<Conflict>) -> impl IntoView {
    let store = StoredValue::new(Api::expect().current_store());
    let held = StoredValue::new(held);
    let names = Memo::new(move |_| {
        let open = |one: &&Conflict| editing.is_changed(&one.name);
        held.with_value(|held| held.iter().filter(open).map(|one| one.name.clone()).collect::<Vec<_>>())
    });
    let row = move |name: String| {
        let one = held.with_value(|held| held.iter().find(|one| one.name == name).cloned());
        let label = move || store.with_value(|store| label_of(store, &name));
        let label = Signal::derive(label);
        view! {
            <div class="conflict" role="group" aria-label=label>
                <h2>{label}</h2>
                <dl class="facts">
                    <dt>{tv!(edit.expected)}</dt><dd>{one.as_ref().map(|one| texts(&one.mine))}</dd>
                    <dt>{tv!(edit.theirs)}</dt><dd>{one.as_ref().map(|one| texts(&one.theirs))}</dd>
                </dl>
            </div>
        }
    };
    view! {
        <Show when=move || names.with(|names| !names.is_empty())>
            <div class="panel warn" role="alert" id="held-back">
                {Icon::Warning.view()}
                <div class="stack">
                    <p>{tv!(edit.held_back)}</p>
                    {move || names.get().into_iter().map(row).collect_view()}
                    <div class="row">
                        <button type="button" class="btn s" on:click=move |_| editing.refresh()>
                            {tv!(common.refresh)}
                        </button>
                    </div>
                </div>
            </div>
        </Show>
    }
}

/// Both versions of every attribute that somebody else has changed meanwhile, and the choice between them.
#[component]
fn Conflicts(editing: GroupEditing, conflicts: Vec<Conflict>) -> impl IntoView {
    let store = StoredValue::new(Api::expect().current_store());
    let row = move |conflict: Conflict| {
        let Conflict { name, theirs, mine, .. } = conflict;
        let own = StoredValue::new(name.clone());
        let label = move || store.with_value(|store| own.with_value(|name| label_of(store, name)));
        let (take, keep) = (name.clone(), name);
        let take_name = move || t!(edit.take_theirs_of, name = label());
        let keep_name = move || t!(edit.keep_mine_of, name = label());
        view! {
            <div class="conflict" role="group" aria-label=label>
                <h2>{label}</h2>
                <dl class="facts">
                    <dt>{tv!(edit.theirs)}</dt><dd>{texts(&theirs)}</dd>
                    <dt>{tv!(edit.mine)}</dt><dd>{texts(&mine)}</dd>
                </dl>
                <div class="row">
                    <button type="button" class="btn s" aria-label=take_name
                        on:click=move |_| editing.settle(&take, true)>
                        {tv!(edit.take_theirs)}
                    </button>
                    <button type="button" class="btn s" aria-label=keep_name
                        on:click=move |_| editing.settle(&keep, false)>
                        {tv!(edit.keep_mine)}
                    </button>
                </div>
            </div>
        }
    };
    view! {
        <div class="panel warn" role="alert" id="changed-meanwhile">
            {Icon::Warning.view()}
            <div class="stack">
                <p>{tv!(edit.changed_meanwhile)}</p>
                {conflicts.into_iter().map(row).collect_view()}
            </div>
        </div>
    }
}

/// The values of an attribute, one a line.
fn texts(values: &[AttributeValue]) -> AnyView {
    let texts: Vec<String> = values.iter().filter_map(AttributeValue::text).map(str::to_owned).collect();
    if texts.is_empty() {
        return view! { <span class="muted">{tv!(edit.nothing)}</span> }.into_any();
    }
    texts.into_iter().map(|text| view! { <div>{text}</div> }).collect_view().into_any()
}
