//! Rules of Entra ID: any text is a rule that comes back from its own text, or refused at its place.

#![no_main]

#[allow(dead_code, reason = "the other dialects have targets of their own")]
#[path = "../../crates/model/tests/model/criteria/holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|text: &str| {
    holds::ENTRA.holds(text);
});
