//! Step 4: who answers for it.

mod primary;
mod several;

use super::state::Wizard;
use leptos::prelude::*;
use model::group::OwnerModel;
use primary::Primary;
use several::Several;

/// Who can own a group.
const CLASSES: &[&str] = &["user"];

/// The step.
#[component]
pub fn OwnersStep(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    match untrack(|| wizard.form()).owners {
        OwnerModel::Primary => view! { <Primary wizard/> }.into_any(),
        OwnerModel::Several => view! { <Several wizard/> }.into_any(),
    }
}
