//! What the wizard asks for, by the kind of store and the type of group. Forms, checks and the summary all use this one
//! description; a field that a form does not have is not asked for, not checked and not sent.

use super::{Field, GroupDraft, GroupKind, MEMBER_CLASSES, Principal, Problem};
use crate::config::{StoreConfig, StoreKind};
use crate::criteria::Dialect;
use crate::names::Dn;
use crate::wire::cloud::CloudType;
use crate::wire::codes::GroupPurpose;
use crate::wire::object::ObjectKind;
use crate::wire::object_types::{ObjectType, ObjectTypes};

/// The description of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The kind of store that it is for.
    pub store: StoreKind,
    /// How a group can get its members.
    pub kinds: &'static [GroupKind],
    /// The types of group to choose from on the first step; empty in Active Directory.
    pub types: &'static [CloudType],
    /// The fields of the step [`Step::General`](super::Step::General), in order.
    pub general: &'static [Field],
    /// Those of them that have a default which most people keep. They are under *More options*, in this order.
    pub more: &'static [Field],
    /// Whether the directory may have more containers than the configuration lists.
    pub open_containers: bool,
    /// How groups are named.
    pub naming: Naming,
    /// The maximum length of a name in characters.
    pub longest_name: usize,
    /// Whether no other group with mail may have the same nickname.
    pub unique_nickname: bool,
    /// Whether the type of group decides that it has mail, so that nobody is asked.
    pub mail_by_type: bool,
    /// Whether roles of the directory can be assigned to a group.
    pub roles: bool,
    /// The object classes that can be members.
    pub members: &'static [&'static str],
    /// Whether a membership can have an end.
    pub temporary: bool,
    /// What kinds of owners a group has.
    pub owners: OwnerModel,
    /// Whether a group has additional owners beside these. For Entra ID behind GroupID this is assumption A-73.
    pub additional_owners: bool,
    /// The dialect in which its rule is sent.
    pub dialect: Dialect,
    /// Whether a rule also has containers, kinds of objects and exceptions.
    pub scoped: bool,
}

/// How groups are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// By a common name that is unique in its container, and an account name that is unique in the domain.
    CommonName,
    /// By a name that several groups may have.
    SharedName,
    /// By a display name that several groups may have, and a nickname that is asked for beside it.
    DisplayName,
}

/// What kinds of owners a group has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerModel {
    /// A primary owner, who may be missing unless the configuration demands one.
    Primary,
    /// At least one owner, all with the same rank.
    Several,
}

const BOTH: &[GroupKind] = &[GroupKind::Static, GroupKind::Smart];

const AD: &[Field] = &[
    Field::Name,
    Field::Purpose,
    Field::MailEnabled,
    Field::Security,
    Field::Description,
    Field::Container,
    Field::Scope,
    Field::Sam,
];
const AD_MORE: &[Field] = &[Field::Scope, Field::Container, Field::Sam];
const ENTRA: &[Field] = &[Field::Name, Field::Security, Field::Description, Field::Container];
const ENTRA_OFFICE: &[Field] =
    &[Field::Name, Field::Security, Field::OfficeFeatures, Field::Description, Field::Container];
const ENTRA_MORE: &[Field] = &[Field::Container];
const GRAPH: &[Field] = &[Field::Name, Field::Alias, Field::MailEnabled, Field::SecurityEnabled, Field::Description];
const GRAPH_OFFICE: &[Field] = &[
    Field::Name,
    Field::Alias,
    Field::MailEnabled,
    Field::SecurityEnabled,
    Field::Visibility,
    Field::Description,
    Field::AllowExternalSenders,
    Field::AutoSubscribe,
    Field::HideFromAddressLists,
    Field::HideFromOutlook,
];

impl Form {
    /// The form for a kind of store and a type of group.
    pub fn of(store: StoreKind, cloud: CloudType) -> Self {
        let unified = cloud.is_unified();
        match store {
            StoreKind::ActiveDirectory => Self {
                store,
                kinds: BOTH,
                types: &[],
                general: AD,
                more: AD_MORE,
                open_containers: true,
                naming: Naming::CommonName,
                longest_name: crate::names::MAX_CN,
                unique_nickname: false,
                mail_by_type: false,
                roles: false,
                members: MEMBER_CLASSES,
                temporary: true,
                owners: OwnerModel::Primary,
                additional_owners: true,
                dialect: Dialect::GroupId,
                scoped: true,
            },
            StoreKind::EntraId => Self {
                store,
                kinds: BOTH,
                types: &CloudType::ALL,
                general: if unified { ENTRA_OFFICE } else { ENTRA },
                more: ENTRA_MORE,
                open_containers: false,
                naming: Naming::SharedName,
                longest_name: crate::names::MAX_DISPLAY_NAME,
                unique_nickname: false,
                mail_by_type: false,
                roles: false,
                members: cloud.member_classes(),
                temporary: true,
                owners: OwnerModel::Several,
                additional_owners: true,
                dialect: Dialect::GroupId,
                scoped: true,
            },
            StoreKind::MicrosoftGraph => Self {
                store,
                kinds: BOTH,
                types: &[CloudType::Microsoft365, CloudType::Security],
                general: if unified { GRAPH_OFFICE } else { GRAPH },
                more: &[],
                open_containers: false,
                naming: Naming::DisplayName,
                longest_name: crate::names::MAX_DISPLAY_NAME,
                unique_nickname: unified,
                mail_by_type: true,
                roles: true,
                members: cloud.member_classes(),
                temporary: false,
                owners: OwnerModel::Several,
                additional_owners: false,
                dialect: Dialect::Entra,
                scoped: false,
            },
        }
    }

