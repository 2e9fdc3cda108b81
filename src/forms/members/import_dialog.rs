//! "Import from group": shows the members of another group and adds the chosen ones to the list.

use super::MemberCheck;
use super::import_list::{Candidate, ImportList};
use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::task::{Latest, Lifetime};
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::field::FieldText;
use crate::ui::focus;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::progress::progress;
use leptos::prelude::*;
use model::group::Principal;

#[derive(Clone)]
enum Stage {
    /// No group was chosen yet.
    Which,
    /// How many members were read, and how many there are.
    Reading(i64, i64),
    /// The members could not be read.
    Failed(ApiError),
    /// All members were read and can be chosen.
    Choosing,
}

#[component]
pub fn ImportDialog(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// Receives the chosen members.
    on_add: Callback<Vec<Principal>>,
    /// Who can be a member.
    check: MemberCheck,
    /// The label of the button for so many people; reactive.
    #[prop(default = |count| t!(paste.add, count = count))]
    act: fn(i64) -> String,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let stage = RwSignal::new(Stage::Which);
    let name = RwSignal::new(String::new());
    let candidates = RwSignal::new(Vec::<Candidate>::new());
    // Choosing another group or closing the dialog stops the reading.
    let latest = Latest::new();
    let life = Lifetime::new();
    let stop = move || {
        latest.cancel();
        stage.set(Stage::Which);
        candidates.set(Vec::new());
    };
    Effect::new(move |_| {
        if !open.get() {
            stop();
        }
    });
    let picked = move |group: Principal| {
        stop();
        let is_latest = latest.begin();
        name.set(group.name.clone());
        stage.set(Stage::Reading(0, 0));
        life.spawn(async move {
            let api = api.get_value();
            let told = move |read, total| {
                let goes_on = is_latest();
                if goes_on {
                    stage.set(Stage::Reading(read, total));
                }
                goes_on
            };
            let read = api.all_members(api.current_store().id, &group.id, told).await;
            if !is_latest() {
                return;
            }
            match read {
                Ok(None) => {}
                Ok(Some(members)) => {
                    candidates.set(judged(check, members));
                    stage.set(Stage::Choosing);
                    // The field with the focus was removed.
                    focus::soon("[id=\"import-members\"] .import-all");
                    focus::rescue("[id=\"import-members\"] .btn");
                }
                Err(error) => stage.set(Stage::Failed(error)),
            }
        });
    };
    let again = move || {
        stop();
        focus::soon("[id=\"import-group\"]");
    };
    let text = StoredValue::new(FieldText::new("import-group", || t!(members.import_which), || None));
    let which = move || {
        view! {
            <p class="muted">{tv!(members.import_hint)}</p>
            <PeoplePicker text=text.get_value() classes=&["group"] on_pick=picked/>
        }
    };
    let cancel = move || {
        view! { <button type="button" class="btn" on:click=move |_| open.set(false)>{tv!(common.cancel)}</button> }
    };
    let add = move |all: Vec<Principal>| {
        open.set(false);
        on_add.run(all);
    };
    let body = move || {
        match stage.get() {
        Stage::Which => view! { <div class="import-which">{which()}</div> <div class="buttons">{cancel()}</div> }.into_any(),
        Stage::Reading(read, total) => view! {
            {progress(t!(members.importing, read = read, total = total), read, total)}
            <div class="buttons">
                <button type="button" class="btn" on:click=move |_| again()>{t!(members.import_stop)}</button>
            </div>
        }
        .into_any(),
        Stage::Failed(error) => view! {
            <ErrorPanel error/>
            {which()}
            <div class="buttons">{cancel()}</div>
        }
        .into_any(),
        Stage::Choosing => view! {
            <ImportList name=name.get_untracked() candidates act on_add=add on_other=move |()| again() on_cancel=move |()| open.set(false)/>
        }
        .into_any(),
    }
    };
    view! {
        <Dialog open id="import-members" title=words(|| t!(members.import)) wide=true>{body}</Dialog>
    }
}

/// The members, each with the reason why it cannot be added, if any. All others are ticked at first.
fn judged(check: MemberCheck, members: Vec<Principal>) -> Vec<Candidate> {
    untrack(|| {
        check.with_known(|known| {
            let judge = |who: Principal| {
                let unfit = check.refusal(&who);
                let known = known.contains(&who.id);
                Candidate { ticked: unfit.is_none() && !known, unfit, known, who }
            };
            members.into_iter().map(judge).collect()
        })
    })
}
