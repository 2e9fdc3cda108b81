//! Microsoft Graph: the same questions of the pages, asked in its way (part A: operation 14; "Graph").

mod create;
mod read;
mod refusal;
mod sign_in;
mod wait;

pub use create::{GraphMade, GraphProgress, Stop};
pub(super) use read::Ask;
pub use sign_in::SignInError;

use super::Api;
use model::config::StoreConfig;
use model::graph::paths::Graph;

impl Api {
    /// Whether the user has signed in to Graph.
    pub fn is_graph(&self) -> bool {
        self.current_store().graph.is_some()
    }

    /// Whether lists can be sorted by an attribute. Graph sorts by names only.
    pub fn sorts_by(&self, attribute: &str) -> bool {
        !self.is_graph() || matches!(attribute, "displayName" | "name")
    }

    /// Addresses of a store's Graph. One without Graph has none that answers.
    pub(super) fn graph_at(&self, store: &StoreConfig) -> Graph {
        Graph::at(store.graph.as_ref().map_or("", |graph| &graph.base_url))
    }
}
