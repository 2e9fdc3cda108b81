//! The request that saves an edit through Microsoft Graph: PATCH `/groups/{id}`, in Graph's names (part A, "Graph").

use super::GroupEdit;
use crate::graph::GraphGroup;
use crate::wire::attributes;
use crate::wire::lenient::Nullable;

impl GroupEdit {
    /// The body of PATCH `/groups/{id}`. A group that was read through Graph has its properties under the names of
    /// [`GraphGroup::directory_object`].
    ///
    /// # Errors
    ///
    /// The changed attributes that Graph has no property for, or that cannot have these values there.
    pub fn to_graph_patch(&self) -> Result<GraphGroup, Vec<String>> {
        let mut body = GraphGroup::default();
        let unfit = self.changed().filter(|name| self.put(name, &mut body).is_none());
        let unfit: Vec<String> = unfit.map(str::to_owned).collect();
        if unfit.is_empty() { Ok(body) } else { Err(unfit) }
    }

    /// Adds a changed attribute to the body; `None` if it does not fit.
    fn put(&self, name: &str, body: &mut GraphGroup) -> Option<()> {
        let text = self.first(name);
        let required = || text.map(|text| Nullable::Is(text.to_owned()));
        let optional = || text.map_or(Nullable::Null, |text| Nullable::Is(text.to_owned()));
        let flag = || match text?.to_ascii_lowercase().as_str() {
            "true" => Some(Nullable::Is(true)),
            "false" => Some(Nullable::Is(false)),
            _ => None,
        };
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        if is(attributes::DISPLAY_NAME) {
            body.display_name = required()?;
        } else if is(attributes::DESCRIPTION) {
            body.description = optional();
        } else if is(attributes::MAIL_NICKNAME) {
            body.mail_nickname = required()?;
        } else if is(attributes::SECURITY_TYPE) {
            // A hidden membership can only be chosen when the group is created.
            let visible = text.filter(|text| matches!(*text, "Private" | "Public"))?;
            body.visibility = Nullable::Is(visible.to_owned());
        } else if is("membershipRule") {
            body.membership_rule = required()?;
        } else if is("allowExternalSenders") {
            body.allow_external_senders = flag()?;
        } else if is("autoSubscribeNewMembers") {
            body.auto_subscribe_new_members = flag()?;
        } else if is("hideFromAddressLists") {
            body.hide_from_address_lists = flag()?;
        } else if is("hideFromOutlookClients") {
            body.hide_from_outlook_clients = flag()?;
        } else {
            return None;
        }
        Some(())
    }
}
