//! The parts of a list of groups that only those need who select rows ([`crate::lazy`]).

use super::bar::SelectionBar;
use super::bulk::{Asked, BulkDialog, InterruptedRuns};
use super::source::GroupSource;
use crate::ui::lazy::parts;
use crate::ui::table::TableState;
use leptos::prelude::*;

parts! {
    /// What can be done with the selected groups.
    selection_bar(table: TableState, asked: Asked) in list_tools { view! { <SelectionBar table asked/> }.into_any() }

    /// The actions that were interrupted.
    interrupted_runs(asked: Asked) in list_tools { view! { <InterruptedRuns asked/> }.into_any() }

    /// An action on the selected groups: what will happen, the run, and its results.
    bulk(table: TableState, source: GroupSource, asked: Asked, again: RwSignal<u32>) in list_tools {
        view! { <BulkDialog table source=source.clone() asked again/> }.into_any()
    }
}
