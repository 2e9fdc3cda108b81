//! Accepts connections, and takes every request through faults, routing, the token check, the handler and the journal.

use crate::directory::Content;
use crate::http::faults::{Drop, Fault};
use crate::http::{Answer, HttpError, Request};
use crate::object::EngineError;
use crate::options::Options;
use crate::routes::{self, answer_to, site};
use crate::service::Service;
use crate::sqlite::Sqlite;
use crate::{proxy, tokens};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, Request as HttpRequest, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The maximum size of a request body in bytes.
const LARGEST: usize = 8 * 1024 * 1024;
/// How long a caller may take to send the head of a request, on a kept connection counted from the last answer.
const HEADERS: Duration = Duration::from_secs(75);
/// How long a stopping service waits for requests and updates that have begun.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Running {
    /// The address that it listens on.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    accepting: tokio::task::JoinHandle<()>,
    service: Arc<Service>,
    /// Runs the queued updates of smart groups.
    worker: std::thread::JoinHandle<()>,
}

impl Running {
    /// Accepts no more connections, finishes what has begun, and returns.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        drop(self.accepting.await);
        // Every connection holds a receiver until it ends.
        drop(tokio::time::timeout(PATIENCE, self.stop.closed()).await);
        self.service.smart_groups.close();
        let worker = tokio::task::spawn_blocking(|| self.worker.join());
        drop(tokio::time::timeout(PATIENCE, worker).await);
    }
}

/// Opens the directory and starts the service.
pub async fn start(options: Options, content: impl Content + 'static) -> Result<Running, String> {
    let listener = TcpListener::bind(options.listen).await.map_err(|error| format!("{}: {error}", options.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let opening = options.clone();
    let opened = tokio::task::spawn_blocking(move || {
        Sqlite::open(&opening.store, opening.fresh, &content).map(|directory| directory.lagging(opening.index_lag))
    });
    let directory = match opened.await {
        Ok(Ok(directory)) => directory,
        Ok(Err(EngineError(message))) => return Err(message),
        Err(error) => return Err(error.to_string()),
    };
    let run = tokens::random(4).ok_or("no random bytes")?;
    let service = Arc::new(Service::new(Box::new(directory), options, run));
    let working = service.clone();
    let worker = std::thread::Builder::new().name("updates".to_owned()).spawn(move || routes::work(&working));
    let worker = worker.map_err(|error| error.to_string())?;
    let (stop, stopped) = watch::channel(false);
    let accepting = tokio::spawn(accept(listener, service.clone(), stopped));
    Ok(Running { address, stop, accepting, service, worker })
}

async fn accept(listener: TcpListener, service: Arc<Service>, mut stopped: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stopped.changed() => return,
            connection = listener.accept() => match connection {
                Ok((stream, _)) => drop(tokio::spawn(serve(stream, service.clone(), stopped.clone()))),
                // The process may be out of file handles. The next attempt may succeed, but a busy loop would not help.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
}

async fn serve(stream: TcpStream, service: Arc<Service>, mut stopped: watch::Receiver<bool>) {
    drop(stream.set_nodelay(true));
    let answer = hyper::service::service_fn(move |request| {
        let service = service.clone();
        async move { respond(service, request).await }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .serve_connection(TokioIo::new(stream), answer);
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        // If a connection ends with an error, the client notices it; there is nothing to do here.
        ended = connection.as_mut() => return drop(ended),
        _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
    }
    drop(connection.await);
}

/// Handles one request. An error closes the connection without a response, which only happens for an injected fault.
async fn respond(service: Arc<Service>, incoming: HttpRequest<Incoming>) -> Result<Response<Body>, io::Error> {
    let began = Instant::now();
    let request_id = service.request_id();
    let (request, unread) = read(incoming).await;
    let route = routes::find(&request.method, &request.path, &service.options);
    let is_control = route.as_ref().is_ok_and(|(route, _)| route.is_control());
    let of_services = site::is_recorded(&request.path) && !is_control;
    let fault = if service.options.faults && of_services { service.faults.take(&request) } else { None };
    if let Some(fault) = &fault {
        tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    }
    let dropped = fault.as_ref().and_then(|fault| fault.drop);
    let injected = fault.as_ref().and_then(Fault::answer);
    let request = Arc::new(request);
    let answer = match (dropped, injected, unread) {
        (Some(Drop::BeforeHandling), ..) => None,
        (_, Some(injected), _) => Some(injected.unwrap_or_else(|error| answer_to(error, &request, &request_id))),
        (_, _, Some(failure)) => Some(answer_to(failure, &request, &request_id)),
        _ => {
            let (service, id) = (service.clone(), request_id.clone());
            let partial = fault.as_ref().and_then(|fault| fault.without_attribute(&request));
            let asked = partial.as_ref().map_or_else(|| request.clone(), |partial| partial.request.clone());
            // The directory blocks its thread, so the handler runs where it does not hold up other requests.
            let handled = tokio::task::spawn_blocking(move || handle(&service, &asked, &id)).await;
            let handled = handled.map(|answer| match partial {
                Some(partial) => partial.complete(answer),
                None => answer,
            });
            Some(handled.unwrap_or_else(|_| answer_to(HttpError::broken("a handler panicked"), &request, &request_id)))
        }
    };
    let answer = answer.filter(|_| dropped.is_none());
    let status = answer.as_ref().map(|answer| answer.status);
    if service.options.journal && of_services {
        service.journal.record(&request, status);
    }
    if service.options.verbose {
        let status = status.map_or_else(|| "dropped".to_owned(), |status| status.to_string());
        eprintln!("{request_id} {} {} {status} {} ms", request.method, request.path, began.elapsed().as_millis());
    }
    match answer {
        Some(answer) => Ok(http(answer, &request_id)),
        None => Err(io::Error::new(io::ErrorKind::ConnectionAborted, "injected fault")),
    }
}

/// Converts the request for the handlers; also returns an error if the body could not be read.
async fn read(incoming: HttpRequest<Incoming>) -> (Request, Option<HttpError>) {
    let (head, body) = incoming.into_parts();
    let text = |name: HeaderName| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let method = if head.method == "HEAD" { "GET".to_owned() } else { head.method.to_string() };
    let mut request = Request {
        method,
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        authorization: text(header::AUTHORIZATION),
        content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
        accept_encoding: text(header::ACCEPT_ENCODING).unwrap_or_default(),
        if_none_match: text(header::IF_NONE_MATCH),
        host: text(header::HOST).unwrap_or_default(),
        consistency: text(HeaderName::from_static("consistencylevel")).unwrap_or_default(),
        client_request_id: text(HeaderName::from_static("client-request-id")).unwrap_or_default(),
        body: Vec::new(),
    };
    match to_bytes(Body::new(body), LARGEST).await {
        Ok(bytes) => {
            request.body = bytes.into();
            (request, None)
        }
        Err(_) => (request, Some(HttpError::too_large())),
    }
}

/// Finds the route, checks the token and calls the handler.
fn handle(service: &Service, request: &Request, request_id: &str) -> Answer {
    let answer = match &service.options.proxy {
        Some(target) if site::is_of_services(&request.path) => proxy::forward(target, request),
        _ => routes::answer(service, request),
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
