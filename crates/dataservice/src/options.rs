//! The options of the command line.

use crate::proxy;
use crate::tokens::LONGEST;
use clap::{Arg, ArgAction, Command, value_parser};
use std::ffi::OsString;
use std::net::{AddrParseError, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// How the service runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to listen on; port 0 takes a free port.
    pub listen: SocketAddr,
    /// The SQLite file; created with the demo content if it does not exist.
    pub store: PathBuf,
    /// Lets other machines reach the service; otherwise an address that they reach is an error.
    pub exposed: bool,
    /// The names by which the service is called, besides `localhost` and the address that it listens on.
    pub hosts: Vec<String>,
    /// The other origin whose pages may call the service (CORS).
    pub cors: Option<String>,
    /// The folder with the portal's built files.
    pub portal: Option<PathBuf>,
    /// The portal's `config.json`, instead of the one in its folder.
    pub config: Option<PathBuf>,
    /// Deletes the directory and creates it again.
    pub fresh: bool,
    /// How many people the demo directory has.
    pub objects: usize,
    /// How many groups it has in addition to its usual ones.
    pub groups: usize,
    /// Whether the demo directory has objects with hostile names, too.
    pub hostile: bool,
    /// Keeps a record of every request.
    pub journal: bool,
    /// Lets a test inject faults.
    pub faults: bool,
    /// Switches off the extensions of part E, and answers reads without a body with the documented default set.
    pub documented_only: bool,
    /// By how much searches lag behind changes, as those of a replicated index do.
    pub index_lag: Duration,
    /// Forwards the calls of both services to a real GroupID at this URL.
    pub proxy: Option<String>,
    /// A file with the certificates (PEM) that the certificate of that server must come from, instead of those that this
    /// machine trusts.
    pub ca: Option<PathBuf>,
    /// The lifetime of an access token in seconds (`expires_in`).
    pub token_seconds: u64,
    /// Logs one line per request to standard error.
    pub verbose: bool,
    pub limits: Limits,
}

/// What one caller can occupy. Only tests change it.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How many connections are open at once; more of them wait.
    pub connections: usize,
    /// How many requests are handled at once, each on a thread that may have a connection to the database.
    pub handlers: usize,
    /// How long a new connection may take until its first request has arrived, without its body.
    pub first: Duration,
    /// The same for a later request, counted from the last response.
    pub idle: Duration,
    /// How long the body of a request may take.
    pub body: Duration,
    /// How long a connection is kept, however busy it is.
    pub connection: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 256,
            handlers: 32,
            first: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            body: Duration::from_secs(30),
            connection: Duration::from_secs(3600),
        }
    }
}

impl Options {
    /// What the person who starts the service should know.
    pub fn warning(&self) -> Option<String> {
        self.proxy.as_deref().and_then(proxy::warning)
    }

    /// Whether the service may run like this; otherwise the reason why not.
    pub fn check(&self) -> Result<(), String> {
        if let Some(file) = self.config.as_ref().filter(|file| !file.is_file()) {
            return Err(format!("{}: there is no such file", file.display()));
        }
        let address = self.listen;
        if address.ip().is_loopback() {
            return Ok(());
        }
        if !self.exposed {
            return Err(format!(
                "other machines reach {address}. This service is for demonstrations: it speaks plain HTTP, and its \
                 accounts are printed in its documentation. Listen on 127.0.0.1, or add --exposed if that is meant"
            ));
        }
        if self.journal || self.faults {
            return Err(format!(
                "other machines reach {address}, and with --journal or --faults anybody could read every request or \
                 break the service: listen on 127.0.0.1"
            ));
        }
        Ok(())
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 4443)),
            store: PathBuf::from("demo-store/directory.sqlite"),
            exposed: false,
            hosts: Vec::new(),
            cors: None,
            portal: None,
            config: None,
            fresh: false,
            objects: 2000,
            groups: 0,
            hostile: false,
            journal: false,
            faults: false,
            documented_only: false,
            index_lag: Duration::ZERO,
            proxy: None,
            ca: None,
            token_seconds: 1200,
            verbose: false,
            limits: Limits::default(),
        }
    }
}

/// What the command line asks for.
#[derive(Debug)]
pub enum Task {
    /// Runs the service.
    Run(Box<Options>),
    /// Prints the demo accounts.
    Accounts,
    /// Prints the route table in Markdown.
    Routes,
}

/// Reads the command line, the program's own name first. The error holds help, or what is wrong, as text to print.
pub fn parse<I, A>(arguments: I) -> Result<Task, clap::Error>
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let given = command().try_get_matches_from(arguments)?;
    if given.get_flag("accounts") {
        return Ok(Task::Accounts);
    }
    if given.get_flag("routes") {
        return Ok(Task::Routes);
    }
    let usual = Options::default();
    Ok(Task::Run(Box::new(Options {
        listen: given.get_one("listen").copied().unwrap_or(usual.listen),
        store: given.get_one("store").cloned().unwrap_or(usual.store),
        exposed: given.get_flag("exposed"),
        hosts: given.get_many("host").into_iter().flatten().cloned().collect(),
        cors: given.get_one("cors").cloned(),
        portal: given.get_one("portal").cloned(),
        config: given.get_one("config").cloned(),
        fresh: given.get_flag("fresh"),
        objects: given.get_one("objects").copied().unwrap_or(usual.objects),
        groups: given.get_one("groups").copied().unwrap_or(usual.groups),
        hostile: given.get_flag("hostile"),
        journal: given.get_flag("journal"),
        faults: given.get_flag("faults"),
        documented_only: given.get_flag("documented-only"),
        index_lag: given.get_one("index-lag").copied().map_or(usual.index_lag, Duration::from_secs),
        proxy: given.get_one::<String>("proxy").map(|url| url.trim_end_matches('/').to_owned()),
        ca: given.get_one("ca").cloned(),
        token_seconds: given.get_one("token-seconds").copied().unwrap_or(usual.token_seconds),
        verbose: given.get_flag("verbose"),
        limits: usual.limits,
    })))
}

