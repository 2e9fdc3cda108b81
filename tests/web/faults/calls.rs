//! Every function of `src/api` that sends something, for a store of GroupID and one of Microsoft Graph. The house rules
//! compare this list with the code.

use super::fault::{Fault, FaultyService, done};
use crate::support::people::{SECRET, config_of_users};
use crate::support::samples::{graph_config, object, person};
use crate::support::{Page, Reply, Sent};
use futures::future::LocalBoxFuture;
use leptos::prelude::{Callback, untrack};
use model::criteria::groupid;
use model::graph::{GraphCreation, GraphGroup, RelationKind};
use model::group::{GroupEdit, MemberChange, Membership, MembershipRule, Principal};
use model::list::bulk::Action;
use model::user::Password;
use model::wire::object::ObjectKind;
use model::wire::{AttributeValue, CreateGroup, CreateUser, ObjectId, ObjectPage, StoreId, UpdateGroup};
use portal::api::searches::PageRequest;
use portal::api::smart::{ExistingGroup, MembershipQuery, Part};
use portal::api::{Api, ChangeMark};
use portal::http::ApiError;
use portal::session::Phase;
use portal::ui::error_panel::sentence;
use serde_json::{Value, json};
use std::rc::Rc;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

/// The error of a call; none if it succeeded, or if it has another way to say what happened.
type Outcome = Result<(), ApiError>;

struct Row {
    name: &'static str,
    run: fn(Api) -> LocalBoxFuture<'static, Outcome>,
}

/// Names each call after its function; `api` is what it is called on.
macro_rules! calls {
    ($api:ident: $($name:ident => $call:expr;)*) => {
        vec![$(Row { name: stringify!($name), run: |$api: Api| Box::pin(async move { $call }) }),*]
    };
}

fn id() -> ObjectId {
    ObjectId::new("id-7")
}

fn window() -> PageRequest {
    PageRequest::first(5)
}

fn who() -> Principal {
    person("Bob O'Neill")
}

fn rule(api: &Api) -> MembershipRule {
    let mut rule = MembershipRule::new(&api.current_store());
    rule.criteria = groupid::parse("(department Is Exactly \"Engineering\")").unwrap();
    rule
}

fn question(api: &Api) -> MembershipQuery {
    let rule = rule(api);
    if api.is_graph() { MembershipQuery::of_graph(&rule).unwrap() } else { MembershipQuery::of(&rule).unwrap() }
}

fn existing() -> ExistingGroup {
    ExistingGroup { id: id(), dn: "CN=Rowing,DC=demo,DC=local".to_owned() }
}

fn edit() -> GroupEdit {
    let mut edit = GroupEdit::new(object("group", "Rowing"));
    edit.set("description", vec![AttributeValue::answered("Fridays")]);
    edit
}

/// What both kinds of store are asked.
fn both() -> Vec<Row> {
    calls! { api:
        group => api.group(StoreId(2), &id()).await.map(drop);
        save_group => api.save_group(StoreId(2), &edit()).await.map(drop);
        delete_group => api.delete_group(StoreId(2), &id()).await.map(drop);
        user => api.user(StoreId(2), &id()).await.map(drop);
        search => api.search(StoreId(2), None, &window(), &["displayName"]).await.map(drop);
        members => api.members(StoreId(2), &id(), None, &window(), &["displayName"]).await.map(drop);
        find_exactly => api.find_exactly(StoreId(2), &["displayName"], "Bob", &["mail"]).await.map(drop);
        resolve => api.resolve(StoreId(2), &["user"], vec!["bob".to_owned()], |_| true).await.map(drop);
        matching => api.matching(StoreId(2), &question(&api), Part::Meant, None, &window(), &["mail"]).await.map(drop);
        count => api.count(StoreId(2), &question(&api)).await.map(drop);
        check_person => api.check_person(&rule(&api), &who()).await.map(drop);
        count_back => api.count_back(StoreId(2), &id()).await.map(drop);
        is_member => api.is_member(&id(), &who()).await.map(drop);
        join_group => api.join_group(StoreId(2), &id(), &who()).await.map(drop);
        leave_group => api.leave_group(StoreId(2), &id(), &who()).await.map(drop);
        holders => api.holders(&id(), &["DC=demo,DC=local"], "row", &window()).await.map(drop);
        add_member => api.add_member(StoreId(2), &id(), &who(), &Membership::Permanent).await.map(drop);
        remove_member => api.remove_member(StoreId(2), &id(), &who()).await.map(drop);
        change_member => api.change_member(StoreId(2), &id(), &who(), &MemberChange::Remove).await.map(drop);
        members_among => api.members_among(StoreId(2), &id(), &[who()]).await.map(drop);
        all_members => api.all_members(StoreId(2), &id(), |_, _| true).await.map(drop);
        all_found => api.all_found(StoreId(2), &question(&api), |_, _| true).await.map(drop);
        owned_through_groups => api.owned_through_groups(StoreId(2), &id()).await.map(drop);
        owners => api.owners(&["CN=Ann Lee,DC=demo,DC=local".to_owned()]).await.map(drop);
        created_and_not_found => {
            api.remember_created(ObjectKind::Group, &id(), "Rowing");
            api.created_and_not_found(ObjectKind::Group).await.map(drop)
        };
        deleted_and_found => {
            api.remember_deleted(ObjectKind::Group, &id(), "Rowing");
            api.deleted_and_found(ObjectKind::Group).await.map(drop)
        };
        act_on_group => {
            api.act_on_group(StoreId(2), &Action::Delete, &object("group", "Rowing")).await.map(drop)
        };
        nested => api.nested(StoreId(2), &who(), &[id()]).await.map(drop);
        members_unseen => {
            api.members_unseen(&id(), vec![who()], true, ChangeMark::now()).await;
            Ok(())
        };
        check_saved_rule => {
            let rule = rule(&api);
            api.check_saved_rule(StoreId(2), id(), None, rule).await;
            Ok(())
        };
        has_tasks => {
            api.has_tasks().await;
            Ok(())
        };
    }
}

