//! Rules by chance over what the demo directory holds: the same ones at every run.

use dataservice::random::Random;
use model::config::{AttributeConfig, Syntax};
use model::criteria::{Condition, Criteria, Join, Node, Operator, Value, value};

/// Attributes whose values are other objects, for the chain.
pub const LINKS: [&str; 6] = ["manager", "directReports", "managedBy", "XAdditionalOwner", "member", "memberOf"];

/// What rules are made of: attributes, and values that objects have.
pub struct RuleGenerator<'a> {
    pub attributes: Vec<(&'a AttributeConfig, Vec<String>)>,
}

impl RuleGenerator<'_> {
    /// A rule with every operator, several values, negations and groups in groups.
    pub fn rule(&self, random: &mut Random) -> Criteria {
        let deep = random.below(4);
        Criteria::of(self.node(random, deep))
    }

    fn node(&self, random: &mut Random, deep: usize) -> Node {
        let node = if deep == 0 || random.often(30) {
            Node::condition(self.condition(random))
        } else {
            let join = if random.often(50) { Join::All } else { Join::Any };
            let count = 1 + random.below(4);
            Node::group(join, (0..count).map(|_| self.node(random, deep - 1)).collect())
        };
        if random.often(20) { node.negated() } else { node }
    }

    /// A complete condition that the attribute's syntax knows.
    pub fn condition(&self, random: &mut Random) -> Condition {
        let (attribute, held) = random.one(&self.attributes);
        let mut operators: Vec<Operator> = attribute.syntax.operators().to_vec();
        if attribute.syntax == Syntax::Number {
            operators.extend(Operator::ALL.into_iter().filter(|operator| operator.is_of_flags()));
        }
        operators.retain(|operator| *operator != Operator::ChainMatch || LINKS.contains(&attribute.name.as_str()));
        let operator = *random.one(&operators);
        if !operator.takes_value() {
            return Condition::bare(&attribute.name, operator);
        }
        let count = if !operator.is_of_flags() && random.often(25) { 2 + random.below(3) } else { 1 };
        let values = (0..count).map(|_| Value::Text(value_of(random, attribute.syntax, operator, held))).collect();
        let name = if random.often(20) { attribute.name.to_uppercase() } else { attribute.name.clone() };
        Condition { attribute: name, operator: Some(operator), values }
    }
}

fn value_of(random: &mut Random, syntax: Syntax, operator: Operator, held: &[String]) -> String {
    let own = if held.is_empty() { String::new() } else { random.one(held).clone() };
    if operator.is_of_flags() {
        let bits = (0..1 + random.below(3)).fold(0_u32, |bits, _| bits | 1 << random.below(32));
        return if random.often(50) { bits.to_string() } else { bits.cast_signed().to_string() };
    }
    match syntax {
        Syntax::Number | Syntax::FileTime => {
            let number = value::number(&own).unwrap_or(0) + i64::try_from(random.below(3)).unwrap() - 1;
            if random.often(20) { format!("0{}", number.unsigned_abs()) } else { number.to_string() }
        }
        Syntax::Flags => {
            let bits = value::mask(&own).unwrap_or(512);
            if random.often(50) { bits.to_string() } else { bits.cast_signed().to_string() }
        }
        Syntax::Boolean => if random.often(50) { "TRUE" } else { "false" }.to_owned(),
        Syntax::Date => {
            let moment =
                value::any_moment(&own).unwrap_or(0).saturating_sub(i64::try_from(random.below(3)).unwrap() * 86_400);
            value::generalized(moment).unwrap_or_else(|| "20260101000000.0Z".to_owned())
        }
        Syntax::Dn | Syntax::Person => match random.below(6) {
            _ if own.is_empty() => "CN=Nobody,DC=demo,DC=local".to_owned(),
            0 => "CN=Nobody,DC=demo,DC=local".to_owned(),
            1 => own.to_lowercase(),
            2 => own.replace(",DC=", " , dc="),
            _ => own,
        },
        Syntax::String => text_of(random, operator, &own),
    }
}

/// A value or a part of one, in another letter case or with spaces around it, sometimes of awkward signs.
fn text_of(random: &mut Random, operator: Operator, own: &str) -> String {
    let letters: Vec<char> = own.chars().collect();
    let is_part = !matches!(operator, Operator::IsExactly | Operator::IsNot);
    let text: String = if letters.is_empty() || random.often(8) {
        (*random.one(&["a", "e", "%", "_", "'", "\"", "\\", "ß", "ı", "  x  y", "*", "zzz", "京"])).to_owned()
    } else if is_part {
        let length = 1 + random.below(letters.len().min(6));
        let at = match operator {
            Operator::StartsWith | Operator::NotStartsWith => 0,
            Operator::EndsWith | Operator::NotEndsWith => letters.len() - length,
            _ => random.below(letters.len() - length + 1),
        };
        letters[at..at + length].iter().collect()
    } else {
        own.to_owned()
    };
    let text = match random.below(6) {
        0 => text.to_uppercase(),
        1 => text.to_lowercase(),
        2 => format!(" {} ", text.replace(' ', "   ")),
        _ => text,
    };
    if text.trim().is_empty() { "e".to_owned() } else { text }
}
