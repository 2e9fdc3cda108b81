//! The card of one side: what is compared, or the choice of it.

use super::side::{Reading, Side};
use crate::i18n::{t, text, tv};
use crate::ui::choice::{Choice, Choices, Radios};
use crate::ui::error_panel::ErrorPanel;
use crate::ui::field::FieldText;
use crate::ui::format;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::progress::progress;
use leptos::prelude::*;
use model::group::Principal;
use model::wire::ObjectId;

#[component]
pub fn SideCard(
    side: Side,
    /// Its heading; reactive.
    label: fn() -> &'static str,
    /// The id of its field.
    id: &'static str,
    /// Receives the chosen group.
    #[prop(into)]
    on_group: Callback<ObjectId>,
    /// Called to paste a list.
    #[prop(into)]
    on_paste: Callback<()>,
    /// Called to choose something else.
    #[prop(into)]
    on_clear: Callback<()>,
) -> impl IntoView {
    let empty = Memo::new(move |_| side.is_empty());
    let choice = move || {
        let field = FieldText::new(id, || t!(compare.group), || None);
        view! {
            <PeoplePicker text=field classes=&["group"] on_pick=move |group: Principal| on_group.run(group.id)/>
            <div class="row">
                <button type="button" class="btn s" on:click=move |_| on_paste.run(())>{tv!(members.paste)}</button>
            </div>
        }
    };
    let whom = move || {
        let list = vec![
            (false, Choice::new(|| t!(compare.members).to_owned())),
            (true, Choice::new(|| t!(compare.found_by_rule).to_owned())),
        ];
        let choose = move |of_rule| {
            side.of_rule.set(of_rule);
            side.read();
        };
        let name = if id == "compare-left" { "compare-left-whom" } else { "compare-right-whom" };
        let field = FieldText::new(name, || t!(compare.whom), || None);
        view! { <Radios text=field choices=Choices::of(list, move || side.of_rule.get(), choose)/> }
    };
    let count = move || {
        side.people.with(|people| people.as_ref().map(Vec::len)).map(|count| t!(members.count, count = count as i64))
    };
    let unclear = move || Some(side.unclear() as i64).filter(|count| *count > 0);
    let retry = Callback::new(move |()| side.read());
    let reading = move || match side.reading.get() {
        Reading::Idle => ().into_any(),
        Reading::Busy(read, of) => {
            let said = t!(members.importing, read = format::count(read), total = format::count(of));
            view! { <div role="status">{progress(said, read, of)}</div> }.into_any()
        }
        Reading::Failed(error) => view! { <ErrorPanel error retry/> }.into_any(),
    };
    let chosen = move || {
        view! {
            <p><b>{move || side.name()}</b> " " <span class="muted nums">{count}</span></p>
            {move || unclear().map(|count| view! { <p class="hint">{t!(compare.unclear, count = count)}</p> })}
            <Show when=move || side.has_rule()>{whom()}</Show>
            {reading}
            <div class="row">
                <button type="button" class="btn s" on:click=move |_| on_clear.run(())>{tv!(compare.other)}</button>
            </div>
        }
    };
    view! {
        <section class="card" aria-label=text(label)>
            <header><h2>{text(label)}</h2></header>
            <div class="body stack">
                {move || if empty.get() { choice().into_any() } else { chosen().into_any() }}
            </div>
        </section>
    }
}
