//! What travels to and from a handler, whatever the resource: requests, answers, errors, the journal, injected faults.
//! Knows no route and no service.

mod answer;
mod error;
pub mod faults;
pub mod journal;
mod request;

pub use answer::Answer;
pub use error::HttpError;
pub use request::{Request, pairs, percent_decode};
