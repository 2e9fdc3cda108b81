//! What Entra ID refuses of a pasted rule.

use crate::criteria::state::Builder;
use crate::criteria::words::limits;
use crate::criteria::words::sentence;
use crate::i18n::t;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::criteria::entra::limits::{check, check_text};
use model::criteria::{Criteria, Dialect};
use model::group::Form;
use model::wire::cloud::CloudType;

/// What Entra ID refuses; reactive. Where rules are sent in its dialect, the rule cannot be saved like this; elsewhere
/// only a rule in that dialect is looked at, and the list is a warning. `pasted` is the rule as the store would have it.
pub(super) fn refused_by_entra(
    builder: Builder,
    dialect: Dialect,
    text: &str,
    criteria: &Criteria,
    pasted: &Criteria,
) -> Option<AnyView> {
    let is_sent = builder.store(|store| Form::of(store.kind, CloudType::default()).dialect == Dialect::Entra);
    let (rule, refused) = match dialect {
        _ if is_sent => (pasted, check(pasted)),
        Dialect::Entra => (criteria, check_text(text, criteria)),
        _ => return None,
    };
    if refused.is_empty() {
        return None;
    }
    let line = |refused: model::criteria::entra::limits::Refused| {
        let what = rule.node(refused.node).map(|node| builder.store(|store| sentence(store, node))).unwrap_or_default();
        view! { <li>{limits::refused_by_entra(what, refused.limit)}</li> }
    };
    let lines = refused.into_iter().map(line).collect_view();
    let (class, said) = match is_sent {
        true => ("panel bad pasted-refused", t!(rule.paste_entra_blocks)),
        false => ("panel warn pasted-refused", t!(rule.paste_entra_refuses)),
    };
    Some(
        view! {
            <div class=class role="status">
                {Icon::Warning.view()}
                <div><p>{said}</p><ul>{lines}</ul></div>
            </div>
        }
        .into_any(),
    )
}
