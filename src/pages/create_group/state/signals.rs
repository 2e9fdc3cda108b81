//! The wizard's signals that belong together: what the checks have found, what Finish has sent, and what is confirmed.

use crate::drafts::Sent;
use crate::forms::Sending;
use crate::pages::create_group::container_check::ContainerFinding;
use crate::pages::create_group::finish::follow_up::PartialCreation;
use crate::pages::create_group::finish::progress::Stage;
use crate::pages::create_group::names_check::Findings;
use leptos::prelude::*;
use model::group::GroupDraft;
use model::wire::DirectoryObject;

/// What the checks of the service have found for what is being typed.
#[derive(Clone, Copy, Default)]
pub struct Checks {
    pub names: RwSignal<Findings>,
    pub container: RwSignal<ContainerFinding>,
}

/// What Finish has sent, and what became of it.
#[derive(Clone, Copy)]
pub struct Creation {
    pub sending: RwSignal<Sending>,
    /// What an earlier Finish sent without a clear answer: the group may exist, and the next Finish looks for it first.
    pub sent: RwSignal<Option<Sent<GroupDraft>>>,
    /// The groups of the same name, if the next Finish did not find that group and names are not unique: a search may
    /// not find yet what was created, so the user decides.
    pub unsure: RwSignal<Option<Vec<DirectoryObject>>>,
    /// Whether the user has decided that the group does not exist.
    pub again: RwSignal<bool>,
    /// The progress of a creation that takes several requests to Graph.
    pub progress: RwSignal<Option<Stage>>,
    /// Whether the user has pressed Stop; requests that were not sent yet are skipped.
    pub stopping: RwSignal<bool>,
    /// A created group in which something is missing; shown in a dialog before the page is left.
    pub incomplete: RwSignal<Option<PartialCreation>>,
}

impl Creation {
    pub fn new(sent: Option<Sent<GroupDraft>>) -> Self {
        Self {
            sending: RwSignal::new(Sending::Idle),
            sent: RwSignal::new(sent),
            unsure: RwSignal::new(None),
            again: RwSignal::new(false),
            progress: RwSignal::new(None),
            stopping: RwSignal::new(false),
            incomplete: RwSignal::new(None),
        }
    }
}

/// What the user confirms before a rule is sent that matches nearly everyone, or that cannot be counted.
#[derive(Clone, Copy, Default)]
pub struct Confirmation {
    /// For a rule that matches nearly everyone: the number of members and of all objects. The user must type the first
    /// to confirm.
    pub nearly_everyone: RwSignal<Option<(i64, i64)>>,
    /// The number that the user has typed to confirm.
    pub typed_count: RwSignal<String>,
    /// The rule that the user has confirmed as read; needed if it cannot be counted before the group is created.
    pub read_rule: RwSignal<Option<String>>,
    /// Finish was pressed before the rule was confirmed as read; shows the hint.
    pub asks_to_read: RwSignal<bool>,
    /// The rule that Graph has refused to count.
    pub uncounted_rule: RwSignal<Option<String>>,
}
