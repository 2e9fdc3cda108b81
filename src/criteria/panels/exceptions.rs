//! The exceptions of a rule: objects that are always included and objects that are never included.

use crate::criteria::state::RuleField;
use crate::i18n::{t, tv};
use crate::ui::field::FieldText;
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::principal::PrincipalLine;
use leptos::prelude::*;
use model::group::{MembershipRule, Principal};

/// The texts of one of the two lists, and access to it in the rule.
#[derive(Clone, Copy)]
struct List {
    id: &'static str,
    label: fn() -> &'static str,
    hint: fn() -> &'static str,
    of: fn(&MembershipRule) -> &Vec<Principal>,
    of_mut: fn(&mut MembershipRule) -> &mut Vec<Principal>,
}

const LISTS: [List; 2] = [
    List {
        id: "rule-include",
        label: || t!(rule.include),
        hint: || t!(rule.include_hint),
        of: |rule| &rule.include,
        of_mut: |rule| &mut rule.include,
    },
    List {
        id: "rule-exclude",
        label: || t!(rule.exclude),
        hint: || t!(rule.exclude_hint),
        of: |rule| &rule.exclude,
        of_mut: |rule| &mut rule.exclude,
    },
];

/// Both lists in a disclosure whose summary shows how many exceptions there are.
#[component]
pub fn Exceptions(
    /// The rule that has the exceptions.
    field: RuleField,
    /// The validation error of the exceptions, if any.
    error: Signal<Option<String>>,
    /// The object classes that can be excepted.
    classes: &'static [&'static str],
) -> impl IntoView {
    let open = RwSignal::new(field.rule.with_untracked(|rule| !rule.include.is_empty() || !rule.exclude.is_empty()));
    // An error inside opens the disclosure.
    Effect::new(move |_| {
        if error.with(|error| error.is_some()) {
            open.set(true);
        }
    });
    let count = move || field.rule.with(|rule| (rule.include.len() + rule.exclude.len()) as i64);
    let said = move || match count() {
        0 => t!(rule.no_exceptions).to_owned(),
        count => t!(rule.exceptions_n, count = count),
    };
    view! {
        <details class="rule-scope" prop:open=open
            on:toggle:target=move |ev| open.set(ev.target().has_attribute("open"))>
            <summary>
                <span class="muted">{tv!(rule.exceptions)}</span> <span class="chip">{said}</span>
                <span class="btn quiet s" aria-hidden="true">{tv!(rule.change)}</span>
            </summary>
            <div class="fields">
                {LISTS.map(|list| {
                    // The error (someone is in both lists) is shown once, at the second list.
                    let error = Signal::derive(move || error.get().filter(|_| list.id == "rule-exclude"));
                    view! { <Listed field list error classes/> }
                }).collect_view()}
            </div>
        </details>
    }
}

#[component]
fn Listed(
    field: RuleField,
    list: List,
    error: Signal<Option<String>>,
    classes: &'static [&'static str],
) -> impl IntoView {
    let text = FieldText::new(list.id, list.label, move || error.get()).hint(move || (list.hint)().to_owned());
    let add = move |who: Principal| {
        field.edit(|rule| {
            let people = (list.of_mut)(rule);
            if !people.iter().any(|own| own.is(&who)) {
                people.push(who);
            }
        });
    };
    let people = move || field.rule.with(|rule| (list.of)(rule).clone());
    let one = move |who: Principal| {
        let name = who.name.clone();
        let own = who.clone();
        let remove = move |_| {
            field.edit(|rule| (list.of_mut)(rule).retain(|other| !other.is(&own)));
            focus::soon(focus::by_id(list.id));
        };
        view! {
            <li>
                <PrincipalLine who/>
                <button type="button" class="btn s quiet icon" on:click=remove
                    aria-label=t!(rule.remove_exception, name = name)>{Icon::Remove.view()}</button>
            </li>
        }
    };
    let shown = move || {
        let people = people();
        (!people.is_empty()).then(|| {
            view! { <ul class="list" aria-label=(list.label)()>{people.into_iter().map(one).collect_view()}</ul> }
        })
    };
    view! {
        <div class="stack">
            <PeoplePicker text classes on_pick=add/>
            {shown}
        </div>
    }
}
