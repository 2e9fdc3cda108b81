//! Part D: what a .NET service sends is read, whatever its spelling, and never a panic.

use crate::seeds::sample;
use model::wire::*;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

#[test]
fn letter_case_types_and_blanks_do_not_matter() {
    let strange = json!({
        "Status": "0", "MESSAGE": "", "Details": null, "data": "id-1", "newIn12": { "a": [1] },
        "exceptionMessagesAttributeWise": [],
    });
    let result = ActionResult::from_json(&strange).unwrap();
    assert_eq!((result.status.0, result.message(), result.new_id()), (0, None, Some("id-1")));
    assert_eq!(result.to_json(), strange);
    let page =
        ObjectPage::from_json(&json!({ "Total": "2", "DATA": [null, { "objectIdFromIdentityStore": 7 }] })).unwrap();
    assert_eq!((page.total, page.data.len(), page.data[0].id.as_str()), (Some(2), 1, "7"));
}

#[test]
fn an_envelope_without_a_status_is_no_success() {
    for text in ["{}", "{\"status\":null}", "{\"status\":\"\"}", "[]", "null", "\"<html>\"", "{\"status\":\"fine\"}"] {
        assert!(serde_json::from_str::<ActionResult>(text).is_err(), "{text}");
    }
    let error = ActionResult::from_json(&json!({ "status": 0, "details": [{ "status": 0 }, { "status": [1] }] }));
    assert_eq!(error.unwrap_err().to_string(), "details[1].status: expected a whole number, found an array");
}

#[test]
fn a_failed_detail_is_a_partial_failure() {
    let result = ActionResult::from_json(&json!({ "status": 0, "details": [
        { "status": 0, "name": "a", "details": [{ "status": 1, "name": "description", "message": "too long" }] },
        { "status": 0, "name": "b" }
    ] }));
    let result = result.unwrap();
    let model::wire::result::Outcome::Partly(failed) = result.outcome() else { panic!("{:?}", result.outcome()) };
    assert_eq!(failed.len(), 1);
    assert_eq!(result.attribute_messages(), [("description".to_owned(), "too long".to_owned())]);
}

#[test]
fn what_is_unknown_survives_a_change() {
    let mut object = DirectoryObject::from_json(&json!({ "OBJECTIDFROMIDENTITYSTORE": "x", "new": 1 })).unwrap();
    object.id = ObjectId::new("y");
    assert_eq!(object.to_json(), json!({ "OBJECTIDFROMIDENTITYSTORE": "y", "new": 1 }));
}

#[test]
fn secrets_are_not_in_debug_and_the_form_is_encoded() {
    let request = TokenRequest {
        grant: token::Grant::Password { username: "DEMO\\ann".into(), password: "p&=+ ü".into() },
        client_id: "portal".into(),
        client_secret: None,
        identity_store: StoreId(2),
    };
    assert!(!format!("{request:?}").contains("p&="));
    let form =
        "grant_type=password&username=DEMO%5Cann&password=p%26%3D%2B+%C3%BC&client_id=portal&identity_store_id=2";
    assert_eq!(request.form(), form);
}

fn mutate(value: &Value, seeds: &mut impl Iterator<Item = u8>) -> Value {
    let seed = seeds.next().unwrap_or(0);
    match value {
        _ if seed == 1 => Value::Null,
        _ if seed == 2 => json!(""),
        _ if seed == 3 => json!([]),
        _ if seed == 4 => json!({ "a": 1 }),
        _ if seed == 5 => json!([null, value]),
        Value::Number(n) if seed < 60 => json!(n.to_string()),
        Value::String(s) if seed < 40 => s.parse::<i64>().map_or(json!(1.5), |n| json!(n)),
        Value::Bool(b) if seed < 60 => json!(b.to_string()),
        Value::Array(items) => {
            let mut items: Vec<_> = items.iter().map(|item| mutate(item, seeds)).collect();
            if seed < 60 {
                items.insert(0, Value::Null);
            }
            Value::Array(items)
        }
        Value::Object(map) => {
            let mut out = Map::new();
            for (key, value) in map {
                let key = match seeds.next().unwrap_or(0) {
                    0..=9 => continue,
                    10..=40 => key.to_uppercase(),
                    41..=80 => key.to_lowercase(),
                    _ => key.clone(),
                };
                out.insert(key, mutate(value, seeds));
            }
            Value::Object(out)
        }
        other => other.clone(),
    }
}

