//! Signing out, and what becomes of the user's unfinished work then.

use crate::api::Api;
use crate::drafts;
use crate::i18n::{t, tv};
use crate::routes::Navigator;
use crate::session::{Session, User};
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::config::AfterSignOut;

/// What a button does with unfinished work.
#[derive(Clone, Copy, PartialEq)]
enum Work {
    Keep,
    Forget,
    /// Everything that the portal has stored goes, not only this user's work.
    ForgetEverything,
}

/// The buttons with which the user signs out: one, or two if there is unfinished work about which the user decides.
#[component]
pub fn SignOutButtons(
    /// The CSS classes of the buttons.
    class: &'static str,
    /// The icon of the buttons.
    #[prop(optional)]
    icon: Option<Icon>,
) -> impl IntoView {
    let Some(session) = use_context::<Session>() else { return ().into_any() };
    let navigator = Navigator::expect();
    let api = StoredValue::new(Api::expect());
    let policy = api.with_value(|api| api.config().after_sign_out());
    let user = session.user_now().as_ref().map(User::key).unwrap_or_default();
    let has_work = policy != AfterSignOut::Clear && drafts::are_there(&user);
    let user = StoredValue::new(user);
    let leave = move |work: Work| {
        // By the time that leaving is agreed to, the menu with these buttons has closed.
        let (api, user) = (api.get_value(), user.get_value());
        navigator.leave(move || {
            api.sign_out();
            match work {
                Work::Keep => {}
                Work::Forget => drafts::forget_all(&user),
                Work::ForgetEverything => drafts::forget_everything(),
            }
        });
    };
    let (plain, label): (Work, fn() -> &'static str) = match policy {
        AfterSignOut::Clear => (Work::ForgetEverything, || t!(frame.sign_out)),
        AfterSignOut::Ask if has_work => (Work::Keep, || t!(frame.sign_out_and_keep)),
        AfterSignOut::Ask | AfterSignOut::Keep => (Work::Keep, || t!(frame.sign_out)),
    };
    view! {
        <button type="button" class=class on:click=move |_| leave(plain)>
            {icon.map(Icon::view)} {crate::i18n::text(label)}
        </button>
        {has_work.then(|| view! {
            <button type="button" class=class on:click=move |_| leave(Work::Forget)>
                {icon.map(Icon::view)} {tv!(frame.sign_out_and_forget)}
            </button>
        })}
    }
    .into_any()
}
