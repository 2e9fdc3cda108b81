//! Builds a page of a list from one or several requests. All pages must be cut from the same order, or an object could
//! be on no page: lists that are read in part keep Graph's order, lists that are read whole are sorted by name.

use super::links::{Kind, Source};
use super::shape::{MOST_CLAUSES, QueryPattern, Whose};
use super::{OF_GROUP, OF_USER};
use crate::api::Api;
use crate::http::{ApiError, Call, CallTrace};
use js_sys::JsString;
use model::graph::{Graph, GraphFilter, GraphQuery, RelationKind};
use model::wire::attributes;
use model::wire::codes::{MANAGED_SMART, SORT_DESCENDING};
use model::wire::{DirectoryObject, ObjectId, ObjectPage, SearchRequest};

/// The largest page size that Graph accepts.
const MOST: usize = 999;

/// How many owners are read at once; Graph allows a group 100.
const MOST_OWNERS: usize = 100;

/// The requested slice of a list.
struct PageRequest {
    from: usize,
    to: usize,
    descending: bool,
}

impl PageRequest {
    /// From a page number, starting at 1, and a page size.
    fn new(page: i64, size: i64, descending: bool) -> Self {
        let number = |number: i64| usize::try_from(number).unwrap_or_default().max(1);
        let (page, size) = (number(page), number(size));
        let from = (page - 1).saturating_mul(size);
        Self { from, to: from.saturating_add(size), descending }
    }
}

/// Objects that match a search, or the members of a group that do.
pub(super) async fn search(api: &Api, request: &SearchRequest) -> Result<ObjectPage, ApiError> {
    let store = api.current_store();
    let graph = api.graph_at(&store);
    let window = PageRequest::new(request.page_no, request.page_size, request.sort_order == SORT_DESCENDING);
    let Some(wanted) = QueryPattern::of(request) else {
        return Err(ApiError::NotFound(CallTrace::unsent(&Call::get(graph.groups()))));
    };
    match (&request.object_identity, &wanted.whose) {
        // Lists that are read whole can be filtered by a text, but neither by names nor by owners.
        (group, whose) if (wanted.names.is_some() || wanted.ownerless) && (group.is_some() || whose.is_some()) => {
            Err(ApiError::NotFound(CallTrace::unsent(&Call::get(graph.groups()))))
        }
        (Some(group), None) => members(api, &graph, group, &wanted, &window).await,
        (None, Some(whose)) => whose_groups(api, &graph, whose, &wanted, &window).await,
        (None, None) => found(api, &graph, &wanted, &window).await,
        (Some(_), Some(_)) => Err(ApiError::NotFound(CallTrace::unsent(&Call::get(graph.groups())))),
    }
}

/// Users and groups of the whole tenant. Each request returns its first objects by name, so the merged lists contain
/// the first objects overall.
async fn found(api: &Api, graph: &Graph, wanted: &QueryPattern, window: &PageRequest) -> Result<ObjectPage, ApiError> {
    let mut lists = Vec::new();
    let (mut total, mut is_all) = (0, true);
    for users in [true, false] {
        if if users { !wanted.users } else { !wanted.groups } {
            continue;
        }
        for query in queries(wanted, users, window) {
            let url = if users { graph.users(&query) } else { graph.groups_where(&query) };
            let kind = if users { Kind::Users } else { Kind::Groups };
            let read = Source { kind, query, url }.read(api, window.to).await?;
            total += read.total();
            is_all &= read.is_all;
            lists.push(read.objects);
        }
    }
    let mut objects = merged(lists, window.descending);
    if wanted.names.is_some() {
        // An object may match several names.
        let mut known: Vec<ObjectId> = Vec::new();
        objects.retain(|object| {
            let is_new = !known.contains(&object.id);
            if is_new {
                known.push(object.id.clone());
            }
            is_new
        });
    }
    let total = if is_all { objects.len() as i64 } else { total };
    Ok(cut(objects, total, window))
}

/// A page of the users whom a membership rule matches, sorted by name, with their total.
pub(super) async fn matching_users(
    api: &Api,
    filter: &GraphFilter,
    page: i64,
    size: i64,
) -> Result<ObjectPage, ApiError> {
    let window = PageRequest::new(page, size, false);
    let query = GraphQuery::new().select(OF_USER).filter(filter).order_by("displayName", false);
    let query = query.top(window.to.min(MOST)).count();
    let url = api.graph_at(&api.current_store()).users(&query);
    let read = Source { kind: Kind::Users, query, url }.read(api, window.to).await?;
    let total = read.total();
    Ok(cut(read.objects, total, &window))
}

