//! Attributes are found by what people call them.

use model::config::{AttributeConfig, Config, Syntax, find_attributes};
use model::wire::StoreId;
use serde_json::Value;

fn demo(store: i64) -> Vec<AttributeConfig> {
    let demo: Value = serde_json::from_str(include_str!("../../../dataservice/assets/config.json")).unwrap();
    Config::read(&demo).unwrap().store(StoreId(store)).unwrap().attributes.clone()
}

fn found(text: &str, language: &str) -> Vec<String> {
    let attributes = demo(2);
    find_attributes(&attributes, text, language).into_iter().map(|attribute| attribute.name.clone()).collect()
}

#[test]
fn other_words_find_an_attribute() {
    for (text, name) in [
        ("town", "l"),
        ("Location", "physicalDeliveryOfficeName"),
        ("boss", "manager"),
        ("Chef", "manager"),
        ("job", "title"),
        ("phone", "telephoneNumber"),
        ("surname", "sn"),
        ("Nachname", "sn"),
        ("City", "l"),
        ("Abteilung", "department"),
        ("disabled", "userAccountControl"),
        ("l", "l"),
        ("TELEPHONENUMBER", "telephoneNumber"),
    ] {
        assert_eq!(found(text, "en").first().map(String::as_str), Some(name), "{text}");
    }
    assert!(found("location", "en").contains(&"l".to_owned()), "an office is a location, and a city is");
    assert_eq!(found("no such thing", "en"), [""; 0]);
}

#[test]
fn accents_and_letter_case_do_not_count() {
    for text in ["Büro", "büro", "BURO", "buero", "Bu\u{308}ro"] {
        assert_eq!(found(text, "de"), ["physicalDeliveryOfficeName", "telephoneNumber"], "{text}");
    }
}

#[test]
fn what_fits_better_comes_first() {
    let named = |name: &str, label: &str, synonyms: &[&str]| AttributeConfig {
        label: [("en".to_owned(), label.to_owned())].into(),
        synonyms: synonyms.iter().map(|word| (*word).to_owned()).collect(),
        ..AttributeConfig::new(name, Syntax::String)
    };
    let attributes = [
        named("x1", "Unmanned", &[]),
        named("manName", "Thing", &[]),
        named("x3", "Boss", &["a man of rank"]),
        named("x4", "Line-manager", &[]),
        named("x5", "Manager", &[]),
        named("x6", "Other", &["man"]),
    ];
    let found = |text: &str| {
        find_attributes(&attributes, text, "en").into_iter().map(|known| known.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(found(" man "), ["x6", "x5", "x4", "x3", "manName", "x1"]);
    assert_eq!(found(""), ["x1", "manName", "x3", "x4", "x5", "x6"]);
    assert_eq!(found("man of"), ["x3"]);
}

#[test]
fn no_two_attributes_of_the_demo_answer_to_one_label() {
    for store in [2, 3, 4] {
        let attributes = demo(store);
        for attribute in attributes.iter().filter(|attribute| attribute.in_rules) {
            for language in ["en", "de"] {
                let best = find_attributes(&attributes, attribute.label(language), language);
                let is_own = |known: &&AttributeConfig| known.label(language) == attribute.label(language);
                assert!(best.iter().take(3).any(is_own), "{} in {language}", attribute.name);
            }
        }
    }
}
