//! What Graph lets a property be asked in `$filter`, after Microsoft's table "Advanced query capabilities on Microsoft Entra
//! ID objects". A plain query, without `ConsistencyLevel: eventual` and `$count=true`, gets less.

use super::options::Entity;

/// What a property takes besides `eq`, `ne` and `not`.
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
    /// Whether everything about it is an advanced query.
    pub advanced: bool,
}

/// Of a user these are advanced queries in any case.
const ADVANCED: [&str; 4] = ["companyName", "mobilePhone", "officeLocation", "preferredLanguage"];
/// Of a user these cannot be compared with null.
const NEVER_NULL: [&str; 5] = ["id", "accountEnabled", "mail", "usageLocation", "userPrincipalName"];
/// Of a user these are compared as a whole only.
const WHOLE: [&str; 4] = ["id", "accountEnabled", "jobTitle", "userType"];

/// What a property takes.
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
