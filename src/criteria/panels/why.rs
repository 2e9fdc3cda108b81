//! "Why?": which conditions of a rule a person meets.

use crate::api::Api;
use crate::api::check_person::CheckedPerson;
use crate::criteria::words::Words;
use crate::criteria::words::phrases::sentence_of_node;
use crate::criteria::words::scope::kind_words;
use crate::i18n::{t, tv};
use crate::ui::async_view::{AsyncView, ViewFactory, ViewFuture, view_factory};
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::words::Vocabulary;
use model::criteria::{Node, NodeId, Truth, Value};
use model::group::{Form, MembershipRule, Principal};
use model::names::Dn;
use model::wire::cloud::CloudType;
use std::sync::Arc;

/// How many of the person's values are shown beside a condition.
const SHOWN: usize = 4;

/// The dialog; it is open while `of` holds a person.
#[component]
pub fn WhyDialog(
    rule: Signal<MembershipRule>,
    /// The person to explain; closing the dialog clears it.
    of: RwSignal<Option<Principal>>,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(of.with(|of| of.is_some())));
    Effect::new(move |_| {
        if !open.get() && of.with_untracked(|of| of.is_some()) {
            of.set(None);
        }
    });
    let name = move || of.with(|of| of.as_ref().map(|who| who.name.clone()).unwrap_or_default());
    let title = Signal::derive(move || t!(rule.why_title, name = name()));
    let ask = move || -> ViewFuture {
        let (api, rule, who) = (api.get_value(), rule.get_untracked(), of.get());
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
        <Dialog open id="why" title wide=true>
            <AsyncView ask=Box::new(move || ask.with_value(|ask| ask())) waiting/>
            <div class="buttons">
                <button type="button" class="btn primary" autofocus on:click=move |_| open.set(false)>{tv!(common.close)}</button>
            </div>
        </Dialog>
    }
}

/// Checks a person and renders the verdict with its reasons, or the error.
pub(in crate::criteria) async fn verdict(api: Api, rule: MembershipRule, who: Principal) -> ViewFactory {
    let store = api.current_store();
    match api.check_person(&rule, &who).await {
        Ok(Some(answer)) => view_factory(move || draw(&store, &rule, &answer)),
        Ok(None) => {
            view_factory(move || view! { <p><b>{t!(rule.why_gone, name = who.name.clone())}</b></p> }.into_any())
        }
        Err(error) => view_factory(move || view! { <ErrorPanel error=error.clone()/> }.into_any()),
    }
}

fn draw(store: &StoreConfig, rule: &MembershipRule, answer: &CheckedPerson) -> AnyView {
    let name = answer.who.name.clone();
    let scoped = Form::of(store.kind, CloudType::default()).scoped;
    let reasons = if scoped { outside(rule, answer) } else { Vec::new() };
    let is_named = |people: &[Principal]| scoped && people.iter().any(|who| who.is(&answer.who));
    let is_open = !rule.criteria.incomplete().is_empty() || rule.criteria.is_empty();
    let truth = answer.truth(NodeId::ROOT);
    let said = if is_named(&rule.exclude) {
        t!(rule.why_excluded, name = name)
    } else if is_named(&rule.include) {
        t!(rule.why_included, name = name)
    } else if !reasons.is_empty() || truth == Truth::No && !is_open {
        t!(rule.why_no, name = name)
    } else if is_open {
        t!(rule.why_open, name = name)
    } else if truth == Truth::Yes {
        t!(rule.why_yes, name = name)
    } else {
        t!(rule.why_unknown, name = name)
    };
    let reasons =
        reasons.into_iter().map(|reason| view! { <li class="no">{mark(Truth::No)} " " <span>{reason}</span></li> });
    let words = Words(store);
    view! {
        <p><b>{said}</b></p>
        <ul class="why">
            {reasons.collect_view()}
            {(!rule.criteria.is_empty()).then(|| tree(words, rule.criteria.root(), answer))}
        </ul>
    }
    .into_any()
}

/// Reasons outside the conditions: the object type or the container does not fit. Reactive to the language.
fn outside(rule: &MembershipRule, answer: &CheckedPerson) -> Vec<String> {
    let mut reasons = Vec::new();
    if !rule.find.types().any(|of| of.kind() == answer.who.kind) {
        reasons.push(format!("{} ({})", t!(rule.why_kind), kind_words(answer.who.kind)));
    }
    let within = |dn: &Dn| {
        rule.start_in.iter().any(|start| {
            start.is_whole_forest()
                || Dn::parse(&start.dn).is_ok_and(|container| {
                    if start.one_level {
                        dn.parent().is_some_and(|p| p.same(&container))
                    } else {
                        dn.is_within(&container)
                    }
                })
        })
    };
    if Dn::parse(&answer.who.dn).is_ok_and(|dn| !within(&dn)) {
        reasons.push(t!(rule.why_place, name = answer.who.name.clone()));
    }
    reasons
}

/// A node with its result and the person's values, and everything below it.
fn tree(words: Words<'_>, node: &Arc<Node>, answer: &CheckedPerson) -> AnyView {
    let truth = answer.truth(node.id);
    let said = sentence_of_node(words, node);
    let has = node.as_condition().map(|condition| {
        let held = answer.object.attributes().texts(&condition.attribute).take(SHOWN);
        let values: Vec<_> = held.map(|text| words.value(&condition.attribute, &Value::text(text))).collect();
        let has =
            if values.is_empty() { t!(rule.has_none).to_owned() } else { t!(rule.has, value = values.join(" · ")) };
        view! { <small class="muted">{has}</small> }
    });
    let below = node.children().iter().map(|child| tree(words, child, answer)).collect_view();
    let below = (!node.children().is_empty()).then(|| view! { <ul class="why">{below}</ul> });
    let class = match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "open",
    };
    view! { <li class=class>{mark(truth)} " " <span>{said}</span> " " {has} {below}</li> }.into_any()
}

/// An icon for the result, with its word for screen readers.
fn mark(truth: Truth) -> AnyView {
    let (icon, word, class) = match truth {
        Truth::Yes => (Icon::Check, t!(rule.is_true), "tag good mark"),
        Truth::No => (Icon::Remove, t!(rule.is_false), "tag bad mark"),
        Truth::Unknown => (Icon::Info, t!(rule.unknown), "tag mark"),
    };
    view! { <span class=class title=word>{icon.view()}<span class="visually-hidden">{word}</span></span> }.into_any()
}
