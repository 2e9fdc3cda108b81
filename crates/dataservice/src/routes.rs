//! The route table, with every URL that the service answers, and how a request finds its route.
//!
//! Paths match in any letter case and with or without a slash at the end, as on IIS. A literal segment takes precedence
//! over a `{name}`.

mod api;
pub mod authority;
mod call;
mod contacts;
mod control;
mod deletion;
mod error;
mod expiry;
pub mod graph;
mod groups;
mod many;
mod membership;
mod searches;
mod sign_in;
pub mod site;
mod smart_groups;
mod tasks;
mod user_groups;
mod users;
mod workflows;

pub use api::as_markdown;
pub use call::Call;
pub use error::answer_to;
pub use smart_groups::work;

use crate::http::{Answer, HttpError, Request, percent_decode};
use crate::options::Options;
use crate::service::Service;
use crate::tokens::{Audience, Session};

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Open,
    /// Callers with a token for the Data Service.
    Bearer,
    /// Callers with a token for Microsoft Graph.
    Graph,
}

/// Under which options a route exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Always,
    /// Without `--documented-only`.
    Extension,
    /// With `--journal`.
    Journal,
    /// With `--faults`.
    Faults,
}

type Handler = fn(&Call<'_>) -> Result<Answer, HttpError>;

pub struct Route {
    pub method: &'static str,
    pub template: &'static str,
    pub access: Access,
    pub when: When,
    pub(crate) handler: Handler,
}

const fn open(method: &'static str, template: &'static str, handler: Handler) -> Route {
    Route { method, template, access: Access::Open, when: When::Always, handler }
}

const fn bearer(method: &'static str, template: &'static str, handler: Handler) -> Route {
    Route { method, template, access: Access::Bearer, when: When::Always, handler }
}

const fn of_graph(method: &'static str, template: &'static str, handler: Handler) -> Route {
    Route { method, template, access: Access::Graph, when: When::Always, handler }
}

const fn only(when: When, route: Route) -> Route {
    Route { when, ..route }
}

/// A path below `…/api/IdentityStores/{store}`.
macro_rules! store {
    ($rest:literal) => {
        concat!("/GroupIDDataService/api/IdentityStores/{store}/", $rest)
    };
}

/// A path of the Entra ID tenant's authority.
macro_rules! tenant {
    ($rest:literal) => {
        concat!("/5cjshm.onmicrosoft.com/", $rest)
    };
}

static TABLE: &[Route] = &[
    open("GET", "/", site::root),
    open("GET", "/portal", site::root),
    open("GET", "/portal/{*file}", site::file),
    open("POST", "/GroupIDSecurityService/connect/token", sign_in::token),
    open("POST", "/GroupIDSecurityService/connect/revocation", sign_in::revoke),
    open("GET", "/GroupIDSecurityService/.well-known/openid-configuration", sign_in::configuration),
    bearer("GET", "/GroupIDSecurityService/connect/userinfo", sign_in::user_info),
    open("GET", "/GroupIDSecurityService/connect/authorize", authority::form),
    open("POST", "/GroupIDSecurityService/connect/authorize", authority::sign_in),
    open("GET", "/GroupIDSecurityService/connect/endsession", authority::end_session),
    open("GET", tenant!("oauth2/v2.0/authorize"), authority::form),
    open("POST", tenant!("oauth2/v2.0/authorize"), authority::sign_in),
    open("POST", tenant!("oauth2/v2.0/token"), authority::token),
    open("GET", tenant!("oauth2/v2.0/logout"), authority::end_session),
    open("GET", tenant!("v2.0/.well-known/openid-configuration"), authority::configuration),
    of_graph("GET", "/v1.0/me", graph::users::me),
    of_graph("GET", "/v1.0/me/ownedObjects/microsoft.graph.group", graph::users::owned),
    of_graph("GET", "/v1.0/me/memberOf/microsoft.graph.group", graph::users::joined),
    of_graph("GET", "/v1.0/users", graph::users::list),
    of_graph("GET", "/v1.0/users/{user}", graph::users::get),
    of_graph("GET", "/v1.0/users/{user}/ownedObjects/microsoft.graph.group", graph::users::owned),
    of_graph("GET", "/v1.0/users/{user}/memberOf/microsoft.graph.group", graph::users::joined),
    of_graph("GET", "/v1.0/groups", graph::groups::list),
    of_graph("POST", "/v1.0/groups", graph::groups::create),
    of_graph("GET", "/v1.0/groups/{group}", graph::groups::get),
    of_graph("PATCH", "/v1.0/groups/{group}", graph::groups::change),
    of_graph("DELETE", "/v1.0/groups/{group}", graph::groups::delete),
    of_graph("GET", "/v1.0/groups/{group}/owners", graph::relations::owners),
    of_graph("GET", "/v1.0/groups/{group}/members", graph::relations::members),
    of_graph("GET", "/v1.0/groups/{group}/members/microsoft.graph.user", graph::relations::user_members),
    of_graph("GET", "/v1.0/groups/{group}/members/microsoft.graph.group", graph::relations::group_members),
    of_graph("GET", "/v1.0/groups/{group}/memberOf/microsoft.graph.group", graph::relations::holders),
    of_graph("POST", "/v1.0/groups/{group}/owners/$ref", graph::relations::add_owner),
    of_graph("POST", "/v1.0/groups/{group}/members/$ref", graph::relations::add_member),
    of_graph("DELETE", "/v1.0/groups/{group}/owners/{object}/$ref", graph::relations::remove_owner),
    of_graph("DELETE", "/v1.0/groups/{group}/members/{object}/$ref", graph::relations::remove_member),
    of_graph("POST", "/v1.0/$batch", graph::batch::answer),
    of_graph("POST", "/beta/groups/evaluateDynamicMembership", graph::evaluate::answer),
    bearer("POST", store!("Groups/StaticGroup"), groups::create_static),
    bearer("POST", store!("Groups/DynamicGroup"), groups::create_smart),
    bearer("GET", store!("Groups"), groups::get_many),
    bearer("PATCH", store!("Groups"), groups::change_many),
    bearer("DELETE", store!("Groups"), deletion::groups),
    bearer("GET", store!("Groups/{group}"), groups::get),
    bearer("PATCH", store!("Groups/{group}"), groups::change),
    bearer("DELETE", store!("Groups/{group}"), deletion::group),
    bearer("POST", store!("Groups/SmartGroups/{group}/Update"), smart_groups::update),
    bearer("POST", store!("Groups/SmartGroups/Update"), smart_groups::update_many),
    bearer("GET", store!("Groups/SmartGroups/Members"), smart_groups::preview),
    bearer("POST", store!("Groups/{group}/Expire"), expiry::expire),
    bearer("POST", store!("Groups/{group}/Renew"), expiry::renew),
    bearer("POST", store!("Groups/Expire"), expiry::expire_many),
    bearer("POST", store!("Groups/Renew"), expiry::renew_many),
    bearer("POST", store!("Groups/{group}/Join"), membership::join),
    bearer("POST", store!("Groups/{group}/Leave"), membership::leave),
    bearer("POST", store!("Groups/{group}/JoinOnBehalf"), membership::join_on_behalf),
    bearer("POST", store!("Groups/{group}/LeaveOnBehalf"), membership::leave_on_behalf),
    bearer("POST", store!("Searches"), searches::find),
    bearer("POST", store!("Users"), users::create),
    bearer("PATCH", store!("Users"), users::change),
    bearer("DELETE", store!("Users"), deletion::users),
    bearer("GET", store!("Users/{user}"), users::get),
    bearer("DELETE", store!("Users/{user}"), deletion::user),
    bearer("GET", store!("Users/{user}/Groups"), user_groups::owned),
    bearer("GET", store!("Users/{user}/Groups/All"), user_groups::all),
    bearer("GET", store!("Users/{user}/Groups/Membership"), user_groups::membership),
    bearer("GET", store!("Users/{user}/Groups/SmartGroups"), user_groups::smart_groups),
    bearer("GET", store!("Users/{user}/Groups/Dynasties"), user_groups::dynasties),
    bearer("GET", store!("Users/{user}/Groups/Expiring"), user_groups::expiring),
    bearer("GET", store!("Users/{user}/Groups/Expired"), user_groups::expired),
    bearer("GET", store!("Users/{user}/Groups/count"), user_groups::owned_count),
    bearer("GET", store!("Users/{user}/Groups/Membership/count"), user_groups::membership_count),
    bearer("GET", store!("Users/{user}/Groups/Expiring/count"), user_groups::expiring_count),
    bearer("POST", store!("Contacts"), contacts::create),
    bearer("PATCH", store!("Contacts"), contacts::change),
    bearer("DELETE", store!("Contacts"), deletion::contacts),
    bearer("GET", store!("Contacts/{contact}"), contacts::get),
    bearer("DELETE", store!("Contacts/{contact}"), deletion::contact),
    bearer("GET", store!("Workflows/MyRequests"), workflows::mine),
    bearer("GET", store!("Workflows/Pending"), workflows::pending),
    bearer("GET", store!("Workflows/Approvers"), workflows::approvers),
    bearer("GET", store!("Workflows"), workflows::some),
    bearer("POST", store!("Workflows/Approve"), workflows::approve),
    bearer("POST", store!("Workflows/Deny"), workflows::deny),
    bearer("DELETE", store!("Workflows/{request}"), workflows::delete),
    only(When::Extension, bearer("GET", "/GroupIDDataService/api/x-portal/extensions", control::extensions)),
    only(When::Extension, bearer("GET", "/GroupIDDataService/api/x-portal/tasks", tasks::list)),
    only(When::Extension, bearer("GET", "/GroupIDDataService/api/x-portal/tasks/{task}", tasks::get)),
    only(When::Journal, open("GET", "/GroupIDDataService/api/x-portal/journal", control::journal)),
    only(When::Journal, open("DELETE", "/GroupIDDataService/api/x-portal/journal", control::clear_journal)),
    only(When::Faults, open("POST", "/GroupIDDataService/api/x-portal/faults", control::add_fault)),
    only(When::Faults, open("DELETE", "/GroupIDDataService/api/x-portal/faults", control::clear_faults)),
];

pub fn table() -> &'static [Route] {
    TABLE
}

