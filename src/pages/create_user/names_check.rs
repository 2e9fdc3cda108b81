//! Checks while the user types whether names are taken, and finds a free logon name. The service decides when the user
//! is created.

use super::state::NewUser;
use crate::api::Api;
use crate::http::ApiError;
use crate::task::Lifetime;
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::config::{StoreConfig, StoreKind};
use model::names::Dn;
use model::user::{UserDraft, UserField};
use model::wire::DirectoryObject;
use model::wire::attributes;

/// How long typing must pause before the service is asked, in milliseconds.
const REST: u64 = 300;

/// How many alternative logon names are looked up per request.
const TRIED: usize = 6;

/// How many such requests are made before no name is suggested.
const ROUNDS: usize = 4;

/// The names of a draft that must be unique.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    pub upn: String,
    /// The pre-Windows 2000 name; "" if the form has none.
    pub sam: String,
    /// The mail address; "" if the form has none.
    pub mail: String,
    /// The name within the container; "" where it need not be unique.
    pub name: String,
    container: String,
}

impl Names {
    pub fn of(draft: &UserDraft, store: &StoreConfig) -> Self {
        let policy = &store.users;
        let form = draft.form(store);
        let asked = |field: &UserField, text: String| if form.asks(field) { text } else { String::new() };
        let is_ad = store.kind == StoreKind::ActiveDirectory;
        Self {
            upn: draft.upn(policy),
            sam: asked(&UserField::Sam, draft.sam_text(policy)),
            mail: asked(&UserField::Mail, draft.mail_text(policy)),
            name: if is_ad { draft.display_name_text(policy) } else { String::new() },
            container: draft.container.clone(),
        }
    }

    /// The names to look up, as pairs of attribute and value.
    pub fn asked(&self) -> Vec<(&'static str, String)> {
        let all = [
            (attributes::USER_PRINCIPAL_NAME, &self.upn),
            (attributes::SAM_ACCOUNT_NAME, &self.sam),
            (attributes::MAIL, &self.mail),
            ("name", &self.name),
        ];
        all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name, text.clone())).collect()
    }

    /// The fields whose value one of the objects has.
    pub fn taken(&self, found: &[DirectoryObject]) -> Vec<UserField> {
        let has =
            |attribute: &str, text: &str| !text.is_empty() && found.iter().any(|object| is(object, attribute, text));
        let container = Dn::parse(&self.container).ok();
        let here = |object: &&DirectoryObject| {
            let parent = object.dn().and_then(|dn| Dn::parse(dn).ok()).and_then(|dn| dn.parent());
            parent.zip(container.as_ref()).is_some_and(|(parent, container)| parent.same(container))
        };
        let named = found.iter().filter(here).any(|object| !self.name.is_empty() && is(object, "name", &self.name));
        let all = [
            (UserField::DisplayName, named),
            (UserField::LogonName, has(attributes::USER_PRINCIPAL_NAME, &self.upn)),
            (UserField::Sam, has(attributes::SAM_ACCOUNT_NAME, &self.sam)),
            (UserField::Mail, has(attributes::MAIL, &self.mail)),
        ];
        all.into_iter().filter(|(_, taken)| *taken).map(|(field, _)| field).collect()
    }

    /// The value that a check of the field was about, to recognise outdated results.
    pub fn behind(&self, field: &UserField) -> Option<String> {
        match field {
            UserField::DisplayName => Some(format!("{}\n{}", self.name, self.container)),
            UserField::LogonName => Some(self.upn.clone()),
            UserField::Sam => Some(self.sam.clone()),
            UserField::Mail => Some(self.mail.clone()),
            _ => None,
        }
    }
}

/// Whether an object's attribute has this value, ignoring case.
pub fn is(object: &DirectoryObject, attribute: &str, text: &str) -> bool {
    let wanted = text.to_lowercase();
    object.attributes().texts(attribute).any(|own| own.to_lowercase() == wanted)
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    asked: Names,
    taken: Vec<UserField>,
    /// A logon name that is not taken.
    free: Option<String>,
}

impl Findings {
    /// Whether the field's current value is taken. A result for another value does not count.
    pub fn is_taken(&self, field: &UserField, now: &Names) -> bool {
        self.taken.contains(field) && self.asked.behind(field) == now.behind(field)
    }

    /// A free logon name, if the current one is the one that was checked.
    pub fn free(&self, now: &Names) -> Option<String> {
        self.free.clone().filter(|_| self.asked.upn == now.upn)
    }
}

/// Checks the names whenever typing pauses.
pub fn watch_names(user: NewUser) {
    let Some(api) = Api::find() else { return };
    let api = StoredValue::new(api);
    let asked = Memo::new(move |_| user.names());
    let rest = Debounce::new();
    let life = Lifetime::new();
    Effect::new(move |_| {
        let now = asked.get();
        rest.cancel();
        if now.upn.is_empty() && now.name.is_empty() {
            user.findings.set(Findings::default());
            return;
        }
        let ask = move || {
            life.spawn(async move {
                let (api, draft) = (api.get_value(), user.draft.get_untracked());
                let store = api.current_store();
                // A failed request reports nothing.
                let Ok(found) = api.named(store.id, &now.asked()).await else { return };
                let is_current = || asked.try_with_untracked(|asked| *asked == now) == Some(true);
                if !is_current() {
                    return;
                }
                let taken = now.taken(&found);
                let findings = Findings { asked: now.clone(), taken, free: None };
                user.findings.set(findings.clone());
                if !findings.names_a_taken_logon(&draft) {
                    return;
                }
                if let Ok(free) = free_logon(&api, &store, &draft).await
                    && is_current()
                {
                    user.findings.set(Findings { free, ..findings });
                }
            });
        };
        rest.then(REST, ask);
    });
}

impl Findings {
    /// Whether another logon name would help: it is taken itself, or a name that is derived from it.
    fn names_a_taken_logon(&self, draft: &UserDraft) -> bool {
        self.taken.iter().any(|field| match field {
            UserField::LogonName => true,
            UserField::Sam => draft.sam.0.is_none(),
            UserField::Mail => draft.mail.0.is_none(),
            _ => false,
        })
    }
}

/// A logon name that is free, together with the names derived from it.
async fn free_logon(api: &Api, store: &StoreConfig, draft: &UserDraft) -> Result<Option<String>, ApiError> {
    let mut suggestions = draft.logon_suggestions(store);
    for _ in 0..ROUNDS {
        let candidate = |logon: String| {
            let mut other = draft.clone();
            other.set_text(&UserField::LogonName, logon.clone());
            // Names that were edited do not depend on the logon name.
            let sam = if draft.sam.0.is_none() { other.sam_text(&store.users) } else { String::new() };
            let mail = if draft.mail.0.is_none() { other.mail_text(&store.users) } else { String::new() };
            let form = other.form(store);
            let asked = |field: UserField, text: String| if form.asks(&field) { text } else { String::new() };
            let names = Names {
                upn: other.upn(&store.users),
                sam: asked(UserField::Sam, sam),
                mail: asked(UserField::Mail, mail),
                ..Names::default()
            };
            (logon, names)
        };
        let candidates: Vec<_> = suggestions.by_ref().take(TRIED).map(candidate).collect();
        if candidates.is_empty() {
            break;
        }
        let asked: Vec<_> = candidates.iter().flat_map(|(_, names)| names.asked()).collect();
        let found = api.named(store.id, &asked).await?;
        let free = candidates.into_iter().find(|(_, names)| names.taken(&found).is_empty());
        if let Some((logon, _)) = free {
            return Ok(Some(logon));
        }
    }
    Ok(None)
}