/// What only GroupID is asked.
fn groupid_alone() -> Vec<Row> {
    calls! { api:
        act => api.act(api.update_group(StoreId(2), &id(), &UpdateGroup::default())).await.map(drop);
        send => api.send(api.create_group(StoreId(2), model::group::GroupKind::Static, &CreateGroup::default())).await.map(drop);
        make_user => {
            let password = Password::new(SECRET);
            api.make_user(StoreId(2), &CreateUser::default(), &password).await.map(drop)
        };
        named => api.named(StoreId(2), &[("mail", "bob@demo.local".to_owned())]).await.map(drop);
        update_membership => api.update_membership(StoreId(2), &id()).await.map(drop);
        update_memberships => api.update_memberships(StoreId(2), &[id()]).await.map(drop);
        renew_group => api.renew_group(StoreId(2), &id()).await.map(drop);
        expire_group => api.expire_group(StoreId(2), &id()).await.map(drop);
        act_on_groups => api.act_on_groups(StoreId(2), &Action::Renew, &[id()]).await.map(drop);
        present_and_staying => {
            api.present_and_staying(StoreId(2), &question(&api), &existing(), &["mail"]).await.map(drop)
        };
        task => api.task(7).await.map(drop);
        tasks_of => api.tasks_of(&id()).await.map(drop);
        tasks => api.tasks().await.map(drop);
    }
}

/// What only Microsoft Graph is asked.
fn graph_alone() -> Vec<Row> {
    calls! { api:
        relate => api.relate(RelationKind::Members, &id(), &who()).await.map(drop);
        separate => api.separate(RelationKind::Members, &id(), &who()).await.map(drop);
        graph_owners => api.graph_owners(&id()).await.map(drop);
        graph_made => api.graph_made("rowing", &|_| true, &[&id()], false).await.map(drop);
        graph_create => {
            let creation = GraphCreation { body: GraphGroup::default(), following: Vec::new(), patch: None };
            let stop = Rc::new(|| false);
            api.graph_create(&api.current_store(), creation, Callback::new(|_| ()), stop).await.map(drop).map_err(|(error, _)| error)
        };
        graph_follow => {
            let patch = GraphGroup::default();
            let stop = Rc::new(|| false);
            let relations = Vec::new();
            let made = api.graph_follow(&api.current_store(), id(), relations, Some(&patch), Callback::new(|_| ()), stop).await;
            made.unset.map_or(Ok(()), Err)
        };
    }
}

/// A service that answers any question with one object, and any change with success.
fn good(sent: &Sent) -> Reply {
    let found = || ObjectPage::of(1, vec![object("group", "Rowing")]).to_json();
    match sent.method.as_str() {
        _ if sent.path.starts_with("/v1.0") => {
            Reply::Json(200, json!({ "id": "id-7", "displayName": "Rowing", "value": [] }))
        }
        "GET" => Reply::Json(200, object("group", "Rowing").to_json()),
        _ if sent.path.ends_with("/Searches") => Reply::Json(200, found()),
        _ => Reply::Json(200, done()),
    }
}

async fn sign_in(page: &Page, store: StoreId) {
    let config = page.api.config().clone();
    page.session.sign_in(&config, store, "ann".to_owned(), SECRET.to_owned()).await.unwrap();
    page.session.complete_sign_in(Some(person("Ann Lee")));
}

/// Every call with every fault.
async fn try_all(config: &Value, store: StoreId, rows: &[Row]) {
    let faulty = FaultyService::start(good);
    let page = Page::new(config);
    sign_in(&page, store).await;
    for fault in Fault::ALL {
        let failing = faulty.fail(fault);
        for row in rows {
            let what = format!("{}, {fault:?}", row.name);
            faulty.begin_call();
            faulty.service.take_sent();
            let outcome = (row.run)(page.api.for_current_session()).await;
            if let Err(error) = &outcome {
                let said = sentence(error);
                assert!(said.len() > 10 && said.ends_with('.'), "{what}: {said}");
                assert!(!format!("{error:?}").contains(SECRET), "{what}");
            }
            let repeated = faulty.repeated(fault);
            assert!(repeated.is_empty(), "{what}: sent again, though it may have been done: {repeated:#?}");
            if untrack(|| page.session.phase()) == Phase::Lapsed {
                assert_eq!(fault, Fault::Unauthorized, "{what} has ended the session");
                sign_in(&page, store).await;
            }
        }
        drop(failing);
    }
    for row in rows {
        let outcome = (row.run)(page.api.for_current_session()).await;
        let is_unread = matches!(outcome, Err(ApiError::Unreadable { .. } | ApiError::NotFound(_)));
        assert!(outcome.is_ok() || is_unread, "{}: the page does not go on to work: {outcome:?}", row.name);
    }
    console_log!("{} calls × {} faults", rows.len(), Fault::ALL.len());
}

#[wasm_bindgen_test]
async fn every_call_to_groupid_survives_every_fault() {
    let rows: Vec<Row> = both().into_iter().chain(groupid_alone()).collect();
    try_all(&config_of_users(), StoreId(2), &rows).await;
}

#[wasm_bindgen_test]
async fn every_call_to_microsoft_graph_survives_every_fault() {
    let rows: Vec<Row> = both().into_iter().chain(graph_alone()).collect();
    try_all(&graph_config(), StoreId(4), &rows).await;
}
