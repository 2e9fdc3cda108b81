//! The people, contacts and computers of the Active Directory store, and their containers.

use super::pools::{AWKWARD, DEPARTMENTS, LATIN, OFFICES, OTHERS, TITLES};
use super::{AD, DOMAIN, Draft, Seeding, accounts, link};
use crate::object::{EngineError, Handle, Kind};
use model::names::Dn;
use model::wire::attributes;
use std::collections::HashMap;

/// The objects from which the members of groups are chosen.
pub struct Everybody {
    pub olivia: Handle,
    pub olivia_dn: Dn,
    pub max: Handle,
    pub administrator: Handle,
    /// Everybody except the administrator, in the order of the management hierarchy, from the top.
    pub people: Vec<Person>,
    pub contacts: Vec<Handle>,
    pub computers: Vec<Handle>,
}

pub struct Person {
    pub handle: Handle,
    pub department: &'static str,
    pub city: &'static str,
}

/// The names of a person.
pub struct Name {
    pub display: String,
    pub cn: String,
    pub logon: String,
    pub given: String,
    pub family: String,
}

/// The administrator's id: that of the owner in the sample of operation 2.
const ADMINISTRATOR: &str = "19a1822e-e7ef-4206-af75-1c2d8b1d15eb";
/// How many people report to each manager.
const SPAN: usize = 8;

/// Makes names unique: each logon name and each CN is used once.
#[derive(Default)]
pub struct Names {
    logons: HashMap<String, usize>,
    cns: HashMap<String, usize>,
}

impl Names {
    pub fn unique(&mut self, mut name: Name) -> Name {
        let cn = self.cns.entry(name.cn.to_lowercase()).or_default();
        *cn += 1;
        if *cn > 1 {
            name.cn = format!("{} {cn}", name.cn);
        }
        name.logon.truncate(20);
        let mut count = 1;
        let stem = name.logon.clone();
        while self.logons.contains_key(&name.logon) {
            // A counter per stem avoids counting up from 2 for the thousandth person with that name.
            count = self.logons.get(&stem).copied().unwrap_or(count).max(count) + 1;
            self.logons.insert(stem.clone(), count);
            let digits = count.to_string();
            name.logon = format!("{}{digits}", &stem[..stem.len().min(20 - digits.len())]);
        }
        self.logons.insert(name.logon.clone(), 1);
        name
    }
}

/// A random name, mostly Latin, sometimes in another script.
pub fn random_name(seeding: &mut Seeding<'_>) -> Name {
    let random = &mut seeding.random;
    let script = if random.below(100) < 88 { &LATIN } else { random.one(OTHERS) };
    let (given, given_ascii) = *random.one(script.given);
    let (family, family_ascii) = *random.one(script.family);
    let display = if script.family_first { format!("{family}{given}") } else { format!("{given} {family}") };
    Name {
        cn: display.clone(),
        display,
        logon: format!("{given_ascii}.{family_ascii}"),
        given: given.to_owned(),
        family: family.to_owned(),
    }
}

fn fixed_name(display: &str, cn: &str, logon: &str) -> Name {
    let (given, family) = display.rsplit_once(' ').unwrap_or((display, ""));
    Name {
        display: display.to_owned(),
        cn: cn.to_owned(),
        logon: logon.to_owned(),
        given: given.to_owned(),
        family: family.to_owned(),
    }
}

