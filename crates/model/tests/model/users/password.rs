//! What a password must be, and that every made one is so.

use model::config::PasswordPolicy;
use model::group::PasswordProblem;
use model::user::{CannotMeet, MAX_PASSWORD, MIN_PASSWORD, Password};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

fn policy() -> PasswordPolicy {
    PasswordPolicy::default()
}

/// A stream of bytes that looks random enough, the same every time (xorshift).
fn stream(seed: u64) -> impl FnMut(&mut [u8]) -> bool {
    let mut state = seed | 1;
    move |buffer| {
        for byte in buffer {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = (state >> 32) as u8;
        }
        true
    }
}

#[test]
fn a_password_is_checked() {
    let check = |text: &str, policy: &PasswordPolicy| Password::new(text).check(policy, &["Ann", "Li", "ann.lee"]);
    assert_eq!(check("Correct-Horse", &policy()), Ok(()));
    assert_eq!(check("Correct-Hor", &policy()), Err(PasswordProblem::TooShort(12)));
    assert_eq!(check("correct-horse", &policy()), Err(PasswordProblem::TooFewKinds(3)));
    assert_eq!(check("Correct-HorseANN", &policy()), Err(PasswordProblem::HoldsName));
    assert_eq!(check("Correct-HorseLEE", &policy()), Err(PasswordProblem::HoldsName), "a word of the logon name");
    // A name of two letters stands in too many words.
    assert_eq!(check("Correct-LiHorse", &policy()), Ok(()));
    assert_eq!(check("Correct-HorseANN", &PasswordPolicy { may_hold_names: true, ..policy() }), Ok(()));
    assert_eq!(check("Correct\u{7}Horse", &policy()), Err(PasswordProblem::Untypable));
    assert_eq!(check("Correct-Horse😀", &policy()), Err(PasswordProblem::Untypable));
    // Every directory's own bounds stand above the configured ones.
    let wide = PasswordPolicy { minimum_length: 1, maximum_length: 9_999, kinds: 1, ..policy() };
    assert_eq!(check("seven77", &wide), Err(PasswordProblem::TooShort(MIN_PASSWORD)));
    assert_eq!(check(&"x".repeat(257), &wide), Err(PasswordProblem::TooLong(MAX_PASSWORD)));
    assert_eq!(check(&"ä".repeat(256), &wide), Ok(()));
}

#[test]
fn a_policy_that_cannot_be_met_is_told() {
    let made = |policy: PasswordPolicy| Password::generate(&policy, &[], &mut stream(1)).unwrap_err();
    assert_eq!(
        made(PasswordPolicy { minimum_length: 20, maximum_length: 19, ..policy() }),
        CannotMeet::Lengths { shortest: 20, longest: 19 }
    );
    assert_eq!(
        made(PasswordPolicy { minimum_length: 1, maximum_length: 7, ..policy() }),
        CannotMeet::Lengths { shortest: 8, longest: 7 }
    );
    for symbols in ["", "äöü ", "\u{1}"] {
        let without = PasswordPolicy { kinds: 4, symbols: symbols.to_owned(), ..policy() };
        assert_eq!(made(without), CannotMeet::Kinds { wanted: 4, possible: 3 }, "{symbols:?}");
    }
    assert_eq!(made(PasswordPolicy { kinds: 5, ..policy() }), CannotMeet::Kinds { wanted: 5, possible: 4 });
    assert_eq!(Password::generate(&policy(), &[], &mut |_| false).unwrap_err(), CannotMeet::NoRandomness);
    // Random bytes that are not random: all of them would be thrown away.
    let stuck = &mut |buffer: &mut [u8]| {
        buffer.fill(255);
        true
    };
    assert_eq!(Password::generate(&policy(), &[], stuck).unwrap_err(), CannotMeet::NoRandomness);
}

#[test]
fn a_made_password_is_as_long_as_allowed() {
    let length = |minimum_length, maximum_length| {
        let policy = PasswordPolicy { minimum_length, maximum_length, ..policy() };
        Password::generate(&policy, &[], &mut stream(7)).unwrap().expose().chars().count()
    };
    assert_eq!((length(8, 127), length(24, 127), length(8, 10), length(1, 8)), (16, 24, 10, 8));
}

#[test]
fn every_character_is_as_likely_as_another() {
    let policy =
        PasswordPolicy { minimum_length: 256, maximum_length: 256, kinds: 1, symbols: "!!!!".into(), ..policy() };
    let mut random = stream(42);
    let mut counts = std::collections::BTreeMap::<char, usize>::new();
    for _ in 0..200 {
        let made = Password::generate(&policy, &[], &mut random).unwrap();
        made.expose().chars().for_each(|c| *counts.entry(c).or_default() += 1);
    }
    assert!(!counts.keys().any(|c| "O0l1I".contains(*c)), "{counts:?}");
    // 25 small, 24 capitals, 8 digits, and one symbol, however often it is configured; one of each kind is always there.
    assert_eq!(counts.len(), 25 + 24 + 8 + 1);
    let expected = 200.0 * 252.0 / counts.len() as f64;
    for (c, count) in counts {
        let bonus = if c == '!' { 200.0 } else { 0.0 };
        assert!((count as f64 - bonus) > expected * 0.8 && (count as f64 - bonus) < expected * 1.2, "{c}: {count}");
    }
}

/// Policies that can be met.
fn policies() -> impl Strategy<Value = PasswordPolicy> {
    let symbols = prop_oneof![Just(String::new()), "[!#$%*+=?@_äß .-]{0,6}", Just("-".to_owned())];
    (0..60_usize, 0..60_usize, 0..5_usize, any::<bool>(), symbols).prop_filter_map(
        "has passwords",
        |(minimum_length, longer, kinds, may_hold_names, symbols)| {
            let maximum_length = minimum_length.max(MIN_PASSWORD) + longer;
            let usable = symbols.chars().any(|c| c.is_ascii_punctuation());
            let can = kinds <= 3 || usable;
            can.then_some(PasswordPolicy { minimum_length, maximum_length, kinds, may_hold_names, symbols })
        },
    )
}

#[test]
fn every_made_password_meets_its_policy() {
    let config = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let names = prop::collection::vec("[a-zA-Z]{0,4}", 0..4);
    TestRunner::new_with_rng(config, rng)
        .run(&(policies(), names, any::<u64>()), |(policy, names, seed)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let made = Password::generate(&policy, &names, &mut stream(seed));
            let made = made.map_err(|why| TestCaseError::fail(format!("{why:?}")))?;
            prop_assert_eq!(made.check(&policy, &names), Ok(()));
            prop_assert!(!made.expose().contains(['O', '0', 'l', '1', 'I']));
            Ok(())
        })
        .unwrap();
}
