//! Requests, responses and errors of the service, whatever the resource; also the journal and injected faults. Depends
//! neither on the routes nor on the service.

mod answer;
pub mod cors;
mod error;
pub mod faults;
pub mod host;
pub mod journal;
mod request;

pub use answer::Answer;
pub use error::HttpError;
pub use request::{Request, pairs, percent_decode};
