//! What the checks found. Nothing here can hold a name, a distinguished name, the name of a server or a secret: a
//! [`Fact`] is a fixed sentence, a number, or checked [`Names`].

use crate::names::{Frame, Names};
use model::wire::StoreId;
use std::fmt::{self, Write as _};

/// An assumption that a read can test.
#[derive(Debug, PartialEq, Eq)]
pub struct Check {
    /// A short name, unique among the checks.
    pub id: &'static str,
    /// The row of docs/ASSUMPTIONS.md, or the part or operation of docs/CONTRACT.md.
    pub rests_on: &'static str,
    /// The item of docs/FIRST-CONTACT.md, which says what to do if it is otherwise.
    pub item: u8,
    /// What is assumed, as a sentence.
    pub assumed: &'static str,
}

/// What came of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Agrees,
    Differs,
    /// The server gave no answer that could be judged: it was broken, busy, or could not be reached.
    NoAnswer,
    /// This directory or this server has nothing to tell by.
    Open,
}

impl Verdict {
    const ALL: [Self; 4] = [Self::Differs, Self::NoAnswer, Self::Open, Self::Agrees];

    pub fn word(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs => "DIFFERS",
            Self::NoAnswer => "NO ANSWER",
            Self::Open => "open",
        }
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Says(&'static str),
    Count(&'static str, i64),
    Status(u16),
    /// Codes that the server uses, which are numbers.
    Codes(&'static str, Vec<i64>),
    Names(&'static str, Names),
    Frame(Frame),
    /// What an answer should have had.
    Expected(&'static str),
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Says(sentence) => f.write_str(sentence),
            Self::Count(what, number) => write!(f, "{what}: {number}"),
            Self::Status(status) => write!(f, "HTTP status {status}"),
            Self::Codes(what, codes) if codes.is_empty() => write!(f, "{what}: none"),
            Self::Codes(what, codes) => {
                let codes: Vec<_> = codes.iter().map(i64::to_string).collect();
                write!(f, "{what}: {}", codes.join(", "))
            }
            Self::Names(what, names) => write!(f, "{what}: {names}"),
            Self::Frame(frame) => write!(f, "its frame: {frame}"),
            Self::Expected(what) => write!(f, "expected {what}"),
        }
    }
}

/// A verdict, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub verdict: Verdict,
    pub facts: Vec<Fact>,
}

impl Judgement {
    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, fact: Fact) -> Self {
        self.facts.push(fact);
        self
    }
}

/// What a step of a check returns: its result, or a judgement that ends the check.
pub type Judged<T = Judgement> = Result<T, Judgement>;

pub fn agrees(facts: Vec<Fact>) -> Judgement {
    Judgement { verdict: Verdict::Agrees, facts }
}

pub fn differs(facts: Vec<Fact>) -> Judgement {
    Judgement { verdict: Verdict::Differs, facts }
}

pub fn no_answer(facts: Vec<Fact>) -> Judgement {
    Judgement { verdict: Verdict::NoAnswer, facts }
}

pub fn open(why: &'static str) -> Judgement {
    Judgement { verdict: Verdict::Open, facts: vec![Fact::Says(why)] }
}

/// Agrees or differs.
pub fn judged(is_so: bool, facts: Vec<Fact>) -> Judgement {
    if is_so { agrees(facts) } else { differs(facts) }
}

/// A check and what came of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub check: &'static Check,
    pub judgement: Judgement,
}

impl Finding {
    fn facts(&self) -> String {
        self.judgement.facts.iter().map(Fact::to_string).collect::<Vec<_>>().join("; ")
    }

    /// The finding for a terminal.
    pub fn as_lines(&self) -> String {
        let Check { rests_on, item, assumed, .. } = self.check;
        let verdict = self.judgement.verdict;
        let mut lines = format!("{:<10} {rests_on:<12} {assumed}", verdict.word());
        let facts = self.facts();
        if !facts.is_empty() {
            let _ = write!(lines, "\n{:24}{facts}", "");
        }
        if matches!(verdict, Verdict::Differs | Verdict::NoAnswer) {
            let _ = write!(lines, "\n{:24}see item {item} of docs/FIRST-CONTACT.md", "");
        }
        lines
    }
}

/// What all checks found.
#[derive(Debug)]
pub struct Report {
    store: StoreId,
    pub findings: Vec<Finding>,
}

impl Report {
    pub fn new(store: StoreId) -> Self {
        Self { store, findings: Vec::new() }
    }

    /// How many checks had which verdict.
    pub fn summary(&self) -> String {
        let count = |verdict: Verdict| self.findings.iter().filter(|f| f.judgement.verdict == verdict).count();
        let counts = Verdict::ALL.map(|verdict| format!("{} {}", count(verdict), verdict.word()));
        format!("{} checks: {}", self.findings.len(), counts.join(", "))
    }

    /// The report as a file: what differs first.
    pub fn as_markdown(&self) -> String {
        let mut page = format!(
            "# What `cargo xtask probe` found\n\n\
             Version {} of the portal, identity store {}. {}.\n\n\
             The items are those of docs/FIRST-CONTACT.md. No user names, distinguished names, server names or secrets \
             are in this file.\n\n\
             | verdict | rests on | what is assumed | what was found | item |\n|---|---|---|---|---|\n",
            env!("CARGO_PKG_VERSION"),
            self.store,
            self.summary(),
        );
        for verdict in Verdict::ALL {
            for finding in self.findings.iter().filter(|finding| finding.judgement.verdict == verdict) {
                let Check { rests_on, item, assumed, .. } = finding.check;
                let facts = finding.facts().replace('|', "\\|");
                let _ = writeln!(page, "| {} | {rests_on} | {assumed} | {facts} | {item} |", verdict.word());
            }
        }
        page
    }
}
