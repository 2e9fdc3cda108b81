//! The wizard's state: signals and the moves between steps. It knows no element of the page.

use super::container_check::{Place, watch_container};
use super::names_check::{Findings, watch_names};
use crate::drafts::Drafts;
use crate::i18n::t;
use crate::ui::{focus, format};
use leptos::prelude::*;
use model::config::{Lockable, StoreConfig};
use model::group::{Field, General, GroupDraft, Principal, Problem, Problems, Step};

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
    pub sent: RwSignal<Option<GroupDraft>>,
    /// A rule that means nearly everybody: how many, of how many. Finish asks for the number to be typed.
    pub wide: RwSignal<Option<(i64, i64)>>,
    /// What was typed of it.
    pub typed: RwSignal<String>,
    /// What the service refused, until the field is edited.
    refused: RwSignal<Problems>,
    /// Steps that were left forward once: their problems are shown.
    tried: RwSignal<Vec<Step>>,
    problems: Memo<Problems>,
    /// When the draft was last kept, in milliseconds since the epoch.
    kept: RwSignal<Option<f64>>,
    /// The browser did not take the last change.
    unkept: RwSignal<bool>,
    /// A finished or discarded draft is not kept again.
    over: StoredValue<bool>,
    store: StoredValue<StoreConfig>,
    drafts: StoredValue<Drafts>,
    id: StoredValue<String>,
}

