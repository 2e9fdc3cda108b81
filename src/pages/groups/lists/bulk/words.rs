//! The sentences about actions on several groups.

use super::Kind;
use crate::i18n::t;
use crate::ui::format;
use crate::words::group::{expiry, expiry_name, security_name};
use crate::words::problem_text;
use model::group::Principal;
use model::list::bulk::{Action, Counts, Failure, Item, NotNeeded, State, policy};
use model::names::Dn;
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
        Kind::SetOwner => || t!(bulk.set_owner),
        Kind::AddOwner => || t!(bulk.add_owner),
        Kind::AddTo => || t!(bulk.add_to),
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
        Kind::SetOwner => t!(bulk.title_set_owner, count = count, number = number),
        Kind::AddOwner => t!(bulk.title_add_owner, count = count, number = number),
        Kind::AddTo => t!(bulk.title_add_to, count = count, number = number),
        Kind::Delete => t!(bulk.title_delete, count = count, number = number),
    }
}

/// What the run is doing, with how many groups are done.
pub fn kind_doing(kind: Kind, done: &str, of: &str) -> String {
    match kind {
        Kind::UpdateMembership => t!(bulk.doing_update, done = done, of = of),
        Kind::Renew => t!(bulk.doing_renew, done = done, of = of),
        Kind::Expire => t!(bulk.doing_expire, done = done, of = of),
        Kind::AddTo => t!(bulk.doing_add_to, done = done, of = of),
        Kind::Security | Kind::Expiry | Kind::SetOwner | Kind::AddOwner => t!(bulk.doing_change, done = done, of = of),
        Kind::Delete => t!(bulk.doing_delete, done = done, of = of),
    }
}

/// How many groups are in which state.
pub fn counts_text(counts: Counts) -> String {
    let [done, failed, open] = [counts.done, counts.failed, counts.waiting + counts.doubt].map(|count| count as i64);
    let number = format::count;
    let done = t!(bulk.count_done, count = done, number = number(done));
    let failed = (failed > 0).then(|| t!(bulk.count_failed, count = failed, number = number(failed)));
    let open = (open > 0).then(|| t!(bulk.count_open, count = open, number = number(open)));
    [Some(done), failed, open].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What will happen to a group. `people` are the owners that are known by more than a distinguished name.
pub fn effect(action: &Action, group: &DirectoryObject, people: &[Principal]) -> String {
    let change = |before: Option<String>, after: String| match before {
        Some(before) => t!(bulk.from_to, from = before, to = after),
        None => t!(bulk.set_to, to = after),
    };
    match *action {
        Action::UpdateMembership => t!(bulk.effect_update).to_owned(),
        Action::Renew => t!(bulk.effect_renew, date = expiry(group)),
        Action::Expire => t!(bulk.effect_expire).to_owned(),
        Action::Delete => t!(bulk.effect_delete).to_owned(),
        Action::SetSecurity(kind) => {
            let before = group.first(attributes::SECURITY_TYPE).and_then(SecurityType::from_wire);
            change(before.map(|kind| security_name(kind).to_owned()), security_name(kind).to_owned())
        }
        Action::SetExpiry(days) => change(policy(group).map(expiry_name), expiry_name(days)),
        Action::AddTo(ref target) => t!(bulk.effect_add_to, name = target.group.name.as_str()),
        Action::Own(ref owner) => {
            let named = |text: &&str| match Some(&owner.who).filter(|who| who.is_meant_by(text)) {
                Some(who) => who.name.clone(),
                None => owner_name(text, people),
            };
            let all = |texts: Vec<&str>| texts.iter().map(named).collect::<Vec<_>>().join(", ");
            let after = owner.edit(group).map(|edit| all(owner.owners_after(&edit))).unwrap_or_default();
            change(Some(all(owner.owners(group))).filter(|names| !names.is_empty()), after)
        }
    }
}

/// The name of an owner; of one who is not known, the name in the distinguished name.
fn owner_name(text: &str, people: &[Principal]) -> String {
    let known = people.iter().find(|who| who.is_meant_by(text)).map(|who| who.name.clone());
    known.unwrap_or_else(|| Dn::parse(text).map_or_else(|_| text.to_owned(), |dn| dn.rdn().value().to_owned()))
}

/// Why a group is left out.
pub fn left_out(why: &NotNeeded) -> String {
    let said = match why {
        NotNeeded::NotSmart => t!(bulk.not_smart),
        NotNeeded::NeverExpires => t!(bulk.never_expires),
        NotNeeded::Expired => t!(bulk.expired_already),
        NotNeeded::Same => t!(bulk.same_already),
        NotNeeded::OwnsAlready => t!(bulk.owns_already),
        NotNeeded::MemberAlready => t!(bulk.member_already),
        NotNeeded::Itself => t!(bulk.itself),
        NotNeeded::Circle => t!(bulk.circle),
        NotNeeded::Unfit(problem) => return problem_text(problem),
    };
    said.to_owned()
}

/// What has become of a group in an action that is running, or not: the CSS classes of the tag, its word, and a sentence or "".
pub fn result(action: &Action, is_running: bool, item: &Item, people: &[Principal]) -> (&'static str, String, String) {
    match &item.state {
        State::Waiting => ("tag", t!(bulk.state_waiting).to_owned(), String::new()),
        State::Doubt if is_running => ("tag accent", t!(bulk.state_sent).to_owned(), String::new()),
        State::Doubt => ("tag warn", t!(bulk.state_doubt).to_owned(), String::new()),
        State::Failed(failure) => {
            let said = match failure {
                Failure::Gone => t!(bulk.state_gone).to_owned(),
                Failure::Refused(Some(said)) => said.clone(),
                Failure::Refused(None) => t!(error.refused_silently).to_owned(),
                Failure::Unread => t!(bulk.owners_unread).to_owned(),
                Failure::NotNow(why) => t!(bulk.not_now, why = left_out(why)),
                Failure::Changed => {
                    let texts = match action {
                        Action::Own(owner) => owner.owners(&item.group),
                        _ => Vec::new(),
                    };
                    let names = texts.into_iter().map(|text| owner_name(text, people)).collect::<Vec<_>>().join(", ");
                    let names = if names.is_empty() { t!(owners.none).to_owned() } else { names };
                    t!(bulk.owner_changed, names = names)
                }
            };
            ("tag bad", t!(bulk.state_failed).to_owned(), said)
        }
        State::Unseen => ("tag warn", t!(bulk.state_unseen).to_owned(), t!(bulk.unseen).to_owned()),
        State::Done { said, task } => {
            let word = match action {
                // What was asked for is not done yet.
                Action::UpdateMembership => t!(bulk.state_update),
                Action::Delete => t!(bulk.state_deleted),
                _ => t!(bulk.state_done),
            };
            let task = task.map(|number| t!(bulk.task, number = number));
            let said: Vec<_> = task.into_iter().chain(said.clone()).collect();
            ("tag good", word.to_owned(), said.join(" "))
        }
    }
}
