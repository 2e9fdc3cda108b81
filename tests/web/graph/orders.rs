//! However a list is paged, everyone is on exactly one page.

use super::{option, signed_in};
use crate::support::{Page, Reply, Sent, Service};
use model::wire::{Criterion, ObjectId, ObjectPage, StoreId};
use portal::api::searches::{PageRequest, containing};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const STORE: StoreId = StoreId(4);
const LOAD: [&str; 1] = ["displayName"];

/// Replies with a list in Graph's order, with at most `most` objects per response.
fn answer(sent: &Sent, names: &[String], most: usize) -> Reply {
    let mut names = names.to_vec();
    if option(&sent.path, "$orderby").is_some_and(|order| order.ends_with(" desc")) {
        names.reverse();
    }
    let number = |name: &str| option(&sent.path, name).map(|text| text.parse::<usize>().unwrap());
    let from = number("$skiptoken").unwrap_or_default();
    let to = (from + number("$top").unwrap().min(most)).min(names.len());
    let object = |name: &String| json!({ "@odata.type": "#microsoft.graph.user", "id": name, "displayName": name });
    let value: Vec<_> = names[from..to].iter().map(object).collect();
    let mut page = json!({ "value": value, "@odata.count": names.len() });
    if to < names.len() {
        let (path, _) = sent.path.split_once('?').unwrap();
        let order = option(&sent.path, "$orderby").map(|order| format!("&$orderby={order}")).unwrap_or_default();
        page["@odata.nextLink"] = Value::from(format!("{path}?$top={most}&$skiptoken={to}{order}"));
    }
    Reply::Json(200, page)
}

fn all(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Everyone on all pages of this size, in order, read as the import does.
async fn paged(size: i64, ask: impl AsyncFn(PageRequest) -> ObjectPage) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for page in 1.. {
        let found = ask(PageRequest { page, ..PageRequest::first(size) }).await;
        seen.extend(found.data.iter().map(|object| object.label().to_owned()));
        if found.data.is_empty() || seen.len() as i64 >= found.total.unwrap() {
            break;
        }
    }
    seen
}

async fn found(page: &Page, criteria: &Criterion, window: PageRequest) -> ObjectPage {
    page.api.for_current_session().search(STORE, Some(criteria.clone()), &window, &LOAD).await.unwrap()
}

#[wasm_bindgen_test]
async fn all_members_come_however_many_there_are() {
    for (members, most, size) in [(1_200, 999, 500), (150, 100, 100), (999, 333, 333), (40, 999, 15)] {
        // Graph returns members in an order that is not that of their names.
        let names: Vec<_> = (0..members).rev().map(|at| format!("Person {at:04}")).collect();
        let whole = names.clone();
        let _service = Service::start(move |sent| answer(sent, &names, most));
        let page = signed_in();
        let group = ObjectId::new("g1");
        let seen = paged(size, async |window| {
            page.api.for_current_session().members(STORE, &group, None, &window, &LOAD).await.unwrap()
        })
        .await;
        let at_once = members <= most;
        let expected: Vec<_> = if at_once { whole.into_iter().rev().collect() } else { whole };
        assert!(seen == expected, "{members} members in pages of {size}: {} came", seen.len());
    }
}

#[wasm_bindgen_test]
async fn more_are_told_of_as_long_as_there_are_more() {
    let _service = Service::start(|sent| {
        let names: Vec<_> = (0..6).map(|at| format!("Person {at}")).collect();
        let Reply::Json(status, mut page) = answer(sent, &names, 2) else { panic!("it is JSON") };
        page.as_object_mut().unwrap().remove("@odata.count");
        Reply::Json(status, page)
    });
    let page = signed_in();
    let group = ObjectId::new("g1");
    let seen = paged(2, async |window| {
        page.api.for_current_session().members(STORE, &group, None, &window, &LOAD).await.unwrap()
    })
    .await;
    assert_eq!(seen.len(), 6);
}

#[wasm_bindgen_test]
async fn the_order_of_a_list_is_the_services_own() {
    let names = ["Abel", "Äbel", "adam", "Bert", "Ødegaard", "Olga", "Ångström"];
    let _service = Service::start(move |sent| answer(sent, &all(&names), 3));
    let page = signed_in();
    let people = containing(&["user"], &[], "");
    assert_eq!(paged(2, async |window| found(&page, &people, window).await).await, names);
}

