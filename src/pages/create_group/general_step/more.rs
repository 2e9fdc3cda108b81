//! "More options": the fields with a default that most users keep. The summary shows their values; the disclosure is
//! open if a value differs from its default or has an error.

use super::one;
use crate::i18n::tv;
use crate::pages::create_group::state::Wizard;
use crate::words::group::scope_name;
use leptos::prelude::*;
use model::group::{Field, FieldPlace, Form, GroupDraft};
use model::names::Dn;

/// The fields that belong here; none if there are none.
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
    // An error in a closed disclosure could not be focused.
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

/// A field's value in a word or two, for the summary; reactive.
fn said(field: &Field, draft: &GroupDraft) -> Option<String> {
    let general = &draft.general;
    match field {
        Field::Scope => Some(scope_name(general.scope).to_owned()),
        Field::Container => {
            let container = Dn::parse(&general.container).ok()?;
            Some(format!("{}={}", container.rdn().attribute(), container.rdn().value()))
        }
        // A value that is derived from the name is not worth showing.
        Field::Sam => general.sam.0.clone().filter(|sam| !sam.is_empty()),
        _ => None,
    }
}
