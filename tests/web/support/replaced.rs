//! What a browser provides, replaced for a while.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsValue;

/// Replaces a property of the window, or of another object that the browser provides, until it is dropped.
pub struct Replaced {
    of: JsValue,
    name: &'static str,
}

impl Replaced {
    pub fn with(of: &str, name: &'static str, value: &str) -> Self {
        let of = js_sys::eval(of).unwrap();
        let define = Function::new_with_args(
            "of, name",
            &format!("Object.defineProperty(of, name, {{ configurable: true, writable: true, value: {value} }})"),
        );
        Reflect::set(&of, &format!("own-{name}").into(), &Reflect::get(&of, &name.into()).unwrap()).unwrap();
        define.call2(&JsValue::NULL, &of, &name.into()).unwrap();
        Self { of, name }
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        let kept = format!("own-{}", self.name);
        let body = "delete of[name]; if (of[kept] !== undefined && of[name] !== of[kept]) \
                    Object.defineProperty(of, name, { configurable: true, writable: true, value: of[kept] }); \
                    delete of[kept]";
        let restore = Function::new_with_args("of, name, kept", body);
        restore.call3(&JsValue::NULL, &self.of, &self.name.into(), &kept.into()).unwrap();
    }
}
