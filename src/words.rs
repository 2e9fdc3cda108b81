//! What things are called, wherever they are shown. The words themselves are in `locales/`.

pub mod group;
mod problem;

pub use problem::problem_text;
