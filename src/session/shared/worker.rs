//! The service worker that holds a session while its page is loaded again (`session-worker.js`), in memory alone and for
//! less than a minute.

use crate::routes::base;
use crate::task::Lifetime;
use futures::channel::oneshot::channel;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The script, beside index.html. Its name has no hash: a browser looks for a new version of a worker by its address.
const SCRIPT: &str = "session-worker.js";

/// How long the worker has to answer, in milliseconds; the browser may have to start it.
const PATIENCE: u32 = 2_000;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Workers;

    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = serviceWorker)]
    static WORKERS: Option<Workers>;

    #[wasm_bindgen(method)]
    fn register(this: &Workers, script: &str, options: &Object) -> Promise;

    #[wasm_bindgen(method, js_name = getRegistration)]
    fn registration(this: &Workers, scope: &str) -> Promise;

    #[derive(Clone)]
    type Registration;

    #[wasm_bindgen(method, getter)]
    fn active(this: &Registration) -> Option<ActiveWorker>;

    #[wasm_bindgen(method)]
    fn unregister(this: &Registration) -> Promise;

    type ActiveWorker;

    #[wasm_bindgen(method, js_name = postMessage)]
    fn post(this: &ActiveWorker, message: &JsValue, with: &Array);

    type MessageChannel;

    #[wasm_bindgen(constructor)]
    fn new() -> MessageChannel;

    #[wasm_bindgen(method, getter, js_name = port1)]
    fn own_end(this: &MessageChannel) -> Port;

    #[wasm_bindgen(method, getter, js_name = port2)]
    fn other_end(this: &MessageChannel) -> JsValue;

    type Port;

    #[wasm_bindgen(method, setter, js_name = onmessage)]
    fn set_heard(this: &Port, hear: &JsValue);
}

/// The worker of this portal. Copies share the same state.
#[derive(Clone, Copy)]
pub struct Worker(StoredValue<Option<Registration>, LocalStorage>);

/// The registration for the portal's path, if there is one.
async fn registered() -> Option<Registration> {
    let workers = WORKERS.with(Clone::clone)?;
    let found = JsFuture::from(workers.registration(&format!("{}/", base()))).await.ok()?;
    (!found.is_undefined()).then(|| found.unchecked_into())
}

/// Removes the worker, because this portal hands no session over.
pub fn retire() {
    crate::task::run_to_end(
        async {
            if let Some(found) = registered().await {
                // Without it, the worker stays and is never asked.
                let _ = JsFuture::from(found.unregister()).await;
            }
        },
        |()| (),
    );
}

impl Worker {
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// Installs the worker. Where the browser refuses, a reload asks for a new sign-in.
    pub fn start(self, life: Lifetime) {
        let Some(workers) = WORKERS.with(Clone::clone).filter(|_| self.0.with_value(Option::is_none)) else { return };
        let options = Object::new();
        let scope = Reflect::set(&options, &"scope".into(), &format!("{}/", base()).into());
        if scope.is_ok() {
            let work = JsFuture::from(workers.register(&format!("{}/{SCRIPT}", base()), &options));
            life.run_to_end(work, move |found| self.0.set_value(found.ok().map(JsCast::unchecked_into)), drop);
        }
    }

    /// Gives the worker a session to hold.
    pub fn keep(self, session: &Value) {
        self.say("keep", &session.to_string());
    }

    /// Gives the worker new tokens of the session that it may hold.
    pub fn replace(self, session: &Value) {
        self.say("replace", &session.to_string());
    }

    /// Makes the worker forget the session that it may hold.
    pub fn forget(self) {
        self.say("forget", "");
    }

    /// The session that the worker holds, as JSON.
    pub async fn take(self) -> Option<Value> {
        let found = registered().await?;
        let active = found.active()?;
        self.0.try_set_value(Some(found));
        let ports = MessageChannel::new();
        let (answer, answered) = channel();
        let hear = Closure::once_into_js(move |event: web_sys::MessageEvent| {
            // Nobody waits for a late answer.
            let _ = answer.send(event.data().as_string());
        });
        ports.own_end().set_heard(&hear);
        active.post(&"take".into(), &Array::of1(&ports.other_end()));
        match select(answered, TimeoutFuture::new(PATIENCE)).await {
            Either::Left((answer, _)) => serde_json::from_str(&answer.ok().flatten()?).ok(),
            Either::Right(_) => None,
        }
    }

    fn say(self, what: &str, session: &str) {
        let active = self.0.try_with_value(|found| found.as_ref().and_then(Registration::active)).flatten();
        if let Some(active) = active {
            active.post(&Array::of2(&what.into(), &session.into()), &Array::new());
        }
    }
}
