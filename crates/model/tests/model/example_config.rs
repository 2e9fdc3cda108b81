//! The example beside the schema, from which an administrator makes a config.json.

use model::config::{Config, StoreKind};
use serde_json::Value;

#[test]
fn the_example_is_a_right_configuration_and_not_the_demos() {
    let example: Value = serde_json::from_str(include_str!("../../src/config/config.example.json")).unwrap();
    let config = Config::read(&example).expect("the example follows its schema");
    assert_eq!(example["$schema"], "./config.schema.json", "an editor finds the schema beside the file");
    let [store] = &config.identity_stores[..] else { panic!("one store") };
    assert_eq!(store.kind, StoreKind::ActiveDirectory);
    // Whoever forgets to edit it must not find stores that look as if they were there.
    assert!(!example.to_string().contains("demo"));
    assert_eq!(config.sign_in.client_secret, None);
}
