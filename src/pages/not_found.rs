//! The page for an unknown URL.

use crate::i18n::{t, tv, words};
use crate::routes::Route;
use crate::ui::icon::Icon;
use crate::ui::title::PageTitle;
use leptos::prelude::*;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <div class="card empty">
            {Icon::Search.view()}
            <PageTitle text=words(|| t!(not_found.heading))/>
            <p>{tv!(not_found.advice)}</p>
            <a class="btn primary" href=Route::AllGroups.href()>{tv!(nav.all_groups)}</a>
        </div>
    }
}
