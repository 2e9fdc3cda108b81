//! Saves a text as a file. The file is made in the browser, and nothing is sent.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser has to start the download, in milliseconds; then the URL is revoked.
const STARTS_WITHIN: u64 = 10_000;

/// Saves CSV text under a file name. Returns whether the browser accepted it.
pub fn save_csv(name: &str, text: &str) -> bool {
    save(name, text, "text/csv;charset=utf-8")
}

/// Saves JSON under a file name. Returns whether the browser accepted it.
pub fn save_json(name: &str, text: &str) -> bool {
    save(name, text, "application/json")
}

fn save(name: &str, text: &str, media_type: &str) -> bool {
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind) else { return false };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return false };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = &link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let forget = move || drop(Url::revoke_object_url(&url));
    set_timeout(forget, std::time::Duration::from_millis(STARTS_WITHIN));
    link.is_some()
}
