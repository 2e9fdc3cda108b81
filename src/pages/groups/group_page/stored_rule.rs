//! What the service has stored after a rule was sent, if it is not the same (part F: read back), and the warning after
//! an update that gave a group far more members than its rule finds (part F: count back).

use super::work::GroupWork;
use crate::api::Api;
use crate::criteria::words::phrases::{expected, summary_of};
use crate::criteria::words::scope::{found_words, place_words};
use crate::drafts::RuleDraft;
use crate::i18n::{t, tv};
use crate::routes::Navigator;
use crate::session::{RuleCheck, Session};
use crate::ui::format;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::group::{CountBack, CountVerdict, MembershipRule, StoredRule};
use model::wire::ObjectId;

/// Opens the editor with another rule, as unsaved changes.
#[derive(Clone)]
struct RuleOpener {
    session: Option<Session>,
    id: ObjectId,
    navigator: Navigator,
    /// Reads the group again.
    reload: Callback<()>,
}

impl RuleOpener {
    fn for_page(id: ObjectId, reload: Callback<()>) -> Self {
        Self { session: use_context(), id, navigator: Navigator::expect(), reload }
    }

    fn open(&self, rule: &MembershipRule) {
        if let Some(user) = self.session.and_then(|session| session.user_now()) {
            // What cannot be stored is read from the service again.
            let _ = RuleDraft::new(&user, &self.id).save(rule);
        }
        self.show_rule();
        self.reload.run(());
    }

    fn show_rule(&self) {
        self.navigator.search("tab=rule", true);
    }
}

/// The panel about the rule that was saved last in this session; nothing if the service has stored it as it was sent.
#[component]
pub fn StoredRulePanel(
    /// The group.
    id: ObjectId,
    /// Reads the group again.
    reload: Callback<()>,
) -> impl IntoView {
    let session = use_context::<Session>();
    let store = StoredValue::new(Api::expect().current_store());
    let opener = StoredValue::new(RuleOpener::for_page(id.clone(), reload));
    let id = StoredValue::new(id);
    let saved = Memo::new(move |_| id.with_value(|id| session.and_then(|session| session.saved_rule(id))));
    let check = Memo::new(move |_| saved.with(|saved| saved.as_ref().map(|saved| saved.check.clone())));
    // A page that has shown the state before is shown anew once the service answers with the new rule.
    Effect::new(move |before: Option<Option<RuleCheck>>| {
        let now = check.get();
        if before == Some(Some(RuleCheck::Waiting)) && matches!(now, Some(RuleCheck::Read(_))) {
            reload.run(());
        }
        now
    });
    let note = move |check: RuleCheck| {
        if let Some(session) = session {
            id.with_value(|id| session.note_rule_check(id, check));
        }
    };
    let again = move |_| {
        if let Some(saved) = saved.get_untracked() {
            note(RuleCheck::Seen);
            opener.with_value(|opener| opener.open(&saved.sent));
        }
    };
    let buttons = move || {
        view! {
            <div class="row">
                <button type="button" class="btn s" on:click=again>
                    {tv!(rule.open_sent)}
                </button>
                <button type="button" class="btn s" on:click=move |_| note(RuleCheck::Seen)>{tv!(common.dismiss)}</button>
            </div>
        }
    };
    let both = move |stored: AnyView| {
        let sent = saved.with_untracked(|saved| saved.as_ref().map(|saved| saved.sent.clone())).unwrap_or_default();
        view! {
            <h2>{tv!(rule.sent_rule)}</h2>
            {store.with_value(|store| in_words(store, &sent))}
            <h2>{tv!(rule.stored_rule)}</h2>
            {stored}
        }
    };
    let shown = move || {
        match check.get()? {
        RuleCheck::Reading | RuleCheck::Seen | RuleCheck::Read(StoredRule::AsSent) => None,
        RuleCheck::Waiting => Some(
            view! { <div class="panel info" role="status">{Icon::Info.view()}<p>{tv!(rule.stored_waiting)}</p></div> }
                .into_any(),
        ),
        RuleCheck::Failed => Some(
            view! { <div class="panel warn" role="status">{Icon::Warning.view()}<p>{tv!(rule.stored_failed)}</p></div> }
                .into_any(),
        ),
        RuleCheck::Read(StoredRule::Different(stored)) => Some(
            view! {
                <div class="panel bad" role="alert" id="stored-rule">
                    {Icon::Warning.view()}
                    <div class="stack">
                        <p>{tv!(rule.stored_differs)}</p>
                        {both(store.with_value(|store| in_words(store, &stored)))}
                        {buttons()}
                    </div>
                </div>
            }
            .into_any(),
        ),
        RuleCheck::Read(StoredRule::Unreadable { text, error }) => {
            let reason = t!(rule.expected_at, at = error.at as i64 + 1, expected = expected(error.expected));
            let stored = view! { <pre tabindex="0" aria-label=tv!(rule.stored_rule)>{text}</pre> }.into_any();
            Some(
                view! {
                    <div class="panel bad" role="alert" id="stored-rule">
                        {Icon::Warning.view()}
                        <div class="stack">
                            <p>{t!(rule.stored_unreadable, reason = reason)}</p>
                            {both(stored)}
                            {buttons()}
                        </div>
                    </div>
                }
                .into_any(),
            )
        }
    }
    };
    view! { {shown} }
}

