//! The form that creates a user, and the page that imports users from a file.

mod copy_dialog;
mod fields;
mod finish;
pub mod import_users;
mod made_dialog;
mod names_check;
mod password_field;
mod request;
mod state;

pub use state::NewUser;

use crate::api::Api;
use crate::drafts::{GroupDrafts, UserDrafts};
use crate::forms::UserDraftList;
use crate::forms::{Leaving, OneTab, Outcome, Sending, ask_before_unload};
use crate::i18n::{t, tv, words};
use crate::routes::{DRAFT, Navigator, Route};
use crate::session::Session;
use crate::ui::confirm_dialog::ConfirmDialog;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::icon::Icon;
use crate::ui::title::PageTitle;
use copy_dialog::{Copied, CopyDialog, copy_from};
use fields::Fields;
use finish::{MadePassword, finish};
use leptos::prelude::*;
use made_dialog::MadeDialog;
use model::user::UserForm;
use model::wire::DirectoryObject;
use request::UserRequest;

/// The page: a new draft, or the saved draft that the URL names.
#[component]
pub fn CreateUserPage() -> impl IntoView {
    let navigator = Navigator::expect();
    // Adding the id of the current draft to the URL keeps this form; removing it starts a new one.
    let id = Memo::new(move |_| navigator.param(DRAFT).unwrap_or_else(GroupDrafts::new_id));
    let Some(session) = use_context::<Session>() else { return ().into_any() };
    if !UserForm::of(Api::expect().current_store().kind).is_offered() {
        return view! { <NotHere/> }.into_any();
    }
    view! { <FormOf id session/> }.into_any()
}

/// Shown where the store is Microsoft Graph, in which the portal creates no users.
#[component]
pub(crate) fn NotHere() -> impl IntoView {
    view! {
        <div class="card empty">
            {Icon::Info.view()}
            <PageTitle text=words(|| t!(create_user.title))/>
            <p>{tv!(create_user.not_here)}</p>
            <a class="btn primary" href=Route::Users.href()>{tv!(nav.users)}</a>
        </div>
    }
}

#[component]
fn FormOf(id: Memo<String>, session: Session) -> impl IntoView {
    move || {
        let drafts = UserDrafts::new(&session.user_now()?);
        let (lock, is_saved) = (drafts.lock_name(&id.get()), drafts.load(&id.get()).is_some());
        Some(view! { <OneTab lock is_saved><Started drafts=drafts.clone() id/></OneTab> })
    }
}

/// The form, once this tab has the draft.
#[component]
fn Started(drafts: UserDrafts, id: Memo<String>) -> impl IntoView {
    let id = id.get_untracked();
    let fresh = drafts.load(&id).is_none();
    let form = NewUser::start(Api::expect().current_store(), drafts.clone(), id);
    let drafts = StoredValue::new(drafts);
    view! {
        <UserFormView user=form>
            {fresh.then(|| view! {
                <Show when=move || !form.keeper().is_saved()>
                    <div class="drafts-above"><UserDraftList drafts=drafts.get_value()/></div>
                </Show>
            })}
        </UserFormView>
    }
}

/// The user form with its dialogs, for a user who is not created yet.
#[component]
pub fn UserFormView(
    /// The form's state.
    user: NewUser,
    /// Content between the page's title and the form.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let navigator = Navigator::expect();
    let outcome = Outcome::for_page();
    let made_password = MadePassword::new();
    let at_risk = made_password.at_risk;
    let discarding = RwSignal::new(false);
    let copying = RwSignal::new(false);
    let copied = RwSignal::new(None::<Copied>);
    user.keep_draft(move |id| navigator.search(&format!("{DRAFT}={id}"), true));
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        // Enter in a dialog above the form must not submit the form.
        if document().query_selector("dialog[open]").ok().flatten().is_none() {
            finish(user, outcome.clone(), made_password);
        }
    };
    let discard = move |()| {
        user.keeper().forget();
        user.forget_password();
        navigator.to(&Route::Users);
    };
    let take_over = move |other: DirectoryObject| {
        let store = user.store();
        user.edit(&model::user::UserField::Whole, |draft| copied.set(Some(copy_from(draft, &other, &store))));
    };
    // A draft that could not be saved is lost with the page, so the browser asks before unloading.
    ask_before_unload(move || {
        untrack(|| user.keeper().save_failed()) || user.sending.with_untracked(|sending| *sending == Sending::Busy)
    });
    let kept = move || if user.keeper().save_failed() { "" } else { t!(summary.draft_kept) };
    let doubt = move || t!(create_user.doubt, kept = kept());
    let what = move || match user.sending.get() {
        Sending::Failed(error) => view! { <ErrorPanel error advice=t!(create_user.kept, kept = kept())/> }.into_any(),
        Sending::Doubt(error) => view! { <ErrorPanel error advice=doubt()/> }.into_any(),
        Sending::Idle if user.sent.with(|sent| sent.is_some()) => {
            view! { <div class="panel warn" role="status">{Icon::Warning.view()}<p>{doubt()}</p></div> }.into_any()
        }
        _ => ().into_any(),
    };
    let said = move || {
        let said = user.with_store(|store| copied.with(|copied| copied.as_ref().map(|copied| copied.said(store))));
        said.map(|said| view! { <div class="panel info">{Icon::Info.view()}<p>{said}</p></div> })
    };
    let busy = move || matches!(user.sending.get(), Sending::Busy);
    view! {
        <div class="page-head">
            <div class="titles">
                <p class="crumb">{move || user.subtitle()}</p>
                <PageTitle text=words(|| t!(create_user.title))/>
            </div>
            <div class="actions">
                <button type="button" class="btn" on:click=move |_| copying.set(true)>
                    {Icon::Copy.view()} {tv!(create_user.copy_from)}
                </button>
                <a class="btn" href=Route::ImportUsers.href()>{tv!(frame.import_users)}</a>
            </div>
        </div>
        {children.map(|children| children())}
        <Show when=move || user.keeper().save_failed()>
            <div class="panel warn unkept" role="alert">{Icon::Warning.view()}<p>{tv!(create_user.not_kept)}</p></div>
        </Show>
        <form class="card user-form" novalidate autocomplete="off" on:submit=submit aria-label=tv!(create_user.title)>
            <div class="body">
                <div role="status">{said}</div>
                {what}
                <Fields user/>
            </div>
            <footer>
                <button type="button" class="btn quiet" on:click=move |_| discarding.set(true)>{tv!(wizard.discard)}</button>
                <UserRequest user/>
                <span class="grow"></span>
                <button type="submit" class="btn primary" aria-disabled=move || busy().to_string()>
                    {move || busy().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
                    {move || if busy() { t!(wizard.creating) } else { t!(frame.create_a_user) }}
                </button>
            </footer>
        </form>
        <CopyDialog open=copying on_copy=Callback::new(take_over)/>
        <MadeDialog user made_password/>
        <Leaving at_risk=move |()| at_risk.get_value() consequence=|| t!(create_user.leave_consequence)/>
        <ConfirmDialog open=discarding id="discard" title=words(|| t!(wizard.discard_question))
            consequence=|| t!(create_user.discard_consequence) keep=|| t!(wizard.keep) act=|| t!(wizard.discard)
            on_act=discard/>
    }
}
