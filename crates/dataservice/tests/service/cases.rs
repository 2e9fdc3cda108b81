//! Which test answers for which route.

use super::support::Server;

/// One route's test. It must ask that route on the server it is given.
pub struct Case {
    pub method: &'static str,
    pub template: &'static str,
    pub run: fn(&Server),
}

/// `…/IdentityStores/{store}/`
#[macro_export]
macro_rules! in_store {
    ($rest:literal) => {
        concat!("/GroupIDDataService/api/IdentityStores/{store}/", $rest)
    };
}

/// Runs each case on a server of its own, and checks that it asked what it answers for.
pub fn run(cases: &[Case]) {
    for case in cases {
        let server = Server::new();
        (case.run)(&server);
        let asked = server.rows_asked();
        assert!(asked.contains(&(case.method, case.template)), "{} {} was not asked", case.method, case.template);
    }
}

/// All of them.
pub fn all() -> Vec<&'static Case> {
    let lists = [
        super::sign_in::CASES,
        super::code_sign_in::CASES,
        super::groups::CASES,
        super::searches::CASES,
        super::users::CASES,
        super::user_groups::CASES,
        super::contacts::CASES,
        super::workflows::CASES,
        super::create_user::CASES,
        super::faults::CASES,
        super::site::CASES,
        super::smart_groups::CASES,
        super::changes::CASES,
        super::bulk::CASES,
        super::membership::CASES,
        super::tasks::CASES,
        super::graph_sign_in::CASES,
        super::graph_groups::CASES,
        super::graph_filter::CASES,
        super::graph_lists::CASES,
        super::graph_patch::CASES,
        super::graph_relations::CASES,
    ];
    lists.into_iter().flatten().collect()
}
