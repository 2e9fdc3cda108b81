//! The wizard's state: signals and the moves between steps. It knows no element of the page.

mod fields;
mod keeping;
mod moves;

use super::container_check::Place;
use super::finish::follow_up::PartialCreation;
use super::finish::progress::Stage;
use super::names_check::Findings;
use crate::drafts::{GroupDrafts, Sent};
use crate::forms::{DraftKeeper, Sending};
use fields::{asked, is_editable, same_name};
use keeping::with_policy;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::group::{Field, FieldPlace, Form, GroupDraft, Principal, Problem, Problems, Step};
use model::wire::ObjectId;

/// The wizard. A copy is the same wizard.
#[derive(Clone, Copy)]
pub struct Wizard {
    /// What was entered.
    pub draft: RwSignal<GroupDraft>,
    /// Where one is.
    pub step: RwSignal<Step>,
    /// What the creation is doing.
    pub sending: RwSignal<Sending>,
    /// What the service says of the names while they are typed.
    pub findings: RwSignal<Findings>,
    /// What the service says of the container while it is typed.
    pub place: RwSignal<Place>,
    /// What an earlier Finish sent that got no good answer: the group may exist, and the next Finish looks first.
    pub sent: RwSignal<Option<Sent<GroupDraft>>>,
    /// A rule that means nearly everybody: how many, of how many. Finish asks for the number to be typed.
    pub wide: RwSignal<Option<(i64, i64)>>,
    /// What was typed of it.
    pub typed: RwSignal<String>,
    /// The rule that somebody said to have read, where nobody can tell whom it means before the group is made.
    pub read: RwSignal<Option<String>>,
    /// Finish was pressed before that.
    pub unread: RwSignal<bool>,
    /// The rule that Graph has refused to count.
    pub uncounted: RwSignal<Option<String>>,
    /// How far Graph has come with a creation of several calls.
    pub progress: RwSignal<Option<Stage>>,
    /// Whether what has not been sent yet is not to be sent any more.
    pub stopping: RwSignal<bool>,
    /// A group that was made without everybody who was to be in it; read before the page is left.
    pub partly: RwSignal<Option<PartialCreation>>,
    /// How often somebody was led to what is wrong on a step.
    pub attention: RwSignal<u32>,
    /// What the service refused, until the field is edited.
    refused: RwSignal<Problems>,
    /// Steps that were left forward once: their problems are shown.
    tried: RwSignal<Vec<Step>>,
    problems: Memo<Problems>,
    keeper: DraftKeeper<GroupDraft>,
    /// The signed-in user, whom Graph makes the owner of some groups by itself.
    caller: StoredValue<Option<ObjectId>>,
    store: StoredValue<StoreConfig>,
}

/// How a step stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Not yet left.
    Open,
    /// Left, and all well.
    Done,
    /// Something on it is wrong.
    Wrong,
}

impl Wizard {
    /// Goes on with a kept draft of that name, or starts a fresh one.
    pub fn start(store: StoreConfig, owner: Option<Principal>, drafts: GroupDrafts, id: String) -> Self {
        let kept = drafts.load(&id);
        let step = kept.as_ref().and_then(|kept| kept.step).unwrap_or(Step::GroupType);
        let saved = kept.as_ref().map(|kept| kept.saved);
        let caller = owner.as_ref().map(|owner| owner.id.clone());
        let (draft, sent) = kept.map_or_else(|| (GroupDraft::new(&store, owner), None), |kept| (kept.draft, kept.sent));
        let draft = RwSignal::new(with_policy(draft, &store));
        let store = StoredValue::new(store);
        let problems = Memo::new(move |_| draft.with(|draft| store.with_value(|store| draft.problems(store))));
        // Steps before the one that a kept draft stopped at were left forward already.
        let tried = Step::ALL.into_iter().filter(|before| *before < step).collect();
        Self {
            draft,
            step: RwSignal::new(step),
            sending: RwSignal::new(Sending::Idle),
            findings: RwSignal::new(Findings::default()),
            place: RwSignal::new(Place::default()),
            sent: RwSignal::new(sent),
            wide: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
            read: RwSignal::new(None),
            unread: RwSignal::new(false),
            uncounted: RwSignal::new(None),
            progress: RwSignal::new(None),
            stopping: RwSignal::new(false),
            partly: RwSignal::new(None),
            attention: RwSignal::new(0),
            refused: RwSignal::new(Problems::new()),
            tried: RwSignal::new(tried),
            problems,
            keeper: DraftKeeper::new(drafts, id, saved),
            caller: StoredValue::new(caller),
            store,
        }
    }

