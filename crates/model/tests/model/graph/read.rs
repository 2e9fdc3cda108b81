//! What Graph answers: pages, batches, errors.

use super::user;
use model::config::StoreKind;
use model::graph::{
    Backoff, BatchRequest, BatchResponse, GraphError, GraphGroup, GraphGroupPage, GraphObject, GraphObjectPage,
    GraphUser, Outcome, Relation, RelationKind, is_because_of_owners,
};
use model::group::{Field, Principal};
use model::wire::cloud::CloudType;
use model::wire::lenient::Nullable;
use model::wire::object::ObjectKind;
use model::wire::{ActionResult, ObjectId, StoreId};
use serde_json::{Value, json};

const ROOT: &str = "https://graph.microsoft.com/v1.0";

fn relations() -> Vec<Relation> {
    let member = |id: &str| Relation::new(RelationKind::Members, ROOT, &ObjectId::new(id), ObjectKind::User);
    let owner = Relation::new(RelationKind::Owners, ROOT, &ObjectId::new("o"), ObjectKind::User);
    vec![owner, member("a"), member("b"), member("c"), member("d"), member("e")]
}

#[test]
fn a_batch_adds_one_by_one() {
    let asked = BatchRequest::relate(&ObjectId::new("g 1"), &relations());
    let first = json!({
        "id": "1", "method": "POST", "url": "/groups/g%201/owners/$ref",
        "headers": { "Content-Type": "application/json" }, "body": { "@odata.id": format!("{ROOT}/users/o") }
    });
    assert_eq!(asked.to_json()["requests"][0], first);
    assert_eq!(asked.to_json()["requests"][5]["url"], "/groups/g%201/members/$ref");
    let many: Vec<_> = relations().into_iter().cycle().take(30).collect();
    assert_eq!(BatchRequest::relate(&ObjectId::new("g"), &many).requests.len(), 20);
}

fn error(code: &str, message: &str) -> Value {
    json!({ "error": { "code": code, "message": message, "innerError": { "date": "2026-01-01T00:00:00", "request-id": "r" } } })
}

#[test]
fn each_request_of_a_batch_is_answered_by_itself() {
    let there = "One or more added object references already exist for the following modified properties: 'members'.";
    let answer = json!({ "responses": [
        { "id": "3", "status": 404, "body": error("Request_ResourceNotFound", "gone") },
        { "id": "2", "status": 400, "body": error("Request_BadRequest", there) },
        { "id": "1", "status": 204 },
        { "id": "4", "status": 429, "headers": { "retry-after": "7" }, "body": error("TooManyRequests", "slow") },
        { "id": "5", "status": 503, "headers": { "Retry-After": 9 } },
    ]});
    let asked = BatchRequest::relate(&ObjectId::new("g"), &relations());
    let outcomes = BatchResponse::from_json(&answer).unwrap().outcomes(&asked);
    assert_eq!(outcomes[..2], [Outcome::Done, Outcome::AlreadyThere]);
    assert!(outcomes[0].is_there() && outcomes[1].is_there() && !outcomes[2].is_there());
    match &outcomes[2] {
        Outcome::Refused { status: 404, error: Some(error) } => assert_eq!(error.body().message, "gone"),
        other => panic!("{other:?}"),
    }
    let throttled = |status, retry_after| Outcome::Throttled { status, retry_after };
    assert_eq!(outcomes[3..], [throttled(429, Some(7)), throttled(503, Some(9)), Outcome::Unanswered]);
    for status in [429, 503, 504] {
        let silent = json!({ "responses": [{ "id": "1", "status": status }] });
        let outcomes = BatchResponse::from_json(&silent).unwrap().outcomes(&asked);
        assert_eq!(outcomes[0], throttled(status, None), "without a time to come back");
    }
    // An answer that is no batch says nothing about anybody.
    let html = BatchResponse::from_json(&json!({ "responses": null })).unwrap();
    assert!(html.outcomes(&asked).iter().all(|outcome| *outcome == Outcome::Unanswered));
    // Another refusal of 400 is none of those.
    let other = json!({ "responses": [{ "id": "1", "status": 400, "body": error("Request_BadRequest", "no") }] });
    let outcomes = BatchResponse::from_json(&other).unwrap().outcomes(&asked);
    assert!(matches!(outcomes[0], Outcome::Refused { status: 400, .. }));
}

