//! What Finish sends: one call to the Data Service, or to Microsoft Graph as many as the group takes.

use super::state::Wizard;
use crate::api::Api;
use crate::http::Call;
use model::config::StoreKind;
use model::graph::GraphCreation;
use model::group::GroupDraft;

/// The calls of a draft without problems.
pub enum Creation {
    /// To the Data Service.
    Data(Call),
    /// To Graph.
    Graph(Box<GraphCreation>),
}

impl Creation {
    /// Of a draft; none where something is wrong with it.
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

    /// In order, as they are shown; the id of a group that is yet to be made is a placeholder.
    pub fn calls(self, wizard: Wizard, api: &Api) -> Vec<Call> {
        match self {
            Self::Data(call) => vec![call],
            Self::Graph(creation) => wizard.with_store(|store| api.graph_create_call(store, &creation)),
        }
    }
}
