//! The lists of saved drafts, which can be continued or discarded.

use crate::drafts::{DraftSummary, GroupDrafts, UserDrafts};
use crate::i18n::{t, text, tv};
use crate::routes::Route;
use crate::ui::confirm_dialog::ConfirmDialog;
use crate::ui::focus;
use crate::ui::format;
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// The texts and links of a list, which depend on the kind of draft.
#[derive(Clone, Copy)]
struct Words {
    /// The id of the dialog that confirms discarding.
    id: &'static str,
    heading: fn() -> &'static str,
    unnamed: fn() -> &'static str,
    consequence: fn() -> &'static str,
    icon: Icon,
    /// The page on which a draft is continued.
    route: fn(String) -> Route,
}

/// The saved drafts of groups.
#[component]
pub fn DraftList(
    /// The store of the user's drafts.
    drafts: GroupDrafts,
) -> impl IntoView {
    let words = Words {
        id: "discard-draft",
        heading: || t!(drafts.heading),
        unnamed: || t!(drafts.unnamed),
        consequence: || t!(wizard.discard_consequence),
        icon: Icon::Groups,
        route: |id| Route::CreateGroup(Some(id)),
    };
    let waiting = drafts.waiting();
    view! { <List words waiting on_discard=move |id: String| drafts.forget(&id)/> }
}

/// The saved drafts of users.
#[component]
pub fn UserDraftList(
    /// The store of the user's drafts.
    drafts: UserDrafts,
) -> impl IntoView {
    let words = Words {
        id: "discard-user-draft",
        heading: || t!(drafts.users_heading),
        unnamed: || t!(drafts.user_unnamed),
        consequence: || t!(create_user.discard_consequence),
        icon: Icon::Users,
        route: |id| Route::CreateUser(Some(id)),
    };
    let waiting = drafts.waiting();
    view! { <List words waiting on_discard=move |id: String| drafts.forget(&id)/> }
}

#[component]
fn List(words: Words, waiting: Vec<DraftSummary>, #[prop(into)] on_discard: Callback<String>) -> impl IntoView {
    let list = RwSignal::new(waiting);
    let asking = RwSignal::new(false);
    // The id and the name of the draft that the dialog is about.
    let asked = RwSignal::new((String::new(), String::new()));
    let discard = move |()| {
        let (id, _) = asked.get_untracked();
        on_discard.run(id.clone());
        list.update(|list| list.retain(|kept| kept.id != id));
        // The button with the focus was removed from the page.
        focus::soon("main h1");
    };
    let title = Signal::derive(move || t!(drafts.discard_question, name = asked.get().1));
    let row = move |kept: DraftSummary| {
        let DraftSummary { id, saved, name } = kept;
        let label = move || if name.is_empty() { (words.unnamed)().to_owned() } else { name.clone() };
        let (said, named) = (label.clone(), label.clone());
        let href = (words.route)(id.clone()).href();
        let ask = move |_| {
            asked.set((id.clone(), untrack(&named)));
            asking.set(true);
        };
        view! {
            <li>
                <span class="who">
                    <span class="avatar group" aria-hidden="true">{words.icon.view()}</span>
                    <span>
                        <a href=href>{label}</a>
                        <small>{move || t!(drafts.saved, when = format::moment_of(saved))}</small>
                    </span>
                </span>
                <span class="controls">
                    <button type="button" class="btn s quiet bad" on:click=ask
                        aria-label=move || t!(drafts.discard_named, name = said())>{tv!(wizard.discard)}</button>
                </span>
            </li>
        }
    };
    view! {
        <Show when=move || list.with(|list| !list.is_empty())>
            <section class="card">
                <header><h2>{text(words.heading)}</h2></header>
                <ul class="list">
                    <For each=move || list.get() key=|kept| kept.id.clone() children=row/>
                </ul>
            </section>
        </Show>
        <ConfirmDialog open=asking id=words.id title consequence=words.consequence
            keep=|| t!(common.cancel) act=|| t!(wizard.discard) on_act=discard/>
    }
}
