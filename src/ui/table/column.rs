//! The columns of a table.

use leptos::prelude::*;
use model::wire::DirectoryObject;

/// A column of the table.
pub struct Column {
    /// The attribute by which it sorts; none if it cannot.
    pub sort: Option<&'static str>,
    /// The heading; reactive.
    pub label: fn() -> String,
    /// Whether it is hidden on narrow pages.
    pub secondary: bool,
    /// Renders the cell of one object.
    pub cell: fn(&DirectoryObject) -> AnyView,
}

/// The name of a column with a row's buttons: always shown, and not in a file.
pub const ACTIONS: &str = "actions";

/// A column of a list whose columns can be chosen and exported.
pub struct ListColumn {
    /// Its name in local storage.
    pub name: &'static str,
    /// Whether it is shown until somebody chooses.
    pub standard: bool,
    /// The cell's text in a file, in the chosen language; none for what only the page knows.
    pub text: Option<fn(&DirectoryObject) -> String>,
    pub column: Column,
}

/// The columns of a table in display order.
#[derive(Clone, Copy)]
pub enum Columns {
    /// These columns.
    All(&'static [Column]),
    /// Those of these columns that were chosen.
    Choice(&'static [ListColumn]),
}
