//! Leaving the page while users are made, or while their passwords are nowhere else, is asked about first.

use super::state::Many;
use crate::i18n::{t, words};
use crate::routes::Navigator;
use crate::ui::question::Question;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// Watches links, and the browser's own ways out; the question opens by itself.
#[component]
pub fn Leaving(
    /// Everything behind the page.
    many: Many,
) -> impl IntoView {
    let navigator = Navigator::expect();
    let open = RwSignal::new(false);
    let wanted = RwSignal::new(String::new());
    let unload = window_event_listener(leptos::ev::beforeunload, move |ev| {
        if many.is_at_risk() {
            ev.prevent_default();
        }
    });
    // Before the navigator, which listens at the window, and before menus close under their links.
    let ask = Closure::<dyn Fn(MouseEvent)>::new(move |ev: MouseEvent| {
        let plain = ev.button() == 0 && !ev.ctrl_key() && !ev.meta_key() && !ev.shift_key() && !ev.alt_key();
        let link = ev.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = link.and_then(|link| link.closest("a[href]").ok().flatten());
        let link = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
        let Some(link) = link.filter(|link| plain && Navigator::is_within(link)) else { return };
        if many.is_at_risk() {
            ev.prevent_default();
            wanted.set(format!("{}{}", link.pathname(), link.search()));
            open.set(true);
        }
    });
    let listener: js_sys::Function = ask.as_ref().clone().unchecked_into();
    // A document takes listeners: nothing can fail.
    let _ = document().add_event_listener_with_callback_and_bool("click", &listener, true);
    let kept = StoredValue::new_local((ask, listener));
    on_cleanup(move || {
        unload.remove();
        kept.with_value(|(_, listener)| {
            let _ = document().remove_event_listener_with_callback_and_bool("click", listener, true);
        });
    });
    let leave = move |()| navigator.to_path(&wanted.get_untracked());
    view! {
        <Question open id="leaving" title=words(|| t!(many.leave_question)) consequence=|| t!(many.leave_consequence)
            keep=|| t!(many.stay) act=|| t!(many.leave) on_act=leave/>
    }
}
