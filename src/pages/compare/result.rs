//! The three parts of a comparison, who is in each, and what can be done with them.

use super::side::Side;
use crate::forms::members::{AskedChange, ChangeDialog, ChangeKind, MemberChanges};
use crate::i18n::{t, tv};
use crate::ui::choice::{Choice, Choices, Look, Radios};
use crate::ui::field::FieldText;
use crate::ui::filter_field::FilterField;
use crate::ui::format;
use crate::ui::pager::Pages;
use crate::ui::principal::{PrincipalLine, kind_name};
use crate::ui::table::save_table;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::group::{Comparison, Principal};
use model::wire::ObjectId;

/// Rows per page.
const PAGE: usize = 20;

/// A part of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    OnlyLeft,
    Both,
    OnlyRight,
}

impl Part {
    const ALL: [Self; 3] = [Self::OnlyLeft, Self::Both, Self::OnlyRight];

    fn of(self, comparison: &Comparison) -> &Vec<Principal> {
        match self {
            Self::OnlyLeft => &comparison.only_left,
            Self::Both => &comparison.both,
            Self::OnlyRight => &comparison.only_right,
        }
    }

    /// Its name; reactive.
    fn label(self, left: Side, right: Side) -> String {
        match self {
            Self::OnlyLeft => t!(compare.only_in, name = left.name()),
            Self::Both => t!(compare.in_both).to_owned(),
            Self::OnlyRight => t!(compare.only_in, name = right.name()),
        }
    }
}

#[component]
pub fn CompareResult(left: Side, right: Side) -> impl IntoView {
    let comparison = Memo::new(move |_| {
        Comparison::of(left.people.get().unwrap_or_default(), right.people.get().unwrap_or_default())
    });
    let part = RwSignal::new(Part::OnlyLeft);
    let filter = RwSignal::new(String::new());
    let pages = Pages::new(PAGE);
    let toasts = Toasts::expect();
    let count = move |part: Part| comparison.with(|all| part.of(all).len() as i64);
    let shown = Memo::new(move |_| {
        let text = filter.get();
        comparison.with(|all| {
            part.get()
                .of(all)
                .iter()
                .filter(|who| text.trim().is_empty() || who.is_about(&text))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let total = Signal::derive(move || shown.with(Vec::len));
    let rows = move || {
        let range = pages.rows(total.get());
        let people = shown.with(|all| all.get(range).unwrap_or_default().to_vec());
        let row = |who: Principal| {
            let kind = who.kind;
            view! {
                <li><PrincipalLine who/> <span class="controls"><span class="tag">{move || kind_name(kind)}</span></span></li>
            }
        };
        people.into_iter().map(row).collect_view()
    };
    let parts = move || {
        let choice = |own: Part| {
            (own, Choice::new(move || format!("{} ({})", own.label(left, right), format::count(count(own)))))
        };
        let choose = move |own| {
            part.set(own);
            pages.show(0);
        };
        let text = FieldText::new("compare-part", || t!(compare.part), || None);
        let choices = Choices::of(Part::ALL.map(choice).to_vec(), move || part.get(), choose);
        view! { <Radios text choices look=Look::Segments/> }
    };
    // The dialog is about the group on this side.
    let about = RwSignal::new(left);
    let asked = AskedChange::new(MemberChanges::new(ObjectId::default(), Callback::new(|()| ())));
    let ask = move |side: Side, kind: ChangeKind| {
        let Some((id, name)) = untrack(|| side.target()) else { return };
        about.set(side);
        asked.changes.about(id);
        asked.start(kind, shown.get_untracked(), name);
    };
    // Searches may lag behind, so the lists follow what was done, and are not read again.
    let done = move |(kind, people): (ChangeKind, Vec<Principal>)| {
        about.get_untracked().people.update(|own| {
            let own = own.get_or_insert_default();
            if kind == ChangeKind::Add {
                own.extend(people);
            } else {
                own.retain(|who| people.iter().all(|gone| !gone.is(who)));
            }
        });
    };
    let button = move |side: Side, kind: ChangeKind| {
        let label = move || {
            let name = side.name();
            if kind == ChangeKind::Add { t!(compare.add_to, name = name) } else { t!(compare.remove_from, name = name) }
        };
        view! {
            <Show when=move || side.target().is_some()>
                <button type="button" class="btn" on:click=move |_| ask(side, kind)>{label}</button>
            </Show>
        }
    };
    let actions = move || match part.get() {
        Part::OnlyLeft => vec![(right, ChangeKind::Add), (left, ChangeKind::Remove)],
        Part::Both => vec![(left, ChangeKind::Remove), (right, ChangeKind::Remove)],
        Part::OnlyRight => vec![(left, ChangeKind::Add), (right, ChangeKind::Remove)],
    };
    let has_people = Memo::new(move |_| total.get() > 0);
    let save = move |_| {
        let header = vec![t!(members.name), t!(members.kind), t!(group.mail), t!(compare.part)];
        let mut table = vec![header.into_iter().map(str::to_owned).collect::<Vec<_>>()];
        untrack(|| {
            comparison.with(|all| {
                for own in Part::ALL {
                    let label = own.label(left, right);
                    table.extend(own.of(all).iter().map(|who| {
                        vec![who.name.clone(), kind_name(who.kind).to_owned(), who.mail.clone(), label.clone()]
                    }));
                }
            });
        });
        save_table(toasts, t!(compare.title), &table);
    };
    view! {
        <section class="card" aria-label=tv!(compare.result)>
            <div class="body stack">
                {parts()}
                <div class="row list-tools">
                    <FilterField label=|| t!(compare.filter) value=filter on_change=move |()| pages.show(0)/>
                    <Show when=move || has_people.get()>
                        {move || actions().into_iter().map(|(side, kind)| button(side, kind)).collect_view()}
                    </Show>
                    <button type="button" class="btn" on:click=save>{tv!(export.button)}</button>
                </div>
                <Show when=move || has_people.get() fallback=|| view! { <p class="muted">{tv!(compare.nobody)}</p> }>
                    <div class="member-rows">
                        <ul class="list" aria-label=move || part.get().label(left, right)>{rows}</ul>
                        {pages.pager(total)}
                    </div>
                </Show>
            </div>
        </section>
        <ChangeDialog asked on_done=done/>
    }
}
