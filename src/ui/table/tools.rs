//! The buttons of a list: saved views, columns and export. What they open is loaded when it is needed.

use super::{Load, TableState, parts};
use crate::i18n::{tv, words};
use crate::session::Session;
use crate::ui::lazy::Lazy;
use crate::ui::menu::Menu;
use leptos::prelude::*;

/// The saved views of one list and user in this browser.
#[derive(Clone, Copy)]
pub struct Views {
    /// The key in local storage.
    pub(super) key: StoredValue<String>,
    /// Changes when they are saved.
    pub(super) changed: RwSignal<u32>,
}

/// The dialog that names a view.
#[derive(Clone, Copy)]
pub struct Naming {
    /// Whether it is open.
    pub(super) open: RwSignal<bool>,
    /// The view that gets another name; none for a new one.
    pub(super) of: RwSignal<Option<String>>,
}

impl Naming {
    /// Opens the dialog for a new view, or to give a view another name.
    pub(super) fn start(self, of: Option<String>) {
        self.of.set(of);
        self.open.set(true);
    }
}

/// The dialog, and the button that opens it for a new view.
#[component]
pub fn SaveView(table: TableState, views: Views, naming: Naming) -> impl IntoView {
    let used = once(naming.open);
    view! {
        <button type="button" class="btn s quiet" on:click=move |_| naming.start(None)>{tv!(view.save)}</button>
        <Show when=move || used.get()>
            <Lazy part=Box::new(move || Box::pin(parts::save_view::draw(table, views, naming)))/>
        </Show>
    }
}

/// The buttons beside the search field.
#[component]
pub fn ListTools(
    table: TableState,
    /// The list's name, which is also the file's.
    label: Signal<String>,
    /// Reads rows for a file.
    rows: Load,
    /// The saved views.
    views: Views,
    /// The dialog that names a view.
    naming: Naming,
) -> impl IntoView {
    let exporting = RwSignal::new(false);
    let used = once(exporting);
    let rows = StoredValue::new(rows);
    let columns = words(|| crate::i18n::t!(table.columns));
    let saved = words(|| crate::i18n::t!(view.views));
    view! {
        <Menu label=saved id="views" class="btn s" face=Box::new(|| view! { {tv!(view.views)} }.into_any())>
            <Lazy part=Box::new(move || Box::pin(parts::views_menu::draw(table, views, naming)))/>
        </Menu>
        <Menu label=columns id="columns" class="btn s" face=Box::new(|| view! { {tv!(table.columns)} }.into_any())>
            <Lazy part=Box::new(move || Box::pin(parts::columns_menu::draw(table)))/>
        </Menu>
        <button type="button" class="btn s" on:click=move |_| exporting.set(true)>{tv!(export.button)}</button>
        <Show when=move || used.get()>
            <Lazy part=Box::new(move || {
                Box::pin(parts::export::draw(table, label, rows.get_value(), exporting))
            })/>
        </Show>
    }
}

/// The saved views of a list, and the dialog that names them.
pub fn views_of(table: TableState) -> (Views, Naming) {
    let user = use_context::<Session>().and_then(|session| session.user_now());
    let user = user.map(|user| user.key()).unwrap_or_default();
    let key = format!("views/{user}/{}", table.name().unwrap_or_default());
    let views = Views { key: StoredValue::new(key), changed: RwSignal::new(0) };
    (views, Naming { open: RwSignal::new(false), of: RwSignal::new(None) })
}

/// Whether a dialog was opened at least once; from then on it stays, so that it can close by itself.
fn once(open: RwSignal<bool>) -> Memo<bool> {
    Memo::new(move |before: Option<&bool>| open.get() || before.copied().unwrap_or_default())
}
