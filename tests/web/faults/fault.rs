//! The ways to fail, and a service that fails in one of them.

use crate::support::clock::QuickTimeouts;
use crate::support::samples::tokens;
use crate::support::{Reply, Sent, Service};
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Offline,
    Refused,
    Timeout,
    Slow,
    BadRequest,
    UnauthorizedOnce,
    Unauthorized,
    Forbidden,
    NotFound,
    Conflict,
    Throttled,
    ThrottledForASecond,
    ErrorPage,
    NotImplemented,
    Unavailable,
    Truncated,
    WrongJson,
    Empty,
    FailedInPart,
    Huge,
}

use Fault::*;

/// The sizes of huge answers in bytes: the first ones of a test, and all later ones, because the one function that reads
/// answers takes half a second for ten megabytes without optimisation.
const HUGE: [usize; 2] = [10 * 1024 * 1024, 256 * 1024];

/// How many answers of a test are of the first size.
const FIRST_HUGE: u32 = 3;

fn huge(size: usize) -> &'static str {
    let filler = "x".repeat(size);
    Box::leak(format!("{{\"status\":0,\"data\":[],\"total\":0,\"filler\":\"{filler}\"}}").into_boxed_str())
}

thread_local! {
    static HUGE_TEXTS: [&'static str; 2] = HUGE.map(huge);
}

impl Fault {
    pub const ALL: [Self; 20] = [
        Offline,
        Refused,
        Timeout,
        Slow,
        BadRequest,
        UnauthorizedOnce,
        Unauthorized,
        Forbidden,
        NotFound,
        Conflict,
        Throttled,
        ThrottledForASecond,
        ErrorPage,
        NotImplemented,
        Unavailable,
        Truncated,
        WrongJson,
        Empty,
        FailedInPart,
        Huge,
    ];

    pub fn reply(self, good: impl FnOnce() -> Reply, is_first: bool, huge: u32) -> Reply {
        let said = json!({ "message": "Said so." });
        match self {
            Offline | Refused => Reply::Failure,
            Timeout => Reply::Never,
            Slow => match good() {
                Reply::Json(200, json) => Reply::Slow(5_000, json),
                other => other,
            },
            BadRequest => Reply::Json(400, said),
            UnauthorizedOnce if !is_first => good(),
            UnauthorizedOnce | Unauthorized => Reply::Json(401, said),
            Forbidden => Reply::Json(403, said),
            NotFound => Reply::Json(404, said),
            Conflict => Reply::Json(409, json!({ "status": 1, "message": "Taken." })),
            Throttled => Reply::Json(429, said),
            ThrottledForASecond => Reply::RetryAfter(429, "1".to_owned()),
            ErrorPage => Reply::Text(500, "<html><h1>Server Error in '/' Application.</h1>"),
            NotImplemented => Reply::Json(501, said),
            Unavailable => Reply::Json(503, said),
            Truncated => Reply::Text(200, "{\"status\":0,\"data\":[{\"objectDis"),
            WrongJson => Reply::Json(200, json!([true, { "objects": 7 }])),
            Empty => Reply::Text(200, ""),
            FailedInPart => {
                let part = json!({ "status": 1, "name": "description", "message": "Not that one." });
                Reply::Json(200, json!({ "status": 0, "data": null, "details": [part] }))
            }
            Huge => Reply::Text(200, HUGE_TEXTS.with(|texts| texts[usize::from(huge > FIRST_HUGE)])),
        }
    }

    /// How the sentence for this fault begins; none where the answer is well, or may be.
    pub fn sentence(self) -> Option<&'static str> {
        match self {
            Offline => Some("This device is offline."),
            Refused => Some("The service did not answer."),
            Timeout => Some("The service took too long to answer."),
            BadRequest => Some("The service returned an error (HTTP 400): Said so."),
            Unauthorized => Some("Your session has ended."),
            Forbidden => Some("You do not have permission to do this."),
            NotFound => Some("This was not found."),
            Conflict => Some("The service refused the request: Taken."),
            Throttled => Some("The service is busy. Try again in a few minutes."),
            ThrottledForASecond => Some("The service is busy. Try again in one second."),
            ErrorPage => Some("The service returned an error (HTTP 500)."),
            NotImplemented => Some("This version of the service does not support this."),
            Unavailable => Some("The service is unavailable."),
            Truncated => Some("The service sent an answer that this portal cannot read."),
            Slow | UnauthorizedOnce | WrongJson | Empty | FailedInPart | Huge => None,
        }
    }

    /// Whether a change may have been made although there was no clear answer.
    pub fn leaves_doubt(self) -> bool {
        matches!(self, Offline | Refused | Timeout | ErrorPage | Truncated | WrongJson | Empty)
    }
}

/// Whether it is a token request, to GroupID or to an authority.
fn is_token(sent: &Sent) -> bool {
    sent.is_token() || sent.path.ends_with("/oauth2/v2.0/token")
}

/// A service that answers well, or fails as the test says.
pub struct FaultyService {
    pub service: Service,
    fault: Rc<Cell<Option<Fault>>>,
    is_first: Rc<Cell<bool>>,
}

impl FaultyService {
    /// `good` answers everything but token requests, which always succeed.
    pub fn start(good: impl Fn(&Sent) -> Reply + 'static) -> Self {
        let fault = Rc::new(Cell::new(None::<Fault>));
        let is_first = Rc::new(Cell::new(true));
        let huge = Cell::new(0);
        let (now, first) = (fault.clone(), is_first.clone());
        let service = Service::start(move |sent| match now.get() {
            _ if is_token(sent) => tokens(1, 1_200),
            None => good(sent),
            Some(fault) => {
                huge.set(huge.get() + u32::from(fault == Huge));
                fault.reply(|| good(sent), first.replace(false), huge.get())
            }
        });
        Self { service, fault, is_first }
    }

    /// Fails from now on, until the result is dropped. Waits pass at once.
    pub fn fail(&self, fault: Fault) -> Failing {
        self.begin_call();
        Failing::begin(self.fault.clone(), fault)
    }

    /// The next request is the first one of a call.
    pub fn begin_call(&self) {
        self.is_first.set(true);
    }

    /// The changes that were sent more than once since the last call of this function, though they may have been made.
    pub fn repeated(&self, fault: Fault) -> Vec<Sent> {
        let is_change = |sent: &Sent| sent.method != "GET" && !sent.path.ends_with("/Searches") && !is_token(sent);
        let mut sent: Vec<_> = self.service.take_sent().into_iter().filter(is_change).collect();
        if !fault.leaves_doubt() {
            sent.clear();
        }
        let all = sent.clone();
        sent.retain(|one| all.iter().filter(|other| *other == one).count() > 1);
        sent
    }
}

/// While it exists, the service fails.
pub struct Failing {
    fault: Rc<Cell<Option<Fault>>>,
    _clock: QuickTimeouts,
}

impl Failing {
    /// Sets the fault of a service. Waits pass at once.
    pub fn begin(now: Rc<Cell<Option<Fault>>>, fault: Fault) -> Self {
        now.set(Some(fault));
        if fault == Offline {
            js_sys::eval("Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })").unwrap();
        }
        let clock = if fault == Timeout { QuickTimeouts::all() } else { QuickTimeouts::waits() };
        Self { fault: now, _clock: clock }
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        self.fault.set(None);
        js_sys::eval("delete navigator.onLine").unwrap();
    }
}

/// A good answer to any change.
pub fn done() -> Value {
    json!({ "status": 0, "data": "id-new", "details": [] })
}
