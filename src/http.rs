//! HTTP: a request as data ([`Call`]), one module that sends it, one error type ([`ApiError`]). It knows neither
//! resources nor sessions.

mod call;
mod error;
mod fetch;

pub use call::{Call, Method, Service};
pub use error::{Answer, ApiError, CallTrace, message};
pub use fetch::{fetch, fetch_text, post_form};
