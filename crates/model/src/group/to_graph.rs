//! Converts a group's draft to the requests for Microsoft Graph (part A: operation 14 and "Graph").

use super::{GroupDraft, GroupKind, NotReady, Principal, Problems};
use crate::config::StoreConfig;
use crate::criteria::{PrintError, entra};
use crate::graph::{GraphCreation, GraphGroup, Relation, RelationKind, Relations};
use crate::wire::ObjectId;
use crate::wire::cloud::{CloudType, Visibility};
use crate::wire::lenient::{Nullable, json_object};

json_object! {
    /// Further settings of a group created through Microsoft Graph.
    #[derive(Default)]
    pub struct GraphOptions {
        /// The visibility of a Microsoft 365 group.
        pub visibility: Visibility = "visibility" or Visibility::default(),
        /// Whether a Microsoft 365 group is also a security group.
        pub security_enabled: bool = "securityEnabled",
        /// Whether directory roles of Entra ID can be assigned to it.
        pub role_assignable: bool = "roleAssignable",
        /// Whether its owners are not sent, because Graph has refused a group that roles can be assigned to with them.
        pub without_owners: bool = "withoutOwners",
        /// Whether people outside of the organisation can send mail to it.
        pub allow_external_senders: bool = "allowExternalSenders",
        /// Whether new members receive its mail.
        pub auto_subscribe: bool = "autoSubscribe",
        /// Whether it is left out of address lists.
        pub hide_from_address_lists: bool = "hideFromAddressLists",
        /// Whether Outlook does not show it.
        pub hide_from_outlook: bool = "hideFromOutlook",
    }
}

/// The maximum length of a rule in Entra ID, in UTF-16 code units.
pub const MAX_RULE: usize = 3_072;

impl GroupDraft {
    /// The requests that create the group: the creation itself, then the relationships beyond the first 20, then what
    /// only a PATCH may set. `caller` is the signed-in user, whom Graph makes the owner of a Microsoft 365 group by
    /// itself.
    ///
    /// # Errors
    ///
    /// The draft has problems.
    pub fn to_graph(&self, store: &StoreConfig, caller: Option<&ObjectId>) -> Result<GraphCreation, NotReady> {
        let problems = self.problems(store);
        let (Some(graph), true) = (&store.graph, problems.is_empty()) else { return Err(NotReady(problems)) };
        let (general, options) = (&self.general, &self.graph);
        let unified = self.cloud == CloudType::Microsoft365;
        let smart = self.kind == GroupKind::Smart;
        let rule = if smart { Some(self.entra_rule().map_err(|e| NotReady(Problems::of_rule(e)))?) } else { None };
        let types = [("Unified", unified), ("DynamicMembership", smart)];
        let types = types.into_iter().filter(|(_, is)| *is).map(|(name, _)| name.to_owned());
        let text = |text: &str| if text.is_empty() { Nullable::default() } else { Nullable::Is(text.to_owned()) };
        // Without a visibility, Graph makes a Microsoft 365 group public, and one for roles private.
        let visibility = unified && !options.role_assignable && options.visibility != Visibility::Public;
        let relation = |kind: RelationKind, who: &Principal| Relation::new(kind, graph.root(), &who.id, who.kind);
        let by_itself = unified && matches!(&self.owners[..], [only] if Some(&only.id) == caller);
        let unsent = by_itself || self.leaves_owners_out();
        let owners = self.owners.iter().filter(|_| !unsent).map(|who| relation(RelationKind::Owners, who));
        let members = self.members.iter().filter(|_| !smart);
        let members = members.map(|member| relation(RelationKind::Members, &member.who));
        let Relations { owners, members, following } = Relations::split(owners.chain(members).collect());
        let list = |list: Vec<String>| if list.is_empty() { Nullable::default() } else { Nullable::Is(list) };
        let body = GraphGroup {
            display_name: Nullable::Is(general.full_name()),
            description: text(general.description.trim()),
            group_types: Nullable::Is(types.collect()),
            mail_enabled: Nullable::Is(unified),
            mail_nickname: Nullable::Is(general.alias_text()),
            security_enabled: Nullable::Is(!unified || options.security_enabled),
            visibility: if visibility { text(options.visibility.wire()) } else { Nullable::default() },
            is_assignable_to_role: if options.role_assignable { Nullable::Is(true) } else { Nullable::default() },
            membership_rule_processing_state: text(if smart { "On" } else { "" }),
            membership_rule: rule.map_or_else(Nullable::default, Nullable::Is),
            owners: list(owners),
            members: list(members),
            ..GraphGroup::default()
        };
        Ok(GraphCreation { body, following, patch: self.graph_patch(unified) })
    }

    /// Whether the group is created without the draft's owners (part A, "Graph": the note on role-assignable groups).
    pub fn leaves_owners_out(&self) -> bool {
        self.graph.role_assignable && self.graph.without_owners
    }

    /// The draft's owners as relationships, for adding them to a group that was created without them.
    pub fn owner_relations(&self, store: &StoreConfig) -> Vec<Relation> {
        let root = store.graph.as_ref().map_or("", |graph| graph.root());
        self.owners.iter().map(|who| Relation::new(RelationKind::Owners, root, &who.id, who.kind)).collect()
    }

    /// The properties that only a PATCH may set, if they differ from those of a new group.
    fn graph_patch(&self, unified: bool) -> Option<GraphGroup> {
        let options = &self.graph;
        let set = |on: bool| if on { Nullable::Is(true) } else { Nullable::default() };
        let patch = GraphGroup {
            allow_external_senders: set(options.allow_external_senders),
            auto_subscribe_new_members: set(options.auto_subscribe),
            hide_from_address_lists: set(options.hide_from_address_lists),
            hide_from_outlook_clients: set(options.hide_from_outlook),
            ..GraphGroup::default()
        };
        (unified && patch != GraphGroup::default()).then_some(patch)
    }

    /// The membership rule in the Entra dialect.
    ///
    /// # Errors
    ///
    /// The node that the dialect cannot express.
    pub fn entra_rule(&self) -> Result<String, PrintError> {
        entra::print(&self.rule.criteria)
    }
}