/// What the creation is doing.
#[derive(Debug, Clone, PartialEq)]
pub enum Sending {
    /// Nothing.
    Idle,
    /// The one call is on its way.
    Busy,
    /// It was refused, or it failed before anything was done.
    Failed(crate::api::ApiError),
    /// No good answer came: the group may exist. The next Finish looks first.
    Doubt(crate::api::ApiError),
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
    pub fn start(store: StoreConfig, owner: Option<Principal>, drafts: Drafts, id: String) -> Self {
        let kept = drafts.load(&id);
        let step = kept.as_ref().map_or(Step::GroupType, |kept| kept.step);
        let saved = kept.as_ref().map(|kept| kept.saved);
        let (draft, sent) = kept.map_or_else(|| (GroupDraft::new(&store, owner), None), |kept| (kept.draft, kept.sent));
        let draft = RwSignal::new(policed(draft, &store));
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
            refused: RwSignal::new(Problems::new()),
            tried: RwSignal::new(tried),
            problems,
            kept: RwSignal::new(saved),
            unkept: RwSignal::new(false),
            over: StoredValue::new(false),
            store,
            drafts: StoredValue::new(drafts),
            id: StoredValue::new(id),
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

    /// Edits the draft at a field; what the service refused there is answered by that, and so is what it refused where
    /// a text follows that field.
    pub fn edit(&self, field: &Field, edit: impl FnOnce(&mut GroupDraft)) {
        let general = || self.draft.with_untracked(|draft| draft.general.clone());
        let before = self.refused.with_untracked(|refused| !refused.is_empty()).then(general);
        self.draft.update(edit);
        if let Some(before) = before {
            let after = general();
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
        let taken = self.draft.with(|draft| self.findings.with(|findings| findings.is_taken(field, draft)));
        // What has the name may be the group of an earlier Finish: that one looks for itself.
        let own = || {
            self.sent.with(|sent| sent.as_ref().is_some_and(|sent| self.draft.with(|draft| same_names(sent, draft))))
        };
        (taken && !own()).then_some(Problem::Taken)
    }

    /// Fields of a step in which something is wrong; reactive.
    pub fn wrong_fields(&self, step: Step) -> Vec<Field> {
        let mut fields: Vec<Field> = self.problems.with(|problems| problems.fields().cloned().collect());
        fields.extend(self.refused.with(|refused| refused.fields().cloned().collect::<Vec<_>>()));
        let asked = [Field::Container, Field::Name, Field::Sam];
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

    /// Goes on, unless something on this step is wrong: then the first wrong field takes the focus.
    pub fn next(&self) {
        let step = self.step.get_untracked();
        self.tried.update(|tried| {
            tried.push(step);
        });
        if !untrack(|| self.wrong_fields(step)).is_empty() {
            focus_error();
            return;
        }
        if let Some(next) = neighbour(step, 1) {
            self.step.set(next);
        }
    }

    /// Goes back; everything stays.
    pub fn back(&self) {
        if let Some(before) = neighbour(self.step.get_untracked(), -1) {
            self.step.set(before);
        }
    }

    /// Goes to a step: back to any, forward only over steps that are well.
    pub fn go(&self, to: Step) {
        while self.step.get_untracked() < to {
            let before = self.step.get_untracked();
            self.next();
            if self.step.get_untracked() == before {
                return;
            }
        }
        self.step.set(to);
    }

    /// Shows every problem and goes to the first wrong step; says whether there was one.
    pub fn go_to_first_problem(&self) -> bool {
        self.tried.set(Step::ALL.into_iter().collect());
        let wrong = |step: &Step| !untrack(|| self.wrong_fields(*step)).is_empty();
        let first = Step::ALL.into_iter().find(wrong);
        if let Some(first) = first {
            self.step.set(first);
            focus_error();
        }
        first.is_some()
    }

    /// Puts what the service refused beside its fields and goes to the first of them.
    pub fn refuse(&self, messages: Vec<(String, String)>) {
        let mut refused = Problems::new();
        for (attribute, said) in messages {
            let field = Field::of_attribute(self.store.with_value(|store| store.kind), &attribute);
            // What nobody can edit would block for ever; the panel of the summary names it.
            if self.is_editable(&field) {
                refused.insert(field, Problem::Refused(said));
            }
        }
        self.refused.set(refused);
        self.go_to_first_problem();
    }

    fn is_editable(&self, field: &Field) -> bool {
        let locked = |what| self.store.with_value(|store| store.groups.is_locked(what));
        match field {
            Field::Whole => false,
            Field::Alias => self.draft.with_untracked(|draft| draft.general.mail_enabled),
            Field::Container => !locked(Lockable::Container),
            Field::Purpose => !locked(Lockable::Purpose),
            Field::Scope => !locked(Lockable::Scope),
            Field::Security => !locked(Lockable::Security),
            Field::MailEnabled => !locked(Lockable::MailEnabled),
            _ => true,
        }
    }

    /// Whether the step that was just gone to has an error that takes the focus.
    pub fn focuses_error(&self) -> bool {
        let step = self.step.get_untracked();
        let tried = self.tried.with_untracked(|tried| tried.contains(&step));
        tried && !untrack(|| self.wrong_fields(step)).is_empty()
    }

    /// Keeps the draft at every change from now on, and asks the service about its names and place; `named` is told the
    /// draft's name once it is kept for the first time.
    pub fn keep_draft(&self, named: impl Fn(&str) + 'static) {
        let this = *self;
        Effect::new(move |_| {
            let (draft, step, sent) = (this.draft.get(), this.step.get(), this.sent.get());
            let untouched = this.store.with_value(|store| draft.is_untouched(store));
            if this.over.get_value() || (untouched && step == Step::GroupType) {
                return;
            }
            let id = this.id.get_value();
            let done = this.drafts.with_value(|drafts| drafts.keep(&id, &draft, step, sent));
            this.unkept.set(!done);
            if done {
                if this.kept.get_untracked().is_none() {
                    named(&id);
                }
                this.kept.set(Some(js_sys::Date::now()));
            }
        });
        watch_names(this);
        watch_container(this);
    }

    /// Whether the draft is kept; reactive.
    pub fn is_kept(&self) -> bool {
        self.kept.with(|kept| kept.is_some())
    }

    /// Whether the browser has refused to keep what was entered last; reactive.
    pub fn is_unkept(&self) -> bool {
        self.unkept.get()
    }

    /// The draft is finished or thrown away.
    pub fn forget(&self) {
        self.forgetter()();
    }

    /// Forgets the draft, also when the wizard has left the page meanwhile.
    pub fn forgetter(&self) -> impl FnOnce() + 'static + use<> {
        let (drafts, id) = (self.drafts.get_value(), self.id.get_value());
        let (over, unkept) = (self.over, self.unkept);
        move || {
            over.try_update_value(|over| *over = true);
            unkept.try_set(false);
            drafts.forget(&id);
        }
    }

    /// Whether the wizard is still on the page.
    pub fn is_shown(&self) -> bool {
        self.sending.try_get_untracked().is_some()
    }

    /// Where and what, in a line; reactive.
    pub fn subtitle(&self) -> String {
        let store = self.store.with_value(|store| store.name.clone());
        match self.kept.get().filter(|_| !self.is_unkept()) {
            Some(kept) => t!(wizard.subtitle_kept, store = store, when = format::moment_of(kept)),
            None => t!(wizard.subtitle, store = store),
        }
    }
}

/// A kept draft under the present configuration: what is locked now has the locked value, and a prefix that is gone is
/// the first that there is. Nobody could mend either by hand.
fn policed(mut draft: GroupDraft, store: &StoreConfig) -> GroupDraft {
    let (policy, fresh) = (&store.groups, GroupDraft::new(store, None).general);
    let general = &mut draft.general;
    if !policy.prefixes.contains(&general.prefix) {
        general.prefix = fresh.prefix;
    }
    for locked in &policy.locked {
        match locked {
            Lockable::Container => general.container.clone_from(&fresh.container),
            Lockable::Purpose => general.purpose = fresh.purpose,
            Lockable::Scope => general.scope = fresh.scope,
            Lockable::Security => general.security = fresh.security,
            Lockable::MailEnabled => general.mail_enabled = fresh.mail_enabled,
        }
    }
    draft
}

fn same_names(one: &GroupDraft, other: &GroupDraft) -> bool {
    let names = |draft: &GroupDraft| (draft.general.full_name(), draft.general.sam_text());
    names(one) == names(other)
}

/// What a refusal at a field was about, where another field has a say in it.
fn asked(field: &Field, general: &General) -> Option<String> {
    match field {
        Field::Name => Some(format!("{}\n{}", general.full_name(), general.container)),
        Field::Sam => Some(general.sam_text()),
        Field::Alias => Some(format!("{}\n{}", general.mail_enabled, general.alias_text())),
        Field::Scope => Some(general.scope.wire().to_owned()),
        _ => None,
    }
}

fn neighbour(step: Step, by: isize) -> Option<Step> {
    let at = Step::ALL.iter().position(|own| *own == step)?;
    Step::ALL.get(at.checked_add_signed(by)?).copied()
}

fn focus_error() {
    focus::soon(".wizard :is([aria-invalid=\"true\"], [data-invalid])");
}
