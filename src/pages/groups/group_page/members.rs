//! The tab "Members": the list, adding people one request each, and removing them. The list is never replaced (part C,
//! "Changing who is in a group").

use super::work::GroupWork;
use crate::api::{Api, INDEX_DELAY};
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::pages::groups::members_tab::MembersTab;
use crate::task::Lifetime;
use crate::ui::confirm_dialog::ConfirmDialog;
use crate::ui::error_panel::sentence;
use crate::ui::field::FieldText;
use crate::ui::icon::Icon;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::principal::PrincipalLine;
use crate::ui::progress::progress;
use crate::ui::toast::Toasts;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::group::{Form, Membership, Principal};
use model::wire::cloud::CloudType;
use model::wire::result::Outcome as Envelope;
use model::wire::{ActionResult, DirectoryObject, ObjectId};

/// What became of a person who was to be added.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    Waiting,
    /// Added; with what the service says, such as that the request waits for approval.
    Added(Option<String>),
    Failed(String),
}

/// A person who is to be added.
#[derive(Debug, Clone, PartialEq)]
struct Candidate {
    who: Principal,
    outcome: Outcome,
}

/// Removing members, for the rows of the list.
#[derive(Clone, Copy)]
pub struct MemberRemoval {
    /// The member that is to be removed, while the user is asked.
    asked: RwSignal<Option<Principal>>,
    open: RwSignal<bool>,
    may: Signal<bool>,
}

impl MemberRemoval {
    /// Whether the user may remove members; reactive.
    pub fn may(self) -> bool {
        self.may.get()
    }

    /// Asks whether to remove a member.
    pub fn ask(self, who: Principal) {
        self.asked.set(Some(who));
        self.open.set(true);
    }
}

#[component]
pub fn GroupMembers(
    /// The group.
    group: DirectoryObject,
    /// Whether a rule computes the members, so that they cannot be changed one by one.
    is_smart: bool,
    work: GroupWork,
) -> impl IntoView {
    let id = StoredValue::new(group.id.clone());
    let name = StoredValue::new(group.label().to_owned());
    let again = RwSignal::new(0_u32);
    let may = Signal::derive(move || !is_smart && work.may());
    let removal = MemberRemoval { asked: RwSignal::new(None), open: RwSignal::new(false), may };
    provide_context(removal);
    let api = StoredValue::new(Api::expect());
    let (life, toasts) = (Lifetime::new(), Toasts::expect());
    // Searches may lag behind, so the list is loaded at once and once more.
    let refresh = Callback::new(move |()| {
        again.update(|n| *n += 1);
        life.spawn(async move {
            TimeoutFuture::new(INDEX_DELAY).await;
            again.update(|n| *n += 1);
        });
    });
    let remove = move |()| {
        let Some(who) = removal.asked.get_untracked() else { return };
        let say = move |answer: Result<ActionResult, ApiError>, who: Principal| {
            let (member, group) = (who.name.clone(), name.try_get_value().unwrap_or_default());
            match answer {
                Ok(result) => match outcome_of(&result) {
                    Outcome::Failed(said) => {
                        toasts.warn(move || t!(edit.member_kept, name = member.as_str(), said = said.as_str()));
                    }
                    Outcome::Added(Some(said)) => toasts.say(move || said.clone()),
                    _ => toasts.say(move || t!(edit.member_removed, name = member.as_str(), group = group.as_str())),
                },
                Err(error) => {
                    toasts.warn(move || t!(edit.member_kept, name = member.as_str(), said = sentence(&error)));
                }
            }
        };
        let (gone, left) = (who.clone(), who.clone());
        let then = move |answer: Result<ActionResult, ApiError>| {
            say(answer, gone);
            refresh.run(());
        };
        life.run_to_end(remove_member(api.get_value(), id.get_value(), who), then, move |answer| say(answer, left));
    };
    let question = Signal::derive(move || {
        let who = removal.asked.get().map(|who| who.name).unwrap_or_default();
        t!(edit.remove_member_question, name = who, group = name.get_value())
    });
    view! {
        <div class="stack">
            <Show when=move || may.get()>
                <AddMembers group=id.get_value() refresh/>
            </Show>
            {is_smart.then(|| view! { <p class="hint">{tv!(edit.members_by_rule)}</p> })}
            <MembersTab group=id.get_value() again/>
        </div>
        <ConfirmDialog open=removal.open id="remove-member" title=question consequence=|| t!(edit.remove_member_hint)
            keep=|| t!(common.cancel) act=|| t!(edit.remove) on_act=remove/>
    }
}