    /// The object classes that can own a group.
    pub fn owner_classes(&self) -> &'static [&'static str] {
        match self.owners {
            OwnerModel::Primary => &["user", "group", "contact"],
            OwnerModel::Several => &["user"],
        }
    }

    /// Why an object cannot own a group. In Active Directory contacts and security groups can, too; in Entra ID an
    /// object of unknown kind is not rejected.
    pub fn cannot_own(&self, who: &Principal) -> Option<Problem> {
        let is_for_mail = who.purpose == Some(GroupPurpose::Distribution);
        match (self.owners, who.kind) {
            (OwnerModel::Primary, ObjectKind::Group) => is_for_mail.then_some(Problem::CannotOwn),
            (OwnerModel::Primary, ObjectKind::User | ObjectKind::Contact) => None,
            (OwnerModel::Primary, _) => Some(Problem::CannotOwn),
            (OwnerModel::Several, ObjectKind::User | ObjectKind::Other) => None,
            (OwnerModel::Several, _) => Some(Problem::NotAPerson),
        }
    }

    /// Whether the form has this field on the step [`Step::General`](super::Step::General).
    pub fn asks(&self, field: &Field) -> bool {
        self.general.contains(field)
    }

    /// The types of objects that a rule may find.
    pub fn findable(&self) -> ObjectTypes {
        findable(self.store, self.members)
    }
}

/// The types of objects that a rule of such a store may find: those of the classes that can be members. GroupID supports
/// neither contacts nor computers in rules of Entra ID (part A of the contract), and no type there depends on Exchange's
/// attributes.
pub fn findable(store: StoreKind, classes: &[&str]) -> ObjectTypes {
    let is_member = |kind| classes.iter().any(|class| ObjectKind::of(class) == kind);
    if store != StoreKind::ActiveDirectory {
        let kinds = [ObjectKind::User, ObjectKind::Group].into_iter().filter(|kind| is_member(*kind));
        return kinds.fold(ObjectTypes::NONE, |all, kind| all.set(ObjectTypes::of_kind(kind), true));
    }
    let is_found = |own: &ObjectType| match own.kind() {
        // A mail-enabled public folder is a recipient, as a contact is.
        ObjectKind::Other => is_member(ObjectKind::Contact),
        kind => is_member(kind),
    };
    let types = ObjectType::ALL.into_iter().filter(is_found);
    types.fold(ObjectTypes::NONE, |all, own| all.set(ObjectTypes::only(own), true))
}

/// Where the step [`Step::General`](super::Step::General) shows a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldPlace {
    /// Always visible.
    Main,
    /// Under *More options*.
    More,
    /// Nowhere: the form does not have it, or there is only one possible value.
    Nowhere,
}

impl GroupDraft {
    /// Where the step [`Step::General`](super::Step::General) shows a field. A field without a safe default is always
    /// visible.
    pub fn place_of(&self, field: &Field, store: &StoreConfig) -> FieldPlace {
        let form = self.form(store.kind);
        if !form.asks(field) {
            return FieldPlace::Nowhere;
        }
        let only = store.only_container();
        let is_only =
            |dn: &str| Dn::parse(dn).is_ok_and(|dn| Dn::parse(&self.general.container).is_ok_and(|own| own.same(&dn)));
        match field {
            Field::Container if !form.open_containers && only.is_some_and(is_only) => FieldPlace::Nowhere,
            Field::Container if store.groups.container.is_none() && only.is_none() => FieldPlace::Main,
            _ if form.more.contains(field) => FieldPlace::More,
            _ => FieldPlace::Main,
        }
    }

    /// Whether a field under *More options* still has the value of a new group.
    pub fn is_default(&self, field: &Field, store: &StoreConfig) -> bool {
        let (own, new) = (&self.general, Self::new(store, None).general);
        match field {
            Field::Container => own.container == new.container,
            Field::Scope => own.scope == new.scope || own.mail_enabled,
            Field::Sam => own.sam.0.is_none(),
            _ => true,
        }
    }

    /// The form for this draft.
    pub fn form(&self, store: StoreKind) -> Form {
        Form::of(store, self.cloud)
    }

    /// Chooses the type of a group in Entra ID, and removes from its rule the kinds of objects that such a group cannot
    /// have.
    pub fn set_cloud(&mut self, cloud: CloudType, store: StoreKind) {
        self.cloud = cloud;
        self.rule.find = self.rule.find.and(self.form(store).findable());
    }

    /// Sets whether roles can be assigned to the group. Such a group must be static, private and a security group.
    pub fn set_role_assignable(&mut self, on: bool) {
        self.graph.role_assignable = on;
        self.graph.without_owners = false;
        if on {
            self.kind = GroupKind::Static;
            self.graph.security_enabled = true;
            self.graph.visibility = crate::wire::cloud::Visibility::Private;
        }
    }

    /// Sets how the group gets its members. Roles cannot be assigned to a smart group.
    pub fn set_kind(&mut self, kind: GroupKind) {
        self.kind = kind;
        if kind == GroupKind::Smart {
            self.graph.role_assignable = false;
        }
    }
}

impl StoreConfig {
    /// The only configured container; `None` if there are several.
    fn only_container(&self) -> Option<&str> {
        match &self.containers[..] {
            [only] if only.children.is_empty() => Some(&only.dn),
            _ => None,
        }
    }
}
