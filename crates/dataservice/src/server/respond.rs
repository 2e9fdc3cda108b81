//! What becomes of one request: its host, its route and its token are checked before its body is read; then faults, the
//! handler and the journal.

use crate::http::faults::{Drop, Fault};
use crate::http::{Answer, HttpError, Request, cors, host};
use crate::proxy::{self, Proxy};
use crate::routes::{self, Admission, answer_to, site};
use crate::service::Service;
use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Request as HttpRequest, Response, StatusCode, header};
use hyper::body::{Body as _, Incoming};
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The maximum size of a request body in bytes.
const LARGEST: usize = 8 * 1024 * 1024;
/// The same if the caller has no token, unless the request controls the service, which is for this machine alone.
const LARGEST_OF_STRANGERS: usize = 64 * 1024;

/// How a request is handled.
enum Way {
    /// By a route of this service.
    Own(Admission),
    /// By the real service (`--proxy`).
    HandOn(Arc<Proxy>),
}

/// Handles one request. An error closes the connection without a response, which only happens for an injected fault.
pub async fn respond(
    service: Arc<Service>,
    peer: IpAddr,
    incoming: HttpRequest<Incoming>,
) -> Result<Response<Body>, io::Error> {
    let began = Instant::now();
    let request_id = service.request_id();
    let (head, body) = incoming.into_parts();
    let mut request = read(&head, peer);
    let answer = match at_once(&service, &request, &request_id) {
        Some(answer) => Some(answer),
        None => {
            let mut way = way(&service, &request);
            match whole(body, &service, &way).await {
                Ok(bytes) => request.body = bytes,
                Err(error) => way = way.and(Err(error)),
            }
            recorded(&service, &Arc::new(request.clone()), way, &request_id).await
        }
    };
    if service.options.verbose {
        let status = answer.as_ref().map_or_else(|| "dropped".to_owned(), |answer| answer.status.to_string());
        eprintln!("{request_id} {} {} {status} {} ms", request.method, request.path, began.elapsed().as_millis());
    }
    match answer {
        Some(answer) => Ok(http(cors::allow(answer, &request, service.options.cors.as_deref()), &request_id)),
        None => Err(io::Error::new(io::ErrorKind::ConnectionAborted, "injected fault")),
    }
}

/// The answer to a request that is for another host, and to a preflight.
fn at_once(service: &Service, request: &Request, request_id: &str) -> Option<Answer> {
    if !host::is_own(&request.host, &service.hosts) {
        return Some(answer_to(HttpError::misdirected(), request, request_id));
    }
    cors::preflight(request, service.options.cors.as_deref())
}

/// Finds out who handles the request, and whether the caller may make it.
fn way(service: &Service, request: &Request) -> Result<Way, HttpError> {
    match &service.proxy {
        Some(proxy) if site::is_of_services(&request.path) => {
            proxy::check_path(&request.path)?;
            Ok(Way::HandOn(proxy.clone()))
        }
        _ => routes::admit(service, request).map(Way::Own),
    }
}

