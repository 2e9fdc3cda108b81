//! A question before something is thrown away.

use super::dialog::Dialog;
use leptos::prelude::*;

/// Asks; the way back has the focus.
#[component]
pub fn ConfirmDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The element's id.
    id: &'static str,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What would be lost.
    consequence: fn() -> &'static str,
    /// The way back.
    keep: fn() -> &'static str,
    /// What is asked about.
    act: fn() -> &'static str,
    /// It shall be done.
    #[prop(into)]
    on_act: Callback<()>,
) -> impl IntoView {
    let done = move |_| {
        open.set(false);
        on_act.run(());
    };
    view! {
        <Dialog open id title>
            <p>{crate::i18n::text(consequence)}</p>
            <div class="buttons">
                <button type="button" class="btn" autofocus on:click=move |_| open.set(false)>{crate::i18n::text(keep)}</button>
                <button type="button" class="btn danger" on:click=done>{crate::i18n::text(act)}</button>
            </div>
        </Dialog>
    }
}
