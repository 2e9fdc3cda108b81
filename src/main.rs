//! Starts the portal in the page that loads it.

fn main() {
    portal::app::start();
}
