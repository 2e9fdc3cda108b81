//! Each kind of value has its own editor.

use super::{choose_attribute, get_node, press_keys, rule, rule_with, sample, type_value};
use crate::support::dom::{all, all_in, attribute, find, focused, get, is_checked, value, wait_for, wait_for_focus};
use crate::support::keys::{choose, click};
use crate::support::samples::people;
use crate::support::{Reply, frames, press, text, type_in, until};
use model::criteria::{Condition, Criteria, Node, Operator, Value};
use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, ObjectPage, StoreId};
use wasm_bindgen_test::wasm_bindgen_test;

fn texts(condition: &Condition) -> Vec<&str> {
    condition.values.iter().map(|value| value.as_text().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn bits_are_chosen_by_name_and_written_in_decimal() {
    let options = Condition::new("userAccountControl", Operator::AllFlagsOff, "2");
    let rule = rule(Criteria::of(Node::condition(options))).await;
    rule.until_rows(&["Account options has none of Disabled"]).await;
    rule.go(1).await;
    press_keys("F2");
    wait_for("checkbox", "Locked out").await;
    assert!(is_checked("checkbox", "Disabled"));
    click("checkbox", "Locked out");
    until("the mask is their sum", || texts(&rule.condition(1)) == ["18"]).await;
    rule.until_rows(&["Account options has none of Disabled, Locked out"]).await;
    click("checkbox", "Disabled");
    click("checkbox", "Locked out");
    until("no bit is no value", || rule.condition(1).values.is_empty()).await;
    super::done().await;
    rule.until_rows(&["Account options has none of … The value is missing"]).await;
}

#[wasm_bindgen_test]
async fn a_bit_without_a_name_is_kept() {
    let options = Condition::new("userAccountControl", Operator::AllFlagsOn, "514");
    let rule = rule(Criteria::of(Node::condition(options))).await;
    rule.until_rows(&["Account options has all of Disabled, 512"]).await;
    rule.go(1).await;
    press_keys("F2");
    wait_for("checkbox", "512").await;
    click("checkbox", "Disabled");
    until("the other bit stays", || texts(&rule.condition(1)) == ["512"]).await;
}

#[wasm_bindgen_test]
async fn several_values_are_chips() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press_keys("F2");
    wait_for_focus("Value").await;
    click("button", "Add another value");
    until("the field is empty", || value("combobox", "Value").is_empty()).await;
    assert_eq!(focused(), "Value");
    until("the first is a chip", || find("button", "Remove engineering").is_some()).await;
    type_value("marketing").await;
    until("both count", || texts(&rule.condition(1)) == ["engineering", "marketing"]).await;
    assert_eq!(rule.rows()[0], "Department contains one of engineering, marketing");
    click("button", "Add another value");
    frames().await;
    press("Enter");
    rule.until_at(1).await;
    assert_eq!(texts(&rule.condition(1)), ["engineering", "marketing"], "what was begun and left is no value");
    press_keys("F2");
    wait_for("button", "Remove engineering").await.click();
    until("one is left", || texts(&rule.condition(1)) == ["marketing"]).await;
    wait_for_focus("Value").await;
    super::done().await;
    rule.until_at(1).await;
    press_keys("Control+z");
    until("removing was a step", || texts(&rule.condition(1)) == ["engineering", "marketing"]).await;
}

#[wasm_bindgen_test]
async fn values_are_suggested_once_and_enter_keeps_what_was_typed() {
    let rule = rule_with(sample(), |sent| {
        if !sent.asks_for("eng") {
            return people(&[]);
        }
        let page = ["Engineering West", "engineering west", "Engineering"].map(|value| {
            let mut attributes = Attributes::new();
            attributes.set("department", vec![AttributeValue::answered(value)]);
            DirectoryObject::answered(ObjectId::new(value), StoreId(2), "user", value, attributes)
        });
        Reply::Json(200, ObjectPage::of(3, page.to_vec()).to_json())
    })
    .await;
    rule.go(1).await;
    press_keys("F2");
    wait_for_focus("Value").await;
    let field = get("combobox", "Value");
    type_in(&field, "eng");
    until("two are suggested", || {
        all("[role=option]").iter().map(text).collect::<Vec<_>>() == ["Engineering West", "Engineering"]
    })
    .await;
    press("Enter");
    rule.until_at(1).await;
    assert_eq!(texts(&rule.condition(1)), ["eng"], "a suggestion is only taken where one was gone to");
    press_keys("F2");
    wait_for_focus("Value").await;
    type_in(&get("combobox", "Value"), "eng");
    until("they are suggested again", || all("[role=option]").len() == 2).await;
    press("ArrowDown");
    until("it is gone to", || !attribute(&get("combobox", "Value"), "aria-activedescendant").is_empty()).await;
    press("Enter");
    until("it is taken", || texts(&rule.condition(1)) == ["Engineering West"]).await;
    assert_eq!(value("combobox", "Value"), "Engineering West");
}

#[wasm_bindgen_test]
async fn another_attribute_keeps_what_suits_it() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press_keys("F2");
    choose_attribute("City").await;
    assert_eq!(rule.condition(1), Condition::new("l", Operator::Contains, "engineering"));
    choose_attribute("Account options").await;
    let condition = rule.condition(1);
    assert_eq!((condition.operator, condition.values.len()), (Some(Operator::AllFlagsOn), 0));
    wait_for("checkbox", "Disabled").await;
    choose_attribute("title").await;
    choose("Operator", "has a value");
    until("nothing is compared with", || find("combobox", "Value").is_none()).await;
    super::done().await;
    until("the sentence ends there", || rule.rows()[0] == "Title has a value").await;
}

