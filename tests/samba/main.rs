//! Tests rules against a real Active Directory domain: printed as LDAP filters, and evaluated. `cargo xtask test samba`
//! installs what is needed and runs this.
//!
//! The domain is Samba's ([`domain`]). Its users are those of the demo directory ([`demo`]), with additional difficult
//! values ([`awkward`]). Random rules ([`trees`]) are evaluated by the server and by `model`'s evaluator ([`compare`]),
//! which sees the objects as the server returns them ([`people`]). A second client reads some of the filters
//! ([`client`]), and Samba's own client reads filters that are not quite correct ([`loose`]).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failed step fails the test, here as well; what was found is shown"
)]

mod awkward;
mod client;
mod compare;
mod demo;
mod domain;
mod folder;
mod load;
mod loose;
mod people;
mod spread;
mod trees;

use demo::Demo;
use domain::Domain;
use load::Ldap;
use people::Everybody;
use spread::Spread;
use std::time::Instant;

/// How many differences are printed in full.
const TOLD: usize = 5;
/// The second client reads every fourth filter.
const STRIDE: usize = 4;

#[test]
fn a_filter_finds_whom_the_evaluator_finds() {
    let began = Instant::now();
    let mut domain = Domain::start();
    let mut demo = Demo::make(&domain.folder);
    awkward::add(&mut demo);
    let mut server = Ldap::connect(&domain.url());
    server.load(&demo);
    let attributes = trees::attributes();
    let everybody = Everybody::read(&mut server, &attributes);
    println!("{} people and groups in a new domain after {:.1?}", everybody.all().count(), began.elapsed());

    loose::compare(&mut domain, &mut server);
    let rules = trees::all(&everybody);
    let mut spread = Spread::default();
    let mut differences = Vec::new();
    let mut searches = Vec::new();
    for rule in &rules {
        let found = compare::ask(&mut server, &everybody, &attributes, rule);
        spread.count(rule, found.count, everybody.all().count());
        differences.extend(found.difference);
        searches.push((found.filter, found.in_domain));
    }
    println!("{spread}\nafter {:.1?}", began.elapsed());
    for difference in differences.iter().take(TOLD) {
        println!("\n{difference}");
    }
    assert!(differences.is_empty(), "server and evaluator differ about {} of {} rules", differences.len(), rules.len());
    spread.is_useful();

    // The stride is not a divisor of the number of operators, so every operator is covered.
    let searches: Vec<_> = searches.iter().step_by(STRIDE).collect();
    let filters: Vec<_> = searches.iter().map(|(filter, _)| filter.as_str()).collect();
    let counts = client::counts(&domain.url(), &domain.folder, &filters);
    assert_eq!(counts.len(), searches.len(), "searches of the other client");
    for ((filter, count), other) in searches.into_iter().zip(counts) {
        assert_eq!(other, *count, "another client reads this otherwise: {filter}");
    }
}
