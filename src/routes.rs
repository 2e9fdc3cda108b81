//! All URLs of the portal as an enum; no other module contains a path. The submodule navigates between them.

mod navigator;

pub use navigator::{Navigator, Way};

use leptos::prelude::*;
use model::wire::ObjectId;
use model::wire::paths::segment;

/// A page of the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The start page.
    Dashboard,
    /// The groups that the user owns.
    MyGroups,
    /// The groups that the user is a member of.
    MyMemberships,
    AllGroups,
    /// Search results for a text.
    Search(String),
    Group(ObjectId),
    /// Two lists side by side, with the groups on the left and on the right.
    Compare([Option<ObjectId>; 2]),
    /// Background updates of smart groups.
    Tasks,
    /// The group wizard, with the id of a saved draft or none for a new one.
    CreateGroup(Option<String>),
    Users,
    User(ObjectId),
    /// The form that creates a user, with the id of a saved draft or none for a new one.
    CreateUser(Option<String>),
    /// The import of users from a file.
    ImportUsers,
}

const MY_GROUPS: &str = "/my-groups";
const MY_MEMBERSHIPS: &str = "/my-memberships";
const SEARCH: &str = "/search";
const GROUPS: &str = "/groups";
const COMPARE: &str = "/compare";
const TASKS: &str = "/tasks";
const NEW_GROUP: &str = "/groups/new";
const USERS: &str = "/users";
const NEW_USER: &str = "/users/new";
const IMPORT_USERS: &str = "/users/import";
/// The query parameter with the text to search for.
pub const TEXT: &str = "q";
/// The query parameter with the id of the group on the left of a comparison.
pub const LEFT: &str = "left";
/// The query parameter with the id of the group on the right of a comparison.
pub const RIGHT: &str = "right";
/// The query parameter with the id of a saved draft.
pub const DRAFT: &str = "draft";

impl Route {
    /// The path below the portal's base, with the query.
    pub fn path(&self) -> String {
        match self {
            Route::Dashboard => "/".to_owned(),
            Route::MyGroups => MY_GROUPS.to_owned(),
            Route::MyMemberships => MY_MEMBERSHIPS.to_owned(),
            Route::AllGroups => GROUPS.to_owned(),
            Route::Tasks => TASKS.to_owned(),
            Route::Compare(groups) => {
                let sides = [LEFT, RIGHT].into_iter().zip(groups);
                let sides = sides.filter_map(|(name, id)| Some(format!("{name}={}", segment(id.as_ref()?.as_str()))));
                let query = sides.collect::<Vec<_>>().join("&");
                if query.is_empty() { COMPARE.to_owned() } else { format!("{COMPARE}?{query}") }
            }
            Route::Search(text) => format!("{SEARCH}?{TEXT}={}", segment(text)),
            Route::Group(id) => format!("{GROUPS}/{}", segment(id.as_str())),
            Route::CreateGroup(None) => NEW_GROUP.to_owned(),
            Route::CreateGroup(Some(draft)) => format!("{NEW_GROUP}?{DRAFT}={}", segment(draft)),
            Route::Users => USERS.to_owned(),
            Route::User(id) => format!("{USERS}/{}", segment(id.as_str())),
            Route::CreateUser(None) => NEW_USER.to_owned(),
            Route::CreateUser(Some(draft)) => format!("{NEW_USER}?{DRAFT}={}", segment(draft)),
            Route::ImportUsers => IMPORT_USERS.to_owned(),
        }
    }

    /// The route for a path below the portal's base, without a query; pages read their query themselves.
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.trim_end_matches('/');
        match path {
            "" => Some(Route::Dashboard),
            MY_GROUPS => Some(Route::MyGroups),
            MY_MEMBERSHIPS => Some(Route::MyMemberships),
            GROUPS => Some(Route::AllGroups),
            TASKS => Some(Route::Tasks),
            COMPARE => Some(Route::Compare([None, None])),
            SEARCH => Some(Route::Search(String::new())),
            NEW_GROUP => Some(Route::CreateGroup(None)),
            USERS => Some(Route::Users),
            NEW_USER => Some(Route::CreateUser(None)),
            IMPORT_USERS => Some(Route::ImportUsers),
            _ => below_list(path, GROUPS).map(Route::Group).or_else(|| below_list(path, USERS).map(Route::User)),
        }
    }

    /// The route for a full path on this host.
    pub fn of(path: &str) -> Option<Self> {
        Self::parse(below(&base(), path)?)
    }

    /// The full path, for links.
    pub fn href(&self) -> String {
        format!("{}{}", base(), self.path())
    }
}

/// The id in a path below a list, such as `/groups/<id>`.
fn below_list(path: &str, list: &str) -> Option<ObjectId> {
    let id = path.strip_prefix(list)?.strip_prefix('/')?;
    (!id.contains('/')).then(|| percent_decoded(id)).flatten().map(ObjectId::new)
}

/// The portal's path on its host without a trailing slash, such as `/portal`. It is read from `<base href>`, so the
/// portal is moved by changing one line of index.html.
pub fn base() -> String {
    let uri = document().base_uri().ok().flatten().unwrap_or_default();
    folder_of(&uri).to_owned()
}

/// The rest of a path below a base; none if the path is elsewhere. Case is ignored, because IIS serves `/Portal` and
/// `/portal` alike.
pub fn below<'a>(base: &str, path: &'a str) -> Option<&'a str> {
    let (start, rest) = path.split_at_checked(base.len())?;
    (start.eq_ignore_ascii_case(base) && (rest.is_empty() || rest.starts_with('/'))).then_some(rest)
}

/// Whether a path is one of the portal at a base. At the root of a host `//other` is below the base too, and leads
/// elsewhere.
pub fn is_within(base: &str, place: &str) -> bool {
    below(base, place).is_some_and(|rest| rest.starts_with('/') && !rest[1..].starts_with(['/', '\\']))
}

/// The directory of an absolute URL, without a trailing slash.
pub fn folder_of(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.rfind('/').map_or("", |at| &path[..at])
}

/// Decodes percent-encoding; none if it is invalid.
fn percent_decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        if *byte != b'%' {
            bytes.push(*byte);
            continue;
        }
        let pair = std::str::from_utf8(after.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(pair, 16).ok()?);
        rest = &after[2..];
    }
    String::from_utf8(bytes).ok()
}
