//! Further groups for measuring a large directory (`--groups`): static ones with a few members each, many of which share
//! a display name, and one that everybody is in.

use super::people::Everybody;
use super::{AD, Draft, Seeding, link};
use crate::object::{EngineError, Kind, Link};
use crate::schema::NEVER;
use model::wire::attributes;
use model::wire::codes::{AdGroupType, GroupPurpose, GroupScope, MANAGED_STATIC, SecurityType};

/// The name of the group that everybody is in.
pub const EVERYBODY: &str = "DL-Whole Company";
/// Olivia owns one in so many of these groups.
const OLIVIA_EVERY: usize = 100;
/// One in so many of these groups has the same display name as the others of its kind.
const SAME_EVERY: usize = 4;
/// How many members a group has.
const MEMBERS: usize = 5;

pub fn fill(seeding: &mut Seeding<'_>, everybody: &Everybody, count: usize) -> Result<(), EngineError> {
    if count == 0 {
        return Ok(());
    }
    let unit = seeding.container(AD, "OU=Teams,OU=Groups,DC=demo,DC=local")?;
    for at in 0..count {
        let everyone = at == 0;
        let name = if everyone { EVERYBODY.to_owned() } else { format!("Team {at:05}") };
        let display = if everyone || at % SAME_EVERY != 1 { name.clone() } else { "Team".to_owned() };
        let owner = match at % OLIVIA_EVERY {
            1 => everybody.olivia,
            _ => seeding.random.one(&everybody.people).handle,
        };
        let mut links = vec![link(attributes::MANAGED_BY, owner)?];
        let mut members: Vec<_> = if everyone {
            everybody.people.iter().map(|person| person.handle).collect()
        } else {
            (0..MEMBERS).map(|_| seeding.random.one(&everybody.people).handle).collect()
        };
        members.dedup();
        links.extend(members.into_iter().map(|member| link("member", member)).collect::<Result<Vec<Link>, _>>()?);
        let kind = AdGroupType { scope: GroupScope::Universal, purpose: GroupPurpose::Distribution };
        let attributes = vec![
            (attributes::OBJECT_CLASS, "group".to_owned()),
            ("name", name.clone()),
            ("CN", name.clone()),
            (attributes::DISPLAY_NAME, display),
            (attributes::SAM_ACCOUNT_NAME, name.clone()),
            (attributes::GROUP_TYPE, kind.code().to_string()),
            ("XGroupScope", kind.scope.wire().to_owned()),
            (attributes::SECURITY_TYPE, SecurityType::ALL[at % 3].wire().to_owned()),
            (attributes::MANAGED_GROUP_TYPE, MANAGED_STATIC.to_owned()),
            ("XGroupExpirationPolicy", "0".to_owned()),
            (attributes::EXPIRATION_DATE, NEVER.to_owned()),
            (attributes::WHEN_CREATED, "20250301120000.0Z".to_owned()),
            ("whenChanged", "20260301120000.0Z".to_owned()),
        ];
        let (guid, dn) = (seeding.random.guid(), unit.child("CN", &name));
        seeding.add(Draft { store: AD, guid, kind: Kind::Group, dn, attributes, links })?;
    }
    Ok(())
}
