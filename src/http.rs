//! HTTP, whatever is asked for: a call as data, one place that fetches, one [`ApiError`]. Knows no resource and no session.

mod call;
mod error;
mod fetch;

pub use call::{Call, Method, Service};
pub use error::{Answer, ApiError, CallTrace, message};
pub use fetch::{fetch, fetch_text, post_form};