/// The groups with a mail nickname. A plain filter is used, because the index of advanced queries lags behind and does
/// not contain a group that was just created.
pub(super) async fn of_nickname(api: &Api, nickname: &str) -> Result<ObjectPage, ApiError> {
    let filter = GraphFilter::eq("mailNickname", nickname);
    let query = GraphQuery::new().select(OF_GROUP).filter(&filter);
    let url = api.graph_at(&api.current_store()).groups_where(&query);
    let read = Source { kind: Kind::Groups, query, url }.read(api, usize::MAX).await?;
    Ok(ObjectPage::of(read.total(), read.objects))
}

fn queries(wanted: &QueryPattern, users: bool, window: &PageRequest) -> Vec<GraphQuery> {
    let plain = GraphQuery::new()
        .select(if users { OF_USER } else { OF_GROUP })
        .order_by("displayName", window.descending)
        .top(window.to.min(MOST))
        .count();
    let plain = match wanted.searched(users) {
        Some(search) => plain.search(&search),
        None if wanted.text.is_empty() => plain,
        // Neither users nor groups, as asked, have a property in which the text could be found.
        None => return Vec::new(),
    };
    match wanted.filters(users) {
        None => vec![match wanted.group_filter() {
            Some(filter) => plain.filter(&filter),
            None => plain,
        }],
        Some(filters) => {
            let some = |some: &[GraphFilter]| GraphFilter::any(some).map(|any| plain.clone().filter(&any));
            filters.chunks(MOST_CLAUSES).filter_map(some).collect()
        }
    }
}

/// The groups that someone owns or is a member of. They are few enough to read them all, and Graph does not sort and
/// search them alike everywhere.
async fn whose_groups(
    api: &Api,
    graph: &Graph,
    whose: &Whose,
    wanted: &QueryPattern,
    window: &PageRequest,
) -> Result<ObjectPage, ApiError> {
    let query = GraphQuery::new().select(OF_GROUP).top(MOST).count();
    let me = api.session.user_now().and_then(|user| user.object).map(|own| own.id);
    let is_me = |id: &ObjectId| me.as_ref() == Some(id);
    let url = match whose {
        Whose::Owned(id) if is_me(id) => graph.owned(&query),
        Whose::Joined(id) if is_me(id) => graph.joined(&query),
        Whose::Owned(id) => graph.owned_by(id, &query),
        Whose::Joined(id) => graph.joined_by(id, &query),
    };
    let read = Source { kind: Kind::Groups, query, url }.read(api, usize::MAX).await?;
    Ok(here(read.objects, wanted, window))
}

/// The groups that a group is a direct member of, read whole as those of a person are.
pub(super) async fn holders(api: &Api, group: &ObjectId, request: &SearchRequest) -> Result<ObjectPage, ApiError> {
    let graph = api.graph_at(&api.current_store());
    let window = PageRequest::new(request.page_no, request.page_size, request.sort_order == SORT_DESCENDING);
    let Some(wanted) = QueryPattern::of(request) else {
        return Err(ApiError::NotFound(CallTrace::unsent(&Call::get(graph.group(group)))));
    };
    let query = GraphQuery::new().select(OF_GROUP).top(MOST).count();
    let url = graph.holders(group, &query);
    let read = Source { kind: Kind::Groups, query, url }.read(api, usize::MAX).await?;
    Ok(here(read.objects, &wanted, &window))
}

/// The owners of a group, whatever they are: users, and the service principals of apps.
pub(super) async fn owners(api: &Api, group: &ObjectId) -> Result<Vec<DirectoryObject>, ApiError> {
    let query = GraphQuery::new().top(MOST_OWNERS);
    let url = api.graph_at(&api.current_store()).related(group, RelationKind::Owners, &query);
    Ok(Source { kind: Kind::Objects, query, url }.read(api, usize::MAX).await?.objects)
}

