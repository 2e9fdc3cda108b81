//! Check a person: anyone of the directory, whether they are in, and which conditions they meet.

use crate::api::Api;
use crate::criteria::panels::why::verdict;
use crate::i18n::t;
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::debounce::Debounce;
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use leptos::prelude::*;
use model::group::{MembershipRule, Principal};

/// How long a rule must rest before somebody is asked about again, in milliseconds.
const REST: u64 = 450;

/// The field, and the answer below it.
#[component]
pub fn CheckPerson(
    /// The rule.
    rule: Signal<MembershipRule>,
    /// The object classes that can be asked about.
    classes: &'static [&'static str],
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let who = RwSignal::new(None::<Principal>);
    let rested = RwSignal::new(rule.get_untracked());
    let rest = Debounce::new();
    Effect::new(move |_| {
        let now = rule.get();
        if rested.with_untracked(|rested| *rested != now) {
            rest.then(REST, move || rested.set(now));
        }
    });
    let text =
        FieldText::new("check-person", || t!(rule.check_person), || None).hint(|| t!(rule.check_hint).to_owned());
    let ask = move || -> ViewFuture {
        let (api, rule, who) = (api.get_value(), rested.get(), who.get());
        Box::pin(async move {
            match who {
                Some(who) => verdict(api, rule, who).await,
                None => view_factory(|| ().into_any()),
            }
        })
    };
    let waiting = || view! { <p aria-busy="true"><span class="skeleton"></span></p> }.into_any();
    let ask = StoredValue::new_local(ask);
    view! {
        <div class="check-person stack">
            <PeoplePicker text classes on_pick=move |picked| who.set(Some(picked))/>
            <div class="verdict" role="status">
                <Show when=move || who.with(|who| who.is_some())>
                    <AsyncView ask=Box::new(move || ask.with_value(|ask| ask())) waiting/>
                </Show>
            </div>
        </div>
    }
}
