//! Local storage as a test sees it, and one that is full.

use leptos::prelude::window;
use wasm_bindgen::JsCast;

pub fn storage() -> web_sys::Storage {
    window().local_storage().unwrap().unwrap()
}

/// All keys and texts in local storage.
pub fn kept() -> Vec<(String, String)> {
    let keys = (0..storage().length().unwrap()).map(|at| storage().key(at).unwrap().unwrap());
    keys.map(|key| (key.clone(), storage().get_item(&key).unwrap().unwrap())).collect()
}

/// While it exists, local storage refuses every write, as if it were full or blocked.
pub struct Full(wasm_bindgen::JsValue);

impl Full {
    pub fn start() -> Self {
        let storage: js_sys::Object = storage().unchecked_into();
        let own = js_sys::Object::get_prototype_of(&storage);
        let before = js_sys::Reflect::get(&own, &"setItem".into()).unwrap();
        let refuse = js_sys::Function::new_no_args("throw new DOMException('full', 'QuotaExceededError')");
        js_sys::Reflect::set(&own, &"setItem".into(), &refuse).unwrap();
        Self(before)
    }
}

impl Drop for Full {
    fn drop(&mut self) {
        let storage: js_sys::Object = storage().unchecked_into();
        let own = js_sys::Object::get_prototype_of(&storage);
        js_sys::Reflect::set(&own, &"setItem".into(), &self.0).unwrap();
    }
}

/// Whether the browser would ask before leaving the page.
pub fn asks_before_leaving() -> bool {
    let init = web_sys::EventInit::new();
    init.set_cancelable(true);
    let event = web_sys::Event::new_with_event_init_dict("beforeunload", &init).unwrap();
    !window().dispatch_event(&event).unwrap()
}

/// While it exists, local storage is blocked by a policy: looking at it throws.
pub struct Blocked;

impl Blocked {
    pub fn start() -> Self {
        js_sys::eval(
            "window.storageBefore = Object.getOwnPropertyDescriptor(window, 'localStorage');
             Object.defineProperty(window, 'localStorage',
                 { configurable: true, get() { throw new DOMException('blocked', 'SecurityError'); } })",
        )
        .unwrap();
        Self
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        js_sys::eval("Object.defineProperty(window, 'localStorage', window.storageBefore)").unwrap();
    }
}
