//! Step 4: the owners.

mod additional;
mod primary;
mod several;

use super::state::Wizard;
use additional::Additional;
use leptos::prelude::*;
use model::group::OwnerModel;
use primary::Primary;
use several::Several;

#[component]
pub fn OwnersStep(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let form = untrack(|| wizard.form());
    let first = match form.owners {
        OwnerModel::Primary => view! { <Primary wizard/> }.into_any(),
        OwnerModel::Several => view! { <Several wizard/> }.into_any(),
    };
    view! {
        {first}
        {form.additional_owners.then(|| view! { <Additional wizard/> })}
    }
}
