//! Two lists of people side by side: who is only in one of them, and who is in both. A side is a group, whom the rule of
//! a smart group finds, or a pasted list.

mod result;
mod side;
mod side_card;

use crate::api::Api;
use crate::forms::members::{MemberCheck, PasteDialog};
use crate::i18n::{t, tv, words};
use crate::routes::{LEFT, Navigator, RIGHT, Route};
use crate::ui::title::PageTitle;
use leptos::prelude::*;
use model::group::{MemberRules, Principal};
use model::wire::ObjectId;
use result::CompareResult;
use side::Side;
use side_card::SideCard;
use std::collections::HashSet;

#[component]
pub fn ComparePage() -> impl IntoView {
    let navigator = Navigator::expect();
    let (left, right) = (Side::new(), Side::new());
    // A group is in the URL, so that a comparison can be bookmarked; a pasted list is not.
    for (side, name) in [(left, LEFT), (right, RIGHT)] {
        let group = Memo::new(move |_| navigator.param(name).filter(|id| !id.is_empty()));
        Effect::new(move |_| match group.get() {
            Some(id) => side.read_group(ObjectId::new(id)),
            None if untrack(|| side.is_group()) => side.clear(),
            None => {}
        });
    }
    let go = move |sides: [Option<ObjectId>; 2]| navigator.replace(&Route::Compare(sides));
    let ids = move || untrack(|| [left.group_id(), right.group_id()]);
    let choose = move |at: usize, id: Option<ObjectId>| {
        let mut sides = ids();
        if let Some(side) = sides.get_mut(at) {
            *side = id;
        }
        go(sides);
    };
    let swap = move |_| {
        let [one, other] = ids();
        let lists = untrack(|| [left.list(), right.list()]);
        let [one_list, other_list] = lists;
        for (side, list) in [(left, other_list), (right, one_list)] {
            match list {
                Some((people, unclear)) => side.take_list(people, unclear),
                None => side.clear(),
            }
        }
        go([other, one]);
    };
    let pasting = RwSignal::new(false);
    let pasted_for = RwSignal::new(left);
    let store = Api::expect().current_store().kind;
    let check = MemberCheck::new(Signal::derive(move || MemberRules::of_list(store)), Signal::derive(HashSet::new));
    let on_add = Callback::new(move |(people, unclear): (Vec<Principal>, usize)| {
        let side = pasted_for.get_untracked();
        side.take_list(people, unclear);
        choose(if side == left { 0 } else { 1 }, None);
    });
    let paste = move |side: Side| {
        pasted_for.set(side);
        pasting.set(true);
    };
    let card = move |side: Side, at: usize, label: fn() -> &'static str, id: &'static str| {
        view! {
            <SideCard side label id on_group=move |id| choose(at, Some(id)) on_paste=move |()| paste(side)
                on_clear=move |()| { side.clear(); choose(at, None); }/>
        }
    };
    let both = Memo::new(move |_| left.is_read() && right.is_read());
    view! {
        <div class="page-head">
            <div class="titles stack tight">
                <PageTitle text=words(|| t!(compare.title))/>
                <p class="muted">{tv!(compare.about)}</p>
            </div>
            <div class="actions">
                <button type="button" class="btn" on:click=swap>{tv!(compare.swap)}</button>
            </div>
        </div>
        <div class="compare-sides">
            {card(left, 0, || t!(compare.left), "compare-left")}
            {card(right, 1, || t!(compare.right), "compare-right")}
        </div>
        <Show when=move || both.get()>
            <CompareResult left right/>
        </Show>
        <PasteDialog open=pasting on_add check act=|count| t!(compare.use_list, count = count)/>
    }
}
