//! A person or a group in one line: initials, name and a description.

use crate::i18n::{Shown, t};
use crate::ui::soft;
use leptos::prelude::*;
use model::group::Principal;
use model::wire::object::ObjectKind;

/// At most two initials of a name, in its own letter case; the style sheet shows them in upper case.
pub fn initials(name: &str) -> String {
    let mut words = name.split(|c: char| c.is_whitespace() || c == ',' || c == '-').filter(|word| !word.is_empty());
    let first = words.next().and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    let last = words.next_back().and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    first.into_iter().chain(last).collect()
}

/// The name of an object type; reactive.
pub fn kind_name(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::User => t!(kind.user),
        ObjectKind::Group => t!(kind.group),
        ObjectKind::Contact => t!(kind.contact),
        ObjectKind::Computer => t!(kind.computer),
        ObjectKind::Other => t!(kind.other),
    }
}

/// The initials in a circle, or in a square for a group.
#[component]
pub fn Avatar(
    /// The name from which the initials are taken.
    name: String,
    /// The object type; decides the shape.
    kind: ObjectKind,
) -> impl IntoView {
    view! { <span class="avatar" class:group=kind == ObjectKind::Group aria-hidden="true" data-initials=initials(&name)></span> }
}

/// Title, department and mail in one line, which tells people with the same name apart.
pub fn about(who: &Principal) -> String {
    let texts = [who.title.as_str(), who.department.as_str(), who.mail.as_str()];
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ").shown()
}

/// A principal with a line about them.
#[component]
pub fn PrincipalLine(
    /// The principal to show.
    who: Principal,
) -> impl IntoView {
    let about = about(&who);
    view! {
        <span class="who">
            <Avatar name=who.name.clone() kind=who.kind/>
            <span><bdi>{who.name}</bdi><small>{soft::address(&about)}</small></span>
        </span>
    }
}
