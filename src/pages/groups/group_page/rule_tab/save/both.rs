//! The rule was changed by someone else meanwhile: both versions, and the choice between them.

use super::{RULE, Saving};
use crate::criteria::Builder;
use crate::criteria::words::phrases::sentence_of;
use crate::i18n::tv;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::group::MembershipRule;
use model::wire::DirectoryObject;

/// Both versions of the rule, and buttons to choose one.
#[component]
pub fn Both(
    saving: Saving,
    /// The group as someone else has changed it.
    now: DirectoryObject,
    send: Callback<()>,
    builder: Builder,
) -> impl IntoView {
    let say = move |rule: &MembershipRule| builder.store(|store| sentence_of(store, &rule.criteria));
    let text = now.first(RULE).unwrap_or_default().to_owned();
    let theirs = StoredValue::new(MembershipRule::of(&now).ok());
    let now = StoredValue::new(now);
    let mine = move || saving.edited.with(say);
    // A rule that cannot be read is shown as the service has it.
    let other = move || theirs.with_value(|theirs| theirs.as_ref().map_or_else(|| text.clone(), say));
    let keep_mine = move |_| {
        // The next save compares with what was shown here, also if it cannot be read.
        saving.group.set_value(now.get_value());
        saving.before.set_value(theirs.get_value().unwrap_or_else(|| builder.store(MembershipRule::new)));
        send.run(());
    };
    view! {
        <div class="panel warn" role="alert">
            {Icon::Warning.view()}
            <div class="stack">
                <p>{tv!(rule.changed_meanwhile)}</p>
                <h3>{tv!(rule.theirs)}</h3><p class="plain">{other}</p>
                <h3>{tv!(rule.mine)}</h3><p class="plain">{mine}</p>
                <div class="row">
                    <button type="button" class="btn s" on:click=move |_| saving.done.run(true)>{tv!(rule.take_theirs)}</button>
                    <button type="button" class="btn s danger" on:click=keep_mine>{tv!(rule.keep_mine)}</button>
                </div>
            </div>
        </div>
    }
}