#[wasm_bindgen_test]
async fn two_lists_become_one_in_which_nobody_is_lost() {
    let people = ["Ägir", "Ben", "Cleo", "Ødegaard", "Dora", "Emil"];
    let groups = ["Ärzte", "Bau", "Farn", "Gips", "Hof"];
    let _service = Service::start(move |sent| match sent.path.starts_with("/v1.0/users") {
        true => answer(sent, &all(&people), 4),
        false => answer(sent, &all(&groups), 4),
    });
    let page = signed_in();
    let both = containing(&["user", "group"], &[], "");
    for (descending, first) in [(false, ["Ägir", "Ärzte", "Bau", "Ben"]), (true, ["Hof", "Gips", "Farn", "Emil"])] {
        let ask = async |window| found(&page, &both, PageRequest { descending, ..window }).await;
        let mut seen = paged(2, ask).await;
        assert_eq!(seen[..4], first);
        seen.sort();
        let mut whole: Vec<_> = people.iter().chain(&groups).copied().collect();
        whole.sort_unstable();
        assert_eq!(seen, whole, "descending: {descending}");
    }
}

/// Graph sorts members of one kind, which it does not do with those of several.
#[wasm_bindgen_test]
async fn members_of_a_kind_come_sorted_on_pages_and_nothing_else_comes() {
    let people = ["Ägir", "Ben", "Cleo", "Dora", "Emil"];
    let groups = ["Ärzte", "Bau", "Farn"];
    let service = Service::start(move |sent| match sent.path.contains("/members/microsoft.graph.user") {
        true => answer(sent, &all(&people), 2),
        false => answer(sent, &all(&groups), 2),
    });
    let page = signed_in();
    let group = ObjectId::new("g1");
    for (classes, expected) in [
        (&["user"][..], &people[..]),
        (&["group"], &groups),
        (&["user", "group"], &["Ägir", "Ärzte", "Bau", "Ben", "Cleo", "Dora", "Emil", "Farn"]),
    ] {
        let before = service.sent().len();
        let kinds = containing(classes, &[], "");
        let ask = async |window| {
            page.api.for_current_session().members(STORE, &group, Some(kinds.clone()), &window, &LOAD).await.unwrap()
        };
        assert_eq!(paged(2, ask).await, expected);
        let casts = service.sent().split_off(before);
        let is_asked =
            |sent: &Sent| classes.iter().any(|class| sent.path.contains(&format!("/members/microsoft.graph.{class}?")));
        assert!(casts.iter().all(is_asked), "{:?}", casts.iter().map(|sent| &sent.path).collect::<Vec<_>>());
    }
    // With a text the list is read whole and looked through here, as without the kind.
    let criteria = containing(&["user"], &["displayName"], "e");
    let found = page
        .api
        .for_current_session()
        .members(STORE, &group, Some(criteria), &PageRequest::first(5), &LOAD)
        .await
        .unwrap();
    assert_eq!(found.data.iter().map(|who| who.label()).collect::<Vec<_>>(), ["Ben", "Cleo", "Emil"]);
    assert_eq!(found.total, Some(3));
    // All kinds that a group can have are its members without a cast.
    let criteria = containing(model::group::MEMBER_CLASSES, &[], "");
    let _ = page
        .api
        .for_current_session()
        .members(STORE, &group, Some(criteria), &PageRequest::first(5), &LOAD)
        .await
        .unwrap();
    assert!(service.sent().last().unwrap().path.contains("/groups/g1/members?"));
}

#[wasm_bindgen_test]
async fn a_condition_on_one_attribute_looks_nowhere_else() {
    let service = Service::start(|sent| answer(sent, &[], 9));
    let page = signed_in();
    for (class, attribute, asked) in [
        ("user", "mail", Some(r#""mail:ann""#)),
        ("user", "sAMAccountName", Some(r#""userPrincipalName:ann""#)),
        ("group", "description", Some(r#""description:ann""#)),
        // Groups have no such attribute, so the search finds nothing and, above all, not everything.
        ("group", "userPrincipalName", None),
    ] {
        let before = service.sent().len();
        let criteria =
            Criterion::all(vec![containing(&[class], &[], ""), Criterion::leaf(attribute, "Contains", "ann")]);
        assert_eq!(found(&page, &criteria, PageRequest::first(5)).await.total, Some(0));
        let searched: Vec<_> = service.sent()[before..].iter().map(|sent| option(&sent.path, "$search")).collect();
        let expected: Vec<_> = asked.into_iter().map(|asked| Some(asked.to_owned())).collect();
        assert_eq!(searched, expected, "{attribute}");
    }
}
