//! The dialog that removes members or changes their memberships: who it is about, then the progress and what became of
//! each.

use super::{AskedChange, MembersWork};
use crate::forms::members::{ChangeButtons, ChangeList, MembershipChoice, MembershipKind};
use crate::i18n::{t, tv};
use crate::ui::dialog::Dialog;
use crate::ui::field::{FieldText, TextField};
use crate::ui::focus;
use crate::ui::format;
use leptos::prelude::*;
use model::group::{MemberChange, MemberState};
use model::list::bulk::DELETED_UNASKED;
use model::wire::ObjectId;

#[component]
pub fn ChangeDialog(
    members: MembersWork,
    /// The group's name.
    group: String,
) -> impl IntoView {
    let (changing, how, open) = (members.changing, members.how_changed, members.open);
    let typed = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let group = StoredValue::new(group);
    let counts = Memo::new(move |_| changing.counts());
    let total = Memo::new(move |_| counts.get().total());
    let is_removal = move || members.asked.get() == AskedChange::Remove;
    // Whoever was removed is selected no longer; when nothing is left to say, the dialog closes by itself.
    let gone = move || -> Vec<ObjectId> {
        changing.run.with_untracked(|run| {
            let done = run.items().iter().filter(|item| matches!(item.state, MemberState::Done(_)));
            done.filter(|item| item.change == MemberChange::Remove).map(|item| item.who.id.clone()).collect()
        })
    };
    Effect::new(move |before: Option<bool>| {
        let busy = changing.busy.get();
        if before == Some(true) && !busy {
            members.table.selection.update(|selection| selection.forget(&untrack(gone)));
            changing.run.update(|run| run.forget_done());
            if changing.run.with_untracked(|run| run.items().is_empty()) {
                open.set(false);
            }
        }
        busy
    });
    Effect::new(move |_| {
        if open.get() {
            typed.set(String::new());
            tried.set(false);
        }
    });
    let asks_number = Memo::new(move |_| is_removal() && counts.get().waiting > DELETED_UNASKED);
    let is_typed = move || typed.with(|typed| format::is_number(typed, counts.get().waiting as i64));
    let number_problem = move || {
        (tried.get() && !is_typed()).then(|| t!(bulk.type_error, number = format::count(counts.get().waiting as i64)))
    };
    let number = move || {
        let hint = move || t!(bulk.type_hint, number = format::count(counts.get().waiting as i64));
        let text = FieldText::new("members-number", || t!(edit.number_of_members), number_problem).hint(hint);
        view! { <TextField text value=typed on_input=move |text| typed.set(text)/> }
    };
    let before = move |()| {
        tried.set(true);
        if untrack(|| is_removal()) {
            if asks_number.get_untracked() && !untrack(is_typed) {
                focus::soon("[id=\"members-number\"]");
                return false;
            }
            return true;
        }
        if !how.is_complete() {
            focus::soon("dialog [aria-invalid=\"true\"][type=\"date\"]");
            return false;
        }
        changing.run.update(|run| run.set_change(&untrack(|| how.setting())));
        true
    };
    let only =
        move || changing.run.with(|run| run.items().first().map(|item| item.who.name.clone()).unwrap_or_default());
    let title = Signal::derive(move || {
        let group = group.get_value();
        match (is_removal(), total.get() as i64) {
            (true, 1) => t!(edit.remove_member_question, name = only(), group = group),
            (true, count) => {
                t!(edit.remove_members_question, count = count, number = format::count(count), group = group)
            }
            (false, 1) => t!(edit.membership_of, name = only(), group = group),
            (false, count) => t!(edit.memberships_of, count = count, number = format::count(count), group = group),
        }
    });
    let act = move |count: i64| {
        if untrack(|| is_removal()) {
            t!(edit.remove_count, count = count)
        } else {
            t!(edit.change_count, count = count)
        }
    };
    let dismissible = Signal::derive(move || !changing.busy.get());
    let close = move || {
        if !changing.busy.get_untracked() {
            open.set(false);
        }
    };
    let class = move || if is_removal() { "btn danger" } else { "btn primary" };
    view! {
        <Dialog open id="change-members" title wide=true dismissible>
            <div class="stack">
                <Show when=is_removal fallback=move || view! {
                    <MembershipChoice id="set-membership" label=|| t!(members.membership) chosen=how
                        kinds=&[MembershipKind::Permanent, MembershipKind::Temporary, MembershipKind::Paused]/>
                }>
                    <p>{tv!(edit.remove_member_hint)}</p>
                </Show>
                <Show when=move || { total.get() > 1 || counts.get().waiting != 1 }>
                    <ChangeList changes=changing label=|| t!(edit.chosen_members)/>
                </Show>
                <Show when=move || asks_number.get()>{number()}</Show>
                <div class="buttons">
                    <button type="button" class="btn" autofocus aria-disabled=move || changing.busy.get().to_string()
                        on:click=move |_| close()>
                        {move || if counts.get().waiting > 0 { t!(common.cancel) } else { t!(common.close) }}
                    </button>
                    {move || view! {
                        <ChangeButtons changes=changing class=class() act before doing=|| t!(edit.changing)/>
                    }}
                </div>
            </div>
        </Dialog>
    }
}
