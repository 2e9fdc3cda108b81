//! Damaged and hostile texts: no parser panics, hangs or gives back what it cannot read again.

use super::corpus;
use super::holds::{ENTRA, GROUPID, LDAP, Language};
use model::criteria::{Expected, MAX_CONDITIONS, MAX_TEXT, ParseError};
use std::time::{Duration, Instant};

/// Damaged texts per dialect.
const DAMAGED: usize = 10_000;
/// Bytes that a damaged text has, about, at most.
const LONG: usize = 6_000;

/// Pieces that mean something to one of the parsers, or to none.
const TOKENS: [&str; 56] = [
    "(",
    ")",
    "()",
    "((",
    "))",
    "(!",
    "(&",
    "(|",
    "!",
    "&",
    "|",
    "=",
    ">=",
    "<=",
    "~=",
    ":=",
    ":dn:",
    ";",
    "*",
    "\\",
    "\\2",
    "\\00",
    "\\ff",
    "\"",
    "\\\"",
    "'",
    "''",
    "`",
    "`\"",
    "[",
    "]",
    ",",
    "null",
    "true",
    "-5",
    "2147483648",
    " -and ",
    " -or ",
    "-not ",
    " -any (_ ",
    " -all ",
    "system.now -minus p",
    "user.",
    " -in [",
    " And ",
    " Or ",
    "Not ",
    " Present",
    " Contains \"",
    " All Flags On ",
    "1.2.840.113556.1.4.803",
    "\0",
    "\u{feff}",
    "\u{fffd}",
    "\r\n",
    "👩‍👧",
];

/// Marsaglia's xorshift: the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (end.max(1) as u64)).unwrap()
    }

    /// A stretch of so many bytes, mostly a short one.
    fn stretch(&mut self, length: usize) -> (usize, usize) {
        let from = self.below(length + 1);
        let most = if self.below(4) == 0 { length } else { 12 };
        (from, (from + self.below(most + 1)).min(length))
    }

    fn damage(&mut self, bytes: &mut Vec<u8>, seeds: &[(String, String)]) {
        let (from, to) = self.stretch(bytes.len());
        match self.below(9) {
            0 if from < bytes.len() => bytes[from] ^= 1 << self.below(8),
            1 => bytes.insert(from, u8::try_from(self.below(256)).unwrap()),
            2 | 3 => {
                let token = TOKENS[self.below(TOKENS.len())];
                bytes.splice(from..from, token.bytes());
            }
            4 => {
                bytes.drain(from..to);
            }
            5 => {
                let chunk = bytes[from..to].repeat(1 + self.below(60));
                bytes.splice(to..to, chunk);
            }
            6 => {
                let other = seeds[self.below(seeds.len())].1.as_bytes();
                let (start, end) = self.stretch(other.len());
                bytes.splice(from..to, other[start..end].iter().copied());
            }
            7 => bytes[from..to].reverse(),
            _ => bytes.truncate(if self.below(3) == 0 { from } else { LONG }),
        }
        bytes.truncate(LONG);
    }
}

fn damaged_texts_are_answered(language: &Language) {
    let seeds = corpus::seeds(language.name);
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    let (mut rules, mut slowest) = (0, Duration::ZERO);
    for at in 0..DAMAGED {
        let mut bytes = seeds[at % seeds.len()].1.clone().into_bytes();
        for _ in 0..=chance.below(4) {
            chance.damage(&mut bytes, &seeds);
        }
        let text = String::from_utf8_lossy(&bytes);
        let start = Instant::now();
        let outcome = std::panic::catch_unwind(|| language.holds(&text));
        slowest = slowest.max(start.elapsed());
        let is_rule = outcome.unwrap_or_else(|_| panic!("{}, damaged text {at}: {text:?}", language.name));
        rules += usize::from(is_rule);
    }
    // Otherwise the damage is such that nothing but the first error is tried.
    assert!(rules > DAMAGED / 20, "only {rules} rules in {}", language.name);
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
}

#[test]
fn damaged_groupid_criteria_are_answered() {
    damaged_texts_are_answered(&GROUPID);
}

#[test]
fn damaged_filters_are_answered() {
    damaged_texts_are_answered(&LDAP);
}

#[test]
fn damaged_entra_rules_are_answered() {
    damaged_texts_are_answered(&ENTRA);
}

#[test]
fn the_seeds_are_what_their_names_say() {
    for language in [GROUPID, LDAP, ENTRA] {
        for (name, text) in corpus::seeds(language.name) {
            assert!(name.starts_with("good-") || name.starts_with("bad-"), "{name}");
            assert_eq!(language.holds(&text), name.starts_with("good-"), "{} {name}", language.name);
        }
    }
}

/// Tries a hostile text: an error at that byte, soon.
fn refused(language: &Language, what: &str, text: &str, at: usize, expected: Expected) {
    let start = Instant::now();
    let outcome = (language.parse)(text).map(|_| ());
    let took = start.elapsed();
    let error = ParseError::new(text, at, expected);
    assert_eq!(outcome, Err(error), "{}: {what}", language.name);
    assert!(took < Duration::from_secs(1), "{}: {what} took {took:?}", language.name);
}

