//! Saved views of a list, kept in this browser for each store and user.

use super::{Naming, TableState, Views};
use crate::i18n::{t, tv, words};
use crate::routes;
use crate::storage;
use crate::ui::dialog::Dialog;
use crate::ui::field::{FieldText, TextField};
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::list::SavedView;
use model::wire::lenient::Member;
use serde_json::Value;

/// The button of the menu, which has the focus after a view in it was changed.
const BUTTON: &str = "[aria-controls=views]";

impl Views {
    /// The saved views; reactive. What an older version kept in another format is none.
    fn all(self) -> Vec<SavedView> {
        self.changed.track();
        self.now()
    }

    fn now(self) -> Vec<SavedView> {
        self.key.with_value(|key| views_at(key))
    }

    /// Changes the saved views. Returns false if the browser refused to store them.
    fn change(self, change: impl FnOnce(&mut Vec<SavedView>)) -> bool {
        change_at(&self.key.get_value(), self.changed, change)
    }
}

/// The views under a key.
fn views_at(key: &str) -> Vec<SavedView> {
    let json: Value = serde_json::from_str(&storage::get(key).unwrap_or_default()).unwrap_or_default();
    Vec::read(Some(&json)).unwrap_or_default()
}

/// Changes the views under a key, also after the list is gone. Returns false if the browser refused to store them.
fn change_at(key: &str, changed: RwSignal<u32>, change: impl FnOnce(&mut Vec<SavedView>)) -> bool {
    let mut views = views_at(key);
    change(&mut views);
    let kept = storage::set(key, &views.write().unwrap_or_default().to_string());
    changed.update(|n| *n += 1);
    kept
}

/// The content of the menu: a link for each view, with buttons to rename and delete it.
#[component]
pub fn ViewsMenu(table: TableState, views: Views, naming: Naming) -> impl IntoView {
    let toasts = Toasts::expect();
    let here = Memo::new(move |_| table.saved_query());
    let row = move |view: SavedView| {
        let SavedView { name, query } = view.clone();
        let mark = if query.is_empty() { "" } else { "?" };
        let href = format!("{}{mark}{query}", window().location().pathname().unwrap_or_else(|_| routes::base()));
        let current = move || here.with(|here| *here == query).then_some("true");
        let renamed = name.clone();
        let rename = move |_| naming.start(Some(renamed.clone()));
        let (gone, own) = (name.clone(), view);
        let delete = move |_| {
            let place = views.now().iter().position(|view| view.name == gone).unwrap_or_default();
            views.change(|views| views.retain(|view| view.name != gone));
            focus::soon(BUTTON);
            // The offer outlives the list.
            let (said, own, key, changed) = (gone.clone(), own.clone(), views.key.get_value(), views.changed);
            let undo = move || {
                let own = own.clone();
                change_at(&key, changed, |views| {
                    if views.iter().all(|view| view.name != own.name) {
                        views.insert(place.min(views.len()), own);
                    }
                });
            };
            toasts.offer(move || t!(view.deleted, name = said.as_str()), || t!(common.undo), undo);
        };
        let labels = (name.clone(), name.clone());
        view! {
            <li>
                <a class="item" href=href aria-current=current>{name}</a>
                <button type="button" class="btn s quiet" aria-label=move || t!(view.rename_of, name = labels.0.as_str())
                    on:click=rename>{tv!(view.rename)}</button>
                <button type="button" class="btn s quiet icon"
                    aria-label=move || t!(view.delete_of, name = labels.1.as_str()) on:click=delete>{Icon::Bin.view()}</button>
            </li>
        }
    };
    let list = move || {
        let all = views.all();
        if all.is_empty() {
            return view! { <p class="hint">{tv!(view.none)}</p> }.into_any();
        }
        view! { <ul aria-label=tv!(view.views)>{all.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! { {list} }
}

/// The dialog that saves the list as it is shown, or gives a view another name.
#[component]
pub fn SaveViewDialog(table: TableState, views: Views, naming: Naming) -> impl IntoView {
    let toasts = Toasts::expect();
    let name = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    Effect::new(move |_| {
        if naming.open.get() {
            name.set(naming.of.get_untracked().unwrap_or_default());
            tried.set(false);
            focus::select_soon("#view-name");
        } else if naming.of.with_untracked(Option::is_some) {
            // The button that has opened the dialog is in a menu, which is closed by now.
            focus::soon(BUTTON);
        }
    });
    let typed = move || name.with(|name| name.trim().to_owned());
    let error = move || (tried.get() && typed().is_empty()).then(|| t!(view.name_missing).to_owned());
    let hint = move || {
        let (typed, of) = (typed(), naming.of.get());
        let is_taken = of.as_ref() != Some(&typed) && views.all().iter().any(|view| view.name == typed);
        if is_taken { t!(view.name_taken) } else { t!(view.kept_here) }.to_owned()
    };
    let save = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        tried.set(true);
        let name = untrack(typed);
        if name.is_empty() {
            return focus::soon("#view-name");
        }
        let kept = match naming.of.get_untracked() {
            Some(of) => views.change(|views| SavedView::rename(views, &of, &name)),
            None => {
                let query = untrack(|| table.saved_query());
                views.change(|views| SavedView::save(views, SavedView { name: name.clone(), query }))
            }
        };
        naming.open.set(false);
        match kept {
            true => toasts.say(move || t!(view.saved, name = name.as_str())),
            false => toasts.warn(|| t!(view.not_saved).to_owned()),
        }
    };
    let title = Signal::derive(move || {
        if naming.of.with(Option::is_some) { t!(view.rename_title) } else { t!(view.save) }.to_owned()
    });
    let text = StoredValue::new(FieldText::new("view-name", || t!(view.name), error).hint(hint));
    let is_new = words(|| t!(view.save_button));
    view! {
        <Dialog open=naming.open id="save-view" title>
            <form class="stack" on:submit=save>
                <TextField text=text.get_value() value=name on_input=move |text| name.set(text)/>
                <div class="buttons">
                    <button type="button" class="btn" on:click=move |_| naming.open.set(false)>{tv!(common.cancel)}</button>
                    <button type="submit" class="btn primary">{move || is_new.get()}</button>
                </div>
            </form>
        </Dialog>
    }
}
