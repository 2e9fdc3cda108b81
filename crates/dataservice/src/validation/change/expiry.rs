//! When a group expires. A policy is a number of days and 0 means never; the date follows from it unless the request has
//! one (assumption A-82).

use super::{Change, EXPIRY, checked};
use crate::schema;
use crate::{clock, collate};

/// The most days that a policy can have: 100 years.
const MOST_DAYS: i64 = 36_525;

impl Change<'_> {
    pub(super) fn expiry(&mut self) {
        let [policy, date] = EXPIRY;
        let mut days = None;
        if let Some(attribute) = schema::attribute(policy).filter(|_| self.named.contains(policy)) {
            let values = self.named.all(policy);
            // Without a policy, a group never expires.
            days = match Self::text(values) {
                None => Some(0),
                Some(_) => checked(attribute, values, &mut self.reasons).and_then(|days| collate::number(&days.value)),
            };
            if days.is_some_and(|days| days > MOST_DAYS) {
                self.reasons.add(policy, format!("At most {MOST_DAYS} days are allowed."));
                days = None;
            }
            if let Some(days) = days {
                self.put(policy, Some(days.to_string()));
            }
        }
        let held = self.held.first(policy).and_then(collate::number).unwrap_or_default();
        match schema::attribute(date).filter(|_| self.named.contains(date)) {
            Some(attribute) => {
                let values = self.named.all(date);
                let said = match Self::text(values) {
                    None => Some(schema::NEVER.to_owned()),
                    Some(_) => checked(attribute, values, &mut self.reasons).map(|value| value.value),
                };
                if let Some(said) = said {
                    self.put(date, Some(said));
                }
            }
            None => {
                if let Some(days) = days.filter(|days| *days != held) {
                    self.put(date, Some(clock::expiration(days)));
                }
            }
        }
    }
}
