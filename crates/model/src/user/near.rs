//! How far two words are apart, to notice a word that is spelt nearly right.

/// How many letters of a word stand for one mistake that is forgiven.
const LETTERS_PER_MISTAKE: usize = 4;
/// The maximum number of mistakes that are forgiven.
const MOST_MISTAKES: usize = 2;

/// The number of mistakes by which a word differs from another one, from 1; `None` if it is the same, or too different
/// for its length. A missing, a surplus and a wrong letter and two swapped neighbours are one mistake each.
pub(super) fn mistakes(word: &str, meant: &str) -> Option<usize> {
    let (word, meant): (Vec<char>, Vec<char>) = (word.chars().collect(), meant.chars().collect());
    let limit = (word.len().min(meant.len()) / LETTERS_PER_MISTAKE).min(MOST_MISTAKES);
    if word.len().abs_diff(meant.len()) > limit {
        return None;
    }
    // Three rows of the table of optimal string alignment are enough; a swap looks two rows back.
    let mut older = vec![0; meant.len() + 1];
    let mut last: Vec<usize> = (0..=meant.len()).collect();
    for (at, own) in word.iter().enumerate() {
        let mut row = vec![at + 1; meant.len() + 1];
        for (nth, other) in meant.iter().enumerate() {
            let replaced = last[nth] + usize::from(own != other);
            let mut least = replaced.min(last[nth + 1] + 1).min(row[nth] + 1);
            if at > 0 && nth > 0 && *own == meant[nth - 1] && word[at - 1] == *other {
                least = least.min(older[nth - 1] + 1);
            }
            row[nth + 1] = least;
        }
        older = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|found| (1..=limit).contains(found))
}

#[cfg(test)]
mod tests {
    use super::mistakes;

    #[test]
    fn a_few_mistakes_are_forgiven() {
        for (word, meant, found) in [
            ("userprinciplename", "userprincipalname", Some(2)),
            ("dispalyname", "displayname", Some(1)),
            ("departement", "department", Some(1)),
            ("vornmae", "vorname", Some(1)),
            ("emial", "email", Some(1)),
            ("office", "office", None),
            ("ort", "art", None),
            ("date", "state", None),
            ("time", "title", None),
            ("shoesize", "lastname", None),
            ("", "", None),
            ("title", "titles", Some(1)),
        ] {
            assert_eq!(mistakes(word, meant), found, "{word} {meant}");
            assert_eq!(mistakes(meant, word), found, "{meant} {word}");
        }
    }
}
