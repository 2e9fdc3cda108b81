//! The tab "Member of": the groups that this group is a direct member of. It joins and leaves them one call each; who may
//! let it in or out are the owners of the other group.

use super::rights::may_change;
use super::work::GroupWork;
use crate::api::Api;
use crate::api::searches::containing;
use crate::groups::{Counts, GROUP_ATTRIBUTES, KIND_COLUMN, NAME_COLUMN, SECURITY_COLUMN, joined_by};
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::task::Lifetime;
use crate::ui::confirm_dialog::ConfirmDialog;
use crate::ui::error_panel::sentence;
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::table::{ACTIONS, Column, Columns, ListColumn, ListTable, Load, TableSpec, TableState, load_twice};
use crate::ui::toast::Toasts;
use crate::words::group::is_smart;
use crate::words::problem_text;
use leptos::prelude::*;
use model::config::StoreKind;
use model::group::{ENTRA_OWNERS, MemberRules, Membership, Principal, Problem};
use model::wire::codes::AD_ADDITIONAL_OWNERS;
use model::wire::{ActionResult, Criterion, DirectoryObject, ObjectPage, attributes};
use std::sync::Arc;

/// The attributes that the list's search covers.
const WHERE: [&str; 3] = [attributes::DISPLAY_NAME, attributes::MAIL, attributes::DESCRIPTION];

const COLUMNS: &[ListColumn] = &[NAME_COLUMN, KIND_COLUMN, SECURITY_COLUMN, BUTTONS];

/// Graph sorts by nothing but the name.
const GRAPH_COLUMNS: &[ListColumn] = &[NAME_COLUMN, BUTTONS];

const BUTTONS: ListColumn = ListColumn {
    name: ACTIONS,
    standard: true,
    text: None,
    column: Column { sort: None, label: || t!(edit.actions).to_owned(), secondary: false, cell: actions },
};

/// What is asked before the group leaves or joins another one, for the rows of the list.
#[derive(Clone, Copy)]
struct Holders {
    /// The other group, while the user is asked.
    asked: RwSignal<Option<Principal>>,
    leaving: RwSignal<bool>,
    joining: RwSignal<bool>,
    work: GroupWork,
}

/// Why the group cannot be added to the one that was chosen.
enum Wrong {
    Itself,
    /// The other group is a member of this one, so that each would contain the other.
    Circle,
    /// A rule decides who is in the other group, which has this name.
    Ruled(String),
    /// The other group cannot hold this one.
    Unfit(Problem),
    /// The other group could not be read.
    Failed(ApiError),
}

impl Wrong {
    /// A sentence; reactive.
    fn words(&self) -> String {
        match self {
            Self::Itself => t!(member_of.itself).to_owned(),
            Self::Circle => t!(bulk.circle).to_owned(),
            Self::Ruled(name) => t!(member_of.by_rule_named, name = name.as_str()),
            Self::Unfit(problem) => problem_text(problem),
            Self::Failed(error) => sentence(error),
        }
    }
}

/// The button that takes the group out of the one in the row, for those who may change that one.
fn actions(holder: &DirectoryObject) -> AnyView {
    let Some(holders) = use_context::<Holders>() else { return ().into_any() };
    if is_smart(holder) {
        return view! { <span class="small muted">{tv!(member_of.by_rule)}</span> }.into_any();
    }
    let is_owner = may_change(holder);
    let who = StoredValue::new(Principal::of(holder));
    let name = move || t!(member_of.leave_named, name = who.with_value(|who| who.name.clone()));
    let ask = move |_| {
        holders.asked.set(Some(who.get_value()));
        holders.leaving.set(true);
    };
    view! {
        <Show when=move || is_owner || holders.work.anyway.get()>
            <button type="button" class="btn s quiet" aria-label=name on:click=ask>{tv!(member_of.leave)}</button>
        </Show>
    }
    .into_any()
}

/// The groups that a group is a direct member of and whose names or descriptions have the words of a text.
async fn holders(
    api: &Api,
    group: &DirectoryObject,
    text: &str,
    window: &crate::api::searches::PageRequest,
) -> Result<ObjectPage, ApiError> {
    let store = api.current_store();
    if store.kind == StoreKind::MicrosoftGraph {
        return api.holders(&group.id, &WHERE, text, window).await;
    }
    let own = joined_by(store.kind, group.dn().unwrap_or_default(), &group.id);
    let criteria = Criterion::all(vec![own, containing(&["group"], &WHERE, text)]);
    let load: Vec<&str> = GROUP_ATTRIBUTES.into_iter().chain([AD_ADDITIONAL_OWNERS, ENTRA_OWNERS]).collect();
    api.search(store.id, Some(criteria), window, &load).await
}

