//! Finds people by what is known of their names. Each word of a text is the beginning of any part of the name, in any
//! order, with or without accents ("olga ak", "Smith, Daniel", "muller" and "mueller" for Müller), or of the mail
//! address or logon name. The directory is asked with a [`Criterion`]; [`NameSearch`] then ranks the people whom it
//! found.

mod letters;

use crate::wire::attributes;
use crate::wire::{Criterion, DirectoryObject};
use letters::{expanded, plain, spellings};

/// How many further spellings a search asks for, all words together, besides the likely ones. Each costs the directory
/// two comparisons.
const SPELLINGS: usize = 24;

/// Attributes with the whole name.
const WHOLE: [&str; 2] = [attributes::DISPLAY_NAME, attributes::NAME];

/// Attributes with a part of the name.
const PARTS: [&str; 2] = [attributes::GIVEN_NAME, attributes::SURNAME];

/// Attributes that identify a person by a single word.
const LOGONS: [&str; 3] = [attributes::MAIL, attributes::SAM_ACCOUNT_NAME, attributes::USER_PRINCIPAL_NAME];

/// A typed text by which people are searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameSearch {
    /// The typed text, trimmed.
    text: String,
    words: Vec<String>,
}

/// How well a person matches a text, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The text is the mail address, the logon name or the whole name.
    Exact,
    /// The words are exactly the parts of the name, in another order or spelling.
    SameParts,
    /// Each word is a part of the name.
    WholeParts,
    /// Each word is the beginning of a part of the name.
    Name,
    /// The text is the beginning of the mail address or the logon name.
    Logon,
    /// Something else matches, such as the title.
    Other,
}

impl NameSearch {
    /// Splits a typed text into words.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '(' | ')');
        let words = text.split(between).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Self { text: text.to_owned(), words }
    }

    /// Whether the text has no words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words of the text.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Criteria that find the people whose names match; `None` if the text has no words.
    pub fn named(&self) -> Option<Criterion> {
        let count = self.words.len().max(1);
        let words: Vec<_> = self.words.iter().map(|word| word_criterion(word, SPELLINGS / count)).collect();
        match <[Criterion; 1]>::try_from(words) {
            Ok([one]) => Some(one),
            Err(words) if words.is_empty() => None,
            Err(words) => Some(Criterion::all(words)),
        }
    }

    /// Criteria that also find the people who have each of the words in one of these attributes.
    pub fn named_or_in(&self, attributes: &[&str]) -> Option<Criterion> {
        let named = self.named()?;
        let held = self.words.iter().map(|word| {
            Criterion::any(attributes.iter().map(|attribute| Criterion::leaf(attribute, "Contains", word)).collect())
        });
        Some(Criterion::any(vec![named, Criterion::all(held.collect())]))
    }

    /// How well an object matches, judged by the attributes that were loaded with it.
    pub fn fit(&self, object: &DirectoryObject) -> Fit {
        let texts = |names: &'static [&'static str]| names.iter().flat_map(|name| object.attributes().texts(name));
        let typed = plain(&self.text);
        let whole: Vec<_> = texts(&WHOLE).chain([object.label()]).collect();
        let is_logon = texts(&LOGONS).any(|text| text.eq_ignore_ascii_case(&self.text));
        if is_logon || whole.iter().any(|name| plain(name) == typed) {
            return Fit::Exact;
        }
        let names: Vec<_> = whole.iter().copied().chain(texts(&PARTS)).collect();
        let parts: Vec<_> = names.iter().flat_map(|name| parts(name)).collect();
        let each = |fits: fn(&str, &str) -> bool| {
            !self.words.is_empty()
                && self.words.iter().all(|word| parts.iter().any(|part| letters::meet(part, word, fits)))
        };
        if each(|part, word| part == word) {
            let same = whole.iter().any(|name| self.is_all_of(name));
            return if same { Fit::SameParts } else { Fit::WholeParts };
        }
        // A word may continue across a hyphen: "smith-jo".
        let goes_on = |word: &String| names.iter().any(|name| letters::begins_in(name, word));
        if !self.words.is_empty() && self.words.iter().all(goes_on) {
            return Fit::Name;
        }
        let begins = |text: &str| plain(text).starts_with(&typed) || plain(text).starts_with(&expanded(&self.text));
        if texts(&LOGONS).any(begins) { Fit::Logon } else { Fit::Other }
    }

    /// Whether the words are exactly the parts of a name, so that no part remains.
    fn is_all_of(&self, name: &str) -> bool {
        let mut left: Vec<_> = parts(name).collect();
        for word in &self.words {
            let Some(at) = left.iter().position(|part| letters::meet(part, word, |part, word| part == word)) else {
                return false;
            };
            left.swap_remove(at);
        }
        left.is_empty()
    }

    /// The objects, best match first; equally good matches keep their order.
    pub fn sorted(&self, mut objects: Vec<DirectoryObject>) -> Vec<DirectoryObject> {
        objects.sort_by_cached_key(|object| self.fit(object));
        objects
    }
}