/// The request without its body.
fn read(head: &Parts, peer: IpAddr) -> Request {
    let text = |name: HeaderName| {
        let mut all = head.headers.get_all(name).iter();
        // A header that comes twice is read as if it were absent, because others may believe the other one.
        let only = all.next().filter(|_| all.next().is_none());
        only.and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let named = head.uri.authority().map(|authority| authority.as_str().to_owned());
    Request {
        method: if head.method == "HEAD" { "GET".to_owned() } else { head.method.to_string() },
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        authorization: text(header::AUTHORIZATION),
        content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
        accept_encoding: text(header::ACCEPT_ENCODING).unwrap_or_default(),
        if_none_match: text(header::IF_NONE_MATCH),
        // The host in the request line counts, if there is one (RFC 9112, 3.2.2).
        host: named.or_else(|| text(header::HOST)).unwrap_or_default(),
        origin: text(header::ORIGIN).unwrap_or_default(),
        cookie: text(header::COOKIE).unwrap_or_default(),
        peer: Some(peer),
        consistency: text(HeaderName::from_static("consistencylevel")).unwrap_or_default(),
        client_request_id: text(HeaderName::from_static("client-request-id")).unwrap_or_default(),
        body: Vec::new(),
    }
}

/// Reads the body, if it is not too large. Also of a request that is refused a small body is read, because a client that
/// still writes may miss the answer.
async fn whole(body: Incoming, service: &Service, way: &Result<Way, HttpError>) -> Result<Vec<u8>, HttpError> {
    let largest = match way {
        Ok(Way::Own(admission)) if admission.is_open() && !admission.is_control() => LARGEST_OF_STRANGERS,
        Ok(_) => LARGEST,
        Err(_) => LARGEST_OF_STRANGERS,
    };
    if body.size_hint().lower() > largest as u64 {
        return Err(HttpError::too_large());
    }
    match tokio::time::timeout(service.options.limits.body, to_bytes(Body::new(body), largest)).await {
        Ok(read) => read.map(Vec::from).map_err(|_| HttpError::too_large()),
        Err(_) => Err(HttpError::too_slow()),
    }
}

/// Answers a request that was read, with the faults that are injected into it, and writes it to the journal.
async fn recorded(
    service: &Arc<Service>,
    request: &Arc<Request>,
    way: Result<Way, HttpError>,
    request_id: &str,
) -> Option<Answer> {
    let is_control = matches!(&way, Ok(Way::Own(admission)) if admission.is_control());
    let of_services = site::is_recorded(&request.path) && !is_control;
    let fault = if service.options.faults && of_services { service.faults.take(request) } else { None };
    if let Some(fault) = &fault {
        tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    }
    let dropped = fault.as_ref().and_then(|fault| fault.drop);
    let injected = fault.as_ref().and_then(Fault::answer);
    let answer = match (dropped, injected, way) {
        (Some(Drop::BeforeHandling), ..) => None,
        (_, Some(injected), _) => Some(injected.unwrap_or_else(|error| answer_to(error, request, request_id))),
        (_, _, Err(failure)) => Some(answer_to(failure, request, request_id)),
        (_, _, Ok(way)) => Some(handled(service, request, way, fault, request_id).await),
    };
    let answer = answer.filter(|_| dropped.is_none());
    if service.options.journal && of_services {
        service.journal.record(request, answer.as_ref().map(|answer| answer.status));
    }
    answer
}

/// Lets the handler answer, where it does not hold up other requests: the directory blocks its thread.
async fn handled(
    service: &Arc<Service>,
    request: &Arc<Request>,
    way: Way,
    fault: Option<Fault>,
    request_id: &str,
) -> Answer {
    let partial = fault.as_ref().and_then(|fault| fault.without_attribute(request));
    let asked = partial.as_ref().map_or_else(|| request.clone(), |partial| partial.request.clone());
    let Ok(_turn) = service.handlers.acquire().await else {
        return answer_to(HttpError::broken("the service ends"), request, request_id);
    };
    let (own, id) = (service.clone(), request_id.to_owned());
    let answer = tokio::task::spawn_blocking(move || handle(&own, &asked, way, &id)).await;
    let answer = answer.map(|answer| match partial {
        Some(partial) => partial.complete(answer),
        None => answer,
    });
    answer.unwrap_or_else(|_| answer_to(HttpError::broken("a handler panicked"), request, request_id))
}

fn handle(service: &Service, request: &Request, way: Way, request_id: &str) -> Answer {
    let answer = match way {
        Way::Own(admission) => routes::answer(service, request, admission),
        Way::HandOn(proxy) => proxy::forward(&proxy, request),
    };
    answer.unwrap_or_else(|failure| {
        if let Some(detail) = &failure.detail {
            eprintln!("{request_id} {}: {detail}", failure.status);
        }
        answer_to(failure, request, request_id)
    })
}

fn http(answer: Answer, request_id: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let own = [("x-request-id", request_id), ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")];
    let all = own.into_iter().chain(answer.headers.iter().map(|(name, value)| (*name, value.as_str())));
    for (name, value) in all {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
