//! Step 5: a summary of everything with Edit buttons, the requests that will be sent, and the outcome.

mod facts;
mod people;
mod rule;

use super::finish::confirm::{ReadRule, Wide, is_unseen};
use super::finish::owners::{are_refused, leave_out};
use super::finish::progress::ProgressView;
use super::finish::unsure::Unsure;
use super::general_step::chosen_settings;
use super::request::WizardRequest;
use super::state::Wizard;
use super::words::step_name;
use crate::forms::Sending;
use crate::i18n::{t, tv};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::focus;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::graph::MOST_RELATIONS;
use model::group::{Form, GroupDraft, GroupKind, Step};

#[component]
pub fn SummaryStep(
    /// The wizard's state.
    wizard: Wizard,
    /// Does what the Finish button does.
    on_finish: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let kind = Memo::new(move |_| wizard.draft.with(|draft| draft.kind));
    let part = move |step: Step, body: AnyView| {
        let name = move || step_name(step, kind.get());
        view! {
            <section aria-label=name>
                <header>
                    <h3>{name}</h3>
                    <button type="button" class="btn s quiet" on:click=move |_| wizard.go(step)
                        aria-label=move || t!(summary.edit_part, part = name())>{tv!(summary.edit)}</button>
                </header>
                <div>{body}</div>
            </section>
        }
    };
    type Draw = fn(Wizard, &GroupDraft, &Form) -> AnyView;
    let drawn = move |draw: Draw| {
        let body = move || draw(wizard, &wizard.draft.get(), &wizard.form());
        view! { {body} }.into_any()
    };
    // Claims that the draft is saved only if it is.
    let kept = move || if wizard.keeper().save_failed() { "" } else { t!(summary.draft_kept) };
    let doubt = move || t!(summary.doubt, kept = kept());
    let without_owners = move |_| {
        leave_out(wizard);
        on_finish();
        // The button is gone by then.
        focus::soon(".wizard footer [type=\"submit\"]");
    };
    let what = move || match wizard.creation.sending.get() {
        Sending::Failed(error) if untrack(|| are_refused(wizard, &error)) => view! {
            <ErrorPanel error advice=t!(summary.owners_refused, kept = kept())>
                <button type="button" class="btn s" on:click=without_owners>{tv!(summary.without_owners)}</button>
            </ErrorPanel>
        }
        .into_any(),
        Sending::Failed(error) => view! { <ErrorPanel error advice=t!(summary.kept, kept = kept())/> }.into_any(),
        Sending::Doubt(error) => view! { <ErrorPanel error advice=doubt()/> }.into_any(),
        Sending::Idle if wizard.creation.unsure.with(|unsure| unsure.is_some()) => {
            wizard.creation.unsure.get().map(|found| view! { <Unsure wizard found/> }).into_any()
        }
        Sending::Idle if wizard.creation.sent.with(|sent| sent.is_some()) => {
            view! { <div class="panel warn" role="status">{Icon::Warning.view()}<p>{doubt()}</p></div> }.into_any()
        }
        _ => ().into_any(),
    };
    let unseen = Memo::new(move |_| is_unseen(wizard));
    view! {
        {what}
        <div class="review">
            {part(Step::GroupType, drawn(|_, draft, form| facts::kind(draft, form)))}
            {part(Step::General, drawn(|wizard, draft, form| wizard.with_store(|store| facts::general(draft, form, store))))}
            {part(Step::Members, drawn(who_belongs))}
            {part(Step::Owners, drawn(|_, draft, form| people::owners(draft, form)))}
        </div>
        {move || afterwards(wizard)}
        {move || wizard.confirmation.nearly_everyone.get().map(|(total, everyone)| view! { <Wide wizard total everyone/> })}
        <Show when=move || unseen.get()><ReadRule wizard/></Show>
        <WizardRequest wizard/>
        // Next to the Finish button.
        <ProgressView stage=wizard.creation.progress stopping=wizard.creation.stopping before=MOST_RELATIONS/>
    }
}

fn who_belongs(wizard: Wizard, draft: &GroupDraft, form: &Form) -> AnyView {
    match draft.kind {
        GroupKind::Static => people::members(draft),
        GroupKind::Smart => rule::rule(wizard, draft, form),
    }
}

/// The settings that a PATCH makes after the creation; reactive.
fn afterwards(wizard: Wizard) -> Option<AnyView> {
    let draft = wizard.draft.get();
    let creation = wizard.with_store(|store| draft.to_graph(store, wizard.caller().as_ref())).ok()?;
    let settings = chosen_settings(&wizard.form(), &draft.graph);
    let settings = creation.patch.is_some().then(|| {
        view! { <p>{t!(summary.settings, count = settings.len() as i64, names = settings.join(", "))}</p> }
    });
    settings.map(|settings| view! { <div class="panel info">{Icon::Info.view()}<div>{settings}</div></div> }.into_any())
}
