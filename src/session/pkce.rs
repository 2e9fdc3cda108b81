//! Proof key for code exchange (RFC 7636): an authorization code can be used only with the verifier, which stays in
//! this page until the code has come back.

use js_sys::{Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::SubtleCrypto;

/// The bytes of a verifier and of a state: 256 bits, as RFC 7636 (section 7.1) recommends.
const BYTES: usize = 32;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A random secret from the browser's cryptographic source; none if there is none.
pub(super) fn secret() -> Option<String> {
    let mut bytes = [0; BYTES];
    window().crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(base64url(&bytes))
}

/// The S256 challenge for a verifier. None if the page was loaded neither over HTTPS nor from localhost, because
/// browsers offer no digests then.
pub async fn challenge(verifier: &str) -> Option<String> {
    let crypto = window().crypto().ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?.dyn_into::<SubtleCrypto>().ok()?;
    let bytes = Uint8Array::from(verifier.as_bytes());
    let digest = subtle.digest_with_str_and_js_u8_array("SHA-256", &bytes).ok()?;
    let digest = JsFuture::from(digest).await.ok()?;
    Some(base64url(&Uint8Array::new(&digest).to_vec()))
}

/// Base64url without padding (RFC 4648, section 5).
fn base64url(bytes: &[u8]) -> String {
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let at = |index: usize| three.get(index).copied().map_or(0, u32::from);
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..=three.len() {
            let six = bits >> (18 - 6 * digit) & 63;
            out.push(DIGITS[six as usize] as char);
        }
    }
    out
}