impl Route {
    /// Whether the route exists under these options. Beside a real service there is no demo.
    pub fn exists(&self, options: &Options) -> bool {
        if options.proxy.is_some() && !site::is_of_portal(self.template) {
            return false;
        }
        match self.when {
            When::Always => true,
            When::Extension => !options.documented_only,
            When::Journal => options.journal,
            When::Faults => options.faults,
        }
    }

    /// Whether the route controls the service itself. Such a request is neither recorded nor affected by faults.
    pub fn is_control(&self) -> bool {
        matches!(self.when, When::Journal | When::Faults)
    }

    /// The values of the template's `{names}` and the number of literal segments, if the path matches.
    fn fits(&self, path: &[&str]) -> Option<(Params, usize)> {
        let template: Vec<&str> = segments(self.template);
        let mut params = Vec::new();
        let mut literal = 0;
        for (at, part) in template.iter().enumerate() {
            if part.starts_with("{*") {
                params.push((part.trim_matches(['{', '*', '}']), path.get(at..)?.join("/")));
                return Some((params, literal));
            }
            let own = path.get(at)?;
            if part.starts_with('{') {
                params.push((part.trim_matches(['{', '}']), percent_decode(own)));
            } else if percent_decode(own).eq_ignore_ascii_case(part) {
                literal += 1;
            } else {
                return None;
            }
        }
        (path.len() == template.len()).then_some((params, literal))
    }
}

