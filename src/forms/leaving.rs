//! Asks before unsaved work is lost: within the portal for links, Back, search and signing out, and by the browser for
//! closing or reloading the page.

use crate::i18n::{t, words};
use crate::routes::{Navigator, Way};
use crate::ui::confirm_dialog::ConfirmDialog;
use leptos::prelude::*;

/// Has the browser ask before it closes or reloads the page while `at_risk` returns true.
pub fn ask_before_unload(at_risk: impl Fn() -> bool + 'static) {
    let unload = window_event_listener(leptos::ev::beforeunload, move |ev| {
        if at_risk() {
            ev.prevent_default();
        }
    });
    on_cleanup(move || unload.remove());
}

/// The confirmation dialog; it opens when the user tries to leave while something is at risk.
#[component]
pub fn Leaving(
    /// Whether leaving now would lose something.
    #[prop(into)]
    at_risk: Callback<(), bool>,
    /// The text that says what would be lost.
    consequence: fn() -> &'static str,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let wanted = StoredValue::new(None::<Way>);
    let agreed = StoredValue::new(false);
    ask_before_unload(move || at_risk.run(()));
    Navigator::expect().guard(move |way| {
        let stays = !agreed.get_value() && at_risk.run(());
        if stays {
            wanted.set_value(Some(way));
            open.set(true);
        }
        stays
    });
    let leave = move |()| {
        agreed.set_value(true);
        if let Some(way) = wanted.get_value() {
            way();
        }
    };
    view! {
        <ConfirmDialog open id="leaving" title=words(|| t!(leaving.question)) consequence keep=|| t!(leaving.stay)
            act=|| t!(leaving.leave) on_act=leave/>
    }
}
