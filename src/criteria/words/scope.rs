//! The search scope of a rule in words: object types and containers.

use crate::i18n::t;
use model::group::{MembershipRule, StartPath};
use model::names::Dn;
use model::wire::object::ObjectKind;
use model::wire::object_types::{ObjectType, ObjectTypes};

/// The plural of an object type; reactive.
pub fn kind_words(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::User => t!(rule.users),
        ObjectKind::Group => t!(rule.groups),
        ObjectKind::Contact => t!(rule.contacts),
        ObjectKind::Computer => t!(rule.computers),
        ObjectKind::Other => t!(kind.other),
    }
}

/// The plural of a type of objects that a rule finds; reactive.
pub fn type_words(of: ObjectType) -> &'static str {
    match of {
        ObjectType::User => t!(rule.users),
        ObjectType::UserWithMailbox => t!(rule.mailbox_users),
        ObjectType::UserWithExternalMail => t!(rule.external_users),
        ObjectType::Contact => t!(rule.contacts),
        ObjectType::ContactWithExternalMail => t!(rule.external_contacts),
        ObjectType::Group => t!(rule.groups),
        ObjectType::MailEnabledGroup => t!(rule.mail_groups),
        ObjectType::MailEnabledPublicFolder => t!(rule.mail_folders),
        ObjectType::Workstation => t!(rule.workstations),
        ObjectType::Server => t!(rule.servers),
        ObjectType::DomainController => t!(rule.domain_controllers),
    }
}

/// Types of objects in words; all three types of computers together are computers. "" for none; reactive.
pub fn types_words(types: ObjectTypes) -> String {
    let has_all = types.has(ObjectTypes::COMPUTERS);
    let others = if has_all { types.set(ObjectTypes::COMPUTERS, false) } else { types };
    let computers = has_all.then(|| kind_words(ObjectKind::Computer));
    others.types().map(type_words).chain(computers).collect::<Vec<_>>().join(", ")
}

/// Everything that a rule finds, in words. A code that is in no table is shown as it is. "" for nothing; reactive.
pub fn found_words(rule: &MembershipRule) -> String {
    let unknown = rule.unknown_types.iter().map(|code| t!(rule.unknown_type, code = code.as_str()));
    let known = Some(types_words(rule.find)).filter(|known| !known.is_empty());
    known.into_iter().chain(unknown).collect::<Vec<_>>().join(", ")
}

/// The name of a container and whether what is below it is searched; reactive.
pub fn place_words(start: &StartPath) -> String {
    if start.is_whole_forest() {
        return t!(rule.whole_forest).to_owned();
    }
    let name = Dn::parse(&start.dn).map_or_else(|_| start.dn.clone(), |dn| short_name(&dn));
    if start.one_level { t!(rule.place_only, name = name) } else { t!(rule.place_below, name = name) }
}

/// The last component of a distinguished name; for a domain its DNS name.
fn short_name(dn: &Dn) -> String {
    if dn.rdn().attribute().eq_ignore_ascii_case("DC") { dn.domain() } else { dn.rdn().value().to_owned() }
}
