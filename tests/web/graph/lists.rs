//! The queries of the pages, as they are sent to Graph.

use super::{option, signed_in};
use crate::support::samples::person;
use crate::support::{Reply, Sent, Service};
use model::wire::{Criterion, ObjectId, ObjectPage, StoreId};
use portal::api::Api;
use portal::api::searches::{PageRequest, containing};
use portal::http::ApiError;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const STORE: StoreId = StoreId(4);
const LOAD: [&str; 1] = ["displayName"];

fn users(from: usize, to: usize, next: Option<&str>) -> Reply {
    let user = |at: usize| json!({ "id": format!("u{at}"), "displayName": format!("Person {at:03}") });
    let mut page = json!({ "value": (from..to).map(user).collect::<Vec<_>>(), "@odata.count": 250 });
    if let Some(next) = next {
        page["@odata.nextLink"] = Value::from(next);
    }
    Reply::Json(200, page)
}

async fn search(api: &Api, criteria: Criterion, window: PageRequest) -> Result<ObjectPage, ApiError> {
    api.search(STORE, Some(criteria), &window, &LOAD).await
}

fn names(page: &ObjectPage) -> Vec<&str> {
    page.data.iter().map(|object| object.label()).collect()
}

#[wasm_bindgen_test]
async fn pages_are_followed_by_their_links_as_far_as_needed() {
    let service = Service::start(|sent| match option(&sent.path, "$skiptoken").as_deref() {
        None => users(0, 100, Some("https://graph.microsoft.com/v1.0/users?$skiptoken=p100")),
        Some("p100") => users(100, 200, Some("/v1.0/users?$skiptoken=p200")),
        _ => panic!("{} is not needed", sent.path),
    });
    let page = signed_in();
    let wanted = || containing(&["user"], &[], "");
    let window = PageRequest { page: 7, ..PageRequest::first(20) };
    let found = search(&page.api.for_current_session(), wanted(), window).await.unwrap();
    assert_eq!((names(&found)[0], names(&found).len(), found.total), ("Person 120", 20, Some(250)));
    let sent = service.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(option(&sent[0].path, "$top").as_deref(), Some("140"));
    assert_eq!(option(&sent[0].path, "$orderby").as_deref(), Some("displayName"));
    assert!(sent.iter().all(|sent| sent.consistency == "eventual" && sent.authorization == "Bearer access-1"));
    // gloo-net appends an ampersand to every query, which has no meaning.
    assert_eq!(sent[1].path.trim_end_matches('&'), "/v1.0/users?$skiptoken=p100");
}

#[wasm_bindgen_test]
async fn a_link_to_another_address_is_not_followed() {
    for link in
        ["https://evil.example/v1.0/users", "https://graph.microsoft.com.evil.example/v1.0/users", "//evil/v1.0/"]
    {
        let service = Service::start(move |_| users(0, 1, Some(link)));
        let page = signed_in();
        let error = search(&page.api.for_current_session(), containing(&["user"], &[], ""), PageRequest::first(20))
            .await
            .unwrap_err();
        assert!(matches!(error, ApiError::Unreadable { .. }), "{error:?}");
        assert_eq!(service.sent().len(), 1, "{link}");
    }
}

