//! Names and settings of a group-to-be.

use crate::config::{GroupPolicy, Lockable};
use crate::names::{MAX_GROUP_SAM, suggest_mail_nickname, suggest_sam};
use crate::wire::codes::{GroupPurpose, GroupScope, SecurityType};
use crate::wire::lenient::{Member as Json, Unreadable, json_object, wire_json};
use serde_json::Value;

json_object! {
    /// Names, container and settings. Which of them a group has is said by its [`super::Form`].
    pub struct General {
        /// Distinguished name of the container.
        pub container: String = "container",
        /// One of the configured prefixes, or "".
        pub prefix: String = "prefix",
        /// The name without the prefix.
        pub name: String = "name",
        /// The pre-Windows 2000 name.
        pub sam: DerivedText = "sam",
        /// Whether it has a mail address.
        pub mail_enabled: bool = "mailEnabled",
        /// Whether somebody said so, and not the group's purpose.
        pub mail_chosen: bool = "mailChosen",
        /// The mail nickname.
        pub alias: DerivedText = "alias",
        /// Security or distribution.
        pub purpose: GroupPurpose = "purpose",
        /// Domain local, global, universal.
        pub scope: GroupScope = "scope",
        /// What the scope was before mail made it universal.
        pub scope_without_mail: Option<GroupScope> = "scopeWithoutMail",
        /// Who may join.
        pub security: SecurityType = "security",
        /// For people.
        pub description: String = "description",
        /// Whether a Microsoft 365 group of Entra ID has Office's features.
        pub office_features: bool = "officeFeatures" or true,
    }
}

/// A text that follows the group's name until somebody edits it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DerivedText(pub Option<String>);

impl DerivedText {
    /// The text, edited or following.
    pub fn or(&self, follow: impl FnOnce() -> String) -> String {
        self.0.clone().unwrap_or_else(follow)
    }
}

impl General {
    /// The group's whole name: prefix and name. A prefix that was typed with the name is not put before it again.
    pub fn full_name(&self) -> String {
        format!("{}{}", self.prefix, self.stem())
    }

    /// The name without the prefix, whether or not that was typed with it.
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

    /// The mail nickname that will be sent, if mail is enabled.
    pub fn alias_text(&self) -> String {
        self.alias.or(|| suggest_mail_nickname(&self.full_name()))
    }

    /// Somebody turns mail on or off; from then on the purpose has no say in it.
    pub fn set_mail_enabled(&mut self, on: bool, policy: &GroupPolicy) {
        self.mail_chosen = true;
        self.turn_mail(on, policy);
    }

    /// Chooses the purpose. A distribution group is there for mail, so that turns mail on, unless somebody has chosen.
    pub fn set_purpose(&mut self, purpose: GroupPurpose, policy: &GroupPolicy) {
        self.purpose = purpose;
        if !self.mail_chosen && !policy.is_locked(Lockable::MailEnabled) {
            self.turn_mail(purpose == GroupPurpose::Distribution || policy.mail_enabled, policy);
        }
    }

    /// A mail-enabled group needs the universal scope; without mail it has again the one that was chosen before.
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

/// What follows a prefix, in whatever case that was typed.
fn without_prefix<'a>(name: &'a str, prefix: &str) -> Option<&'a str> {
    if prefix.is_empty() {
        return None;
    }
    // Letters of both cases need not have the same number of bytes.
    let length = name.char_indices().nth(prefix.chars().count()).map_or(name.len(), |(at, _)| at);
    let (head, rest) = name.split_at(length);
    (head.to_lowercase() == prefix.to_lowercase()).then(|| rest.trim_start())
}

impl Json for DerivedText {
    fn read(value: Option<&Value>) -> Result<Self, Unreadable> {
        match value {
            None | Some(Value::Null) => Ok(Self(None)),
            // "" is an answer: somebody took the text away.
            edited => String::read(edited).map(|text| Self(Some(text))),
        }
    }
    fn write(&self) -> Option<Value> {
        self.0.write()
    }
}

wire_json!(DerivedText);
