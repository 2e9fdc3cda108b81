//! Searches: their answers, "or", order and pages.

use crate::report::{Fact, Judged, agrees, differs, judged, open};
use crate::tour::{Tour, at_page, descending, groups, leaf, loading};
use model::criteria::Operator;
use model::wire::attributes;
use model::wire::{Criterion, ObjectPage};

/// Objects on the pages that are compared.
const SIZE: i64 = 20;
/// An index of Elasticsearch shows no more than this many objects, as it is set up at first.
const WINDOW: i64 = 10_000;

pub fn shape(tour: &mut Tour) -> Judged {
    let page = tour.page(&tour.search(groups(), SIZE))?;
    let total = page.total.ok_or_else(|| differs(vec![Fact::Says("the answer has no total")]))?;
    let Some(first) = page.data.first() else {
        return Ok(open("no group was found"));
    };
    let names = tour.client.names(first.attributes().iter().map(|(name, _)| name));
    let is_so = page.data.iter().all(|group| !group.id.as_str().is_empty() && group.first(attributes::NAME).is_some());
    Ok(judged(is_so, vec![Fact::Count("groups", total), Fact::Names("the first one's attributes", names)]))
}

/// What two conditions find together is counted twice if their numbers are added, so the four numbers must fit.
pub fn either(tour: &mut Tour) -> Judged {
    let page = tour.page(&tour.search(groups(), 100))?;
    let name = |group: Option<&model::wire::DirectoryObject>| {
        group.and_then(|group| group.first(attributes::NAME)).unwrap_or_default().to_owned()
    };
    let (first, last) = (name(page.data.first()), name(page.data.last()));
    let Some(letter) = first.chars().next().filter(|_| first != last) else {
        return Ok(open("there are fewer than two groups"));
    };
    let begins = leaf(attributes::NAME, Operator::StartsWith, &letter.to_string());
    let is_last = leaf(attributes::NAME, Operator::IsExactly, &last);
    let of = |criteria: Criterion| tour.total(Criterion::all(vec![groups(), criteria]));
    let (one, other) = (of(begins.clone())?, of(is_last.clone())?);
    let both = of(Criterion::all(vec![begins.clone(), is_last.clone()]))?;
    let any = of(Criterion::any(vec![begins, is_last]))?;
    let facts = vec![
        Fact::Count("the one condition", one),
        Fact::Count("the other", other),
        Fact::Count("both", both),
        Fact::Count("either", any),
    ];
    Ok(judged(one > 0 && other > 0 && any == one + other - both, facts))
}

fn ids(page: &ObjectPage) -> Vec<&str> {
    page.data.iter().map(|object| object.id.as_str()).collect()
}

pub fn descending_order(tour: &mut Tour) -> Judged {
    let search = tour.search(groups(), SIZE);
    let up = tour.page(&search)?;
    let total = up.total.unwrap_or_default();
    if total < 2 {
        return Ok(open("there are fewer than two groups"));
    }
    let down = tour.page(&descending(search.clone()))?;
    let facts = vec![Fact::Count("groups", total)];
    let Some(top) = ids(&down).into_iter().next().filter(|top| ids(&up).first() != Some(top)) else {
        return Ok(differs(facts).with(Fact::Says("the order is the same as with 1")));
    };
    if total > WINDOW {
        return Ok(agrees(facts).with(Fact::Says("the last page is too far away to be compared")));
    }
    let last = tour.page(&at_page(search, (total + SIZE - 1) / SIZE))?;
    Ok(judged(ids(&last).contains(&top), facts))
}

pub fn pages(tour: &mut Tour) -> Judged {
    const FEW: i64 = 5;
    let search = tour.search(groups(), FEW);
    let first = tour.page(&search)?;
    if first.total.unwrap_or_default() <= FEW {
        return Ok(open("there is only one page of groups"));
    }
    let second = tour.page(&at_page(search, 2))?;
    let overlap = ids(&first).into_iter().filter(|id| ids(&second).contains(id)).count();
    let fits = |page: &ObjectPage| !page.data.is_empty() && page.data.len() <= 5;
    let facts = vec![Fact::Count("groups on both pages", i64::try_from(overlap).unwrap_or(i64::MAX))];
    Ok(judged(overlap == 0 && fits(&first) && fits(&second), facts))
}

pub fn by_change(tour: &mut Tour) -> Judged {
    const CHANGED: &str = "whenChanged";
    tour.my_dn()?;
    let mut search = loading(descending(tour.search(groups(), SIZE)), &[CHANGED]);
    search.sort_by = Some(CHANGED.to_owned());
    let page = tour.page(&search)?;
    let dates: Vec<&str> = page.data.iter().filter_map(|group| group.first(CHANGED)).collect();
    let is_sorted = dates.windows(2).all(|pair| pair[0] >= pair[1]);
    let mut facts = vec![
        Fact::Count("groups", i64::try_from(page.data.len()).unwrap_or(i64::MAX)),
        Fact::Count("with a date", i64::try_from(dates.len()).unwrap_or(i64::MAX)),
    ];
    if !is_sorted {
        facts.push(Fact::Says("as texts, the dates are not in order"));
    }
    Ok(judged(is_sorted && dates.len() == page.data.len(), facts))
}
