//! Asks a GroupID what docs/ASSUMPTIONS.md takes for true, and says what agrees. `cargo xtask probe URL` runs it.
//!
//! It only reads: [`http`] can ask nothing else. What it says holds no name and no secret: [`report`] can hold numbers,
//! fixed sentences and names of attributes, and nothing else. [`checks`] has one check per assumption that a read can
//! test; docs/FIRST-CONTACT.md has those too, and the ones that need a person.

pub mod account;
pub mod checks;
pub mod http;
pub mod names;
pub mod options;
pub mod report;
pub mod tour;

use account::Account;
use model::wire::StoreId;
use options::Options;
use report::{Finding, Report};
use tour::Tour;

/// Runs all checks in order, and tells each finding when it is there.
///
/// # Errors
///
/// The file of certificates cannot be used, in a sentence for people.
pub fn run(
    options: &Options,
    store: StoreId,
    account: Account,
    tell: &mut dyn FnMut(&Finding),
) -> Result<Report, String> {
    let client = http::Client::new(options, store, &account)?;
    let mut tour = Tour::new(client, store, account);
    let mut report = Report::new(store);
    for step in checks::ALL {
        // A check says early that it cannot go on in the same way as it says what it found.
        let judgement = (step.work)(&mut tour).unwrap_or_else(|early| early);
        let finding = Finding { check: &step.check, judgement };
        tell(&finding);
        report.findings.push(finding);
    }
    Ok(report)
}
