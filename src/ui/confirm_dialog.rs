//! A confirmation before something is discarded.

use super::dialog::Dialog;
use leptos::prelude::*;

/// The dialog; Cancel has the focus, so that Enter changes nothing.
#[component]
pub fn ConfirmDialog(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// The dialog element's id.
    id: &'static str,
    /// The question, which is the dialog's title.
    #[prop(into)]
    title: Signal<String>,
    /// What would be lost.
    consequence: fn() -> &'static str,
    /// The label of the button that cancels.
    keep: fn() -> &'static str,
    /// The label of the button that confirms.
    act: fn() -> &'static str,
    /// Called when the user confirms.
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
