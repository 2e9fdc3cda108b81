//! Everyone in a group with the groups in it resolved, and the way by which each person is in.

use crate::api::Api;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::task::{Latest, Lifetime};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::filter_field::FilterField;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::pager::Pages;
use crate::ui::principal::{PrincipalLine, kind_name};
use crate::ui::table::save_table;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::group::{Everyone, Insider};
use model::wire::ObjectId;

/// Rows per page.
const PAGE: usize = 20;

/// How far the reading is.
#[derive(Clone, PartialEq)]
enum Reading {
    Busy,
    Stopped,
    Failed(ApiError),
    Done,
}

#[component]
pub fn EveryoneList(
    /// The group's object id.
    group: ObjectId,
    /// The group's name.
    name: String,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let (life, latest, toasts) = (Lifetime::new(), Latest::new(), Toasts::expect());
    let file = name.clone();
    let all = RwSignal::new(Everyone::new(group, name));
    let reading = RwSignal::new(Reading::Busy);
    let filter = RwSignal::new(String::new());
    let pages = Pages::new(PAGE);
    // Goes on where it has ended.
    let read = move || {
        let is_latest = latest.begin();
        reading.set(Reading::Busy);
        life.spawn(async move {
            let api = api.get_value();
            let store = api.current_store().id;
            while let Some(id) = all.with_untracked(|all| all.next().cloned()) {
                let read = api.all_members(store, &id, |_, _| is_latest()).await;
                if !is_latest() {
                    return;
                }
                match read {
                    Ok(members) => all.update(|all| {
                        all.found(members.unwrap_or_default());
                        all.finished();
                    }),
                    Err(error) => return reading.set(Reading::Failed(error)),
                }
            }
            reading.set(Reading::Done);
        });
    };
    read();
    let stop = move |_| {
        latest.cancel();
        reading.set(Reading::Stopped);
    };
    let retry = Callback::new(move |()| read());
    let shown = Memo::new(move |_| {
        let text = filter.get();
        all.with(|all| {
            let fits = |own: &&Insider| text.trim().is_empty() || own.who.is_about(&text);
            all.insiders().iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let total = Signal::derive(move || shown.with(Vec::len));
    let row = |Insider { who, way }: Insider| {
        view! {
            <li><PrincipalLine who/> <span class="controls small muted">{move || way_text(&way)}</span></li>
        }
    };
    let rows = move || {
        let range = pages.rows(total.get());
        let people = shown.with(|all| all.get(range).unwrap_or_default().to_vec());
        people.into_iter().map(row).collect_view()
    };
    let counted = move || {
        let (people, nested) = all.with(|all| (all.insiders().len() as i64, all.nested() as i64));
        let found = t!(everyone.people, count = people, number = format::count(people));
        format!("{found} {}", t!(everyone.nested, count = nested, number = format::count(nested)))
    };
    let state = move || {
        match reading.get() {
        Reading::Busy => view! {
            <span>{tv!(everyone.reading)}</span> <button type="button" class="btn s" on:click=stop>{tv!(wizard.stop)}</button>
        }
        .into_any(),
        Reading::Stopped => view! {
            <span class="tag warn">{tv!(everyone.stopped)}</span>
            <button type="button" class="btn s" on:click=move |_| read()>{tv!(everyone.go_on)}</button>
        }
        .into_any(),
        Reading::Failed(error) => view! { <ErrorPanel error retry/> }.into_any(),
        Reading::Done => ().into_any(),
    }
    };
    let rings = move || {
        let rings = all.with(Everyone::rings);
        let ring = |ring: Vec<String>| {
            let first = ring.first().cloned();
            let names = ring.into_iter().chain(first).collect::<Vec<_>>().join(" › ");
            view! { <p class="hint">{Icon::Warning.view()} <span>{t!(everyone.ring, names = names)}</span></p> }
        };
        rings.into_iter().map(ring).collect_view()
    };
    let is_done = Memo::new(move |_| reading.get() == Reading::Done);
    let save = move |_| {
        let header = [t!(members.name), t!(members.kind), t!(group.mail), t!(everyone.way)].map(str::to_owned).to_vec();
        let mut table = vec![header];
        table.extend(untrack(|| {
            all.with(|all| {
                let line = |own: &Insider| {
                    let who = &own.who;
                    vec![who.name.clone(), kind_name(who.kind).to_owned(), who.mail.clone(), way_text(&own.way)]
                };
                all.insiders().iter().map(line).collect::<Vec<_>>()
            })
        }));
        save_table(toasts, &file, &table);
    };
    let save = StoredValue::new(save);
    view! {
        <section class="card" aria-label=tv!(everyone.title)>
            <div class="body stack">
                <div class="row" role="status"><b class="nums">{counted}</b> {state}</div>
                <Show when=move || is_done.get()>{rings}</Show>
                <div class="row list-tools">
                    <FilterField label=|| t!(members.filter) value=filter on_change=move |()| pages.show(0)/>
                    <Show when=move || is_done.get()>
                        <button type="button" class="btn" on:click=save.get_value()>{tv!(export.button)}</button>
                    </Show>
                </div>
                <Show when=move || { total.get() > 0 } fallback=|| view! { <p class="muted">{tv!(everyone.nobody)}</p> }>
                    <div class="member-rows">
                        <ul class="list" aria-label=tv!(everyone.title)>{rows}</ul>
                        {pages.pager(total)}
                    </div>
                </Show>
            </div>
        </section>
    }
}

/// The way by which somebody is in the group; reactive.
fn way_text(way: &[String]) -> String {
    if way.is_empty() { t!(everyone.direct).to_owned() } else { t!(everyone.through, groups = way.join(" › ")) }
}
