//! Requests, and what IIS answers to them by our web.config.

use super::super::iis;
use super::{Reply, Request, Server};

/// A folder as it ships, some files of which have smaller ones beside them.
const FILES: [&str; 29] = [
    "chunk_42-0123456789abcdef.wasm",
    "chunk_42-0123456789abcdef.wasm.br",
    "chunk_42-0123456789abcdef.wasm.gz",
    "config.example.json",
    "config.json",
    "config.schema.json",
    "config.schema.json.br",
    "config.schema.json.gz",
    "icon-29a05cf26ed1d06b.svg",
    "index.html",
    "portal-0123456789abcdef.js",
    "portal-0123456789abcdef.js.br",
    "portal-0123456789abcdef.js.gz",
    "portal-0123456789abcdef_bg.wasm",
    "portal-0123456789abcdef_bg.wasm.br",
    "portal-0123456789abcdef_bg.wasm.gz",
    "portal-29a05cf26ed1d06.css",
    "portal-29a05cf26ed1d06.css.br",
    "portal-29a05cf26ed1d06.css.gz",
    "portal-start-0123456789abcdef.js",
    "portal-start-0123456789abcdef.js.br",
    "portal-start-0123456789abcdef.js.gz",
    "session-worker.js",
    "session-worker.js.br",
    "session-worker.js.gz",
    "split_rule-0123456789abcdef.wasm",
    "split_rule-0123456789abcdef.wasm.br",
    "split_rule-0123456789abcdef.wasm.gz",
    "web.config",
];

const BROWSER: &str = "gzip, deflate, br, zstd";
const KEPT: &str = "public, max-age=31536000, immutable";
const ASKED: &str = "no-cache";

fn server() -> Server {
    Server::new(&iis(), &FILES)
}

fn get(url: &str, accept_encoding: &str) -> Reply {
    server().answer(&Request { url: url.to_owned(), accept_encoding: accept_encoding.to_owned() })
}

#[test]
fn every_file_has_its_type_its_caching_and_the_coding_that_the_browser_takes() {
    for (url, kind, caching, is_smaller) in [
        ("index.html", "text/html", ASKED, false),
        ("config.json", "application/json", ASKED, false),
        ("config.example.json", "application/json", ASKED, false),
        ("config.schema.json", "application/json", ASKED, true),
        ("icon-29a05cf26ed1d06b.svg", "image/svg+xml", KEPT, false),
        ("portal-0123456789abcdef.js", "text/javascript", KEPT, true),
        ("portal-0123456789abcdef_bg.wasm", "application/wasm", KEPT, true),
        ("portal-29a05cf26ed1d06.css", "text/css", KEPT, true),
        ("chunk_42-0123456789abcdef.wasm", "application/wasm", KEPT, true),
        ("split_rule-0123456789abcdef.wasm", "application/wasm", KEPT, true),
        ("portal-start-0123456789abcdef.js", "text/javascript", KEPT, true),
        ("session-worker.js", "text/javascript", ASKED, true),
    ] {
        for (accepts, ending, coding) in [
            (BROWSER, ".br", "br"),
            ("gzip, br;q=0", ".gz", "gzip"),
            ("gzip, deflate", ".gz", "gzip"),
            ("gzip;q=0.0", "", ""),
            ("", "", ""),
        ] {
            // Nothing of ours is asked for with a query, but a proxy or an administrator may do so.
            for query in ["", "?v=1"] {
                let reply = get(&format!("{url}{query}"), accepts);
                let (ending, coding) = if is_smaller { (ending, coding) } else { ("", "") };
                assert_eq!(
                    (reply.status, reply.file.clone()),
                    (200, Some(format!("{url}{ending}"))),
                    "{url} {accepts}"
                );
                assert_eq!(reply.header("Content-Type"), kind, "{url}{query} {accepts}");
                assert_eq!(reply.header("Content-Encoding"), coding, "{url}{query} {accepts}");
                assert_eq!(reply.header("Cache-Control"), caching, "{url}{query}");
                assert_eq!(reply.header("Vary"), "Accept-Encoding", "{url}{query}");
            }
        }
    }
}

#[test]
fn pages_can_be_reloaded_whatever_is_in_their_addresses() {
    let signed_in = format!("?code={}&state=x", "0".repeat(6000));
    for url in [
        "",
        "groups",
        "groups?q=a.b",
        "groups/6bd67b4a-eb06-4b5e-9b52-d8a4b4a3c9f1?tab=members",
        "users/jo.doe",
        "users/jo.cs",
        "groups/read.js",
        "groups/CN%3DSales%5C%2C%20EMEA%2COU%3DGroups%2CDC%3Ddemo%2CDC%3Dlocal",
        "groups/a%2Bb",
        "groups/100%25",
        "groups/a%252Fb",
        "nowhere",
        &signed_in,
    ] {
        let reply = get(url, BROWSER);
        assert_eq!((reply.status, reply.file.as_deref()), (200, Some("index.html")), "{url}");
        assert_eq!((reply.header("Content-Type"), reply.header("Cache-Control")), ("text/html", ASKED), "{url}");
        assert_eq!(reply.header("Content-Encoding"), "", "{url}");
    }
}

#[test]
fn what_is_not_there_is_not_kept() {
    for url in [
        "portal-fedcba9876543210.js",
        "portal-fedcba9876543210_bg.wasm",
        "portal-fedcba9876543210_bg.wasm.br",
        "portal-fedcba9876543210.css?v=1",
        "favicon.ico",
        "robots.txt",
        "portal.js.map",
        "web.config",
    ] {
        let reply = get(url, BROWSER);
        assert_eq!((reply.status, reply.file.as_deref()), (404, None), "{url}");
        assert_eq!((reply.header("Cache-Control"), reply.header("Content-Encoding")), (ASKED, ""), "{url}");
    }
}

#[test]
fn every_answer_has_the_headers_of_a_safe_page() {
    for url in ["", "portal-0123456789abcdef.js", "missing.js"] {
        let reply = get(url, BROWSER);
        for (name, value) in headers::all() {
            assert_eq!(reply.header(name), value, "{url}: {name}");
        }
        assert_eq!(reply.header("Strict-Transport-Security"), "max-age=31536000", "{url}");
        assert_eq!(reply.header("X-Powered-By"), "", "{url}");
    }
}

#[test]
#[should_panic(expected = "means nothing here")]
fn an_element_that_nobody_understands_is_refused() {
    Server::new(&iis().replace("<directoryBrowse enabled=\"false\" />", "<webSocket enabled=\"false\" />"), &FILES);
}

#[test]
#[should_panic(expected = "means nothing here")]
fn an_attribute_that_nobody_understands_is_refused() {
    Server::new(&iis().replace("<requestLimits maxUrl", "<requestLimits maxAllowedContentLength=\"1\" maxUrl"), &FILES);
}