#[component]
pub fn MemberOfTab(group: DirectoryObject, work: GroupWork) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let store = api.with_value(Api::current_store);
    let own = StoredValue::new(Principal::of(&group));
    let group = StoredValue::new(group);
    let asked = RwSignal::new(None::<Principal>);
    let holders_state = Holders { asked, leaving: RwSignal::new(false), joining: RwSignal::new(false), work };
    provide_context(holders_state);
    let again = RwSignal::new(0_u32);
    let (life, toasts) = (Lifetime::new(), Toasts::expect());
    let change = move |joins: bool| {
        let Some(holder) = asked.get_untracked() else { return };
        let names = StoredValue::new((own.with_value(|own| own.name.clone()), holder.name.clone()));
        let (group_name, holder_name) = names.get_value();
        let say = move |answer: Result<ActionResult, ApiError>| {
            let (group, holder) = (group_name, holder_name);
            match answer.as_ref().map_err(sentence).and_then(ActionResult::said) {
                Ok(Some(said)) => toasts.say(move || said.clone()),
                Ok(None) if joins => {
                    toasts.say(move || t!(member_of.joined, group = group.as_str(), holder = holder.as_str()));
                }
                Ok(None) => toasts.say(move || t!(member_of.left, group = group.as_str(), holder = holder.as_str())),
                Err(said) => {
                    toasts.warn(move || t!(member_of.failed, holder = holder.as_str(), said = said.as_str()));
                }
            }
        };
        let left = say.clone();
        let then = move |answer| {
            say(answer);
            load_twice(life, again);
        };
        life.run_to_end(set_member(api.get_value(), holder, own.get_value(), joins), then, left);
    };
    let wrong = RwSignal::new(None::<Wrong>);
    let checking = RwSignal::new(false);
    let pick = move |holder: Principal| {
        wrong.set(None);
        if own.with_value(|own| own.is(&holder)) {
            wrong.set(Some(Wrong::Itself));
            return;
        }
        checking.set(true);
        life.spawn(async move {
            let (api, own) = (api.get_value(), own.get_value());
            match api.group(store.id, &holder.id).await {
                Err(error) => wrong.set(Some(Wrong::Failed(error))),
                Ok(found) if is_smart(&found) => wrong.set(Some(Wrong::Ruled(found.label().to_owned()))),
                Ok(found) => {
                    let rules = MemberRules::of_group(&found, store.kind);
                    match rules.refusal(&own) {
                        Some(problem) => wrong.set(Some(Wrong::Unfit(problem))),
                        None => match api.members_among(store.id, &own.id, std::slice::from_ref(&holder)).await {
                            Err(error) => wrong.set(Some(Wrong::Failed(error))),
                            Ok(members) if members.contains(&holder.id) => wrong.set(Some(Wrong::Circle)),
                            Ok(_) => {
                                asked.set(Some(holder));
                                holders_state.joining.set(true);
                            }
                        },
                    }
                }
            }
            checking.set(false);
        });
    };
    let counts = Counts::provide();
    let load: Load = Arc::new(move |query| {
        again.track();
        let (api, group) = (api.get_value(), group.get_value());
        Box::pin(async move {
            let window = query.window();
            counts.after(&api, holders(&api, &group, &query.text, &window)).await
        })
    });
    let columns = Columns::Choice(if store.kind == StoreKind::MicrosoftGraph { GRAPH_COLUMNS } else { COLUMNS });
    let page_size = api.with_value(|api| api.config().page_size);
    let spec = TableSpec { columns, sorting: "name", page_size, filters: &[], name: None, selectable: false };
    let title = move |said: fn(&str, &str) -> String| {
        Signal::derive(move || {
            let holder = asked.get().map(|holder| holder.name).unwrap_or_default();
            own.with_value(|own| said(&own.name, &holder))
        })
    };
    let leave_title = title(|group, holder| t!(member_of.leave_question, group = group, holder = holder));
    let join_title = title(|group, holder| t!(member_of.join_question, group = group, holder = holder));
    let text = move || {
        FieldText::new(
            "member-of-group",
            || t!(member_of.add),
            move || wrong.with(|wrong| wrong.as_ref().map(Wrong::words)),
        )
        .hint(|| t!(member_of.add_hint).to_owned())
    };
    let empty = || view! { <p>{tv!(member_of.none)}</p> }.into_any();
    view! {
        <div class="stack">
            <Show when=move || work.may()>
                <div class="card"><div class="body stack">
                    <PeoplePicker text=text() classes=&["group"] on_pick=pick/>
                    <Show when=move || checking.get()>
                        <span class="busy" role="status" aria-label=tv!(app.loading)></span>
                    </Show>
                </div></div>
            </Show>
            <ListTable label=words(|| t!(member_of.title)) table=TableState::new(spec) load empty=empty.into()/>
        </div>
        <ConfirmDialog open=holders_state.leaving id="leave-group" title=leave_title
            consequence=|| t!(member_of.leave_consequence) keep=|| t!(common.cancel) act=|| t!(member_of.leave)
            on_act=move |()| change(false)/>
        <ConfirmDialog open=holders_state.joining id="add-to-group" title=join_title
            consequence=|| t!(member_of.join_consequence) keep=|| t!(common.cancel) act=|| t!(member_of.join)
            on_act=move |()| change(true)/>
    }
}

async fn set_member(api: Api, holder: Principal, own: Principal, joins: bool) -> Result<ActionResult, ApiError> {
    let store = api.current_store().id;
    match joins {
        true => api.add_member(store, &holder.id, &own, &Membership::Permanent).await,
        false => api.remove_member(store, &holder.id, &own).await,
    }
}
