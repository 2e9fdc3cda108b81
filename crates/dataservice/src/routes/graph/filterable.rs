//! How Graph can filter by a property, from Microsoft's table "Advanced query capabilities on Microsoft Entra ID
//! objects". A plain query, without `ConsistencyLevel: eventual` and `$count=true`, supports less.

use super::options::Entity;

/// What Graph supports for a property besides `eq`, `ne` and `not`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filterable {
    /// `startsWith`
    pub starts: bool,
    /// `endsWith`
    pub ends: bool,
    /// `in`
    pub list: bool,
    /// `eq null`
    pub null: bool,
    /// Whether every filter by it is an advanced query.
    pub advanced: bool,
}

/// Properties of a user for which every filter is an advanced query.
const ADVANCED: [&str; 4] = ["companyName", "mobilePhone", "officeLocation", "preferredLanguage"];
/// Properties of a user that cannot be compared with null.
const NEVER_NULL: [&str; 5] = ["id", "accountEnabled", "mail", "usageLocation", "userPrincipalName"];
/// Properties of a user that can only be compared as a whole.
const WHOLE: [&str; 4] = ["id", "accountEnabled", "jobTitle", "userType"];

/// What Graph supports for a property.
pub fn filterable(entity: Entity, name: &str) -> Filterable {
    let of_user = entity == Entity::User;
    Filterable {
        starts: !(of_user && WHOLE.contains(&name)),
        ends: matches!(name, "mail" | "userPrincipalName"),
        list: name != "employeeId",
        null: !(of_user && NEVER_NULL.contains(&name)),
        advanced: of_user && ADVANCED.contains(&name),
    }
}
