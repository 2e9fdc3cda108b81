//! nginx for one test, with the release's own nginx.conf, edited as its administrator edits it, and a GroupID behind it
//! that has a certificate, which another part of the same nginx plays.

use crate::harness::env;
use crate::harness::folder::{Folder, copy};
use crate::harness::service::Service;
use rcgen::generate_simple_self_signed;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

const INSTALL: &str = include_str!("../../../docs/hosting/INSTALL.md");

/// Who answers for GroupID.
pub enum GroupId<'a> {
    /// The embedded service.
    Service(&'a Service),
    /// A server that tells what it was asked.
    Echo,
    /// The same with a certificate that nobody has heard of.
    Impostor,
}

/// What makes a web server another one than the usual.
#[derive(Default)]
struct Settings {
    /// Client id and secret in base64, for a file beside the configuration.
    secret: Option<&'static str>,
    other_origin: bool,
    /// Scripts are those of the portal's folder, not of the whole host.
    is_narrow: bool,
}

pub struct WebServer {
    /// The portal's origin.
    pub address: String,
    /// GroupID's own origin.
    pub other_origin: String,
    plain: String,
    agent: ureq::Agent,
    child: Child,
    folder: Folder,
}

/// What came back.
pub struct Reply {
    pub url: String,
    pub status: u16,
    pub body: Vec<u8>,
    headers: ureq::http::HeaderMap,
}

impl Reply {
    /// The values of a header.
    pub fn header(&self, name: &str) -> &str {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next().map_or("", |value| value.to_str().unwrap());
        assert!(values.next().is_none(), "{}: {name} is there twice", self.url);
        value
    }
}

impl WebServer {
    /// The portal at a path, which begins and ends with a slash.
    pub fn start(path: &str, groupid: GroupId<'_>) -> Self {
        Self::run(path, &groupid, &Settings::default())
    }

    /// The same with a policy for a host name that other applications share.
    pub fn narrow(path: &str, groupid: GroupId<'_>) -> Self {
        Self::run(path, &groupid, &Settings { is_narrow: true, ..Settings::default() })
    }

    /// The portal at `/portal/`, with a client secret that nobody but the web server knows.
    pub fn with_secret(secret: &'static str, groupid: GroupId<'_>) -> Self {
        Self::run("/portal/", &groupid, &Settings { secret: Some(secret), ..Settings::default() })
    }

    /// The portal at a path, whose GroupID is to be called at its own origin.
    pub fn with_other_origin(path: &str, service: &Service) -> Self {
        Self::run(path, &GroupId::Service(service), &Settings { other_origin: true, ..Settings::default() })
    }

    /// Writes config.json.
    pub fn configure(&self, config: &str) {
        std::fs::write(self.folder.at("portal").join("config.json"), config).unwrap();
    }

    pub fn get(&self, url: &str, accept_encoding: &str) -> Reply {
        self.get_with(url, &[("accept-encoding", accept_encoding)])
    }

    pub fn get_with(&self, url: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(format!("{}{url}", self.address), headers)
    }

    /// The same without TLS.
    pub fn get_plainly(&self, url: &str) -> Reply {
        self.send(format!("{}{url}", self.plain), &[])
    }

    pub fn post(&self, url: &str, body: &[u8]) -> Reply {
        let url = format!("{}{url}", self.address);
        let answer = self.agent.post(&url).header("content-type", "application/json").send(body);
        self.reply(url, answer)
    }

    fn send(&self, url: String, headers: &[(&str, &str)]) -> Reply {
        let request = headers.iter().fold(self.agent.get(&url), |request, (name, value)| request.header(*name, *value));
        self.reply(url, request.call())
    }

