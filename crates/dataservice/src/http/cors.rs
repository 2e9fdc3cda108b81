//! Pages of another origin (`--cors`): what a browser wants to be told before it lets them call the service and read the
//! answers (Fetch, 3.2).

use super::{Answer, Request};

const METHODS: &str = "GET, POST, PATCH, DELETE";
const HEADERS: &str = "authorization, content-type, consistencylevel, client-request-id";
/// The response headers that pages may read, besides those that they always may.
const EXPOSED: &str = "x-request-id, request-id, retry-after, date";
/// How long a browser may remember the answer to a preflight, in seconds.
const REMEMBERED: &str = "600";

/// The answer to a preflight of the page of that origin, for [`allow`] to complete; `None` if the request is none.
pub fn preflight(request: &Request, origin: Option<&str>) -> Option<Answer> {
    origin.filter(|origin| request.method == "OPTIONS" && request.origin == *origin)?;
    let answer = Answer::empty(204).with("access-control-allow-methods", METHODS);
    Some(answer.with("access-control-allow-headers", HEADERS).with("access-control-max-age", REMEMBERED))
}

/// Lets the page of that origin read an answer. Of another origin, the answer says nothing.
pub fn allow(answer: Answer, request: &Request, origin: Option<&str>) -> Answer {
    let Some(origin) = origin else { return answer };
    // Caches must not give a page the answer that another one got.
    let vary = answer.headers.iter().find(|(name, _)| *name == "vary");
    let vary = vary.map_or_else(|| "origin".to_owned(), |(_, others)| format!("{others}, origin"));
    let answer = answer.with("vary", vary);
    if request.origin != origin {
        return answer;
    }
    answer.with("access-control-allow-origin", origin).with("access-control-expose-headers", EXPOSED)
}
