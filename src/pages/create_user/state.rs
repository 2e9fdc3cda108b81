//! The state of the form that creates a user. It does not touch the page's elements.

use super::names_check::{Findings, Names, watch_names};
use crate::drafts::{Sent, UserDrafts};
use crate::forms::{DraftKeeper, Sending};
use crate::i18n::t;
use crate::ui::{focus, format};
use leptos::prelude::*;
use model::config::StoreConfig;
use model::group::{DerivedText, Problem, Problems};
use model::names::NameProblem;
use model::user::{Password, UserDraft, UserField, UserForm};

/// The state of the form. Copies share the same state.
#[derive(Clone, Copy)]
pub struct NewUser {
    /// The input without the password.
    pub draft: RwSignal<UserDraft>,
    /// The password. It is only here, in its field and in the request body.
    pub password: RwSignal<Password>,
    /// Whether the password was generated.
    pub made: RwSignal<bool>,
    /// The state of the creation request.
    pub sending: RwSignal<Sending>,
    /// The result of the check of the names, updated while they are typed.
    pub findings: RwSignal<Findings>,
    /// What an earlier Finish sent without a clear answer: the user may exist, and the next Finish looks for them
    /// first.
    pub sent: RwSignal<Option<Sent<UserDraft>>>,
    /// The password that was sent with it; lost when the page is reloaded.
    pub sent_password: RwSignal<Option<Password>>,
    /// The service's refusals by field; each is kept until its field is edited.
    refused: RwSignal<Problems<UserField>>,
    /// Fields that were left; their errors are shown.
    left: RwSignal<Vec<UserField>>,
    /// Whether Finish was pressed; all errors are shown then.
    tried: RwSignal<bool>,
    problems: Memo<Problems<UserField>>,
    keeper: DraftKeeper<UserDraft>,
    store: StoredValue<StoreConfig>,
}

impl NewUser {
    /// Continues the saved draft with this id, or starts a new one.
    pub fn start(store: StoreConfig, drafts: UserDrafts, id: String) -> Self {
        let kept = drafts.load(&id).filter(|kept| kept.draft.store == store.id);
        let saved = kept.as_ref().map(|kept| kept.saved);
        let (draft, sent) = kept.map_or_else(|| (UserDraft::new(&store), None), |kept| (kept.draft, kept.sent));
        let draft = RwSignal::new(draft);
        let password = RwSignal::new(Password::default());
        let store = StoredValue::new(store);
        let problems = Memo::new(move |_| {
            draft.with(|draft| password.with(|password| store.with_value(|store| draft.problems(store, password))))
        });
        let this = Self {
            draft,
            password,
            made: RwSignal::new(false),
            sending: RwSignal::new(Sending::Idle),
            findings: RwSignal::new(Findings::default()),
            sent: RwSignal::new(sent),
            sent_password: RwSignal::new(None),
            refused: RwSignal::new(Problems::new()),
            left: RwSignal::new(Vec::new()),
            tried: RwSignal::new(false),
            problems,
            keeper: DraftKeeper::new(drafts, id, saved),
            store,
        };
        // Overwritten explicitly: how long a disposed signal's memory keeps its value is not defined.
        on_cleanup(move || this.forget_password());
        this
    }

    /// The store in which the user is created.
    pub fn store(&self) -> StoreConfig {
        self.store.get_value()
    }

    /// Reads that store's configuration.
    pub fn with_store<T>(&self, look: impl FnOnce(&StoreConfig) -> T) -> T {
        self.store.with_value(look)
    }

    /// The form of the store's kind.
    pub fn form(&self) -> UserForm {
        UserForm::of(self.with_store(|store| store.kind))
    }

    /// The names that must be unique; reactive.
    pub fn names(&self) -> Names {
        self.draft.with(|draft| self.with_store(|store| Names::of(draft, store)))
    }

    /// The text of a field; "" for a field that is no text. Reactive.
    pub fn text(&self, field: &UserField) -> String {
        self.draft.with(|draft| {
            self.with_store(|store| match field {
                UserField::Container => draft.container.clone(),
                UserField::FirstName => draft.first_name.clone(),
                UserField::LastName => draft.last_name.clone(),
                UserField::DisplayName => draft.display_name_text(&store.users),
                UserField::LogonName => draft.logon_text(&store.users),
                UserField::UpnSuffix => draft.upn_suffix.clone(),
                UserField::Sam => draft.sam_text(&store.users),
                UserField::Mail => draft.mail_text(&store.users),
                UserField::DirectoryRole => draft.directory_role.clone(),
                UserField::Profile(attribute) => draft.profile_text(attribute).to_owned(),
                UserField::Password
                | UserField::ChangePassword
                | UserField::PasswordNeverExpires
                | UserField::AccountEnabled
                | UserField::Whole => String::new(),
            })
        })
    }

    /// Enters a text into a field. An emptied field that is derived from others follows them again; an emptied mail
    /// address means that there is none.
    pub fn enter(&self, field: &UserField, text: String) {
        self.edit(field, |draft| {
            let follows = match field {
                UserField::DisplayName => Some(&mut draft.display_name),
                UserField::LogonName => Some(&mut draft.logon_name),
                UserField::Sam => Some(&mut draft.sam),
                _ => None,
            };
            match follows.filter(|_| text.is_empty()) {
                Some(followed) => *followed = DerivedText::default(),
                None => drop(draft.set_text(field, text)),
            }
        });
    }

