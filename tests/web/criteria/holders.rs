//! A value that is typed into the attribute field.

use super::rule_with;
use crate::support::dom::{all, get, value, wait_for_focus};
use crate::support::keys::click;
use crate::support::samples::people;
use crate::support::{Reply, Sent, press, text, type_in, until};
use model::criteria::{Condition, Criteria, Operator};
use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, ObjectPage, StoreId};
use wasm_bindgen_test::wasm_bindgen_test;

/// Two users in Berlin, one of them with a unique title.
fn answer(sent: &Sent) -> Reply {
    if !sent.asks_for("berl") {
        return people(&[]);
    }
    let person = |name: &str, title: &str| {
        let mut attributes = Attributes::new();
        for (name, text) in [("l", "Berlin"), ("title", title)] {
            attributes.set(name, vec![AttributeValue::answered(text)]);
        }
        DirectoryObject::answered(ObjectId::new(name), StoreId(2), "user", name, attributes)
    };
    let both = vec![person("Ann", "Berliner of the year"), person("Bob", "Clerk")];
    Reply::Json(200, ObjectPage::of(2, both).to_json())
}

#[wasm_bindgen_test]
async fn a_value_typed_first_finds_its_attribute() {
    let rule = rule_with(Criteria::default(), answer).await;
    click("button", "Add condition");
    wait_for_focus("Attribute").await;
    type_in(&get("combobox", "Attribute"), "berl");
    let offered = || all("[role=option]").iter().map(text).collect::<Vec<_>>();
    until("what many have is offered", || offered() == ["City is Berlin: use it"]).await;
    press("ArrowDown");
    press("Enter");
    until("it is the condition", || rule.condition(1) == Condition::new("l", Operator::IsExactly, "Berlin")).await;
    until("the fields say so", || value("combobox", "Attribute") == "City").await;
    wait_for_focus("Value").await;
    assert_eq!(value("combobox", "Value"), "Berlin");
    let searches = rule.sent();
    let asked: Vec<_> = searches.iter().filter(|sent| sent.asks_for("berl")).collect();
    assert_eq!(asked.len(), 1, "one call");
    assert!(asked[0].body.contains("\"Or\""), "{}", asked[0].body);
}
