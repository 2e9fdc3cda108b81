//! Translates a condition on one attribute.

use super::{Sql, bare_guid, dn_key, ends, link_kind};
use crate::collate::{fold, mask, moment, number, order_key};
use crate::filter::{Operator, Test};
use crate::schema::{Attribute, Syntax};
use model::wire::codes::MembershipType;

impl Sql<'_> {
    /// The query for the objects that satisfy a test.
    pub(super) fn test(&mut self, test: &Test) -> String {
        let name = self.names.id(test.attribute);
        match test.attribute.syntax {
            Syntax::Text | Syntax::StartPath | Syntax::Number | Syntax::Flags | Syntax::Date => {
                let holds = self.holds("folded", test, fold);
                format!("SELECT object FROM attrs WHERE name = {name} AND {holds}")
            }
            Syntax::Guid => self.column("o.guid", test, bare_guid),
            Syntax::Dn => self.column("o.dn_key", test, dn_key),
            Syntax::Container => self.column("o.parent_key", test, dn_key),
            Syntax::Membership => self.membership(test),
            Syntax::Link(_) | Syntax::BackLink(_) => self.link_test(test),
        }
    }

    /// The query for the objects whose attribute has one of these values, which is a single index lookup.
    pub fn is_one_of(&mut self, attribute: &Attribute, values: &[&str]) -> String {
        let key: fn(&str) -> String = match attribute.syntax {
            Syntax::Guid => bare_guid,
            Syntax::Dn | Syntax::Container => dn_key,
            _ => fold,
        };
        let places: Vec<_> = values.iter().map(|value| self.value(key(value))).collect();
        let list = places.join(", ");
        match attribute.syntax {
            Syntax::Guid => self.objects(&format!("o.guid IN ({list})")),
            Syntax::Dn => self.objects(&format!("o.dn_key IN ({list})")),
            Syntax::Container => self.objects(&format!("o.parent_key IN ({list})")),
            _ => {
                let name = self.names.id(attribute);
                format!("SELECT object FROM attrs WHERE name = {name} AND folded IN ({list})")
            }
        }
    }

    /// The query for the objects whose stored attribute contains one of these texts, which reads each value once.
    pub fn has_one_of(&mut self, attribute: &Attribute, values: &[&str]) -> String {
        let name = self.names.id(attribute);
        let texts: Vec<_> = values.iter().map(|value| fold(value)).collect();
        let texts = self.value(serde_json::json!(texts).to_string());
        format!("SELECT object FROM attrs WHERE name = {name} AND has_any(folded, {texts})")
    }

    /// The query for a test of the kind or a date of a membership. These attributes exist only in lists of members; no
    /// object has them by itself. A permanent membership has the number of its kind, though no text is stored for it.
    fn membership(&mut self, test: &Test) -> String {
        let Some((handle, attribute)) = self.within else { return self.objects("0") };
        let column = match test.attribute.name {
            "XMembershipType" => "w.membership",
            "XBeginningDate" => "w.begins",
            _ => "w.ends",
        };
        let holds = if test.operator == Operator::Present {
            format!("{column} <> ''")
        } else if column == "w.membership" {
            let permanent = MembershipType::Permanent.wire();
            self.holds(&format!("coalesce(nullif(w.membership, ''), '{permanent}')"), test, fold)
        } else {
            format!("{column} <> '' AND {}", self.holds(&format!("lower({column})"), test, fold))
        };
        let (own, other) = ends(attribute);
        let (kind, handle) = (link_kind(attribute), handle.0);
        format!("SELECT w.{other} FROM links w WHERE w.kind = {kind} AND w.{own} = {handle} AND {holds}")
    }

    fn column(&mut self, column: &str, test: &Test, key: fn(&str) -> String) -> String {
        let holds = self.holds(column, test, key);
        self.objects(&holds)
    }

    fn link_test(&mut self, test: &Test) -> String {
        let kind = link_kind(test.attribute);
        let (own, other) = ends(test.attribute);
        if test.operator == Operator::Present {
            // One look at each object, however many links it has.
            return self.objects(&format!("EXISTS (SELECT 1 FROM links l WHERE l.kind = {kind} AND l.{own} = o.id)"));
        }
        let who = {
            let keys: Vec<_> = test.values.iter().map(|value| self.value(dn_key(value))).collect();
            let guids: Vec<_> = test.values.iter().map(|value| self.value(bare_guid(value))).collect();
            format!("(t.dn_key IN ({}) OR t.guid IN ({}))", keys.join(", "), guids.join(", "))
        };
        let direct =
            format!("SELECT l.{own} FROM links l JOIN objects t ON t.id = l.{other} WHERE l.kind = {kind} AND {who}");
        if test.operator == Operator::ChainMatch {
            return format!(
                "WITH RECURSIVE chain(id) AS (
                   {direct}
                   UNION SELECT l.{own} FROM links l JOIN chain ON l.kind = {kind} AND l.{other} = chain.id)
                 SELECT id FROM chain"
            );
        }
        direct
    }

    /// The condition that a column contains any of the values; `key` converts a text into the column's form.
    fn holds(&mut self, column: &str, test: &Test, key: fn(&str) -> String) -> String {
        if test.operator == Operator::Present {
            return "1".to_owned();
        }
        let each: Vec<_> = test
            .values
            .iter()
            .map(|value| match test.attribute.syntax {
                Syntax::Number | Syntax::Flags | Syntax::Date => self.number(column, test, value),
                _ => self.one(column, test.operator, key(value)),
            })
            .collect();
        either(&each)
    }

    fn one(&mut self, column: &str, operator: Operator, value: String) -> String {
        match operator {
            Operator::Contains => format!("instr({column}, {}) > 0", self.value(value)),
            Operator::StartsWith => {
                // An index finds a range. It ends before the last code point, with which no text continues, because it
                // is no character.
                let after = self.value(format!("{value}\u{10ffff}"));
                let place = self.value(value);
                format!("({column} >= {place} AND {column} < {after})")
            }
            Operator::StartsWord => {
                let marks = ['-', '.', '_', '@', '('];
                let words =
                    marks.iter().fold(column.to_owned(), |text, mark| format!("replace({text}, '{mark}', ' ')"));
                let start = value.replace(marks, " ");
                match start.trim() {
                    // A value that consists of separators alone cannot begin a word.
                    "" => format!("instr({column}, {}) > 0", self.value(value)),
                    start => format!("instr(' ' || {words}, ' ' || {}) > 0", self.value(start.to_owned())),
                }
            }
            Operator::EndsWith => {
                let place = self.value(value);
                format!("(length({column}) >= length({place}) AND substr({column}, -length({place})) = {place})")
            }
            Operator::IsExactly => format!("{column} = {}", self.value(value)),
            Operator::GreaterOrEqual => format!("order_key({column}) >= {}", self.value(order_key(&value))),
            Operator::LessOrEqual => format!("order_key({column}) <= {}", self.value(order_key(&value))),
            // No filter uses these operators on text.
            Operator::Present | Operator::AllFlagsOn | Operator::AnyFlagOn | Operator::ChainMatch => "0".to_owned(),
        }
    }

    /// The condition for a numeric value. A stored value that is not of that kind becomes null, which satisfies
    /// nothing.
    fn number(&mut self, column: &str, test: &Test, value: &str) -> String {
        let of_bits = matches!(test.operator, Operator::AllFlagsOn | Operator::AnyFlagOn);
        let (function, wanted) = match test.attribute.syntax {
            Syntax::Date => ("moment", moment(value)),
            Syntax::Number if !of_bits => ("number", number(value)),
            _ => ("mask", mask(value)),
        };
        let Some(wanted) = wanted else {
            return "0".to_owned();
        };
        let place = self.value(wanted);
        match test.operator {
            Operator::IsExactly => format!("{function}({column}) = {place}"),
            Operator::GreaterOrEqual => format!("{function}({column}) >= {place}"),
            Operator::LessOrEqual => format!("{function}({column}) <= {place}"),
            Operator::AllFlagsOn => format!("({function}({column}) & {place}) = {place}"),
            Operator::AnyFlagOn => format!("({function}({column}) & {place}) <> 0"),
            _ => "0".to_owned(),
        }
    }
}

/// Joins conditions by "or" in halves, so that the expression for a long list stays far below SQLite's depth limit.
fn either(conditions: &[String]) -> String {
    match conditions {
        [] => "0".to_owned(),
        [one] => one.clone(),
        _ => {
            let (first, second) = conditions.split_at(conditions.len() / 2);
            format!("({} OR {})", either(first), either(second))
        }
    }
}
