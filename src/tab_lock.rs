//! Says to the other tabs of this browser that something is going on here (Web Locks API). A lock ends with its tab,
//! whatever happens to that.

use futures::channel::oneshot::channel;
use futures::future::{Either, select};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type LockManager;

    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = locks)]
    static LOCKS: Option<LockManager>;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, granted: &JsValue) -> Promise;

    #[wasm_bindgen(method)]
    fn query(this: &LockManager) -> Promise;
}

/// How a lock is asked for.
#[derive(Clone, Copy)]
enum Request {
    /// It is granted at once or not at all.
    Now,
    /// It is waited for.
    WhenFree,
    /// Any number of holders have it together.
    Shared,
}

/// A lock of this tab, until it is dropped.
pub struct TabLock {
    release: Option<Function>,
}

impl TabLock {
    /// Whether this browser has locks on this page: it came over TLS or from this machine.
    pub fn are_there() -> bool {
        LOCKS.with(Option::is_some)
    }

    /// The lock with this name; none if another holder has it.
    pub async fn now(name: &str) -> Option<Self> {
        Self::request(name, Request::Now).await
    }

    /// The lock with this name, as soon as no other holder has it.
    pub async fn when_free(name: &str) -> Option<Self> {
        Self::request(name, Request::WhenFree).await
    }

    /// The lock with this name, beside others who share it.
    pub async fn shared(name: &str) -> Option<Self> {
        Self::request(name, Request::Shared).await
    }

    /// Whether anybody holds a lock with this name.
    pub async fn is_held(name: &str) -> bool {
        let Some(locks) = LOCKS.with(Clone::clone) else { return false };
        let Ok(all) = JsFuture::from(locks.query()).await else { return false };
        let Ok(held) = Reflect::get(&all, &"held".into()) else { return false };
        let is_it = |lock: JsValue| Reflect::get(&lock, &"name".into()).is_ok_and(|own| own == *name);
        Array::from(&held).iter().any(is_it)
    }

    /// Where there are no locks, nobody learns of other tabs.
    async fn request(name: &str, how: Request) -> Option<Self> {
        let Some(locks) = LOCKS.with(Clone::clone) else { return Some(Self { release: None }) };
        let mut lock = Self { release: None };
        // The lock is held until this promise is fulfilled. It is made first, so that a lock which is granted after
        // nobody waits for it any more is released at once.
        let held = Promise::new(&mut |fulfil, _| lock.release = Some(fulfil));
        let (answer, answered) = channel();
        let granted = Closure::once_into_js(move |granted: JsValue| {
            let is_granted = !granted.is_null();
            // Nobody waits for it after the page was left.
            let _ = answer.send(is_granted);
            if is_granted { JsValue::from(held) } else { JsValue::UNDEFINED }
        });
        let options = Object::new();
        let option = match how {
            Request::Now => Reflect::set(&options, &"ifAvailable".into(), &true.into()),
            Request::WhenFree => Ok(true),
            Request::Shared => Reflect::set(&options, &"mode".into(), &"shared".into()),
        };
        if option.is_err() {
            return Some(lock);
        }
        let ended = JsFuture::from(locks.request(name, &options, &granted));
        let is_granted = match select(answered, ended).await {
            Either::Left((answer, _)) => answer.unwrap_or(true),
            // A browser that refuses locks altogether is like one without them.
            Either::Right(_) => true,
        };
        is_granted.then_some(lock)
    }
}

impl Drop for TabLock {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Fulfilling a promise cannot fail.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}
