//! *More options*: what has a default that most people keep. One line says what is set; it opens by itself where that is
//! not the default, or wrong.

use super::one;
use crate::i18n::tv;
use crate::pages::create_group::state::Wizard;
use crate::words::group::scope_name;
use leptos::prelude::*;
use model::group::{Field, FieldPlace, Form, GroupDraft};
use model::names::Dn;

/// The fields of the form that stand there, if there are any.
pub(super) fn options(wizard: Wizard, form: &Form) -> Option<AnyView> {
    let stands = |field: &&Field| untrack(|| wizard.place_of(field)) == FieldPlace::More;
    let fields: Vec<Field> = form.more.iter().filter(stands).cloned().collect();
    if fields.is_empty() {
        return None;
    }
    let views = fields.iter().map(|field| one(wizard, form, field)).collect_view();
    let fields = StoredValue::new(fields);
    let changed = wizard.with_store(|store| {
        let kept = |field: &Field| wizard.draft.with_untracked(|draft| draft.is_default(field, store));
        !fields.with_value(|fields| fields.iter().all(kept))
    });
    let open = RwSignal::new(changed);
    // An error in a closed part could take no focus.
    Effect::new(move |_| {
        if fields.with_value(|fields| fields.iter().any(|field| wizard.problem(field).is_some())) {
            open.set(true);
        }
    });
    let said = move || {
        wizard.draft.with(|draft| {
            fields.with_value(|fields| {
                fields.iter().filter_map(|field| said(field, draft)).collect::<Vec<_>>().join(" · ")
            })
        })
    };
    Some(
        view! {
            <details class="more-options wide" prop:open=open
                on:toggle:target=move |ev| open.set(ev.target().has_attribute("open"))>
                <summary><b>{tv!(general.more_options)}</b> " " <span class="muted">{said}</span></summary>
                <div class="fields">{views}</div>
            </details>
        }
        .into_any(),
    )
}

/// What is set there, in a word or two; reactive.
fn said(field: &Field, draft: &GroupDraft) -> Option<String> {
    let general = &draft.general;
    match field {
        Field::Scope => Some(scope_name(general.scope).to_owned()),
        Field::Container => {
            let container = Dn::parse(&general.container).ok()?;
            Some(format!("{}={}", container.rdn().attribute(), container.rdn().value()))
        }
        // One that follows the name says nothing new.
        Field::Sam => general.sam.0.clone().filter(|sam| !sam.is_empty()),
        _ => None,
    }
}
