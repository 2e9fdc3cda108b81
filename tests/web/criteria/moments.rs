//! Fixed and relative dates.

use super::{press_keys, rule};
use crate::support::dom::{get, wait_for, wait_for_focus};
use crate::support::keys::choose;
use crate::support::{type_in, until};
use js_sys::{Date, Reflect};
use model::criteria::{Condition, Criteria, Node, Operator, Relative, Unit, Value, value};
use wasm_bindgen_test::wasm_bindgen_test;

fn created(operator: Operator) -> Criteria {
    Criteria::of(Node::condition(Condition::bare("whenCreated", operator)))
}

/// Unix seconds of a local time.
fn local(text: &str) -> i64 {
    (Date::new(&text.into()).get_time() / 1000.0) as i64
}

fn date_field() -> web_sys::HtmlElement {
    crate::support::all("#builder-value").pop().expect("the date field is there")
}

#[wasm_bindgen_test]
async fn a_day_is_from_its_start_or_to_its_end() {
    let rule = rule(created(Operator::GreaterOrEqual)).await;
    rule.go(1).await;
    press_keys("F2");
    until("the date field is there", || crate::support::all("#builder-value").len() == 1).await;
    type_in(&date_field(), "2026-03-09");
    let start = value::generalized(local("2026-03-09T00:00:00")).unwrap();
    until("from its start", || rule.condition(1).values == [Value::text(start.as_str())]).await;
    until("it is read as a day", || rule.rows()[0] == "Created is on or after Mar 9, 2026").await;
    choose("Operator", "is on or before");
    type_in(&date_field(), "2026-03-10");
    let end = value::generalized(local("2026-03-10T23:59:59")).unwrap();
    until("to its end", || rule.condition(1).values == [Value::text(end.as_str())]).await;
    super::done().await;
    until("that is a day too", || rule.rows()[0] == "Created is on or before Mar 10, 2026").await;
    press_keys("F2");
    until("the field shows it", || shown() == "2026-03-10").await;
}

fn shown() -> String {
    crate::support::all("#builder-value")
        .pop()
        .map(|field| Reflect::get(&field, &"value".into()).unwrap().as_string().unwrap_or_default())
        .unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_date_moves_with_today() {
    let rule = rule(created(Operator::LessOrEqual)).await;
    rule.go(1).await;
    press_keys("F2");
    wait_for("combobox", "Kind of date").await;
    choose("Kind of date", "Relative date");
    let now = |amount, unit| vec![Value::Relative(Relative { amount, unit })];
    until("30 days ago, at first", || rule.condition(1).values == now(-30, Unit::Day)).await;
    type_in(&date_field(), "2");
    choose("Unit", "weeks");
    until("two weeks ago", || rule.condition(1).values == now(-2, Unit::Week)).await;
    choose("Direction", "from now");
    until("in two weeks", || rule.condition(1).values == now(2, Unit::Week)).await;
    assert_eq!(rule.rows()[0], "Created is on or before in 2 weeks");
    type_in(&date_field(), "0");
    type_in(&date_field(), "3");
    until("the direction stays through zero", || rule.condition(1).values == now(3, Unit::Week)).await;
    get("combobox", "Unit").focus().unwrap();
    wait_for_focus("Unit").await;
}