fn command() -> Command {
    let value = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    // Of an option that is given twice the last one counts, so that a script can add to what another one says.
    let command = Command::new("dataservice").args_override_self(true);
    command.about("The embedded Data Service of GroupID Portal").args([
        value("listen", "ADDRESS:PORT", "Where it answers [127.0.0.1:4443]; port 0 takes a free one")
            .value_parser(address),
        flag("exposed", "Allow an address that other machines reach"),
        value("host", "NAME", "Another name by which it is called; can be given several times")
            .action(ArgAction::Append),
        value("cors", "ORIGIN", "Another origin whose pages may call it, such as https://portal.example.com")
            .value_parser(origin),
        value("store", "FILE", "The directory; created and filled if absent [demo-store/directory.sqlite]")
            .value_parser(value_parser!(PathBuf)),
        value("portal", "DIR", "The portal's built files, served at /portal/").value_parser(value_parser!(PathBuf)),
        value("config", "FILE", "The portal's config.json, if not the one in its folder or the demo's")
            .value_parser(value_parser!(PathBuf)),
        flag("fresh", "Wipe the directory and fill it again"),
        value("objects", "N", "People of the demo directory [2000]").value_parser(value_parser!(usize)),
        value("groups", "N", "Groups of it beside the usual ones, one of which has everybody [0]")
            .value_parser(value_parser!(usize)),
        flag("hostile", "People and groups with hostile names, too: markup, formulas, 64 KB, ..."),
        value("token-seconds", "N", "How long an access token is good for [1200]")
            .value_parser(value_parser!(u64).range(..=LONGEST.as_secs())),
        flag("documented-only", "Without the extensions below /api/x-portal, and with small default answers"),
        value("index-lag", "SECONDS", "How long a search does not see a change [0]").value_parser(value_parser!(u64)),
        flag("journal", "Keep a record of every request (for tests)"),
        flag("faults", "Let a test inject faults"),
        value("proxy", "URL", "Hand both services' calls on to a real GroupID"),
        value(
            "ca",
            "FILE",
            "The authorities (PEM) of that server's certificate, if not those that this machine trusts",
        )
        .requires("proxy")
        .value_parser(value_parser!(PathBuf)),
        flag("verbose", "One line per request on standard error"),
        flag("accounts", "Print the demo accounts and end"),
        flag("routes", "Print the route table in Markdown and end"),
    ])
}

/// `localhost` is the address that the demo's own pages call.
fn address(text: &str) -> Result<SocketAddr, AddrParseError> {
    text.replace("localhost", "127.0.0.1").parse()
}

/// An origin as browsers send it: scheme, host and port, without a slash at the end.
fn origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.:[]".contains(c);
    if host.is_empty() || !host.chars().all(fits) {
        return Err(
            "expected scheme, host and port alone, in lower case, such as https://portal.example.com".to_owned()
        );
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Options, Task, parse};

    fn options(line: &str) -> Result<Options, String> {
        match parse(std::iter::once("dataservice").chain(line.split_whitespace())) {
            Ok(Task::Run(options)) => Ok(*options),
            Ok(other) => panic!("{other:?}"),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn other_machines_reach_it_only_where_that_is_said() {
        for line in ["", "--listen localhost:0", "--listen [::1]:80", "--listen 127.9.9.9:1 --journal --faults"] {
            assert_eq!(options(line).unwrap().check(), Ok(()), "{line}");
        }
        for line in ["--listen 0.0.0.0:4443", "--listen [::]:4443", "--listen 192.168.0.7:80"] {
            let error = options(line).unwrap().check().unwrap_err();
            assert!(error.contains("--exposed") && error.contains("plain HTTP"), "{error}");
            assert_eq!(options(&format!("{line} --exposed")).unwrap().check(), Ok(()));
            for more in ["--journal", "--faults"] {
                let error = options(&format!("{line} --exposed {more}")).unwrap().check().unwrap_err();
                assert!(error.contains("127.0.0.1"), "{error}");
            }
        }
    }

    #[test]
    fn an_origin_has_no_path_and_no_star() {
        for good in ["https://portal.example.com", "http://localhost:8080", "http://[::1]:1"] {
            assert_eq!(options(&format!("--cors {good}")).unwrap().cors.as_deref(), Some(good));
        }
        for bad in ["*", "null", "https://", "https://a/", "https://A", "ftp://a", "https://a,https://b", "a"] {
            assert!(options(&format!("--cors {bad}")).is_err(), "{bad}");
        }
    }

    #[test]
    fn no_lifetime_is_longer_than_a_sign_in() {
        assert_eq!(options("--token-seconds 86400").unwrap().token_seconds, 86_400);
        assert!(options("--token-seconds 86401").unwrap_err().contains("86400"));
    }
}
