//! Finds attributes by what a person types: the label, a synonym or the LDAP name. Letter case and accents do not
//! count, and "Buero" finds "Büro".

use super::AttributeConfig;
use crate::names::to_ascii;

/// How well an attribute matches the typed text, best first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// The label, a synonym or the LDAP name equals the text.
    Is,
    /// The label begins with the text.
    Label,
    /// A word of the label begins with the text.
    Word,
    /// A word of a synonym, or of the label in another language, begins with the text.
    Synonym,
    /// The LDAP name begins with the text.
    Name,
    /// The label or the LDAP name contains the text.
    Within,
}

const RANKS: [Rank; 6] = [Rank::Is, Rank::Label, Rank::Word, Rank::Synonym, Rank::Name, Rank::Within];

/// The attributes of rules that match a typed text, best match first and otherwise in configured order; all of them
/// when the text is blank. Labels are taken in `language`, or in English if there is none.
pub fn find_attributes<'a>(attributes: &'a [AttributeConfig], text: &str, language: &str) -> Vec<&'a AttributeConfig> {
    let wanted = plain(text.trim());
    let attributes = attributes.iter().filter(|attribute| attribute.in_rules);
    if wanted.is_empty() {
        return attributes.collect();
    }
    let ranked: Vec<_> = attributes.map(|attribute| (attribute, rank(attribute, &wanted, language))).collect();
    let of_rank = |wanted: Rank| {
        let same = ranked.iter().filter(move |(_, rank)| *rank == Some(wanted));
        same.map(|(attribute, _)| *attribute)
    };
    RANKS.into_iter().flat_map(of_rank).collect()
}

fn rank(attribute: &AttributeConfig, wanted: &str, language: &str) -> Option<Rank> {
    let label = spellings(attribute.label(language));
    let name = spellings(&attribute.name);
    let others = attribute.synonyms.iter().chain(attribute.label.values());
    let others: Vec<_> = others.flat_map(|other| spellings(other)).collect();
    let any = |texts: &[String], fits: fn(&str, &str) -> bool| texts.iter().any(|text| fits(text, wanted));
    let is = |text: &str, wanted: &str| text == wanted;
    let begins = |text: &str, wanted: &str| text.starts_with(wanted);
    let holds = |text: &str, wanted: &str| text.contains(wanted);
    if any(&label, is) || any(&name, is) || any(&others, is) {
        Some(Rank::Is)
    } else if any(&label, begins) {
        Some(Rank::Label)
    } else if any(&label, has_word) {
        Some(Rank::Word)
    } else if any(&others, has_word) {
        Some(Rank::Synonym)
    } else if any(&name, begins) {
        Some(Rank::Name)
    } else {
        (any(&label, holds) || any(&name, holds)).then_some(Rank::Within)
    }
}

/// Whether the text contains `wanted` at the start of a word; `wanted` may extend over the following words.
fn has_word(text: &str, wanted: &str) -> bool {
    let is_start = |at: usize| text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
    text.match_indices(wanted).any(|(at, _)| is_start(at))
}

/// A text in two spellings: without accents ("Buro") and transliterated ("Buero").
fn spellings(text: &str) -> [String; 2] {
    [plain(text), kept(text, to_ascii)]
}

/// In lower case without accents: "ü" becomes "u".
fn plain(text: &str) -> String {
    kept(text, |letter| match letter {
        "ä" | "Ä" => "a".to_owned(),
        "ö" | "Ö" => "o".to_owned(),
        "ü" | "Ü" => "u".to_owned(),
        letter => to_ascii(letter),
    })
}

/// In lower case, each letter replaced by `ascii` where it has a replacement; combining marks (U+0300 to U+036F) are
/// dropped.
fn kept(text: &str, ascii: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut bytes = [0; 4];
    for letter in text.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)) {
        let spelled = ascii(letter.encode_utf8(&mut bytes));
        if spelled.is_empty() {
            out.extend(letter.to_lowercase());
        } else {
            out.push_str(&spelled.to_ascii_lowercase());
        }
    }
    out
}
