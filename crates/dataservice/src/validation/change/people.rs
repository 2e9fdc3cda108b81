//! Who owns a group, by the rules for a new one, and who may send mail to it.

use super::super::Group;
use super::{CLOUD_OWNERS, Change, OWNERS};
use crate::object::{EngineError, Kind, Link};
use crate::reasons::{Reasons, name_object};
use crate::schema::Attribute;
use crate::{schema, shape};
use model::wire::{AttributeValue, Attributes, attributes};

impl Change<'_> {
    /// The owners after the change, primary and additional ones together: those in the request, and the present ones of
    /// an attribute that it does not have.
    pub(super) fn owners(&mut self) -> Result<(), EngineError> {
        let names = if self.is_cloud() { CLOUD_OWNERS } else { OWNERS };
        let Some(named) = names.into_iter().find(|name| self.named.contains(name)) else { return Ok(()) };
        let present = shape::attributes(self.held);
        let mut attributes = Attributes::new();
        for name in names {
            let from = if self.named.contains(name) { self.named } else { &present };
            attributes.set(name, from.all(name).to_vec());
        }
        let reasons = Reasons::default();
        let mut group = Group { change: self.tx, store: self.store, attributes: &attributes, reasons };
        let links = if self.is_cloud() { group.owners_of_entra()? } else { group.owners()? };
        // What is wrong is told at an attribute of the request.
        let reasons = group.reasons;
        self.reasons.absorb(reasons, |name| if self.named.contains(name) { None } else { Some(named.to_owned()) });
        for attribute in names.into_iter().filter_map(schema::attribute) {
            if self.named.contains(attribute.name) {
                let own = links.iter().filter(|link| link.attribute == attribute).cloned().collect();
                self.links.push((attribute, own));
            }
        }
        Ok(())
    }

    /// Those who alone may send mail to the group, or who may not: anybody who can have a mail address.
    pub(super) fn senders(
        &mut self,
        attribute: &'static Attribute,
        values: &[AttributeValue],
    ) -> Result<(), EngineError> {
        let mut links: Vec<Link> = Vec::new();
        for identity in values.iter().filter_map(AttributeValue::text) {
            let named = name_object(self.tx, self.store, attribute.name, identity, &mut self.reasons)?;
            let Some(found) = named else { continue };
            if found.kind == Kind::Computer {
                self.reasons.add(attribute.name, format!("{identity} is a computer, which sends no mail."));
            }
            let of_groups = [attributes::AUTHORIZED_GROUPS, attributes::UNAUTHORIZED_GROUPS];
            if of_groups.contains(&attribute.name) && found.kind != Kind::Group {
                self.reasons.add(attribute.name, format!("{identity} is no group."));
            }
            if links.iter().any(|link| link.target == found.handle) {
                self.reasons.add(attribute.name, format!("{identity} is named twice."));
            }
            links.push(Link::plain(attribute, found.handle));
        }
        self.links.push((attribute, links));
        Ok(())
    }
}
