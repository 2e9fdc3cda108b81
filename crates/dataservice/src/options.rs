//! What the command line asks for.

use std::net::SocketAddr;
use std::path::PathBuf;

/// How the service runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The SQLite file; created and seeded if absent.
    pub store: PathBuf,
    /// The portal's built files.
    pub portal: Option<PathBuf>,
    /// Wipes and seeds again.
    pub fresh: bool,
    /// People of the demo directory.
    pub objects: usize,
    /// Keeps a record of every request.
    pub journal: bool,
    /// Lets a test inject faults.
    pub faults: bool,
    /// Without the extensions of part E.
    pub documented_only: bool,
    /// Hands the two services' calls on to a real one.
    pub proxy: Option<String>,
    /// `expires_in`.
    pub token_seconds: u64,
    /// One line per request on standard error.
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
            journal: false,
            faults: false,
            documented_only: false,
            proxy: None,
            token_seconds: 1200,
            verbose: false,
        }
    }
}

/// What the command line wants.
#[derive(Debug)]
pub enum Wanted {
    Run(Box<Options>),
    Accounts,
    Help,
}

/// `--help`
pub const HELP: &str = "\
The embedded Data Service of GroupID Portal.

  --listen ADDRESS:PORT  where it answers [127.0.0.1:4443]; port 0 takes a free one
  --store FILE           the directory; created and seeded if absent [demo-store/directory.sqlite]
  --portal DIR           the portal's built files, served at /portal/
  --fresh                wipe the directory and seed it again
  --objects N            people of the demo directory [2000]
  --token-seconds N      how long an access token is good for [1200]
  --documented-only      without the extensions below /api/x-portal
  --journal              keep a record of every request (for tests)
  --faults               let a test inject faults
  --proxy URL            hand both services' calls on to a real GroupID
  --verbose              one line per request on standard error
  --accounts             print the demo accounts and end
";

/// Reads the command line.
pub fn read(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Wanted, lexopt::Error> {
    use lexopt::prelude::*;
    let mut options = Options::default();
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("listen") => {
                options.listen =
                    parser.value()?.parse_with(|text| text.replace("localhost", "127.0.0.1").parse::<SocketAddr>())?
            }
            Long("store") => options.store = parser.value()?.into(),
            Long("portal") => options.portal = Some(parser.value()?.into()),
            Long("fresh") => options.fresh = true,
            Long("objects") => options.objects = parser.value()?.parse()?,
            Long("token-seconds") => options.token_seconds = parser.value()?.parse()?,
            Long("documented-only") => options.documented_only = true,
            Long("journal") => options.journal = true,
            Long("faults") => options.faults = true,
            Long("proxy") => options.proxy = Some(parser.value()?.string()?.trim_end_matches('/').to_owned()),
            Long("verbose") => options.verbose = true,
            Long("accounts") => return Ok(Wanted::Accounts),
            Long("help") | Short('h') => return Ok(Wanted::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Wanted::Run(Box::new(options)))
}
