//! "Paste a list": each entry becomes Found, Ambiguous or Not found, and the last two are resolved in place. A decision
//! about an entry is kept as long as the entry is in the list.

use super::MemberCheck;
use super::paste_lines::{Lines, Results};
use crate::api::Api;
use crate::forms::text_file::{FileFault, chosen_file, read_text};
use crate::http::ApiError;
use crate::i18n::{t, tv, words};
use crate::task::{Latest, Lifetime};
use crate::ui::choice::{Choice, Choices, Select};
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::field::{FieldText, TextArea};
use crate::ui::focus;
use crate::ui::progress::progress;
use leptos::prelude::*;
use model::group::{PastedEntry, Principal, attention_first, carry_over, columns_of, parse_column, parse_list};

#[component]
pub fn PasteDialog(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// Receives the resolved members, and the number of entries that are still unclear.
    on_add: Callback<(Vec<Principal>, usize)>,
    /// Who can be a member.
    check: MemberCheck,
    /// The label of the button for so many people; reactive.
    #[prop(default = |count| t!(paste.add, count = count))]
    act: fn(i64) -> String,
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let life = Lifetime::new();
    let rules = check.rules_now();
    let classes = rules.classes();
    let people_only = rules.takes_people_only();
    let pasted = RwSignal::new(String::new());
    let columns = Memo::new(move |_| pasted.with(|text| columns_of(text).unwrap_or_default()));
    // The column that names the people; none leaves the choice to the headings and the addresses.
    let column = RwSignal::new(None::<usize>);
    let fault = RwSignal::new(None::<FileFault>);
    let latest = Latest::new();
    let lines = Lines::new(check);
    let answered = RwSignal::new(false);
    let shown = RwSignal::new(None::<(usize, usize)>);
    let failed = RwSignal::new(None::<ApiError>);
    let empty = RwSignal::new(false);
    let show_results = move || {
        lines.order.set(untrack(|| lines.outcomes.with(|outcomes| attention_first(outcomes))));
        lines.pages.show(0);
        answered.set(true);
        focus::rescue("[id=\"paste\"] .paste-results");
    };
    let look_up = move || {
        let chosen = column.get_untracked().filter(|at| untrack(|| columns.with(|all| *at < all.len())));
        let entries = pasted.with_untracked(|text| match chosen {
            Some(at) => parse_column(text, at),
            None => parse_list(text),
        });
        empty.set(entries.is_empty());
        if entries.is_empty() || shown.get_untracked().is_some() {
            return;
        }
        let (carried, unknown) = carry_over(lines.entries.get_untracked(), entries);
        let asked: Vec<String> = unknown.iter().filter_map(|at| Some(carried.get(*at)?.entry.clone())).collect();
        let total = asked.len();
        failed.set(None);
        if total == 0 {
            lines.entries.set(carried);
            show_results();
            return;
        }
        shown.set(Some((0, total)));
        life.spawn(async move {
            let api = api.get_value();
            // Closing the dialog stops the look-up.
            let report = move |done| {
                let open = open.get_untracked();
                if open {
                    shown.set(Some((done, total)));
                }
                open
            };
            let answer = api.resolve(api.current_store().id, classes, asked, report).await;
            shown.set(None);
            match answer {
                Ok(resolved) if open.try_get_untracked() == Some(true) => {
                    let mut carried = carried;
                    for (at, one) in unknown.into_iter().zip(resolved) {
                        if let Some(entry) = carried.get_mut(at) {
                            entry.found = one.found;
                            entry.is_doubtful = one.is_doubtful;
                        }
                    }
                    lines.entries.set(carried);
                    show_results();
                }
                Ok(_) => {}
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let add = move |()| {
        let all = lines.new_people();
        // Unclear entries stay in the text box, together with what is known about them.
        let rest = lines.unclear();
        pasted.set(rest.iter().map(|entry: &PastedEntry| entry.entry.as_str()).collect::<Vec<_>>().join("\n"));
        let waiting = rest.len();
        lines.entries.set(rest);
        answered.set(false);
        open.set(false);
        on_add.run((all, waiting));
    };
    let back = move |()| {
        answered.set(false);
        focus::soon("[id=\"paste-list\"]");
    };
    let error = move || empty.get().then(|| t!(paste.empty).to_owned());
    let text = FieldText::new("paste-list", || t!(paste.label), error).hint(move || {
        let hint = t!(paste.hint).to_owned();
        if people_only { format!("{hint} {}", t!(members.people_only)) } else { hint }
    });
    let text = StoredValue::new(text);
    let file = move |input: web_sys::HtmlInputElement| {
        let Some(file) = chosen_file(&input) else { return };
        let is_latest = latest.begin();
        fault.set(None);
        life.spawn(async move {
            let read = read_text(&file).await;
            if !is_latest() {
                return;
            }
            match read {
                Ok(decoded) => {
                    // What was typed before is kept above it.
                    pasted.update(|text| {
                        if !text.trim().is_empty() && !text.ends_with('\n') {
                            text.push('\n');
                        }
                        text.push_str(&decoded.text);
                    });
                    column.set(None);
                }
                Err(reason) => fault.set(Some(reason)),
            }
        });
    };
    let which = move || {
        let own = columns.get().into_iter().enumerate();
        let own = own.map(|(at, name)| (Some(at), Choice::new(move || name.clone())));
        let list = [(None, Choice::new(|| t!(paste.column_by_itself).to_owned()))].into_iter().chain(own).collect();
        let text = FieldText::new("paste-column", || t!(paste.column), || None);
        view! { <Select text choices=Choices::of(list, move || column.get(), move |at| column.set(at))/> }
    };
    let has_columns = Memo::new(move |_| !columns.with(Vec::is_empty));
    let input = move || {
        view! {
            <TextArea text=text.get_value() value=pasted on_input=move |text| pasted.set(text) rows=9/>
            <div class="row">
                <label class="btn s file-button">
                    <input type="file" class="visually-hidden" id="paste-file" accept=".csv,.txt,text/csv,text/plain"
                        on:change:target=move |ev| file(ev.target())/>
                    <span>{tv!(paste.file)}</span>
                </label>
            </div>
            <div aria-live="assertive">{move || fault.get().map(|fault| view! { <p class="error">{fault.said()}</p> })}</div>
            {move || has_columns.get().then(which)}
            {move || shown.get().map(|(done, total)| {
                progress(t!(paste.progress, done = done, total = total), done as i64, total as i64)
            })}
            {move || failed.get().map(|error| view! { <ErrorPanel error/> })}
            <div class="buttons">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{tv!(common.cancel)}</button>
                <button type="button" class="btn primary" on:click=move |_| look_up()>{tv!(paste.check)}</button>
            </div>
        }
    };
    view! {
        <Dialog open id="paste" title=words(|| t!(members.paste)) wide=true>
            {move || if answered.get() {
                view! { <Results lines act on_add=add on_back=back/> }.into_any()
            } else {
                input().into_any()
            }}
        </Dialog>
    }
}
