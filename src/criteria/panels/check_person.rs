//! "Check a person": looks up anyone in the directory and says whether the rule matches them and which conditions they
//! meet.

use crate::api::Api;
use crate::criteria::panels::why::verdict;
use crate::i18n::t;
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::debounce::Debounce;
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use leptos::prelude::*;
use model::group::{MembershipRule, Principal};

/// How long the rule must stay unchanged before the service is asked again, in milliseconds.
const REST: u64 = 450;

/// The search field, and the verdict below it.
#[component]
pub fn CheckPerson(
    /// The rule to check against, read after every edit.
    rule: Signal<MembershipRule>,
    /// The object classes that the search offers.
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
