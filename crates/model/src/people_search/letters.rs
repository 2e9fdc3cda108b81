//! Accented letters, and how people write them who do not have the keys.

/// A small accented letter, its base letter, and its other spelling: "ü" is written "u" or "ue".
static LETTERS: &[(char, &str, &str)] = &[
    // Frequent letters come first, because spellings are guessed in this order.
    ('ü', "u", "ue"),
    ('ö', "o", "oe"),
    ('ä', "a", "ae"),
    ('é', "e", "e"),
    ('á', "a", "a"),
    ('í', "i", "i"),
    ('ó', "o", "o"),
    ('ç', "c", "c"),
    ('å', "a", "aa"),
    ('ñ', "n", "n"),
    ('ú', "u", "u"),
    ('è', "e", "e"),
    ('ø', "o", "oe"),
    ('š', "s", "s"),
    ('ž', "z", "z"),
    ('č', "c", "c"),
    ('ł', "l", "l"),
    ('ş', "s", "s"),
    ('ã', "a", "a"),
    ('õ', "o", "o"),
    ('ê', "e", "e"),
    ('ë', "e", "e"),
    ('ï', "i", "i"),
    ('î', "i", "i"),
    ('ô', "o", "o"),
    ('â', "a", "a"),
    ('à', "a", "a"),
    ('ý', "y", "y"),
    ('ć', "c", "c"),
    ('ń', "n", "n"),
    ('ś', "s", "s"),
    ('ź', "z", "z"),
    ('ż', "z", "z"),
    ('ř', "r", "r"),
    ('ě', "e", "e"),
    ('ę', "e", "e"),
    ('ą', "a", "a"),
    ('ů', "u", "u"),
    ('ò', "o", "o"),
    ('ù', "u", "u"),
    ('ğ', "g", "g"),
    ('ı', "i", "i"),
    ('ß', "ss", "ss"),
    ('æ', "ae", "ae"),
];

/// In lower case without accents: "Müller" becomes "muller".
pub(super) fn plain(text: &str) -> String {
    written(text, |(_, base, _)| base)
}

/// In lower case, as a person without umlaut keys writes: "Müller" becomes "mueller".
pub(super) fn expanded(text: &str) -> String {
    written(text, |(_, _, long)| long)
}

fn written(text: &str, how: fn(&(char, &'static str, &'static str)) -> &'static str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match LETTERS.iter().find(|(own, ..)| *own == letter) {
            Some(known) => out.push_str(how(known)),
            // Combining marks, which names from a Mac have, are dropped; the typographic apostrophe becomes a plain
            // one.
            None if ('\u{300}'..='\u{36f}').contains(&letter) => {}
            None if letter == '’' => out.push('\''),
            None => out.push(letter),
        }
    }
    out
}

/// Whether `fits` holds for a part of a name and a word in any of their spellings.
pub(super) fn meet(part: &str, word: &str, fits: fn(&str, &str) -> bool) -> bool {
    let (parts, words) = ([plain(part), expanded(part)], [plain(word), expanded(word)]);
    parts.iter().any(|part| words.iter().any(|word| fits(part, word)))
}

/// Whether a part of a name begins with the word, which may continue into the next part.
pub(super) fn begins_in(name: &str, word: &str) -> bool {
    meet(name, word, |name, word| {
        name.match_indices(word).any(|(at, _)| name[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
    })
}

/// The spellings in which a typed word may be in the directory: the likely ones, and up to `most` others. A directory
/// that ignores accents does not need them; one that does not would otherwise find nobody.
pub(super) fn spellings(word: &str, most: usize) -> (Vec<String>, Vec<String>) {
    let word = word.to_lowercase();
    let mut likely = vec![word.clone()];
    let add = |to: &mut Vec<String>, text: String| {
        if !to.contains(&text) {
            to.push(text);
        }
    };
    add(&mut likely, expanded(&word));
    add(&mut likely, plain(&word));
    for (letter, _, long) in LETTERS.iter().filter(|(.., long)| long.len() > 1) {
        if word.contains(long) && !matches!(letter, 'å' | 'æ') {
            add(&mut likely, word.replace(long, &letter.to_string()));
        }
    }
    let mut other = Vec::new();
    if word.is_ascii() {
        for (letter, base, _) in LETTERS.iter().filter(|(_, base, _)| base.len() == 1) {
            for (at, _) in word.match_indices(base) {
                let (before, rest) = (&word[..at], &word[at + base.len()..]);
                let text = format!("{before}{letter}{rest}");
                if other.len() < most && !likely.contains(&text) {
                    add(&mut other, text);
                }
            }
        }
    }
    (likely, other)
}
