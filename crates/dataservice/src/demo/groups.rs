//! About 150 groups of the Active Directory store: static and smart, of every scope, purpose and security type.

use super::people::{Everybody, Person};
use super::pools::{DEPARTMENTS, OFFICES, PROJECTS};
use super::rules::{self, Rule};
use super::{AD, Draft, Seeding, link};
use crate::object::{EngineError, Handle, Kind, Link};
use crate::schema::NEVER;
use model::names::{Dn, MAX_GROUP_SAM, suggest_mail_nickname, suggest_sam};
use model::wire::attributes;
use model::wire::codes::{AdGroupType, GroupPurpose, GroupScope, MANAGED_STATIC, SecurityType};

/// Olivia is the primary owner of one in this many groups.
const OLIVIA_EVERY: usize = 10;

/// A group before it is inserted.
struct Plan {
    name: String,
    unit: usize,
    scope: GroupScope,
    purpose: GroupPurpose,
    mail: bool,
    /// The rule of a smart group.
    rule: Option<Rule>,
    members: Vec<Handle>,
}

impl Plan {
    fn new(
        name: impl Into<String>,
        unit: usize,
        scope: GroupScope,
        purpose: GroupPurpose,
        members: Vec<Handle>,
    ) -> Self {
        let mail = purpose == GroupPurpose::Distribution && scope == GroupScope::Universal;
        Self { name: name.into(), unit, scope, purpose, mail, rule: None, members }
    }

    fn smart(name: impl Into<String>, scope: GroupScope, purpose: GroupPurpose, rule: Rule) -> Self {
        Self { rule: Some(rule), ..Self::new(name, 4, scope, purpose, Vec::new()) }
    }
}

pub fn fill(seeding: &mut Seeding<'_>, everybody: &Everybody) -> Result<(), EngineError> {
    let top = seeding.container(AD, "OU=Groups,DC=demo,DC=local")?;
    let mut units = vec![top.clone()];
    for name in ["Distribution", "Security", "Projects", "Smart"] {
        let unit = top.child("OU", name);
        seeding.change.add_container(AD, &unit)?;
        units.push(unit);
    }
    // The two groups in the sample of Get Groups, with its ids.
    for (name, guid) in
        [("DemoGroup1", "24bda903-2afd-408a-a55c-c18adcfb543e"), ("DemoGroup2", "124b2528-a08a-41a1-9e8e-b1d5e6434153")]
    {
        let plan = Plan::new(name, 0, GroupScope::Universal, GroupPurpose::Security, Vec::new());
        let links = vec![link(attributes::MANAGED_BY, everybody.administrator)?];
        let mut draft = draft(&plan, &top, SecurityType::SemiPrivate, guid.to_owned(), links);
        draft.attributes.retain(|(name, _)| *name != attributes::DISPLAY_NAME && *name != attributes::DESCRIPTION);
        seeding.add(draft)?;
    }
    let plans = plans(seeding, everybody);
    let mut made: Vec<(Handle, GroupScope)> = Vec::new();
    let mut smart = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        let security = SecurityType::ALL[at % 3];
        let mut links = owners(seeding, everybody, at)?;
        if let Some(rule) = &plan.rule {
            links.extend(rule.links()?);
        }
        for (nth, member) in plan.members.iter().enumerate() {
            let mut member = link("member", *member)?;
            if nth % 17 == 11 {
                (member.membership, member.begins, member.ends) =
                    ("2".to_owned(), "2026-11-01T00:00:00".to_owned(), "2027-01-31T23:59:59".to_owned());
            }
            links.push(member);
        }
        if at % 6 == 5 && plan.rule.is_none() {
            let fits =
                |(_, scope): &&(Handle, GroupScope)| plan.scope != GroupScope::Global && *scope == GroupScope::Global;
            let nested: Vec<_> = made.iter().rev().filter(fits).take(2).collect();
            for (group, _) in nested {
                links.push(link("member", *group)?);
            }
        }
        let id = seeding.random.guid();
        let mut draft = draft(plan, &units[plan.unit], security, id.clone(), links);
        draft.attributes.extend(expiry(at));
        let handle = seeding.add(draft)?;
        if let Some(rule) = &plan.rule {
            rule.start_in(seeding.change, handle)?;
            smart.push(id);
        }
        made.push((handle, plan.scope));
    }
    // Members of smart groups are computed last, because rules can find groups too.
    rules::compute(seeding.change, AD, &smart)
}

