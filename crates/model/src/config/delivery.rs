//! The attributes of Active Directory that say whose mail a group receives (Microsoft's schema of Exchange).

use super::StoreConfig;
use super::schema::Rule;
use crate::config::StoreKind;
use crate::wire::lenient::json_object;
use crate::wire::object::ObjectKind;
use serde_json::Value;

json_object! {
    /// The attributes with those whose messages a group accepts or rejects. Those that end in `Perms` have groups, whose
    /// members are meant; the others have people.
    #[derive(Default)]
    pub struct DeliveryRestrictions {
        /// Only these may write to the group: `authOrig` for people, `dLMemSubmitPerms` for groups.
        pub accept_from: Vec<String> = "acceptFrom",
        /// These may not write to it: `unauthOrig` for people, `dLMemRejectPerms` for groups.
        pub reject_from: Vec<String> = "rejectFrom",
    }
}

/// Whether an attribute of delivery restrictions has groups, whose members are meant, and not people.
pub fn has_groups(attribute: &str) -> bool {
    attribute.to_ascii_lowercase().ends_with("perms")
}

/// The one of these attributes in which an object of that kind stands; none if they take no such object.
pub fn delivery_attribute(attributes: &[String], kind: ObjectKind) -> Option<&String> {
    let is_group = match kind {
        ObjectKind::Group => true,
        ObjectKind::User | ObjectKind::Contact => false,
        ObjectKind::Computer | ObjectKind::Other => return None,
    };
    attributes.iter().find(|attribute| has_groups(attribute) == is_group)
}

impl DeliveryRestrictions {
    /// Whether no attribute is configured.
    pub fn is_empty(&self) -> bool {
        self.accept_from.is_empty() && self.reject_from.is_empty()
    }

    /// All attributes.
    pub fn attributes(&self) -> impl Iterator<Item = &String> {
        self.accept_from.iter().chain(&self.reject_from)
    }
}

impl StoreConfig {
    /// The faults in the delivery restrictions that a JSON Schema cannot express.
    pub(super) fn bad_delivery(&self, path: &str, fault: &mut impl FnMut(String, Rule, Value)) {
        if self.kind != StoreKind::ActiveDirectory
            && let Some(first) = self.delivery_restrictions.attributes().next()
        {
            let path = format!("{path}.deliveryRestrictions");
            fault(path, Rule::DeliveryOfActiveDirectory, first.as_str().into());
        }
    }
}
