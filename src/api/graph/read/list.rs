//! A page of a list: read from as many addresses as it takes, in the order of names.

use super::links::{Kind, Source};
use super::shape::{MOST_CLAUSES, Wanted, Whose};
use super::{OF_GROUP, OF_USER};
use crate::api::{Api, ApiError, Call, Trace};
use model::graph::{Graph, GraphFilter, GraphQuery, RelationKind};
use model::wire::codes::SORT_DESCENDING;
use model::wire::{DirectoryObject, ObjectId, ObjectPage, SearchRequest};

/// The most that Graph gives at once.
const MOST: usize = 999;

/// A page that is wanted.
struct Window {
    from: usize,
    to: usize,
    descending: bool,
}

/// Objects that meet a search, or members of a group that do.
pub(super) async fn search(api: &Api, request: &SearchRequest) -> Result<ObjectPage, ApiError> {
    let store = api.current_store();
    let graph = api.graph_at(&store);
    let number = |number: i64| usize::try_from(number).unwrap_or_default();
    let (page, size) = (number(request.page_no).max(1), number(request.page_size).max(1));
    let from = (page - 1).saturating_mul(size);
    let descending = request.sort_order == SORT_DESCENDING;
    let window = Window { from, to: from.saturating_add(size), descending };
    let Some(wanted) = Wanted::of(request) else {
        return Err(ApiError::NotFound(Trace::unsent(&Call::get(graph.groups()))));
    };
    match (&request.object_identity, &wanted.whose) {
        (Some(group), None) => members(api, &graph, group, &wanted, &window).await,
        (None, Some(whose)) => whose_groups(api, &graph, whose, &wanted, &window).await,
        (None, None) => found(api, &graph, &wanted, &window).await,
        (Some(_), Some(_)) => Err(ApiError::NotFound(Trace::unsent(&Call::get(graph.groups())))),
    }
}

/// People and groups of the whole tenant. Each address gives its first ones in the order of names, so together they hold
/// the first ones of all.
async fn found(api: &Api, graph: &Graph, wanted: &Wanted, window: &Window) -> Result<ObjectPage, ApiError> {
    let mut objects: Vec<DirectoryObject> = Vec::new();
    let (mut total, mut is_all) = (0, true);
    for users in [true, false] {
        if if users { !wanted.users } else { !wanted.groups } {
            continue;
        }
        for query in queries(wanted, users, window) {
            let url = if users { graph.users(&query) } else { graph.groups_where(&query) };
            let kind = if users { Kind::Users } else { Kind::Groups };
            let read = Source { kind, query, url }.read(api, window.to).await?;
            total += read.count.unwrap_or(read.objects.len() as i64);
            is_all &= read.is_all;
            for object in read.objects {
                // Somebody may be met by several names.
                if wanted.names.is_none() || !objects.iter().any(|known| known.id == object.id) {
                    objects.push(object);
                }
            }
        }
    }
    let total = if is_all { objects.len() as i64 } else { total };
    sort(&mut objects, window.descending);
    Ok(cut(objects, total, window))
}

fn queries(wanted: &Wanted, users: bool, window: &Window) -> Vec<GraphQuery> {
    let plain = GraphQuery::new()
        .select(if users { OF_USER } else { OF_GROUP })
        .order_by("displayName", window.descending)
        .top(window.to.min(MOST))
        .count();
    let plain = match wanted.searched(users) {
        Some(search) => plain.search(&search),
        None => plain,
    };
    match wanted.filters(users) {
        None => vec![plain],
        Some(filters) => {
            let some = |some: &[GraphFilter]| GraphFilter::any(some).map(|any| plain.clone().filter(&any));
            filters.chunks(MOST_CLAUSES).filter_map(some).collect()
        }
    }
}

/// The groups that somebody owns or is in. There are few enough to read them all, and Graph neither sorts nor searches
/// them alike everywhere.
async fn whose_groups(
    api: &Api,
    graph: &Graph,
    whose: &Whose,
    wanted: &Wanted,
    window: &Window,
) -> Result<ObjectPage, ApiError> {
    let query = GraphQuery::new().select(OF_GROUP).top(MOST);
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

/// The members of a group, in the order of names as long as they all come at once; Graph sorts no list of several kinds.
async fn members(
    api: &Api,
    graph: &Graph,
    group: &ObjectId,
    wanted: &Wanted,
    window: &Window,
) -> Result<ObjectPage, ApiError> {
    let query = GraphQuery::new().top(MOST).count();
    let url = graph.related(group, RelationKind::Members, &query);
    let enough = if wanted.text.is_empty() { window.to } else { usize::MAX };
    let read = Source { kind: Kind::Objects, query, url }.read(api, enough).await?;
    if read.is_all {
        return Ok(here(read.objects, wanted, window));
    }
    let total = read.count.unwrap_or(read.objects.len() as i64);
    Ok(cut(read.objects, total, window))
}

/// What of a whole list fits a text.
fn here(mut objects: Vec<DirectoryObject>, wanted: &Wanted, window: &Window) -> ObjectPage {
    let text = wanted.text.to_lowercase();
    let holds = |object: &DirectoryObject, name: &str| {
        object.first(name).is_some_and(|value| value.to_lowercase().contains(&text))
    };
    let names = ["displayName", "mail", "userPrincipalName", "description"];
    objects.retain(|object| text.is_empty() || names.iter().any(|name| holds(object, name)));
    sort(&mut objects, window.descending);
    let total = objects.len() as i64;
    cut(objects, total, window)
}

fn sort(objects: &mut [DirectoryObject], descending: bool) {
    objects.sort_by_cached_key(|object| object.label().to_lowercase());
    if descending {
        objects.reverse();
    }
}

fn cut(objects: Vec<DirectoryObject>, total: i64, window: &Window) -> ObjectPage {
    let size = window.to - window.from;
    ObjectPage::of(total, objects.into_iter().skip(window.from).take(size).collect())
}
