//! The options of the command line.

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
    /// The folder with the portal's built files.
    pub portal: Option<PathBuf>,
    /// Deletes the directory and creates it again.
    pub fresh: bool,
    /// How many people the demo directory has.
    pub objects: usize,
    /// How many groups it has in addition to its usual ones.
    pub groups: usize,
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
    /// The lifetime of an access token in seconds (`expires_in`).
    pub token_seconds: u64,
    /// Logs one line per request to standard error.
    pub verbose: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 4443)),
            store: PathBuf::from("demo-store/directory.sqlite"),
            portal: None,
            fresh: false,
            objects: 2000,
            groups: 0,
            journal: false,
            faults: false,
            documented_only: false,
            index_lag: Duration::ZERO,
            proxy: None,
            token_seconds: 1200,
            verbose: false,
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
        portal: given.get_one("portal").cloned(),
        fresh: given.get_flag("fresh"),
        objects: given.get_one("objects").copied().unwrap_or(usual.objects),
        groups: given.get_one("groups").copied().unwrap_or(usual.groups),
        journal: given.get_flag("journal"),
        faults: given.get_flag("faults"),
        documented_only: given.get_flag("documented-only"),
        index_lag: given.get_one("index-lag").copied().map_or(usual.index_lag, Duration::from_secs),
        proxy: given.get_one::<String>("proxy").map(|url| url.trim_end_matches('/').to_owned()),
        token_seconds: given.get_one("token-seconds").copied().unwrap_or(usual.token_seconds),
        verbose: given.get_flag("verbose"),
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
        value("store", "FILE", "The directory; created and filled if absent [demo-store/directory.sqlite]")
            .value_parser(value_parser!(PathBuf)),
        value("portal", "DIR", "The portal's built files, served at /portal/").value_parser(value_parser!(PathBuf)),
        flag("fresh", "Wipe the directory and fill it again"),
        value("objects", "N", "People of the demo directory [2000]").value_parser(value_parser!(usize)),
        value("groups", "N", "Groups of it beside the usual ones, one of which has everybody [0]")
            .value_parser(value_parser!(usize)),
        value("token-seconds", "N", "How long an access token is good for [1200]").value_parser(value_parser!(u64)),
        flag("documented-only", "Without the extensions below /api/x-portal, and with small default answers"),
        value("index-lag", "SECONDS", "How long a search does not see a change [0]").value_parser(value_parser!(u64)),
        flag("journal", "Keep a record of every request (for tests)"),
        flag("faults", "Let a test inject faults"),
        value("proxy", "URL", "Hand both services' calls on to a real GroupID"),
        flag("verbose", "One line per request on standard error"),
        flag("accounts", "Print the demo accounts and end"),
        flag("routes", "Print the route table in Markdown and end"),
    ])
}

/// `localhost` is the address that the demo's own pages call.
fn address(text: &str) -> Result<SocketAddr, AddrParseError> {
    text.replace("localhost", "127.0.0.1").parse()
}
