//! Which permission (OAuth scope) a request needs, in addition to the rights of the person who makes it.

use crate::http::HttpError;
use crate::routes::Route;

/// What the names of Graph's own permissions may begin with.
const RESOURCE: &str = "https://graph.microsoft.com/";
/// Stands for everything that an administrator has consented to, which is all that the demo has.
const CONSENTED: &str = ".default";

const READ_ME: [&str; 1] = ["User.Read"];
const READ_USERS: [&str; 4] = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
const READ_GROUPS: [&str; 4] =
    ["Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
const WRITE_GROUPS: [&str; 2] = ["Group.ReadWrite.All", "Directory.ReadWrite.All"];

/// Rejects a request whose token was not granted any of the permissions that it needs.
pub fn check(granted: &str, route: &Route) -> Result<(), HttpError> {
    let has = |needed: &[&str]| {
        granted.split_whitespace().map(|scope| scope.strip_prefix(RESOURCE).unwrap_or(scope)).any(|scope| {
            scope.eq_ignore_ascii_case(CONSENTED) || needed.iter().any(|one| one.eq_ignore_ascii_case(scope))
        })
    };
    let is_below = |path: &str| route.template.starts_with(path);
    let is_granted = match route.method {
        "GET" if is_below("/v1.0/me") => has(&READ_ME) || has(&READ_USERS),
        "GET" if is_below("/v1.0/users") => has(&READ_USERS),
        // The requests within a batch need permissions of their own, and a rule is evaluated without a change.
        "GET" => has(&READ_GROUPS),
        _ if is_below("/v1.0/$batch") => true,
        _ if is_below("/beta/") => has(&READ_GROUPS),
        _ => has(&WRITE_GROUPS),
    };
    if is_granted { Ok(()) } else { Err(HttpError::insufficient()) }
}
