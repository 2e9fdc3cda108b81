//! The parts of a list that only those need who use them ([`crate::lazy`]); actions on selected groups share the file.

use super::columns_menu::ColumnsMenu;
use super::export::ExportDialog;
use super::views::{SaveViewDialog, ViewsMenu};
use super::{Load, Naming, TableState, Views};
use crate::ui::lazy::parts;
use leptos::prelude::*;

parts! {
    /// The content of the menu of columns.
    columns_menu(table: TableState) in list_tools { view! { <ColumnsMenu table/> }.into_any() }

    /// The content of the menu of saved views.
    views_menu(table: TableState, views: Views, naming: Naming) in list_tools {
        view! { <ViewsMenu table views naming/> }.into_any()
    }

    /// The dialog that names a view.
    save_view(table: TableState, views: Views, naming: Naming) in list_tools {
        view! { <SaveViewDialog table views naming/> }.into_any()
    }

    /// The dialog that saves a list as a file.
    export(table: TableState, label: Signal<String>, rows: Load, open: RwSignal<bool>) in list_tools {
        view! { <ExportDialog table label rows=rows.clone() open/> }.into_any()
    }
}
