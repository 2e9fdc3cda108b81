//! The tab with the membership rule of a smart group: to read, to change, and to update the members.

mod last_update;
mod save;
mod update;

use crate::api::smart::ExistingGroup;
use crate::criteria::Builder;
use crate::criteria::panels::check_person::CheckPerson;
use crate::criteria::panels::preview::PreviewWatcher;
use crate::criteria::panels::rule_editor::{RuleEditor, RuleErrors};
use crate::criteria::state::RuleField;
use crate::criteria::words::phrases::{expected, summary_of};
use crate::criteria::words::scope::{found_words, place_words};
use crate::drafts::RuleDraft;
use crate::forms::ask_before_unload;
use crate::i18n::{t, tv, words};
use crate::pages::groups::group_page::work::GroupWork;
use crate::session::Session;
use crate::ui::confirm_dialog::ConfirmDialog;
use crate::ui::focus;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::words::problem_text;
use last_update::LastUpdate;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::group::{Field, MEMBER_CLASSES, MembershipRule, Principal, Problems};
use model::wire::DirectoryObject;
use save::{SaveBar, Saving};
pub use update::UpdateButton;

#[component]
pub fn RuleTab(
    /// The group with its attributes.
    group: DirectoryObject,
    /// The group's store.
    store: StoreConfig,
    /// Called when the rule was saved, so that the page reads the group again.
    on_saved: Callback<()>,
) -> impl IntoView {
    let user = use_context::<Session>().and_then(|session| session.user_now());
    let kept = StoredValue::new(user.map(|user| RuleDraft::new(&user, &group.id)));
    // Continues with changes that were saved as a draft when the page was left.
    let left = kept.with_value(|kept| kept.as_ref().and_then(RuleDraft::load));
    let editing = RwSignal::new(left.is_some());
    let left = StoredValue::new(left);
    let id = group.id.clone();
    let work = use_context::<GroupWork>();
    let may = move || work.is_none_or(GroupWork::may);
    let text = group.first("IMSGCriteria").unwrap_or_default().to_owned();
    let group = StoredValue::new(group);
    let store = StoredValue::new(store);
    let read = StoredValue::new(group.with_value(MembershipRule::of));
    let edit = move |_| {
        editing.set(true);
        focus::soon("[id=\"rule\"]");
    };
    let done = Callback::new(move |saved: bool| {
        kept.with_value(|kept| {
            if let Some(kept) = kept {
                kept.forget();
            }
        });
        left.set_value(None);
        if let Some(work) = work {
            work.unsaved.set(false);
        }
        editing.set(false);
        if saved {
            on_saved.run(());
        } else {
            focus::soon("[id=\"edit-rule\"]");
        }
    });
    let shown = move || {
        if editing.get() {
            // A rule that cannot be parsed is replaced by a new one.
            let rule = read.with_value(|read| read.clone()).unwrap_or_else(|_| store.with_value(MembershipRule::new));
            let (start, since) = left.get_value().map_or_else(|| (rule.clone(), None), |(left, at)| (left, Some(at)));
            return view! { <Editing group=group.get_value() store=store.get_value() rule start since kept done/> }
                .into_any();
        }
        let reading = match read.get_value() {
            Ok(rule) => view! { <Reading rule store=store.get_value()/> }.into_any(),
            Err(error) => {
                let reason = t!(rule.expected_at, at = error.at as i64 + 1, expected = expected(error.expected));
                view! {
                    <div class="panel warn">{Icon::Warning.view()}<p>{t!(rule.unreadable, reason = reason)}</p></div>
                    <pre tabindex="0" aria-label=tv!(rule.dialect_groupid)>{text.clone()}</pre>
                }
                .into_any()
            }
        };
        view! {
            <section class="card" aria-labelledby="rule-title">
                <header>
                    <h2 id="rule-title">{tv!(rule.title)}</h2>
                    <div class="end">
                        <Show when=may>
                            <button type="button" class="btn s" id="edit-rule" on:click=edit>{tv!(rule.edit)}</button>
                        </Show>
                    </div>
                </header>
                <div class="body stack">{reading} <LastUpdate id=id.clone()/></div>
            </section>
        }
        .into_any()
    };
    view! { {shown} }
}

