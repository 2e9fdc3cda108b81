//! A clock that hurries: long waits of the page end at once, short ones (debouncing) stay as they are.

use js_sys::{Function, Reflect};
use leptos::prelude::window;

/// From here on, in milliseconds, a wait is long.
const LONG: u32 = 10_000;

/// Until it is dropped, `window.setTimeout` cuts long waits to nothing.
pub struct Hurry {
    before: wasm_bindgen::JsValue,
}

impl Hurry {
    pub fn start() -> Self {
        let window = window();
        let before = Reflect::get(&window, &"setTimeout".into()).unwrap();
        let body = format!("return (run, wait, ...rest) => before(run, wait >= {LONG} ? 0 : wait, ...rest)");
        let hurried = Function::new_with_args("before", &body).call1(&window, &before).unwrap();
        Reflect::set(&window, &"setTimeout".into(), &hurried).unwrap();
        Self { before }
    }
}

impl Drop for Hurry {
    fn drop(&mut self) {
        Reflect::set(&window(), &"setTimeout".into(), &self.before).unwrap();
    }
}
