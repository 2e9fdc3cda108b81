//! The complete editor of a membership rule: scope, condition tree, checks, text, exceptions and preview. The group
//! wizard and the group page use it.

use crate::api::smart::ExistingGroup;
use crate::criteria::CriteriaBuilder;
use crate::criteria::panels::checks_panel::ChecksPanel;
use crate::criteria::panels::counts::keep_counts;
use crate::criteria::panels::dn_check::keep_dn_checks;
use crate::criteria::panels::exceptions::Exceptions;
use crate::criteria::panels::preview::PreviewWatcher;
use crate::criteria::panels::preview_bar::PreviewBar;
use crate::criteria::panels::preview_panel::PreviewPanel;
use crate::criteria::panels::scope::RuleScope;
use crate::criteria::panels::sent_rule::{GraphPreview, SentRule};
use crate::criteria::state::Builder;
use crate::criteria::state::RuleField;
use crate::criteria::text::paste_dialog::PasteDialog;
use crate::criteria::text::text_dialog::TextDialog;
use crate::criteria::tree::row;
use crate::i18n::tv;
use crate::ui::field::ErrorText;
use crate::ui::focus;
use leptos::prelude::*;
use model::criteria::NodeId;
use model::group::{Form, MEMBER_CLASSES, findable};
use model::wire::cloud::CloudType;

/// The validation errors of a rule, by field.
#[derive(Clone, Copy)]
pub struct RuleErrors {
    /// The error of the conditions.
    pub rule: Signal<Option<String>>,
    /// The error of the object types.
    pub find: Signal<Option<String>>,
    /// The error of the containers.
    pub start_in: Signal<Option<String>>,
    /// The error of the exceptions.
    pub exceptions: Signal<Option<String>>,
}

#[component]
pub fn RuleEditor(
    /// The state of the condition tree.
    builder: Builder,
    /// The rule with its scope, permanent members and exceptions.
    field: RuleField,
    /// The preview of the rule.
    watch: PreviewWatcher,
    /// The validation errors to show.
    errors: RuleErrors,
    /// The existing group that has the rule; none for a new group.
    group: Option<ExistingGroup>,
    /// The object classes that can be members of the group.
    #[prop(default = MEMBER_CLASSES)]
    classes: &'static [&'static str],
) -> impl IntoView {
    let containers = builder.store(|store| store.containers.clone());
    let (reading, pasting) = (RwSignal::new(false), RwSignal::new(false));
    // A rule of Microsoft Graph has no scope, only conditions.
    let scoped = builder.store(|store| Form::of(store.kind, CloudType::default()).scoped);
    if scoped {
        keep_counts(builder, field.rule);
        keep_dn_checks(builder);
    }
    let findable = builder.store(|store| findable(store.kind, classes));
    let plain = move || builder.summary();
    // Following an error link to the rule goes on to the first condition or group with a fault.
    let to_fault = move |_| {
        let is_wrong = errors.rule.with_untracked(Option::is_some);
        let mut faults = builder.now().incomplete().into_iter().map(|(node, _)| node);
        if let Some(node) = faults.find(|node| is_wrong && *node != NodeId::ROOT) {
            if builder.editable(node).is_ok() {
                builder.open(node);
            } else {
                // A group without conditions: the focus goes to its "Add condition" button.
                focus::soon(format!("{} > .box > .foot [data-do=add]", focus::by_id(&row::id(node))));
            }
        }
    };
    view! {
        <div class="rule-editor">
            <div class="rule-main">
            <div class="stack">
                {scoped.then(|| view! {
                    <RuleScope field containers find_error=errors.find start_error=errors.start_in findable/>
                })}
                <div id="rule" tabindex="-1" class="stack" aria-describedby="rule-error" on:focus=to_fault
                    data-invalid=move || errors.rule.with(|error| error.is_some()).then_some("")>
                    <CriteriaBuilder builder>
                        <button type="button" class="btn s" on:click=move |_| reading.set(true)>{tv!(rule.show_as_text)}</button>
                        <button type="button" class="btn s" on:click=move |_| pasting.set(true)>{tv!(rule.paste)}</button>
                    </CriteriaBuilder>
                    <ErrorText id="rule-error" error=errors.rule/>
                </div>
                <p class="plain">{plain}</p>
                {(!scoped).then(|| view! { <SentRule builder/> })}
                <ChecksPanel builder/>
                {scoped.then(|| view! { <Exceptions field error=errors.exceptions classes/> })}
            </div>
            {scoped.then(|| view! { <PreviewBar watch/> })}
            </div>
            {if scoped {
                view! { <PreviewPanel field watch group classes/> }.into_any()
            } else {
                view! { <GraphPreview builder field watch group classes/> }.into_any()
            }}
        </div>
        <TextDialog open=reading builder/>
        <PasteDialog open=pasting builder field/>
    }
}
