//! Search, and Search members (part B): POST `…/Searches`.

use crate::directory::{Page, Query};
use crate::filter::{Fault, Filter, Purpose};
use crate::http::{Answer, HttpError};
use crate::object::{Load, Scope};
use crate::routes::Call;
use crate::schema::{self, Attribute, Syntax};
use crate::shape;
use model::criteria::search;
use model::names::Dn;
use model::wire::attributes;
use model::wire::codes::{SCOPE_ONE_LEVEL, SCOPE_SUBTREE, SORT_ASCENDING, SORT_DESCENDING};
use model::wire::lenient::Member;
use model::wire::{Criterion, SearchRequest, Unreadable};
use serde_json::{Value, json};

/// The maximum number of objects on a page.
pub const MOST: i64 = 10_000;

/// POST `…/Searches`.
pub fn find(call: &Call<'_>) -> Result<Answer, HttpError> {
    let store = call.store()?.id;
    let body: SearchRequest = call.body()?;
    if body.identity_store_id.0 != 0 && body.identity_store_id.0 != store {
        return Err(HttpError::wrong("identityStoreId: expected the identity store of the URL"));
    }
    let names = Some(body.attributes_to_load.clone()).filter(|names| !names.is_empty());
    let paging = Paging::new(body.page_no, body.page_size, body.sort_order)?;
    let mut filters: Vec<Filter> = body.criteria.iter().map(filter).collect::<Result<_, _>>()?;
    if !body.start_in.is_empty() {
        filters.push(Filter::In(start_in(&body)?));
    }
    let query = Query {
        store,
        filter: Filter::All(filters),
        within: within(call, &body)?,
        sort_by: body.sort_by.as_deref().map(|name| attribute(name, "sortBy")).transpose()?,
        descending: paging.descending,
        offset: paging.offset,
        limit: paging.limit,
        total: body.calculate_total,
        load: names.clone().map_or(Load::Brief, Load::Names),
    };
    let page = call.service.directory.search_index(&query)?;
    Ok(answer(&page, names.as_deref()))
}

/// Translates the criteria; an error names the place in the criteria.
fn filter(criterion: &Criterion) -> Result<Filter, HttpError> {
    let criteria = search::from_criterion(criterion).map_err(|error| HttpError::wrong(error.to_string()))?;
    Filter::of(&criteria, Purpose::Search).map_err(|fault| {
        let found = place(criterion, "criteria").unwrap_or_else(|| format!("criteria: {}", fault.sentence));
        HttpError::wrong(found)
    })
}

/// The path of the first condition that this directory cannot evaluate. Reading the criteria merges lists into single
/// conditions, so the place is looked for in the original request.
fn place(criterion: &Criterion, path: &str) -> Option<String> {
    if criterion.child.is_empty() {
        let Fault { part, sentence, .. } =
            Filter::condition(&search::condition(criterion).ok()?, Purpose::Search).err()?;
        return Some(format!("{path}.{part}: {sentence}"));
    }
    criterion.child.iter().enumerate().find_map(|(at, child)| place(child, &format!("{path}.child[{at}]")))
}

/// The response `{total, data}`. As in .NET, `total` is 0 if the request did not ask for it.
pub fn answer(page: &Page, names: Option<&[String]>) -> Answer {
    let data: Vec<Value> = page.objects.iter().map(|object| shape::object(object, names)).collect();
    Answer::json(&json!({ "total": page.total.unwrap_or(0), "data": data }))
}

/// The attribute with that name; an unknown one is a 400 error at `place`.
pub fn attribute(name: &str, place: &str) -> Result<&'static Attribute, HttpError> {
    let known = schema::attribute(name);
    known.ok_or_else(|| HttpError::wrong(format!("{place}: {name} is no attribute of this directory")))
}

/// The group whose members are searched, or any object together with a DN attribute of it.
fn within(
    call: &Call<'_>,
    body: &SearchRequest,
) -> Result<Option<(crate::object::Handle, &'static Attribute)>, HttpError> {
    let scope = body.attribute_scope_query.as_deref();
    let Some(identity) = &body.object_identity else {
        return match scope {
            Some(_) => Err(HttpError::wrong("objectIdentity: expected the object whose members are searched")),
            None => Ok(None),
        };
    };
    let attribute = attribute(scope.unwrap_or("member"), "attributeScopeQuery")?;
    if !matches!(attribute.syntax, Syntax::Link(_) | Syntax::BackLink(_)) {
        return Err(HttpError::wrong("attributeScopeQuery: expected an attribute that holds distinguished names"));
    }
    let found = call.service.directory.find(call.store()?.id, identity.as_str())?;
    let found = found.ok_or_else(|| HttpError::missing("There is no such object in this identity store."))?;
    Ok(Some((found.handle, attribute)))
}