/// A rule as a sentence, with what it finds, where, and its exceptions.
fn in_words(store: &StoreConfig, rule: &MembershipRule) -> AnyView {
    let kinds = found_words(rule);
    let places = rule.start_in.iter().map(place_words).collect::<Vec<_>>().join(" · ");
    let names = |label: &'static str, people: &[model::group::Principal]| {
        let names = people.iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| view! { <p class="small">{format!("{label}: {names}")}</p> })
    };
    view! {
        <p class="plain">{summary_of(store, &rule.criteria)}</p>
        <p class="muted small">{t!(rule.summary, kinds = kinds, places = places)}</p>
        {names(t!(rule.include), &rule.include)}
        {names(t!(rule.exclude), &rule.exclude)}
    }
    .into_any()
}

/// The sentence about the members after an update; none if they are as expected. Reactive in the language.
pub fn counted_words(counted: CountBack, name: &str) -> Option<String> {
    let members = format::count(counted.members);
    match (counted.verdict(), counted.expected.map(format::count)) {
        (CountVerdict::Expected, _) => None,
        (CountVerdict::FarFewer, expected) => {
            Some(t!(rule.counted_fewer, name = name, members = members, expected = expected.unwrap_or_default()))
        }
        (CountVerdict::FarMore, Some(expected)) => {
            Some(t!(rule.counted_more, name = name, members = members, expected = expected))
        }
        (CountVerdict::FarMore, None) => {
            let everyone = format::count(counted.everyone);
            Some(t!(rule.counted_wide, name = name, members = members, everyone = everyone))
        }
    }
}

/// The panel after an update that did not give the expected members.
#[component]
pub fn CountedPanel(
    /// The group.
    id: ObjectId,
    /// The group's name.
    name: String,
    /// The state of the group's page.
    work: GroupWork,
    /// Reads the group again.
    reload: Callback<()>,
) -> impl IntoView {
    let session = use_context::<Session>();
    let opener = StoredValue::new(RuleOpener::for_page(id.clone(), reload));
    let id = StoredValue::new(id);
    let before = move || session.and_then(|session| id.with_value(|id| session.saved_rule(id)))?.before;
    let put_back = move |before: &MembershipRule| {
        work.counted.set(None);
        opener.with_value(|opener| opener.open(before));
    };
    let shown = move || {
        let counted = work.counted.get()?;
        let said = counted_words(counted, &name)?;
        let dismiss = view! {
            <button type="button" class="btn s" on:click=move |_| work.counted.set(None)>{tv!(common.dismiss)}</button>
        };
        if counted.verdict() == CountVerdict::FarFewer {
            return Some(
                view! {
                    <div class="panel warn" role="status" id="counted">
                        {Icon::Warning.view()}
                        <div class="stack"><p>{said}</p><div class="row">{dismiss}</div></div>
                    </div>
                }
                .into_any(),
            );
        }
        let before = before();
        let advice = if before.is_some() { t!(rule.counted_put_back) } else { t!(rule.counted_exclude) };
        let button = before.map(|before| {
            let open = move |_| put_back(&before);
            view! { <button type="button" class="btn s" on:click=open>{tv!(rule.open_previous)}</button> }
        });
        let edit = move |_| opener.with_value(RuleOpener::show_rule);
        Some(
            view! {
                <div class="panel bad" role="alert" id="counted">
                    {Icon::Warning.view()}
                    <div class="stack">
                        <p>{said}</p>
                        <p>{advice}</p>
                        <div class="row">
                            {button}
                            <button type="button" class="btn s" on:click=edit>{tv!(rule.open_rule)}</button>
                            {dismiss}
                        </div>
                    </div>
                </div>
            }
            .into_any(),
        )
    };
    view! { {shown} }
}
