//! The Entra ID store: fewer people than Active Directory, and groups with the attributes of the samples.

use super::accounts::DemoAccount;
use super::people::{Names, random_name};
use super::pools::{DEPARTMENTS, OFFICES, TITLES};
use super::{Draft, ENTRA, Seeding, accounts, link, rules, samples};
use crate::object::{EngineError, Handle, Kind};
use crate::schema::ENTRA_ADDED;
use crate::validation::ADMINISTRATOR_ROLE;
use model::wire::attributes;
use model::wire::codes::{SMART_INFO, SMART_MAIN_TYPE};

pub const DOMAIN: &str = "DC=5cjshm,DC=onmicrosoft,DC=com";
pub const SUFFIX: &str = "5cjshm.onmicrosoft.com";
/// The id of the owner and member in the sample of operation 3.
const OLIVIA: &str = "ee3ba6e3-02be-47b2-9892-0510bceabb7b";

/// The directory role: that of an administrator for the account `Administrator`, otherwise "User".
fn role(account: Option<&DemoAccount>) -> &'static str {
    if account.is_some_and(|account| account.user == "Administrator") { ADMINISTRATOR_ROLE } else { "User" }
}

/// Fills the store and returns Olivia.
pub fn fill(seeding: &mut Seeding<'_>, count: usize) -> Result<Handle, EngineError> {
    let domain = seeding.container(ENTRA, DOMAIN)?;
    let mut names = Names::default();
    let mut people: Vec<Handle> = Vec::new();
    let fixed = accounts::ACCOUNTS.len();
    for at in 0..(count / 10).max(40) {
        let account = accounts::ACCOUNTS.get(at);
        let mut name = random_name(seeding);
        if let Some(account) = account {
            name.display = account.name.to_owned();
            account.user.clone_into(&mut name.logon);
            let (given, family) = account.name.split_once(' ').unwrap_or((account.name, ""));
            (name.given, name.family) = (given.to_owned(), family.to_owned());
        }
        let name = names.unique(name);
        let guid = if at == 0 { OLIVIA.to_owned() } else { seeding.random.guid() };
        let random = &mut seeding.random;
        let address = format!("{}@{SUFFIX}", name.logon);
        let (office, city, country) = *random.one(OFFICES);
        let attributes = vec![
            (attributes::OBJECT_CLASS, "user".to_owned()),
            ("objectType", "user".to_owned()),
            ("name", name.display.clone()),
            (attributes::DISPLAY_NAME, name.display),
            (attributes::GIVEN_NAME, name.given),
            ("surname", name.family),
            (attributes::USER_PRINCIPAL_NAME, address.clone()),
            ("LogonName", name.logon.clone()),
            (attributes::MAIL, address),
            (attributes::MAIL_NICKNAME, name.logon.clone()),
            (attributes::DEPARTMENT, (*random.one(DEPARTMENTS)).to_owned()),
            ("title", (*random.one(TITLES)).to_owned()),
            ("physicalDeliveryOfficeName", office.to_owned()),
            ("l", city.to_owned()),
            ("co", country.to_owned()),
            ("company", "Demo Corporation".to_owned()),
            ("usageLocation", code(country).to_owned()),
            ("userType", "Member".to_owned()),
            ("accountenabled", "true".to_owned()),
            ("directoryrole", role(account).to_owned()),
        ];
        // Objects of Entra ID have no distinguished name; the id makes this one unique.
        let dn = domain.child("CN", &guid);
        let manager = people.get(at / 8).filter(|_| at >= fixed);
        let links = manager.map(|handle| link("manager", *handle)).transpose()?.into_iter().collect();
        let draft = Draft { store: ENTRA, guid: guid.clone(), kind: Kind::User, dn, attributes, links };
        let handle = seeding.add(draft)?;
        accounts::add(seeding.change, ENTRA, handle, &name.logon, &guid)?;
        people.push(handle);
    }
    samples::fill(seeding)?;
    let mut by_rule = Vec::new();
    for at in 0..40 {
        let department = DEPARTMENTS[at % DEPARTMENTS.len()];
        let (code, word, mail) = [
            ("4", "Security", false),
            ("8", "Distribution", true),
            ("16", "Microsoft 365", true),
            ("32", "Team", true),
        ][at % 4];
        let name = format!("{department} {word} {}", at / 4 + 1);
        let guid = seeding.random.guid();
        let smart = at % 8 == 6;
        let mut attributes = vec![
            (attributes::OBJECT_CLASS, "Group".to_owned()),
            ("objectType", "group".to_owned()),
            ("name", name.clone()),
            (attributes::DISPLAY_NAME, name.clone()),
            ("description", format!("{name}: made for the demo")),
            (attributes::MANAGED_GROUP_TYPE, if smart { "2" } else { "1" }.to_owned()),
            (attributes::SECURITY_TYPE, if at % 2 == 0 { "Private" } else { "Public" }.to_owned()),
            (attributes::GROUP_TYPE, code.to_owned()),
            ("enableofficefeatures", (code == "16").to_string()),
        ];
        for (name, value, _) in ENTRA_ADDED {
            attributes.push((name, if mail && name == "ismailenabled" { "True" } else { value }.to_owned()));
        }
        if mail {
            attributes.push((attributes::MAIL, format!("group-{}@{SUFFIX}", at + 1)));
        }
        if smart {
            attributes.push(("IMSGCriteria", format!("(department Contains \"{}\")", department.to_lowercase())));
            // A Microsoft 365 group can only have users as members.
            attributes.push(("IMSGObjectTypes", "6".to_owned()));
            attributes.push(("IMSGStartPath", DOMAIN.to_owned()));
            attributes.push(("SmartGroupMainType", SMART_MAIN_TYPE.to_owned()));
            attributes.push(("UpdateOptions", "false".to_owned()));
            attributes.push(("info", SMART_INFO.to_owned()));
        }
        let mut links = vec![link("owners", people[if at % 5 == 0 { 0 } else { fixed + at % 20 }])?];
        for _ in 0..5 + seeding.random.below(15) {
            let member = *seeding.random.one(&people);
            if !smart {
                links.push(link("members", member)?);
            }
        }
        let dn = domain.child("CN", &guid);
        if smart {
            by_rule.push(guid.clone());
        }
        seeding.add(Draft { store: ENTRA, guid, kind: Kind::Group, dn, attributes, links })?;
    }
    rules::compute(seeding.change, ENTRA, &by_rule)?;
    people.first().copied().ok_or_else(|| EngineError("there is nobody in Entra ID".to_owned()))
}

/// The ISO 3166 code of a country.
fn code(country: &str) -> &'static str {
    match country {
        "Germany" => "DE",
        "Pakistan" => "PK",
        "United Kingdom" => "GB",
        "Japan" => "JP",
        "Israel" => "IL",
        "Brazil" => "BR",
        _ => "US",
    }
}
