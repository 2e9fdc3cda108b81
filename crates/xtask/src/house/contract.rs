//! Checks that the parts and operations of the contract to which comments refer exist: a part by its letter, an
//! operation by its number.

use super::Finding;

/// The path of the contract from the root of the checkout.
pub const CONTRACT: &str = "docs/CONTRACT.md";

/// The parts and operations that the contract has.
pub struct Contract {
    parts: Vec<char>,
    operations: Vec<u32>,
}

impl Contract {
    /// Reads the contract: `## A. …` begins a part, `| 14 | …` an operation.
    pub fn read(text: &str) -> Self {
        let parts =
            text.lines().filter_map(|line| line.strip_prefix("## ")?.split_once(". ")?.0.parse().ok()).collect();
        let operations = text.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" |")?.0.parse().ok());
        Self { parts, operations: operations.collect() }
    }

    /// Whether nothing was found, because the contract has another format.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() || self.operations.is_empty()
    }

    /// The references in a file to parts and operations that do not exist.
    pub fn check(&self, path: &str, text: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let parts = named(line, &["part ", "parts "]).filter_map(|rest| {
                let letter = rest.chars().next().filter(char::is_ascii_uppercase)?;
                // The letter must stand alone, unlike in "part Of".
                let is_alone = !rest[1..].starts_with(|next: char| next.is_alphanumeric());
                (is_alone && !self.parts.contains(&letter)).then(|| format!("part {letter}"))
            });
            // This matches both letter cases, and both singular and plural.
            let operations = named(line, &["peration ", "perations "]).filter_map(|rest| {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let number = digits.parse().ok()?;
                (!self.operations.contains(&number)).then(|| format!("operation {number}"))
            });
            findings.extend(parts.chain(operations).map(|what| Finding {
                file: path.to_owned(),
                line: at + 1,
                rule: format!("{what} is not in {CONTRACT}"),
                why: "whoever reads it looks it up there",
            }));
        }
        findings
    }
}

/// The text after each occurrence of one of the words.
fn named<'a>(line: &'a str, words: &'static [&'static str]) -> impl Iterator<Item = &'a str> {
    words.iter().flat_map(move |word| line.match_indices(word).map(|(at, found)| &line[at + found.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_must_be_there() {
        let contract = Contract::read(
            "# The contract\n\n## A. Samples\n\n| # | operation |\n|---|---|\n| 1 | Create |\n| 14 | Graph |\n",
        );
        assert!(!contract.is_empty());
        assert!(
            contract
                .check("a.rs", "/// (part A: operation 14)\n/// a part of it, the parts And the operation is over")
                .is_empty()
        );
        let found = contract.check("a.rs", "//! fine\n/// (part B: operation 2), Operations 1 and more");
        let said: Vec<_> = found.iter().map(|finding| (finding.line, finding.rule.as_str())).collect();
        assert_eq!(said, [(2, "part B is not in docs/CONTRACT.md"), (2, "operation 2 is not in docs/CONTRACT.md")]);
        assert!(Contract::read("").is_empty());
    }
}
