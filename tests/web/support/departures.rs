//! Where the page of a test would have gone, had it been let.

use js_sys::{Array, Function};
use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// While it exists, the page loads no other one, and each address that it is sent to is noted.
pub struct Departures {
    noted: Array,
    stop: Function,
}

impl Departures {
    pub fn watch() -> Self {
        let noted = Array::new();
        let body = "const hear = event => {
                if (event.destination.sameDocument) return;
                event.preventDefault();
                noted.push(event.destination.url);
            };
            navigation.addEventListener('navigate', hear);
            return () => navigation.removeEventListener('navigate', hear)";
        let stop = Function::new_with_args("noted", body).call1(&JsValue::NULL, &noted).unwrap();
        Self { noted, stop: stop.into() }
    }

    /// The addresses in order.
    pub fn all(&self) -> Vec<String> {
        self.noted.iter().map(|url| url.as_string().unwrap()).collect()
    }
}

impl Drop for Departures {
    fn drop(&mut self) {
        self.stop.call0(&JsValue::NULL).unwrap();
        // The page has kept what it would have needed to come back.
        window().session_storage().unwrap().unwrap().clear().unwrap();
    }
}
