//! The entries of a pasted list and their candidates, one page at a time; those that need attention come first.

use super::MemberCheck;
use crate::i18n::{t, tv};
use crate::ui::field::FieldText;
use crate::ui::focus;
use crate::ui::pager::Pages;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::principal::{PrincipalLine, about};
use crate::words::problem_text;
use leptos::prelude::*;
use model::group::{PastedEntry, PastedOutcome, Principal, outcomes};

/// The ids of the search fields that resolve an entry, one for each row of a page.
const FIELDS: [&str; 10] = [
    "paste-correct-1",
    "paste-correct-2",
    "paste-correct-3",
    "paste-correct-4",
    "paste-correct-5",
    "paste-correct-6",
    "paste-correct-7",
    "paste-correct-8",
    "paste-correct-9",
    "paste-correct-10",
];

/// Up to this many candidates are offered in a list; more must be searched.
const AT_A_GLANCE: usize = 12;

/// The entries of the list. Copies share the same state.
#[derive(Clone, Copy)]
pub struct Lines {
    check: MemberCheck,
    /// In the order in which they were pasted.
    pub entries: RwSignal<Vec<PastedEntry>>,
    /// The outcome of each entry.
    pub outcomes: Memo<Vec<PastedOutcome>>,
    /// Indices in display order; an entry keeps its place when it is resolved.
    pub order: RwSignal<Vec<usize>>,
    /// The page of the list that is shown.
    pub pages: Pages,
}

impl Lines {
    pub fn new(check: MemberCheck) -> Self {
        let entries = RwSignal::new(Vec::<PastedEntry>::new());
        let outcomes = Memo::new(move |_| {
            entries.with(|entries| {
                // Avoids work as long as the dialog is not used.
                if entries.is_empty() {
                    return Vec::new();
                }
                let rules = check.rules();
                check.with_known(|known| outcomes(entries, &|who| rules.refusal(who), &|id| known.contains(id)))
            })
        });
        Self { check, entries, outcomes, order: RwSignal::new(Vec::new()), pages: Pages::new(FIELDS.len()) }
    }

    /// The resolved people who are not members yet, without duplicates.
    pub fn new_people(&self) -> Vec<Principal> {
        self.pick(|outcome| !outcome.needs_attention(), |entry, lines| lines.who(entry))
    }

    /// The entries that still need a decision.
    pub fn unclear(&self) -> Vec<PastedEntry> {
        self.pick(PastedOutcome::needs_attention, |entry, _| Some(entry.clone()))
    }

    fn pick<T>(&self, wanted: fn(&PastedOutcome) -> bool, take: impl Fn(&PastedEntry, &Self) -> Option<T>) -> Vec<T> {
        let outcomes = self.outcomes.get_untracked();
        self.entries.with_untracked(|entries| {
            let pairs = entries.iter().zip(&outcomes).filter(|(_, outcome)| wanted(outcome));
            pairs.filter_map(|(entry, _)| take(entry, self)).collect()
        })
    }

    fn who(&self, entry: &PastedEntry) -> Option<Principal> {
        entry.who(&|who| self.check.refusal(who)).cloned()
    }

    /// How many entries have a certain outcome; reactive.
    fn count(&self, wanted: fn(&PastedOutcome) -> bool) -> i64 {
        self.outcomes.with(|outcomes| outcomes.iter().filter(|outcome| wanted(outcome)).count() as i64)
    }

    fn choose(&self, at: usize, who: Option<Principal>) {
        self.entries.update(|entries| {
            if let Some(entry) = entries.get_mut(at) {
                entry.chosen = who;
            }
        });
    }
}

/// The entries with their outcomes.
#[component]
pub fn Results(
    /// The entries to show.
    lines: Lines,
    /// The label of the button for so many people; reactive.
    act: fn(i64) -> String,
    /// Called to add the resolved people.
    #[prop(into)]
    on_add: Callback<()>,
    /// Called to edit the pasted text again.
    #[prop(into)]
    on_back: Callback<()>,
) -> impl IntoView {
    let new = move || lines.count(|outcome| *outcome == PastedOutcome::New);
    let known = move || lines.count(|outcome| *outcome == PastedOutcome::Known);
    let unclear = move || lines.count(PastedOutcome::needs_attention);
    let summary = move || {
        let found = new() + known();
        let open = unclear();
        let mut said =
            if open > 0 { t!(paste.summary, count = open, found = found) } else { t!(paste.all_found, found = found) };
        if known() > 0 {
            said.push(' ');
            said.push_str(&t!(paste.known, count = known()));
        }
        said
    };
    let total = Signal::derive(move || lines.order.with(Vec::len));
    let shown = move || {
        let rows = lines.pages.rows(total.get());
        lines.order.with(|order| order.get(rows).unwrap_or_default().iter().copied().zip(FIELDS).collect::<Vec<_>>())
    };
    view! {
        <p role="status" class="paste-results" tabindex="-1">{summary}</p>
        <div class="member-rows">
            <ul class="list">
                <For each=shown key=|line| *line let((at, field))><Line lines at field/></For>
            </ul>
            {lines.pages.pager(total)}
        </div>
        <div class="buttons">
            <button type="button" class="btn" on:click=move |_| on_back.run(())>{tv!(wizard.back)}</button>
            <button type="button" class="btn primary" disabled=move || new() == 0 on:click=move |_| on_add.run(())>
                {move || act(new())}
            </button>
        </div>
    }
}

