//! What a filter of Exchange loses in a rule: comparisons that cannot be carried over, and that it finds nothing but
//! recipients.

use super::leave_out::LeaveOut;
use super::notes::why_not;
use crate::criteria::state::Builder;
use crate::i18n::t;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::criteria::opath::{self, NotCarried};
use model::criteria::{Dialect, NodeId};
use model::group::PastedRule;

/// A warning that the rule also finds people who are no recipients, unless the filter says which recipients it means.
pub(super) fn recipients(dialect: Dialect, text: &str) -> Option<AnyView> {
    let is_open = dialect == Dialect::Opath && !opath::names_recipients(text);
    is_open.then(|| {
        view! {
            <div class="panel warn" role="status">{Icon::Warning.view()}<p>{t!(rule.paste_recipients)}</p></div>
        }
        .into_any()
    })
}

/// The comparisons that were not carried over with the reasons, and a button that leaves them out where the rule then
/// matches nobody else.
pub(super) fn not_carried(builder: Builder, pasted: &PastedRule, leaves_out: RwSignal<bool>) -> Option<AnyView> {
    let all = pasted.not_carried();
    if all.is_empty() {
        return None;
    }
    let count = all.len() as i64;
    let names = all.iter().map(|(_, text, _)| text.as_str()).collect::<Vec<_>>().join(", ");
    let nodes: Vec<NodeId> = all.iter().map(|(node, ..)| *node).collect();
    let why_not = pasted.without(&nodes).err().map(|widens| why_not(builder, pasted, widens));
    let lines = StoredValue::new(all.into_iter().map(|(_, text, why)| line(text, why)).collect::<Vec<_>>());
    let shown = move || {
        if leaves_out.get() {
            return view! { <p>{t!(rule.paste_left_out, count = count, names = names.clone())}</p> }.into_any();
        }
        let lines = lines.with_value(|lines| lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view());
        view! { <p>{t!(rule.paste_not_carried, count = count)}</p> <ul>{lines}</ul> }.into_any()
    };
    Some(view! { <LeaveOut shown why_not leaves_out/> }.into_any())
}

fn line(what: String, why: NotCarried) -> String {
    match why {
        NotCarried::Property => t!(rule.not_carried_property, what = what),
        NotCarried::Operator => t!(rule.not_carried_operator, what = what),
        NotCarried::Value => t!(rule.not_carried_value, what = what),
    }
}
