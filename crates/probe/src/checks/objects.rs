//! Single objects: the signed-in person, a group, its members.

use crate::http::Question;
use crate::report::{Fact, Judged, agrees, differs, judged, open};
use crate::tour::{Tour, good, groups, leaf, loading, lost, nobody, users};
use model::criteria::Operator;
use model::wire::attributes;
use model::wire::codes::{AD_MEMBERS, MEMBERSHIP_TYPE};
use model::wire::object::read_objects;
use model::wire::{Criterion, DirectoryObject, ObjectId};
use serde_json::{Value, json};

/// How many groups are looked through for one with members.
const GROUPS: i64 = 50;

pub fn me(tour: &mut Tour) -> Judged {
    let login = tour.account.user.clone();
    let named = |attribute: &str| leaf(attribute, Operator::IsExactly, &login);
    let either = Criterion::any(vec![named(attributes::SAM_ACCOUNT_NAME), named(attributes::USER_PRINCIPAL_NAME)]);
    let load = [attributes::DISPLAY_NAME, attributes::DISTINGUISHED_NAME];
    let page = tour.page(&loading(tour.search(Criterion::all(vec![users(), either]), 10), &load))?;
    let found = i64::try_from(page.data.len()).unwrap_or(i64::MAX);
    let facts = vec![Fact::Count("people found", found)];
    match page.data.into_iter().next().filter(|me| found == 1 && !me.id.as_str().is_empty()) {
        Some(me) => {
            tour.set_me(me);
            Ok(agrees(facts))
        }
        None => Ok(differs(facts)),
    }
}

pub fn user_plain(tour: &mut Tour) -> Judged {
    let id = tour.me()?.id.clone();
    plain(tour, &tour.client.store.user(&id), &id)
}

pub fn group_plain(tour: &mut Tour) -> Judged {
    let id = some_group(tour)?.id;
    plain(tour, &tour.client.store.group(&id), &id)
}

/// What an object answers if no attributes are named.
fn plain(tour: &Tour, url: &str, id: &ObjectId) -> Judged {
    let object = read(tour, &tour.json(&Question::Get(url))?)?;
    let names: Vec<&str> = object.attributes().iter().map(|(name, _)| name).collect();
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let is_so = has(attributes::NAME) && has(attributes::OBJECT_CLASS) && same(&object.id, id);
    let count = i64::try_from(names.len()).unwrap_or(i64::MAX);
    let facts = vec![Fact::Count("attributes", count), Fact::Names("these", tour.client.names(names))];
    Ok(judged(is_so, facts))
}

fn read(tour: &Tour, json: &Value) -> Judged<DirectoryObject> {
    DirectoryObject::from_json(json).map_err(|error| tour.misshapen(&error))
}

fn same(id: &ObjectId, other: &ObjectId) -> bool {
    id.as_str().eq_ignore_ascii_case(other.as_str())
}

fn some_group(tour: &Tour) -> Judged<DirectoryObject> {
    let page = tour.page(&tour.search(groups(), 1))?;
    page.data.into_iter().next().ok_or_else(|| open("no group was found"))
}

pub fn group_with_body(tour: &mut Tour) -> Judged {
    let id = some_group(tour)?.id;
    let asked = [attributes::MANAGED_BY, attributes::GROUP_TYPE];
    let object = read(tour, &tour.json(&Question::GetWith(&tour.client.store.group(&id), &json!(asked)))?)?;
    let answered = asked.iter().filter(|name| object.attributes().contains(name)).count();
    let facts = vec![Fact::Count("of two attributes that were asked for", i64::try_from(answered).unwrap_or(i64::MAX))];
    Ok(judged(answered > 0 && same(&object.id, &id), facts))
}

