//! Every state of the portal that a person can be in front of, walked to once and looked at in every way.
//!
//! At each state axe-core finds no violation, light and dark, and at 320 px; nor does the page scroll sideways.

mod cloud;
mod group;
mod lists;
mod outside;
mod rules;
mod users;
mod wizard;

use crate::harness::axe::Findings;
use crate::harness::{Journey, Portal};

/// What looks at each state of a walk.
#[derive(Default)]
pub struct Net {
    found: Findings,
}

impl Net {
    /// Looks at the page as it stands: a state by that name.
    pub fn see(&mut self, page: &Portal, state: &str) {
        self.found.look(page, state);
    }
}

/// Walks, and then tells of everything that was found.
fn look(journey: Journey, walk: fn(&Portal, &mut Net)) {
    journey.walk(|page| {
        let mut net = Net::default();
        walk(page, &mut net);
        net.found.none();
    });
}

macro_rules! walks {
    ($($name:ident: $journey:expr, $walk:path;)*) => {
        $(
            #[test]
            fn $name() {
                look($journey, $walk);
            }
        )*
    };
}

walks! {
    outside: Journey::new().expects("status of 400"), outside::sign_in;
    broken_config: Journey::new().config("{ \"dataService\": 7 }"), outside::broken_config;
    lists: Journey::new(), lists::lists;
    group: Journey::new().expects("status of 404"), group::group;
    wizard_entering: Journey::new(), wizard::wizard_entering;
    wizard_finishing: Journey::new().expects("Failed to load resource"), wizard::wizard_finishing;
    rule_builder: Journey::new(), rules::rule_builder;
    rule_of_a_group: Journey::new(), rules::rule_of_a_group;
    entra: Journey::new(), cloud::entra;
    graph: Journey::new(), cloud::graph;
    users: Journey::new(), users::users;
    create_many: Journey::new(), users::create_many;
}
