//! The texts of the interface in all languages.

use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const FILES: [(&str, &str); 2] =
    [("en", include_str!("../../../locales/en.json")), ("de", include_str!("../../../locales/de.json"))];

/// Texts that another language has and this one does not; such a text on a page has not been translated.
pub fn only_elsewhere(language: &str) -> &'static [String] {
    static WORDS: LazyLock<Vec<(&str, Vec<String>)>> = LazyLock::new(|| {
        let all = FILES.map(|(language, file)| (language, messages(file)));
        let elsewhere = |own: &(&'static str, BTreeSet<String>)| {
            let others = all.iter().filter(|(language, _)| *language != own.0).flat_map(|(_, words)| words);
            // Shorter words may be names or abbreviations in any language.
            let foreign = others.filter(|word| word.chars().count() > 3 && !own.1.contains(*word));
            (own.0, foreign.cloned().collect())
        };
        all.iter().map(elsewhere).collect()
    });
    WORDS.iter().find(|(known, _)| *known == language).map_or(&[], |(_, words)| words)
}

/// Texts without placeholders, which can be compared literally.
fn messages(file: &str) -> BTreeSet<String> {
    fn collect(value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::String(text) if !text.contains("{{") => drop(into.insert(text.trim().to_owned())),
            Value::Object(map) => map.values().for_each(|value| collect(value, into)),
            _ => {}
        }
    }
    let mut all = BTreeSet::new();
    collect(&serde_json::from_str(file).unwrap(), &mut all);
    all
}
