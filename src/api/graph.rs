//! Microsoft Graph: the same operations for the pages, in Graph's terms (part A: operation 14; part "Graph").

mod create;
mod read;
mod refusal;
mod wait;

pub use create::{GraphMade, GraphProgress, Stop};
pub(super) use read::Ask;

use super::Api;
use model::config::StoreConfig;
use model::graph::paths::Graph;

impl Api {
    pub fn is_graph(&self) -> bool {
        self.current_store().graph.is_some()
    }

    /// Whether lists can be sorted by an attribute; Graph sorts by display name only.
    pub fn sorts_by(&self, attribute: &str) -> bool {
        !self.is_graph() || matches!(attribute, "displayName" | "name")
    }

    /// The Graph endpoints of a store. For a store without Graph the base URL is empty, and no request succeeds.
    pub(super) fn graph_at(&self, store: &StoreConfig) -> Graph {
        Graph::at(store.graph.as_ref().map_or("", |graph| &graph.base_url))
    }
}
