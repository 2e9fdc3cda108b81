//! The editor for an object of the directory: people and groups are found by name, containers in the configured tree.

use crate::criteria::editor::chips::Chips;
use crate::criteria::editor::input::ConditionInput;
use crate::i18n::t;
use crate::ui::choice::{Choice, Choices, Radios};
use crate::ui::container_picker::ContainerPicker;
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use leptos::prelude::*;
use model::config::Syntax;
use model::criteria::Value;
use model::group::{MEMBER_CLASSES, Principal};
use model::names::Dn;

/// The object classes of a person's manager or a group's owner.
const PEOPLE: &[&str] = &["user", "contact", "group"];

#[component]
pub(super) fn ObjectValue(input: ConditionInput, syntax: Syntax) -> impl IntoView {
    let text_of = |value: &Value| value.as_text().unwrap_or_default().to_owned();
    let add = move |dn: String| {
        let several = untrack(|| input.takes_several());
        input.change(|condition| {
            condition.values.retain(|value| several && !text_of(value).trim().is_empty());
            let known = |value: &Value| value.as_text().is_some_and(|own| own.eq_ignore_ascii_case(&dn));
            if !condition.values.iter().any(known) {
                condition.values.push(Value::text(dn));
            }
        });
    };
    let chosen = Signal::derive(move || {
        let name = |value: &Value| {
            let full = text_of(value);
            (Dn::parse(&full).map_or_else(|_| full.clone(), |dn| dn.rdn().value().to_owned()), full)
        };
        input.with(|condition| condition.values.iter().map(name).collect())
    });
    let remove = move |at: usize| {
        input.change(|condition| {
            condition.values.remove(at);
        });
    };
    let in_tree = RwSignal::new(false);
    let picker = move || {
        let text = FieldText::new("builder-value", || t!(builder.value), move || input.value_problem());
        if in_tree.get() {
            let containers = input.builder.store(|store| store.containers.clone());
            let value = Signal::derive(String::new);
            let picked = move |dn: String| {
                // A partly typed name is not a distinguished name yet.
                if Dn::parse(&dn).is_ok() {
                    add(dn);
                }
            };
            return view! { <ContainerPicker text containers value on_change=picked/> }.into_any();
        }
        let classes = if syntax == Syntax::Person { PEOPLE } else { MEMBER_CLASSES };
        // In Entra ID objects have no distinguished name, so their id is the value.
        let name = |who: Principal| if who.dn.is_empty() { who.id.as_str().to_owned() } else { who.dn };
        view! { <PeoplePicker text classes on_pick=move |who| add(name(who))/> }.into_any()
    };
    let where_from = (syntax == Syntax::Dn).then(|| {
        let list = vec![
            (false, Choice::new(|| t!(builder.object_principal).to_owned())),
            (true, Choice::new(|| t!(builder.object_container).to_owned())),
        ];
        let text = FieldText::new("builder-where", || t!(builder.object_kind), || None);
        view! { <Radios text choices=Choices::of(list, move || in_tree.get(), move |is| in_tree.set(is))/> }
    });
    view! {
        <div class="several">
            <Chips names=chosen on_remove=remove/>
            {where_from}
            {picker}
        </div>
    }
}