#[test]
fn an_error_is_about_a_property() {
    let about = |value: Value| GraphError::from_json(&value).unwrap().property();
    let of = |message: &str| about(error("Request_BadRequest", message));
    assert_eq!(
        of("Invalid value specified for property 'mailNickname' of resource 'Group'."),
        Some("mailNickname".into())
    );
    assert_eq!(
        of("Another object with the same value for property mailNickname already exists."),
        Some("mailNickname".into())
    );
    assert_eq!(of("Invalid property 'colour'."), Some("colour".into()));
    assert_eq!(of("A value is required for property 'owners@odata.bind'."), Some("owners@odata.bind".into()));
    for none in
        ["This is not your property at all.", "Insufficient privileges to complete the operation.", "property '"]
    {
        assert_eq!(of(none), None, "{none}");
    }
    let mut detailed = error("Request_BadRequest", "Something about property 'displayName'.");
    detailed["error"]["details"] = json!([{ "code": "ObjectConflict", "message": "m", "target": "mailNickname" }]);
    let named = about(detailed).unwrap();
    assert_eq!(Field::of_attribute(StoreKind::MicrosoftGraph, &named), Field::Alias);
}

#[test]
fn a_page_of_anything_becomes_people_and_objects() {
    let page = json!({
        "@odata.nextLink": "https://graph.microsoft.com/v1.0/groups/g/members?$skiptoken=x", "@odata.count": 4,
        "value": [
            { "@odata.type": "#microsoft.graph.user", "id": "u", "displayName": "Ann Lee", "mail": "ann@x.org",
              "jobTitle": "Nurse", "department": "Care", "givenName": "Ann", "surname": "Lee", "userPrincipalName": "al@x.org" },
            { "@odata.type": "#microsoft.graph.group", "id": "g", "displayName": "Team", "groupTypes": ["Unified"] },
            { "@odata.type": "#microsoft.graph.device", "id": "d", "displayName": "Laptop" },
            { "@odata.type": "#microsoft.graph.servicePrincipal", "id": "s", "displayName": null }
        ]
    });
    let page = GraphObjectPage::from_json(&page).unwrap();
    assert_eq!((page.count, page.next_link.is_some()), (Some(4), true));
    let who: Vec<Principal> = page.value.iter().map(GraphObject::principal).collect();
    let ann = Principal {
        name: "Ann Lee".into(),
        mail: "ann@x.org".into(),
        title: "Nurse".into(),
        department: "Care".into(),
        ..user("u")
    };
    assert_eq!(who[0], ann);
    let kinds: Vec<_> = who.iter().map(|who| who.kind).collect();
    assert_eq!(kinds, [ObjectKind::User, ObjectKind::Group, ObjectKind::Computer, ObjectKind::Other]);
    assert_eq!(who[3].name, "s");
    let object = page.value[0].directory_object(StoreId(4));
    assert_eq!(
        (object.label(), object.object_kind(), object.identity_store_id),
        ("Ann Lee", ObjectKind::User, StoreId(4))
    );
    for (name, value) in
        [("title", "Nurse"), ("surname", "Lee"), ("department", "Care"), ("userPrincipalName", "al@x.org")]
    {
        assert_eq!(object.first(name), Some(value));
    }
    // What the portal makes of the answer is what it makes of any object.
    assert_eq!(Principal::of(&object), ann);
    assert_eq!(page.value.iter().map(GraphObject::id).collect::<Vec<_>>(), ["u", "g", "d", "s"]);
    assert_eq!(page.value[2].directory_object(StoreId(4)).object_kind(), ObjectKind::Computer);
}

