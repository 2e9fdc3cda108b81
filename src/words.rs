//! The display names of concepts that several pages show. The texts are in `locales/`.

pub mod group;
mod problem;

pub use problem::problem_text;