const RESPONSES: [&str; 6] = [
    "create-static-group.response",
    "create-entra-static-group.response",
    "get-group.response",
    "update-groups.response",
    "update-smart-groups.response",
    "create-entra-user.request",
];

/// Read as anything: an error or the same JSON again; never a panic.
fn read_as_anything(json: &Value) -> Result<(), TestCaseError> {
    macro_rules! holds {
        ($($type:ty),*) => { $(
            if let Ok(typed) = <$type>::from_json(json) {
                let again = typed.to_json();
                prop_assert_eq!(&again, json, "{}", stringify!($type));
                prop_assert_eq!(<$type>::from_json(&again), Ok(typed));
            }
        )* };
    }
    holds!(
        ActionResult,
        DirectoryObject,
        ObjectPage,
        CreateGroup,
        UpdateGroup,
        CreateUser,
        SearchRequest,
        TokenResponse
    );
    holds!(SmartGroupUpdate, GroupChange, GroupCount, JoinRequest, PreviewRequest, model::graph::GraphGroup);
    holds!(WorkflowRequest, WorkflowPage, WorkflowDecision, CreateContact);
    if let Ok(result) = ActionResult::from_json(json) {
        let _ = (result.outcome(), result.attribute_messages(), result.new_id());
    }
    Ok(())
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}|[0-9]{1,25}".prop_map(Value::from),
    ];
    let key = "status|Details|data|total|attributesBusinessObject|AttributesCollection|value|action|\\PC{0,4}";
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::hash_map(key, inner, 0..6).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn mutated_samples_never_panic(which in 0..RESPONSES.len(), seeds in prop::collection::vec(any::<u8>(), 400)) {
        let mut seeds = seeds.into_iter().chain(std::iter::repeat(200));
        read_as_anything(&mutate(&sample(RESPONSES[which]), &mut seeds))?;
    }

    #[test]
    fn any_json_never_panics(json in any_json()) {
        read_as_anything(&json)?;
    }
}

#[test]
fn tokens_are_not_in_debug_output() {
    let json = json!({ "access_token": "first-secret", "refresh_token": "second-secret", "id_token": "third-secret" });
    let response = TokenResponse::from_json(&json).unwrap();
    assert_eq!(response.to_json(), json, "the wire has them");
    assert_eq!(format!("{response:?}"), "TokenResponse { .. }");
}

/// Calls differ in which of the two members has the id, and in the types of numbers.
#[test]
fn an_approver_is_called_by_name_whichever_member_has_it() {
    const ID: &str = "0a1b2c3d-0000-4000-8000-00000000beef";
    let read = |approver: Value, name: Value| {
        let json = json!({ "workflowRequestId": "7", "requesterClass": 6, "workflowStatusDTO": { "description": "Pending" },
            "requestApproverDTOList": [{ "approver": approver, "approverName": name }] });
        let request = WorkflowRequest::from_json(&json).unwrap();
        assert_eq!((request.id, request.to_json()), (7, json));
        request.approvers[0].label().map(str::to_owned)
    };
    assert_eq!(read(json!(ID), json!("Olivia Owner")).as_deref(), Some("Olivia Owner"));
    assert_eq!(read(json!("Olivia Owner"), json!(ID)).as_deref(), Some("Olivia Owner"));
    assert_eq!(read(json!("Olivia Owner"), Value::Null).as_deref(), Some("Olivia Owner"));
    assert_eq!(read(json!(ID), json!("")), None);
}

#[test]
fn a_decision_names_the_request_by_number() {
    assert_eq!(WorkflowDecision::approve(7).to_json(), json!({ "workflowRequestID": 7 }));
    assert_eq!(
        WorkflowDecision::deny(7, "Too many").to_json(),
        json!({ "workflowRequestID": 7, "reason": "Too many" })
    );
    assert!(GroupCount::from_json(&json!({})).is_err(), "an answer without a number is no 0");
}
