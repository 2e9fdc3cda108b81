//! Every URL of the portal, typed. No path string stands elsewhere.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use model::wire::ObjectId;
use model::wire::paths::segment;

/// A destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Where everybody arrives.
    Dashboard,
    /// Groups that the signed-in user owns.
    MyGroups,
    /// Groups that the signed-in user is in.
    MyMemberships,
    /// Every group of the store.
    AllGroups,
    /// Everything in the store that fits a text.
    Search(String),
    /// One group.
    Group(ObjectId),
    /// The wizard, fresh or with a kept draft.
    CreateGroup(Option<String>),
}

/// Below the portal's base.
pub const MY_GROUPS: &str = "/my-groups";
/// Below the portal's base.
pub const MY_MEMBERSHIPS: &str = "/my-memberships";
/// Below the portal's base.
pub const SEARCH: &str = "/search";
/// The query parameter that holds what is searched for.
pub const TEXT: &str = "q";
/// Below the portal's base.
pub const GROUPS: &str = "/groups";
/// Below the portal's base.
pub const NEW_GROUP: &str = "/groups/new";
/// The query parameter that names a kept draft.
pub const DRAFT: &str = "draft";

impl Route {
    /// The path below the portal's base.
    pub fn path(&self) -> String {
        match self {
            Route::Dashboard => "/".to_owned(),
            Route::MyGroups => MY_GROUPS.to_owned(),
            Route::MyMemberships => MY_MEMBERSHIPS.to_owned(),
            Route::AllGroups => GROUPS.to_owned(),
            Route::Search(text) => format!("{SEARCH}?{TEXT}={}", segment(text)),
            Route::Group(id) => format!("{GROUPS}/{}", segment(id.as_str())),
            Route::CreateGroup(None) => NEW_GROUP.to_owned(),
            Route::CreateGroup(Some(draft)) => format!("{NEW_GROUP}?{DRAFT}={}", segment(draft)),
        }
    }

    /// The whole path, as a link has it.
    pub fn href(&self) -> String {
        format!("{}{}", base(), self.path())
    }
}

/// Goes to places from handlers and tasks, where no context is at hand. A copy is the same.
#[derive(Clone, Copy)]
pub struct Navigator(StoredValue<Box<dyn Fn(&str, NavigateOptions)>, LocalStorage>);

impl Navigator {
    /// To be made within the router, and provided as a context.
    pub fn of_router() -> Self {
        Self(StoredValue::new_local(Box::new(use_navigate())))
    }

    /// From the context that [`crate::app`] provides.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| unreachable!("the app provides the navigator before any page"))
    }

    /// Goes to a destination.
    pub fn to(&self, route: &Route) {
        self.go(&route.href(), false, true);
    }

    /// Goes to a destination in place of the present one.
    pub fn replace(&self, route: &Route) {
        self.go(&route.href(), true, false);
    }

    /// Goes to the same page with another query (without `?`).
    pub fn search(&self, query: &str, replace: bool) {
        let path = window().location().pathname().unwrap_or_default();
        let mark = if query.is_empty() { "" } else { "?" };
        self.go(&format!("{path}{mark}{query}"), replace, false);
    }

    fn go(&self, path: &str, replace: bool, scroll: bool) {
        let options = NavigateOptions { resolve: false, replace, scroll, ..NavigateOptions::default() };
        // None when the router has left the page.
        self.0.try_with_value(|navigate| navigate(path, options));
    }
}

/// The portal's path on its host without a slash at the end, such as `/portal`: from `<base href>`, so that one line of
/// index.html moves the portal.
pub fn base() -> String {
    let uri = document().base_uri().ok().flatten().unwrap_or_default();
    path_of(&uri).trim_end_matches('/').to_owned()
}

/// The path of an absolute address, up to its last slash.
fn path_of(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.rfind('/').map_or("", |at| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_the_folder_of_the_page() {
        assert_eq!(path_of("https://host:4443/portal/"), "/portal");
        assert_eq!(path_of("https://host/tools/portal/?x=/y#z"), "/tools/portal");
        assert_eq!(path_of("https://host"), "");
    }

    #[test]
    fn identities_are_encoded() {
        let route = Route::Group(ObjectId::new("CN=a/b,DC=x"));
        assert_eq!(route.path(), "/groups/CN%3Da%2Fb%2CDC%3Dx");
    }
}
