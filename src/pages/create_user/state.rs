//! The form's state: signals, and what stands beside its fields. It knows no element of the page.

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

/// The form. A copy is the same form.
#[derive(Clone, Copy)]
pub struct NewUser {
    /// What was entered, without the password.
    pub draft: RwSignal<UserDraft>,
    /// The password: here, in its field, and in the one body that is sent; nowhere else.
    pub password: RwSignal<Password>,
    /// Whether the password was made and not thought of.
    pub made: RwSignal<bool>,
    /// What the creation is doing.
    pub sending: RwSignal<Sending>,
    /// What the service says of the names while they are typed.
    pub findings: RwSignal<Findings>,
    /// What an earlier Finish sent that got no good answer: the user may exist, and the next Finish looks first.
    pub sent: RwSignal<Option<Sent<UserDraft>>>,
    /// The password that went with it; gone when the page was loaded anew.
    pub sent_password: RwSignal<Option<Password>>,
    /// What the service refused, until the field is edited.
    refused: RwSignal<Problems<UserField>>,
    /// Fields that were left: what is wrong with them is shown.
    left: RwSignal<Vec<UserField>>,
    /// Finish was pressed: everything that is wrong is shown.
    tried: RwSignal<bool>,
    problems: Memo<Problems<UserField>>,
    keeper: DraftKeeper<UserDraft>,
    store: StoredValue<StoreConfig>,
}

