//! The table of all attributes of an object. It is here because the codes of group attributes have display names.

use crate::api::Api;
use crate::i18n::{code, language, t, tv};
use crate::ui::{format, soft};
use crate::words::group::kind_name;
use leptos::prelude::*;
use model::group::GroupKind;
use model::wire::DirectoryObject;
use model::wire::attributes;
use model::wire::codes::{MANAGED_SMART, MANAGED_STATIC};
use std::sync::Arc;

/// How many values of an attribute are shown. The members of a large group are an attribute, too.
const AT_MOST: usize = 50;

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
    let store = StoredValue::new(store);
    let label = move |name: &str| store.with_value(|store| store.label(name, code(language())).to_owned());
    let row = |(name, values): (String, Vec<String>)| {
        // The attribute is a code for which the portal has a name.
        let is_kind = name.eq_ignore_ascii_case(attributes::MANAGED_GROUP_TYPE);
        let said = move |value: &str| match value {
            MANAGED_SMART if is_kind => kind_name(GroupKind::Smart, kind).to_owned(),
            MANAGED_STATIC if is_kind => kind_name(GroupKind::Static, kind).to_owned(),
            _ => value.to_owned(),
        };
        let value = move |value: String| view! { <div>{move || soft::address(&said(&value))}</div> };
        let values = match cell.as_ref().and_then(|cell| cell(&name)) {
            Some(drawn) => drawn,
            None => {
                let more = values.len().saturating_sub(AT_MOST) as i64;
                let more = (more > 0).then(|| {
                    view! { <div class="muted">{move || t!(group.more_values, count = more, number = format::count(more))}</div> }
                });
                view! { {values.into_iter().take(AT_MOST).map(value).collect_view()} {more} }.into_any()
            }
        };
        let name = StoredValue::new(name);
        let own = move || name.with_value(|name| label(name));
        let plain = Memo::new(move |_| name.with_value(|name| label(name) == *name));
        view! {
            <tr>
                <th scope="row">
                    <span class:mono=move || plain.get()>{own}</span>
                    <Show when=move || !plain.get()><small class="mono">{name.get_value()}</small></Show>
                </th>
                <td>{values}</td>
            </tr>
        }
    };
    // Sorted by the label of the language in which the table was opened: a row that moved would lose the focus, and what
    // is being edited.
    model::sort::by_text(&mut all, |(name, _)| untrack(|| label(name)).to_lowercase());
    let rows = all.into_iter().map(row).collect_view();
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
