//! The tab "Members": the list, adding people one request each, and changing those who are in it. The list is never
//! replaced (part C, "Changing who is in a group").

mod add;
mod bar;
mod opened;
mod opened_list;

use super::everyone::EveryoneList;
use super::member_list::{MemberList, table_spec};
use super::work::GroupWork;
use crate::api::Api;
use crate::forms::members::{AskedChange, ChangeDialog, ChangeKind, ChosenMembership, MemberChanges, MemberCheck};
use crate::i18n::tv;
use crate::routes::Route;
use crate::task::Lifetime;
use crate::ui::table::{TableQuery, TableState, load_twice};
use add::AddMembers;
use bar::MemberBar;
use leptos::prelude::*;
use model::group::{MemberRules, Nesting, Principal};
use model::list::Selection;
use model::wire::{DirectoryObject, ObjectId};
use opened::{MemberReader, OpenGroups};
pub use opened_list::opened_below;
use std::collections::HashSet;

/// The state of the tab. It belongs to the page, so that reading the group again loses nothing. Copies share it.
#[derive(Clone, Copy)]
pub struct MembersWork {
    group: StoredValue<ObjectId>,
    work: GroupWork,
    /// Whether a rule computes the members, so that they cannot be changed one by one.
    is_smart: RwSignal<bool>,
    rules: RwSignal<Option<MemberRules>>,
    table: TableState,
    /// Whether everyone is shown, with the groups in the group resolved.
    everyone: RwSignal<bool>,
    /// Incremented to load the list again.
    again: RwSignal<u32>,
    /// People who are to be added.
    adding: MemberChanges,
    /// How they are added.
    how_added: ChosenMembership,
    /// What was done last while people were collected.
    said: RwSignal<String>,
    /// What is to be done with members.
    asked: AskedChange,
    /// The group's name.
    name: RwSignal<String>,
    /// The group itself, above all that is opened in the list; none until it is read.
    nesting: StoredValue<Option<Nesting>>,
    /// The groups in the list that are opened in place.
    opened: StoredValue<OpenGroups>,
    reader: MemberReader,
}

impl MembersWork {
    /// Must run inside the reactive owner of the group's page.
    pub fn new(group: ObjectId, work: GroupWork) -> Self {
        let again = RwSignal::new(0_u32);
        let life = Lifetime::new();
        let refresh = Callback::new(move |()| load_twice(life, again));
        let api = Api::expect();
        let table = TableState::new(table_spec(api.current_store().kind, api.config().page_size));
        let opened = OpenGroups::default();
        let shown = opened.clone();
        // Another page of the list, search or order closes what is open.
        Effect::new(move |before: Option<TableQuery>| {
            let query = table.query();
            if before.is_some_and(|before| before != query) {
                shown.clear();
            }
            query
        });
        Self {
            group: StoredValue::new(group.clone()),
            work,
            is_smart: RwSignal::new(true),
            rules: RwSignal::new(None),
            table,
            everyone: RwSignal::new(false),
            again,
            adding: MemberChanges::new(group.clone(), refresh),
            how_added: ChosenMembership::new(),
            said: RwSignal::new(String::new()),
            asked: AskedChange::new(MemberChanges::new(group, refresh)),
            name: RwSignal::new(String::new()),
            nesting: StoredValue::new(None),
            opened: StoredValue::new(opened),
            reader: MemberReader::new(),
        }
    }

    /// Takes what the group is like, as it was read.
    pub fn read(self, group: &DirectoryObject, is_smart: bool) {
        self.is_smart.set(is_smart);
        self.name.set(group.label().to_owned());
        self.nesting.set_value(Some(Nesting::new(Principal::of(group))));
        self.rules.set(Some(MemberRules::of_group(group, Api::expect().current_store().kind)));
    }

    /// Whether the user may change the members; reactive.
    pub fn may(self) -> bool {
        !self.is_smart.get() && self.work.may()
    }

    /// Whether somebody was collected and is not added yet; reactive.
    pub fn has_waiting(self) -> bool {
        self.adding.counts().waiting > 0
    }

    /// Asks whether to remove a member.
    pub fn ask(self, who: Principal) {
        self.start(ChangeKind::Remove, vec![who]);
    }

    /// Opens the dialog about a change of these members.
    fn start(self, kind: ChangeKind, people: Vec<Principal>) {
        self.asked.start(kind, people, self.name.get_untracked());
    }
}

#[component]
pub fn GroupMembers(
    /// The group.
    group: DirectoryObject,
    members: MembersWork,
) -> impl IntoView {
    provide_context(members);
    let is_smart = members.is_smart.get_untracked();
    let compare = Route::Compare([Some(members.group.get_value()), None]).href();
    let everyone = members.everyone;
    let may = Memo::new(move |_| members.may());
    let selected = Memo::new(move |_| members.table.selection.with(Selection::count));
    let rules = Signal::derive(move || {
        members.rules.get().unwrap_or_else(|| MemberRules::of_group(&group, Api::expect().current_store().kind))
    });
    let known = Signal::derive(move || {
        let waiting = |run: &model::group::MemberRun| run.items().iter().map(|item| item.who.id.clone()).collect();
        members.adding.run.with(waiting)
    });
    let check = MemberCheck::new(rules, known as Signal<HashSet<ObjectId>>);
    // Whoever was removed is selected no longer.
    let done = move |(kind, people): (ChangeKind, Vec<Principal>)| {
        if kind == ChangeKind::Remove {
            let gone: Vec<_> = people.into_iter().map(|who| who.id).collect();
            members.table.selection.update(|selection| selection.forget(&gone));
        }
    };
    view! {
        <div class="stack">
            <Show when=move || may.get()>
                <AddMembers members check/>
            </Show>
            {is_smart.then(|| view! { <p class="hint">{tv!(edit.members_by_rule)}</p> })}
            <div class="row">
                <button type="button" class="btn s" aria-pressed=move || everyone.get().to_string()
                    on:click=move |_| everyone.update(|on| *on = !*on)>{tv!(everyone.show)}</button>
                <a class="btn s" href=compare>{tv!(compare.with)}</a>
            </div>
            {move || if everyone.get() {
                view! { <EveryoneList group=members.group.get_value() name=members.name.get_untracked()/> }.into_any()
            } else {
                view! {
                    <MemberList group=members.group.get_value() table=members.table may=may.get() again=members.again/>
                }
                .into_any()
            }}
        </div>
        <Show when=move || may.get() && !everyone.get() && { selected.get() > 0 }>
            <MemberBar members/>
        </Show>
        <ChangeDialog asked=members.asked on_done=done/>
    }
}
