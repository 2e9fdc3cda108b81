//! The wizard that creates a group.

mod container_check;
mod creation;
mod finish;
mod general_step;
mod group_type_step;
mod members_step;
mod names_check;
mod owners_step;
pub mod parts;
mod person_row;
mod request;
mod rule_step;
mod state;
mod steps;
mod summary_step;
mod undo;
mod words;

pub use state::{StepState, Wizard};

use crate::api::Api;
use crate::drafts::GroupDrafts;
use crate::forms::{DraftList, OneTab, Outcome, Sending, ask_before_unload};
use crate::i18n::{t, tv, words};
use crate::routes::{DRAFT, Navigator, Route};
use crate::session::Session;
use crate::ui::confirm_dialog::ConfirmDialog;
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::lazy::Lazy;
use crate::ui::title::PageTitle;
use finish::finish;
use finish::follow_up::PartialCreationDialog;
use general_step::GeneralStep;
use group_type_step::GroupTypeStep;
use leptos::prelude::*;
use members_step::MembersStep;
use model::group::{GroupKind, Principal, Step};
use owners_step::OwnersStep;
pub use rule_step::RuleStep;
use steps::StepList;
use summary_step::SummaryStep;
use undo::Undo;

/// The page: a new draft, or the saved draft that the URL names.
#[component]
pub fn CreateGroupPage() -> impl IntoView {
    let navigator = Navigator::expect();
    // Adding the id of the current draft to the URL keeps this wizard; removing it starts a new one.
    let id = Memo::new(move |_| navigator.param(DRAFT).unwrap_or_else(GroupDrafts::new_id));
    let Some(session) = use_context::<Session>() else { return ().into_any() };
    view! { <WizardOf id session/> }.into_any()
}

#[component]
fn WizardOf(id: Memo<String>, session: Session) -> impl IntoView {
    move || {
        let user = session.user_now()?;
        let drafts = GroupDrafts::new(&user);
        let (lock, is_saved) = (drafts.lock_name(&id.get()), drafts.load(&id.get()).is_some());
        let owner = user.object;
        Some(view! { <OneTab lock is_saved><Started drafts=drafts.clone() owner=owner.clone() id/></OneTab> })
    }
}

/// The wizard with its title, once this tab has the draft.
#[component]
fn Started(drafts: GroupDrafts, owner: Option<Principal>, id: Memo<String>) -> impl IntoView {
    let id = id.get_untracked();
    let fresh = drafts.load(&id).is_none();
    let wizard = Wizard::start(Api::expect().current_store(), owner, drafts.clone(), id);
    view! {
        <div class="page-head">
            <div class="titles">
                <p class="crumb">{move || wizard.subtitle()}</p>
                <PageTitle text=words(|| t!(wizard.title))/>
            </div>
        </div>
        {fresh.then(|| view! { <Offer drafts wizard/> })}
        <WizardView wizard/>
    }
}

/// The other saved drafts, offered as long as this one has not been saved.
#[component]
fn Offer(drafts: GroupDrafts, wizard: Wizard) -> impl IntoView {
    let any = !drafts.waiting().is_empty();
    let drafts = StoredValue::new(drafts);
    view! {
        <Show when=move || any && !wizard.keeper().is_saved()>
            <div class="drafts-above"><DraftList drafts=drafts.get_value()/></div>
        </Show>
    }
}

/// The wizard, below the page's title.
#[component]
pub fn WizardView(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let navigator = Navigator::expect();
    let finishing = StoredValue::new_local(Outcome::for_page());
    let discarding = RwSignal::new(false);
    let undo = Undo::start();
    wizard.keep_draft(move |id| navigator.search(&format!("{DRAFT}={id}"), true));
    let forward = move || {
        if wizard.step.get_untracked() == Step::Summary {
            // Undo must not change the draft while it is being sent.
            undo.withdraw();
            finish(wizard, finishing.get_value());
        } else {
            wizard.next();
        }
    };
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        // Enter in a dialog above the form must not submit the form.
        if document().query_selector("dialog[open]").ok().flatten().is_none() {
            forward();
        }
    };
    // On another step the heading gets the focus, or the first field that is known to be wrong.
    Effect::new(move |before: Option<Step>| {
        let step = wizard.step.get();
        if before.is_some_and(|before| before != step) {
            if wizard.focuses_error() {
                wizard.focus_error();
            } else {
                focus::soon("[id=\"step-title\"]");
            }
        }
        step
    });
    let kind = Memo::new(move |_| wizard.draft.with(|draft| draft.kind));
    let body = move || match wizard.step.get() {
        Step::GroupType => view! { <GroupTypeStep wizard/> }.into_any(),
        Step::General => view! { <GeneralStep wizard/> }.into_any(),
        Step::Members => match kind.get() {
            GroupKind::Static => view! { <MembersStep wizard/> }.into_any(),
            GroupKind::Smart => {
                view! { <Lazy part=Box::new(move || Box::pin(parts::rule_step::draw(wizard)))/> }.into_any()
            }
        },
        Step::Owners => view! { <OwnersStep wizard/> }.into_any(),
        Step::Summary => view! { <SummaryStep wizard on_finish=forward/> }.into_any(),
    };
    let discard = move |()| {
        wizard.keeper().forget();
        navigator.to(&Route::AllGroups);
    };
    // A draft that could not be saved is lost with the page, so the browser asks before unloading.
    ask_before_unload(move || untrack(|| wizard.keeper().save_failed()));
    let last = move || wizard.step.get() == Step::Summary;
    let busy = move || matches!(wizard.creation.sending.get(), Sending::Busy);
    view! {
        <Show when=move || wizard.keeper().save_failed()>
            <div class="panel warn unkept" role="alert">{Icon::Warning.view()}<p>{tv!(wizard.not_kept)}</p></div>
        </Show>
        <div class="wizard" on:keydown=move |ev| undo.key(&ev)>
            <StepList wizard/>
            <form class="card" novalidate on:submit=submit aria-labelledby="step-title">
                <header><h2 id="step-title" tabindex="-1">{move || words::step_name(wizard.step.get(), kind.get())}</h2></header>
                <div class="body">{body}</div>
                <footer>
                    <button type="button" class="btn" disabled=move || wizard.step.get() == Step::GroupType
                        on:click=move |_| wizard.back()>{tv!(wizard.back)}</button>
                    <button type="button" class="btn quiet" on:click=move |_| discarding.set(true)>
                        {tv!(wizard.discard)}
                    </button>
                    <span class="grow"></span>
                    <button type="submit" class="btn primary" aria-disabled=move || busy().to_string()>
                        {move || busy().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
                        {move || if busy() { t!(wizard.creating) } else if last() { t!(wizard.finish) } else { t!(wizard.next) }}
                    </button>
                </footer>
            </form>
        </div>
        <ConfirmDialog open=discarding id="discard" title=words(|| t!(wizard.discard_question))
            consequence=|| t!(wizard.discard_consequence) keep=|| t!(wizard.keep) act=|| t!(wizard.discard)
            on_act=discard/>
        <PartialCreationDialog wizard/>
    }
}
