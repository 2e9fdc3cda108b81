//! The OData query options of a list, and the page that they select.

use super::{filter, root, shape, store};
use crate::directory::{Page, Query};
use crate::filter::{Filter, Operator, Test};
use crate::http::{Answer, HttpError, pairs};
use crate::object::{Handle, Load};
use crate::routes::Call;
use crate::schema::{self, Attribute};
use model::wire::paths::segment;
use serde_json::{Value, json};

/// The entity whose properties the options refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entity {
    User,
    Group,
    /// Owners and members, which are of different kinds.
    Object,
}

impl Entity {
    fn name(self) -> &'static str {
        match self {
            Self::User => "microsoft.graph.user",
            Self::Group => "microsoft.graph.group",
            Self::Object => "microsoft.graph.directoryObject",
        }
    }
}

/// Graph's error code for a query that it does not support.
const UNSUPPORTED: &str = "Request_UnsupportedQuery";
/// The default and the maximum number of objects on a page.
const USUAL: i64 = 100;
const MOST: i64 = 999;
/// The prefix of the number in a `$skiptoken`.
const TOKEN: &str = "p";

struct Options {
    select: Option<Vec<String>>,
    filter: Vec<Filter>,
    sort_by: Option<(&'static Attribute, bool)>,
    offset: i64,
    limit: i64,
    count: bool,
}

pub fn unsupported(sentence: impl Into<String>) -> HttpError {
    HttpError::wrong(sentence).of_graph(UNSUPPORTED, "")
}

/// The `$select` option of a request for a single object, which may have no other option.
pub fn select(call: &Call<'_>, entity: Entity) -> Result<Option<Vec<String>>, HttpError> {
    let options = options(call)?;
    if let Some((name, _)) = options.iter().find(|(name, _)| name != "$select") {
        return Err(HttpError::wrong(format!("Query option '{name}' is not allowed for a single entity.")));
    }
    options.first().map(|(_, text)| selected(text, entity)).transpose()
}

/// Rejects a request that lacks what an advanced query needs.
pub fn advanced(call: &Call<'_>) -> Result<(), HttpError> {
    let counts = options(call)?.iter().any(|(name, value)| name == "$count" && value == "true");
    match is_eventual(call) && counts {
        true => Ok(()),
        false => Err(unsupported(
            "Unsupported query: expected the header 'ConsistencyLevel: eventual' and '$count=true' with an OData cast.",
        )),
    }
}

fn is_eventual(call: &Call<'_>) -> bool {
    call.request.consistency.eq_ignore_ascii_case("eventual")
}

/// The options that begin with `$`, of which none may occur twice.
fn options(call: &Call<'_>) -> Result<Vec<(String, String)>, HttpError> {
    let mut options: Vec<(String, String)> = Vec::new();
    for (name, value) in pairs(&call.request.query).into_iter().filter(|(name, _)| name.starts_with('$')) {
        let name = name.to_ascii_lowercase();
        if options.iter().any(|(known, _)| *known == name) {
            return Err(HttpError::wrong(format!("Query option '{name}' was specified more than once.")));
        }
        options.push((name, value));
    }
    Ok(options)
}

fn selected(text: &str, entity: Entity) -> Result<Vec<String>, HttpError> {
    let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
    match names.iter().find(|name| !shape::is_property(entity, name)) {
        None => Ok(names),
        Some(other) => {
            let sentence = format!("Could not find a property named '{other}' on type '{}'.", entity.name());
            Err(HttpError::wrong(sentence))
        }
    }
}

fn read(call: &Call<'_>, entity: Entity) -> Result<Options, HttpError> {
    let mut read = Options { select: None, filter: Vec::new(), sort_by: None, offset: 0, limit: USUAL, count: false };
    let eventual = is_eventual(call);
    let (mut is_advanced, mut is_searched, mut is_filtered) = (false, false, false);
    for (name, value) in options(call)? {
        match &*name {
            "$select" => read.select = Some(selected(&value, entity)?),
            "$top" => {
                let most = value.parse().ok().filter(|most| (1..=MOST).contains(most));
                read.limit = most.ok_or_else(|| {
                    HttpError::wrong(format!(
                        "Invalid page size specified: '{value}'. Must be between 1 and {MOST} inclusive."
                    ))
                })?;
            }
            "$count" => match &*value {
                "true" => read.count = true,
                "false" => {}
                _ => {
                    return Err(HttpError::wrong(
                        "Invalid value for the query option '$count': expected true or false.",
                    ));
                }
            },
            "$skiptoken" => {
                let offset = value.strip_prefix(TOKEN).and_then(|digits| digits.parse().ok()).filter(|at| *at >= 0);
                read.offset = offset.ok_or_else(|| {
                    HttpError::wrong("The specified page token value is invalid.")
                        .of_graph("Directory_ExpiredPageToken", "")
                })?;
            }
            "$filter" if entity != Entity::Object => {
                let filter = filter::read(&value, entity)?;
                is_filtered = true;
                is_advanced |= filter.is_advanced;
                read.filter.push(filter.filter);
            }
            "$search" if entity != Entity::Object => {
                is_searched = true;
                read.filter.push(search(&value)?);
            }
            "$orderby" => read.sort_by = Some(order(&value)?),
            _ => return Err(unsupported(format!("Query option '{name}' is not supported here."))),
        }
    }
    if is_searched && !eventual {
        return Err(unsupported(
            "Request with $search query parameter only works through MSGraph with a special request header: \
             'ConsistencyLevel: eventual'",
        ));
    }
    if read.count && !eventual {
        return Err(unsupported("$count is not currently supported without the header 'ConsistencyLevel: eventual'."));
    }
    if is_advanced && !(eventual && read.count) {
        return Err(unsupported(
            "Unsupported query: expected the header 'ConsistencyLevel: eventual' and '$count=true' with this operator.",
        ));
    }
    if is_filtered && read.sort_by.is_some() && !(eventual && read.count) {
        return Err(unsupported("Sorting not supported for current query."));
    }
    Ok(read)
}

fn order(text: &str) -> Result<(&'static Attribute, bool), HttpError> {
    let mut words = text.split_whitespace();
    let (property, direction, rest) = (words.next().unwrap_or_default(), words.next(), words.next());
    let attribute = match property {
        "displayName" | "userPrincipalName" | "mail" => schema::attribute(property),
        "createdDateTime" => schema::attribute("whenCreated"),
        _ => None,
    };
    let descending = match direction {
        None | Some("asc") => Some(false),
        Some("desc") => Some(true),
        Some(_) => None,
    };
    match (attribute, descending, rest) {
        (Some(attribute), Some(descending), None) => Ok((attribute, descending)),
        _ => Err(unsupported(format!("Unsupported sort: '{text}'."))),
    }
}

/// Parses `"displayName:ann" OR "mail:ann"`: each word of a clause must begin a word of the property.
fn search(text: &str) -> Result<Filter, HttpError> {
    let wrong = || unsupported(format!("Invalid $search syntax: {text}"));
    let (mut clauses, mut rest) = (Vec::new(), text.trim());
    loop {
        let (clause, behind) = quoted(rest).ok_or_else(wrong)?;
        let (property, words) = clause.split_once(':').ok_or_else(wrong)?;
        let attribute = match property {
            "displayName" | "mail" | "userPrincipalName" | "givenName" | "surname" | "description" | "mailNickname" => {
                schema::attribute(property)
            }
            "jobTitle" => schema::attribute("title"),
            _ => None,
        };
        let attribute = attribute.ok_or_else(wrong)?;
        let words: Vec<_> = words.split_whitespace().map(|word| starts_a_word(attribute, word)).collect();
        if words.is_empty() {
            return Err(wrong());
        }
        clauses.push(Filter::All(words));
        match behind.trim_start() {
            "" => return Ok(Filter::Any(clauses)),
            next => rest = next.strip_prefix("OR ").ok_or_else(wrong)?.trim_start(),
        }
        if clauses.len() > 20 {
            return Err(wrong());
        }
    }
}

/// Parses a text in double quotes, in which `\` precedes `"` and `\`, and returns what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut chars = text.strip_prefix('"')?.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => out.push(chars.next()?.1),
            '"' => return Some((out, text.get(at + 2..)?)),
            c => out.push(c),
        }
    }
    None
}

