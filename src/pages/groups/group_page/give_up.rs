//! The question before somebody stops owning a group, because afterwards they cannot undo it themselves.

use crate::i18n::{t, tv};
use crate::ui::dialog::Dialog;
use leptos::prelude::*;

#[component]
pub fn GiveUpDialog(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// The group's name.
    #[prop(into)]
    name: String,
    /// The names of the owners who are left.
    #[prop(into)]
    left: Signal<Vec<String>>,
    /// Called when the user confirms.
    #[prop(into)]
    on_act: Callback<()>,
) -> impl IntoView {
    let title = Signal::derive(move || t!(edit.give_up_question, name = name.as_str()));
    let done = move |_| {
        open.set(false);
        on_act.run(());
    };
    let consequence = move || match left.with(|left| left.join(", ")).as_str() {
        "" => t!(edit.give_up_for_good).to_owned(),
        names => t!(edit.give_up_to, names = names),
    };
    view! {
        <Dialog open id="give-up-group" title>
            <p>{consequence}</p>
            <div class="buttons">
                <button type="button" class="btn" autofocus on:click=move |_| open.set(false)>
                    {tv!(common.cancel)}
                </button>
                <button type="button" class="btn danger" on:click=done>{tv!(edit.give_up)}</button>
            </div>
        </Dialog>
    }
}
