//! The names and settings of a group that is being created.

use crate::config::{GroupPolicy, Lockable};
use crate::names::{MAX_GROUP_SAM, suggest_mail_nickname, suggest_sam};
use crate::wire::codes::{GroupPurpose, GroupScope, SecurityType};
use crate::wire::lenient::{Member as Json, Unreadable, json_object, wire_json};
use serde_json::Value;

json_object! {
    /// Names, container and settings. The [`Form`](super::Form) says which of them a group has.
    pub struct General {
        /// The distinguished name of the container.
        pub container: String = "container",
        /// One of the configured prefixes, or an empty text.
        pub prefix: String = "prefix",
        /// The name as it was typed, usually without the prefix.
        pub name: String = "name",
        /// The pre-Windows 2000 name (`sAMAccountName`).
        pub sam: DerivedText = "sam",
        pub mail_enabled: bool = "mailEnabled",
        /// Whether a person set `mail_enabled`, so that the purpose no longer changes it.
        pub mail_chosen: bool = "mailChosen",
        /// The mail nickname.
        pub alias: DerivedText = "alias",
        /// Security or distribution.
        pub purpose: GroupPurpose = "purpose",
        /// Domain local, global or universal.
        pub scope: GroupScope = "scope",
        /// The scope before a mail address made it universal.
        pub scope_without_mail: Option<GroupScope> = "scopeWithoutMail",
        /// The security type, which says who may join.
        pub security: SecurityType = "security",
        /// Free text for people.
        pub description: String = "description",
        /// Whether a Microsoft 365 group has the features of Office; only in Entra ID through GroupID.
        pub office_features: bool = "officeFeatures" or true,
    }
}

/// A text that is derived from another one until a person edits it; `None` until then.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DerivedText(pub Option<String>);

impl DerivedText {
    /// The edited text, or else the derived one.
    pub fn or(&self, follow: impl FnOnce() -> String) -> String {
        self.0.clone().unwrap_or_else(follow)
    }
}

impl General {
    /// The full name: prefix and name. A prefix that was typed with the name is not repeated.
    pub fn full_name(&self) -> String {
        format!("{}{}", self.prefix, self.stem())
    }

    /// The name without the prefix, whether or not the prefix was typed with it.
    pub fn stem(&self) -> &str {
        let mut stem = self.name.trim();
        while let Some(rest) = without_prefix(stem, &self.prefix) {
            stem = rest;
        }
        stem
    }

    /// The pre-Windows 2000 name that will be sent.
    pub fn sam_text(&self) -> String {
        self.sam.or(|| suggest_sam(&self.full_name(), MAX_GROUP_SAM))
    }

    /// The mail nickname that will be sent if mail is enabled.
    pub fn alias_text(&self) -> String {
        self.alias.or(|| suggest_mail_nickname(&self.full_name()))
    }

    /// Turns mail on or off by a person's choice, after which the purpose no longer changes it.
    pub fn set_mail_enabled(&mut self, on: bool, policy: &GroupPolicy) {
        self.mail_chosen = true;
        self.turn_mail(on, policy);
    }

    /// Sets the purpose. A distribution group is meant for mail, so unless a person has chosen, mail is turned on for
    /// it.
    pub fn set_purpose(&mut self, purpose: GroupPurpose, policy: &GroupPolicy) {
        self.purpose = purpose;
        if !self.mail_chosen && !policy.is_locked(Lockable::MailEnabled) {
            self.turn_mail(purpose == GroupPurpose::Distribution || policy.mail_enabled, policy);
        }
    }

    /// A mail-enabled group must have the universal scope. When mail is turned off, the previous scope is restored.
    fn turn_mail(&mut self, on: bool, policy: &GroupPolicy) {
        let was = std::mem::replace(&mut self.mail_enabled, on);
        if policy.is_locked(Lockable::Scope) {
            return;
        }
        if on {
            if !was {
                self.scope_without_mail = Some(self.scope);
            }
            self.scope = GroupScope::Universal;
        } else if let Some(before) = self.scope_without_mail.take() {
            self.scope = before;
        }
    }
}

/// What follows a prefix, which may be typed in any letter case; `None` if the name does not begin with it.
fn without_prefix<'a>(name: &'a str, prefix: &str) -> Option<&'a str> {
    if prefix.is_empty() {
        return None;
    }
    // A letter may have a different number of bytes in lower and upper case, so the prefix is measured in characters.
    let length = name.char_indices().nth(prefix.chars().count()).map_or(name.len(), |(at, _)| at);
    let (head, rest) = name.split_at(length);
    (head.to_lowercase() == prefix.to_lowercase()).then(|| rest.trim_start())
}

impl Json for DerivedText {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        match value {
            None | Some(Value::Null) => Ok(Self(None)),
            // An empty text is a choice: a person deleted the derived one.
            edited => String::read(edited).map(|text| Self(Some(text))),
        }
    }
    fn write(&self) -> Option<Value> {
        self.0.write()
    }
}

wire_json!(DerivedText);
