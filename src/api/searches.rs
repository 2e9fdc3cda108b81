//! Searches (part B): all objects are found by them.

use super::graph::Ask;
use super::{Api, ApiError, Call};
use model::people_search::NameSearch;
use model::wire::attributes;
use model::wire::codes::{SORT_ASCENDING, SORT_DESCENDING};
use model::wire::{Criterion, DirectoryObject, ObjectId, ObjectPage, SearchRequest, StoreId};

/// Which page of a list is requested, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// The page number, from 1.
    pub page: i64,
    pub size: i64,
    /// The attribute to sort by.
    pub sort: &'static str,
    pub descending: bool,
}

impl PageRequest {
    /// The first page, sorted by display name.
    pub fn first(size: i64) -> Self {
        Self { page: 1, size, sort: attributes::DISPLAY_NAME, descending: false }
    }

    /// The sort order as the contract encodes it.
    pub fn order(&self) -> i64 {
        if self.descending { SORT_DESCENDING } else { SORT_ASCENDING }
    }
}

impl Api {
    /// Objects of a store that match the criteria; all objects without any.
    pub async fn search(
        &self,
        store: StoreId,
        criteria: Option<Criterion>,
        window: &PageRequest,
        attributes: &[&str],
    ) -> Result<ObjectPage, ApiError> {
        self.search_page(store, request(store, criteria, window, attributes)).await
    }

    /// Members of a group that match the criteria.
    pub async fn members(
        &self,
        store: StoreId,
        group: &ObjectId,
        criteria: Option<Criterion>,
        window: &PageRequest,
        attributes: &[&str],
    ) -> Result<ObjectPage, ApiError> {
        let mut search = request(store, criteria, window, attributes);
        search.object_identity = Some(group.clone());
        search.attribute_scope_query = Some("member".to_owned());
        self.search_page(store, search).await
    }

    pub(super) async fn search_page(&self, store: StoreId, search: SearchRequest) -> Result<ObjectPage, ApiError> {
        if self.is_graph() {
            return self.ask_graph(Ask::Search(Box::new(search))).await;
        }
        let call = Call::post(self.store(store).searches(), search.to_json());
        self.ask(call, ObjectPage::from_json).await
    }

    /// The criteria for objects of these classes whose name matches the text, or that contain each of its words in one
    /// of the attributes `also`.
    pub fn people(&self, classes: &[&str], also: &[&str], wanted: &NameSearch) -> Criterion {
        // Graph's `$search` already finds words by their beginnings, in any order and without accents.
        if self.is_graph() {
            return containing(classes, &GRAPH_NAMES, &wanted.words().join(" "));
        }
        let named = if also.is_empty() { wanted.named() } else { wanted.named_or_in(also) };
        let classes = containing(classes, &[], "");
        match named {
            Some(named) => Criterion::all(vec![classes, named]),
            None => classes,
        }
    }

    /// Up to ten objects that have exactly this value in one of these attributes.
    pub async fn find_exactly(
        &self,
        store: StoreId,
        attributes: &[&str],
        value: &str,
        load: &[&str],
    ) -> Result<Vec<DirectoryObject>, ApiError> {
        let leaf = |attribute: &&str| Criterion::leaf(attribute, "Is Exactly", value);
        let criteria = Criterion::any(attributes.iter().map(leaf).collect());
        Ok(self.search(store, Some(criteria), &PageRequest::first(10), load).await?.data)
    }
}

pub(super) fn request(
    store: StoreId,
    criteria: Option<Criterion>,
    window: &PageRequest,
    attributes: &[&str],
) -> SearchRequest {
    SearchRequest {
        identity_store_id: store,
        sort_by: Some(window.sort.to_owned()),
        sort_order: window.order(),
        page_no: window.page,
        page_size: window.size,
        calculate_total: true,
        criteria,
        attributes_to_load: attributes.iter().map(|name| (*name).to_owned()).collect(),
        ..SearchRequest::default()
    }
}

/// The attributes in which Graph looks for a name.
const GRAPH_NAMES: [&str; 3] = [attributes::DISPLAY_NAME, attributes::MAIL, attributes::USER_PRINCIPAL_NAME];

/// The criteria for objects of these classes that contain each word of the text in one of these attributes; for an
/// empty text, all objects of the classes.
pub fn containing(classes: &[&str], attributes: &[&str], text: &str) -> Criterion {
    let class = |class: &&str| Criterion::leaf(attributes::OBJECT_CLASS, "Is Exactly", *class);
    let classes = Criterion::any(classes.iter().map(class).collect());
    let holds = |word: &str| {
        Criterion::any(attributes.iter().map(|attribute| Criterion::leaf(attribute, "Contains", word)).collect())
    };
    let words: Vec<_> = text.split_whitespace().map(holds).collect();
    if words.is_empty() { classes } else { Criterion::all([vec![classes], words].concat()) }
}
