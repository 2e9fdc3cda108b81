//! Asks whether to create a group again after a Finish without an answer, where names are not unique: a search that does
//! not find the group proves nothing, because it may lag behind.

use crate::i18n::{t, tv};
use crate::pages::create_group::state::Wizard;
use crate::routes::Route;
use crate::ui::choice::CheckBox;
use crate::ui::field::FieldText;
use crate::ui::focus;
use crate::ui::format;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::wire::DirectoryObject;
use model::wire::attributes;

/// Shows the question with the groups that were found.
pub(super) fn ask(wizard: Wizard, found: Vec<DirectoryObject>) {
    wizard.creation.unsure.set(Some(found));
    focus::soon("[id=\"create-again\"]");
}

/// Withdraws the question, because the group is sent now or needs no question. The next one is asked anew.
pub(super) fn settle(wizard: Wizard) {
    wizard.creation.unsure.set(None);
    wizard.creation.again.set(false);
}

#[component]
pub fn Unsure(
    /// The wizard's state.
    wizard: Wizard,
    /// The groups of the same name.
    found: Vec<DirectoryObject>,
) -> impl IntoView {
    let name = move || wizard.draft.with(|draft| draft.general.full_name());
    let text = FieldText::new("create-again", || t!(wizard.create_again), || None);
    let again = wizard.creation.again;
    let is_empty = found.is_empty();
    let row = |group: DirectoryObject| {
        let created = group.first(attributes::WHEN_CREATED).and_then(format::moment);
        view! {
            <li>
                <a href=Route::Group(group.id.clone()).href() target="_blank">{group.label().to_owned()}</a>
                " " <span class="small muted">{created}</span>
            </li>
        }
    };
    let rows = found.into_iter().map(row).collect_view();
    view! {
        <div class="panel warn" role="alert" id="unsure">
            {Icon::Warning.view()}
            <div class="stack">
                <p>{move || t!(wizard.unsure, name = name())}</p>
                <p>{move || if is_empty { t!(wizard.unsure_none) } else { t!(wizard.unsure_found) }}</p>
                {(!is_empty).then(|| view! { <ul class="list" aria-label=tv!(wizard.unsure_found)>{rows}</ul> })}
                <CheckBox text value=again on_change=move |on| again.set(on)/>
            </div>
        </div>
    }
}