/// The values of the template's `{names}`.
type Params = Vec<(&'static str, String)>;

fn segments(path: &str) -> Vec<&str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() { Vec::new() } else { path.split('/').collect() }
}

/// Finds the route for a request: 404 if no route has the path, 405 if none of those has the method.
pub fn find(method: &str, path: &str, options: &Options) -> Result<(&'static Route, Params), HttpError> {
    let parts = segments(path);
    let fitting = TABLE.iter().filter(|route| route.exists(options));
    let mut fitting: Vec<_> =
        fitting.filter_map(|route| route.fits(&parts).map(|(params, n)| (route, params, n))).collect();
    // The literal route wins even for other methods: `Groups/StaticGroup` never means a group with that name.
    let most = fitting.iter().map(|(.., literal)| *literal).max();
    fitting.retain(|(.., literal)| Some(*literal) == most);
    if fitting.is_empty() {
        return Err(HttpError::missing("There is nothing at this URL."));
    }
    let allowed = fitting.iter().map(|(route, ..)| route.method).collect::<Vec<_>>().join(", ");
    let own = fitting.into_iter().find(|(route, ..)| route.method == method);
    own.map(|(route, params, _)| (route, params)).ok_or_else(|| HttpError::verb(allowed))
}

/// A request that may be handled: its route, the values of the path, and the session of the caller.
pub struct Admission {
    route: &'static Route,
    params: Params,
    session: Option<Session>,
}

