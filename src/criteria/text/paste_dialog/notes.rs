//! What a pasted rule changes in this store: object types that were read from it, attributes that are not configured,
//! and whether conditions on them may be left out.

use super::leave_out::LeaveOut;
use crate::criteria::state::Builder;
use crate::criteria::words::scope::types_words;
use crate::criteria::words::sentence;
use crate::i18n::t;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::criteria::{Dialect, Widens};
use model::group::{PastedRule, Unlisted};
use model::wire::object_types::ObjectTypes;

/// The input of [`notes`].
pub(super) struct Notes {
    /// The builder that will get the rule.
    pub builder: Builder,
    /// The language of the pasted text.
    pub dialect: Dialect,
    /// The rule as this store would use it.
    pub pasted: PastedRule,
    /// Whether conditions on attributes that are not configured are left out.
    pub leaves_out: RwSignal<bool>,
}

/// The panels below the text; reactive.
pub(super) fn notes(notes: Notes) -> AnyView {
    let found = notes.pasted.find.map(|find| found(&notes, find));
    view! {
        {found}
        {unlisted(notes)}
    }
    .into_any()
}

/// Which object types the rule will look for, and which conditions say so.
fn found(notes: &Notes, find: ObjectTypes) -> AnyView {
    let kinds = names(find);
    let said = if notes.pasted.taken.is_empty() && notes.dialect == Dialect::Entra {
        t!(rule.paste_found_entra, kinds = kinds)
    } else {
        t!(rule.paste_found, kinds = kinds, from = notes.pasted.taken.join(", "))
    };
    let besides = notes.pasted.besides;
    let besides = (!besides.is_empty()).then(|| view! { " " {t!(rule.paste_besides, kinds = names(besides))} });
    view! { <div class="panel info" role="status">{Icon::Info.view()}<p>{said} {besides}</p></div> }.into_any()
}

fn names(kinds: ObjectTypes) -> String {
    types_words(kinds)
}

/// The attributes that are not configured, what happens to each, and a button that leaves their conditions out.
fn unlisted(Notes { builder, pasted, leaves_out, .. }: Notes) -> Option<AnyView> {
    let all = builder.store(|store| pasted.unlisted(store));
    if all.is_empty() {
        return None;
    }
    let names = all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
    let conditions = all.iter().map(|one| one.nodes.len()).sum::<usize>() as i64;
    let without = builder.store(|store| pasted.without_unlisted(store));
    let why_not = without.err().map(|widens| why_not(builder, &pasted, widens));
    let all = StoredValue::new(all);
    let shown = move || {
        if leaves_out.get() {
            let said = t!(rule.paste_left_out, count = conditions, names = names.clone());
            return view! { <p>{said}</p> }.into_any();
        }
        let count = all.with_value(Vec::len) as i64;
        let lines = all.with_value(|all| all.iter().map(|one| view! { <li>{line(one)}</li> }).collect_view());
        view! {
            <p>{t!(rule.paste_unlisted, count = count, names = names.clone())}</p>
            <ul>{lines}</ul>
        }
        .into_any()
    };
    Some(view! { <LeaveOut shown why_not leaves_out/> }.into_any())
}

fn line(one: &Unlisted) -> String {
    let name = one.name.clone();
    if one.is_usable { t!(rule.paste_as_text, name = name) } else { t!(rule.paste_not_here, name = name) }
}

/// Why the conditions cannot be left out: the rule would match more, or nothing would be left.
pub(super) fn why_not(builder: Builder, pasted: &PastedRule, widens: Widens) -> String {
    match widens {
        Widens::At(node) | Widens::Locked(node) => {
            let what =
                pasted.criteria.node(node).map(|node| builder.store(|store| sentence(store, node))).unwrap_or_default();
            t!(rule.paste_widens, what = what)
        }
        Widens::Whole => t!(rule.paste_nothing_left).to_owned(),
    }
}