#[test]
fn a_group_says_what_it_is() {
    let of = |types: Value, security: Value| {
        let group = json!({ "id": "g", "displayName": "G", "groupTypes": types, "securityEnabled": security,
            "visibility": "Private", "createdDateTime": "2026-01-02T03:04:05Z" });
        GraphGroup::from_json(&group).unwrap()
    };
    for (types, security, cloud, managed) in [
        (json!([]), json!(true), CloudType::Security, "1"),
        (json!([]), json!(false), CloudType::Distribution, "1"),
        (json!(["Unified"]), json!(false), CloudType::Microsoft365, "1"),
        (json!(["DynamicMembership"]), json!(true), CloudType::Security, "2"),
        (json!(["Unified", "DynamicMembership"]), json!(true), CloudType::Microsoft365, "2"),
        (json!(null), json!(null), CloudType::Security, "1"),
    ] {
        let group = of(types, security);
        let object = group.directory_object(StoreId(4));
        assert_eq!(group.cloud(), cloud);
        assert_eq!(
            (object.first("groupType"), object.first("IMSGManagedGroupType")),
            (Some(cloud.code()), Some(managed))
        );
        assert_eq!(object.first("whenCreated"), Some("2026-01-02T03:04:05Z"));
        assert_eq!(object.object_kind(), ObjectKind::Group);
    }
    let page = GraphGroupPage::from_json(&json!({ "value": [{ "id": "g" }] })).unwrap();
    assert_eq!(page.value[0].principal().name, "g");
    assert_eq!(GraphUser::from_json(&json!({ "id": "u" })).unwrap().principal().name, "u");
}

#[test]
fn waits_without_a_time_double_and_end_within_a_minute() {
    for (random, expected) in
        [(0.0, [1_000, 2_000, 4_000, 8_000, 16_000]), (1.0, [1_500, 3_000, 6_000, 12_000, 24_000])]
    {
        let mut backoff = Backoff::new(5, 120);
        for wait in expected {
            assert_eq!(backoff.next_wait(None, random), Some(wait));
        }
        assert_eq!(backoff.next_wait(None, random), None, "six tries in all");
        assert_eq!(backoff.next_wait(Some(0), random), None);
        assert!(expected.iter().sum::<u32>() < 60_000);
    }
    let mut long = Backoff::new(9, 1_000);
    let waits: Vec<_> = (0..7).filter_map(|_| long.next_wait(None, f64::NAN)).collect();
    assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000], "it does not grow for ever");
}

#[test]
fn a_time_to_come_back_is_kept_to_exactly_or_not_at_all() {
    let mut backoff = Backoff::new(5, 120);
    assert_eq!(backoff.next_wait(Some(121), 1.0), None);
    assert_eq!(backoff.next_wait(Some(u32::MAX), 1.0), None);
    assert_eq!(backoff.next_wait(Some(110), 1.0), Some(110_000));
    assert_eq!(backoff.next_wait(None, 0.0), Some(1_000), "what was asked for does not make the others longer");
    assert_eq!(backoff.next_wait(Some(0), 1.0), Some(0));
    assert_eq!(backoff.next_wait(Some(10), 1.0), None, "9 seconds are left");
    assert_eq!(backoff.next_wait(None, 0.0), Some(2_000));
}

#[test]
fn a_refusal_because_of_owners_is_recognised() {
    let refused = |property: Option<&str>, message: &str| {
        let mut result = ActionResult::refused(message, "Request_BadRequest");
        if let Some(property) = property {
            let wise = std::iter::once((property.to_owned(), Value::from(message))).collect();
            result.exception_messages = Nullable::Is(wise);
        }
        is_because_of_owners(&result)
    };
    assert!(refused(Some("owners@odata.bind"), "Not allowed."));
    assert!(refused(Some("owners"), "Not allowed."));
    assert!(refused(None, "A role-assignable group cannot have Owners."));
    assert!(refused(Some("isAssignableToRole"), "The group cannot have an owner."));
    assert!(!refused(Some("mailNickname"), "Another object with the same value already exists."));
    assert!(!refused(None, "Insufficient privileges to complete the operation."));
    assert!(!refused(None, "The downer is no word for it, nor is an ownership."));
}
