//! A text field with a list of suggestions (WAI-ARIA Authoring Practices, "Combobox", list autocomplete).
//!
//! The focus stays in the field, and `aria-activedescendant` refers to the active suggestion. The caller provides the
//! suggestions.

use super::async_view::ViewFactory;
use super::error_panel::sentence;
use super::field::{FieldText, required_mark};
use super::focus;
use super::icon::Icon;
use super::popup::{Align, keep_open};
use crate::http::ApiError;
use crate::i18n::{t, tv};
use leptos::html;
use leptos::prelude::*;

/// The state of the list.
#[derive(Clone)]
pub enum Suggestions {
    /// Nothing was asked yet; no list is shown.
    None,
    /// The request is running.
    Loading,
    /// The rendered suggestions, and how many there are in all.
    Found(Vec<ViewFactory>, i64),
    Failed(ApiError),
}

#[component]
pub fn Combobox(
    /// Label, hint and error.
    text: FieldText,
    /// The text in the field.
    value: RwSignal<String>,
    /// The suggestions, and the state of loading them.
    suggestions: Signal<Suggestions>,
    /// Receives the index of the chosen suggestion; the caller then sets the field's text.
    #[prop(into)]
    on_pick: Callback<usize>,
    /// Receives the text when it was changed by typing.
    #[prop(into)]
    on_type: Callback<String>,
    /// Called when the list is opened.
    #[prop(into)]
    on_open: Callback<()>,
    /// The suggestion that equals the current value. A field that has this behaves like a drop-down list.
    #[prop(optional)]
    current: Option<Signal<Option<usize>>>,
    /// The suggestion that the typed text clearly means: it is active, and Enter takes it. Any other one must be chosen
    /// explicitly.
    #[prop(optional)]
    best: Option<Signal<Option<usize>>>,
    /// A line above the suggestions, or instead of "nobody found" if there are none; "" for none.
    #[prop(optional)]
    note: Option<Signal<String>>,
    /// Whether an empty field opens its list as soon as it gets the focus.
    #[prop(default = false)]
    eager: bool,
    /// Whether the field is read-only.
    #[prop(into, default = Signal::from(false))]
    disabled: Signal<bool>,
    /// Whether the field must be filled in.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = text.id;
    let is_current = move |at: usize| current.is_some_and(|current| current.get() == Some(at));
    let list_id = format!("{id}-list");
    let open = RwSignal::new(false);
    // Whether the text was changed since the last choice; only then `best` applies.
    let searching = RwSignal::new(false);
    // Whether Enter was pressed while it was unclear which suggestion is meant.
    let asking = RwSignal::new(false);
    let gone_to = RwSignal::new(None::<usize>);
    let count = move || suggestions.with(|s| if let Suggestions::Found(items, _) = s { items.len() } else { 0 });
    let active = Memo::new(move |_| {
        let best = || best.filter(|_| searching.get()).and_then(|best| best.get()).filter(|at| *at < count());
        gone_to.get().or_else(best)
    });
    let shown = Memo::new(move |_| open.get() && suggestions.with(|s| !matches!(s, Suggestions::None)));
    let option_id = move |at: usize| format!("{id}-option-{at}");
    let pick = move |at: usize| {
        if at < untrack(count) {
            open.set(false);
            searching.set(false);
            asking.set(false);
            gone_to.set(None);
            on_pick.run(at);
        }
    };
    let show = move || {
        open.set(true);
        searching.set(false);
        asking.set(false);
        on_open.run(());
        if let Some(at) = current.and_then(|current| current.get_untracked()) {
            // Runs when the list has been rendered.
            request_animation_frame(move || focus::show(&focus::by_id(&option_id(at))));
        }
    };
    let keydown = move |ev: leptos::ev::KeyboardEvent| {
        let count = untrack(count);
        let at = active.get_untracked();
        let half_typed = searching.get_untracked() && value.with_untracked(|v| !v.trim().is_empty());
        let go = |to: usize| {
            ev.prevent_default();
            gone_to.set(Some(to));
            focus::show(&focus::by_id(&option_id(to)));
        };
        match (ev.key().as_str(), shown.get_untracked()) {
            ("ArrowDown" | "ArrowUp", false) => {
                ev.prevent_default();
                show();
            }
            ("ArrowDown", true) if count > 0 => go(at.map_or(0, |at| (at + 1) % count)),
            ("ArrowUp", true) if count > 0 => go(at.map_or(count - 1, |at| (at + count - 1) % count)),
            ("Home", true) if at.is_some() => go(0),
            ("End", true) if at.is_some() => go(count - 1),
            ("Enter", true) if at.is_some() => {
                ev.prevent_default();
                pick(at.unwrap_or(0));
            }
            // A partly typed name must neither submit the form nor take an unmarked suggestion: the user has to choose.
            ("Enter", true) => {
                ev.prevent_default();
                asking.set(half_typed);
                // Without typed text, Enter just closes the list.
                open.set(half_typed);
            }
            ("Enter", false) if half_typed && suggestions.with_untracked(|s| !matches!(s, Suggestions::None)) => {
                ev.prevent_default();
                asking.set(true);
                open.set(true);
            }
            // In a field that only searches, Enter must not submit the form.
            ("Enter", false) if current.is_none() => ev.prevent_default(),
            ("Escape", true) => {
                ev.prevent_default();
                ev.stop_propagation();
                open.set(false);
                gone_to.set(None);
            }
            _ => {}
        }
    };
    let list = NodeRef::<html::Div>::new();
    keep_open(list, Align::Fill, shown.into());
    let controls = list_id.clone();
    // The line above the suggestions: the request to choose one, or the caller's note.
    let said = move || match suggestions
        .with(|s| if let Suggestions::Found(items, total) = s { (items.len(), *total) } else { (0, 0) })
    {
        (1.., total) if asking.get() => t!(picker.choose, count = total),
        _ => note.map(|note| note.get()).unwrap_or_default(),
    };
    let above = move || {
        let said = said();
        (!said.is_empty()).then(|| view! { <div class="note">{said}</div> })
    };
    let options = move || match suggestions.get() {
        Suggestions::None => ().into_any(),
        Suggestions::Loading => view! { <div class="note"><span class="skeleton"></span></div> }.into_any(),
        Suggestions::Failed(error) => view! { <div class="note error">{sentence(&error)}</div> }.into_any(),
        Suggestions::Found(items, _) if items.is_empty() => {
            said().is_empty().then(|| view! { <div class="note">{t!(picker.nobody)}</div> }).into_any()
        }
        Suggestions::Found(items, total) => {
            let more = total - items.len() as i64;
            let option = |(at, item): (usize, ViewFactory)| {
                view! {
                    <div role="option" id=option_id(at) aria-selected=move || (active.get() == Some(at)).to_string()
                        aria-current=move || is_current(at).then_some("true") on:pointerdown=|ev| ev.prevent_default() on:click=move |_| pick(at)
                        on:pointermove=move |_| gone_to.set(Some(at))>
                        {item()}
                    </div>
                }
            };
            let list = items.into_iter().enumerate().map(option).collect_view();
            let rest = (more > 0).then(|| view! { <div class="note">{t!(picker.more, count = more)}</div> });
            view! { {list} {rest} }.into_any()
        }
    };
    let announce = move || match (shown.get(), suggestions.get()) {
        (true, Suggestions::Found(_, total)) => {
            let said = said();
            if said.is_empty() { t!(picker.count, count = total) } else { said }
        }
        _ => String::new(),
    };
    view! {
        <div class="field">
            <label for=id>{text.label_view()} {required.then(required_mark)}</label>
            <div class="combo" class:drop=current.is_some()>
                {current.is_none().then(|| Icon::Search.view())}
                <input class="input" id=id type="text" role="combobox" autocomplete="off" spellcheck="false"
                    aria-autocomplete="list" aria-controls=controls aria-expanded=move || shown.get().to_string()
                    aria-activedescendant=move || active.get().filter(|_| shown.get()).map(option_id)
                    aria-describedby=text.described_by() aria-invalid=text.invalid() disabled=disabled
                    aria-required=required.then_some("true") prop:value=value
                    on:input:target=move |ev| {
                        value.set(ev.target().value());
                        gone_to.set(None);
                        searching.set(true);
                        asking.set(false);
                        open.set(true);
                        on_type.run(ev.target().value());
                    }
                    on:click=move |_| if !shown.get_untracked() { show() }
                    on:focus=move |_| if eager && value.with_untracked(String::is_empty) { show() }
                    on:blur=move |_| { open.set(false); gone_to.set(None) }
                    on:keydown=keydown/>
                <div class="options" popover="manual" role="listbox" id=list_id node_ref=list
                    aria-label=tv!(picker.suggestions)>
                    {above} {options}
                </div>
            </div>
            <div class="visually-hidden" role="status">{announce}</div>
            {text.below()}
        </div>
    }
}
