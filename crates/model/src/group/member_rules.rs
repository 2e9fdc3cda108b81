//! Which objects a group can have as members: in Active Directory its scope decides, in Entra ID its type.

use super::{Form, GroupDraft, MEMBER_CLASSES, Principal, Problem, can_hold};
use crate::config::StoreKind;
use crate::wire::DirectoryObject;
use crate::wire::attributes;
use crate::wire::cloud::CloudType;
use crate::wire::codes::{AdGroupType, GroupScope};
use crate::wire::object::ObjectKind;

/// What decides which members a group can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberRules {
    store: StoreKind,
    /// The scope of a group of Active Directory; none if it is not known, and then the service decides.
    scope: Option<GroupScope>,
    /// The type of a group of Entra ID; none if it is not known.
    cloud: Option<CloudType>,
    /// Whether roles of the directory can be assigned to the group.
    has_roles: bool,
}

impl MemberRules {
    /// The rules for an existing group.
    pub fn of_group(group: &DirectoryObject, store: StoreKind) -> Self {
        let code = group.first(attributes::GROUP_TYPE).unwrap_or_default();
        let scope = code.trim().parse().ok().and_then(AdGroupType::from_code).map(|kind| kind.scope);
        let cloud = CloudType::from_code(code);
        let has_roles = group.first("isAssignableToRole").is_some_and(|is| is.eq_ignore_ascii_case("true"));
        Self { store, scope, cloud, has_roles }
    }

    /// The rules for a list of people that belongs to no group: everything fits.
    pub fn of_list(store: StoreKind) -> Self {
        Self { store, scope: None, cloud: None, has_roles: false }
    }

    /// The object classes that can be members of a group of this type.
    pub fn classes(self) -> &'static [&'static str] {
        match (self.store, self.cloud) {
            (StoreKind::ActiveDirectory, _) | (_, None) => MEMBER_CLASSES,
            (_, Some(cloud)) => cloud.member_classes(),
        }
    }

    /// The object classes that are offered as members: only users if roles can be assigned to the group.
    pub fn offered(self) -> &'static [&'static str] {
        if self.takes_people_only() { &["user"] } else { self.classes() }
    }

    /// Whether roles can be assigned to the group, so that it cannot have groups as members.
    pub fn takes_people_only(self) -> bool {
        self.store == StoreKind::MicrosoftGraph && self.has_roles
    }

    /// Whether a membership can have an end.
    pub fn takes_dates(self) -> bool {
        Form::of(self.store, self.cloud.unwrap_or_default()).temporary
    }

    /// Why an object cannot be a member. An object of unknown kind is not rejected; the service decides.
    pub fn refusal(self, who: &Principal) -> Option<Problem> {
        if self.store == StoreKind::ActiveDirectory {
            let own = self.scope?;
            return who.scope.filter(|scope| !can_hold(own, *scope)).map(|scope| Problem::CannotHold(own, scope));
        }
        let cloud = self.cloud?;
        if self.takes_people_only() && who.kind == ObjectKind::Group && !cloud.is_unified() {
            return Some(Problem::GroupsCannotBeMembers);
        }
        let fits = cloud.member_classes().iter().any(|class| ObjectKind::of(class) == who.kind);
        (!fits && who.kind != ObjectKind::Other).then_some(Problem::CannotBeMember(cloud))
    }
}

impl GroupDraft {
    /// Which objects the group can have as members.
    pub fn member_rules(&self, store: StoreKind) -> MemberRules {
        let (scope, cloud) = (Some(self.general.scope), Some(self.cloud));
        MemberRules { store, scope, cloud, has_roles: self.graph.role_assignable }
    }
}
