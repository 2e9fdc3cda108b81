//! "Copy from user": fills the form with attributes of an existing user that a new colleague will share.

use super::fields::name_of;
use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::task::{Latest, Lifetime};
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::group::Principal;
use model::user::{UserDraft, UserField};
use model::wire::DirectoryObject;

/// Which fields were copied, and from whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Copied {
    /// The name of the other user.
    pub name: String,
    pub fields: Vec<UserField>,
}

impl Copied {
    /// A sentence that lists the fields; reactive.
    pub fn said(&self, store: &StoreConfig) -> String {
        let fields: Vec<_> = self.fields.iter().map(|field| name_of(field, store)).collect();
        if fields.is_empty() {
            t!(create_user.copied_nothing, name = self.name.as_str())
        } else {
            t!(create_user.copied, name = self.name.as_str(), fields = fields.join(", "))
        }
    }
}

/// Copies attributes of a user into the draft and returns which fields have changed.
pub fn copy_from(draft: &mut UserDraft, other: &DirectoryObject, store: &StoreConfig) -> Copied {
    let before = draft.clone();
    draft.copy_from(other, store);
    let form = draft.form(store);
    let mut fields = Vec::new();
    let mut changed = |field: UserField, changed: bool| {
        if changed && (form.asks(&field) || matches!(field, UserField::Profile(_))) {
            fields.push(field);
        }
    };
    changed(UserField::Container, draft.container != before.container);
    changed(UserField::UpnSuffix, draft.upn_suffix != before.upn_suffix);
    changed(UserField::DirectoryRole, draft.directory_role != before.directory_role);
    changed(UserField::AccountEnabled, draft.account_enabled != before.account_enabled);
    for attribute in &store.users.profile {
        let differs = draft.profile_text(attribute) != before.profile_text(attribute);
        changed(UserField::Profile(attribute.clone()), differs);
    }
    Copied { name: other.label().to_owned(), fields }
}

#[component]
pub fn CopyDialog(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// Receives the chosen user with all attributes.
    on_copy: Callback<DirectoryObject>,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    // Choosing another user or closing the dialog drops a running request.
    let latest = Latest::new();
    let life = Lifetime::new();
    Effect::new(move |_| {
        if !open.get() {
            latest.cancel();
            busy.set(false);
            failed.set(None);
        }
    });
    let picked = move |who: Principal| {
        let is_latest = latest.begin();
        busy.set(true);
        failed.set(None);
        life.spawn(async move {
            let api = api.get_value();
            let answer = api.user(api.current_store().id, &who.id).await;
            if !is_latest() {
                return;
            }
            busy.set(false);
            match answer {
                Ok(other) => {
                    open.set(false);
                    on_copy.run(other);
                }
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let text = FieldText::new("copy-from", || t!(create_user.copy_whom), || None);
    let text = StoredValue::new(text);
    view! {
        <Dialog open id="copy-user" title=words(|| t!(create_user.copy_from))>
            <p class="muted">{tv!(create_user.copy_hint)}</p>
            <PeoplePicker text=text.get_value() classes=&["user"] on_pick=picked/>
            {move || busy.get().then(|| view! { <span class="busy" role="status" aria-label=t!(app.loading)></span> })}
            {move || failed.get().map(|error| view! { <ErrorPanel error/> })}
            <div class="buttons under-list">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{tv!(common.cancel)}</button>
            </div>
        </Dialog>
    }
}