/// The rule in words, with its scope and exceptions, its text in a disclosure, and "Check a person".
#[component]
fn Reading(rule: MembershipRule, store: StoreConfig) -> impl IntoView {
    let text = rule.text(&store).unwrap_or_default();
    let rule = StoredValue::new(rule);
    let store = StoredValue::new(store);
    let plain = move || store.with_value(|store| rule.with_value(|rule| summary_of(store, &rule.criteria)));
    let scope = move || {
        rule.with_value(|rule| {
            let kinds = found_words(rule);
            let places = rule.start_in.iter().map(place_words).collect::<Vec<_>>().join(" · ");
            t!(rule.summary, kinds = kinds, places = places)
        })
    };
    let named = move |label: fn() -> &'static str, people: fn(&MembershipRule) -> &Vec<Principal>| {
        let people = rule.with_value(|rule| people(rule).clone());
        let chip = |who: Principal| view! { <li class="person-chip" title=who.dn><bdi>{who.name}</bdi></li> };
        (!people.is_empty()).then(|| {
            let chips = people.into_iter().map(chip).collect_view();
            view! { <dt>{crate::i18n::text(label)}</dt><dd><ul class="people">{chips}</ul></dd> }
        })
    };
    let asked = Signal::derive(move || rule.get_value());
    view! {
        <p class="plain">{plain}</p>
        <p class="muted">{scope}</p>
        <dl class="facts">
            {named(|| t!(rule.include), |rule| &rule.include)}
            {named(|| t!(rule.exclude), |rule| &rule.exclude)}
        </dl>
        <details class="as-text">
            <summary>{tv!(rule.show_as_text)}</summary>
            <pre tabindex="0" aria-label=tv!(rule.dialect_groupid)>{text}</pre>
        </details>
        <CheckPerson rule=asked classes=MEMBER_CLASSES/>
    }
}

/// The editor with the bar that saves it.
#[component]
fn Editing(
    group: DirectoryObject,
    store: StoreConfig,
    rule: MembershipRule,
    start: MembershipRule,
    /// When the draft was saved with which it starts, in milliseconds since the epoch; none without one.
    since: Option<f64>,
    kept: StoredValue<Option<RuleDraft>>,
    done: Callback<bool>,
) -> impl IntoView {
    let present = group.dn().map(|dn| ExistingGroup { id: group.id.clone(), dn: dn.to_owned() });
    let before = StoredValue::new(rule.clone());
    let rule = rule.with_locked(&store);
    let start = start.with_locked(&store);
    let builder = Builder::new(store.clone(), start.criteria.clone());
    let edited = RwSignal::new(start);
    let work = use_context::<GroupWork>();
    let changed = Memo::new(move |_| edited.with(|edited| !edited.is_same(&rule)));
    let save_failed = RwSignal::new(false);
    // A rule that could not be saved is lost with the page, so the browser asks before unloading.
    ask_before_unload(move || save_failed.get_untracked());
    Effect::new(move |before: Option<()>| {
        edited.track();
        let is_changed = changed.get();
        if let Some(work) = work {
            work.unsaved.set(is_changed);
        }
        let is_saved = kept.with_value(|kept| match kept {
            // A restored draft keeps its date until it is changed.
            Some(_) if is_changed && before.is_none() && since.is_some() => true,
            Some(kept) if is_changed => kept.save(&edited.get_untracked()),
            Some(kept) => {
                kept.forget();
                true
            }
            None => true,
        });
        save_failed.set(!is_saved);
    });
    let discarding = RwSignal::new(false);
    let restored = move || {
        let since = since.filter(|_| changed.get())?;
        Some(view! {
            <div class="panel info" id="restored">
                {Icon::Info.view()}
                <div class="row">
                    <p>{t!(rule.restored, when = format::moment_of(since))}</p>
                    <button type="button" class="btn s" on:click=move |_| discarding.set(true)>{t!(rule.discard)}</button>
                </div>
            </div>
        })
    };
    builder.on_change(move |criteria| edited.update(|rule| rule.criteria = criteria));
    let change = Callback::new(move |rule: MembershipRule| {
        edited.update(|own| *own = MembershipRule { criteria: own.criteria.clone(), ..rule });
    });
    let store = StoredValue::new(store);
    let tried = RwSignal::new(false);
    let problems = Memo::new(move |_| {
        let mut problems = Problems::new();
        store.with_value(|store| edited.with(|rule| rule.problems(store, &mut problems)));
        problems
    });
    let error = move |field: Field| {
        Signal::derive(move || {
            let own = || problems.with(|problems| problems.get(&field).cloned()).as_ref().map(problem_text);
            tried.get().then(own).flatten()
        })
    };
    let errors = RuleErrors {
        rule: error(Field::Rule),
        find: error(Field::Find),
        start_in: error(Field::StartIn),
        exceptions: error(Field::Exclude),
    };
    let watch = PreviewWatcher::start(edited.into(), present.clone());
    let saving =
        Saving { group: StoredValue::new(group), before, edited, changed, problems, tried, watch, discarding, done };
    view! {
        <section class="card" aria-labelledby="rule-title">
            <header><h2 id="rule-title">{tv!(rule.title)}</h2></header>
            <div class="body">
                <Show when=move || save_failed.get()>
                    <div class="panel warn unkept" role="alert">{Icon::Warning.view()}<p>{tv!(rule.not_kept)}</p></div>
                </Show>
                {restored}
                <RuleEditor builder field=RuleField { rule: edited.into(), change } watch errors group=present/>
            </div>
            <SaveBar saving builder/>
            <ConfirmDialog open=discarding id="discard-rule" title=words(|| t!(rule.discard_question))
                consequence=|| t!(rule.discard_consequence) keep=|| t!(rule.keep_editing) act=|| t!(rule.discard)
                on_act=move |()| done.run(false)/>
        </section>
    }
}
