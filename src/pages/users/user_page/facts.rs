//! The attributes of a user, with their configured labels.

use crate::api::Api;
use crate::i18n::{code, language, t, tv};
use crate::ui::format;
use crate::ui::soft;
use crate::words::group::common_name;
use leptos::prelude::*;
use model::names::Dn;
use model::wire::DirectoryObject;
use model::wire::attributes;

/// The attributes shown here, in reading order; all others are under "All attributes".
const SHOWN: [&str; 20] = [
    attributes::DISPLAY_NAME,
    attributes::GIVEN_NAME,
    "sn",
    "surname",
    "title",
    attributes::DEPARTMENT,
    "company",
    "manager",
    "physicalDeliveryOfficeName",
    "l",
    "co",
    attributes::MAIL,
    "telephoneNumber",
    "mobile",
    "employeeID",
    "description",
    attributes::USER_PRINCIPAL_NAME,
    attributes::SAM_ACCOUNT_NAME,
    "directoryrole",
    attributes::WHEN_CREATED,
];

/// The bit of `userAccountControl` for disabled accounts (MS-ADTS 2.2.16).
const ACCOUNTDISABLE: i64 = 2;

/// Whether the account is disabled, in either kind of directory.
pub fn is_disabled(user: &DirectoryObject) -> bool {
    let flags = user.first(attributes::USER_ACCOUNT_CONTROL).and_then(|flags| flags.parse::<i64>().ok());
    let enabled = user.first("accountEnabled").map(|enabled| !enabled.eq_ignore_ascii_case("false"));
    flags.is_some_and(|flags| flags & ACCOUNTDISABLE != 0) || enabled == Some(false)
}

#[component]
pub fn General(user: DirectoryObject) -> impl IntoView {
    let store = Api::expect().current_store();
    let container = user.dn().and_then(|dn| Dn::parse(dn).ok()?.parent().map(|dn| dn.to_string()));
    let container =
        container.map(|container| view! { <dt>{tv!(group.container)}</dt><dd>{soft::address(&container)}</dd> });
    let fact = move |name: &'static str| {
        let values: Vec<String> =
            user.attributes().texts(name).filter(|text| !text.is_empty()).map(shown(name)).collect();
        let store = store.clone();
        let label = move || label(name).map_or_else(|| store.label(name, code(language())).to_owned(), str::to_owned);
        (!values.is_empty()).then(|| view! { <dt>{label}</dt><dd>{soft::address(&values.join(", "))}</dd> })
    };
    view! {
        <div class="card"><div class="body">
            <dl class="facts">{SHOWN.map(fact).into_iter().collect_view()} {container}</dl>
        </div></div>
    }
}

/// The portal's label for an attribute that every directory has; reactive.
fn label(name: &str) -> Option<&'static str> {
    match name {
        attributes::DISPLAY_NAME => Some(t!(users.display_name)),
        attributes::GIVEN_NAME => Some(t!(users.first_name)),
        "sn" | "surname" => Some(t!(users.last_name)),
        attributes::USER_PRINCIPAL_NAME => Some(t!(users.logon)),
        attributes::SAM_ACCOUNT_NAME => Some(t!(users.sam)),
        "directoryrole" => Some(t!(users.role)),
        attributes::WHEN_CREATED => Some(t!(group.created)),
        _ => None,
    }
}

/// Formats a value for display.
fn shown(name: &'static str) -> impl Fn(&str) -> String {
    move |text| match name {
        "manager" => common_name(text),
        attributes::WHEN_CREATED => format::moment(text).unwrap_or_else(|| text.to_owned()),
        _ => text.to_owned(),
    }
}
