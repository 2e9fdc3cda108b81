//! The program that `index.html` loads.

fn main() {
    portal::app::start();
}
