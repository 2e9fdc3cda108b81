//! Starts the check of a rule that was just sent, and warns if the service has stored another one (part F: read back).

use crate::api::Api;
use crate::i18n::t;
use crate::task;
use crate::ui::toast::Toasts;
use model::group::MembershipRule;
use model::wire::ObjectId;

/// Reads the rule again in the background, also after the page was left. `before` is none for a new group.
pub fn check_saved_rule(
    api: &Api,
    group: ObjectId,
    name: String,
    before: Option<MembershipRule>,
    sent: MembershipRule,
    toasts: Toasts,
) {
    let api = api.clone();
    let store = api.current_store().id;
    task::run_to_end(api.check_saved_rule(store, group, before, sent), move |differs| {
        if differs {
            toasts.warn(move || t!(rule.stored_said, name = name.as_str()));
        }
    });
}
