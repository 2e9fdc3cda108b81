//! Step 4: the owners.

mod primary;
mod several;

use super::state::Wizard;
use leptos::prelude::*;
use model::group::OwnerModel;
use primary::Primary;
use several::Several;

/// The object classes that can own a group.
const CLASSES: &[&str] = &["user"];

#[component]
pub fn OwnersStep(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    match untrack(|| wizard.form()).owners {
        OwnerModel::Primary => view! { <Primary wizard/> }.into_any(),
        OwnerModel::Several => view! { <Several wizard/> }.into_any(),
    }
}
