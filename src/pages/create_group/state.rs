//! The wizard's state: signals, and the navigation between steps. It does not touch the page's elements.

mod fields;
mod keeping;
mod moves;
mod signals;

use crate::drafts::{GroupDrafts, Sent};
use crate::forms::{DraftKeeper, Sending};
use fields::{asked, is_editable, same_name};
use keeping::with_policy;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::group::{Field, FieldPlace, Form, GroupDraft, Principal, Problem, Problems, Step};
use model::wire::ObjectId;
pub use signals::{Checks, Confirmation, Creation};

/// The state of the wizard. Copies share the same state.
#[derive(Clone, Copy)]
pub struct Wizard {
    /// What the user has entered in all steps.
    pub draft: RwSignal<GroupDraft>,
    pub step: RwSignal<Step>,
    /// What the checks of the service have found.
    pub checks: Checks,
    /// What Finish has sent, and what became of it.
    pub creation: Creation,
    /// What the user confirms before a rule with many members is sent.
    pub confirmation: Confirmation,
    /// Incremented whenever the focus goes to an error, so that a list can show the page with it.
    pub attention: RwSignal<u32>,
    /// The service's refusals by field; each is kept until its field is edited.
    refused: RwSignal<Problems>,
    /// Steps that were left by Next; their problems are shown.
    tried: RwSignal<Vec<Step>>,
    problems: Memo<Problems>,
    keeper: DraftKeeper<GroupDraft>,
    /// The signed-in user, whom Graph adds as an owner of some groups by itself.
    caller: StoredValue<Option<ObjectId>>,
    store: StoredValue<StoreConfig>,
}

/// The state of a step in the list of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Not left yet.
    Open,
    /// Left without problems.
    Done,
    /// A field on it has a problem.
    Wrong,
}

impl Wizard {
    /// Continues the saved draft with this id, or starts a new one.
    pub fn start(store: StoreConfig, owner: Option<Principal>, drafts: GroupDrafts, id: String) -> Self {
        let kept = drafts.load(&id);
        let step = kept.as_ref().and_then(|kept| kept.step).unwrap_or(Step::GroupType);
        let saved = kept.as_ref().map(|kept| kept.saved);
        let caller = owner.as_ref().map(|owner| owner.id.clone());
        let (draft, sent) = kept.map_or_else(|| (GroupDraft::new(&store, owner), None), |kept| (kept.draft, kept.sent));
        let draft = RwSignal::new(with_policy(draft, &store));
        let store = StoredValue::new(store);
        let problems = Memo::new(move |_| draft.with(|draft| store.with_value(|store| draft.problems(store))));
        // The steps before the saved one have been left by Next.
        let tried = Step::ALL.into_iter().filter(|before| *before < step).collect();
        Self {
            draft,
            step: RwSignal::new(step),
            checks: Checks::default(),
            creation: Creation::new(sent),
            confirmation: Confirmation::default(),
            attention: RwSignal::new(0),
            refused: RwSignal::new(Problems::new()),
            tried: RwSignal::new(tried),
            problems,
            keeper: DraftKeeper::new(drafts, id, saved),
            caller: StoredValue::new(caller),
            store,
        }
    }

    /// The store in which the group is created.
    pub fn store(&self) -> StoreConfig {
        self.store.get_value()
    }

    /// Reads that store's configuration.
    pub fn with_store<T>(&self, look: impl FnOnce(&StoreConfig) -> T) -> T {
        self.store.with_value(look)
    }

    /// The form that the draft needs; reactive.
    pub fn form(&self) -> Form {
        let kind = self.with_store(|store| store.kind);
        self.draft.with(|draft| draft.form(kind))
    }

    /// Where the step "General" shows a field; reactive.
    pub fn place_of(&self, field: &Field) -> FieldPlace {
        self.draft.with(|draft| self.with_store(|store| draft.place_of(field, store)))
    }

    pub fn caller(&self) -> Option<ObjectId> {
        self.caller.get_value()
    }

    /// Whether a field is read-only, because the form, the group's type or an administrator determines its value;
    /// reactive.
    pub fn is_fixed(&self, field: &Field) -> bool {
        self.draft.with(|draft| self.with_store(|store| !is_editable(draft, store, field)))
    }

    /// Edits a field of the draft. Refusals of this field are cleared, and those of fields whose derived text has
    /// changed with it.
    pub fn edit(&self, field: &Field, edit: impl FnOnce(&mut GroupDraft)) {
        let before = self.refused.with_untracked(|refused| !refused.is_empty()).then(|| self.draft.get_untracked());
        self.draft.update(|draft| {
            edit(draft);
            // Other owners may be accepted.
            if *field == Field::Owners {
                draft.graph.without_owners = false;
            }
        });
        if let Some(before) = before {
            let after = self.draft.get_untracked();
            let stands =
                |own: &Field| own != field && *own != Field::Whole && asked(own, &before) == asked(own, &after);
            self.refused.update(|refused| refused.retain(stands));
        }
        if matches!(self.creation.sending.get_untracked(), Sending::Failed(_)) {
            self.creation.sending.set(Sending::Idle);
        }
    }

    /// The error to show at a field: a refusal, a problem of a step that was left, or a conflict found by a check.
    /// The result is reactive.
    pub fn problem(&self, field: &Field) -> Option<Problem> {
        let refused = self.refused.with(|refused| refused.get(field).cloned());
        let tried = self.tried.with(|tried| tried.contains(&field.step()));
        let own = || self.problems.with(|problems| problems.get(field).cloned()).filter(|_| tried);
        refused.or_else(own).or_else(|| self.told(field))
    }

    /// The conflict that a check has found for the field's current value; reactive.
    fn told(&self, field: &Field) -> Option<Problem> {
        if *field == Field::Container {
            let missing =
                self.draft.with(|draft| self.checks.container.with(|place| place.is_missing(&draft.general.container)));
            return missing.then_some(Problem::NoSuchContainer);
        }
        let store = self.with_store(|store| store.kind);
        let is_taken =
            |draft: &GroupDraft| self.checks.names.with(|findings| findings.is_taken(field, draft, &draft.form(store)));
        let taken = self.draft.with(is_taken);
        // The object with this name may be the group of an earlier Finish, which Finish itself looks for.
        let own = || {
            let same = |sent: &Sent<GroupDraft>| self.draft.with(|draft| same_name(field, &sent.draft, draft));
            self.creation.sent.with(|sent| sent.as_ref().is_some_and(same))
        };
        (taken && !own()).then_some(Problem::Taken)
    }

    /// The fields of a step that have an error; reactive.
    pub fn wrong_fields(&self, step: Step) -> Vec<Field> {
        let mut fields: Vec<Field> = self.problems.with(|problems| problems.fields().cloned().collect());
        fields.extend(self.refused.with(|refused| refused.fields().cloned().collect::<Vec<_>>()));
        let asked = [Field::Container, Field::Name, Field::Sam, Field::Alias];
        fields.extend(asked.into_iter().filter(|field| self.told(field).is_some()));
        fields.retain(|field| field.step() == step);
        fields
    }

    /// The state of a step; reactive.
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
