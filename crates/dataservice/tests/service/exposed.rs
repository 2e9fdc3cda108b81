//! The service if somebody can reach it who should not: other hosts, pages of other origins, callers who occupy it.

use super::support::{EXTENSIONS, STORE, Server, TOKEN};
use serde_json::json;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A connection to the server, without an HTTP client that would put its requests right.
fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address.strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// The whole answer to what is sent, up to the end of the connection.
fn raw(server: &Server, text: &str) -> String {
    let mut stream = connect(server);
    stream.write_all(text.as_bytes()).unwrap();
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}"),
        _ => String::from_utf8_lossy(&answer).into_owned(),
    }
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{answer:?}"))
}

/// The status of a request for exactly this path, which an HTTP client would shorten.
pub fn status_of(server: &Server, path: &str) -> u16 {
    status(&raw(server, &format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")))
}

#[test]
fn another_host_is_misdirected() {
    let server = Server::with(|options| options.hosts = vec!["demo.example".to_owned()]);
    let asked = |target: &str, head: &str| {
        status(&raw(&server, &format!("GET {target} HTTP/1.1\r\n{head}connection: close\r\n\r\n")))
    };
    for target in ["/portal/config.json", &format!("{STORE}/Users/a"), "/5cjshm.onmicrosoft.com/oauth2/v2.0/authorize"]
    {
        for own in ["localhost", "127.0.0.1:9", "[::1]", "demo.example:80"] {
            assert_ne!(asked(target, &format!("host: {own}\r\n")), 421, "{target} {own}");
        }
        for other in ["host: evil.example:4443\r\n", "host: localhost\r\nhost: evil.example\r\n", ""] {
            assert_eq!(asked(target, other), 421, "{target} {other}");
        }
    }
    // The host in the request line counts, whatever the header says.
    assert_eq!(asked("http://evil.example/portal/config.json", "host: localhost\r\n"), 421);
    assert_eq!(asked("http://localhost/portal/config.json", "host: localhost\r\n"), 200);
}

#[test]
fn pages_of_the_other_origin_may_call() {
    const PORTAL: &str = "https://portal.example.com";
    let server = Server::with(|options| options.cors = Some(PORTAL.to_owned()));
    let path = format!("{STORE}/Users/olivia.owner");
    let asked = |method: &str, path: &str, origin: &str| {
        server.try_send(method, path, "", None, &[("origin", origin)]).unwrap()
    };
    let preflight = raw(
        &server,
        &format!(
            "OPTIONS {path} HTTP/1.1\r\nhost: localhost\r\norigin: {PORTAL}\r\nconnection: close\r\n\
                  access-control-request-method: PATCH\r\naccess-control-request-headers: authorization\r\n\r\n"
        ),
    );
    assert_eq!(status(&preflight), 204);
    for line in [
        "access-control-allow-origin: https://portal.example.com\r\n",
        "access-control-allow-methods: GET, POST, PATCH, DELETE\r\n",
        "access-control-allow-headers: authorization, content-type",
        "vary: origin\r\n",
    ] {
        assert!(preflight.contains(line), "{line} is not in {preflight}");
    }
    assert!(!preflight.contains("access-control-allow-credentials"));
    let answer = asked("GET", &path, PORTAL);
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, PORTAL));
    assert!(answer.header("access-control-expose-headers").contains("x-request-id"));
    // Errors can be read too, and files keep what else they vary by.
    let missing = asked("GET", &format!("{STORE}/Users/nobody"), PORTAL);
    assert_eq!((missing.status, missing.header("access-control-allow-origin")), (404, PORTAL));
    assert_eq!(asked("GET", "/portal/config.json", PORTAL).header("vary"), "accept-encoding, origin");
    for other in ["https://portal.example.com.evil.example", "https://portal.example.com:4443", "null", ""] {
        let answer = asked("GET", &path, other);
        assert_eq!(
            (answer.status, answer.header("access-control-allow-origin"), answer.header("vary")),
            (200, "", "origin")
        );
    }
    // Without the option there is nothing of this.
    let usual = Server::new();
    let answer = usual.try_send("GET", &path, "", None, &[("origin", PORTAL)]).unwrap();
    assert_eq!((answer.status, answer.header("access-control-allow-origin"), answer.header("vary")), (200, "", ""));
    assert_eq!(
        status(&raw(
            &usual,
            &format!("OPTIONS {path} HTTP/1.1\r\nhost: localhost\r\norigin: {PORTAL}\r\nconnection: close\r\n\r\n")
        )),
        405
    );
}

#[test]
fn a_page_of_another_origin_steers_nothing() {
    let server = Server::new();
    let faults = format!("{EXTENSIONS}/faults");
    let fault = json!({ "pathContains": "", "status": 500, "times": 1000 }).to_string();
    for origin in ["http://evil.example", "null", "http://localhost:1"] {
        // A page may send this without asking first.
        let answer = server.try_send("POST", &faults, "text/plain", Some(&fault), &[("origin", origin)]).unwrap();
        assert_eq!(answer.status, 403, "{origin}");
    }
    server.search(json!({})).ok();
    let own = server.address.clone();
    let answer = server.try_send("DELETE", &faults, "", None, &[("origin", &own)]).unwrap();
    assert_eq!(answer.status, 204);
}

#[test]
fn whoever_says_nothing_is_not_waited_for() {
    let mut server = Server::unsigned(|options| {
        options.limits.first = Duration::from_millis(300);
        options.limits.body = Duration::from_millis(300);
        options.limits.connections = 3;
    });
    let began = Instant::now();
    let silent: Vec<_> = (0..3).map(|_| connect(&server)).collect();
    for mut stream in &silent {
        stream.write_all(b"G").unwrap();
    }
    // All connections are taken until the silent ones are closed.
    server.client.sign_in("olivia.owner", "Demo-Pass-1");
    assert!((Duration::from_millis(200)..Duration::from_secs(10)).contains(&began.elapsed()), "{:?}", began.elapsed());
    for mut stream in silent {
        let end = stream.read(&mut [0; 16]);
        assert!(matches!(&end, Ok(0)) || end.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset));
    }
    // A body that never comes.
    let head =
        format!("POST {TOKEN} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\nconnection: close\r\n\r\ngrant");
    assert_eq!(status(&raw(&server, &head)), 408);
}

#[test]
fn strangers_cannot_send_much() {
    let server = Server::with(|options| options.limits.body = Duration::from_secs(60));
    let head = |path: &str, length: usize| {
        format!("POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n")
    };
    // What is too large is refused unread: none of it is sent here.
    assert_eq!(status(&raw(&server, &head(TOKEN, 64 * 1024 + 1))), 413);
    assert_eq!(status(&raw(&server, &head(&format!("{STORE}/Searches"), 64 * 1024 + 1))), 401);
    assert_eq!(status(&raw(&server, &head("/nothing", 1 << 40))), 404);
}
