//! The rules of the smart groups that are there.

use crate::http::Question;
use crate::names::Frame;
use crate::report::{Fact, Judged, differs, judged, open};
use crate::tour::{Tour, loading};
use model::criteria::{groupid, search};
use model::wire::attributes;
use model::wire::codes::{SCOPE, SCOPE_ONE_LEVEL, SCOPE_SUBTREE};
use model::wire::lenient::Member as _;
use model::wire::{AttributeBag, AttributeValue, Attributes, DirectoryObject, ObjectPage, PreviewRequest};
use serde_json::Value;

const CRITERIA: &str = "IMSGCriteria";
const TYPES: &str = "IMSGObjectTypes";
const START: &str = "IMSGStartPath";
/// How many rules that cannot be read are shown, and how many rules are previewed.
const FEW: usize = 3;

fn count(what: &'static str, number: usize) -> Fact {
    Fact::Count(what, i64::try_from(number).unwrap_or(i64::MAX))
}

pub fn object_types(tour: &mut Tour) -> Judged {
    let groups = tour.smart_groups()?;
    let texts: Vec<&str> = groups.iter().flat_map(|group| group.attributes().texts(TYPES)).collect();
    if texts.is_empty() {
        return Ok(open("no smart group answers its object types"));
    }
    let several = groups.iter().filter(|group| group.attributes().texts(TYPES).count() > 1).count();
    let mut codes: Vec<i64> = texts.iter().filter_map(|text| text.trim().parse().ok()).collect();
    let are_numbers = codes.len() == texts.len();
    codes.sort_unstable();
    codes.dedup();
    let is_so = are_numbers && codes.iter().all(|code| (1..=11).contains(code));
    let mut facts =
        vec![count("smart groups", groups.len()), count("with several entries", several), Fact::Codes("codes", codes)];
    if !are_numbers {
        facts.push(Fact::Says("some entries are no single number"));
    }
    Ok(judged(is_so, facts))
}

pub fn criteria(tour: &mut Tour) -> Judged {
    let groups = tour.smart_groups()?;
    let rules: Vec<&str> = groups.iter().filter_map(|group| group.first(CRITERIA)).collect();
    if rules.is_empty() {
        return Ok(open("no smart group answers its rule"));
    }
    let strange: Vec<&str> = rules.iter().copied().filter(|rule| groupid::parse(rule).is_err()).collect();
    let mut facts = vec![count("rules", rules.len()), count("that cannot be read", strange.len())];
    facts.extend(strange.iter().take(FEW).map(|rule| Fact::Frame(Frame::of(rule))));
    Ok(judged(strange.is_empty(), facts))
}

pub fn start_paths(tour: &mut Tour) -> Judged {
    let groups = tour.smart_groups()?;
    let entries: Vec<&AttributeValue> = groups.iter().flat_map(|group| group.values(START)).collect();
    let entries: Vec<_> = entries.into_iter().filter(|entry| entry.text().is_some()).collect();
    if entries.is_empty() {
        return Ok(open("no smart group answers where it looks"));
    }
    let whole = entries.iter().filter(|entry| is_forest(entry)).count();
    let of = |scope: &str| entries.iter().filter(|entry| entry.note(SCOPE) == Some(scope)).count();
    let (one_level, subtree) = (of(SCOPE_ONE_LEVEL), of(SCOPE_SUBTREE));
    let facts = vec![
        count("start paths", entries.len()),
        count("one level", one_level),
        count("subtree", subtree),
        count("the global catalogue", whole),
    ];
    Ok(judged(one_level + subtree == entries.len(), facts))
}

/// Whether a start path is the global catalogue and no container.
fn is_forest(entry: &AttributeValue) -> bool {
    let text = entry.text().unwrap_or_default();
    text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("GC="))
}

/// How many the server finds by a group's rule.
fn previewed(tour: &Tour, group: &DirectoryObject) -> Judged<i64> {
    let mut rule = Attributes::new();
    for name in [TYPES, CRITERIA, START] {
        let entry = |held: &AttributeValue| {
            let entry = AttributeValue::short(held.text().unwrap_or_default(), 0);
            match held.note(SCOPE) {
                Some(scope) => entry.with(SCOPE, scope),
                None => entry,
            }
        };
        rule.set(name, group.values(name).iter().map(entry).collect());
    }
    let request = PreviewRequest {
        extension_data_attributes: AttributeBag::bare(rule),
        attributes_to_load: vec![attributes::DISPLAY_NAME.to_owned()],
        ..PreviewRequest::default()
    };
    let body = request.write().unwrap_or_default();
    let json = tour.json(&Question::GetWith(&tour.client.store.smart_group_members(1, 1), &body))?;
    let page = ObjectPage::from_json(&json).map_err(|error| tour.misshapen(&error))?;
    page.total.ok_or_else(|| differs(vec![Fact::Says("the answer has no total")]))
}

/// The first smart groups whose rule can be read.
fn readable(tour: &mut Tour) -> Judged<Vec<DirectoryObject>> {
    let groups = tour.smart_groups()?.iter();
    let found: Vec<_> = groups
        .filter(|group| group.first(CRITERIA).is_some_and(|rule| groupid::parse(rule).is_ok()))
        .take(FEW)
        .cloned()
        .collect();
    if found.is_empty() { Err(open("no smart group has a rule that can be read")) } else { Ok(found) }
}

pub fn preview(tour: &mut Tour) -> Judged {
    let groups = readable(tour)?;
    let mut found = 0;
    for group in &groups {
        found += previewed(tour, group)?;
    }
    Ok(judged(true, vec![count("rules", groups.len()), Fact::Count("objects found", found)]))
}

/// The same rule as criteria of a search, without the kinds of objects, must find at least as many: if it finds fewer,
/// the portal shows fewer than the server lets in.
pub fn preview_by_search(tour: &mut Tour) -> Judged {
    let groups = readable(tour)?;
    let mut facts = Vec::new();
    let mut is_so = true;
    for group in &groups {
        let rule = groupid::parse(group.first(CRITERIA).unwrap_or_default());
        let Some(criterion) = rule.ok().and_then(|rule| search::to_criterion(&rule).ok()) else { continue };
        let mut searched = loading(tour.search(criterion, 1), &[attributes::NAME]);
        for entry in group.values(START).iter().filter(|entry| !is_forest(entry)) {
            if let Some(container) = entry.text() {
                let scope = entry.note(SCOPE).unwrap_or(SCOPE_SUBTREE);
                searched.start_in.insert(container.to_owned(), Value::String(scope.to_owned()));
            }
        }
        let by_search = tour.page(&searched)?.total.unwrap_or_default();
        let by_preview = previewed(tour, group)?;
        is_so &= by_search >= by_preview;
        facts.extend([Fact::Count("by preview", by_preview), Fact::Count("by search", by_search)]);
    }
    Ok(judged(is_so, facts))
}
