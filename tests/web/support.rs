//! The basis of all tests: a page, functions that read and act like a user, a replaceable service, and waiting.

pub mod clock;
pub mod departures;
pub mod dom;
pub mod groups;
pub mod keys;
pub mod page;
pub mod people;
pub mod replaced;
pub mod samples;
pub mod saved;
pub mod service;
pub mod storage;
pub mod wait;

pub use dom::{all, find, get, name, shown, text};
pub use keys::{fill, press, type_in};
pub use page::Page;
pub use service::{Reply, Sent, Service};
pub use wait::{found, frames, until};
