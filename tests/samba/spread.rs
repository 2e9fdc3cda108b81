//! Whether the rules were worth asking: rules that find everybody or nobody show little.

use model::criteria::{Criteria, Operator};
use std::fmt;

/// Rules with an operator that have to find somebody but not everybody.
const LEAST: usize = 20;
/// The same of rules with that one condition.
const LEAST_PLAIN: usize = 6;

/// What rules found.
#[derive(Default)]
pub struct Spread {
    rules: usize,
    nobody: usize,
    everybody: usize,
    /// For each operator: rules that have it and find some, and those that have nothing else.
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

    /// Fails where too little was seen.
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
