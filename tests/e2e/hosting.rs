//! A release of the portal behind a real nginx, set up as INSTALL.md says: at three paths, and with GroupID on another
//! origin.

mod web_server;

use crate::harness::service::Setup;
use crate::harness::{OWNER, Page, Service, env};
use web_server::{GroupId, Reply, WebServer};

/// The configuration of the demo directory, which stands for an administrator's.
const CONFIG: &str = include_str!("../../crates/dataservice/assets/config.json");
/// A group of the one who signs in.
const GROUP: &str = "Behind a proxy";
const BROWSER: &str = "gzip, deflate, br, zstd";
const KEPT: &str = "public, max-age=31536000, immutable";
const ASKED: &str = "no-cache";

/// Addresses that somebody may reload or pass on: ids with dots, and distinguished names.
const PAGES: [&str; 10] = [
    "",
    "groups",
    "groups?q=a.b",
    "groups/6bd67b4a-eb06-4b5e-9b52-d8a4b4a3c9f1?tab=members",
    "groups/CN%3DSales%5C%2C%20EMEA%2COU%3DGroups%2CDC%3Ddemo%2CDC%3Dlocal",
    "groups/read.js",
    "groups/a%2Bb",
    "groups/100%25",
    "users/jo.doe",
    "nowhere",
];

fn files() -> Vec<String> {
    let files = std::fs::read_dir(env("PORTAL_RELEASE").join("portal")).unwrap();
    let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.iter().any(|name| name.ends_with(".wasm.br")), "this is no release: {names:?}");
    names
}

fn content(file: &str) -> Vec<u8> {
    std::fs::read(env("PORTAL_RELEASE").join("portal").join(file)).unwrap()
}