fn plans(seeding: &mut Seeding<'_>, everybody: &Everybody) -> Vec<Plan> {
    use GroupPurpose::{Distribution, Security};
    use GroupScope::{DomainLocal, Global, Universal};
    let people = &everybody.people;
    let some = |fits: &dyn Fn(&Person) -> bool, most: usize| -> Vec<Handle> {
        people.iter().filter(|person| fits(person)).map(|person| person.handle).take(most).collect()
    };
    let mut plans = Vec::new();
    let mut everyone = some(&|_| true, 5000);
    everyone.push(everybody.olivia);
    plans.push(Plan::new("DL-Everyone", 1, Universal, Distribution, everyone));
    for department in DEPARTMENTS {
        let of = |person: &Person| person.department == *department;
        plans.push(Plan::new(format!("DL-{department}"), 1, Universal, Distribution, some(&of, 400)));
        plans.push(Plan::new(format!("SEC-{department}"), 2, Global, Security, some(&of, 60)));
        plans.push(Plan::new(format!("SEC-{department} Share RW"), 2, DomainLocal, Security, some(&of, 5)));
        let rule = Rule::whole(format!("(department Contains \"{}\")", department.to_lowercase()));
        plans.push(Plan::smart(format!("Smart {department}"), Universal, Distribution, rule));
    }
    let mut cities: Vec<&str> = OFFICES.iter().map(|(_, city, _)| *city).collect();
    cities.dedup();
    for city in cities {
        let of = |person: &Person| person.city == city;
        plans.push(Plan::new(format!("DL-{city} Office"), 1, Universal, Distribution, some(&of, 120)));
        plans.push(Plan::new(format!("SEC-{city} Doors"), 2, DomainLocal, Security, some(&of, 40)));
        let rule = Rule::whole(format!("((l Is Exactly \"{city}\") And (title Starts With \"Intern\"))"));
        plans.push(Plan::smart(format!("Smart Interns {city}"), Global, Security, rule));
    }
    for (at, project) in PROJECTS.iter().enumerate() {
        let (scope, purpose) = match at % 3 {
            0 => (Universal, Security),
            1 => (Global, Distribution),
            _ => (Universal, Distribution),
        };
        let mut members: Vec<Handle> =
            (0..3 + seeding.random.below(30)).map(|_| seeding.random.one(people).handle).collect();
        if at % 4 == 0 {
            members.push(everybody.max);
            members.extend(everybody.contacts.iter().skip(at % 5).take(2));
        }
        if purpose == Security {
            members.extend(everybody.computers.iter().skip(at).take(2));
        }
        let mut seen = Vec::new();
        members.retain(|member| {
            !seen.contains(member) && {
                seen.push(*member);
                true
            }
        });
        plans.push(Plan::new(format!("Project {project}"), 3, scope, purpose, members.clone()));
        if at % 2 == 0 {
            members.truncate(4);
            plans.push(Plan::new(format!("Project {project} Leads"), 3, Universal, Security, members));
        } else {
            members.truncate(12);
            plans.push(Plan::new(format!("Project {project} Partners"), 3, DomainLocal, Distribution, members));
        }
    }
    let awkward = [
        "R&D, \"Skunk Works\" + Friends",
        "O'Neill's Team",
        "#general",
        "Équipe Ñandú",
        "مجموعة المبيعات",
        "👩🏽‍💻 Coders",
    ];
    for name in awkward {
        let members = (0..5).map(|_| seeding.random.one(people).handle).collect();
        plans.push(Plan::new(name, 0, Universal, Security, members));
    }
    for (name, rule) in rules::more(everybody) {
        plans.push(Plan::smart(name, Universal, Security, rule));
    }
    plans
}