    /// Edits a field of the draft. Refusals of this field are cleared, and those of fields whose derived text has
    /// changed with it.
    pub fn edit(&self, field: &UserField, edit: impl FnOnce(&mut UserDraft)) {
        let before = untrack(|| self.names());
        self.draft.update(edit);
        let after = untrack(|| self.names());
        self.answered(|own| own != field && before.behind(own) == after.behind(own));
    }

    /// Sets a password; `made` says whether it was generated.
    pub fn set_password(&self, password: Password, made: bool) {
        self.password.set(password);
        self.made.set(made);
        self.answered(|own| *own != UserField::Password);
    }

    /// Keeps only the refusals for which `stands` returns true.
    fn answered(&self, stands: impl Fn(&UserField) -> bool) {
        self.refused.update(|refused| refused.retain(stands));
        if matches!(self.sending.get_untracked(), Sending::Failed(_)) {
            self.sending.set(Sending::Idle);
        }
    }

    /// Records that a field was left, so that its errors are shown.
    pub fn leave(&self, field: &UserField) {
        // A field that goes away with its page is left, too.
        if self.left.try_with_untracked(|left| left.contains(field)) == Some(false) {
            self.left.update(|left| left.push(field.clone()));
        }
    }

    /// The error to show at a field; reactive.
    pub fn problem(&self, field: &UserField) -> Option<Problem> {
        let refused = self.refused.with(|refused| refused.get(field).cloned());
        let tried = self.tried.get();
        let left = self.left.with(|left| left.contains(field));
        // A field that is merely empty is not reported while the user moves through the form.
        let own = || self.problems.with(|problems| problems.get(field).cloned());
        let own = || own().filter(|problem| tried || left && !is_missing(problem));
        refused.or_else(own).or_else(|| self.told(field))
    }

    /// The conflict that the check has found for the field's current value; reactive.
    fn told(&self, field: &UserField) -> Option<Problem> {
        let now = self.names();
        let taken = self.findings.with(|findings| findings.is_taken(field, &now));
        // The user with this name may be the one of an earlier Finish, which Finish itself looks for.
        let own = || {
            let before = self.sent.get();
            before.is_some_and(|sent| self.with_store(|store| Names::of(&sent.draft, store)) == now)
        };
        (taken && !own()).then_some(Problem::Taken)
    }

    /// A free logon name, if the current one or a name derived from it is taken; reactive.
    pub fn free_logon(&self) -> Option<String> {
        let now = self.names();
        let fields = [UserField::LogonName, UserField::Sam, UserField::Mail];
        let taken = fields.iter().any(|field| self.told(field).is_some());
        self.findings.with(|findings| findings.free(&now)).filter(|_| taken)
    }

    /// Whether any field has an error; reactive.
    fn is_wrong(&self) -> bool {
        let told = [UserField::DisplayName, UserField::LogonName, UserField::Sam, UserField::Mail];
        !self.problems.with(|problems| problems.is_empty())
            || !self.refused.with(|refused| refused.is_empty())
            || told.iter().any(|field| self.told(field).is_some())
    }

    /// Shows all errors and moves the focus to the first. Returns whether there was one.
    pub fn go_to_first_problem(&self) -> bool {
        self.tried.set(true);
        let wrong = untrack(|| self.is_wrong());
        if wrong {
            focus::soon(".user-form :is([aria-invalid=\"true\"], [data-invalid])");
        }
        wrong
    }

    /// Shows the service's refusals at their fields and moves the focus to the first.
    pub fn refuse(&self, messages: Vec<(String, String)>) {
        let mut refused = Problems::new();
        for (attribute, said) in messages {
            let of = |store: &StoreConfig| UserField::of_attribute(store.kind, &attribute, &store.users.profile);
            let field = self.with_store(of);
            // A refusal that concerns no field would block forever; the error panel shows it.
            if field != UserField::Whole {
                refused.insert(field, Problem::Refused(said));
            }
        }
        self.refused.set(refused);
        self.go_to_first_problem();
    }

    /// From now on saves the draft at every change, without the password, and checks its names. `named` receives the
    /// draft's id when it is saved for the first time.
    pub fn keep_draft(&self, named: impl Fn(&str) + 'static) {
        let this = *self;
        Effect::new(move |_| {
            let (draft, sent) = (this.draft.get(), this.sent.get());
            let untouched = this.with_store(|store| draft.is_untouched(store));
            if this.keeper.is_over() || untouched {
                return;
            }
            let name = this.with_store(|store| draft.display_name_text(&store.users));
            this.keeper.save(&name, &draft, None, sent.as_ref(), &named);
        });
        watch_names(this);
    }

    pub fn keeper(&self) -> DraftKeeper<UserDraft> {
        self.keeper
    }

    /// Removes every password from memory.
    pub fn forget_password(&self) {
        self.password.try_set(Password::default());
        self.sent_password.try_set(None);
        self.made.try_set(false);
    }

    /// Whether the form is still on the page.
    pub fn is_shown(&self) -> bool {
        self.sending.try_get_untracked().is_some()
    }

    /// The store, and when the draft was saved, in a line; reactive.
    pub fn subtitle(&self) -> String {
        let store = self.with_store(|store| store.name.clone());
        match self.keeper.saved_at() {
            Some(kept) => t!(create_user.subtitle_kept, store = store, when = format::moment_of(kept)),
            None => t!(create_user.subtitle, store = store),
        }
    }
}

fn is_missing(problem: &Problem) -> bool {
    matches!(problem, Problem::Required | Problem::Name(NameProblem::Empty))
}
