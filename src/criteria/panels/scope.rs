//! The scope of a rule: the containers that are searched and the object types that are looked for, in a disclosure.

use crate::criteria::state::RuleField;
use crate::criteria::words::scope::{found_words, place_words, type_words};
use crate::i18n::{t, tv};
use crate::ui::container_picker::ContainerPicker;
use crate::ui::field::{ErrorText, FieldText};
use crate::ui::focus;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::config::Container;
use model::group::StartPath;
use model::wire::object_types::{ObjectType, ObjectTypes};

/// The fields "Find" and "Start in".
#[component]
pub fn RuleScope(
    /// The rule that is edited.
    field: RuleField,
    /// The configured containers.
    containers: Vec<Container>,
    /// The error of the object types.
    find_error: Signal<Option<String>>,
    /// The error of the containers.
    start_error: Signal<Option<String>>,
    /// The types of objects that the group can have as members.
    findable: ObjectTypes,
) -> impl IntoView {
    let containers = StoredValue::new(containers);
    let open = RwSignal::new(false);
    // An error inside opens the disclosure.
    Effect::new(move |_| {
        if find_error.with(|e| e.is_some()) || start_error.with(|e| e.is_some()) {
            open.set(true);
        }
    });
    let kinds = move || {
        let names = field.rule.with(found_words);
        if names.is_empty() { t!(rule.nothing).to_owned() } else { names }
    };
    let places = move || {
        let names: Vec<_> = field.rule.with(|rule| rule.start_in.iter().map(place_words).collect());
        if names.is_empty() { t!(rule.nowhere).to_owned() } else { names.join(" · ") }
    };
    let kind = move |of: ObjectType| {
        let one = ObjectTypes::only(of);
        let chosen = move || field.rule.with(|rule| rule.find.has(one));
        let choose = move |on| field.edit(|rule| rule.find = rule.find.set(one, on));
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=chosen on:change:target=move |ev| choose(ev.target().checked())/>
                <span>{move || type_words(of)}</span>
            </label>
        }
    };
    // A type that was chosen at the start stays in the list, so that it can be cleared even where it is not allowed.
    let chosen_first = field.rule.with_untracked(|rule| rule.find);
    let offered = |of: &ObjectType| {
        let one = ObjectTypes::only(*of);
        chosen_first.has(one) || findable.has(one)
    };
    let unknown = field.rule.with_untracked(|rule| !rule.unknown_types.is_empty());
    let places_at = move || 0..field.rule.with(|rule| rule.start_in.len());
    let add = move |_| {
        let mut at = 0;
        field.edit(|rule| {
            at = rule.start_in.len();
            rule.start_in.push(StartPath::subtree(""));
        });
        focus::soon(format!("[id=\"{}\"]", START_IDS[at.min(START_IDS.len() - 1)]));
    };
    let full = move || field.rule.with(|rule| rule.start_in.len() >= START_IDS.len());
    view! {
        <details class="rule-scope" prop:open=open
            on:toggle:target=move |ev| open.set(ev.target().has_attribute("open"))>
            <summary>
                <span class="muted">{tv!(rule.find)}</span> <span class="chip">{kinds}</span>
                <span class="muted">{tv!(rule.within)}</span> <span class="chip">{places}</span>
                <span class="btn quiet s" aria-hidden="true">{tv!(rule.change)}</span>
            </summary>
            <div class="fields">
                <fieldset class="choice wide" aria-describedby="rule-find-error">
                    <legend>{tv!(rule.find)}</legend>
                    <div class="object-types">{ObjectType::ALL.into_iter().filter(offered).map(kind).collect_view()}</div>
                    {unknown.then(|| view! { <p class="hint">{tv!(rule.unknown_types_kept)}</p> })}
                    <ErrorText id="rule-find-error" error=find_error/>
                </fieldset>
                <fieldset class="choice wide" aria-describedby="rule-start-error">
                    <legend>{tv!(rule.start_in)}</legend>
                    <For each=places_at key=|at| *at let(at)>
                        <Place field at containers/>
                    </For>
                    <ErrorText id="rule-start-error" error=start_error/>
                    <button type="button" class="btn s" id="rule-add-start" disabled=full on:click=add>
                        {Icon::Plus.view()} {tv!(rule.add_container)}
                    </button>
                </fieldset>
            </div>
        </details>
    }
}

/// The ids of the container fields; a rule can have at most eight.
const START_IDS: [&str; 8] = ["start-1", "start-2", "start-3", "start-4", "start-5", "start-6", "start-7", "start-8"];

/// One container, and whether the search includes what is below it.
#[component]
fn Place(field: RuleField, at: usize, containers: StoredValue<Vec<Container>>) -> impl IntoView {
    let Some(id) = START_IDS.get(at).copied() else { return ().into_any() };
    let start = move || field.rule.with(|rule| rule.start_in.get(at).cloned());
    let value = Signal::derive(move || start().map(|start| start.dn).unwrap_or_default());
    let below = move || start().is_some_and(|start| !start.one_level);
    let edit = move |edit: &dyn Fn(&mut StartPath)| {
        field.edit(|rule| {
            if let Some(start) = rule.start_in.get_mut(at) {
                edit(start);
            }
        });
    };
    let remove = move |_| {
        field.edit(|rule| {
            rule.start_in.remove(at);
        });
        focus::soon("[id=\"rule-add-start\"]");
    };
    if start().is_some_and(|start| start.is_whole_forest()) {
        let title = value.get_untracked();
        return view! {
            <div class="start-path">
                <p title=title>{tv!(rule.whole_forest)}</p>
                <button type="button" class="btn s quiet icon" aria-label=tv!(rule.remove_forest) on:click=remove>
                    {Icon::Remove.view()}
                </button>
            </div>
        }
        .into_any();
    }
    let text = FieldText::new(id, || t!(rule.container), || None);
    view! {
        <div class="start-path">
            <ContainerPicker text containers=containers.get_value() value
                on_change=move |dn: String| edit(&|start| start.dn.clone_from(&dn))/>
            <label class="check">
                <input type="checkbox" prop:checked=below
                    on:change:target=move |ev| { let on = ev.target().checked(); edit(&|start| start.one_level = !on) }/>
                <span>{tv!(rule.and_below)}</span>
            </label>
            <button type="button" class="btn s quiet icon" on:click=remove
                aria-label=move || t!(rule.remove_container, name = value.get())>{Icon::Remove.view()}</button>
        </div>
    }
    .into_any()
}