/// The headers that make a page safe are on each answer, whatever its status.
fn is_safe(reply: &Reply) {
    for (name, part) in [
        ("content-security-policy", "frame-ancestors 'none'"),
        ("content-security-policy", "connect-src 'self';"),
        ("strict-transport-security", "max-age=31536000"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=()"),
        ("referrer-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
    ] {
        assert!(reply.header(name).contains(part), "{}: {name} is {:?}", reply.url, reply.header(name));
    }
    assert_eq!(reply.header("server"), "nginx", "{}", reply.url);
}

#[test]
fn every_file_has_its_type_its_caching_and_the_coding_that_the_browser_takes() {
    for path in ["/portal/", "/", "/tools/portal/"] {
        each_file_is_sent_as_it_should_be(path);
    }
}

fn each_file_is_sent_as_it_should_be(path: &str) {
    let server = WebServer::start(path, GroupId::Echo);
    server.configure(CONFIG);
    let all = files();
    let sent = all.iter().filter(|name| !name.ends_with(".br") && !name.ends_with(".gz") && *name != "web.config");
    let mut kinds = std::collections::BTreeSet::new();
    for name in sent.map(String::as_str).chain(["config.json"]) {
        let ending = name.rsplit('.').next().unwrap();
        let kind = match ending {
            "html" => "text/html",
            "wasm" => "application/wasm",
            "js" => "text/javascript",
            "css" => "text/css",
            "json" => "application/json",
            "svg" => "image/svg+xml",
            other => panic!("nobody knows the type of .{other}"),
        };
        kinds.insert(ending.to_owned());
        let is_hashed =
            name.split(['-', '_', '.']).any(|part| part.len() >= 12 && u64::from_str_radix(part, 16).is_ok());
        let caching = if is_hashed { KEPT } else { ASKED };
        for (accepts, suffix, coding) in
            [(BROWSER, ".br", "br"), ("gzip, br;q=0", ".gz", "gzip"), ("gzip", ".gz", "gzip"), ("identity", "", "")]
        {
            let is_smaller = all.contains(&format!("{name}{suffix}"));
            let reply = server.get(&format!("{path}{name}"), accepts);
            assert_eq!(reply.status, 200, "{name}");
            assert_eq!(reply.header("content-type"), kind, "{name} {accepts}");
            assert_eq!(reply.header("cache-control"), caching, "{name} {accepts}");
            assert_eq!(reply.header("vary"), "Accept-Encoding", "{name} {accepts}");
            // The nginx of this test compresses everything that it is not told to leave alone.
            assert_eq!(reply.header("content-encoding"), if is_smaller { coding } else { "" }, "{name} {accepts}");
            // The page has the line that INSTALL.md tells to change.
            if name != "config.json" && name != "index.html" {
                let file = if is_smaller { format!("{name}{suffix}") } else { name.to_owned() };
                assert!(reply.body == content(&file), "{name} {accepts}: another content");
            }
            is_safe(&reply);
        }
    }
    assert!(["css", "html", "js", "json", "svg", "wasm"].iter().all(|kind| kinds.contains(*kind)), "{kinds:?}");

    let page = server.get(path, BROWSER);
    let again = server.get_with(path, &[("if-none-match", page.header("etag"))]);
    assert_eq!((again.status, again.header("cache-control")), (304, ASKED));
    is_safe(&again);
}

#[test]
fn pages_can_be_reloaded_and_what_is_not_there_is_not_kept_at_each_path() {
    let page = content("index.html");
    for path in ["/portal/", "/", "/tools/portal/"] {
        let server = WebServer::start(path, GroupId::Echo);
        for address in PAGES {
            let reply = server.get(&format!("{path}{address}"), BROWSER);
            assert_eq!((reply.status, reply.header("content-type")), (200, "text/html"), "{}", reply.url);
            assert_eq!(reply.header("cache-control"), ASKED, "{}", reply.url);
            let expected = String::from_utf8(page.clone()).unwrap().replace("\"/portal/\"", &format!("\"{path}\""));
            assert!(reply.body == expected.as_bytes(), "{}", reply.url);
            is_safe(&reply);
        }
        for address in [
            "portal-0000000000000000.js",
            "a-0000000000000000_bg.wasm",
            "favicon.ico",
            "robots.txt",
            "web.config",
            "config.json",
        ] {
            let reply = server.get(&format!("{path}{address}"), BROWSER);
            assert_eq!((reply.status, reply.header("cache-control")), (404, ""), "{}", reply.url);
            assert_eq!(reply.header("content-encoding"), "", "{}", reply.url);
            is_safe(&reply);
        }
        // The name that the paths share inside of nginx is no address.
        assert_eq!(server.get("/@portal/index.html", BROWSER).status, 404);
        for below in ["/GroupIDDataService/api/x", "/groupidsecurityservice/y"] {
            let reply = server.get(below, "identity");
            assert!(String::from_utf8_lossy(&reply.body).contains(&format!("uri={below}")), "{path}: {below}");
        }
        if path != "/" {
            for (from, status) in [("/", 302), (path.trim_end_matches('/'), 308)] {
                let reply = server.get(from, BROWSER);
                assert_eq!((reply.status, reply.header("location")), (status, path), "{}", reply.url);
            }
            assert_eq!(server.get("/index.html", BROWSER).status, 404, "outside of the portal's path");
        }
    }
}

#[test]
fn without_https_one_is_led_to_it() {
    let server = WebServer::start("/portal/", GroupId::Echo);
    let reply = server.get_plainly("/portal/groups?q=a");
    assert_eq!((reply.status, reply.header("location")), (308, "https://127.0.0.1/portal/groups?q=a"));
    assert_eq!(reply.header("server"), "nginx");
}

#[test]
fn the_secret_is_added_to_the_call_for_a_token_alone() {
    const TOKEN: &str = "/GroupIDSecurityService/connect/token";
    let echoed = |server: &WebServer, url: &str| {
        let reply = server.get_with(url, &[("authorization", "Bearer mine"), ("x-forwarded-for", "192.0.2.1")]);
        String::from_utf8(reply.body).unwrap()
    };
    let server = WebServer::start("/portal/", GroupId::Echo);
    assert!(echoed(&server, TOKEN).contains("authorization=Bearer mine\n"), "without a secret nothing is added");

    // "groupid-portal:s3cret" as RFC 7617 has it.
    let server = WebServer::with_secret("Z3JvdXBpZC1wb3J0YWw6czNjcmV0", GroupId::Echo);
    let added = "authorization=Basic Z3JvdXBpZC1wb3J0YWw6czNjcmV0\n";
    assert!(echoed(&server, TOKEN).contains(added));
    assert!(echoed(&server, &TOKEN.to_lowercase()).contains(added), "GroupID does not distinguish letter case");
    for other in ["/GroupIDDataService/api/IdentityStores/1/Groups", "/GroupIDSecurityService/connect/token/x"] {
        let echo = echoed(&server, other);
        assert!(echo.contains("authorization=Bearer mine\n"), "{other}: {echo}");
        // GroupID's lockouts and audit need to know where a call comes from, whatever its header says.
        assert!(echo.contains("forwarded=127.0.0.1 https\n") && echo.contains("host=localhost:"), "{echo}");
    }
}

#[test]
fn a_request_of_some_megabytes_is_taken() {
    const CREATE: &str = "/GroupIDDataService/api/IdentityStores/1/Groups/StaticGroup";
    let server = WebServer::start("/portal/", GroupId::Echo);
    // A group with thousands of members is as large; nginx by itself takes one megabyte.
    let reply = server.post(CREATE, &vec![b' '; 2 * 1024 * 1024]);
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    assert!(String::from_utf8_lossy(&reply.body).contains(&format!("uri={CREATE}\n")));
}

#[test]
fn who_asks_for_tokens_too_often_is_held_up() {
    let server = WebServer::start("/portal/", GroupId::Echo);
    let ask = |url: &str| (0..120).filter(|_| server.get(url, "").status == 429).count();
    assert_eq!(ask("/GroupIDDataService/api/x"), 0);
    assert!(ask("/groupidsecurityservice/connect/token") >= 5);
}

#[test]
fn a_groupid_that_cannot_be_trusted_gets_nothing() {
    let server = WebServer::start("/portal/", GroupId::Impostor);
    assert_eq!(server.get("/GroupIDSecurityService/connect/token", "").status, 502);
}

/// Opens the address of a group as somebody does who got it from somebody else, signs in, and reloads the page.
fn is_usable(page: &Page, group: &str) {
    page.goto(&format!("groups/{group}"));
    page.arrives_at_sign_in();
    page.give(OWNER);
    page.arrives(GROUP);
    page.reload();
    // A session may outlive a reload or not.
    page.wait("the same page again", || (page.has("heading", GROUP) || page.has("button", "Sign in")).then_some(()));
    assert_eq!(page.place(), format!("groups/{group}"));
    page.console_is_clean(&[]);
}

#[test]
fn people_can_work_at_each_path() {
    let service = Service::start(&Setup::default());
    let group = service.create_owned(GROUP, OWNER);
    for path in ["/portal/", "/", "/tools/portal/"] {
        // INSTALL.md recommends the narrow policy on a host name that the portal shares, as in the last of these.
        let with = if path == "/tools/portal/" { WebServer::narrow } else { WebServer::start };
        let server = with(path, GroupId::Service(&service));
        server.configure(CONFIG);
        is_usable(&Page::below(&format!("{}{path}", server.address), false), &group);
    }
}

#[test]
fn people_can_work_with_groupid_on_another_origin() {
    let service = Service::start(&Setup::default());
    let group = service.create_owned(GROUP, OWNER);
    for path in ["/portal/", "/", "/tools/portal/"] {
        let server = WebServer::with_other_origin(path, &service);
        let elsewhere = |name: &str| format!("\"{}/{name}\"", server.other_origin);
        server.configure(
            &CONFIG
                .replace("\"/GroupIDDataService\"", &elsewhere("GroupIDDataService"))
                .replace("\"/GroupIDSecurityService\"", &elsewhere("GroupIDSecurityService")),
        );
        is_usable(&Page::below(&format!("{}{path}", server.address), false), &group);
    }
}