/// How an entry can be resolved. The row is rendered again when this changes.
#[derive(Clone, PartialEq)]
enum Answer {
    /// By searching for a person.
    Find,
    /// By choosing from a few candidates.
    Choose,
    /// It is resolved; the flag says whether by the user.
    Clear(Principal, bool),
}

/// An entry and its outcome.
#[component]
fn Line(lines: Lines, at: usize, field: &'static str) -> impl IntoView {
    let answer = Memo::new(move |_| {
        lines.entries.with(|entries| {
            let entry = entries.get(at)?;
            let fitting = entry.found.iter().filter(|who| lines.check.refusal(who).is_none()).count();
            Some(match (lines.who(entry), fitting) {
                (_, 2..=AT_A_GLANCE) => Answer::Choose,
                (Some(who), _) => Answer::Clear(who, entry.chosen.is_some()),
                (None, _) => Answer::Find,
            })
        })
    });
    let outcome = Memo::new(move |_| lines.outcomes.with(|outcomes| outcomes.get(at).cloned()));
    let entry =
        move || lines.entries.with(|entries| entries.get(at).map(|entry| entry.entry.clone()).unwrap_or_default());
    let state = move || {
        Some(match outcome.get()? {
            PastedOutcome::NotFound => view! { <span class="tag bad">{t!(paste.not_found)}</span> },
            PastedOutcome::Ambiguous => view! { <span class="tag warn">{t!(paste.ambiguous)}</span> },
            PastedOutcome::CannotBeMember(_) => view! { <span class="tag bad">{t!(members.unfit)}</span> },
            PastedOutcome::Known => view! { <span class="tag">{t!(members.in_list)}</span> },
            PastedOutcome::New => view! { <span class="tag good">{t!(paste.found)}</span> },
        })
    };
    let reason = move || match outcome.get() {
        Some(PastedOutcome::CannotBeMember(problem)) => Some(view! { <p class="hint">{problem_text(&problem)}</p> }),
        _ => None,
    };
    let row = move || format!("[data-line=\"{at}\"]");
    let found = move |who: Principal| {
        lines.choose(at, Some(who));
        // The search field was replaced by the chosen person.
        focus::soon(format!("{} button", row()));
    };
    let again = move |_| {
        lines.choose(at, None);
        focus::soon(format!("{} :is(input, select)", row()));
    };
    let body = move || match answer.get() {
        Some(Answer::Clear(who, said)) => {
            let change = said.then(|| {
                view! {
                    <button type="button" class="btn s quiet" aria-label=move || t!(paste.change, entry = entry())
                        on:click=again>{tv!(owners.change)}</button>
                }
            });
            view! { <PrincipalLine who/> {change} }.into_any()
        }
        Some(Answer::Choose) => several(lines, at).into_any(),
        Some(Answer::Find) => {
            let text = FieldText::new(field, || t!(paste.correct), || None);
            let classes = lines.check.rules_now().offered();
            view! {
                <span>{untrack(entry)}</span>
                <div class="paste-correct"><PeoplePicker text classes on_pick=found start=untrack(entry)/></div>
            }
            .into_any()
        }
        None => ().into_any(),
    };
    view! {
        <li class="paste-line" data-line=at>
            {body}
            <span class="controls">{state}</span>
            {reason}
        </li>
    }
}

/// The entry with a list of its candidates.
fn several(lines: Lines, at: usize) -> impl IntoView {
    let Some(entry) = lines.entries.with_untracked(|entries| entries.get(at).cloned()) else { return ().into_any() };
    let people: Vec<Principal> = entry.found.iter().filter(|who| lines.check.refusal(who).is_none()).cloned().collect();
    let chosen = entry.chosen.and_then(|chosen| people.iter().position(|who| who.id == chosen.id));
    let labels: Vec<String> = people.iter().map(|who| format!("{} · {}", who.name, about(who))).collect();
    let option = |(at, who): (usize, &Principal)| {
        // Candidates with the same name, title and address are told apart by their distinguished name.
        let label = labels.get(at).cloned().unwrap_or_default();
        let is_alone = labels.iter().filter(|other| **other == label).count() == 1;
        let label = if is_alone { label } else { format!("{label} · {}", who.dn) };
        view! { <option value=at selected=chosen == Some(at)>{label}</option> }
    };
    let options = people.iter().enumerate().map(option).collect_view();
    let name = entry.entry.clone();
    let choose = move |text: String| {
        let who = text.parse().ok().and_then(|at: usize| people.get(at).cloned());
        lines.choose(at, who);
    };
    view! {
        <span>{entry.entry}</span>
        <span class="drop">
            <select class="input" aria-label=move || t!(paste.which, entry = name.as_str())
                on:change:target=move |ev| choose(ev.target().value())>
                <option value="">{tv!(paste.choose)}</option>
                {options}
            </select>
        </span>
    }
    .into_any()
}
