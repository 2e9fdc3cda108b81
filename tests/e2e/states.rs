//! All states that a user can see, in one table, and the walks that lead to each of them once.
//!
//! A row of the table ([`table`]) names the walk, the page and the open popups of a state. An [`Eye`] inspects the
//! states: `net.rs` checks accessibility and layout, `pictures.rs` the look.

mod checked;
mod cloud;
mod group;
mod group_tabs;
mod list_tools;
mod lists;
mod members;
mod outside;
mod rules;
mod table;
mod users;
mod wizard;

use crate::harness::{Journey, Portal};
use std::collections::BTreeSet;
pub use table::{STATES, State};

/// Inspects each state of a walk.
pub trait Eye {
    /// Inspects the page, and must leave it unchanged.
    fn look(&mut self, page: &Portal, state: &'static State);
}

/// A walk in progress.
pub struct Net<'a> {
    walk: &'static str,
    seen: BTreeSet<&'static str>,
    eye: &'a mut dyn Eye,
}

impl Net<'_> {
    /// Declares that the page is in the state with this name, and has it inspected.
    pub fn see(&mut self, page: &Portal, name: &str) {
        let is = |state: &&State| state.walk == self.walk && state.name == name;
        let Some(state) = STATES.iter().find(is) else { panic!("{name:?} of the walk {} has no row", self.walk) };
        assert!(self.seen.insert(state.name), "{name:?} is seen twice");
        // A dialog is on the page before it is open.
        page.wait(&format!("{name:?} is at {}, where {:?} is open", state.page, state.open), || {
            let (here, open) = (page.kind_of_page(), page.open_popups().join(" "));
            (here == state.page && open == state.open).then_some(())
        });
        self.eye.look(page, state);
    }
}

/// Runs a walk and has all of its states inspected; fails if the walk leaves one out.
pub fn walk(name: &'static str, eye: &mut dyn Eye) {
    let (journey, go) = journey(name);
    journey.walk(|page| {
        let mut net = Net { walk: name, seen: BTreeSet::new(), eye };
        go(page, &mut net);
        let rows = STATES.iter().filter(|state| state.walk == name).map(|state| state.name);
        let missed: Vec<_> = rows.filter(|state| !net.seen.contains(state)).collect();
        assert!(missed.is_empty(), "the walk {name} does not lead to {missed:?}");
    });
}

type Go = fn(&Portal, &mut Net);

macro_rules! walks {
    ($($name:ident: $journey:expr, $walk:path;)*) => {
        /// The names of all walks.
        pub const WALKS: &[&str] = &[$(stringify!($name)),*];

        fn journey(name: &str) -> (Journey, Go) {
            match name {
                $(stringify!($name) => ($journey, $walk),)*
                _ => panic!("there is no walk {name}"),
            }
        }
    };
}

walks! {
    outside: Journey::new().expects("status of 400"), outside::sign_in;
    broken_config: Journey::new().config("{ \"dataService\": 7 }"), outside::broken_config;
    first_run: Journey::new().expects("status of 40"), outside::first_run;
    lists: Journey::new().expects("status of 500"), lists::lists;
    list_tools: Journey::new().expects("status of 5"), list_tools::list_tools;
    group: Journey::new().expects("status of 404"), group::group;
    group_editing: Journey::new(), group::group_editing;
    members: Journey::new(), members::members;
    group_tabs: Journey::new(), group_tabs::group_tabs;
    wizard_entering: Journey::new(), wizard::wizard_entering;
    wizard_finishing: Journey::new().expects("Failed to load resource"), wizard::wizard_finishing;
    lapse: Journey::new().expects("status of 40"), wizard::lapse;
    rule_builder: Journey::new(), rules::rule_builder;
    rule_of_a_group: Journey::new(), rules::rule_of_a_group;
    stored_rule: Journey::new(), checked::stored_rule;
    refused_owners: Journey::new().expects("status of 400"), checked::refused_owners;
    lagging: Journey::new().index_lag(120).expects("status of 404"), checked::lagging;
    unsure: Journey::new().index_lag(120).expects("Failed to load resource"), checked::unsure;
    entra: Journey::new(), cloud::entra;
    graph: Journey::new(), cloud::graph;
    graph_in_part: Journey::new().expects("status of 5"), cloud::graph_in_part;
    users: Journey::new(), users::users;
    drafts: Journey::new(), users::drafts;
    import_users: Journey::new(), users::import_users;
}

/// Defines a test for each walk, which passes the walk's name to a function.
macro_rules! each_walk {
    ($look:ident) => {
        each_walk! { $look:
            outside broken_config first_run lists list_tools group group_editing members group_tabs wizard_entering wizard_finishing
            lapse rule_builder
            rule_of_a_group stored_rule refused_owners lagging unsure entra graph graph_in_part users drafts import_users
        }
    };
    ($look:ident: $($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                $look(stringify!($name));
            }
        )*

        #[test]
        fn every_walk_is_a_test() {
            assert_eq!([$(stringify!($name)),*], crate::states::WALKS);
        }
    };
}
pub(crate) use each_walk;
