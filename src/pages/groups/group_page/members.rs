//! The tab "Members": the list, adding people one request each, and changing those who are in it. The list is never
//! replaced (part C, "Changing who is in a group").

mod add;
mod bar;
mod change;

use super::member_list::{MemberList, table_spec};
use super::work::GroupWork;
use crate::api::{Api, INDEX_DELAY};
use crate::forms::members::{ChosenMembership, MemberChanges, MemberCheck};
use crate::i18n::tv;
use crate::task::Lifetime;
use crate::ui::table::TableState;
use add::AddMembers;
use bar::MemberBar;
use change::ChangeDialog;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use model::group::{MemberRules, Principal};
use model::list::Selection;
use model::wire::{DirectoryObject, ObjectId};
use std::collections::HashSet;

/// What was asked for the chosen members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedChange {
    Remove,
    /// Another kind of membership.
    Membership,
}

/// The state of the tab. It belongs to the page, so that reading the group again loses nothing. Copies share it.
#[derive(Clone, Copy)]
pub struct MembersWork {
    group: StoredValue<ObjectId>,
    work: GroupWork,
    /// Whether a rule computes the members, so that they cannot be changed one by one.
    is_smart: RwSignal<bool>,
    rules: RwSignal<Option<MemberRules>>,
    table: TableState,
    /// Incremented to load the list again.
    again: RwSignal<u32>,
    /// People who are to be added.
    adding: MemberChanges,
    /// How they are added.
    how_added: ChosenMembership,
    /// What was done last while people were collected.
    said: RwSignal<String>,
    /// Members who are to be changed.
    changing: MemberChanges,
    how_changed: ChosenMembership,
    asked: RwSignal<AskedChange>,
    /// Whether the dialog about them is open.
    open: RwSignal<bool>,
}

impl MembersWork {
    /// Must run inside the reactive owner of the group's page.
    pub fn new(group: ObjectId, work: GroupWork) -> Self {
        let again = RwSignal::new(0_u32);
        let life = Lifetime::new();
        // Searches may lag behind, so the list is loaded at once and once more.
        let refresh = Callback::new(move |()| {
            again.update(|n| *n += 1);
            life.spawn(async move {
                TimeoutFuture::new(INDEX_DELAY).await;
                again.update(|n| *n += 1);
            });
        });
        let api = Api::expect();
        Self {
            group: StoredValue::new(group.clone()),
            work,
            is_smart: RwSignal::new(true),
            rules: RwSignal::new(None),
            table: TableState::new(table_spec(api.current_store().kind, api.config().page_size)),
            again,
            adding: MemberChanges::new(group.clone(), refresh),
            how_added: ChosenMembership::new(),
            said: RwSignal::new(String::new()),
            changing: MemberChanges::new(group, refresh),
            how_changed: ChosenMembership::new(),
            asked: RwSignal::new(AskedChange::Remove),
            open: RwSignal::new(false),
        }
    }

    /// Takes what the group is like, as it was read.
    pub fn read(self, group: &DirectoryObject, is_smart: bool) {
        self.is_smart.set(is_smart);
        self.rules.set(Some(MemberRules::of_group(group, Api::expect().current_store().kind)));
    }

    /// Whether the user may change the members; reactive.
    pub fn may(self) -> bool {
        !self.is_smart.get() && self.work.may()
    }

    /// Asks about a change of one member.
    pub fn ask(self, who: Principal) {
        self.start(AskedChange::Remove, vec![who]);
    }

    /// Opens the dialog about a change of these members.
    fn start(self, asked: AskedChange, people: Vec<Principal>) {
        if self.changing.busy.get_untracked() {
            return;
        }
        self.how_changed.reset();
        self.asked.set(asked);
        self.changing.run.set(Default::default());
        self.changing.collect(people, &model::group::MemberChange::Remove);
        self.open.set(true);
    }
}

#[component]
pub fn GroupMembers(
    /// The group.
    group: DirectoryObject,
    members: MembersWork,
) -> impl IntoView {
    provide_context(members);
    let name = group.label().to_owned();
    let is_smart = members.is_smart.get_untracked();
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
    view! {
        <div class="stack">
            <Show when=move || may.get()>
                <AddMembers members check/>
            </Show>
            {is_smart.then(|| view! { <p class="hint">{tv!(edit.members_by_rule)}</p> })}
            {move || view! {
                <MemberList group=members.group.get_value() table=members.table may=may.get() again=members.again/>
            }}
        </div>
        <Show when=move || may.get() && { selected.get() > 0 }>
            <MemberBar members/>
        </Show>
        <ChangeDialog members group=name/>
    }
}