pub fn several(tour: &mut Tour) -> Judged {
    let page = tour.page(&tour.search(groups(), 2))?;
    let ids: Vec<&str> = page.data.iter().map(|group| group.id.as_str()).collect();
    if ids.is_empty() {
        return Ok(open("no group was found"));
    }
    let body = json!({ "attributes": [attributes::MANAGED_BY], "groupIdentities": ids });
    let json = tour.json(&Question::GetWith(&tour.client.store.groups(), &body))?;
    let objects = read_objects(&json).map_err(|error| tour.misshapen(&error))?;
    let all = page.data.iter().all(|asked| objects.iter().any(|object| same(&object.id, &asked.id)));
    Ok(judged(all, vec![Fact::Count("groups", i64::try_from(objects.len()).unwrap_or(i64::MAX))]))
}

pub fn missing(tour: &mut Tour) -> Judged {
    let answer = tour.ask(&Question::Get(&tour.client.store.group(&nobody())))?;
    match answer.status {
        404 => Ok(agrees(vec![Fact::Says(if answer.json.is_some() { "with JSON" } else { "without JSON" })])),
        status => good(answer).map(|_| differs(vec![Fact::Status(status)])),
    }
}

pub fn extensions(tour: &mut Tour) -> Judged {
    let url = tour.client.data_service.extension("extensions");
    // The portal asks this once, and takes anything but a list for "none".
    let answer = tour.client.ask(&Question::Get(&url)).map_err(lost)?;
    match answer.status {
        404 => Ok(agrees(vec![Fact::Says("there are none")])),
        status => {
            let json = good(answer)?;
            Ok(judged(json["extensions"].is_array(), vec![Fact::Status(status)]))
        }
    }
}

/// A group with members, how many values its attribute has, and how many a search finds.
fn with_members(tour: &Tour) -> Judged<(ObjectId, i64)> {
    let page = tour.page(&loading(tour.search(groups(), GROUPS), &[AD_MEMBERS]))?;
    // Active Directory answers the values of a larger group in parts.
    let counted = page.data.into_iter().map(|group| (group.attributes().texts(AD_MEMBERS).count(), group.id));
    let found = counted.filter(|(values, _)| (1..=1000).contains(values)).max_by_key(|(values, _)| *values);
    let (values, id) = found.ok_or_else(|| open("no group with members was found"))?;
    Ok((id, i64::try_from(values).unwrap_or(i64::MAX)))
}

pub fn members(tour: &mut Tour) -> Judged {
    let (id, values) = with_members(tour)?;
    let found = members_of(tour, id, 1)?.0;
    let facts = vec![Fact::Count("values of the attribute", values), Fact::Count("found by a search", found)];
    Ok(judged(found == values, facts))
}

fn members_of(tour: &Tour, id: ObjectId, size: i64) -> Judged<(i64, Vec<DirectoryObject>)> {
    let mut search = loading(tour.search(users(), size), &[attributes::NAME, MEMBERSHIP_TYPE]);
    search.criteria = None;
    search.object_identity = Some(id);
    search.attribute_scope_query = Some("member".to_owned());
    let page = tour.page(&search)?;
    let total = page.total.ok_or_else(|| differs(vec![Fact::Says("the answer has no total")]))?;
    Ok((total, page.data))
}

pub fn membership_types(tour: &mut Tour) -> Judged {
    let (id, _) = with_members(tour)?;
    let (_, members) = members_of(tour, id, 1000)?;
    let texts: Vec<&str> = members.iter().flat_map(|member| member.attributes().texts(MEMBERSHIP_TYPE)).collect();
    let mut codes: Vec<i64> = texts.iter().filter_map(|text| text.trim().parse().ok()).collect();
    let are_numbers = codes.len() == texts.len();
    codes.sort_unstable();
    codes.dedup();
    let is_so = are_numbers && codes.iter().all(|code| matches!(code, 1 | 2));
    let with_one = Fact::Count("members with one", i64::try_from(texts.len()).unwrap_or(i64::MAX));
    Ok(judged(is_so, vec![with_one, Fact::Codes("codes", codes)]))
}
