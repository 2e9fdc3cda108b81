//! The preview of a rule: how many and which members it gives, one page at a time; compared with the current members,
//! who joins, leaves and stays; and for each of them why.

use crate::api::Api;
use crate::api::smart::ExistingGroup;
use crate::criteria::panels::check_person::CheckPerson;
use crate::criteria::panels::preview::{self, Change, Listed, Person, Preview, PreviewState, PreviewWatcher};
use crate::criteria::panels::why::WhyDialog;
use crate::criteria::state::RuleField;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::ui::async_view::{AsyncView, ViewFuture, view_factory};
use crate::ui::choice::{Choice, Choices, Radios};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::field::FieldText;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::object_page::Skeleton;
use crate::ui::principal::PrincipalLine;
use leptos::prelude::*;
use model::group::{Principal, is_nearly_everyone};
use model::wire::object::ObjectKind;

/// How many members a page shows; that many fit beside the rule.
const PAGE: i64 = 10;

/// The card beside the rule: how many objects match, who would join, leave or stay, and why.
#[component]
pub fn PreviewPanel(
    /// The rule, for "Why?" and for the button that stops looking for groups.
    field: RuleField,
    /// The preview of the rule.
    watch: PreviewWatcher,
    /// The existing group that has the rule; none for a new group.
    group: Option<ExistingGroup>,
    /// The object classes that can be members of the group.
    classes: &'static [&'static str],
) -> impl IntoView {
    let rule = field.rule;
    let listed = RwSignal::new(Listed::Meant);
    let why = RwSignal::new(None::<Principal>);
    let group = StoredValue::new(group);
    // For a changed rule the list starts with all future members again.
    Effect::new(move |_| {
        if watch.preview.with(|preview| matches!(preview, PreviewState::Asking | PreviewState::Unfinished)) {
            listed.set(Listed::Meant);
        }
    });
    let shown = move || match watch.preview.get() {
        PreviewState::Unfinished => view! {
            <div class="empty">{Icon::Info.view()}<p>{tv!(rule.unfinished)}</p></div>
        }
        .into_any(),
        PreviewState::Asking => waiting(),
        PreviewState::Failed(error) => {
            let retry = Callback::new(move |()| watch.retry());
            view! { <div class="body"><ErrorPanel error retry/></div> }.into_any()
        }
        PreviewState::Ready(known) => view! { <Answer known field listed group why/> }.into_any(),
    };
    // The live region speaks only when an answer has arrived, not while the rule changes.
    let said = move || match watch.preview.get() {
        PreviewState::Ready(known) => sentence(&known),
        _ => String::new(),
    };
    view! {
        <section class="card preview" aria-labelledby="preview-title">
            <header><h3 id="preview-title" tabindex="-1">{tv!(rule.preview)}</h3></header>
            <div class="visually-hidden" role="status">{said}</div>
            <div class="body"><CheckPerson rule classes/></div>
            {shown}
            <WhyDialog rule of=why/>
        </section>
    }
}

/// The numbers of an answer as a sentence for the live region; reactive to the language.
fn sentence(known: &Preview) -> String {
    match &known.change {
        Some(Change::Each { joining, leaving, compared, .. }) => {
            let (leaving, staying) = (leaving.len() as i64, compared.staying.len() as i64);
            t!(rule.change_said, total = known.total, joining = *joining, leaving = leaving, staying = staying)
        }
        _ => t!(rule.total_said, count = known.total),
    }
}

fn waiting() -> AnyView {
    view! { <div class="body stack" aria-busy="true"><Skeleton/></div> }.into_any()
}

#[component]
fn Answer(
    known: Preview,
    field: RuleField,
    listed: RwSignal<Listed>,
    group: StoredValue<Option<ExistingGroup>>,
    why: RwSignal<Option<Principal>>,
) -> impl IntoView {
    let change = known.change.clone().map(|change| view! { <Changes change listed/> });
    let groups = (known.groups > 0).then(|| {
        let leave = move |_| field.edit(|rule| rule.find = rule.find.set(rule.find.of(ObjectKind::Group), false));
        view! {
            <div class="panel info">
                {Icon::Info.view()}
                <div>
                    <p>{t!(rule.groups_found, count = known.groups)}</p>
                    <button type="button" class="btn s" on:click=leave>{t!(rule.find_no_groups)}</button>
                </div>
            </div>
        }
    });
    let excluded = field.rule.with_untracked(|rule| rule.exclude.len() as i64);
    let excluded = (excluded > 0).then(|| view! { <p class="small muted">{t!(rule.excluded_n, count = excluded)}</p> });
    let nobody = (known.total == 0).then(|| {
        view! { <div class="panel warn">{Icon::Warning.view()}<p>{tv!(rule.nobody)}</p></div> }
    });
    let wide = is_nearly_everyone(known.total, known.everyone).then(|| {
        let [total, everyone] = [known.total, known.everyone].map(format::count);
        view! {
            <div class="panel warn" role="alert">
                {Icon::Warning.view()}<p>{t!(rule.nearly_everyone, total = total, everyone = everyone)}</p>
            </div>
        }
    });
    let stats = total(&known);
    let known = StoredValue::new(known);
    let number = RwSignal::new(1_i64);
    // Another list starts at its first page.
    Effect::new(move |_| {
        listed.track();
        number.set(1);
    });
    let api = StoredValue::new(Api::expect());
    let ask = move || -> ViewFuture {
        let (api, known, group) = (api.get_value(), known.get_value(), group.get_value());
        let (listed, at) = (listed.get(), number.get());
        Box::pin(async move {
            let page = preview::page(api, &known, listed, group, at, PAGE).await;
            view_factory(move || list(page.clone(), listed, number, why))
        })
    };
    view! {
        <div class="body stack">
            {stats}
            {change}
            {nobody}
            {wide}
            {groups}
            {excluded}
            <AsyncView ask=Box::new(ask) waiting/>
        </div>
    }
}

