//! Step 5: everything in words, each part with Edit; what would be sent; what became of it.

use super::request::ShowRequest;
use super::state::{Sending, Wizard};
use super::words::{kind_name, step_name};
use crate::criteria::phrases::summary_of;
use crate::criteria::scope::{kind_words, place_words};
use crate::i18n::{t, tv};
use crate::pages::groups::{purpose_name, scope_name, security_name};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::field::{FieldText, TextField};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::who::Avatar;
use leptos::prelude::*;
use model::group::{GroupDraft, GroupKind, Member, Membership, Owner, Principal, Step};

/// How many people are named before the rest is counted.
const NAMED: usize = 12;

/// The step.
#[component]
pub fn SummaryStep(
    /// The wizard.
    wizard: Wizard,
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
    let draft = move || wizard.draft.get();
    // Only what is so is said.
    let kept = move || if wizard.is_unkept() { "" } else { t!(summary.draft_kept) };
    let doubt = move || t!(summary.doubt, kept = kept());
    let what = move || match wizard.sending.get() {
        Sending::Failed(error) => view! { <ErrorPanel error advice=t!(summary.kept, kept = kept())/> }.into_any(),
        Sending::Doubt(error) => view! { <ErrorPanel error advice=doubt()/> }.into_any(),
        Sending::Idle if wizard.sent.with(|sent| sent.is_some()) => {
            view! { <div class="panel warn" role="status">{Icon::Warning.view()}<p>{doubt()}</p></div> }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
        {what}
        <div class="review">
            {part(Step::GroupType, view! { <p>{move || kind_name(kind.get())}</p> }.into_any())}
            {part(Step::General, view! { {move || general(&draft())} }.into_any())}
            {part(Step::Members, view! { {move || who_belongs(wizard, &draft())} }.into_any())}
            {part(Step::Owners, view! { {move || owners(&draft())} }.into_any())}
        </div>
        {move || wizard.wide.get().map(|(total, everyone)| view! { <Wide wizard total everyone/> })}
        <ShowRequest wizard/>
    }
}

/// Nearly everybody would be a member: the number is asked for.
#[component]
fn Wide(wizard: Wizard, total: i64, everyone: i64) -> impl IntoView {
    let text = FieldText::new("wide-confirm", || t!(rule.confirm_label), || None);
    view! {
        <div class="panel warn" role="alert">
            {Icon::Warning.view()}
            <div>
                <p>{move || t!(rule.everyone_question, total = total, everyone = everyone)}</p>
                <TextField text value=wizard.typed on_input=move |text| wizard.typed.set(text)/>
            </div>
        </div>
    }
}

fn general(draft: &GroupDraft) -> impl IntoView + use<> {
    let general = draft.general.clone();
    let kind = t!(summary.kind, purpose = purpose_name(general.purpose), scope = scope_name(general.scope));
    let fact = |label: &'static str, value: String| {
        (!value.trim().is_empty()).then(|| view! { <dt>{label}</dt><dd>{value}</dd> })
    };
    let mail = if general.mail_enabled { t!(common.yes) } else { t!(common.no) };
    let alias = if general.mail_enabled { general.alias_text() } else { String::new() };
    view! {
        <dl class="facts">
            {fact(t!(group.name), general.full_name())}
            {fact(t!(group.container), general.container.clone())}
            {fact(t!(general.sam), general.sam_text())}
            {fact(t!(group.kind), kind)}
            {fact(t!(general.mail_enabled), mail.to_owned())}
            {fact(t!(general.alias), alias)}
            {fact(t!(general.security), security_name(general.security).to_owned())}
            {fact(t!(general.description), general.description.clone())}
        </dl>
    }
}

fn who_belongs(wizard: Wizard, draft: &GroupDraft) -> AnyView {
    match draft.kind {
        GroupKind::Static => members(draft).into_any(),
        GroupKind::Smart => rule(wizard, draft).into_any(),
    }
}

/// The rule in words, where it looks, and the exceptions by name.
fn rule(wizard: Wizard, draft: &GroupDraft) -> impl IntoView + use<> {
    let said = wizard.with_store(|store| summary_of(store, &draft.rule.criteria));
    let kinds = draft.rule.find.kinds().map(kind_words).collect::<Vec<_>>().join(", ");
    let places = draft.rule.start_in.iter().map(place_words).collect::<Vec<_>>().join(" · ");
    let people = |label: &'static str, people: &[Principal]| {
        let chips = people.iter().map(|who| chip(who, None)).collect_view();
        (!people.is_empty()).then(|| view! { <dt>{label}</dt><dd><span class="people">{chips}</span></dd> })
    };
    view! {
        <p class="plain">{said}</p>
        <dl class="facts">
            <dt>{t!(rule.find)}</dt><dd>{kinds}</dd>
            <dt>{t!(rule.start_in)}</dt><dd>{places}</dd>
            {people(t!(rule.include), &draft.rule.include)}
            {people(t!(rule.exclude), &draft.rule.exclude)}
        </dl>
    }
}

fn members(draft: &GroupDraft) -> impl IntoView + use<> {
    if draft.members.is_empty() {
        return view! { <p class="muted">{t!(summary.no_members)}</p> }.into_any();
    }
    let (mut permanent, mut temporary) = (Vec::new(), Vec::new());
    for Member { who, membership } in &draft.members {
        match membership {
            Membership::Permanent => permanent.push(chip(who, None)),
            // Each of them was entered by hand: each is named, with its days.
            Membership::Temporary { from, to } => {
                let [from, to] = [from, to].map(|day| format::day(day).unwrap_or_default());
                temporary.push(chip(who, Some(t!(members.from_to, from = from, to = to))));
            }
        }
    }
    let more = permanent.len().saturating_sub(NAMED) as i64;
    let more = (more > 0).then(|| view! { <span class="muted small">{t!(summary.more, count = more)}</span> });
    permanent.truncate(NAMED);
    let limited = temporary.len() as i64;
    let limited = (limited > 0).then(|| {
        view! {
            <p class="small">{t!(summary.temporary, count = limited)}</p>
            <div class="people">{temporary}</div>
        }
    });
    view! {
        <div class="stack" style:gap="var(--s2)">
            <p>{t!(members.count, count = draft.members.len() as i64)}</p>
            <div class="people">{permanent} {more}</div>
            {limited}
        </div>
    }
    .into_any()
}

fn owners(draft: &GroupDraft) -> impl IntoView + use<> {
    let primary = draft.primary_owner.as_ref().map(|who| chip(who, None));
    let one = |owner: &Owner| chip(&owner.who, owner.do_not_notify.then(|| t!(owners.not_notified).to_owned()));
    let chips = draft.additional_owners.iter().map(one).collect_view();
    let some = !draft.additional_owners.is_empty();
    view! {
        <dl class="facts">
            <dt>{t!(owners.primary)}</dt><dd>{primary}</dd>
            {some.then(|| view! { <dt>{t!(owners.additional)}</dt><dd><span class="people">{chips}</span></dd> })}
        </dl>
    }
}

/// Somebody, with a note.
fn chip(who: &Principal, note: Option<String>) -> AnyView {
    let name = who.name.clone();
    let note = note.map(|note| view! { <small>{note}</small> });
    view! { <span class="person-chip"><Avatar name=name.clone() kind=who.kind/><span>{name} " " {note}</span></span> }
        .into_any()
}
