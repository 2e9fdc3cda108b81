//! The wizard's texts for steps and types of groups.

use crate::i18n::t;
use crate::words::group::kind_name;
use model::config::StoreKind;
use model::group::{Form, GroupDraft, GroupKind, Step};
use model::wire::cloud::{CloudType, Visibility};

pub fn step_name(step: Step, kind: GroupKind) -> &'static str {
    match step {
        Step::GroupType => t!(wizard.step_type),
        Step::General => t!(wizard.step_general),
        Step::Members if kind == GroupKind::Smart => t!(rule.title),
        Step::Members => t!(wizard.step_members),
        Step::Owners => t!(wizard.step_owners),
        Step::Summary => t!(wizard.step_summary),
    }
}

/// The explanation of a kind of group.
pub fn kind_meaning(kind: GroupKind, form: &Form) -> fn() -> &'static str {
    match (kind, form.scoped) {
        (GroupKind::Static, _) => || t!(wizard.static_meaning),
        (GroupKind::Smart, false) => || t!(wizard.dynamic_meaning),
        (GroupKind::Smart, true) => || t!(rule.smart_meaning),
    }
}

pub fn cloud_name(cloud: CloudType) -> &'static str {
    match cloud {
        CloudType::Security => t!(group.purpose_security),
        CloudType::Distribution => t!(group.purpose_distribution),
        CloudType::Microsoft365 => t!(group.microsoft365),
        CloudType::Teams => t!(group.teams),
    }
}

/// The explanation of a type of group.
pub fn cloud_meaning(cloud: CloudType) -> fn() -> &'static str {
    match cloud {
        CloudType::Security => || t!(wizard.security_meaning),
        CloudType::Distribution => || t!(wizard.distribution_meaning),
        CloudType::Microsoft365 => || t!(wizard.microsoft365_meaning),
        CloudType::Teams => || t!(wizard.teams_meaning),
    }
}

/// Type and kind of a draft in a line; reactive.
pub fn type_words(draft: &GroupDraft, store: StoreKind) -> String {
    let kind = kind_name(draft.kind, store);
    if draft.form(store).types.is_empty() { kind.to_owned() } else { format!("{} · {kind}", cloud_name(draft.cloud)) }
}

pub fn visibility_name(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Private => t!(group.security_private),
        Visibility::Public => t!(group.security_public),
        Visibility::Hidden => t!(group.hidden_membership),
    }
}
