//! A list of groups that can be selected and changed.

use super::dom::{all, text, wait_for};
use super::keys::click;
use super::samples::{config, object};
use super::{Page, Reply, Sent, Service};
use leptos::prelude::*;
use model::wire::{AttributeValue, DirectoryObject, Nullable, ObjectPage};
use portal::pages::groups::AllGroupsPage;
use portal::routes::Route;
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;

/// The groups of a service; every third is smart, and every one is private.
#[derive(Clone)]
pub struct Groups(pub Rc<RefCell<Vec<DirectoryObject>>>);

/// Sets an attribute of a group to one value.
pub fn set(group: &mut DirectoryObject, attribute: &str, value: &str) {
    if let Nullable::Is(bag) = &mut group.attributes_business_object {
        bag.attributes.set(attribute, vec![AttributeValue::answered(value)]);
    }
}

impl Groups {
    /// So many groups, named by their numbers.
    pub fn new(count: usize) -> Self {
        let group = |at: usize| {
            let mut group = object("group", &format!("Group {at:03}"));
            set(&mut group, "XGroupSecurity", "Private");
            set(&mut group, "IMSGManagedGroupType", if at.is_multiple_of(3) { "2" } else { "1" });
            group
        };
        Self(Rc::new(RefCell::new((1..=count).map(group).collect())))
    }

    /// Answers searches and reads.
    fn answer(&self, sent: &Sent) -> Reply {
        let groups = self.0.borrow();
        if sent.method == "GET" {
            let id = sent.path.rsplit('/').next().unwrap_or_default().replace("%20", " ");
            return match groups.iter().find(|group| group.id.as_str() == id) {
                Some(group) => Reply::Json(200, group.to_json()),
                None => Reply::Json(404, Value::Null),
            };
        }
        let json = sent.json();
        if !json["objectIdentity"].is_null() {
            return Reply::Json(200, ObjectPage::of(0, Vec::new()).to_json());
        }
        let (number, size) = (json["pageNo"].as_u64().unwrap(), json["pageSize"].as_u64().unwrap());
        let by_id = sent.body.contains("objectGUID");
        let found: Vec<_> = groups.iter().filter(|own| !by_id || sent.asks_for(own.id.as_str())).cloned().collect();
        let page = found.iter().skip(((number - 1) * size) as usize).take(size as usize).cloned().collect();
        Reply::Json(200, ObjectPage::of(found.len() as i64, page).to_json())
    }
}

/// The list of these groups; `act` answers everything but reads, or leaves it to the groups.
pub async fn list(groups: &Groups, act: impl Fn(&Sent) -> Reply + 'static) -> (Page, Service) {
    list_with(groups, |_| None, act).await
}

/// The list of these groups; `other` answers before everything else what the groups cannot.
pub async fn list_with(
    groups: &Groups,
    other: impl Fn(&Sent) -> Option<Reply> + 'static,
    act: impl Fn(&Sent) -> Reply + 'static,
) -> (Page, Service) {
    let own = groups.clone();
    let service = Service::start(move |sent| {
        let is_read = sent.method == "GET" || sent.path.ends_with("/Searches");
        other(sent).unwrap_or_else(|| if is_read { own.answer(sent) } else { act(sent) })
    });
    let mut page = Page::new(&config());
    page.at(&Route::AllGroups.path());
    page.show(|| view! { <AllGroupsPage/> });
    wait_for("checkbox", "Select Group 001").await;
    (page, service)
}

/// Selects groups of the page that is shown.
pub fn select(numbers: &[usize]) {
    for at in numbers {
        click("checkbox", &format!("Select Group {at:03}"));
    }
}

/// What the bar of the selection says; empty if there is no bar.
pub fn bar() -> Vec<String> {
    all(".selbar b").iter().map(text).collect()
}
