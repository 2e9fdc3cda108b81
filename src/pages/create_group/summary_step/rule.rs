//! The summary of a rule: in words, with scope and exceptions, or as it will be sent to Graph.

use super::people::chip;
use crate::api::Api;
use crate::criteria::panels::preview;
use crate::criteria::panels::preview_panel::total;
use crate::criteria::words::phrases::summary_of;
use crate::criteria::words::scope::{found_words, place_words};
use crate::i18n::t;
use crate::pages::create_group::state::Wizard;
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::soft;
use leptos::prelude::*;
use model::group::{Form, GroupDraft, Principal};

pub(super) fn rule(wizard: Wizard, draft: &GroupDraft, form: &Form) -> AnyView {
    let said = wizard.with_store(|store| summary_of(store, &draft.rule.criteria));
    if !form.scoped {
        let text = draft.entra_rule().ok();
        let text =
            text.map(|text| view! { <pre tabindex="0" aria-label=t!(rule.dialect_entra)>{soft::code(&text)}</pre> });
        return view! { <div class="stack"><p class="plain">{said}</p>{counted(draft)}{text}</div> }.into_any();
    }
    let kinds = found_words(&draft.rule);
    let places = draft.rule.start_in.iter().map(place_words).collect::<Vec<_>>().join(" · ");
    let people = |label: &'static str, people: &[Principal]| {
        let chips = people.iter().map(|who| chip(who, None)).collect_view();
        (!people.is_empty()).then(|| view! { <dt>{label}</dt><dd><span class="people">{chips}</span></dd> })
    };
    view! {
        <div class="stack">
            <p class="plain">{said}</p>
            {counted(draft)}
            <dl class="facts">
                <dt>{t!(rule.find)}</dt><dd>{kinds}</dd>
                <dt>{t!(rule.start_in)}</dt><dd>{places}</dd>
                {people(t!(rule.include), &draft.rule.include)}
                {people(t!(rule.exclude), &draft.rule.exclude)}
            </dl>
        </div>
    }
    .into_any()
}

/// The number of members that the rule gives; empty where it cannot be counted.
fn counted(draft: &GroupDraft) -> AnyView {
    let api = StoredValue::new(Api::expect());
    let rule = StoredValue::new(draft.rule.clone());
    let ask = move || -> ViewFuture {
        Box::pin(async move {
            let count = preview::ask(api.get_value(), rule.get_value()).await;
            view_factory(move || match &count {
                Ok(Some(known)) => total(known),
                Ok(None) => ().into_any(),
                Err(error) => view! { <ErrorPanel error=error.clone()/> }.into_any(),
            })
        })
    };
    let waiting = || view! { <p aria-busy="true"><span class="skeleton"></span></p> }.into_any();
    view! { <AsyncView ask=Box::new(ask) waiting/> }.into_any()
}