/// How many members there would be, and with exceptions the sum of matches and included members; reactive.
pub fn total(known: &Preview) -> AnyView {
    let total = known.total;
    let included = known.question.included().len() as i64;
    let sum = (included > 0).then(|| {
        let [found, included] = [total - included, included].map(format::count);
        view! { <span class="muted small nums">{t!(rule.sum, found = found, included = included)} " ="</span> " " }
    });
    view! {
        <p class="stat-line">{sum}<b class="nums">{format::count(total)}</b> " " {t!(rule.people, count = total)}</p>
    }
    .into_any()
}

/// Who joins, leaves and stays, as radio buttons that choose the list.
#[component]
fn Changes(change: Change, listed: RwSignal<Listed>) -> impl IntoView {
    let Change::Each { joining, leaving, compared, .. } = change else {
        return view! { <div class="panel info">{Icon::Info.view()}<p>{tv!(rule.too_many)}</p></div> }.into_any();
    };
    let (leaving, staying) = (leaving.len() as i64, compared.staying.len() as i64);
    let choice = |of: Listed, label: fn(&str) -> String, count: i64| {
        let count = format::count(count);
        (of, Choice::new(move || label(&count)))
    };
    let choices = vec![
        choice(Listed::Meant, |n| t!(rule.all_n, count = n), joining + staying),
        choice(Listed::Joining, |n| t!(rule.joining_n, count = n), joining),
        choice(Listed::Leaving, |n| t!(rule.leaving_n, count = n), leaving),
        choice(Listed::Staying, |n| t!(rule.staying_n, count = n), staying),
    ];
    let choices = Choices::of(choices, move || listed.get(), move |of| listed.set(of));
    let text = FieldText::new("preview-part", || t!(rule.show), || None);
    view! { <div class="change-parts"><Radios text choices/></div> }.into_any()
}

fn list(
    page: Result<(Vec<Person>, i64), ApiError>,
    listed: Listed,
    number: RwSignal<i64>,
    why: RwSignal<Option<Principal>>,
) -> AnyView {
    let (people, total) = match page {
        Ok(page) => page,
        Err(error) => return view! { <ErrorPanel error/> }.into_any(),
    };
    if people.is_empty() {
        return view! { <p class="muted">{t!(rule.nobody_here)}</p> }.into_any();
    }
    let at = number.get_untracked();
    let first = (at - 1) * PAGE + 1;
    let last = first + people.len() as i64 - 1;
    let range = {
        let [first, last, total] = [first, last, total].map(format::count);
        t!(table.range, first = first, last = last, total = total)
    };
    let row = |Person { who, department, is_always }: Person| {
        let name = who.name.clone();
        let asked = who.clone();
        let tag = match listed {
            Listed::Meant => None,
            Listed::Joining => Some(("tag good", t!(rule.joins))),
            Listed::Leaving => Some(("tag bad", t!(rule.leaves))),
            Listed::Staying => Some(("tag", t!(rule.stays))),
        };
        let always = is_always.then(|| view! { <span class="tag accent">{t!(rule.always)}</span> });
        view! {
            <li>
                <PrincipalLine who/>
                <span class="small muted grow hide-s">{department}</span>
                {always}
                {tag.map(|(class, word)| view! { <span class=class>{word}</span> })}
                <button type="button" class="btn s quiet" aria-label=t!(rule.why_of, name = name)
                    on:click=move |_| why.set(Some(asked.clone()))>{t!(rule.why)}</button>
            </li>
        }
    };
    let (is_first, is_last) = (at <= 1, last >= total);
    let step = move |by: i64, end: bool| {
        if !end {
            number.update(|number| *number += by);
        }
    };
    view! {
        <ul class="list people-list" aria-label=t!(rule.preview)>{people.into_iter().map(row).collect_view()}</ul>
        <div class="pager">
            <span class="nums">{range}</span>
            <span class="end">
                <button type="button" class="btn s" aria-disabled=is_first.to_string()
                    on:click=move |_| step(-1, is_first)>{t!(table.previous)}</button>
                <button type="button" class="btn s" aria-disabled=is_last.to_string()
                    on:click=move |_| step(1, is_last)>{t!(table.next)}</button>
            </span>
        </div>
    }
    .into_any()
}
