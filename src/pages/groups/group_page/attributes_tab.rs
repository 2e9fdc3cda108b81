//! The tab "All attributes": everything that the service answers, and an editor for what the configuration lets people
//! edit.

use super::attribute_editor::{AttributeEditor, value_words};
use super::editable::Editable;
use super::editing::GroupEditing;
use super::people::PeopleState;
use super::work::GroupWork;
use crate::api::Api;
use crate::api::complete::is_partial;
use crate::groups::{AllAttributes, AttributeCell};
use crate::i18n::{code, language, tv};
use crate::ui::soft;
use leptos::prelude::*;
use model::attribute::Syntax;
use model::config::AttributeConfig;
use model::wire::{AttributeValue, DirectoryObject};
use std::sync::Arc;

#[component]
pub fn AttributesTab(group: DirectoryObject, editing: GroupEditing, work: GroupWork) -> impl IntoView {
    let store = Api::expect().current_store();
    // What was not read yet must not look empty in an editor.
    let all: Vec<AttributeConfig> = match is_partial(&group) {
        true => Vec::new(),
        false => store.editable_attributes().cloned().collect(),
    };
    let named: Vec<&str> = all.iter().filter(|known| known.syntax.is_dn()).map(|known| known.name.as_str()).collect();
    let people = PeopleState::new(editing, work, &group, &named);
    let also = all.iter().map(|known| known.name.clone()).collect();
    let cell: AttributeCell = Arc::new(move |name| {
        let known = all.iter().find(|known| known.name.eq_ignore_ascii_case(name))?.clone();
        Some(view! { <Cell known people/> }.into_any())
    });
    view! {
        {people.failed_view()}
        <AllAttributes object=group also cell/>
        <p class="member-said small" role="status">{move || people.said.get()}</p>
    }
}

/// The values of an attribute, or their editor.
#[component]
fn Cell(known: AttributeConfig, people: PeopleState) -> impl IntoView {
    let PeopleState { editing, work, .. } = people;
    let name = known.name.clone();
    let is_list = known.multi_valued || known.syntax.is_dn() || untrack(|| editing.base_values(&name)).len() > 1;
    let takes_enter = is_list || known.syntax == Syntax::String && has_lines(&untrack(|| editing.base_first(&name)));
    let own = known.clone();
    let label = Signal::derive(move || own.label(code(language())).to_owned());
    let of_shown = name.clone();
    let syntax = known.syntax;
    let shown = move || {
        let values = editing.values(&of_shown);
        let line = |text: &str| view! { <div class="lines">{soft::address(&value_words(syntax, text))}</div> };
        let lines: Vec<_> = values.iter().filter_map(AttributeValue::text).map(line).collect();
        if lines.is_empty() {
            return view! { <span class="muted">{tv!(edit.nothing)}</span> }.into_any();
        }
        view! { <div>{lines}</div> }.into_any()
    };
    let id = format!("attribute-{name}");
    let field = id.clone();
    let editor =
        move || view! { <AttributeEditor known=known.clone() id=field.clone() label people is_list/> }.into_any();
    view! {
        <Editable attribute=name id label takes_enter shown=Box::new(shown) editor=Box::new(editor) editing work/>
    }
}

/// Whether a text has several lines, so that a field of one line would lose them.
pub fn has_lines(text: &str) -> bool {
    text.contains('\n')
}