/// How a dialect says things.
struct Sample {
    language: Language,
    /// Around a value.
    condition: [&'static str; 2],
    /// Around conditions, and between two of them.
    group: [&'static str; 2],
    join: &'static str,
    /// Groups within groups that are passed before the first that is refused. Entra's conditions have brackets, too.
    deepest: usize,
}

const SAMPLES: [Sample; 3] = [
    Sample { language: GROUPID, condition: ["(cn Contains \"", "\")"], group: ["(", ")"], join: " And ", deepest: 50 },
    Sample { language: LDAP, condition: ["(cn=*", "*)"], group: ["(&", ")"], join: "", deepest: 50 },
    Sample {
        language: ENTRA,
        condition: ["(user.cn -contains \"", "\")"],
        group: ["(", ")"],
        join: " -and ",
        deepest: 99,
    },
];

impl Sample {
    fn condition(&self, value: &str) -> String {
        let [open, close] = self.condition;
        [open, value, close].concat()
    }

    fn group(&self, conditions: &[String]) -> String {
        let [open, close] = self.group;
        [open, &conditions.join(self.join), close].concat()
    }
}

#[test]
fn one_huge_value_is_read_or_refused_soon() {
    for sample in SAMPLES {
        let frame = sample.condition("").len();
        let fits = sample.condition(&"x".repeat(MAX_TEXT - frame));
        let start = Instant::now();
        assert_eq!((sample.language.parse)(&fits).map(|rule| rule.root().conditions()), Ok(1));
        assert!(start.elapsed() < Duration::from_secs(1));
        let long = sample.condition(&"x".repeat(MAX_TEXT - frame + 1));
        refused(&sample.language, "a huge value", &long, MAX_TEXT, Expected::Shorter);
        // The place is at the start of a character.
        let wide = sample.condition(&"é".repeat(MAX_TEXT));
        refused(&sample.language, "a huge value of wide characters", &wide, MAX_TEXT, Expected::Shorter);
    }
}

#[test]
fn too_many_conditions_are_refused_at_the_first_too_many() {
    for sample in SAMPLES {
        let one = sample.condition("x");
        let next = sample.group[0].len() + MAX_CONDITIONS * (one.len() + sample.join.len());
        let bracket = usize::from(sample.language.name == "entra");
        for count in [MAX_CONDITIONS + 1, 10_000, MAX_TEXT / (one.len() + sample.join.len()) - 1] {
            let text = sample.group(&vec![one.clone(); count]);
            refused(&sample.language, "many conditions", &text, next + bracket, Expected::Fewer);
        }
    }
}

#[test]
fn deep_brackets_are_refused_at_the_first_too_deep() {
    for sample in SAMPLES {
        let [open, close] = sample.group;
        let one = sample.condition("x");
        // Each level has a condition beside the next, so that it counts.
        let before = format!("{open}{one}{}", sample.join);
        let is_entra = sample.language.name == "entra";
        let closed = format!("{}{one}{}", before.repeat(500), close.repeat(500));
        let unclosed = before.repeat(MAX_TEXT / before.len());
        for text in [closed, unclosed] {
            let at = sample.deepest * before.len() + usize::from(is_entra);
            refused(&sample.language, "deep groups", &text, at, Expected::Shallower);
        }
    }
    let brackets = "(".repeat(MAX_TEXT);
    refused(&ENTRA, "a million brackets", &brackets, 100, Expected::Shallower);
    refused(&LDAP, "a million brackets", &brackets, 1, Expected::Attribute);
    refused(&LDAP, "a million groups", &"(&".repeat(MAX_TEXT / 2), 100, Expected::Shallower);
    refused(&LDAP, "a million negations", &"(!".repeat(MAX_TEXT / 2), MAX_TEXT, Expected::Open);
    refused(&GROUPID, "a million brackets", &brackets, 50, Expected::Shallower);
    refused(&GROUPID, "many negations", &"Not ".repeat(MAX_TEXT / 4), MAX_TEXT, Expected::Open);
    refused(&ENTRA, "many negations", &"-not ".repeat(MAX_TEXT / 5), MAX_TEXT, Expected::Attribute);
}

#[test]
fn unbalanced_brackets_and_odd_characters_are_shown_where_they_are() {
    for sample in SAMPLES {
        let Sample { language, condition: [open, _], .. } = &sample;
        let one = sample.condition("x");
        let whole = sample.group(&[one.clone(), one.clone()]);
        let end = whole.len();
        refused(language, "an open bracket", &whole[..end - 1], end - 1, Expected::Close);
        refused(language, "a bracket too many", &format!("{whole})"), end, Expected::End);
        let nul = sample.condition("a\0b");
        refused(language, "NUL", &nul, open.len() + 1, Expected::Character);
        // What a lone surrogate becomes on its way here is a character like others in a value, and none elsewhere.
        assert!(language.holds(&sample.condition("\u{fffd}\u{fffd}")));
        assert!(!language.holds(&format!("\u{fffd}{one}")) && !language.holds(&format!("{one}\u{fffd}")));
        refused(language, "nothing", "", 0, Expected::Rule);
        refused(language, "spaces", " \r\n\t ", 5, Expected::Rule);
    }
}