#[wasm_bindgen_test]
async fn an_attribute_is_found_by_its_ldap_name_and_a_whole_name_needs_no_choosing() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press_keys("F2");
    wait_for_focus("Value").await;
    let field = wait_for("combobox", "Attribute").await;
    type_in(&field, "l");
    until("what is it stands first", || all("[role=option]").first().is_some_and(|first| text(first) == "City l"))
        .await;
    assert_eq!(rule.condition(1).attribute, "department", "nobody is hurried while typing");
    get("combobox", "Value").focus().unwrap();
    until("it is taken", || rule.condition(1).attribute == "l").await;
    assert_eq!(value("combobox", "Attribute"), "City");
    type_in(&get("combobox", "Attribute"), "title");
    press("Escape");
    until("the list is closed", || attribute(&get("combobox", "Attribute"), "aria-expanded") == "false").await;
    super::done().await;
    rule.until_at(1).await;
    assert_eq!(rule.condition(1).attribute, "title");
}

#[wasm_bindgen_test]
async fn a_name_that_is_not_configured_can_be_typed_and_nonsense_cannot() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press_keys("F2");
    wait_for_focus("Value").await;
    let field = wait_for("combobox", "Attribute").await;
    type_in(&field, "extensionAttribute3");
    get("combobox", "Value").focus().unwrap();
    until("it is taken as it is", || rule.condition(1).attribute == "extensionAttribute3").await;
    type_in(&get("combobox", "Attribute"), "Depar");
    get("combobox", "Value").focus().unwrap();
    until("half a name goes", || value("combobox", "Attribute") == "extensionAttribute3").await;
    assert_eq!(rule.condition(1).attribute, "extensionAttribute3");
}

#[wasm_bindgen_test]
async fn people_are_found_by_name() {
    let rule = rule(Criteria::of(Node::condition(Condition::bare("manager", Operator::IsExactly)))).await;
    rule.until_rows(&["Manager is exactly … The value is missing"]).await;
    rule.go(1).await;
    press_keys("F2");
    wait_for_focus("Value").await;
    type_in(&get("combobox", "Value"), "ann");
    until("Ann is found", || all("[role=option]").len() == 1).await;
    press("Enter");
    let dn = "CN=Ann Lee,OU=Groups,DC=demo,DC=local";
    until("her distinguished name is the value", || texts(&rule.condition(1)) == [dn]).await;
    assert_eq!(attribute(&all_in(&get("list", "Values"), "li")[0], "title"), dn);
    super::done().await;
    rule.until_rows(&["Manager is exactly Ann Lee"]).await;
}

#[wasm_bindgen_test]
async fn yes_and_no_and_numbers() {
    let hidden = Node::condition(Condition::bare("hideInLists", Operator::IsExactly));
    let logons = Node::condition(Condition::new("logonCount", Operator::GreaterOrEqual, "ten"));
    let both = Node::group(model::criteria::Join::All, vec![hidden, logons]);
    let rule = rule(Criteria::of(both)).await;
    rule.go(1).await;
    press_keys("F2");
    wait_for("radio", "Yes").await;
    click("radio", "No");
    until("it is written as the directory does", || texts(&rule.condition(1)) == ["FALSE"]).await;
    super::done().await;
    until("it is read as people do", || rule.rows()[0] == "Hidden from lists is No").await;
    rule.go(2).await;
    press_keys("F2");
    wait_for_focus("Value").await;
    let wrong = || attribute(&get("combobox", "Value"), "aria-invalid");
    until("no number is wrong", || wrong() == "true").await;
    assert!(find("button", "Add another value").is_none(), "at least has one bound");
    type_value("10").await;
    until("a number is right", || wrong().is_empty()).await;
    assert_eq!(rule.condition(2).values, [Value::text("10")]);
    let _ = get_node(2);
}
