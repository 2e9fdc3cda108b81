//! Whether the rules are meaningful: rules that match everyone or nobody prove little.

use model::criteria::{Criteria, Operator};
use std::fmt;

/// For each operator, how many rules with it must match some but not all objects.
const LEAST: usize = 20;
/// The same for rules with a single condition.
const LEAST_PLAIN: usize = 6;

/// Statistics about the rules' matches.
#[derive(Default)]
pub struct Spread {
    rules: usize,
    nobody: usize,
    everybody: usize,
    /// For each operator, how many rules with it match some objects, and how many of these have a single condition.
    some: [(usize, usize); Operator::ALL.len()],
}

impl Spread {
    pub fn count(&mut self, rule: &Criteria, found: usize, all: usize) {
        self.rules += 1;
        self.nobody += usize::from(found == 0);
        self.everybody += usize::from(found == all);
        if found == 0 || found == all {
            return;
        }
        let mut operators = Vec::new();
        rule.root().visit(&mut |node| operators.extend(node.as_condition().and_then(|condition| condition.operator)));
        for (operator, (some, plain)) in Operator::ALL.iter().zip(&mut self.some) {
            *some += usize::from(operators.contains(operator));
            *plain += usize::from(operators == [*operator]);
        }
    }

    /// Fails if the rules prove too little.
    pub fn is_useful(&self) {
        assert!(self.rules >= 300, "too few rules");
        assert!(self.nobody * 4 <= self.rules, "too many rules find nobody");
        assert!(self.everybody * 4 <= self.rules, "too many rules find everybody");
        for (operator, (some, plain)) in Operator::ALL.iter().zip(self.some) {
            assert!(some >= LEAST && plain >= LEAST_PLAIN, "too few rules with {operator:?} find some");
        }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rules, nobody, everybody, some } = self;
        writeln!(
            f,
            "{rules} rules, of which {nobody} find nobody and {everybody} everybody; the others, by operator:"
        )?;
        for (operator, (some, plain)) in Operator::ALL.iter().zip(some) {
            writeln!(f, "  {:<15}{some:>4}, {plain} of them with nothing else", format!("{operator:?}"))?;
        }
        Ok(())
    }
}
