//! How the directory compares and sorts text. These are pure functions that the engine calls. They agree with
//! `model::criteria::eval`, which gives the reasons.

use model::criteria::value;

/// Folds a text, so that values which differ only in letter case, or in spaces around and between words, become equal.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(fold_letter));
    }
    out
}

/// Folds a letter to exactly one letter, so "ß" does not become "ss", and "İ" is not changed.
fn fold_letter(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        // A final sigma equals the other small sigma.
        (Some('ς'), None) => 'σ',
        // A letter that lowers to ASCII, such as the Kelvin sign, is not changed.
        (Some(one), None) if !one.is_ascii() => one,
        _ => letter,
    }
}

/// The key by which `GreaterOrEqual` and `LessOrEqual` order a folded text: ASCII letters in upper case, so that `_`
/// comes after them.
pub fn order_key(folded: &str) -> String {
    folded.to_ascii_uppercase()
}

/// The key by which lists are sorted: a folded text without Latin accents.
pub fn sort_key(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        match base(c) {
            Some(text) => out.push_str(text),
            None => out.push(c),
        }
    }
    out
}

/// The base letters of a lower-case Latin letter with an accent.
fn base(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'İ' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// The time, in seconds since 1970, from any format that the directory contains.
pub fn moment(text: &str) -> Option<i64> {
    // The text may be folded, but the T of ISO 8601 must be upper case.
    value::any_moment(&text.to_ascii_uppercase())
}

pub fn number(text: &str) -> Option<i64> {
    value::number(text)
}

/// The bits of a mask, signed or unsigned.
pub fn mask(text: &str) -> Option<i64> {
    value::mask(text).map(i64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::config::{AttributeConfig, Syntax};
    use model::criteria::{Condition, Criteria, Evaluator, Node, Operator, Schema};
    use model::wire::attributes;
    use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId};

    #[test]
    fn moments_of_all_spellings_compare() {
        assert_eq!(moment("9999 december 31 00:00:00"), moment("9999-12-31"));
        assert_eq!(moment("2026-12-31t00:00:00"), moment("20261231000000.0z"));
        assert!(moment("2026 march 1 00:00:00") < moment("20260302000000.0z"));
        assert_eq!(moment("soon"), None);
        assert!(sort_key("änne") < sort_key("anton"));
    }

    /// Tests every character, beside its other letter cases and a character whose folded form has another length.
    #[test]
    fn folds_as_the_model_does() {
        let attributes = [AttributeConfig::new("name", Syntax::String)];
        let evaluator = Evaluator { schema: Schema::new(&attributes), now: 0 };
        let same = |held: &str, operator: Operator, wanted: &str| {
            let mut bag = Attributes::new();
            bag.set(attributes::NAME, vec![AttributeValue::answered(held)]);
            let object = DirectoryObject::answered(ObjectId::new("1"), StoreId(2), "user", "", bag);
            let rule = Criteria::of(Node::condition(Condition::new("name", operator, wanted)));
            evaluator.matches(&rule, &object)
        };
        let mut compared = 0;
        for letter in ('!'..='\u{1FFFF}').filter(|letter| !letter.is_whitespace()) {
            for other in letter.to_lowercase().chain(letter.to_uppercase()) {
                let (own, other) = (letter.to_string(), other.to_string());
                if own != other && !other.trim().is_empty() {
                    assert_eq!(
                        same(&own, Operator::IsExactly, &other),
                        Ok(fold(&own) == fold(&other)),
                        "{own} {other}"
                    );
                    compared += 1;
                }
            }
        }
        assert!(compared > 2_500, "{compared}");
        for (held, wanted) in
            [(" a  B ", "A b"), ("ΣΑΣ", "σας"), ("Straße", "STRASSE"), ("İ", "i"), ("a\u{a0}b", "a b")]
        {
            assert_eq!(same(held, Operator::IsExactly, wanted), Ok(fold(held) == fold(wanted)), "{held} {wanted}");
        }
        for (held, wanted) in [("a_b", "ab"), ("aZ", "az"), ("é", "z"), ("10", "9"), ("A", "a "), ("ä", "Ä")] {
            let after = order_key(&fold(held)) >= order_key(&fold(wanted));
            assert_eq!(same(held, Operator::GreaterOrEqual, wanted), Ok(after), "{held} {wanted}");
        }
    }
}
