//! The dialog after a user was created with a generated password, which it shows one last time.

use super::finish::MadePassword;
use super::state::NewUser;
use crate::i18n::{t, tv};
use crate::routes::Navigator;
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::copy_secret;
use crate::ui::icon::Icon;
use crate::ui::toast::Toasts;
use leptos::prelude::*;

/// The dialog; it opens when there is such a password.
#[component]
pub fn MadeDialog(
    /// The form, whose password is cleared when the dialog closes.
    user: NewUser,
    /// The generated password of the created user.
    made_password: MadePassword,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let open = RwSignal::new(false);
    let made = made_password.made;
    Effect::new(move |_| open.set(made.with(|made| made.is_some())));
    let navigator = Navigator::expect();
    let copied = move |_| {
        if let Some(made) = made.get_untracked() {
            copy_secret(made.password.expose().to_owned(), toasts);
        }
    };
    let done = move |_| {
        if let Some(made) = made.get_untracked() {
            open.set(false);
            made_password.leave(user, navigator, &made.route);
        }
    };
    let title = Signal::derive(move || t!(create_user.made_title).to_owned());
    let name = move || made.with(|made| made.as_ref().map(|made| made.name.clone()).unwrap_or_default());
    view! {
        <Dialog open id="user-made" title dismissible=false>
            <p>{move || t!(create_user.made_text, name = name())}</p>
            <p class="muted">{tv!(create_user.made_once)}</p>
            <div class="buttons">
                <button type="button" class="btn" autofocus on:click=copied>
                    {Icon::Copy.view()} {tv!(create_user.copy_password)}
                </button>
                <button type="button" class="btn primary" on:click=done>{tv!(create_user.done)}</button>
            </div>
        </Dialog>
    }
}
