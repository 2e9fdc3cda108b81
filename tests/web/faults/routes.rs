//! Every route of docs/API.md, called as `src/api` calls it: the errors, their sentences, and how often a request is sent.

use super::fault::{Fault, FaultyService, done};
use crate::support::samples::config;
use crate::support::{Page, Reply};
use portal::http::Call;
use portal::session::Phase;
use portal::ui::error_panel::sentence;
use serde_json::json;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

/// The page that the house rules keep complete.
const API: &str = include_str!("../../../docs/API.md");

/// Method and path of every call that the portal can spell; the token endpoint has tests of its own.
fn routes() -> Vec<(&'static str, String)> {
    let (_, calls) = API.split_once("## What the portal calls").expect("docs/API.md has this part");
    let row = |line: &'static str| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let (method, path) = (cells.next()?, cells.next()?.strip_prefix('`')?.strip_suffix('`')?);
        let segment = |segment: &str| if segment.starts_with('{') { "7".to_owned() } else { segment.to_owned() };
        path.starts_with("/GroupIDDataService")
            .then(|| (method, path.split('/').map(segment).collect::<Vec<_>>().join("/")))
    };
    calls.lines().filter_map(row).collect()
}

fn call(method: &str, path: &str) -> Call {
    let url = path.to_owned();
    match method {
        "GET" => Call::get(url),
        "POST" => Call::post(url, json!({ "entered": "by hand" })),
        "PATCH" => Call::patch(url, json!({ "entered": "by hand" })),
        "DELETE" => Call::delete(url),
        other => panic!("the portal sends no {other}"),
    }
}

#[wasm_bindgen_test]
async fn every_route_survives_every_fault() {
    let routes = routes();
    assert!(routes.len() > 40, "docs/API.md has another shape: {routes:?}");
    let faulty = FaultyService::start(|_| Reply::Json(200, done()));
    let page = Page::new(&config());
    page.sign_in().await;
    for fault in Fault::ALL {
        let failing = faulty.fail(fault);
        for (method, path) in &routes {
            let what = format!("{method} {path}, {fault:?}");
            faulty.begin_call();
            faulty.service.take_sent();
            let answer = page.api.for_current_session().send(call(method, path)).await;
            let sent = faulty.service.take_sent();
            let asked: Vec<_> = sent.iter().filter(|sent| !sent.is_token()).collect();
            assert!(asked.iter().all(|sent| sent.options[0] == "no-store" && sent.options[1] == "omit"), "{what}");
            match (&answer, fault.sentence()) {
                (Err(error), Some(expected)) => {
                    assert!(sentence(error).starts_with(expected), "{what}: {}", sentence(error));
                    assert!(!format!("{error:?}").contains("by hand"), "{what}: {error:?}");
                    assert_eq!(error.trace().url, *path, "{what}");
                }
                (Ok(_), None) => {}
                _ => panic!("{what}: {answer:?}"),
            }
            let times = match fault {
                Fault::UnauthorizedOnce | Fault::Unauthorized => 2,
                Fault::ThrottledForASecond if *method == "GET" => 11,
                _ => 1,
            };
            assert_eq!(asked.len(), times, "{what}");
            let is_over = page.session.phase() == Phase::Lapsed;
            assert_eq!(is_over, fault == Fault::Unauthorized, "{what}: who is signed in");
            if is_over {
                page.sign_in().await;
            }
        }
        drop(failing);
        let (method, path) = &routes[0];
        page.api.for_current_session().send(call(method, path)).await.expect("the next call works");
    }
    console_log!("{} routes × {} faults", routes.len(), Fault::ALL.len());
}
