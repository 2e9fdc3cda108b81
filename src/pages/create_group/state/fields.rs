//! Which fields the user can change, and which value a refusal was about.

use model::config::{Lockable, StoreConfig};
use model::group::{Field, FieldPlace, GroupDraft, GroupKind, OwnerModel};

/// Whether the user can change a field: the form has it, the group's type leaves a choice, and it is not locked.
pub(super) fn is_editable(draft: &GroupDraft, store: &StoreConfig, field: &Field) -> bool {
    let form = draft.form(store.kind);
    let free = |what| form.asks(field) && !store.groups.is_locked(what);
    let smart = draft.kind == GroupKind::Smart;
    match field {
        Field::Whole => false,
        Field::Kind => true,
        Field::Cloud => !form.types.is_empty(),
        Field::RoleAssignable => form.roles && !smart,
        Field::Container => free(Lockable::Container) && draft.place_of(field, store) != FieldPlace::Nowhere,
        Field::Purpose => free(Lockable::Purpose),
        Field::Scope => free(Lockable::Scope),
        Field::Security => free(Lockable::Security),
        // In Graph it follows from the group's type.
        Field::MailEnabled => free(Lockable::MailEnabled) && !form.mail_by_type,
        Field::Alias => form.asks(field) || (form.asks(&Field::MailEnabled) && draft.general.mail_enabled),
        Field::SecurityEnabled | Field::Visibility => draft.cloud.is_unified() && !draft.graph.role_assignable,
        Field::Members | Field::Member(_) => !smart,
        Field::Rule => smart,
        Field::Find | Field::StartIn | Field::Include | Field::Exclude => smart && form.scoped,
        Field::PrimaryOwner => form.owners == OwnerModel::Primary,
        Field::AdditionalOwners => form.additional_owners,
        Field::Owners => form.owners == OwnerModel::Several,
        _ => form.asks(field),
    }
}

/// The value that a refusal of the field was about, if it also depends on other fields.
pub(super) fn asked(field: &Field, draft: &GroupDraft) -> Option<String> {
    let general = &draft.general;
    match field {
        Field::Name => Some(format!("{}\n{}", general.full_name(), general.container)),
        Field::Sam => Some(general.sam_text()),
        Field::Alias => Some(format!("{}\n{}", general.mail_enabled, general.alias_text())),
        Field::Scope => Some(general.scope.wire().to_owned()),
        Field::Kind | Field::Cloud => Some(format!("{}\n{:?}", draft.cloud.code(), draft.kind)),
        Field::SecurityEnabled => Some(draft.graph.security_enabled.to_string()),
        Field::Visibility => Some(draft.graph.visibility.wire().to_owned()),
        _ => None,
    }
}

/// Whether two drafts have the same names, as far as the field is concerned.
pub(super) fn same_name(field: &Field, one: &GroupDraft, other: &GroupDraft) -> bool {
    let names = |draft: &GroupDraft| {
        let general = &draft.general;
        match field {
            Field::Alias => vec![general.alias_text()],
            _ => vec![general.full_name(), general.sam_text()],
        }
    };
    names(one) == names(other)
}
