//! Random rules, the same in every run: first rules with one condition for every operator in turn, then trees. Their
//! values are parts or other spellings of the directory's values, so that most rules match something.

mod spelling;

use super::people::Everybody;
use dataservice::random::Random;
use model::config::{AttributeConfig, Syntax};
use model::criteria::{Condition, Criteria, Join, Node, Operator, Value, value};

/// How many rules with one condition there are for each operator.
const PLAIN: usize = 10;
/// How many rules with several conditions there are.
const MIXED: usize = 160;

/// The attributes in the rules, with every syntax.
pub fn attributes() -> Vec<AttributeConfig> {
    let texts = [
        "displayName",
        "givenName",
        "sn",
        "department",
        "title",
        "physicalDeliveryOfficeName",
        "l",
        "co",
        "mail",
        "description",
        "info",
        "employeeID",
        "telephoneNumber",
        "sAMAccountName",
        "userPrincipalName",
        "proxyAddresses",
        "departmentNumber",
    ];
    let others = [
        ("countryCode", Syntax::Number),
        ("msNPAllowDialin", Syntax::Boolean),
        ("msTSExpireDate", Syntax::Date),
        ("accountExpires", Syntax::FileTime),
        ("userAccountControl", Syntax::Flags),
        ("groupType", Syntax::Flags),
        ("manager", Syntax::Person),
        ("directReports", Syntax::Dn),
        ("memberOf", Syntax::Dn),
        ("member", Syntax::Dn),
        ("managedBy", Syntax::Dn),
    ];
    let texts = texts.map(|name| (name, Syntax::String));
    texts.into_iter().chain(others).map(|(name, syntax)| AttributeConfig::new(name, syntax)).collect()
}

/// All rules; those with one condition come first.
pub fn all(everybody: &Everybody) -> Vec<Criteria> {
    let attributes = attributes();
    let plain = (0..PLAIN).flat_map(|_| Operator::ALL.map(Some));
    let wanted = plain.chain(std::iter::repeat_n(None, MIXED)).zip(1..);
    wanted
        .map(|(operator, number)| {
            let mut maker = Maker {
                random: Random(0xD134_2543_DE82_EF95_u64.wrapping_mul(number)),
                attributes: &attributes,
                everybody,
            };
            match operator {
                Some(operator) => Criteria::of(Node::condition(maker.condition(operator))),
                None => Criteria::of(maker.group(3)),
            }
        })
        .collect()
}

struct Maker<'a> {
    random: Random,
    attributes: &'a [AttributeConfig],
    everybody: &'a Everybody,
}

impl Maker<'_> {
    /// A group with conditions and groups, nested at most `depth` levels.
    fn group(&mut self, depth: usize) -> Node {
        let join = if self.random.one_in(2) { Join::All } else { Join::Any };
        let children = (0..2 + self.random.below(3)).map(|_| self.node(depth - 1)).collect();
        let group = Node::group(join, children);
        if self.random.one_in(4) { group.negated() } else { group }
    }

    fn node(&mut self, depth: usize) -> Node {
        if depth > 0 && self.random.one_in(3) {
            return self.group(depth);
        }
        let operator = *self.random.one(&Operator::ALL);
        let condition = Node::condition(self.condition(operator));
        if self.random.one_in(5) { condition.negated() } else { condition }
    }

    /// A condition with this operator.
    fn condition(&mut self, operator: Operator) -> Condition {
        // The syntax is chosen before the attribute, because most attributes are texts.
        let knowing = self.attributes.iter().filter(|attribute| attribute.syntax.operators().contains(&operator));
        let mut syntaxes: Vec<Syntax> = knowing.map(|attribute| attribute.syntax).collect();
        syntaxes.dedup();
        let syntax = *self.random.one(&syntaxes);
        let is_of_order = matches!(operator, Operator::GreaterOrEqual | Operator::LessOrEqual);
        let fits = |attribute: &&AttributeConfig| {
            attribute.syntax == syntax && (!is_of_order || self.everybody.has_an_order(attribute))
        };
        let fitting: Vec<_> = self.attributes.iter().filter(fits).collect();
        let attribute = *self.random.one(&fitting);
        let several = operator.takes_several() && self.random.one_in(4);
        let count = match (operator.takes_value(), several) {
            (false, _) => 0,
            (true, false) => 1,
            (true, true) => 2 + self.random.below(2),
        };
        let values = (0..count).map(|_| Value::Text(self.value(attribute, operator))).collect();
        Condition { attribute: self.name(&attribute.name), operator: Some(operator), values }
    }

    /// Attribute names are compared ignoring case, so some are written in upper case.
    fn name(&mut self, name: &str) -> String {
        if self.random.one_in(6) { name.to_uppercase() } else { name.to_owned() }
    }

    fn value(&mut self, attribute: &AttributeConfig, operator: Operator) -> String {
        if operator.is_of_flags() {
            return self.mask(&attribute.name);
        }
        let held = if operator == Operator::ChainMatch {
            // An object that others refer to indirectly.
            self.everybody.targets(&attribute.name)
        } else {
            self.everybody.values(&attribute.name)
        };
        let held = *self.random.one(&held);
        match attribute.syntax {
            Syntax::String => spelling::text(&mut self.random, held, operator),
            Syntax::Dn | Syntax::Person => spelling::dn(&mut self.random, held),
            Syntax::Boolean => held.to_owned(),
            // The mask is the same number without its sign.
            Syntax::Flags if self.random.one_in(2) => {
                value::mask(held).map_or_else(String::new, |bits| bits.to_string())
            }
            _ if self.random.one_in(3) => spelling::beside(held, attribute.syntax),
            _ => held.to_owned(),
        }
    }

    /// A mask with bits that are set in some objects and others that are not; as a signed or unsigned 32-bit number.
    fn mask(&mut self, attribute: &str) -> String {
        let bits: &[u32] = match attribute {
            "groupType" => &[2, 4, 8, 0x8000_0000, 0x8000_0008, 10],
            _ => &[2, 0x200, 0x202, 0x1_0000, 0x1_0200, 0x20, 0x4_0000, 0x1_0002],
        };
        let bits = *self.random.one(bits);
        if self.random.one_in(2) { bits.to_string() } else { bits.cast_signed().to_string() }
    }
}