    /// The store that the group is made in.
    pub fn store(&self) -> StoreConfig {
        self.store.get_value()
    }

    /// Something of that store.
    pub fn with_store<T>(&self, look: impl FnOnce(&StoreConfig) -> T) -> T {
        self.store.with_value(look)
    }

    /// What is asked for; reactive.
    pub fn form(&self) -> Form {
        let kind = self.with_store(|store| store.kind);
        self.draft.with(|draft| draft.form(kind))
    }

    /// Where the step with names and settings has a field; reactive.
    pub fn place_of(&self, field: &Field) -> FieldPlace {
        self.draft.with(|draft| self.with_store(|store| draft.place_of(field, store)))
    }

    /// The signed-in user's object.
    pub fn caller(&self) -> Option<ObjectId> {
        self.caller.get_value()
    }

    /// Whether nobody can change a field: the form, the type or an administrator says what stands there; reactive.
    pub fn is_fixed(&self, field: &Field) -> bool {
        self.draft.with(|draft| self.with_store(|store| !is_editable(draft, store, field)))
    }

    /// Edits the draft at a field; what the service refused there is answered by that, and so is what it refused where
    /// a text follows that field.
    pub fn edit(&self, field: &Field, edit: impl FnOnce(&mut GroupDraft)) {
        let before = self.refused.with_untracked(|refused| !refused.is_empty()).then(|| self.draft.get_untracked());
        self.draft.update(edit);
        if let Some(before) = before {
            let after = self.draft.get_untracked();
            let stands =
                |own: &Field| own != field && *own != Field::Whole && asked(own, &before) == asked(own, &after);
            self.refused.update(|refused| refused.retain(stands));
        }
        if matches!(self.sending.get_untracked(), Sending::Failed(_)) {
            self.sending.set(Sending::Idle);
        }
    }

    /// What is to be said beside a field; reactive.
    pub fn problem(&self, field: &Field) -> Option<Problem> {
        let refused = self.refused.with(|refused| refused.get(field).cloned());
        let tried = self.tried.with(|tried| tried.contains(&field.step()));
        let own = || self.problems.with(|problems| problems.get(field).cloned()).filter(|_| tried);
        refused.or_else(own).or_else(|| self.told(field))
    }

    /// What the service said of what stands in the field now; reactive.
    fn told(&self, field: &Field) -> Option<Problem> {
        if *field == Field::Container {
            let missing = self.draft.with(|draft| self.place.with(|place| place.is_missing(&draft.general.container)));
            return missing.then_some(Problem::NoSuchContainer);
        }
        let store = self.with_store(|store| store.kind);
        let is_taken = |draft: &GroupDraft| self.findings.with(|findings| findings.is_taken(field, draft, store));
        let taken = self.draft.with(is_taken);
        // What has the name may be the group of an earlier Finish: that one looks for itself.
        let own = || {
            let same = |sent: &Sent<GroupDraft>| self.draft.with(|draft| same_name(field, &sent.draft, draft));
            self.sent.with(|sent| sent.as_ref().is_some_and(same))
        };
        (taken && !own()).then_some(Problem::Taken)
    }

    /// Fields of a step in which something is wrong; reactive.
    pub fn wrong_fields(&self, step: Step) -> Vec<Field> {
        let mut fields: Vec<Field> = self.problems.with(|problems| problems.fields().cloned().collect());
        fields.extend(self.refused.with(|refused| refused.fields().cloned().collect::<Vec<_>>()));
        let asked = [Field::Container, Field::Name, Field::Sam, Field::Alias];
        fields.extend(asked.into_iter().filter(|field| self.told(field).is_some()));
        fields.retain(|field| field.step() == step);
        fields
    }

    /// How a step stands; reactive.
    pub fn state(&self, step: Step) -> StepState {
        let tried = self.tried.with(|tried| tried.contains(&step));
        let refused = self.refused.with(|refused| refused.fields().any(|field| field.step() == step));
        match (tried, self.wrong_fields(step).is_empty()) {
            (true, false) => StepState::Wrong,
            (true, true) => StepState::Done,
            (false, _) if refused => StepState::Wrong,
            (false, _) => StepState::Open,
        }
    }
}