impl Admission {
    /// Whether anybody may make the request, of whom nothing is known then.
    pub fn is_open(&self) -> bool {
        self.route.access == Access::Open
    }

    /// Whether the request controls the service itself.
    pub fn is_control(&self) -> bool {
        self.route.is_control()
    }
}

/// Finds the route of a request and checks who makes it, for which its body is not needed.
pub fn admit(service: &Service, request: &Request) -> Result<Admission, HttpError> {
    let (route, params) = find(&request.method, &request.path, &service.options)?;
    if route.is_control() && !request.origin.is_empty() && request.origin != format!("http://{}", request.host) {
        return Err(HttpError::foreign_page());
    }
    let session = match route.access {
        Access::Open => None,
        Access::Bearer => Some(session(service, request, Audience::DataService)?),
        Access::Graph => {
            let session = session(service, request, Audience::Graph)?;
            graph::scope::check(&session.scope, route)?;
            Some(session)
        }
    };
    let call = Call { service, request, params, session };
    // An unknown store is a 404 before anything else.
    if call.params.iter().any(|(name, _)| *name == "store") {
        let store = call.store()?.id;
        // A token is for the identity store that its owner signed in to.
        if call.session.as_ref().is_some_and(|session| session.store != store) {
            return Err(HttpError::foreign_store());
        }
    }
    let Call { params, session, .. } = call;
    Ok(Admission { route, params, session })
}

/// Calls the handler of a request that was admitted.
pub fn answer(service: &Service, request: &Request, admission: Admission) -> Result<Answer, HttpError> {
    let Admission { route, params, session } = admission;
    (route.handler)(&Call { service, request, params, session })
}

fn session(service: &Service, request: &Request, audience: Audience) -> Result<Session, HttpError> {
    let scheme = |text: &str| {
        text.split_once(' ').filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer")).map(|(_, t)| t.trim().to_owned())
    };
    let Some(token) = request.authorization.as_deref().and_then(scheme) else {
        return Err(HttpError::unauthorized("An access token is needed.", "Bearer"));
    };
    service.tokens.session(&token).filter(|session| session.audience == audience).ok_or_else(|| {
        HttpError::unauthorized("The access token is unknown or has expired.", "Bearer error=\"invalid_token\"")
    })
}

/// The route that a request would find with all options switched on; for tests that every route is covered.
pub fn matched(method: &str, path: &str) -> Option<&'static Route> {
    let everything = Options { journal: true, faults: true, ..Options::default() };
    find(method, path, &everything).ok().map(|(route, _)| route)
}
