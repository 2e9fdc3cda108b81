//! Lists of groups: filters, selections, saved views, and actions on many groups.

mod bulk;
mod bulk_people;
mod bulk_saved;
mod filter;
mod selection;
mod view;

use model::wire::{AttributeValue, Attributes, DirectoryObject, ObjectId, StoreId};

/// A group with these attributes; its id is its name.
fn group(name: &str, attributes: &[(&str, &str)]) -> DirectoryObject {
    let mut all = Attributes::new();
    for (attribute, value) in attributes {
        all.set(attribute, vec![AttributeValue::answered(*value)]);
    }
    DirectoryObject::answered(ObjectId::new(name), StoreId(2), "group", name, all)
}

fn groups(names: &[&str]) -> Vec<DirectoryObject> {
    names.iter().map(|name| group(name, &[])).collect()
}
