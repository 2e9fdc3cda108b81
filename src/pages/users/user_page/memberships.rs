//! The groups that a user is a member of, and those that the user owns.

use crate::api::Api;
use crate::api::searches::containing;
use crate::groups::{Counts, GROUP_ATTRIBUTES, columns, joined_by, owned_by};
use crate::i18n::t;
use crate::ui::table::{ListTable, Load, TableSpec, TableState};
use leptos::prelude::*;
use model::config::StoreKind;
use model::wire::attributes;
use model::wire::{Criterion, DirectoryObject};
use std::sync::Arc;

/// The attributes that the list's search covers.
const WHERE: [&str; 3] = [attributes::DISPLAY_NAME, attributes::MAIL, attributes::DESCRIPTION];

/// The relation between the user and the groups of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The user is a member.
    In,
    /// The user is an owner.
    Owned,
}

impl Relation {
    /// The search criteria for these groups.
    fn criterion(self, store: StoreKind, user: &DirectoryObject) -> Criterion {
        let dn = user.dn().unwrap_or_default();
        match self {
            Self::In => joined_by(store, dn, &user.id),
            Self::Owned => owned_by(store, dn, &user.id),
        }
    }
}

#[component]
pub fn GroupsOf(user: DirectoryObject, held: Relation) -> impl IntoView {
    let api = Api::expect();
    let page_size = api.config().page_size;
    let store = api.current_store().kind;
    let own = held.criterion(store, &user);
    let counts = Counts::provide();
    let load: Load = Arc::new(move |query| {
        let (api, own) = (api.clone(), own.clone());
        Box::pin(async move {
            let criteria = Criterion::all(vec![own, containing(&["group"], &WHERE, &query.text)]);
            let window = query.window();
            let page = api.search(api.current_store().id, Some(criteria), &window, &GROUP_ATTRIBUTES);
            counts.after(&api, page).await
        })
    });
    let said = move || match held {
        Relation::In => t!(users.in_none),
        Relation::Owned => t!(users.owns_none),
    };
    let label = Signal::derive(move || {
        match held {
            Relation::In => t!(users.memberships),
            Relation::Owned => t!(users.owned),
        }
        .to_owned()
    });
    let empty = move || view! { <p>{said}</p> }.into_any();
    let spec =
        TableSpec { columns: columns(store), sorting: "name", page_size, filters: &[], name: None, selectable: false };
    view! { <ListTable label table=TableState::new(spec) load empty=empty.into()/> }
}
