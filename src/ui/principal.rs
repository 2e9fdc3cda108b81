//! A person or a group in a line: initials, name, and a word about them.

use crate::i18n::t;
use crate::ui::soft;
use leptos::prelude::*;
use model::group::Principal;
use model::wire::object::ObjectKind;

/// At most two letters that stand for a name.
pub fn initials(name: &str) -> String {
    let mut words = name.split(|c: char| c.is_whitespace() || c == ',' || c == '-').filter(|word| !word.is_empty());
    let first = words.next().and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    let last = words.next_back().and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// What kind of object something is, as a word; reactive.
pub fn kind_name(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::User => t!(kind.user),
        ObjectKind::Group => t!(kind.group),
        ObjectKind::Contact => t!(kind.contact),
        ObjectKind::Computer => t!(kind.computer),
        ObjectKind::Other => t!(kind.other),
    }
}

/// Initials in a disc, or in a square for a group.
#[component]
pub fn Avatar(
    /// The name.
    name: String,
    /// What kind of object it is.
    kind: ObjectKind,
) -> impl IntoView {
    view! { <span class="avatar" class:group=kind == ObjectKind::Group aria-hidden="true" data-initials=initials(&name)></span> }
}

/// Title, department and mail of somebody, as one line: what tells two people of one name apart.
pub fn about(who: &Principal) -> String {
    let texts = [who.title.as_str(), who.department.as_str(), who.mail.as_str()];
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Somebody with a line about them.
#[component]
pub fn PrincipalLine(
    /// Who.
    who: Principal,
) -> impl IntoView {
    let about = about(&who);
    view! {
        <span class="who">
            <Avatar name=who.name.clone() kind=who.kind/>
            <span>{who.name}<small>{soft::address(&about)}</small></span>
        </span>
    }
}