#[wasm_bindgen_test]
async fn what_is_typed_stays_a_text() {
    let service = Service::start(|_| users(0, 1, None));
    let page = signed_in();
    let typed = r#"a" OR "mail:b\c & $filter=x # +%"#;
    search(
        &page.api.for_current_session(),
        containing(&["user"], &["displayName", "title", "mail"], typed),
        PageRequest::first(8),
    )
    .await
    .unwrap();
    let path = &service.sent()[0].path;
    let asked = option(path, "$search").unwrap();
    let literal = r#"a\" OR \"mail:b\\c & $filter=x # +%"#;
    assert_eq!(
        asked,
        format!(r#""displayName:{literal}" OR "mail:{literal}""#),
        "where Graph looks for words, and no more"
    );
    assert_eq!(option(path, "$filter"), None);
    drop(service);

    let service = Service::start(|_| users(0, 1, None));
    let named = Criterion::all(vec![
        containing(&["user"], &[], ""),
        Criterion::leaf("mail", "Is Exactly", "o'neill@x' or 1 eq 1"),
    ]);
    search(&page.api.for_current_session(), named, PageRequest::first(8)).await.unwrap();
    let asked = option(&service.sent()[0].path, "$filter").unwrap();
    assert_eq!(asked, "mail eq 'o''neill@x'' or 1 eq 1'");
}

#[wasm_bindgen_test]
async fn people_and_groups_come_in_one_order() {
    let _service = Service::start(|sent| {
        let names = if sent.path.starts_with("/v1.0/users") { ["Anna", "Cleo"] } else { ["Bees", "Dots"] };
        let value: Vec<_> = names.iter().map(|name| json!({ "id": name, "displayName": name })).collect();
        Reply::Json(200, json!({ "value": value, "@odata.count": 2 }))
    });
    let page = signed_in();
    let found = search(
        &page.api.for_current_session(),
        containing(&["user", "group"], &["displayName"], "x"),
        PageRequest::first(3),
    )
    .await
    .unwrap();
    assert_eq!((names(&found), found.total), (vec!["Anna", "Bees", "Cleo"], Some(4)));
}

#[wasm_bindgen_test]
async fn my_groups_are_asked_for_as_mine() {
    let service = Service::start(|_| {
        let value: Vec<_> =
            ["Zoo", "Apes", "Zebra"].iter().map(|name| json!({ "id": name, "displayName": name })).collect();
        Reply::Json(200, json!({ "value": value }))
    });
    let page = signed_in();
    let me = person("Ann Lee").id;
    for (attribute, path) in [
        ("owners", "/v1.0/me/ownedObjects/microsoft.graph.group"),
        ("members", "/v1.0/me/memberOf/microsoft.graph.group"),
    ] {
        let mine = Criterion::leaf(attribute, "Is Exactly", me.as_str());
        let mine = Criterion::all(vec![mine, containing(&["group"], &["name"], "z")]);
        let found = search(&page.api.for_current_session(), mine, PageRequest::first(5)).await.unwrap();
        assert_eq!((names(&found), found.total), (vec!["Zebra", "Zoo"], Some(2)));
        assert!(service.sent().last().unwrap().path.starts_with(path));
    }
}

#[wasm_bindgen_test]
async fn members_come_whatever_they_are() {
    let _service = Service::start(|_| {
        Reply::Json(
            200,
            json!({ "@odata.count": 2, "value": [
            { "@odata.type": "#microsoft.graph.user", "id": "u", "displayName": "Zoe" },
            { "@odata.type": "#microsoft.graph.group", "id": "g", "displayName": "Apes" },
        ] }),
        )
    });
    let page = signed_in();
    let found = page
        .api
        .for_current_session()
        .members(STORE, &ObjectId::new("g1"), None, &PageRequest::first(5), &LOAD)
        .await
        .unwrap();
    let kinds: Vec<_> = found.data.iter().map(|object| object.object_type.get().unwrap().as_str()).collect();
    assert_eq!((names(&found), kinds, found.total), (vec!["Apes", "Zoe"], vec!["group", "user"], Some(2)));
}

#[wasm_bindgen_test]
async fn a_pasted_list_is_asked_for_in_pieces_that_graph_takes() {
    let service = Service::start(|_| {
        Reply::Json(
            200,
            json!({ "value": [{ "id": "u1", "displayName": "Person 1", "mail": "p1@x.y" }], "@odata.count": 1 }),
        )
    });
    let page = signed_in();
    let entries: Vec<_> = (1..=12).map(|at| format!("p{at}@x.y")).collect();
    let resolved = page.api.for_current_session().resolve(STORE, &["user"], entries, |_| true).await.unwrap();
    assert_eq!((resolved[0].found.len(), resolved[1].found.len()), (1, 0));
    let clauses = |sent: &Sent| option(&sent.path, "$filter").unwrap().matches(" eq ").count();
    let sizes: Vec<_> = service.sent().iter().map(clauses).collect();
    assert!(sizes.iter().all(|size| *size <= 15), "{sizes:?}");
    assert_eq!(sizes.iter().sum::<usize>(), 36, "mail, logon name and display name of each");
}

#[wasm_bindgen_test]
async fn what_graph_has_no_words_for_is_not_asked_at_all() {
    let service = Service::start(|_| users(0, 1, None));
    let page = signed_in();
    let user = || containing(&["user"], &[], "");
    let leaf = |operator: &str| Criterion::leaf("department", operator, "Sales");
    let not = Criterion {
        operator: "Not".to_owned(),
        child: model::wire::search::Children(vec![leaf("Is Exactly")]),
        ..Criterion::default()
    };
    let mixed = Criterion::any(vec![leaf("Is Exactly"), leaf("Contains")]);
    let deep = Criterion::any(vec![Criterion::all(vec![leaf("Is Exactly")]), leaf("Is Exactly")]);
    let twice = Criterion::all(vec![leaf("Is Exactly"), leaf("Is Exactly")]);
    let owned = Criterion::all(vec![Criterion::leaf("owners", "Is Exactly", "id"), leaf("Is Exactly")]);
    let others = [leaf("Present"), leaf("Is Not"), leaf("Contains"), not, mixed, deep, twice, owned];
    for other in others.into_iter().chain([Criterion::any(Vec::new())]) {
        let error = search(&page.api.for_current_session(), Criterion::all(vec![user(), other]), PageRequest::first(5))
            .await
            .unwrap_err();
        assert!(matches!(error, ApiError::NotFound(_)), "{error:?}");
    }
    assert!(
        search(&page.api.for_current_session(), containing(&["computer"], &[], ""), PageRequest::first(5))
            .await
            .is_err()
    );
    assert_eq!(service.sent().len(), 0);
}

#[wasm_bindgen_test]
async fn dynamic_and_assigned_groups_are_filtered() {
    let service = Service::start(|sent| {
        let group = |id: &str, kinds: Value| json!({ "id": id, "displayName": id, "groupTypes": kinds });
        let all = [group("Ruled", json!(["DynamicMembership"])), group("Plain", json!([]))];
        let value = if sent.path.starts_with("/v1.0/me/") { all.to_vec() } else { Vec::new() };
        Reply::Json(200, json!({ "value": value, "@odata.count": value.len() }))
    });
    let page = signed_in();
    let kind = |operator: &str| Criterion::leaf("IMSGManagedGroupType", operator, "2");
    let groups = |text: &str| containing(&["group"], &["displayName"], text);
    let both = Criterion::any(vec![kind("Is Not"), kind("Is Exactly")]);
    for (wanted, filter) in [
        (kind("Is Exactly"), Some("groupTypes/any(c:c eq 'DynamicMembership')")),
        (kind("Is Not"), Some("not(groupTypes/any(c:c eq 'DynamicMembership'))")),
        (both, None),
    ] {
        let wanted = Criterion::all(vec![groups("polo"), wanted]);
        search(&page.api.for_current_session(), wanted, PageRequest::first(5)).await.unwrap();
        let sent = service.sent().pop().unwrap();
        assert_eq!(option(&sent.path, "$filter").as_deref(), filter);
        assert_eq!(option(&sent.path, "$search").as_deref(), Some("\"displayName:polo\""));
        assert_eq!(sent.consistency, "eventual");
    }
    let ownerless = || Criterion::leaf("owners", "Not Present", "");
    search(
        &page.api.for_current_session(),
        Criterion::all(vec![groups(""), kind("Is Exactly"), ownerless()]),
        PageRequest::first(5),
    )
    .await
    .unwrap();
    let sent = service.sent().pop().unwrap();
    let both = "groupTypes/any(c:c eq 'DynamicMembership') and owners/$count eq 0";
    assert_eq!((option(&sent.path, "$filter").as_deref(), &*sent.consistency), (Some(both), "eventual"));
    let mine = Criterion::leaf("owners", "Is Exactly", person("Ann Lee").id.as_str());
    for (operator, name) in [("Is Exactly", "Ruled"), ("Is Not", "Plain")] {
        let wanted = Criterion::all(vec![mine.clone(), groups(""), kind(operator)]);
        let found = search(&page.api.for_current_session(), wanted, PageRequest::first(5)).await.unwrap();
        assert_eq!((names(&found), found.total), (vec![name], Some(1)));
    }
    let before = service.sent().len();
    for other in [containing(&["user"], &[], ""), Criterion::leaf("mail", "Is Exactly", "a@b.c")] {
        let wanted = Criterion::all(vec![other, kind("Is Exactly")]);
        assert!(search(&page.api.for_current_session(), wanted, PageRequest::first(5)).await.is_err());
    }
    // The groups of a person come without their owners, and a group can only be empty where members are counted.
    for other in
        [vec![mine.clone(), groups(""), ownerless()], vec![groups(""), Criterion::leaf("members", "Not Present", "")]]
    {
        assert!(search(&page.api.for_current_session(), Criterion::all(other), PageRequest::first(5)).await.is_err());
    }
    assert_eq!(service.sent().len(), before, "a filter that cannot be sent is not left out");
}

/// A service that expands only so many of a relationship at once still has all of them.
#[wasm_bindgen_test]
async fn owners_are_read_to_the_last_page_whatever_they_are() {
    let service = Service::start(|sent| {
        let owner = |kind: &str, at: usize| json!({ "@odata.type": format!("#microsoft.graph.{kind}"), "id": format!("o{at}"), "displayName": format!("Owner {at}") });
        let users = |from: usize, to: usize| (from..to).map(|at| owner("user", at)).collect::<Vec<_>>();
        Reply::Json(
            200,
            match option(&sent.path, "$skiptoken") {
                None if sent.path.contains("/owners") => {
                    json!({ "value": users(0, 20), "@odata.nextLink": "/v1.0/groups/g1/owners?$skiptoken=p20" })
                }
                Some(_) => json!({ "value": [owner("servicePrincipal", 20)] }),
                None => json!({ "id": "g1", "displayName": "Rowing", "securityEnabled": true }),
            },
        )
    });
    let page = signed_in();
    let owners = page.api.for_current_session().graph_owners(&ObjectId::new("g1")).await.unwrap();
    assert_eq!((owners.len(), &*owners[20].name, owners[20].counts_as_owner()), (21, "Owner 20", false));
    assert!(owners[19].counts_as_owner());
    let group = page.api.for_current_session().group(STORE, &ObjectId::new("g1")).await.unwrap();
    assert_eq!(group.values("managedBy").len(), 21);
    drop(service);
}