/// The parts of a name: "Ana García-Márquez" has three, and so has "García Márquez, Ana".
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '(' | ')' | '.')).filter(|part| !part.is_empty())
}

/// Criteria that find the people with a part of the name, a mail address or a logon name that begins with the word.
/// `most` limits the further spellings.
fn word_criterion(word: &str, most: usize) -> Criterion {
    let starts = |attribute: &str, text: &str| Criterion::leaf(attribute, "Starts With", text);
    let holds = |mark: &str, text: &str| Criterion::leaf(attributes::DISPLAY_NAME, "Contains", format!("{mark}{text}"));
    let mut leaves = Vec::new();
    let (likely, other) = spellings(word, most);
    for text in &likely {
        leaves.extend(
            [attributes::DISPLAY_NAME, attributes::NAME, attributes::GIVEN_NAME, attributes::SURNAME]
                .map(|attribute| starts(attribute, text)),
        );
        leaves.extend([" ", "-"].map(|mark| holds(mark, text)));
    }
    for text in &other {
        leaves.extend([starts(attributes::DISPLAY_NAME, text), holds(" ", text)]);
    }
    // Mail addresses and logon names have no accents.
    let mut logons = vec![expanded(word), plain(word)];
    logons.dedup();
    for text in &logons {
        leaves.extend(LOGONS.map(|attribute| starts(attribute, text)));
    }
    Criterion::any(leaves)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{AttributeValue, Attributes, ObjectId, StoreId};

    fn somebody(name: &str, given: &str, surname: &str, logon: &str, title: &str) -> DirectoryObject {
        let mail = format!("{logon}@demo.local");
        let texts = [
            (attributes::DISPLAY_NAME, name),
            ("name", name),
            (attributes::GIVEN_NAME, given),
            ("sn", surname),
            (attributes::MAIL, &mail),
            (attributes::SAM_ACCOUNT_NAME, logon),
            ("title", title),
        ];
        let mut attributes = Attributes::new();
        for (attribute, text) in texts {
            attributes.set(attribute, vec![AttributeValue::answered(text)]);
        }
        DirectoryObject::answered(ObjectId::new(logon), StoreId(2), "user", name, attributes)
    }

    fn directory() -> Vec<DirectoryObject> {
        vec![
            somebody("Daniel Smith", "Daniel", "Smith", "dsmith", "Nurse"),
            somebody("Ada Smith-Jones", "Ada", "Smith-Jones", "ada.sj", "Smith"),
            somebody("Müller, Eva", "Eva", "Müller", "emueller", "Engineer"),
            somebody("Hans Mueller", "Hans", "Mueller", "hmu", "Engineer"),
            somebody("Tom Muller", "Tom", "Muller", "tmu", "Engineer"),
            somebody("Olga Åkesson", "Olga", "Åkesson", "oake", "Buyer"),
            somebody("Ada García Márquez", "Ada", "García Márquez", "agarcia", "Buyer"),
            somebody("Jörg Strauß", "Jörg", "Strauß", "jst", "Daniel's aide"),
            somebody("Leif Sørensen", "Leif", "Sørensen", "ls", "Buyer"),
        ]
    }

    /// Compares as a directory that ignores letter case but not accents.
    fn meets(object: &DirectoryObject, criterion: &Criterion) -> bool {
        let mut children = criterion.child.iter();
        let value = criterion.value.get().map(|value| value.to_lowercase()).unwrap_or_default();
        let texts = |name| object.attributes().texts(name).map(str::to_lowercase);
        match (criterion.operator.as_str(), criterion.attribute.get().map(String::as_str)) {
            ("And", None) => children.all(|child| meets(object, child)),
            ("Or", None) => children.any(|child| meets(object, child)),
            ("Starts With", Some(name)) => texts(name).any(|text| text.starts_with(&value)),
            ("Contains", Some(name)) => texts(name).any(|text| text.contains(&value)),
            other => panic!("{other:?}"),
        }
    }

    fn found(text: &str) -> Vec<String> {
        let wanted = NameSearch::new(text).named().unwrap();
        let all = directory();
        let found: Vec<_> = all.into_iter().filter(|object| meets(object, &wanted)).collect();
        NameSearch::new(text).sorted(found).iter().map(|object| object.label().to_owned()).collect()
    }

    #[test]
    fn each_word_is_the_beginning_of_a_part_of_the_name() {
        for (text, names) in [
            ("smith, daniel", vec!["Daniel Smith"]),
            ("smith daniel", vec!["Daniel Smith"]),
            ("DAN SM", vec!["Daniel Smith"]),
            ("olga ak", vec!["Olga Åkesson"]),
            ("jones", vec!["Ada Smith-Jones"]),
            ("smith-jo", vec!["Ada Smith-Jones"]),
            ("smith", vec!["Daniel Smith", "Ada Smith-Jones"]),
            ("mith", vec![]),
            ("dsm", vec!["Daniel Smith"]),
            ("oake@demo.local", vec!["Olga Åkesson"]),
        ] {
            assert_eq!(found(text), names, "{text}");
        }
    }

    #[test]
    fn accents_need_not_be_typed() {
        for (text, names) in [
            ("muller", vec!["Müller, Eva", "Tom Muller"]),
            ("mueller", vec!["Müller, Eva", "Hans Mueller"]),
            ("müller", vec!["Müller, Eva", "Hans Mueller", "Tom Muller"]),
            ("Garcia Marquez ada", vec!["Ada García Márquez"]),
            ("strauss", vec!["Jörg Strauß"]),
            ("joerg", vec!["Jörg Strauß"]),
            ("jorg strauß", vec!["Jörg Strauß"]),
            ("sorensen", vec!["Leif Sørensen"]),
            ("Soerensen", vec!["Leif Sørensen"]),
        ] {
            assert_eq!(found(text), names, "{text}");
        }
    }

    #[test]
    fn who_fits_best_stands_first() {
        let all = directory();
        let fit = |text: &str, at: usize| NameSearch::new(text).fit(&all[at]);
        assert_eq!(fit("daniel smith", 0), Fit::Exact);
        assert_eq!(fit("DSMITH@demo.local", 0), Fit::Exact);
        assert_eq!(fit("eva mueller", 2), Fit::SameParts);
        assert_eq!(fit("smith, daniel", 0), Fit::SameParts);
        assert_eq!(fit("smith", 0), Fit::WholeParts);
        assert_eq!(fit("smith daniel daniel", 0), Fit::WholeParts);
        assert_eq!(fit("dan", 0), Fit::Name);
        assert_eq!(fit("smith-jo", 1), Fit::Name);
        assert_eq!(fit("dsm", 0), Fit::Logon);
        assert_eq!(fit("nurse", 0), Fit::Other);
        assert!(NameSearch::new("ada marquez").fit(&all[6]) < NameSearch::new("ada marq").fit(&all[6]));
        let names: Vec<_> = NameSearch::new("daniel").sorted(all).iter().map(|who| who.label().to_owned()).collect();
        assert_eq!(names[0], "Daniel Smith");
    }

    #[test]
    fn other_attributes_are_looked_through_word_by_word() {
        let wanted = NameSearch::new("aide dan").named_or_in(&["title"]).unwrap();
        let names: Vec<_> = directory().into_iter().filter(|who| meets(who, &wanted)).collect();
        assert_eq!(names.iter().map(DirectoryObject::label).collect::<Vec<_>>(), ["Jörg Strauß"]);
    }

    #[test]
    fn a_question_stays_small_and_nothing_asks_nothing() {
        fn leaves(criterion: &Criterion) -> usize {
            if criterion.attribute.get().is_some() { 1 } else { criterion.child.iter().map(leaves).sum() }
        }
        for text in ["aeioucnsaeioucnsaeioucns", "anna maria luisa garcia lopez", "ue oe ae ss ueoeaess"] {
            let count = leaves(&NameSearch::new(text).named().unwrap());
            assert!(count < 250, "{text}: {count}");
        }
        for nothing in ["", "  ", " , "] {
            assert!(NameSearch::new(nothing).is_empty());
            assert_eq!(NameSearch::new(nothing).named(), None);
        }
    }
}
