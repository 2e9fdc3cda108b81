//! HTTP: a request as data ([`Call`]), one module that sends it, one error type ([`ApiError`]). It knows neither
//! resources nor sessions.

mod call;
mod error;
mod fetch;
mod policy;
mod sending;
mod server_clock;

pub use call::{Call, Method, Service};
pub use error::{Answer, ApiError, CallTrace, message};
pub use fetch::{NoFile, fetch, fetch_file, post_form};
pub use policy::watch_policy;
pub use sending::{is_below, send_credentials_to};
pub use server_clock::server_now;
