//! The web tests.
fn main() {}