/// Collects people and adds them, one request each.
#[component]
fn AddMembers(group: ObjectId, refresh: Callback<()>) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let store = api.with_value(Api::current_store);
    let form = Form::of(store.kind, CloudType::default());
    let classes = form.members;
    let group = StoredValue::new(group);
    let list = RwSignal::new(Vec::<Candidate>::new());
    let busy = RwSignal::new(false);
    let stopping = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let (life, toasts) = (Lifetime::new(), Toasts::expect());
    let pick = move |who: Principal| {
        let name = who.name.clone();
        let is_new = list.with_untracked(|list| list.iter().all(|one| !one.who.is(&who)));
        if is_new {
            list.update(|list| list.push(Candidate { who, outcome: Outcome::Waiting }));
        }
        said.set(if is_new { t!(edit.listed, name = name) } else { t!(members.already, name = name) });
    };
    let waiting = move || list.with(|list| list.iter().filter(|one| matches!(one.outcome, Outcome::Waiting)).count());
    let failed = move || list.with(|list| list.iter().filter(|one| matches!(one.outcome, Outcome::Failed(_))).count());
    let run = move || {
        if busy.get_untracked() || untrack(waiting) == 0 {
            return;
        }
        busy.set(true);
        stopping.set(false);
        let people: Vec<Principal> = list.with_untracked(|list| {
            list.iter().filter(|one| one.outcome == Outcome::Waiting).map(|one| one.who.clone()).collect()
        });
        let tell = life.tell(move |(who, outcome): (Principal, Outcome)| {
            list.update(|list| {
                if let Some(one) = list.iter_mut().find(|one| one.who.is(&who)) {
                    one.outcome = outcome;
                }
            });
        });
        let stop = move || stopping.try_get_untracked() == Some(true);
        let then = move |_| {
            busy.set(false);
            let added = list.with_untracked(|list| {
                list.iter().filter(|one| matches!(one.outcome, Outcome::Added(_))).count() as i64
            });
            list.update(|list| list.retain(|one| one.outcome != Outcome::Added(None)));
            if added > 0 {
                toasts.say(move || t!(edit.members_added, count = added));
                refresh.run(());
            }
        };
        let left = move |failed: i64| {
            if failed > 0 {
                toasts.warn(move || t!(edit.members_failed, count = failed));
            }
        };
        life.run_to_end(add_members(api.get_value(), group.get_value(), people, tell, stop), then, left);
    };
    let retry = move |_| {
        list.update(|list| {
            for one in list.iter_mut().filter(|one| matches!(one.outcome, Outcome::Failed(_))) {
                one.outcome = Outcome::Waiting;
            }
        });
        run();
    };
    let text = FieldText::new("add-members", || t!(members.add), || None);
    let row = move |Candidate { who, outcome }: Candidate| {
        let name = who.name.clone();
        let drop_name = t!(edit.unlist, name = name);
        let own = StoredValue::new(who.clone());
        let status = match outcome {
            Outcome::Waiting => None,
            Outcome::Added(said) => said.map(|said| view! { <p class="small">{said}</p> }.into_any()),
            Outcome::Failed(said) => Some(view! { <p class="error">{Icon::Warning.view()} {said}</p> }.into_any()),
        };
        let unlist = move |_| list.update(|list| own.with_value(|own| list.retain(|one| !one.who.is(own))));
        view! {
            <li>
                <div><PrincipalLine who/> {status}</div>
                <span class="controls">
                    <button type="button" class="btn s quiet" aria-label=drop_name
                        aria-disabled=move || busy.get().to_string() on:click=unlist>
                        {Icon::Remove.view()}
                    </button>
                </span>
            </li>
        }
    };
    let rows = move || list.get().into_iter().map(row).collect_view();
    let shown = move || {
        let done = list.with(|list| list.len()) - waiting();
        progress(t!(edit.adding).to_owned(), done as i64, list.with(|list| list.len()) as i64)
    };
    view! {
        <div class="card"><div class="body stack">
            <PeoplePicker text classes on_pick=pick/>
            <p class="member-said small" role="status">{move || said.get()}</p>
            <Show when=move || list.with(|list| !list.is_empty())>
                <ul class="list" aria-label=tv!(edit.to_be_added)>{rows}</ul>
                <div class="row">
                    <Show when=move || busy.get() fallback=move || view! {
                        <Show when=move || { waiting() > 0 }>
                            <button type="button" class="btn primary" on:click=move |_| run()>
                                {move || t!(edit.add_count, count = waiting() as i64)}
                            </button>
                        </Show>
                        <Show when=move || { failed() > 0 }>
                            <button type="button" class="btn" on:click=retry>{tv!(common.try_again)}</button>
                        </Show>
                    }>
                        {shown}
                        <button type="button" class="btn s" on:click=move |_| stopping.set(true)>{tv!(wizard.stop)}</button>
                    </Show>
                </div>
            </Show>
        </div></div>
    }
}

/// What the service says about a member: also an accepted request can have failed in part, or wait for approval.
fn outcome_of(result: &ActionResult) -> Outcome {
    match result.outcome() {
        Envelope::Done => Outcome::Added(result.message().map(str::to_owned)),
        Envelope::Refused => Outcome::Failed(result.message().unwrap_or_default().to_owned()),
        Envelope::Partly(parts) => {
            Outcome::Failed(parts.iter().filter_map(|part| part.message()).collect::<Vec<_>>().join(" "))
        }
    }
}

/// Adds people one after the other until told to stop. Returns how many failed.
async fn add_members(
    api: Api,
    group: ObjectId,
    people: Vec<Principal>,
    tell: impl Fn((Principal, Outcome)),
    stop: impl Fn() -> bool,
) -> i64 {
    let api = api.for_this_session();
    let store = api.current_store().id;
    let mut failed = 0;
    for who in people {
        if stop() {
            break;
        }
        let outcome = match api.add_member(store, &group, &who, &Membership::Permanent).await {
            Ok(result) => outcome_of(&result),
            Err(error) => Outcome::Failed(sentence(&error)),
        };
        failed += i64::from(matches!(outcome, Outcome::Failed(_)));
        tell((who, outcome));
    }
    failed
}

async fn remove_member(api: Api, group: ObjectId, who: Principal) -> Result<ActionResult, ApiError> {
    let api = api.for_this_session();
    let store = api.current_store().id;
    api.remove_member(store, &group, &who).await
}