    fn reply(&self, url: String, answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Reply {
        let mut answer = answer.unwrap_or_else(|error| panic!("{url}: {error}\n{}", self.errors()));
        let body = answer.body_mut().with_config().limit(u64::MAX).read_to_vec().unwrap();
        Reply { url, status: answer.status().as_u16(), body, headers: answer.headers().clone() }
    }

    fn errors(&self) -> String {
        std::fs::read_to_string(self.folder.at("error.log")).unwrap_or_default()
    }

    fn run(path: &str, groupid: &GroupId<'_>, settings: &Settings) -> Self {
        let folder = Folder::new();
        let at = |name: &str| folder.at(name).to_str().unwrap().to_owned();
        let [own, plain, behind] = free_ports();
        let address = format!("https://127.0.0.1:{own}");
        let other_origin = format!("https://localhost:{behind}");
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let certificate = generate_simple_self_signed(names.clone()).unwrap();
        let pem = certificate.cert.pem();
        std::fs::write(at("own.crt"), &pem).unwrap();
        std::fs::write(at("own.key"), certificate.signing_key.serialize_pem()).unwrap();
        let believed = match groupid {
            GroupId::Impostor => generate_simple_self_signed(names).unwrap().cert.pem(),
            _ => pem.clone(),
        };
        std::fs::write(at("authorities.crt"), believed).unwrap();

        let release = env("PORTAL_RELEASE");
        copy(&release.join("portal"), &folder.at("portal"));
        let page = folder.at("portal").join("index.html");
        let html = std::fs::read_to_string(&page).unwrap();
        let base = ("<base href=\"/portal/\">", format!("<base href=\"{path}\">"));
        std::fs::write(&page, edited(&html, &[(base.0, &base.1)])).unwrap();

        let conf = std::fs::read_to_string(release.join("nginx.conf")).unwrap();
        let conf = at_path(&conf, path);
        let calls = if settings.other_origin { format!("\" {other_origin}\"") } else { "\"\"".to_owned() };
        let conf = edited(
            &conf,
            &[
                ("    listen [::]:80;\n", ""),
                ("    listen [::]:443 ssl http2;\n", ""),
                ("listen 80;", &format!("listen 127.0.0.1:{plain};")),
                ("listen 443 ssl http2;", &format!("listen 127.0.0.1:{own} ssl http2;")),
                ("/etc/nginx/portal.example.com.crt", &at("own.crt")),
                ("/etc/nginx/portal.example.com.key", &at("own.key")),
                ("/etc/ssl/certs/ca-certificates.crt", &at("authorities.crt")),
                ("/etc/nginx/groupid-portal-secret", &at("groupid-portal-secret")),
                ("/srv/groupid-portal/portal", &at("portal")),
                ("https://groupid.example.com:4443", &other_origin),
                ("set $portal_calls \"\";", &format!("set $portal_calls {calls};")),
            ],
        );
        let scripts =
            if settings.is_narrow { format!("script-src {address}{path} ") } else { "script-src 'self' ".to_owned() };
        std::fs::write(at("portal.conf"), edited(&conf, &[("script-src 'self' ", &scripts)])).unwrap();
        if let Some(secret) = settings.secret {
            let file = edited(&block("nginx", "connect/(token"), &[("Y2xpZW50IGlkOnNlY3JldA==", secret)]);
            std::fs::write(at("groupid-portal-secret.conf"), file).unwrap();
        }
        std::fs::write(at("nginx.conf"), whole(groupid, settings, behind, &address)).unwrap();

        let program = env("NGINX_BIN");
        let mut command = Command::new(&program);
        command.args(["-p", &at(""), "-c", "nginx.conf", "-e", "error.log"]).stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let tls = TlsConfig::builder();
        let tls = tls.root_certs(RootCerts::from([Certificate::from_pem(pem.as_bytes()).unwrap()])).build();
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(30)))
            .tls_config(tls)
            .build()
            .new_agent();
        let plain = format!("http://127.0.0.1:{plain}");
        let mut server = Self { address, other_origin, plain, agent, child, folder };
        server.is_ready(own);
        server
    }

    /// Waits until it accepts connections.
    fn is_ready(&mut self, port: u16) {
        let end = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none() && Instant::now() < end, "nginx does not start ({ended:?}): {}", self.errors());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The release's configuration for another path than `/portal/`: the lines that its comment speaks of.
fn at_path(conf: &str, path: &str) -> String {
    if path == "/portal/" {
        return conf.to_owned();
    }
    let (first, last) =
        ("    location = /       { return 302 /portal/; }\n", "    location /         { return 404; }\n");
    let from = conf.find(first).expect("the lines with the path");
    let to = conf[from..].find(last).expect("the last line with the path") + from;
    if path == "/" {
        let root = "location / { rewrite ^/(.*)$ /@portal/$1 last; }";
        assert!(conf[..from].contains(root), "the comment says what to write in the root");
        return format!("{}    {root}\n{}", &conf[..from], &conf[to + last.len()..]);
    }
    let without = path.trim_end_matches('/');
    let lines = edited(
        &conf[from..to],
        &[
            ("return 302 /portal/;", &format!("return 302 {path};")),
            ("location = /portal { return 308 /portal/; }", &format!("location = {without} {{ return 308 {path}; }}")),
            ("location /portal/ ", &format!("location {path} ")),
            ("rewrite ^/portal/(.*)$", &format!("rewrite ^{path}(.*)$")),
        ],
    );
    format!("{}{lines}{}", &conf[..from], &conf[to..])
}

/// The whole configuration: what a system has around a file in conf.d, with compression of everything switched on, and
/// GroupID with its own certificate.
fn whole(groupid: &GroupId<'_>, settings: &Settings, behind: u16, portal: &str) -> String {
    let answer = match groupid {
        GroupId::Service(service) => format!("proxy_pass {};", service.address()),
        _ => "return 200 \"uri=$uri\\nauthorization=$http_authorization\\nforwarded=$http_x_forwarded_for \
              $http_x_forwarded_proto\\nhost=$http_host\\n\";"
            .to_owned(),
    };
    let location = if settings.other_origin {
        // What INSTALL.md tells somebody to write in front of GroupID.
        let cors = block("nginx", "Access-Control-Allow-Origin");
        edited(&cors, &[("https://portal.example.com", portal), ("proxy_pass http://127.0.0.1:8080;", &answer)])
    } else {
        format!("location / {{ {answer} }}")
    };
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let folders = folders.map(|kind| format!("{kind}_temp_path temp-{kind};")).concat();
    format!(
        "daemon off; master_process off; pid nginx.pid; error_log error.log; events {{}}\n\
         http {{ access_log off; {folders} gzip on; gzip_min_length 1; gzip_proxied any; gzip_types *;\n\
         include portal.conf;\n\
         server {{ listen 127.0.0.1:{behind} ssl; ssl_certificate own.crt; ssl_certificate_key own.key;\n\
         client_max_body_size 0;\n{location} }} }}\n"
    )
}

/// A text with replacements, each of which is there.
fn edited(text: &str, replacements: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (from, to) in replacements {
        assert!(text.contains(from), "there is no {from:?} to edit in {text}");
        text = text.replace(from, to);
    }
    text
}

/// The block of INSTALL.md in a language that holds a text.
fn block(language: &str, holds: &str) -> String {
    let start = format!("```{language}\n");
    let mut blocks = INSTALL.split(&start).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.find(|block| block.contains(holds)).expect("INSTALL.md has the block").to_owned()
}

fn free_ports() -> [u16; 3] {
    let listeners = [(); 3].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}
