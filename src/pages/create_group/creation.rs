//! The requests of Finish: one to the Data Service, or as many to Microsoft Graph as the group needs.

use super::state::Wizard;
use crate::api::Api;
use crate::http::Call;
use model::config::StoreKind;
use model::graph::GraphCreation;
use model::group::GroupDraft;

/// The requests for a draft without problems.
pub enum Creation {
    Data(Call),
    Graph(Box<GraphCreation>),
}

impl Creation {
    /// From a draft; none if the draft has a problem.
    pub fn of(wizard: Wizard, api: &Api, draft: &GroupDraft) -> Option<Self> {
        wizard.with_store(|store| {
            if store.kind == StoreKind::MicrosoftGraph {
                let creation = draft.to_graph(store, wizard.caller().as_ref()).ok()?;
                return Some(Self::Graph(Box::new(creation)));
            }
            let body = draft.to_create(store).ok()?;
            Some(Self::Data(api.create_group(draft.store, draft.kind, &body)))
        })
    }

    /// The requests in order, for display. The id of a group that does not exist yet is a placeholder.
    pub fn calls(self, wizard: Wizard, api: &Api) -> Vec<Call> {
        match self {
            Self::Data(call) => vec![call],
            Self::Graph(creation) => wizard.with_store(|store| api.graph_create_call(store, &creation)),
        }
    }
}