fn start_in(body: &SearchRequest) -> Result<Vec<(Dn, Scope)>, HttpError> {
    let read = |(dn, scope): (&String, &Value)| {
        let place = format!("startInContainerWithScopes.{dn}");
        let name = Dn::parse(dn).map_err(|error| HttpError::wrong(format!("{place}: {error}")))?;
        let scope = String::read(Some(scope)).map_err(|error| error.under(&place))?;
        match scope.as_str() {
            SCOPE_ONE_LEVEL => Ok((name, Scope::OneLevel)),
            SCOPE_SUBTREE | "" => Ok((name, Scope::Subtree)),
            _ => Err(HttpError::wrong(format!("{place}: expected 1 (one level) or 2 (subtree)"))),
        }
    };
    body.start_in.iter().map(read).collect()
}

/// The page to return, and the direction of sorting.
pub struct Paging {
    pub offset: i64,
    pub limit: i64,
    pub descending: bool,
}

impl Paging {
    pub fn new(number: i64, size: i64, order: i64) -> Result<Self, HttpError> {
        if number < 1 {
            return Err(HttpError::wrong("pageNo: expected 1 or more"));
        }
        if !(1..=MOST).contains(&size) {
            return Err(HttpError::wrong(format!("pageSize: expected 1 to {MOST}")));
        }
        // An absent number is read as 0.
        let descending = match order {
            0 | SORT_ASCENDING => false,
            SORT_DESCENDING => true,
            _ => return Err(HttpError::wrong("sortOrder: expected 1 (ascending) or 2 (descending)")),
        };
        Ok(Self { offset: (number - 1).saturating_mul(size), limit: size, descending })
    }
}

/// The attribute names in the body of a read: an array (operation 5), or an object with `attributes` or
/// `attributesToLoad`. `None` if there is no body or it has no names.
pub fn names_of(call: &Call<'_>) -> Result<Option<Vec<String>>, HttpError> {
    let Some(body) = call.json()? else {
        return Ok(None);
    };
    let names: Vec<String> = match &body {
        Value::Object(map) => {
            let named = |(key, _): &(&String, &Value)| {
                key.eq_ignore_ascii_case("attributes") || key.eq_ignore_ascii_case("attributesToLoad")
            };
            match map.iter().find(named) {
                Some((key, value)) => Vec::read(Some(value)).map_err(|e: Unreadable| e.under(key))?,
                None => Vec::new(),
            }
        }
        Value::Array(_) | Value::Null => Vec::read(Some(&body))?,
        other => return Err(Unreadable::here("an array of attribute names", Some(other)).into()),
    };
    Ok(Some(names).filter(|names| !names.is_empty()))
}

/// The attributes that a read of one object answers without a body, with `--documented-only` (part B: Get user).
const DEFAULTS: [&str; 9] = [
    attributes::PROXY_ADDRESSES,
    attributes::CONTAINER,
    attributes::MAIL,
    attributes::DISPLAY_NAME,
    attributes::OBJECT_CLASS,
    attributes::NAME,
    attributes::COMMON_NAME,
    attributes::USER_PRINCIPAL_NAME,
    "objectCategory",
];

/// Which attributes a read of one object answers, and what to load for it: those in the body. Without any, these are
/// all, which is a comfort of this service, or with `--documented-only` the small default set of part C.
pub fn selection(call: &Call<'_>) -> Result<(Option<Vec<String>>, Load), HttpError> {
    Ok(selected(call, names_of(call)?))
}

/// The same for names that were read already.
pub fn selected(call: &Call<'_>, names: Option<Vec<String>>) -> (Option<Vec<String>>, Load) {
    let defaults = || call.service.options.documented_only.then(|| DEFAULTS.map(str::to_owned).to_vec());
    let names = names.or_else(defaults);
    let load = names.clone().map_or(Load::All, Load::Names);
    (names, load)
}
