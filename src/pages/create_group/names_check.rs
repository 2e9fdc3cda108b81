//! Checks while the user types whether a name is taken, or similar to others. The service decides when the group is
//! created.

use super::state::Wizard;
use crate::api::Api;
use crate::api::searches::{PageRequest, containing};
use crate::routes::Route;
use crate::task::Lifetime;
use crate::ui::debounce::Debounce;
use leptos::prelude::*;
use model::group::{Field, Form, GroupDraft, Naming};
use model::names::Dn;
use model::wire::attributes;
use model::wire::cloud::CloudType;
use model::wire::object::ObjectKind;
use model::wire::{Criterion, DirectoryObject, ObjectId};

/// How long typing must pause before the service is asked, in milliseconds.
const REST: u64 = 300;

/// How many similar names are shown.
const NEAR: usize = 3;

/// The names that are checked.
#[derive(Debug, Clone, PartialEq, Default)]
struct CheckedNames {
    name: String,
    sam: String,
    container: String,
    /// The mail nickname, if the group's type requires it to be unique.
    nickname: Option<String>,
}

impl CheckedNames {
    fn of(draft: &GroupDraft, form: &Form) -> Self {
        let general = &draft.general;
        Self {
            name: general.full_name(),
            sam: general.sam_text(),
            container: general.container.clone(),
            nickname: form.unique_nickname.then(|| general.alias_text()),
        }
    }
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    asked: CheckedNames,
    name: bool,
    sam: bool,
    nickname: bool,
    /// The objects that have the name, or the account name that is derived from it.
    pub holders: Vec<Namesake>,
    /// Objects with a similar name.
    pub near: Vec<Namesake>,
}

/// An object with the same or a similar name.
#[derive(Debug, Clone, PartialEq)]
pub struct Namesake {
    id: ObjectId,
    kind: ObjectKind,
    pub name: String,
}

impl Namesake {
    fn of(object: &DirectoryObject) -> Self {
        Self { id: object.id.clone(), kind: object.object_kind(), name: object.label().to_owned() }
    }

    /// The object's page; only groups and users have one.
    pub fn route(&self) -> Option<Route> {
        match self.kind {
            ObjectKind::Group => Some(Route::Group(self.id.clone())),
            ObjectKind::User => Some(Route::User(self.id.clone())),
            _ => None,
        }
    }
}

impl Findings {
    /// Whether another object has the name in that field. A result for other names does not count.
    pub fn is_taken(&self, field: &Field, draft: &GroupDraft, form: &Form) -> bool {
        let (now, asked) = (CheckedNames::of(draft, form), &self.asked);
        match field {
            // An account name that was not edited is derived from the name, so the error is shown at the name.
            Field::Name => {
                let name = self.name && asked.name == now.name && asked.container == now.container;
                name || self.sam && asked.sam == now.sam && draft.general.sam.0.is_none()
            }
            Field::Sam => self.sam && asked.sam == now.sam && draft.general.sam.0.is_some(),
            Field::Alias => self.nickname && asked.nickname == now.nickname,
            _ => false,
        }
    }

    fn of(asked: CheckedNames, naming: Naming, found: &[DirectoryObject]) -> Self {
        let same = |object: &DirectoryObject, attribute: &str, text: &str| {
            object.first(attribute).is_some_and(|own| own.to_lowercase() == text.to_lowercase())
        };
        let container = Dn::parse(&asked.container).ok();
        let here = |object: &DirectoryObject| {
            let parent = object.dn().and_then(|dn| Dn::parse(dn).ok()).and_then(|dn| dn.parent());
            parent.zip(container.as_ref()).is_some_and(|(parent, container)| parent.same(container))
        };
        // In Entra ID several groups may have the same name.
        let unique = naming == Naming::CommonName;
        let has_name = |object: &DirectoryObject| unique && same(object, "name", &asked.name) && here(object);
        let has_sam = |object: &DirectoryObject| unique && same(object, attributes::SAM_ACCOUNT_NAME, &asked.sam);
        let (name, sam) = (found.iter().any(has_name), found.iter().any(has_sam));
        // Groups without mail may share a nickname.
        let has_mail = |object: &DirectoryObject| same(object, attributes::GROUP_TYPE, CloudType::Microsoft365.code());
        let is_own = |nickname: &String| {
            found.iter().any(|object| has_mail(object) && same(object, attributes::MAIL_NICKNAME, nickname))
        };
        let nickname = asked.nickname.as_ref().is_some_and(is_own);
        let like = |object: &&DirectoryObject| {
            object.label().to_lowercase().starts_with(&asked.name.to_lowercase()) || asked.nickname.is_none()
        };
        let near = found.iter().filter(like).map(Namesake::of).take(NEAR).collect();
        let holders = found.iter().filter(|object| has_name(object) || has_sam(object)).map(Namesake::of).collect();
        Self { asked, name, sam, nickname, holders, near }
    }
}

/// The search for objects with these names, or with similar ones.
fn question(asked: &CheckedNames, naming: Naming) -> Criterion {
    let CheckedNames { name, sam, nickname, .. } = asked;
    if naming == Naming::CommonName {
        return Criterion::any(vec![
            Criterion::leaf(attributes::NAME, "Is Exactly", name),
            Criterion::leaf(attributes::SAM_ACCOUNT_NAME, "Is Exactly", sam),
            Criterion::leaf(attributes::NAME, "Starts With", name),
        ]);
    }
    let nickname = nickname.iter().map(|nickname| Criterion::leaf(attributes::MAIL_NICKNAME, "Is Exactly", nickname));
    let mut any = vec![Criterion::leaf(attributes::DISPLAY_NAME, "Starts With", name)];
    any.extend(nickname);
    Criterion::all(vec![containing(&["group"], &[], ""), Criterion::any(any)])
}

/// Checks the names whenever typing pauses.
pub fn watch_names(wizard: Wizard) {
    let Some(api) = Api::find() else { return };
    let api = StoredValue::new(api);
    let naming = untrack(|| wizard.form()).naming;
    let asked = Memo::new(move |_| wizard.draft.with(|draft| CheckedNames::of(draft, &wizard.form())));
    let rest = Debounce::new();
    let life = Lifetime::new();
    Effect::new(move |_| {
        let asked_now = asked.get();
        rest.cancel();
        let named = wizard.draft.with_untracked(|draft| !draft.general.stem().is_empty());
        if !named || asked_now.name.chars().count() < 2 {
            wizard.checks.names.set(Findings::default());
            return;
        }
        let ask = move || {
            life.spawn(async move {
                let api = api.get_value();
                let sort = if naming == Naming::CommonName { attributes::NAME } else { attributes::DISPLAY_NAME };
                let window = PageRequest { sort, ..PageRequest::first(10) };
                let load = [
                    attributes::DISPLAY_NAME,
                    "name",
                    attributes::SAM_ACCOUNT_NAME,
                    attributes::DISTINGUISHED_NAME,
                    attributes::MAIL_NICKNAME,
                    attributes::GROUP_TYPE,
                    attributes::OBJECT_CLASS,
                ];
                let criteria = question(&asked_now, naming);
                let answer = api.search(api.current_store().id, Some(criteria), &window, &load).await;
                // The names may have changed during the request. A failed request reports nothing.
                let is_current = asked.try_with_untracked(|asked| *asked == asked_now) == Some(true);
                if let (Ok(page), true) = (answer, is_current) {
                    wizard.checks.names.set(Findings::of(asked_now, naming, &page.data));
                }
            });
        };
        rest.then(REST, ask);
    });
}
