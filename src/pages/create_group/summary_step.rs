//! Step 5: everything in words, each part with Edit; what would be sent; what became of it.

use super::request::ShowRequest;
use super::state::{Sending, Wizard};
use crate::i18n::{t, tv};
use crate::pages::groups::{purpose_name, scope_name, security_name};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::icon::Icon;
use crate::ui::who::Avatar;
use leptos::prelude::*;
use model::group::{GroupDraft, Membership, Principal, Step};

/// How many people are named before the rest is counted.
const NAMED: usize = 12;

/// The step.
#[component]
pub fn SummaryStep(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    let part = move |step: Step, name: fn() -> &'static str, body: AnyView| {
        view! {
            <section aria-label=crate::i18n::text(name)>
                <header>
                    <h3>{move || name()}</h3>
                    <button type="button" class="btn s quiet" on:click=move |_| wizard.go(step)
                        aria-label=move || t!(summary.edit_part, part = name())>{tv!(summary.edit)}</button>
                </header>
                <div>{body}</div>
            </section>
        }
    };
    let draft = move || wizard.draft.get();
    let what = move || match wizard.sending.get() {
        Sending::Failed(error) => view! { <ErrorPanel error advice=t!(summary.kept)/> }.into_any(),
        Sending::Doubt(error) => view! { <ErrorPanel error advice=t!(summary.doubt)/> }.into_any(),
        Sending::Idle if wizard.sent.with(|sent| sent.is_some()) => {
            view! { <div class="panel warn" role="status">{Icon::Warning.view()}<p>{t!(summary.doubt)}</p></div> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        {what}
        <div class="review">
            {part(Step::GroupType, || t!(wizard.step_type), view! { <p>{tv!(group.static_group)}</p> }.into_any())}
            {part(Step::General, || t!(wizard.step_general), view! { {move || general(&draft())} }.into_any())}
            {part(Step::Members, || t!(wizard.step_members), view! { {move || members(&draft())} }.into_any())}
            {part(Step::Owners, || t!(wizard.step_owners), view! { {move || owners(&draft())} }.into_any())}
        </div>
        <ShowRequest wizard/>
    }
}

fn general(draft: &GroupDraft) -> impl IntoView + use<> {
    let general = draft.general.clone();
    let kind = t!(summary.kind, purpose = purpose_name(general.purpose), scope = scope_name(general.scope));
    let fact = |label: &'static str, value: String| {
        (!value.trim().is_empty()).then(|| view! { <dt>{label}</dt><dd>{value}</dd> })
    };
    let alias = if general.mail_enabled { general.alias_text() } else { String::new() };
    view! {
        <dl class="facts">
            {fact(t!(group.name), general.full_name())}
            {fact(t!(group.container), general.container.clone())}
            {fact(t!(general.sam), general.sam_text())}
            {fact(t!(group.kind), kind)}
            {fact(t!(general.alias), alias)}
            {fact(t!(general.security), security_name(general.security).to_owned())}
            {fact(t!(general.description), general.description.clone())}
        </dl>
    }
}

fn members(draft: &GroupDraft) -> impl IntoView + use<> {
    if draft.members.is_empty() {
        return view! { <p class="muted">{t!(summary.no_members)}</p> }.into_any();
    }
    let count = draft.members.len();
    let temporary = draft.members.iter().filter(|m| m.membership != Membership::Permanent).count() as i64;
    let chips = draft.members.iter().take(NAMED).map(|member| chip(&member.who)).collect_view();
    let more = (count > NAMED)
        .then(|| view! { <span class="muted small">{t!(summary.more, count = (count - NAMED) as i64)}</span> });
    let temporary = (temporary > 0).then(|| view! { <p class="small">{t!(summary.temporary, count = temporary)}</p> });
    view! {
        <div class="stack" style:gap="var(--s2)">
            <p>{t!(members.count, count = count as i64)}</p>
            <div class="people">{chips} {more}</div>
            {temporary}
        </div>
    }
    .into_any()
}

fn owners(draft: &GroupDraft) -> impl IntoView + use<> {
    let primary = draft.primary_owner.as_ref().map(chip);
    let chips = draft.additional_owners.iter().map(|owner| chip(&owner.who)).collect_view();
    let some = !draft.additional_owners.is_empty();
    view! {
        <dl class="facts">
            <dt>{t!(owners.primary)}</dt><dd>{primary}</dd>
            {some.then(|| view! { <dt>{t!(owners.additional)}</dt><dd><span class="people">{chips}</span></dd> })}
        </dl>
    }
}

fn chip(who: &Principal) -> impl IntoView + use<> {
    let name = who.name.clone();
    view! { <span class="person-chip"><Avatar name=name.clone() kind=who.kind/>{name}</span> }
}