/// The members of a group. If the first response contains them all, they are sorted by name; otherwise they keep
/// Graph's order, because Graph sorts no list of mixed types.
async fn members(
    api: &Api,
    graph: &Graph,
    group: &ObjectId,
    wanted: &QueryPattern,
    window: &PageRequest,
) -> Result<ObjectPage, ApiError> {
    if wanted.is_of_these {
        return members_of_kinds(api, graph, group, wanted, window).await;
    }
    let query = GraphQuery::new().top(MOST).count();
    let url = graph.related(group, RelationKind::Members, &query);
    let enough = if wanted.text.is_empty() { window.to } else { usize::MAX };
    let read = Source { kind: Kind::Objects, query, url }.read(api, enough).await?;
    if read.is_at_once || !wanted.text.is_empty() {
        return Ok(here(read.objects, wanted, window));
    }
    let total = read.total();
    Ok(cut(read.objects, total, window))
}

/// The members of a group that are users or groups, as asked. Graph sorts each of the two lists, so that the first of
/// both are the first overall; for a text they are read whole, as without such a condition.
async fn members_of_kinds(
    api: &Api,
    graph: &Graph,
    group: &ObjectId,
    wanted: &QueryPattern,
    window: &PageRequest,
) -> Result<ObjectPage, ApiError> {
    let enough = if wanted.text.is_empty() { window.to } else { usize::MAX };
    let mut lists = Vec::new();
    let mut total = 0;
    for (is_wanted, kind) in [(wanted.users, Kind::Users), (wanted.groups, Kind::Groups)] {
        if !is_wanted {
            continue;
        }
        let of = if kind == Kind::Users { OF_USER } else { OF_GROUP };
        let query = GraphQuery::new().select(of).order_by("displayName", window.descending);
        let query = query.top(enough.min(MOST)).count();
        let url = match kind {
            Kind::Users => graph.user_members(group, &query),
            Kind::Groups | Kind::Objects => graph.group_members(group, &query),
        };
        let read = Source { kind, query, url }.read(api, enough).await?;
        total += read.total();
        lists.push(read.objects);
    }
    if wanted.text.is_empty() {
        Ok(cut(merged(lists, window.descending), total, window))
    } else {
        Ok(here(lists.concat(), wanted, window))
    }
}

/// Filters a whole list by the text and cuts the page from it.
fn here(mut objects: Vec<DirectoryObject>, wanted: &QueryPattern, window: &PageRequest) -> ObjectPage {
    let text = wanted.text.to_lowercase();
    let holds = |object: &DirectoryObject, name: &str| {
        let value = object.first(name).unwrap_or_default().to_lowercase();
        text.split_whitespace().all(|word| value.contains(word))
    };
    objects.retain(|object| text.is_empty() || wanted.places().any(|name| holds(object, name)));
    if let Some(dynamic) = wanted.dynamic {
        objects.retain(|object| (object.first(attributes::MANAGED_GROUP_TYPE) == Some(MANAGED_SMART)) == dynamic);
    }
    sort(&mut objects, window.descending);
    let total = objects.len() as i64;
    cut(objects, total, window)
}

/// The sort key of a name: without accents and case, as Graph sorts.
fn key(object: &DirectoryObject) -> String {
    let apart = String::from(JsString::from(object.label()).normalize("NFKD"));
    apart.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).flat_map(char::to_lowercase).collect()
}

fn sort(objects: &mut [DirectoryObject], descending: bool) {
    objects.sort_by_cached_key(key);
    if descending {
        objects.reverse();
    }
}

/// Merges sorted lists and keeps the order within each, so the first objects overall are among the first of each list,
/// on every page.
fn merged(lists: Vec<Vec<DirectoryObject>>, descending: bool) -> Vec<DirectoryObject> {
    let two = |one: Vec<DirectoryObject>, other: Vec<DirectoryObject>| {
        let mut merged = Vec::with_capacity(one.len() + other.len());
        let named = |list: Vec<DirectoryObject>| list.into_iter().map(|object| (key(&object), object)).peekable();
        let (mut one, mut other) = (named(one), named(other));
        loop {
            let is_one = match (one.peek(), other.peek()) {
                (Some((one, _)), Some((other, _))) if descending => one >= other,
                (Some((one, _)), Some((other, _))) => one <= other,
                (one, _) => one.is_some(),
            };
            match if is_one { one.next() } else { other.next() } {
                Some((_, object)) => merged.push(object),
                None => return merged,
            }
        }
    };
    lists.into_iter().reduce(two).unwrap_or_default()
}

fn cut(objects: Vec<DirectoryObject>, total: i64, window: &PageRequest) -> ObjectPage {
    let size = window.to - window.from;
    ObjectPage::of(total, objects.into_iter().skip(window.from).take(size).collect())
}
