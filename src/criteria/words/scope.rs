//! The search scope of a rule in words: object types and containers.

use crate::i18n::t;
use model::group::StartPath;
use model::names::Dn;
use model::wire::object::ObjectKind;

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

/// The name of a container and whether what is below it is searched; reactive.
pub fn place_words(start: &StartPath) -> String {
    let name = Dn::parse(&start.dn).map_or_else(|_| start.dn.clone(), |dn| short_name(&dn));
    if start.one_level { t!(rule.place_only, name = name) } else { t!(rule.place_below, name = name) }
}

/// The last component of a distinguished name; for a domain its DNS name.
fn short_name(dn: &Dn) -> String {
    if dn.rdn().attribute().eq_ignore_ascii_case("DC") { dn.domain() } else { dn.rdn().value().to_owned() }
}