pub fn fill(seeding: &mut Seeding<'_>, count: usize) -> Result<Everybody, EngineError> {
    let domain = seeding.container(AD, DOMAIN)?;
    let users = seeding.container(AD, "CN=Users,DC=demo,DC=local")?;
    let top = seeding.container(AD, "OU=People,DC=demo,DC=local")?;
    let mut units = Vec::new();
    for department in DEPARTMENTS {
        let unit = top.child("OU", department);
        seeding.change.add_container(AD, &unit)?;
        units.push(unit);
    }
    let guid = ADMINISTRATOR.to_owned();
    let attributes = vec![
        (attributes::OBJECT_CLASS, "user".to_owned()),
        ("name", "Administrator".to_owned()),
        ("CN", "Administrator".to_owned()),
        (attributes::DISPLAY_NAME, "Administrator".to_owned()),
        (attributes::SAM_ACCOUNT_NAME, "Administrator".to_owned()),
        (attributes::USER_PRINCIPAL_NAME, "admin@demo.local".to_owned()),
        ("LogonName", "admin".to_owned()),
        (attributes::MAIL, "administrator@demo.local".to_owned()),
        (attributes::USER_ACCOUNT_CONTROL, "66048".to_owned()),
        (attributes::WHEN_CREATED, "20200101000000.0Z".to_owned()),
    ];
    let dn = users.child("CN", "Administrator");
    let draft = Draft { store: AD, guid: guid.clone(), kind: Kind::User, dn, attributes, links: Vec::new() };
    let administrator = seeding.add(draft)?;
    accounts::add(seeding.change, AD, administrator, "Administrator", &guid)?;

    let mut names = Names::default();
    let mut fixed: Vec<Name> = accounts::ACCOUNTS
        .iter()
        .filter(|a| a.user != "Administrator")
        .map(|account| fixed_name(account.name, account.name, account.user))
        .collect();
    fixed.extend(AWKWARD.iter().map(|(display, cn, logon)| fixed_name(display, cn, logon)));
    let count = count.max(fixed.len() + 1);
    let mut fixed = fixed.into_iter();
    let mut people: Vec<Person> = Vec::with_capacity(count);
    let (mut olivia, mut olivia_dn, mut max) = (administrator, domain.clone(), administrator);
    for at in 0..count {
        // The first person is the chief executive; the people with fixed names come next.
        let own = if at == 0 { None } else { fixed.next() };
        let name = own.unwrap_or_else(|| random_name(seeding));
        let name = names.unique(name);
        let person = person(seeding, at, count, &name, &units, &people)?;
        match name.logon.as_str() {
            "olivia.owner" => {
                olivia = person.handle;
                olivia_dn = top.child("OU", person.department).child("CN", &name.cn);
            }
            "max.member" => max = person.handle,
            _ => {}
        }
        people.push(person);
    }
    let contacts = contacts(seeding, &domain, count)?;
    let computers = computers(seeding, &domain, count)?;
    Ok(Everybody { olivia, olivia_dn, max, administrator, people, contacts, computers })
}

fn person(
    seeding: &mut Seeding<'_>,
    at: usize,
    count: usize,
    name: &Name,
    units: &[Dn],
    earlier: &[Person],
) -> Result<Person, EngineError> {
    let guid = seeding.random.guid();
    let random = &mut seeding.random;
    let place = random.below(DEPARTMENTS.len());
    let department = DEPARTMENTS[place];
    let (office, city, country) = *random.one(OFFICES);
    let leads = at * SPAN + 1 < count;
    let title = match at {
        0 => "Chief Executive Officer".to_owned(),
        1..=8 => format!("Vice President {department}"),
        9..=72 if leads => format!("Director {department}"),
        _ if leads => "Manager".to_owned(),
        _ => (*random.one(TITLES)).to_owned(),
    };
    let disabled = name.logon == "disabled.user" || random.below(40) == 7;
    let address = format!("{}@demo.local", name.logon);
    let (number, phone, created) = (at + 1, random.below(10_000), random.below(336));
    let mut attributes = vec![
        (attributes::OBJECT_CLASS, "user".to_owned()),
        ("name", name.cn.clone()),
        ("CN", name.cn.clone()),
        (attributes::DISPLAY_NAME, name.display.clone()),
        (attributes::GIVEN_NAME, name.given.clone()),
        ("sn", name.family.clone()),
        (attributes::SAM_ACCOUNT_NAME, name.logon.clone()),
        (attributes::USER_PRINCIPAL_NAME, address.clone()),
        (attributes::DEPARTMENT, department.to_owned()),
        ("title", title),
        ("physicalDeliveryOfficeName", office.to_owned()),
        ("l", city.to_owned()),
        ("co", country.to_owned()),
        ("company", "Demo Corporation".to_owned()),
        ("employeeID", format!("E{number:06}")),
        ("telephoneNumber", format!("+1 555 {:04} {phone:04}", number % 10_000)),
        (attributes::USER_ACCOUNT_CONTROL, if disabled { "514" } else { "512" }.to_owned()),
        (
            attributes::WHEN_CREATED,
            format!("20{:02}{:02}{:02}083000.0Z", 20 + created % 6, created / 28 + 1, created % 28 + 1),
        ),
    ];
    // Some people have no mailbox, so that lists have empty cells.
    if random.below(25) != 3 || at < 30 {
        attributes.push((attributes::PROXY_ADDRESSES, format!("SMTP:{address}")));
        attributes.push((attributes::PROXY_ADDRESSES, format!("smtp:{}@corp.demo.local", name.logon)));
        attributes.push((attributes::MAIL_NICKNAME, name.logon.clone()));
        attributes.push((attributes::MAIL, address));
        attributes.push(("msExchHomeServerName", "/o=Demo/ou=Exchange/cn=Servers/cn=MAIL1".to_owned()));
    }
    let manager = earlier.get(at.saturating_sub(1) / SPAN).filter(|_| at > 0);
    let links = manager.map(|person| link("manager", person.handle)).transpose()?.into_iter().collect();
    let dn =
        units.get(place).map(|unit| unit.child("CN", &name.cn)).ok_or_else(|| EngineError("no unit".to_owned()))?;
    let handle = seeding.add(Draft { store: AD, guid: guid.clone(), kind: Kind::User, dn, attributes, links })?;
    accounts::add(seeding.change, AD, handle, &name.logon, &guid)?;
    Ok(Person { handle, department, city })
}

