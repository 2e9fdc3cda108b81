//! Nodes that the builder cannot edit, or may not, stay visible; annotations are shown at their rows.

use super::{get_node, press_keys, rule, sample};
use crate::support::dom::{all, attribute, description, get, text, wait_for_focus};
use crate::support::{frames, press, until};
use leptos::prelude::*;
use model::criteria::{Condition, Criteria, Dialect, Join, Node, NodeId, Operator};
use portal::criteria::{Annotation, Count, Severity};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_raw_piece_is_shown_moved_and_removed_but_not_edited() {
    let raw = Node::raw(Dialect::Ldap, "(cn:2.4.6.8:=<b>x</b>)");
    let rule = rule(Criteria::of(Node::group(Join::All, vec![super::department("a"), raw]))).await;
    rule.until_rows(&["Department contains a", "(cn:2.4.6.8:=<b>x</b>) LDAP filter"]).await;
    assert!(all(&format!("{} b", super::SENTENCE)).len() == 1, "what is pasted is text");
    rule.go(2).await;
    press("Enter");
    rule.until_said("This part stays as it was pasted. You can move or remove it, but not edit it.").await;
    rule.until_at(2).await;
    press_keys("Alt+ArrowUp");
    rule.until_said("Moved to position 1 of 2.").await;
    press_keys("Delete");
    rule.until_rows(&["Department contains a"]).await;
}

#[wasm_bindgen_test]
async fn what_the_administrator_fixed_shows_its_lock_and_refuses() {
    let fixed = Criteria::of(Node::condition(Condition::bare("mail", Operator::Present)));
    let rule = rule(sample().with_locked(&fixed)).await;
    let row = get_node(1);
    assert!(text(&row).contains("Locked by your administrator"), "{}", text(&row));
    rule.go(1).await;
    for key in ["F2", "Delete", "Alt+ArrowDown"] {
        rule.builder.say(String::new());
        press_keys(key);
        rule.until_said("Your administrator has locked this. You cannot change it here.").await;
        rule.until_at(1).await;
        assert!(rule.builder.said.get_untracked().refused, "a refusal is seen as well as heard");
    }
    all("[data-do=any]")[0].click();
    rule.until_said("Your administrator has locked this. You cannot change it here.").await;
    rule.builder.undo();
    rule.until_said("There is nothing to undo.").await;
}

#[wasm_bindgen_test]
async fn an_unknown_attribute_is_shown_as_it_is() {
    let unknown = Node::condition(Condition::new("extensionAttribute7", Operator::IsExactly, "x"));
    let rule = rule(Criteria::of(unknown)).await;
    rule.until_rows(&["extensionAttribute7 is exactly x"]).await;
    rule.go(1).await;
    press_keys("F2");
    wait_for_focus("Value").await;
    assert_eq!(crate::support::dom::value("combobox", "Attribute"), "extensionAttribute7");
    until("it is said", || description(&get("combobox", "Attribute")).contains("not configured")).await;
    press("Escape");
    rule.until_at(1).await;
    assert_eq!(rule.condition(1).attribute, "extensionAttribute7");
}

#[wasm_bindgen_test]
async fn an_attribute_that_nobody_knows_stays_as_it_was_typed() {
    let rule = rule(sample()).await;
    rule.go(1).await;
    press_keys("F2");
    let field = crate::support::dom::wait_for("combobox", "Attribute").await;
    field.focus().unwrap();
    crate::support::type_in(&field, "Badge number");
    press("Enter");
    until("the editor is closed", || super::editors() == 0).await;
    assert_eq!(rule.condition(1).attribute, "Badge number");
    rule.until_at(1).await;
    assert!(rule.rows()[0].starts_with("Badge number"), "{:?}", rule.rows());
}

#[wasm_bindgen_test]
async fn counts_and_marks_are_shown_without_drawing_rows_again() {
    let rule = rule(sample()).await;
    get_node(1).set_attribute("data-same", "").unwrap();
    rule.builder.counts.update(|counts| {
        counts.set(NodeId(1), Count::Of(3380));
        counts.set(NodeId(2), Count::Asking);
    });
    let mark = Annotation { severity: Severity::Warning, text: "The same as another.".to_owned() };
    rule.builder.checks.update(|checks| checks.set(NodeId(1), mark));
    until("it is shown", || text(&get_node(1)).contains("3,380 found")).await;
    assert!(text(&get_node(1)).contains("The same as another."));
    assert!(get_node(1).has_attribute("data-same"));
    let say = get("button", "Department contains engineering");
    assert_eq!(description(&say), "3,380 found The same as another.");
    let problem = Annotation { severity: Severity::Error, text: "It cannot be said.".to_owned() };
    rule.builder.problems.update(|problems| problems.set(NodeId(1), problem));
    until("what blocks comes first", || text(&get_node(1)).contains("It cannot be said.")).await;
    rule.builder.problems.update(|problems| problems.clear());
    rule.builder.checks.update(|checks| checks.clear());
    rule.builder.counts.update(|counts| counts.clear());
    until("nothing is said any more", || text(&get_node(1)) == "Department contains engineering⋯").await;
    assert_eq!(attribute(&say, "aria-describedby"), "");
}

#[wasm_bindgen_test]
async fn the_language_can_change() {
    let rule = rule(sample()).await;
    portal::i18n::choose(portal::i18n::Language::de);
    rule.until_rows(&["Abteilung enthält engineering", "Ort ist genau Houston", "Nicht Position beginnt mit Intern"])
        .await;
    get("button", "Bedingung hinzufügen");
    portal::i18n::choose(portal::i18n::Language::en);
    frames().await;
}
