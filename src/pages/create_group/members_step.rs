//! Step 3: the members.

mod list;
mod row;

use super::state::Wizard;
use super::undo::Undo;
use crate::forms::members::{ImportDialog, MemberCheck, PasteDialog};
use crate::i18n::{t, tv};
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use crate::words::problem_text;
use leptos::prelude::*;
use list::{MemberList, Rows};
use model::group::{Added, Field, Principal, remove_all};
use std::collections::HashSet;

/// The id of the field that adds members; the ids of the rows are derived from it.
const FIELD: &str = "add-members";

/// The message beside the count about the last addition.
#[derive(Clone, Default)]
struct LastAddition {
    text: String,
    /// Whether a toast with an Undo button announces it too, so that the live region must not repeat it.
    announced: bool,
}

#[component]
pub fn MembersStep(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let store = wizard.with_store(|store| store.kind);
    let rules = Signal::derive(move || wizard.draft.with(|draft| draft.member_rules(store)));
    let known = Signal::derive(move || {
        wizard.draft.with(|draft| draft.members.iter().map(|member| member.who.id.clone()).collect::<HashSet<_>>())
    });
    let check = MemberCheck::new(rules, known);
    let classes = check.rules_now().offered();
    let people_only = check.rules_now().takes_people_only();
    let pasting = RwSignal::new(false);
    let importing = RwSignal::new(false);
    let said = RwSignal::new(LastAddition::default());
    let rows = Rows::new();
    let undo = Undo::expect();
    let add = move |who: Principal| {
        let (name, id) = (who.name.clone(), who.id.clone());
        let mut added = false;
        wizard.edit(&Field::Members, |draft| added = draft.add_member(who));
        let text = if added { t!(members.added, name = name) } else { t!(members.already, name = name) };
        said.set(LastAddition { text, announced: false });
        rows.reveal(wizard, vec![id]);
    };
    // Adds many at once; the number is that of entries that still wait for a decision.
    let add_all = Callback::new(move |(all, waiting): (Vec<Principal>, usize)| {
        let mut added = Added::default();
        wizard.edit(&Field::Members, |draft| added = draft.add_members(all));
        let Added { ids, known } = added;
        let count = ids.len();
        let sentence = move || in_short(count, known, waiting);
        said.set(LastAddition { text: sentence(), announced: count > 0 });
        if count == 0 {
            return;
        }
        rows.reveal(wizard, ids.clone());
        undo.offer(sentence, move || {
            wizard.edit(&Field::Members, |draft| remove_all(&mut draft.members, &ids));
            // The user may be on another step by now.
            said.try_set(LastAddition { text: t!(members.taken_back).to_owned(), announced: false });
        });
    });
    let imported = Callback::new(move |all: Vec<Principal>| add_all.run((all, 0)));
    let on_remove = Callback::new(move |()| said.set(LastAddition::default()));
    let text =
        FieldText::new(FIELD, || t!(members.add), move || wizard.problem(&Field::Members).as_ref().map(problem_text))
            .hint(move || {
                let hint = t!(members.add_hint).to_owned();
                if people_only { format!("{hint} {}", t!(members.people_only)) } else { hint }
            });
    let count = move || wizard.draft.with(|draft| draft.members.len() as i64);
    let visible = move |announced: bool| {
        said.with(|said| if said.announced == announced { said.text.clone() } else { String::new() })
    };
    view! {
        <PeoplePicker text classes on_pick=add/>
        <div class="row">
            <button type="button" class="btn s" on:click=move |_| pasting.set(true)>{tv!(members.paste)}</button>
            <button type="button" class="btn s" on:click=move |_| importing.set(true)>{tv!(members.import)}</button>
            <span class="member-said small">
                <span role="status">{move || visible(false)}</span><span>{move || visible(true)}</span>
            </span>
            <span class="small muted nums">{move || t!(members.count, count = count())}</span>
        </div>
        <MemberList wizard rows on_remove/>
        <PasteDialog open=pasting on_add=add_all check/>
        <ImportDialog open=importing on_add=imported check/>
    }
}

/// What an addition of many did, as a sentence; reactive.
fn in_short(added: usize, known: usize, waiting: usize) -> String {
    let (added, known, waiting) = (added as i64, known as i64, waiting as i64);
    let mut said = if known > 0 {
        t!(members.added_many, count = added, known = known)
    } else {
        t!(members.added_only, count = added)
    };
    if waiting > 0 {
        said.push(' ');
        said.push_str(&t!(members.waiting, count = waiting));
    }
    said
}