fn starts_a_word(attribute: &'static Attribute, word: &str) -> Filter {
    Filter::Test(Test { attribute, operator: Operator::StartsWord, values: vec![word.to_owned()] })
}

/// The page of the objects satisfying `of` that the request selects.
pub fn page(
    call: &Call<'_>,
    entity: Entity,
    within: Option<(Handle, &'static Attribute)>,
    of: Filter,
) -> Result<Answer, HttpError> {
    let options = read(call, entity)?;
    let mut all = vec![of];
    all.extend(options.filter);
    let (sort_by, descending) = options.sort_by.unzip();
    let query = Query {
        store: store(call)?.id,
        filter: Filter::All(all),
        within,
        sort_by,
        descending: descending.unwrap_or(false),
        offset: options.offset,
        // One object more shows whether there is another page.
        limit: options.limit + 1,
        total: options.count,
        load: Load::Brief,
    };
    let Page { total, mut objects } = call.service.directory.search(&query)?;
    let limit = usize::try_from(options.limit).unwrap_or(usize::MAX);
    let more = objects.len() > limit;
    objects.truncate(limit);
    let one = |object: &crate::object::Object| {
        let mut value = shape::object(object, options.select.as_deref());
        if entity == Entity::Object {
            value.insert("@odata.type".to_owned(), json!(shape::type_of(object)));
            value.insert("id".to_owned(), json!(object.found.guid));
        }
        Value::Object(value)
    };
    let context = match entity {
        Entity::User => "users",
        Entity::Group => "groups",
        Entity::Object => "directoryObjects",
    };
    let mut body = json!({ "@odata.context": format!("{}/$metadata#{context}", root(call)) });
    if let Some(total) = total.filter(|_| options.count) {
        body["@odata.count"] = json!(total);
    }
    if more {
        body["@odata.nextLink"] = json!(next(call, options.offset + options.limit));
    }
    body["value"] = objects.iter().map(one).collect();
    Ok(Answer::json(&body))
}

/// The URL of the next page: this request's URL with another `$skiptoken`.
fn next(call: &Call<'_>, offset: i64) -> String {
    let kept = pairs(&call.request.query).into_iter().filter(|(name, _)| !name.eq_ignore_ascii_case("$skiptoken"));
    let mut query: Vec<_> = kept.map(|(name, value)| format!("{}={}", segment(&name), segment(&value))).collect();
    query.push(format!("%24skiptoken={TOKEN}{offset}"));
    format!("http://{}{}?{}", call.request.host, call.request.path, query.join("&"))
}