fn contacts(seeding: &mut Seeding<'_>, domain: &Dn, count: usize) -> Result<Vec<Handle>, EngineError> {
    let unit = domain.child("OU", "Contacts");
    seeding.change.add_container(AD, &unit)?;
    let mut names = Names::default();
    let mut contacts = Vec::new();
    for _ in 0..(count / 50).max(10) {
        let name = random_name(seeding);
        let name = names.unique(name);
        let cn = format!("{} (extern)", name.cn);
        let attributes = vec![
            (attributes::OBJECT_CLASS, "contact".to_owned()),
            ("name", cn.clone()),
            ("CN", cn.clone()),
            (attributes::DISPLAY_NAME, cn.clone()),
            (attributes::GIVEN_NAME, name.given),
            ("sn", name.family),
            (attributes::MAIL, format!("{}@partner.example", name.logon)),
            ("targetAddress", format!("SMTP:{}@partner.example", name.logon)),
            ("company", "Partner Example".to_owned()),
        ];
        let (guid, dn) = (seeding.random.guid(), unit.child("CN", &cn));
        contacts.push(seeding.add(Draft {
            store: AD,
            guid,
            kind: Kind::Contact,
            dn,
            attributes,
            links: Vec::new(),
        })?);
    }
    Ok(contacts)
}

fn computers(seeding: &mut Seeding<'_>, domain: &Dn, count: usize) -> Result<Vec<Handle>, EngineError> {
    let unit = domain.child("OU", "Computers");
    seeding.change.add_container(AD, &unit)?;
    let mut computers = Vec::new();
    for at in 1..=(count / 40).max(10) {
        let (_, city, _) = *seeding.random.one(OFFICES);
        let name = format!("WS-{at:05}");
        let attributes = vec![
            (attributes::OBJECT_CLASS, "computer".to_owned()),
            ("name", name.clone()),
            ("CN", name.clone()),
            (attributes::SAM_ACCOUNT_NAME, format!("{name}$")),
            ("dNSHostName", format!("{}.demo.local", name.to_lowercase())),
            ("operatingSystem", "Windows 11 Enterprise".to_owned()),
            (attributes::USER_ACCOUNT_CONTROL, "4096".to_owned()),
            ("l", city.to_owned()),
        ];
        let (guid, dn) = (seeding.random.guid(), unit.child("CN", &name));
        computers.push(seeding.add(Draft {
            store: AD,
            guid,
            kind: Kind::Computer,
            dn,
            attributes,
            links: Vec::new(),
        })?);
    }
    Ok(computers)
}
