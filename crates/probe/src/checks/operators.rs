//! Operators of searches: each negative one against its positive one, flags, letter case.

use crate::report::{Fact, Judged, agrees, differs, judged, open};
use crate::tour::{Tour, leaf, loading, users};
use model::criteria::Operator;
use model::wire::Criterion;
use model::wire::attributes;

/// The operators and their opposites.
const PAIRS: [(Operator, Operator); 5] = [
    (Operator::Present, Operator::NotPresent),
    (Operator::IsExactly, Operator::IsNot),
    (Operator::Contains, Operator::NotContains),
    (Operator::StartsWith, Operator::NotStartsWith),
    (Operator::EndsWith, Operator::NotEndsWith),
];

/// Attributes that some people have and others have not.
const CANDIDATES: [&str; 4] = [attributes::TITLE, attributes::DEPARTMENT, attributes::GIVEN_NAME, attributes::MAIL];

fn of_users(tour: &Tour, criteria: Criterion) -> Judged<i64> {
    tour.total(Criterion::all(vec![users(), criteria]))
}

/// An attribute and a value that a user has in it.
fn value(tour: &Tour) -> Judged<(&'static str, String)> {
    for attribute in CANDIDATES {
        let present = Criterion::all(vec![users(), leaf(attribute, Operator::Present, "")]);
        let page = tour.page(&loading(tour.search(present, 1), &[attribute]))?;
        if let Some(text) = page.data.first().and_then(|user| user.first(attribute)) {
            return Ok((attribute, text.to_owned()));
        }
    }
    Err(open("no user has a value to search for"))
}

pub fn pairs(tour: &mut Tour) -> Judged {
    let (attribute, text) = value(tour)?;
    let all = tour.total(users())?;
    let present = of_users(tour, leaf(attribute, Operator::Present, ""))?;
    let mut facts = vec![Fact::Says(attribute), Fact::Count("users", all), Fact::Count("with a value", present)];
    let mut is_so = true;
    for (positive, negative) in PAIRS {
        let ask = |operator: Operator| {
            let text = if operator.takes_value() { text.as_str() } else { "" };
            of_users(tour, leaf(attribute, operator, text))
                .map_err(|early| early.with(Fact::Says("asked with the operator")).with(Fact::Says(operator.name())))
        };
        let both = ask(positive)? + ask(negative)?;
        if both == all {
            continue;
        }
        is_so = false;
        facts.push(Fact::Count(negative.name(), both));
        facts.push(Fact::Says(if both == present {
            "it does not find users without a value"
        } else {
            "that and its opposite together are neither everybody nor everybody with a value"
        }));
    }
    Ok(judged(is_so, facts))
}

pub fn flags(tour: &mut Tour) -> Judged {
    tour.my_dn()?;
    let of = |operator: Operator, bits: &str| of_users(tour, leaf(attributes::USER_ACCOUNT_CONTROL, operator, bits));
    let (all, present) = (tour.total(users())?, of(Operator::Present, "")?);
    if present == 0 {
        return Ok(open("no user has flags"));
    }
    let (on, off) = (of(Operator::AllFlagsOn, "2")?, of(Operator::AllFlagsOff, "2")?);
    let facts = vec![Fact::Count("users", all), Fact::Count("on", on), Fact::Count("off", off)];
    Ok(judged(on + off == present || on + off == all, facts))
}

pub fn letter_case(tour: &mut Tour) -> Judged {
    let (attribute, text) = value(tour)?;
    let (lower, upper) = (text.to_lowercase(), text.to_uppercase());
    if lower == upper {
        return Ok(open("the value that was found has no letter case"));
    }
    let of = |text: &str| of_users(tour, leaf(attribute, Operator::IsExactly, text));
    let (small, large) = (of(&lower)?, of(&upper)?);
    let facts = vec![Fact::Count("in small letters", small), Fact::Count("in capitals", large)];
    // A letter such as "ß" has no single capital, so that the capitals alone may find nobody.
    if small > 0 && small == large { Ok(agrees(facts)) } else { Ok(differs(facts)) }
}

pub fn accounts(tour: &mut Tour) -> Judged {
    tour.my_dn()?;
    let all = tour.total(users())?;
    let present = of_users(tour, leaf(attributes::USER_ACCOUNT_CONTROL, Operator::Present, ""))?;
    Ok(judged(all == present, vec![Fact::Count("users", all), Fact::Count("with userAccountControl", present)]))
}
