//! Other spellings of values, as people might type them: parts, other case, more spaces.

use dataservice::random::Random;
use model::config::Syntax;
use model::criteria::{Operator, value};

/// A text that an operator finds in `held`.
pub fn text(random: &mut Random, held: &str, operator: Operator) -> String {
    let letters: Vec<char> = held.chars().collect();
    let piece = |random: &mut Random| 1 + random.below(letters.len().min(8));
    let range = match operator {
        Operator::Contains | Operator::NotContains => {
            let length = piece(random);
            let start = random.below(letters.len() - length + 1);
            start..start + length
        }
        Operator::StartsWith | Operator::NotStartsWith => 0..piece(random),
        Operator::EndsWith | Operator::NotEndsWith => letters.len() - piece(random)..letters.len(),
        _ => 0..letters.len(),
    };
    let text: String = letters[range].iter().collect();
    // A blank part would match everything, so the whole text is used.
    let text = if text.trim().is_empty() { held.to_owned() } else { text };
    match random.below(6) {
        0 => text.to_uppercase(),
        1 => text.to_lowercase(),
        2 => text.replace(' ', "   "),
        _ => text,
    }
}

/// The same distinguished name in other case, or with spaces after its commas.
pub fn dn(random: &mut Random, held: &str) -> String {
    match random.below(4) {
        0 => held.chars().map(lower).collect(),
        1 => held.replace(",OU=", ", ou="),
        _ => held.to_owned(),
    }
}

/// The lower-case letter, if it is a single one. "İ" becomes two, "i" and a dot, which Windows treats as equal to it
/// and Samba does not.
fn lower(letter: char) -> char {
    let mut small = letter.to_lowercase();
    if small.len() == 1 { small.next().unwrap_or(letter) } else { letter }
}

/// A number or time next to `held`.
pub fn beside(held: &str, syntax: Syntax) -> String {
    match syntax {
        Syntax::Date => value::from_generalized(held).and_then(|moment| value::generalized(moment + 1)).unwrap(),
        _ => value::number(held).unwrap().saturating_sub(1).to_string(),
    }
}