impl NewUser {
    /// Goes on with a kept draft of that name, or starts a fresh one.
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
        // Whatever becomes of the memory of signals, the passwords are not in it.
        on_cleanup(move || this.forget_password());
        this
    }

    /// The store that the user is made in.
    pub fn store(&self) -> StoreConfig {
        self.store.get_value()
    }

    /// Something of that store.
    pub fn with_store<T>(&self, look: impl FnOnce(&StoreConfig) -> T) -> T {
        self.store.with_value(look)
    }

    /// What is asked for.
    pub fn form(&self) -> UserForm {
        UserForm::of(self.with_store(|store| store.kind))
    }

    /// The names that nobody else may have; reactive.
    pub fn names(&self) -> Names {
        self.draft.with(|draft| self.with_store(|store| Names::of(draft, store)))
    }

    /// What stands at a field that is a text; reactive.
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
                UserField::Password | UserField::ChangePassword | UserField::AccountEnabled | UserField::Whole => {
                    String::new()
                }
            })
        })
    }

    /// Enters a text at a field. An emptied one that follows others follows them again; an emptied mail address means
    /// that there is none.
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

    /// Edits the draft at a field; what the service refused there is answered by that, and so is what it refused where
    /// a text follows that field.
    pub fn edit(&self, field: &UserField, edit: impl FnOnce(&mut UserDraft)) {
        let before = untrack(|| self.names());
        self.draft.update(edit);
        let after = untrack(|| self.names());
        self.answered(|own| own != field && before.behind(own) == after.behind(own));
    }

    /// Takes a password, typed or made.
    pub fn set_password(&self, password: Password, made: bool) {
        self.password.set(password);
        self.made.set(made);
        self.answered(|own| *own != UserField::Password);
    }

    /// Keeps of what was refused what still stands.
    fn answered(&self, stands: impl Fn(&UserField) -> bool) {
        self.refused.update(|refused| refused.retain(stands));
        if matches!(self.sending.get_untracked(), Sending::Failed(_)) {
            self.sending.set(Sending::Idle);
        }
    }

    /// A field was left: what is wrong with it may be said.
    pub fn leave(&self, field: &UserField) {
        if !self.left.with_untracked(|left| left.contains(field)) {
            self.left.update(|left| left.push(field.clone()));
        }
    }

    /// What is to be said beside a field; reactive.
    pub fn problem(&self, field: &UserField) -> Option<Problem> {
        let refused = self.refused.with(|refused| refused.get(field).cloned());
        let tried = self.tried.get();
        let left = self.left.with(|left| left.contains(field));
        // That something is missing is no news to whoever only passes by.
        let own = || self.problems.with(|problems| problems.get(field).cloned());
        let own = || own().filter(|problem| tried || left && !is_missing(problem));
        refused.or_else(own).or_else(|| self.told(field))
    }

    /// What the service said of what stands in the field now; reactive.
    fn told(&self, field: &UserField) -> Option<Problem> {
        let now = self.names();
        let taken = self.findings.with(|findings| findings.is_taken(field, &now));
        // Who has the name may be the user of an earlier Finish: that one looks for itself.
        let own = || {
            let before = self.sent.get();
            before.is_some_and(|sent| self.with_store(|store| Names::of(&sent.draft, store)) == now)
        };
        (taken && !own()).then_some(Problem::Taken)
    }

    /// A logon name that is free, where the present one, or what follows it, is taken; reactive.
    pub fn free_logon(&self) -> Option<String> {
        let now = self.names();
        let fields = [UserField::LogonName, UserField::Sam, UserField::Mail];
        let taken = fields.iter().any(|field| self.told(field).is_some());
        self.findings.with(|findings| findings.free(&now)).filter(|_| taken)
    }

    /// Whether anything is wrong; reactive.
    fn is_wrong(&self) -> bool {
        let told = [UserField::DisplayName, UserField::LogonName, UserField::Sam, UserField::Mail];
        !self.problems.with(|problems| problems.is_empty())
            || !self.refused.with(|refused| refused.is_empty())
            || told.iter().any(|field| self.told(field).is_some())
    }

    /// Shows every problem and goes to the first field that is wrong; says whether there was one.
    pub fn go_to_first_problem(&self) -> bool {
        self.tried.set(true);
        let wrong = untrack(|| self.is_wrong());
        if wrong {
            focus::soon(".user-form :is([aria-invalid=\"true\"], [data-invalid])");
        }
        wrong
    }

    /// Puts what the service refused beside its fields and goes to the first of them.
    pub fn refuse(&self, messages: Vec<(String, String)>) {
        let mut refused = Problems::new();
        for (attribute, said) in messages {
            let of = |store: &StoreConfig| UserField::of_attribute(store.kind, &attribute, &store.users.profile);
            let field = self.with_store(of);
            // What belongs to no field would block for ever; the panel names it.
            if field != UserField::Whole {
                refused.insert(field, Problem::Refused(said));
            }
        }
        self.refused.set(refused);
        self.go_to_first_problem();
    }

    /// Keeps the draft at every change from now on, without the password, and asks the service about its names; `named`
    /// is told the draft's name once it is kept for the first time.
    pub fn keep_draft(&self, named: impl Fn(&str) + 'static) {
        let this = *self;
        Effect::new(move |_| {
            let (draft, sent) = (this.draft.get(), this.sent.get());
            let untouched = this.with_store(|store| draft.is_untouched(store));
            if this.keeper.is_over() || untouched {
                return;
            }
            let name = this.with_store(|store| draft.display_name_text(&store.users));
            this.keeper.keep(&name, &draft, None, sent.as_ref(), &named);
        });
        watch_names(this);
    }

    /// The draft as it is kept.
    pub fn keeper(&self) -> DraftKeeper<UserDraft> {
        self.keeper
    }

    /// Takes every password out of memory.
    pub fn forget_password(&self) {
        self.password.try_set(Password::default());
        self.sent_password.try_set(None);
        self.made.try_set(false);
    }

    /// Whether the form is still on the page.
    pub fn is_shown(&self) -> bool {
        self.sending.try_get_untracked().is_some()
    }

    /// Where and what, in a line; reactive.
    pub fn subtitle(&self) -> String {
        let store = self.with_store(|store| store.name.clone());
        match self.keeper.saved() {
            Some(kept) => t!(create_user.subtitle_kept, store = store, when = format::moment_of(kept)),
            None => t!(create_user.subtitle, store = store),
        }
    }
}

fn is_missing(problem: &Problem) -> bool {
    matches!(problem, Problem::Required | Problem::Name(NameProblem::Empty))
}
