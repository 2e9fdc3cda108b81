//! People and groups in an attribute of a group: shown by their names, added with a picker, removed one by one.

use super::editing::GroupEditing;
use super::work::GroupWork;
use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::pages::groups::group_page::member_list::linked;
use crate::task::Lifetime;
use crate::ui::error_panel::sentence;
use crate::ui::field::FieldText;
use crate::ui::icon::Icon;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::principal::kind_name;
use leptos::prelude::*;
use model::config::delivery_attribute;
use model::group::Principal;
use model::wire::{AttributeValue, DirectoryObject, ObjectId};
use std::future::Future;
use std::sync::Arc;

/// The people in attributes of a group. Copies share the same state.
#[derive(Clone, Copy)]
pub struct PeopleState {
    pub editing: GroupEditing,
    pub work: GroupWork,
    /// Those who are known by more than their names.
    people: RwSignal<Vec<Principal>>,
    /// What was done last, for screen readers.
    pub said: RwSignal<String>,
    /// Why they are not known by more than their names.
    failed: RwSignal<Option<String>>,
}

impl PeopleState {
    /// Asks for those whom these attributes of a group name. Must run inside the reactive owner of their view.
    pub fn new(editing: GroupEditing, work: GroupWork, group: &DirectoryObject, attributes: &[&str]) -> Self {
        let texts = attributes.iter().flat_map(|name| group.attributes().texts(name));
        let names: Vec<String> = texts.map(str::to_owned).collect();
        let api = Api::expect();
        Self::of(editing, work, async move { api.owners(&names).await })
    }

    /// Asks for the owners of a group in Microsoft Graph. Must run inside the reactive owner of their view.
    pub fn owners_in_graph(editing: GroupEditing, work: GroupWork, group: ObjectId) -> Self {
        let api = Api::expect();
        Self::of(editing, work, async move { api.graph_owners(&group).await })
    }

    fn of(
        editing: GroupEditing,
        work: GroupWork,
        asked: impl Future<Output = Result<Vec<Principal>, ApiError>> + 'static,
    ) -> Self {
        let people = RwSignal::new(Vec::new());
        let state = Self { editing, work, people, said: RwSignal::new(String::new()), failed: RwSignal::new(None) };
        Lifetime::new().spawn(async move {
            match asked.await {
                Ok(found) => state.people.update(|people| people.extend(found)),
                Err(error) => state.failed.set(Some(sentence(&error))),
            }
        });
        state
    }

    /// All who are known by more than their names; reactive.
    pub fn known(self) -> Vec<Principal> {
        self.people.get()
    }

    /// The person or group that a value refers to; reactive.
    pub fn find(self, text: &str) -> Option<Principal> {
        self.people.with(|people| people.iter().find(|who| who.is_meant_by(text)).cloned())
    }

    fn add(self, attribute: &str, who: Principal, is_single: bool) {
        let mut values = untrack(|| self.editing.values(attribute));
        if who.is_among(&values) {
            self.said.set(t!(members.already, name = who.name.as_str()));
            return;
        }
        if is_single {
            values.clear();
        }
        values.push(who.reference());
        self.said.set(t!(members.added, name = who.name.as_str()));
        self.people.update(|people| people.push(who));
        self.editing.set(attribute, values);
    }

    fn remove(self, attribute: &str, text: &str) {
        let mut values = untrack(|| self.editing.values(attribute));
        values.retain(|value| value.text() != Some(text));
        let name = untrack(|| self.find(text)).map_or_else(|| text.to_owned(), |who| who.name);
        self.said.set(t!(edit.removed, name = name));
        self.editing.set(attribute, values);
    }

    /// Why they are shown by their distinguished names, if they could not be found.
    pub fn failed_view(self) -> AnyView {
        let shown = move || {
            let said = self.failed.get()?;
            Some(view! { <div class="panel warn">{Icon::Warning.view()}<p>{said}</p></div> })
        };
        view! { {shown} }.into_any()
    }
}

