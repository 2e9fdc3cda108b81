//! Who is a member whatever the rule says, and who never is.

use crate::criteria::state::RuleField;
use crate::i18n::{t, tv};
use crate::ui::field::FieldText;
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::principal::PrincipalLine;
use leptos::prelude::*;
use model::group::{MembershipRule, Principal};

/// One of the two lists.
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

/// Both lists, behind one line that says whether there is anybody in them.
#[component]
pub fn Exceptions(
    /// Whose.
    field: RuleField,
    /// What is wrong with them.
    error: Signal<Option<String>>,
    /// The object classes that can be included.
    classes: &'static [&'static str],
) -> impl IntoView {
    let open = RwSignal::new(field.rule.with_untracked(|rule| !rule.include.is_empty() || !rule.exclude.is_empty()));
    // What is wrong inside is not hidden.
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
                    // The second one speaks for both: nobody can be in one and in the other.
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
