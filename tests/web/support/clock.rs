//! Clocks for tests: timeouts of one kind are shortened or controlled, the others stay as they are; and the time of day.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsCast;

/// The length from which a timeout counts as long, in milliseconds.
const LONG: u32 = 10_000;

/// Until it is dropped, `window.setTimeout` runs some timeouts at once; the others stay as they are.
pub struct QuickTimeouts {
    before: wasm_bindgen::JsValue,
}

impl QuickTimeouts {
    /// Long ones.
    pub fn long() -> Self {
        Self::of(&format!("wait >= {LONG}"))
    }

    /// Those of up to a second, such as those of a countdown.
    pub fn seconds() -> Self {
        Self::of("wait <= 1000")
    }

    /// Those of up to five seconds, such as the pauses between two looks at a task, but not those that end a toast.
    pub fn pauses() -> Self {
        Self::of("wait <= 5000")
    }

    /// All but the time limits of requests.
    pub fn waits() -> Self {
        Self::of("wait < 30000")
    }

    /// All.
    pub fn all() -> Self {
        Self::of("true")
    }

    /// The wait for an index that lags behind.
    pub fn index() -> Self {
        Self::of(&format!("wait === {}", portal::api::INDEX_DELAY))
    }

    fn of(which: &str) -> Self {
        let window = window();
        let before = Reflect::get(&window, &"setTimeout".into()).unwrap();
        let body = format!("return (run, wait, ...rest) => before(run, {which} ? 0 : wait, ...rest)");
        let hurried = Function::new_with_args("before", &body).call1(&window, &before).unwrap();
        Reflect::set(&window, &"setTimeout".into(), &hurried).unwrap();
        Self { before }
    }
}

impl Drop for QuickTimeouts {
    fn drop(&mut self) {
        Reflect::set(&window(), &"setTimeout".into(), &self.before).unwrap();
    }
}

/// Until it is dropped, some timeouts end only when the test says so.
pub struct Standing {
    before: wasm_bindgen::JsValue,
    kept: Array,
}

impl Standing {
    /// Long ones.
    pub fn long() -> Self {
        Self::of(&format!("wait >= {LONG}"))
    }

    /// Those of a second.
    pub fn seconds() -> Self {
        Self::of("wait === 1000")
    }

    fn of(which: &str) -> Self {
        let window = window();
        let before = Reflect::get(&window, &"setTimeout".into()).unwrap();
        let kept = Array::new();
        let body = format!("return (run, wait, ...rest) => {which} ? -kept.push(run) : before(run, wait, ...rest)");
        let standing = Function::new_with_args("before, kept", &body).call2(&window, &before, &kept).unwrap();
        Reflect::set(&window, &"setTimeout".into(), &standing).unwrap();
        Self { before, kept }
    }

    /// Ends those that are running; later ones are held again.
    pub fn pass(&self) {
        let kept: Vec<Function> = self.kept.iter().map(JsCast::unchecked_into).collect();
        self.kept.set_length(0);
        for run in kept {
            run.call0(&window()).unwrap();
        }
    }
}

impl Drop for Standing {
    fn drop(&mut self) {
        Reflect::set(&window(), &"setTimeout".into(), &self.before).unwrap();
    }
}

/// A clock of the page that the test moves, until it is dropped.
pub struct Clock;

impl Clock {
    pub fn start() -> Self {
        js_sys::eval("Date.before = Date.now").unwrap();
        Self
    }

    /// It is so many minutes later than it really is.
    pub fn later(&self, minutes: u32) {
        js_sys::eval(&format!("Date.now = () => Date.before() + {minutes} * 60000")).unwrap();
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        js_sys::eval("Date.now = Date.before; delete Date.before").unwrap();
    }
}
