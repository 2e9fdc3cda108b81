//! The files that a page saves.

use js_sys::{Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use web_sys::Blob;

/// Records the files that the page saves.
pub struct Saved {
    before: JsValue,
    _own: wasm_bindgen::prelude::Closure<dyn Fn(Blob) -> JsValue>,
    blobs: std::rc::Rc<std::cell::RefCell<Vec<Blob>>>,
}

impl Saved {
    pub fn watch() -> Self {
        use wasm_bindgen::JsCast;
        let url: Object = Reflect::get(&window(), &"URL".into()).unwrap().unchecked_into();
        let before = Reflect::get(&url, &"createObjectURL".into()).unwrap();
        let blobs = std::rc::Rc::<std::cell::RefCell<Vec<Blob>>>::default();
        let own = {
            let blobs = blobs.clone();
            wasm_bindgen::prelude::Closure::<dyn Fn(Blob) -> JsValue>::new(move |blob| {
                blobs.borrow_mut().push(blob);
                JsValue::from("#saved")
            })
        };
        Reflect::set(&url, &"createObjectURL".into(), own.as_ref()).unwrap();
        Self { before, _own: own, blobs }
    }

    /// The text of the last saved file.
    pub async fn text(&self) -> String {
        let blob = super::found("something is saved", || self.blobs.borrow().last().cloned()).await;
        wasm_bindgen_futures::JsFuture::from(blob.text()).await.unwrap().as_string().unwrap()
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        let url = Reflect::get(&window(), &"URL".into()).unwrap();
        Reflect::set(&url, &"createObjectURL".into(), &self.before).unwrap();
    }
}
