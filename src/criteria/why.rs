//! Why?: each condition of a rule, true or false for one person. What cannot be told from the person alone is asked of
//! the directory.

use super::phrases::sentence_of_node;
use super::scope::kind_words;
use super::words::Words;
use crate::api::searches::Window;
use crate::api::smart::{Part, Question, exactly};
use crate::api::{Api, ApiError};
use crate::i18n::{t, tv};
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::icon::Icon;
use crate::ui::later::{Later, Promise, drawing};
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::words::Vocabulary;
use model::criteria::{Criteria, Evaluator, Node, NodeId, Schema, Truth, Value};
use model::group::{MembershipRule, Principal};
use model::names::Dn;
use model::wire::{Criterion, DirectoryObject};
use std::sync::Arc;

/// Values of the person that are shown beside a condition.
const SHOWN: usize = 4;

/// The dialog; it is open while somebody is asked about.
#[component]
pub fn WhyDialog(
    /// The rule.
    rule: Signal<MembershipRule>,
    /// Who.
    of: RwSignal<Option<DirectoryObject>>,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(of.with(|of| of.is_some())));
    Effect::new(move |_| {
        if !open.get() && of.with_untracked(|of| of.is_some()) {
            of.set(None);
        }
    });
    let name = move || of.with(|of| of.as_ref().map(|who| who.label().to_owned()).unwrap_or_default());
    let title = Signal::derive(move || t!(rule.why_title, name = name()));
    let ask = move || -> Promise {
        let (api, rule, who) = (api.get_value(), rule.get_untracked(), of.get());
        Box::pin(async move {
            let Some(who) = who else { return drawing(|| ().into_any()) };
            let store = api.current_store();
            match explain(&api, &rule, &who).await {
                Ok(answer) => drawing(move || draw(&store, &rule, &answer)),
                Err(error) => drawing(move || view! { <ErrorPanel error=error.clone()/> }.into_any()),
            }
        })
    };
    let waiting = || view! { <p aria-busy="true"><span class="skeleton"></span></p> }.into_any();
    let ask = StoredValue::new_local(ask);
    view! {
        <Dialog open id="why" title wide=true>
            <Later ask=Box::new(move || ask.with_value(|ask| ask())) waiting/>
            <div class="buttons">
                <button type="button" class="btn primary" autofocus on:click=move |_| open.set(false)>{tv!(common.close)}</button>
            </div>
        </Dialog>
    }
}

/// The answer about one person.
#[derive(Clone)]
struct Answer {
    who: Principal,
    object: DirectoryObject,
    truths: Vec<(NodeId, Truth)>,
}

impl Answer {
    fn truth(&self, node: NodeId) -> Truth {
        self.truths.iter().find(|(own, _)| *own == node).map_or(Truth::Unknown, |(_, truth)| *truth)
    }
}

/// Reads what the rule asks for of the person, and asks the directory about the rest.
async fn explain(api: &Api, rule: &MembershipRule, who: &DirectoryObject) -> Result<Answer, ApiError> {
    let store = api.current_store();
    let mut load: Vec<String> = rule.criteria.attributes();
    load.extend(Principal::ATTRIBUTES.map(str::to_owned));
    let load: Vec<&str> = load.iter().map(String::as_str).collect();
    let own = exactly(&who.id, who.dn().unwrap_or_default());
    let page = api.search(store.id, Some(own.clone()), &Window::first(1), &load).await?;
    let object = page.data.into_iter().next().unwrap_or_else(|| who.clone());
    let now = (js_sys::Date::now() / 1000.0) as i64;
    let evaluator = Evaluator { schema: Schema::of(&store), now };
    let mut truths = evaluator.explain(&rule.criteria, &object);
    // A chain is known to the directory only; what stands around it follows.
    let open: Vec<NodeId> = truths.iter().filter(|(_, truth)| *truth == Truth::Unknown).map(|(id, _)| *id).collect();
    for id in open {
        let Some(node) = rule.criteria.node(id).cloned() else { continue };
        if let Some(truth) = asked(api, rule, &node, own.clone()).await? {
            for known in truths.iter_mut().filter(|(own, _)| *own == id) {
                known.1 = truth;
            }
        }
    }
    Ok(Answer { who: Principal::of(&object), object, truths })
}

/// Whether the directory finds the person by a node alone; none where that cannot be asked.
async fn asked(
    api: &Api,
    rule: &MembershipRule,
    node: &Arc<Node>,
    person: Criterion,
) -> Result<Option<Truth>, ApiError> {
    let alone = Criteria::of((**node).clone());
    let Ok(question) = Question::about(rule, &alone, person) else { return Ok(None) };
    let store = api.current_store().id;
    let page = api.meant(store, &question, Part::Meant, None, &Window::first(1), &["objectClass"]).await?;
    Ok(Some(if page.data.is_empty() { Truth::No } else { Truth::Yes }))
}

fn draw(store: &StoreConfig, rule: &MembershipRule, answer: &Answer) -> AnyView {
    let name = answer.who.name.clone();
    let reasons = outside(rule, answer);
    let excluded = rule.exclude.iter().any(|who| who.is(&answer.who));
    let included = rule.include.iter().any(|who| who.is(&answer.who));
    let said = match (excluded, included, reasons.is_empty(), answer.truth(NodeId::ROOT)) {
        (true, ..) => t!(rule.why_excluded, name = name),
        (_, true, ..) => t!(rule.why_included, name = name),
        (_, _, false, _) | (_, _, _, Truth::No) => t!(rule.why_no, name = name),
        (_, _, _, Truth::Yes) => t!(rule.why_yes, name = name),
        (_, _, _, Truth::Unknown) => t!(rule.why_unknown, name = name),
    };
    let reasons = reasons.into_iter().map(|reason| view! { <p>{mark(Truth::No)} " " {reason}</p> }).collect_view();
    let words = Words(store);
    view! {
        <p><b>{said}</b></p>
        {reasons}
        <ul class="why">{tree(words, rule.criteria.root(), answer)}</ul>
    }
    .into_any()
}

/// What keeps the person away before any condition is asked; reactive.
fn outside(rule: &MembershipRule, answer: &Answer) -> Vec<String> {
    let mut reasons = Vec::new();
    if !rule.find.kinds().any(|kind| kind == answer.who.kind) {
        reasons.push(format!("{} ({})", t!(rule.why_kind), kind_words(answer.who.kind)));
    }
    let within = |dn: &Dn| {
        rule.start_in.iter().any(|start| {
            Dn::parse(&start.dn).is_ok_and(|container| {
                if start.one_level { dn.parent().is_some_and(|p| p.same(&container)) } else { dn.is_within(&container) }
            })
        })
    };
    if Dn::parse(&answer.who.dn).is_ok_and(|dn| !within(&dn)) {
        reasons.push(t!(rule.why_place, name = answer.who.name.clone()));
    }
    reasons
}

/// A node, its truth, what the person has there; and everything below.
fn tree(words: Words<'_>, node: &Arc<Node>, answer: &Answer) -> AnyView {
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

/// A sign and its word.
fn mark(truth: Truth) -> AnyView {
    let (icon, word, class) = match truth {
        Truth::Yes => (Icon::Check, t!(rule.is_true), "tag good"),
        Truth::No => (Icon::Remove, t!(rule.is_false), "tag bad"),
        Truth::Unknown => (Icon::Info, t!(rule.unknown), "tag"),
    };
    view! { <span class=class>{icon.view()} {word}</span> }.into_any()
}