/// What stands beside a value, in addition to its kind and the button that removes it.
pub type Beside = Arc<dyn Fn(&str) -> AnyView + Send + Sync>;

/// Those in one attribute, or in one for people and one for groups, with a picker to add one.
#[component]
pub fn PeopleList(
    state: PeopleState,
    attributes: Vec<String>,
    /// The id of the picker.
    id: &'static str,
    /// What the list is called.
    #[prop(into)]
    title: Signal<String>,
    /// The label of the picker.
    label: fn() -> &'static str,
    /// The name of the button that removes somebody of that name.
    remove: fn(&str) -> String,
    /// The object classes that can be chosen.
    classes: &'static [&'static str],
    /// Whether there is one value at most; another one replaces it.
    is_single: bool,
    /// Draws what else stands beside a value.
    beside: Option<Beside>,
) -> impl IntoView {
    let attributes = StoredValue::new(attributes);
    let row = move |attribute: &str, text: String| {
        let known = state.find(&text);
        let kind = known.as_ref().map(|who| kind_name(who.kind));
        let name = known.as_ref().map_or_else(|| text.clone(), |who| who.name.clone());
        let who = match known {
            Some(who) => linked(who),
            None => view! { <span class="mono">{text.clone()}</span> }.into_any(),
        };
        let remove_name = StoredValue::new(remove(&name));
        let more = beside.as_ref().map(|beside| beside(&text));
        let own = StoredValue::new((attribute.to_owned(), text));
        let drop = move |_| own.with_value(|(attribute, text)| state.remove(attribute, text));
        view! {
            <li>{who}<span class="controls">
                {kind.map(|kind| view! { <span class="tag">{kind}</span> })}
                {more}
                <Show when=move || state.work.may()>
                    <button type="button" class="btn s quiet" aria-label=remove_name.get_value() on:click=drop>
                        {tv!(edit.remove)}
                    </button>
                </Show>
            </span></li>
        }
    };
    let list = move || {
        let mut rows = Vec::new();
        for attribute in attributes.get_value() {
            let values = state.editing.values(&attribute);
            rows.extend(values.iter().filter_map(AttributeValue::text).map(|text| row(&attribute, text.to_owned())));
        }
        if rows.is_empty() {
            return view! { <p class="muted">{tv!(owners.none)}</p> }.into_any();
        }
        view! { <ul class="list" aria-label=title>{rows}</ul> }.into_any()
    };
    let error = move || attributes.with_value(|all| all.iter().find_map(|attribute| state.editing.error(attribute)));
    let pick = move |who: Principal| {
        let place = |all: &Vec<String>| match all.as_slice() {
            [only] => Some(only.clone()),
            several => delivery_attribute(several, who.kind).cloned(),
        };
        if let Some(attribute) = attributes.with_value(place) {
            state.add(&attribute, who, is_single);
        }
    };
    let picker = move || {
        state.work.may().then(|| view! { <PeoplePicker text=FieldText::new(id, label, error) classes on_pick=pick/> })
    };
    view! { {list} {picker} }
}

/// The heading of a list, which says whether it was changed and takes the changes back.
#[component]
pub fn PeopleHeading(
    state: PeopleState,
    /// The attributes whose changes it shows.
    attributes: Vec<String>,
    title: fn() -> &'static str,
) -> impl IntoView {
    let attributes = StoredValue::new(attributes);
    let changed = move || attributes.with_value(|all| all.iter().any(|name| state.editing.is_changed(name)));
    let revert = move |_| attributes.with_value(|all| all.iter().for_each(|name| state.editing.revert(name)));
    view! {
        <h2>
            {crate::i18n::text(title)}
            <Show when=changed>
                " "<span class="tag accent">{tv!(edit.changed)}</span>" "
                <button type="button" class="btn s quiet" aria-label=move || t!(edit.revert_field, name = title())
                    on:click=revert>
                    {tv!(edit.revert)}
                </button>
            </Show>
        </h2>
    }
}
