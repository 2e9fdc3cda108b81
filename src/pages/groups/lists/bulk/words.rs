//! The sentences about actions on several groups.

use super::Kind;
use crate::i18n::t;
use crate::ui::format;
use crate::words::group::{expiry, expiry_name, security_name};
use model::list::bulk::{Action, Failure, NotNeeded, State, policy};
use model::wire::DirectoryObject;
use model::wire::attributes;
use model::wire::codes::SecurityType;

/// The label of an action's button.
pub fn kind_label(kind: Kind) -> fn() -> &'static str {
    match kind {
        Kind::UpdateMembership => || t!(bulk.update),
        Kind::Renew => || t!(bulk.renew),
        Kind::Expire => || t!(bulk.expire),
        Kind::Security => || t!(bulk.security),
        Kind::Expiry => || t!(bulk.expiry),
        Kind::Delete => || t!(bulk.delete),
    }
}

/// The dialog's title.
pub fn kind_title(kind: Kind, count: i64) -> String {
    let number = format::count(count);
    match kind {
        Kind::UpdateMembership => t!(bulk.title_update, count = count, number = number),
        Kind::Renew => t!(bulk.title_renew, count = count, number = number),
        Kind::Expire => t!(bulk.title_expire, count = count, number = number),
        Kind::Security => t!(bulk.title_security, count = count, number = number),
        Kind::Expiry => t!(bulk.title_expiry, count = count, number = number),
        Kind::Delete => t!(bulk.title_delete, count = count, number = number),
    }
}

/// What the run is doing, with how many groups are done.
pub fn kind_doing(kind: Kind, done: &str, of: &str) -> String {
    match kind {
        Kind::UpdateMembership => t!(bulk.doing_update, done = done, of = of),
        Kind::Renew => t!(bulk.doing_renew, done = done, of = of),
        Kind::Expire => t!(bulk.doing_expire, done = done, of = of),
        Kind::Security | Kind::Expiry => t!(bulk.doing_change, done = done, of = of),
        Kind::Delete => t!(bulk.doing_delete, done = done, of = of),
    }
}

/// What will happen to a group.
pub fn effect(action: Action, group: &DirectoryObject) -> String {
    let change = |before: Option<String>, after: String| match before {
        Some(before) => t!(bulk.from_to, from = before, to = after),
        None => t!(bulk.set_to, to = after),
    };
    match action {
        Action::UpdateMembership => t!(bulk.effect_update).to_owned(),
        Action::Renew => t!(bulk.effect_renew, date = expiry(group)),
        Action::Expire => t!(bulk.effect_expire).to_owned(),
        Action::Delete => t!(bulk.effect_delete).to_owned(),
        Action::SetSecurity(kind) => {
            let before = group.first(attributes::SECURITY_TYPE).and_then(SecurityType::from_wire);
            change(before.map(|kind| security_name(kind).to_owned()), security_name(kind).to_owned())
        }
        Action::SetExpiry(days) => change(policy(group).map(expiry_name), expiry_name(days)),
    }
}

/// Why a group is left out.
pub fn left_out(why: NotNeeded) -> &'static str {
    match why {
        NotNeeded::NotSmart => t!(bulk.not_smart),
        NotNeeded::NeverExpires => t!(bulk.never_expires),
        NotNeeded::Expired => t!(bulk.expired_already),
        NotNeeded::Same => t!(bulk.same_already),
    }
}

/// What has become of a group: the CSS classes of the tag, its word, and a sentence or "".
pub fn result(kind: Kind, state: &State) -> (&'static str, String, String) {
    match state {
        State::Waiting => ("tag", t!(bulk.state_waiting).to_owned(), String::new()),
        State::Doubt => ("tag warn", t!(bulk.state_doubt).to_owned(), String::new()),
        State::Failed(failure) => {
            let said = match failure {
                Failure::Gone => t!(bulk.state_gone).to_owned(),
                Failure::Refused(Some(said)) => said.clone(),
                Failure::Refused(None) => t!(error.refused_silently).to_owned(),
            };
            ("tag bad", t!(bulk.state_failed).to_owned(), said)
        }
        State::Done { said, task } => {
            let word = match kind {
                // What was asked for is not done yet.
                Kind::UpdateMembership => t!(bulk.state_update),
                Kind::Delete => t!(bulk.state_deleted),
                _ => t!(bulk.state_done),
            };
            let task = task.map(|number| t!(bulk.task, number = number));
            let said: Vec<_> = task.into_iter().chain(said.clone()).collect();
            ("tag good", word.to_owned(), said.join(" "))
        }
    }
}
