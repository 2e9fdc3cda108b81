//! Leaving a page while something would be lost with it is asked about first: by links, Back, the search box and signing
//! out here, by the browser itself for everything else.

use crate::i18n::{t, words};
use crate::routes::{Navigator, Way};
use crate::ui::confirm_dialog::ConfirmDialog;
use leptos::prelude::*;

/// The browser asks before it closes or loads the page anew while something would be lost with it.
pub fn ask_before_unload(at_risk: impl Fn() -> bool + 'static) {
    let unload = window_event_listener(leptos::ev::beforeunload, move |ev| {
        if at_risk() {
            ev.prevent_default();
        }
    });
    on_cleanup(move || unload.remove());
}

/// The question; it opens by itself.
#[component]
pub fn Leaving(
    /// Whether something would be lost now.
    #[prop(into)]
    at_risk: Callback<(), bool>,
    /// What.
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
        <ConfirmDialog open id="leaving" title=words(|| t!(import_users.leave_question)) consequence keep=|| t!(import_users.stay)
            act=|| t!(import_users.leave) on_act=leave/>
    }
}
