//! The lists of a person's groups and requests. Their paths are here as part B of the contract has them, so that the
//! contract is tested, and not what the model makes of it.

use crate::http::Question;
use crate::report::{Fact, Judged, agrees, differs, judged};
use crate::tour::{Tour, groups, leaf};
use model::criteria::Operator;
use model::wire::attributes;
use model::wire::codes::AD_MEMBERS;
use model::wire::{Criterion, ObjectPage};
use serde_json::Value;

/// What can be asked of a list, beside the page.
#[derive(Default)]
struct Asked {
    nested: bool,
}

fn page(tour: &Tour, path: &str, asked: &Asked) -> Judged<ObjectPage> {
    let user = tour.client.store.user(&tour.me()?.id);
    let mut url = format!("{user}/{path}?sortOrder=1&pageNo=1&pageSize=5");
    // Documented for these lists only.
    if path != "Groups/Membership" {
        url += &format!("&displayNestedOwnership={}", asked.nested);
    }
    url += "&displayAdditionalGroups=false&calculateTotal=true&searchMode=0";
    if path == "Groups" {
        url += "&isManagedBy=false";
    }
    let json = tour.json(&Question::Get(&url))?;
    ObjectPage::from_json(&json).map_err(|error| tour.misshapen(&error))
}

fn total(page: &ObjectPage) -> Judged<i64> {
    page.total.ok_or_else(|| differs(vec![Fact::Says("the answer has no total")]))
}

pub fn list(tour: &mut Tour, path: &'static str) -> Judged {
    let found = total(&page(tour, path, &Asked::default())?)?;
    Ok(agrees(vec![Fact::Count("groups", found)]))
}

/// Compares a list with a search for the person's distinguished name.
fn as_searched(tour: &Tour, path: &str, attribute: &str) -> Judged {
    let listed = total(&page(tour, path, &Asked::default())?)?;
    let mine = leaf(attribute, Operator::IsExactly, tour.my_dn()?);
    let searched = tour.total(Criterion::all(vec![groups(), mine]))?;
    let facts = vec![Fact::Count("in the list", listed), Fact::Count("found by a search", searched)];
    Ok(judged(listed == searched, facts))
}

pub fn owned(tour: &mut Tour) -> Judged {
    as_searched(tour, "Groups", attributes::MANAGED_BY)
}

pub fn membership(tour: &mut Tour) -> Judged {
    as_searched(tour, "Groups/Membership", AD_MEMBERS)
}

pub fn nested(tour: &mut Tour) -> Judged {
    let own = total(&page(tour, "Groups", &Asked::default())?)?;
    let more = total(&page(tour, "Groups", &Asked { nested: true })?)?;
    Ok(judged(more >= own, vec![Fact::Count("without", own), Fact::Count("with", more)]))
}

pub fn count(tour: &mut Tour, path: &'static str) -> Judged {
    let url = format!("{}/{path}", tour.client.store.user(&tour.me()?.id));
    let json = tour.json(&Question::Get(&url))?;
    Ok(match json["count"].as_i64() {
        Some(number) => agrees(vec![Fact::Count("groups", number)]),
        None => differs(vec![Fact::Expected("an object with the number \"count\"")]),
    })
}

pub fn my_requests(tour: &mut Tour) -> Judged {
    let json = tour.json(&Question::Get(&tour.client.store.my_requests()))?;
    requests(tour, json.as_array().map(Vec::as_slice), "a bare list")
}

pub fn pending_requests(tour: &mut Tour) -> Judged {
    let json = tour.json(&Question::Get(&tour.client.store.pending_requests()))?;
    let data = json["data"].as_array().filter(|_| json["total"].is_number());
    requests(tour, data.map(Vec::as_slice), "an object with \"total\" and \"data\"")
}

fn requests(tour: &Tour, found: Option<&[Value]>, expected: &'static str) -> Judged {
    let Some(found) = found else {
        return Ok(differs(vec![Fact::Expected(expected)]));
    };
    let mut facts = vec![Fact::Count("requests", i64::try_from(found.len()).unwrap_or(i64::MAX))];
    let Some(first) = found.first().and_then(Value::as_object) else {
        return Ok(agrees(facts));
    };
    facts.push(Fact::Names("members of the first one", tour.client.names(first.keys().map(String::as_str))));
    let is_number = |name: &str| first.iter().any(|(key, value)| key.eq_ignore_ascii_case(name) && value.is_number());
    Ok(judged(is_number("workflowRequestId") && is_number("statusId"), facts))
}
