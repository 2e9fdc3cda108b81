//! Requests that wait for approval: this service never has one, and says so in the documented shapes.

use super::cases::{self, Case};
use super::support::{STORE, Server};
use crate::in_store;
use model::wire::paths::DataService;
use model::wire::{StoreId, WorkflowDecision};
use serde_json::{Value, json};

pub const CASES: &[Case] = &[
    Case { method: "GET", template: in_store!("Workflows/MyRequests"), run: lists },
    Case { method: "GET", template: in_store!("Workflows/Pending"), run: lists },
    Case { method: "GET", template: in_store!("Workflows/Approvers"), run: lists },
    Case { method: "GET", template: in_store!("Workflows"), run: lists },
    Case { method: "POST", template: in_store!("Workflows/Approve"), run: decisions },
    Case { method: "POST", template: in_store!("Workflows/Deny"), run: decisions },
    Case { method: "DELETE", template: in_store!("Workflows/{request}"), run: decisions },
];

#[test]
fn routes() {
    cases::run(CASES);
}

fn lists(server: &Server) {
    let store = DataService::at("/GroupIDDataService").store(StoreId(2));
    for url in [store.my_requests(), store.approvers(), store.requests(&[1, 2]), format!("{STORE}/Workflows?ids=1,2")] {
        assert_eq!(server.get(&url).ok(), json!([]), "{url}");
    }
    assert_eq!(server.get(&store.pending_requests()).ok(), json!({ "total": 0, "data": [] }));
    for wrong in ["", "?ids=", "?ids=one"] {
        let message = server.get(&format!("{STORE}/Workflows{wrong}")).error(400);
        assert!(message.starts_with("ids"), "{message}");
    }
}

fn decisions(server: &Server) {
    let store = DataService::at("/GroupIDDataService").store(StoreId(2));
    server.post(&store.approve(), &WorkflowDecision::approve(1).to_json()).error(404);
    server.post(&store.deny(), &WorkflowDecision::deny(1, "No").to_json()).error(404);
    server.send("DELETE", &store.request(1), None).error(404);
    server.send("DELETE", &format!("{STORE}/Workflows/one"), None).error(400);
    // Numbers are numbers, and a denial says why.
    let wrong = |url: &str, body: Value| server.post(url, &body).error(400);
    assert!(wrong(&store.approve(), json!({ "workflowRequestID": "1" })).starts_with("workflowRequestID"));
    assert!(wrong(&store.approve(), json!({})).starts_with("workflowRequestID"));
    for reason in [Value::Null, json!(" ")] {
        assert!(wrong(&store.deny(), json!({ "workflowRequestID": 1, "reason": reason })).starts_with("reason"));
    }
}
