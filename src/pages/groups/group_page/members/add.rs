//! Collects people, by name, from a list or from another group, and adds them.

use super::MembersWork;
use crate::forms::members::{
    ChangeButtons, ChangeList, ImportDialog, MemberCheck, MembershipChoice, MembershipKind, PasteDialog,
};
use crate::i18n::{t, tv};
use crate::ui::field::FieldText;
use crate::ui::focus;
use crate::ui::people_picker::PeoplePicker;
use leptos::prelude::*;
use model::group::Principal;

#[component]
pub fn AddMembers(members: MembersWork, check: MemberCheck) -> impl IntoView {
    let (pasting, importing) = (RwSignal::new(false), RwSignal::new(false));
    let (adding, how, said) = (members.adding, members.how_added, members.said);
    let rules = check.rules_now();
    // After all were added, the next ones are not temporary because those before were.
    let begin = move || {
        let counts = untrack(|| adding.counts());
        if counts.waiting + counts.failed == 0 && !adding.busy.get_untracked() {
            how.reset();
        }
    };
    let pick = move |who: Principal| {
        begin();
        let name = who.name.clone();
        let refused = check.refusal(&who);
        said.set(match refused {
            Some(problem) => crate::words::problem_text(&problem),
            None if adding.collect(vec![who], &untrack(|| how.adding())) > 0 => t!(edit.listed, name = name),
            None => t!(members.already, name = name),
        });
    };
    let collect = move |people: Vec<Principal>, waiting: usize| {
        begin();
        let of = people.len();
        let new = adding.collect(people, &untrack(|| how.adding()));
        let mut text = t!(edit.listed_many, count = new as i64);
        if new < of {
            text = format!("{text} {}", t!(edit.listed_before, count = (of - new) as i64));
        }
        if waiting > 0 {
            text = format!("{text} {}", t!(members.waiting, count = waiting as i64));
        }
        said.set(text);
        focus::rescue(".change-buttons .btn");
    };
    let pasted = Callback::new(move |(people, waiting)| collect(people, waiting));
    let imported = Callback::new(move |people| collect(people, 0));
    let before = move |()| {
        if !how.is_complete() {
            focus::soon("[aria-invalid=\"true\"][type=\"date\"]");
            return false;
        }
        adding.run.update(|run| run.set_change(&untrack(|| how.adding())));
        said.set(String::new());
        true
    };
    let any = Memo::new(move |_| adding.run.with(|run| !run.items().is_empty()));
    let finished = Memo::new(move |_| {
        let counts = adding.counts();
        any.get() && counts.waiting == 0 && !adding.busy.get()
    });
    let text = FieldText::new("add-members", || t!(members.add), || None).hint(move || {
        let hint = t!(members.add_hint).to_owned();
        if rules.takes_people_only() { format!("{hint} {}", t!(members.people_only)) } else { hint }
    });
    let dates = rules.takes_dates();
    view! {
        <div class="card"><div class="body stack">
            <PeoplePicker text classes=rules.offered() on_pick=pick/>
            <div class="row">
                <button type="button" class="btn s" on:click=move |_| pasting.set(true)>{tv!(members.paste)}</button>
                <button type="button" class="btn s" on:click=move |_| importing.set(true)>{tv!(members.import)}</button>
                <span class="member-said small" role="status">{move || said.get()}</span>
            </div>
            <Show when=move || any.get()>
                <ChangeList changes=adding label=|| t!(edit.to_be_added)/>
                <Show when=move || dates && !finished.get()>
                    <MembershipChoice id="add-membership" label=|| t!(members.membership) chosen=how
                        kinds=&[MembershipKind::Permanent, MembershipKind::Temporary]/>
                </Show>
                <div class="row">
                    <ChangeButtons changes=adding class="btn primary" before
                        act=|count: i64| t!(edit.add_count, count = count) doing=|| t!(edit.adding)/>
                    <Show when=move || finished.get()>
                        <button type="button" class="btn" on:click=move |_| {
                            adding.run.set(Default::default());
                            focus::soon("[id=\"add-members\"]");
                        }>{tv!(edit.clear_list)}</button>
                    </Show>
                </div>
            </Show>
        </div></div>
        <PasteDialog open=pasting on_add=pasted check act=|count| t!(edit.list_count, count = count)/>
        <ImportDialog open=importing on_add=imported check act=|count| t!(edit.list_count, count = count)/>
    }
}
