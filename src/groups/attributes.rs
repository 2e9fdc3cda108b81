//! The table of all attributes of an object. It is here because the codes of group attributes have display names.

use crate::api::Api;
use crate::i18n::{code, language, tv};
use crate::ui::soft;
use crate::words::group::kind_name;
use leptos::prelude::*;
use model::group::GroupKind;
use model::wire::DirectoryObject;
use model::wire::attributes;
use model::wire::codes::{MANAGED_SMART, MANAGED_STATIC};
use std::sync::Arc;

/// Draws the values of the attribute with that name; none if they are shown as they are.
pub type AttributeCell = Arc<dyn Fn(&str) -> Option<AnyView> + Send + Sync>;

/// All attributes and values that the service returned.
#[component]
pub fn AllAttributes(
    /// The object with the attributes to list.
    object: DirectoryObject,
    /// The names of attributes that are listed although they have no value.
    #[prop(optional)]
    also: Vec<String>,
    /// Draws the values of some attributes.
    #[prop(optional, into)]
    cell: Option<AttributeCell>,
) -> impl IntoView {
    let store = Api::expect().current_store();
    let mut all: Vec<(String, Vec<String>)> = object
        .attributes()
        .iter()
        .map(|(name, values)| {
            let texts: Vec<String> = values.iter().filter_map(|v| v.text()).map(str::to_owned).collect();
            (name.to_owned(), texts)
        })
        .filter(|(_, texts)| !texts.is_empty())
        .collect();
    for name in also {
        if !all.iter().any(|(own, _)| own.eq_ignore_ascii_case(&name)) {
            all.push((name, Vec::new()));
        }
    }
    let kind = store.kind;
    let row = move |(label, name, values): (String, String, Vec<String>)| {
        let plain = label == name;
        let named = (!plain).then(|| view! { <small class="mono">{name.clone()}</small> });
        // The attribute is a code for which the portal has a name.
        let is_kind = name.eq_ignore_ascii_case(attributes::MANAGED_GROUP_TYPE);
        let said = |value: String| match value.as_str() {
            MANAGED_SMART if is_kind => kind_name(GroupKind::Smart, kind).to_owned(),
            MANAGED_STATIC if is_kind => kind_name(GroupKind::Static, kind).to_owned(),
            _ => value,
        };
        let value = |value: String| view! { <div>{soft::address(&said(value))}</div> };
        let values = match cell.as_ref().and_then(|cell| cell(&name)) {
            Some(drawn) => drawn,
            None => values.into_iter().map(value).collect_view().into_any(),
        };
        view! { <tr><th scope="row"><span class:mono=plain>{label}</span>{named}</th><td>{values}</td></tr> }
    };
    // Sorted by the displayed label.
    let rows = move || {
        let label = |(name, values): (String, _)| (store.label(&name, code(language())).to_owned(), name, values);
        let mut rows: Vec<_> = all.iter().cloned().map(label).collect();
        model::sort::by_text(&mut rows, |(label, ..)| label.to_lowercase());
        rows.into_iter().map(&row).collect_view()
    };
    view! {
        <div class="card table-wrap" role="region" tabindex="0" aria-label=tv!(group.all_attributes)>
            <table class="attributes" aria-label=tv!(group.all_attributes)>
                <thead><tr>
                    <th scope="col">{tv!(group.attribute)}</th><th scope="col">{tv!(group.values)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
