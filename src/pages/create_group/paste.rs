//! Paste a list: each entry becomes Found, Ambiguous or Not found; the last two are mended in place.

use crate::api::resolve::Resolved;
use crate::api::{Api, ApiError};
use crate::i18n::{t, tv, words};
use crate::task::Life;
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::field::{FieldText, TextArea};
use crate::ui::progress::progress;
use crate::ui::who::Who;
use leptos::prelude::*;
use model::group::{Principal, parse_list};

/// A line of the result.
#[derive(Clone, Copy)]
struct Line {
    key: usize,
    /// What is looked up; can be mended.
    entry: RwSignal<String>,
    found: RwSignal<Vec<Principal>>,
    /// Which of several, if somebody said so.
    chosen: RwSignal<Option<usize>>,
}

impl Line {
    fn who(&self) -> Option<Principal> {
        self.found.with(|found| match (found.len(), self.chosen.get()) {
            (1, _) => found.first().cloned(),
            (_, Some(at)) => found.get(at).cloned(),
            _ => None,
        })
    }
}

/// The dialog.
#[component]
pub fn PasteDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Those who were found.
    on_add: Callback<Vec<Principal>>,
    /// The object classes that are looked for.
    classes: &'static [&'static str],
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let life = Life::new();
    let pasted = RwSignal::new(String::new());
    let lines = RwSignal::new(None::<Vec<Line>>);
    let shown = RwSignal::new(None::<(usize, usize)>);
    let failed = RwSignal::new(None::<ApiError>);
    let empty = RwSignal::new(false);
    let check = move || {
        let entries = parse_list(&pasted.get_untracked());
        empty.set(entries.is_empty());
        if entries.is_empty() || shown.get_untracked().is_some() {
            return;
        }
        let total = entries.len();
        failed.set(None);
        shown.set(Some((0, total)));
        life.spawn(async move {
            let api = api.get_value();
            // Closing the dialog stops asking.
            let report = move |done| {
                let open = open.get_untracked();
                if open {
                    shown.set(Some((done, total)));
                }
                open
            };
            let answer = api.resolve(api.current_store().id, classes, entries, report).await;
            shown.set(None);
            match answer {
                Ok(resolved) if open.get_untracked() => {
                    lines.set(Some(resolved.into_iter().enumerate().map(line).collect()));
                }
                Ok(_) => {}
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let found = move || {
        let who = |line: &Line| line.who();
        lines.with(|lines| lines.iter().flatten().filter_map(who).collect::<Vec<_>>())
    };
    let count = move || found().len() as i64;
    let open_lines =
        move || lines.with(|lines| lines.iter().flatten().filter(|line| line.who().is_none()).count() as i64);
    let add = move |_| {
        on_add.run(untrack(found));
        // What could not be resolved is not lost: it stays in the box.
        let rest = lines.with_untracked(|lines| {
            let open = lines.iter().flatten().filter(|line| untrack(|| line.who()).is_none());
            open.map(|line| line.entry.get_untracked()).collect::<Vec<_>>()
        });
        lines.set(None);
        if rest.is_empty() {
            pasted.set(String::new());
            open.set(false);
        } else {
            pasted.set(rest.join("\n"));
        }
    };
    let text =
        FieldText::new("paste-list", || t!(paste.label), move || empty.get().then(|| t!(paste.empty).to_owned()))
            .hint(|| t!(paste.hint).to_owned());
    let text = StoredValue::new(text);
    let input = move || {
        view! {
            <TextArea text=text.get_value() value=pasted on_input=move |text| pasted.set(text) rows=9/>
            {move || shown.get().map(|(done, total)| {
                progress(t!(paste.progress, done = done, total = total), done as i64, total as i64)
            })}
            {move || failed.get().map(|error| view! { <ErrorPanel error/> })}
            <div class="buttons">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{tv!(common.cancel)}</button>
                <button type="button" class="btn primary" on:click=move |_| check()>{tv!(paste.check)}</button>
            </div>
        }
    };
    let result = move |all: Vec<Line>| {
        view! {
            <p role="status">{move || t!(paste.summary, found = count(), open = open_lines())}</p>
            <ul class="list" style:max-block-size="50vh" style:overflow-y="auto">
                {all.into_iter().map(|line| view! { <LineView line classes/> }).collect_view()}
            </ul>
            <div class="buttons">
                <button type="button" class="btn" on:click=move |_| lines.set(None)>{tv!(wizard.back)}</button>
                <button type="button" class="btn primary" disabled=move || count() == 0 on:click=add>
                    {move || t!(paste.add, count = count())}
                </button>
            </div>
        }
    };
    view! {
        <Dialog open id="paste" title=words(|| t!(members.paste)) wide=true>
            {move || match lines.get() {
                None => input().into_any(),
                Some(all) => result(all).into_any(),
            }}
        </Dialog>
    }
}

fn line((key, resolved): (usize, Resolved)) -> Line {
    Line {
        key,
        entry: RwSignal::new(resolved.entry),
        found: RwSignal::new(resolved.found),
        chosen: RwSignal::new(None),
    }
}

/// One entry and what it means.
#[component]
fn LineView(line: Line, classes: &'static [&'static str]) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let life = Life::new();
    let again = move || {
        let entry = line.entry.get_untracked().trim().to_owned();
        life.spawn(async move {
            let api = api.get_value();
            let answer = api.resolve(api.current_store().id, classes, vec![entry.clone()], |_| true).await;
            let still = line.entry.with_untracked(|now| now.trim() == entry);
            if let (Ok(resolved), true) = (answer, still) {
                line.found.set(resolved.into_iter().next().map(|one| one.found).unwrap_or_default());
            }
        });
    };
    let choose = move |at: String| line.chosen.set(at.parse().ok());
    let state = move || match (line.found.with(Vec::len), line.who()) {
        (0, _) => view! { <span class="tag bad">{t!(paste.not_found)}</span> }.into_any(),
        (_, None) => view! { <span class="tag warn">{t!(paste.ambiguous)}</span> }.into_any(),
        _ => view! { <span class="tag good">{t!(paste.found)}</span> }.into_any(),
    };
    let body = move || {
        let found = line.found.get();
        match found.as_slice() {
            [] => view! {
                <span class="row">
                    <input class="input" aria-label=t!(paste.mend) prop:value=line.entry
                        on:input:target=move |ev| line.entry.set(ev.target().value())
                        on:keydown=move |ev| if ev.key() == "Enter" { ev.prevent_default(); again() }/>
                    <button type="button" class="btn s" on:click=move |_| again()>{t!(paste.look_again)}</button>
                </span>
            }
            .into_any(),
            [one] => view! { <Who who=one.clone()/> }.into_any(),
            several => {
                let option = |(at, who): (usize, &Principal)| {
                    let about = if who.mail.is_empty() { who.dn.clone() } else { who.mail.clone() };
                    view! { <option value=at>{format!("{} · {about}", who.name)}</option> }
                };
                view! {
                    <span class="row">
                        <span>{line.entry.get()}</span>
                        <span class="drop">
                            <select class="input" aria-label=t!(paste.which, entry = line.entry.get())
                                on:change:target=move |ev| choose(ev.target().value())>
                                <option value="">{t!(paste.choose)}</option>
                                {several.iter().enumerate().map(option).collect_view()}
                            </select>
                        </span>
                    </span>
                }
                .into_any()
            }
        }
    };
    view! {
        <li data-line=line.key>
            {body}
            <span class="controls">{state}</span>
        </li>
    }
}
