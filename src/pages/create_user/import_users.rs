//! "Create users from a file": imports users from a file in four steps.

mod check_step;
mod columns_step;
mod downloads;
mod dry_run;
mod file_step;
mod interrupted;
mod progress;
mod question;
mod rows;
mod run;
mod run_step;
mod state;
mod words;

pub use state::{Row, RowStatus, Rows, Source, Stage, UserImport, Work};

use super::NotHere;
use crate::api::Api;
use crate::forms::Leaving;
use crate::i18n::{t, tv, words as message};
use crate::routes::Route;
use crate::session::Session;
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::title::PageTitle;
use check_step::CheckStep;
use columns_step::ColumnsStep;
use file_step::FileStep;
use leptos::prelude::*;
use model::user::UserForm;
use run_step::{Counts, RunStep};

#[component]
pub fn ImportUsersPage() -> impl IntoView {
    let store = Api::expect().current_store();
    if !UserForm::of(store.kind).is_offered() {
        return view! { <NotHere/> }.into_any();
    }
    let user = use_context::<Session>().and_then(|session| session.user_now());
    user.map(|user| view! { <ImportView import=UserImport::new(store, &user)/> }).into_any()
}

/// The page's head, its steps and the current step.
#[component]
pub fn ImportView(
    /// The import's state.
    import: UserImport,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    // On another step, the heading gets the focus.
    Effect::new(move |before: Option<Stage>| {
        let stage = import.stage.get();
        if before.is_some_and(|before| before != stage) {
            focus::soon("[id=\"step-title\"]");
        }
        stage
    });
    // The button with the focus disappears when the creation starts, stops or ends.
    Effect::new(move |before: Option<Work>| {
        let run = import.run.get();
        if before.is_some_and(|before| before != run) {
            match run {
                Work::Busy => focus::soon("[id=\"stop\"]"),
                Work::Stopped if untrack(|| Counts::of(import).open) == 0 => focus::rescue("[id=\"step-title\"]"),
                _ => focus::rescue("[id=\"resume\"]"),
            }
        }
        run
    });
    let ready = Memo::new(move |_| Counts::of(import).ready);
    let idle = move || import.run.with(|run| *run == Work::Idle);
    let forward = move || match import.stage.get_untracked() {
        Stage::File if untrack(|| import.source.with(|source| source.is_some())) => import.stage.set(Stage::Columns),
        Stage::File => focus::soon("[id=\"file\"]"),
        Stage::Columns if untrack(|| import.mapping.with(|mapping| !mapping.names_people())) => {
            focus::soon("[id=\"column-0\"]");
        }
        Stage::Columns => {
            dry_run::start(import, api.get_value());
            import.stage.set(Stage::DryRun);
        }
        Stage::DryRun if import.check.get_untracked() == Work::Stopped && ready.get_untracked() > 0 => {
            import.stage.set(Stage::Run);
        }
        // Enter in a field of the last step must not start the creation; only its button does.
        Stage::DryRun | Stage::Run => {}
    };
    let at_end = move || import.stage.get() == Stage::Run;
    // The second click of a double click on Next, which was in the same place, must not start it either.
    let create = move |ev: leptos::ev::MouseEvent| {
        if untrack(at_end) && ev.detail() < 2 {
            run::start(import, api.get_value());
        }
    };
    let back = move |_| match import.stage.get_untracked() {
        Stage::File => {}
        Stage::Columns => import.stage.set(Stage::File),
        Stage::DryRun => {
            drop(import.begin());
            import.check.set(Work::Idle);
            import.stage.set(Stage::Columns);
        }
        Stage::Run => import.stage.set(Stage::DryRun),
    };
    let body = move || match import.stage.get() {
        Stage::File => view! { <FileStep import/> }.into_any(),
        Stage::Columns => view! { <ColumnsStep import/> }.into_any(),
        Stage::DryRun => view! { <CheckStep import/> }.into_any(),
        Stage::Run => view! { <RunStep import/> }.into_any(),
    };
    let next = move || match import.stage.get() {
        Stage::Run => t!(import_users.create, count = ready.get()),
        _ => t!(wizard.next).to_owned(),
    };
    let cannot = move || match import.stage.get() {
        Stage::File => import.source.with(|source| source.is_none()),
        Stage::DryRun => import.check.with(|work| *work != Work::Stopped) || ready.get() == 0,
        _ => false,
    };
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        // Enter in a dialog above the form must not submit the form.
        if document().query_selector("dialog[open]").ok().flatten().is_none() {
            forward();
        }
    };
    view! {
        <div class="page-head">
            <div class="titles">
                <nav class="crumb" aria-label=tv!(frame.breadcrumb)>
                    <a href=Route::Users.href()>{tv!(nav.users)}</a>
                </nav>
                <PageTitle text=message(|| t!(import_users.title))/>
            </div>
        </div>
        <div class="wizard">
            <StageList import/>
            <form class="card user-form" novalidate autocomplete="off" on:submit=submit aria-labelledby="step-title">
                <header><h2 id="step-title" tabindex="-1">{move || name(import.stage.get())}</h2></header>
                <div class="body">{body}</div>
                <Show when=idle>
                    <footer>
                        <button type="button" class="btn" disabled=move || import.stage.get() == Stage::File on:click=back>
                            {tv!(wizard.back)}
                        </button>
                        <span class="grow"></span>
                        <button type=move || if at_end() { "button" } else { "submit" } class="btn primary"
                            aria-disabled=move || cannot().to_string() on:click=create>{next}</button>
                    </footer>
                </Show>
            </form>
        </div>
        <Leaving at_risk=move |()| import.is_at_risk() consequence=|| t!(import_users.leave_consequence)/>
    }
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::File => t!(import_users.step_file),
        Stage::Columns => t!(import_users.step_columns),
        Stage::DryRun => t!(import_users.step_dry_run),
        Stage::Run => t!(import_users.step_run),
    }
}

/// The list of steps. It has no links: going back is only possible step by step, because each step depends on the
/// previous ones.
#[component]
fn StageList(import: UserImport) -> impl IntoView {
    let one = move |(at, stage): (usize, Stage)| {
        let here = move || import.stage.get() == stage;
        let done = move || import.stage.get() > stage;
        let mark = move || if done() { Icon::Check.view().into_any() } else { view! { {at + 1} }.into_any() };
        view! {
            <li class:done=done>
                <span class="step" aria-current=move || here().then_some("step")>
                    <span class="mark" aria-hidden="true">{mark}</span>
                    <span><b>{move || name(stage)}</b></span>
                </span>
            </li>
        }
    };
    view! {
        <nav aria-label=tv!(wizard.steps)>
            <ol class="steps">{Stage::ALL.into_iter().enumerate().map(one).collect_view()}</ol>
        </nav>
    }
}
