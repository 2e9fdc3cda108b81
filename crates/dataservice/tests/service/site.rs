//! The portal's files, and calls that are handed on.

use super::cases::{self, Case};
use super::support::{Client, Folder, STORE, Server, group_body, seed};
use serde_json::json;

pub const CASES: &[Case] = &[
    Case { method: "GET", template: "/", run: root },
    Case { method: "GET", template: "/portal", run: root },
    Case { method: "GET", template: "/portal/{*file}", run: config },
];

#[test]
fn routes() {
    cases::run(CASES);
}

fn root(server: &Server) {
    for path in ["/", "/portal"] {
        let reply = server.get(path);
        assert_eq!((reply.status, reply.header("location")), (302, "/portal/"));
    }
}

fn config(server: &Server) {
    let reply = server.get("/portal/config.json");
    let config = model::config::Config::read(&reply.ok()).expect("the demo's configuration is right");
    assert_eq!(config.identity_stores.len(), 3);
    assert_eq!(reply.header("cache-control"), "no-cache");
    server.get("/portal/").error(404);
    server.get("/portal/missing.js").error(404);
}

fn with_portal() -> (Server, Folder) {
    let folder = Folder::new();
    let write = |name: &str, text: &str| std::fs::write(folder.0.join(name), text).unwrap();
    std::fs::create_dir(folder.0.join("snippets")).unwrap();
    write("index.html", "<!doctype html>");
    write("portal-0123456789abcdef.js", "js");
    write("portal-0123456789abcdef_bg.wasm", "wasm");
    write("portal-0123456789abcdef_bg.wasm.br", "small");
    write("snippets/a.css", "css");
    write("config.json", "{}");
    write(".secret", "no");
    write("web.config", "no");
    let portal = folder.0.clone();
    (Server::with(move |options| options.portal = Some(portal)), folder)
}

#[test]
fn files_and_their_headers() {
    let (server, folder) = with_portal();
    for page in [
        "/portal/",
        "/portal/groups/new",
        "/portal/groups/6bd67b4a-eb06?tab=members",
        "/portal/index.html",
        "/portal/users/jo.doe",
        "/portal/groups/CN%3DA%5C%2C%20B.C%2COU%3DX%2FY",
        "/portal/groups/a:b.local/",
        "/portal/index.html/jo.doe",
        &format!("/portal/users/{}.doe", "j".repeat(300)),
    ] {
        let reply = server.get(page);
        assert_eq!((reply.status, reply.text.as_str()), (200, "<!doctype html>"), "{page}");
        assert_eq!(reply.header("cache-control"), "no-cache");
        for (name, value) in headers::all() {
            assert_eq!(reply.header(&name.to_ascii_lowercase()), value, "{page}");
        }
        // So no page of another origin can show it in a frame.
        assert!(reply.header("content-security-policy").contains("frame-ancestors 'none'"));
    }
    let wasm = "/portal/portal-0123456789abcdef_bg.wasm";
    let plain = server.get(wasm);
    assert_eq!((plain.text.as_str(), plain.header("content-type")), ("wasm", "application/wasm"));
    assert!(plain.header("cache-control").contains("immutable"));
    let small = server.try_send("GET", wasm, "", None, &[("accept-encoding", "gzip, br;q=0.9")]).unwrap();
    assert_eq!((small.text.as_str(), small.header("content-encoding")), ("small", "br"));
    let again = server.try_send("GET", wasm, "", None, &[("if-none-match", plain.header("etag"))]).unwrap();
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    let head = server.try_send("HEAD", wasm, "", None, &[]).unwrap();
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(server.get("/portal/snippets/a.css").header("content-type"), "text/css; charset=utf-8");
    assert_eq!(server.get("/portal/config.json").ok(), json!({}), "the folder's own wins");
    std::fs::write(folder.0.parent().unwrap().join("outside.txt"), "no").unwrap();
    for path in [
        "/portal/.secret",
        "/portal/web.config",
        "/portal/Web.Config",
        "/portal/missing.js",
        "/portal/groups/missing.css",
        "/portal/groups/%00",
        "/portal/..%2Foutside.txt",
        "/portal/%2e%2e/outside.txt",
        "/portal/..%5Coutside.txt",
        "/portal//etc/passwd.txt",
        "/portal/C:%5Cx.txt",
    ] {
        server.get(path).error(404);
    }
    assert_eq!(server.send("POST", "/portal/", None).status, 405);
}

/// With `--proxy`, the two services' calls go to another server, whatever they carry; files are still ours.
#[test]
fn calls_are_handed_on() {
    let target = Server::new();
    let address = target.address.clone();
    let mut server = Server::unsigned(move |options| options.proxy = Some(address));
    server.client.sign_in("olivia.owner", "Demo-Pass-1");
    let id = super::support::create(&server, &group_body("far away", json!({})));
    let path = format!("{STORE}/Groups/{id}");
    assert_eq!(server.get(&path).ok(), target.get(&path).ok());
    let body = seed("get-group.request");
    assert_eq!(super::support::values(&server.send("GET", &path, Some(&body)).ok(), "ObjectGuid"), [id.as_str()]);
    assert_eq!(server.get(&format!("{STORE}/Users/olivia.owner/Groups?pageSize=0")).status, 400);
    server.client.token = None;
    let refused = server.get(&path);
    assert_eq!((refused.status, refused.header("www-authenticate")), (401, "Bearer"));
    // Nothing of the demo answers beside a real service.
    for demo in ["/portal/config.json", "/v1.0/me", "/5cjshm.onmicrosoft.com/v2.0/.well-known/openid-configuration"] {
        assert_eq!(server.get(demo).status, 404, "{demo}");
    }
    // What only looks like a path of a service is not handed on, and no path leads out of one.
    for other in [
        "/GroupIDDataServices/api",
        "/GroupIDDataService/../admin",
        "/GroupIDDataService/%2e%2e/admin",
        "/GroupIDDataService/api/x%2F..%2F..%2Fadmin",
        "/GroupIDSecurityService/..%5Cadmin",
        "/GroupIDSecurityService/%252e%252e/admin",
    ] {
        assert_eq!(super::exposed::status_of(&server, other), 404, "{other}");
    }
    drop(target);
    let gone = Client::new(server.address.clone()).get(&path);
    assert!(gone.error(502).contains("cannot be reached"));
}
