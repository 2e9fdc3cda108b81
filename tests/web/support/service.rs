//! A replacement for `window.fetch` that records requests and replies as the test wants.

use futures::channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Promise, Reflect};
use leptos::prelude::window;
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortSignal, Request, Response, ResponseInit};

/// A request that left the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub method: String,
    /// The path and query for requests to the page's own host.
    pub path: String,
    /// The `Authorization` header, or "".
    pub authorization: String,
    /// The `ConsistencyLevel` header, or "".
    pub consistency: String,
    /// How it was sent: cache, credentials, redirect and referrer policy.
    pub options: [String; 4],
    pub body: String,
}

impl Sent {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON was sent to {}: {}", self.path, self.body))
    }

    /// Whether it is a token request.
    pub fn is_token(&self) -> bool {
        self.path.ends_with("/connect/token")
    }

    /// Whether it is a search in which a condition has this value.
    pub fn asks_for(&self, text: &str) -> bool {
        self.path.ends_with("/Searches") && self.body.contains(&format!("\"value\":{}", Value::from(text)))
    }
}

/// How the service handles a request.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Responds with this status and JSON body.
    Json(u16, Value),
    /// Responds with this text.
    Text(u16, &'static str),
    /// Responds with 429 and this `Retry-After` in seconds.
    TryLater(u32),
    /// Responds with this status and this `Retry-After`.
    RetryAfter(u16, String),
    /// Responds with 200, an empty list and this `Date`.
    Dated(String),
    /// Does not respond: the browser's fetch fails.
    Failure,
    /// Responds when the test says so; see [`Service::release`].
    Held,
    /// Never responds; ends when the page aborts the request.
    Never,
    /// Responds with 200 and this JSON after so many milliseconds.
    Slow(u32, Value),
    /// Sends the request to another address.
    Redirect,
}

/// While it exists, no request leaves the page.
pub struct Service {
    state: Rc<State>,
    before: JsValue,
    _fetch: Closure<dyn Fn(Request) -> Promise>,
}

struct State {
    answer: Box<dyn Fn(&Sent) -> Reply>,
    sent: RefCell<Vec<Sent>>,
    held: RefCell<Vec<Option<oneshot::Sender<Reply>>>>,
}

impl Service {
    pub fn start(answer: impl Fn(&Sent) -> Reply + 'static) -> Self {
        let state = Rc::new(State { answer: Box::new(answer), sent: RefCell::default(), held: RefCell::default() });
        let own = state.clone();
        let fetch = Closure::<dyn Fn(Request) -> Promise>::new(move |request| {
            let state = own.clone();
            future_to_promise(async move { state.serve(request).await })
        });
        let before = Reflect::get(&window(), &"fetch".into()).unwrap();
        Reflect::set(&window(), &"fetch".into(), fetch.as_ref()).unwrap();
        Self { state, before, _fetch: fetch }
    }

    /// All requests in order.
    pub fn sent(&self) -> Vec<Sent> {
        self.state.sent.borrow().clone()
    }

    /// All requests since the last call, in order.
    pub fn take_sent(&self) -> Vec<Sent> {
        self.state.sent.take()
    }

    /// How many requests were sent to paths with this end.
    pub fn count(&self, end: &str) -> usize {
        self.sent().iter().filter(|sent| sent.path.ends_with(end)).count()
    }

    /// How many requests were held, including those that were released.
    pub fn held(&self) -> usize {
        self.state.held.borrow().len()
    }

    /// Responds to the held request with this number, from 0 in order of arrival.
    pub fn release(&self, at: usize, reply: Reply) {
        let waiting = self.state.held.borrow_mut()[at].take();
        waiting.expect("it is answered once").send(reply).expect("the page still waits");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        Reflect::set(&window(), &"fetch".into(), &self.before).unwrap();
    }
}

impl State {
    async fn serve(&self, request: Request) -> Result<JsValue, JsValue> {
        let sent = read(&request).await?;
        self.sent.borrow_mut().push(sent.clone());
        let mut reply = (self.answer)(&sent);
        if matches!(reply, Reply::Held) {
            let (answer, wait) = oneshot::channel();
            self.held.borrow_mut().push(Some(answer));
            reply = wait.await.map_err(|_| JsValue::from("the test is over"))?;
        }
        match reply {
            Reply::Json(status, json) => respond(status, &json.to_string(), "application/json"),
            Reply::Text(status, text) => respond(status, text, "text/html"),
            Reply::TryLater(seconds) => {
                let error = r#"{"error":{"code":"TooManyRequests","message":"Too many requests."}}"#;
                respond_with(429, error, "application/json", Some(("Retry-After", &seconds.to_string())))
            }
            Reply::RetryAfter(status, when) => {
                respond_with(status, "{}", "application/json", Some(("Retry-After", &when)))
            }
            Reply::Dated(when) => {
                respond_with(200, r#"{"total":0,"data":[]}"#, "application/json", Some(("Date", &when)))
            }
            Reply::Failure | Reply::Held => Err(js_sys::TypeError::new("Failed to fetch").into()),
            Reply::Never => Err(aborted(&request.signal()).await),
            Reply::Slow(wait, json) => {
                TimeoutFuture::new(wait).await;
                respond(200, &json.to_string(), "application/json")
            }
            Reply::Redirect => Ok(redirect()),
        }
    }
}

async fn read(request: &Request) -> Result<Sent, JsValue> {
    let url = request.url();
    let origin = window().location().origin()?;
    let body = JsFuture::from(request.clone()?.text()?).await?;
    Ok(Sent {
        method: request.method(),
        path: url.strip_prefix(&origin).unwrap_or(&url).to_owned(),
        authorization: request.headers().get("Authorization")?.unwrap_or_default(),
        consistency: request.headers().get("ConsistencyLevel")?.unwrap_or_default(),
        options: ["cache", "credentials", "redirect", "referrerPolicy"].map(|name| {
            Reflect::get(request, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
        }),
        body: body.as_string().unwrap_or_default(),
    })
}

/// What fetch gives for a redirect that it does not follow; no constructor makes one.
fn redirect() -> JsValue {
    js_sys::eval("Object.create(Response.prototype, { type: { value: 'opaqueredirect' }, status: { value: 0 } })")
        .expect("the script is well")
}

fn respond(status: u16, body: &str, kind: &str) -> Result<JsValue, JsValue> {
    respond_with(status, body, kind, None)
}

fn respond_with(status: u16, body: &str, kind: &str, header: Option<(&str, &str)>) -> Result<JsValue, JsValue> {
    let init = ResponseInit::new();
    init.set_status(status);
    let headers = web_sys::Headers::new()?;
    headers.set("Content-Type", kind)?;
    headers.set("x-request-id", "request-7")?;
    if let Some((name, value)) = header {
        headers.set(name, value)?;
    }
    init.set_headers(&headers);
    Ok(Response::new_with_opt_str_and_init(Some(body), &init)?.into())
}

/// The error of fetch when the page aborts the request.
async fn aborted(signal: &AbortSignal) -> JsValue {
    if !signal.aborted() {
        let promise = Promise::new(&mut |resolve, _| signal.set_onabort(Some(&resolve)));
        JsFuture::from(promise).await.expect("it resolves");
    }
    js_sys::Error::new("AbortError").unchecked_into()
}