fn owners(seeding: &mut Seeding<'_>, everybody: &Everybody, at: usize) -> Result<Vec<Link>, EngineError> {
    let leader = |seeding: &mut Seeding<'_>| {
        let top = everybody.people.get(..everybody.people.len().min(70)).unwrap_or_default();
        // The first six are skipped, because Max and the people who cannot sign in must own nothing.
        top.get(6 + seeding.random.below(top.len().saturating_sub(6))).map_or(everybody.administrator, |p| p.handle)
    };
    let first = if at % OLIVIA_EVERY == 1 { everybody.olivia } else { leader(seeding) };
    let mut owners = vec![first];
    match at % 7 {
        2 => owners.push(leader(seeding)),
        4 => owners.extend([leader(seeding), everybody.administrator]),
        5 if at % 2 == 1 => owners.push(everybody.olivia),
        _ => {}
    }
    let mut links = Vec::new();
    for (nth, owner) in owners.iter().enumerate() {
        if owners[..nth].contains(owner) {
            continue;
        }
        let name = if nth == 0 { attributes::MANAGED_BY } else { "XAdditionalOwner" };
        links.push(Link { quiet: nth == 2, ..link(name, *owner)? });
    }
    Ok(links)
}

fn draft<'a>(plan: &Plan, unit: &Dn, security: SecurityType, guid: String, links: Vec<Link>) -> Draft<'a> {
    let kind = AdGroupType { scope: plan.scope, purpose: plan.purpose };
    let name = &plan.name;
    // A day of the demo's year, always the same for a group.
    let day: u32 = guid.bytes().map(u32::from).sum();
    let mut attributes = vec![
        (attributes::OBJECT_CLASS, "group".to_owned()),
        ("name", name.clone()),
        ("CN", name.clone()),
        (attributes::DISPLAY_NAME, name.clone()),
        ("description", format!("{name}: made for the demo")),
        (attributes::SAM_ACCOUNT_NAME, suggest_sam(name, MAX_GROUP_SAM)),
        (attributes::GROUP_TYPE, kind.code().to_string()),
        ("XGroupScope", kind.scope.wire().to_owned()),
        (attributes::SECURITY_TYPE, security.wire().to_owned()),
        (attributes::WHEN_CREATED, "20240301120000.0Z".to_owned()),
        ("whenChanged", format!("2026{:02}{:02}090000.0Z", 1 + day % 11, 1 + day % 28)),
    ];
    if plan.mail {
        let ascii = name.chars().all(|c| c.is_ascii() || ('\u{c0}'..='\u{17f}').contains(&c));
        // A name in a script other than Latin leaves too little to be unique.
        let nickname = if ascii { suggest_mail_nickname(name) } else { format!("group-{}", &guid[..8]) };
        attributes.push((attributes::MAIL, format!("{nickname}@demo.local")));
        attributes.push((attributes::PROXY_ADDRESSES, format!("SMTP:{nickname}@demo.local")));
        attributes.push((attributes::MAIL_NICKNAME, nickname));
    }
    match &plan.rule {
        None => attributes.push((attributes::MANAGED_GROUP_TYPE, MANAGED_STATIC.to_owned())),
        Some(rule) => attributes.extend(rule.values()),
    }
    Draft { store: AD, guid, kind: Kind::Group, dn: unit.child("CN", name), attributes, links }
}

/// Most groups never expire; some expire around 1 December 2026, the fixed date of the demo.
fn expiry(at: usize) -> Vec<(&'static str, String)> {
    let (policy, date, expired) = match at % 20 {
        3 => ("30", "2026 December 12 00:00:00", "false"),
        11 => ("60", "2026 December 24 00:00:00", "false"),
        13 => ("180", "2027 March 31 00:00:00", "false"),
        17 => ("30", "2026 October 01 00:00:00", "true"),
        _ => ("0", NEVER, "false"),
    };
    [("XGroupExpirationPolicy", policy), (attributes::EXPIRATION_DATE, date), ("IMGIsExpired", expired)]
        .map(|(name, value)| (name, value.to_owned()))
        .to_vec()
}
