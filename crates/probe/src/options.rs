//! The command line. It takes no password and no secret, because other people of the machine can see it.

use clap::{Arg, Command, value_parser};
use model::wire::StoreId;
use model::wire::paths::{DATA_SERVICE, SECURITY_SERVICE};
use std::ffi::OsString;
use std::path::PathBuf;

/// What is asked, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The address of the Data Service.
    pub data_service: String,
    /// The address of the Security Service.
    pub security_service: String,
    /// The identity store to sign in to and to ask; if there is none, the person is asked.
    pub store: Option<StoreId>,
    /// Certificates to trust instead of the system's.
    pub ca: Option<PathBuf>,
    /// Where the report is written.
    pub report: PathBuf,
}

impl Options {
    /// The usual options for the server at `address`.
    ///
    /// # Errors
    ///
    /// Why that is no address, or none to which a password may be sent.
    pub fn at(address: &str) -> Result<Self, String> {
        let origin = origin(address)?;
        Ok(Self {
            data_service: format!("{origin}{DATA_SERVICE}"),
            security_service: format!("{origin}{SECURITY_SERVICE}"),
            store: None,
            ca: None,
            report: PathBuf::from("groupid-probe.md"),
        })
    }
}

/// Reads the command line, the program's own name first. The error holds help, or what is wrong, as text to print.
pub fn parse<I, A>(arguments: I) -> Result<Options, clap::Error>
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let mut command = command();
    let given = command.try_get_matches_from_mut(arguments)?;
    let address: &str = given.get_one::<String>("url").map_or("", String::as_str);
    let usual =
        Options::at(address).map_err(|message| command.error(clap::error::ErrorKind::ValueValidation, message))?;
    Ok(Options {
        store: given.get_one("store").copied().map(StoreId),
        ca: given.get_one("ca").cloned(),
        report: given.get_one("report").cloned().unwrap_or(usual.report),
        ..usual
    })
}

fn command() -> Command {
    Command::new("cargo xtask probe")
        .about("Ask a real GroupID what docs/ASSUMPTIONS.md takes for true. It only reads, and changes nothing.")
        .after_help(
            "User name, password, client id, client secret and identity store are asked for at the terminal. Instead \
             they can be in the environment variables PROBE_USER, PROBE_PASSWORD, PROBE_CLIENT_ID, \
             PROBE_CLIENT_SECRET and PROBE_STORE.\n\
             What a person has to look at is in docs/FIRST-CONTACT.md.",
        )
        .args([
            Arg::new("url").value_name("URL").required(true).help("The server, such as https://groupid:4443"),
            Arg::new("store")
                .long("store")
                .value_name("ID")
                .value_parser(value_parser!(i64).range(1..))
                .help("The number of the identity store to sign in to and to ask"),
            Arg::new("ca")
                .long("ca")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("The certificate of your own authority (PEM or DER), trusted instead of the system's"),
            Arg::new("report")
                .long("report")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Where the report is written [groupid-probe.md]"),
        ])
}

/// Scheme, host and port of an address.
fn origin(address: &str) -> Result<String, String> {
    let Some((scheme, rest)) = address.trim().split_once("://") else {
        return Err("the URL begins with https://, such as https://groupid:4443".to_owned());
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() {
        return Err("the URL names no server".to_owned());
    }
    if host.contains('@') {
        return Err("the URL names a user; leave that out, you are asked for it".to_owned());
    }
    match scheme.to_ascii_lowercase().as_str() {
        "https" => Ok(format!("https://{host}")),
        "http" if is_this_machine(host) => Ok(format!("http://{host}")),
        "http" => Err("over http:// everybody on the way could read the password: use https://".to_owned()),
        _ => Err("the URL begins with https://".to_owned()),
    }
}

fn is_this_machine(host: &str) -> bool {
    let name = if host.starts_with('[') { host.split_inclusive(']').next() } else { host.split(':').next() };
    matches!(name.unwrap_or_default(), "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Options, String> {
        parse(std::iter::once("probe").chain(line.split_whitespace())).map_err(|error| error.to_string())
    }

    #[test]
    fn an_address_is_enough() {
        command().debug_assert();
        let options = parsed("https://groupid:4443").unwrap();
        assert_eq!(options.data_service, "https://groupid:4443/GroupIDDataService");
        assert_eq!(options.security_service, "https://groupid:4443/GroupIDSecurityService");
        assert_eq!((options.store, options.ca), (None, None));
        assert_eq!(parsed("HTTPS://groupid:4443/GroupIDDataService/api?x").unwrap().data_service, options.data_service);
        let options = parsed("https://g --store 2 --ca a/b.cer --report c.md").unwrap();
        assert_eq!((options.store, options.report), (Some(StoreId(2)), "c.md".into()));
    }

    #[test]
    fn a_password_is_sent_to_nobody_on_the_way() {
        assert!(parsed("http://groupid").unwrap_err().contains("https://"));
        assert!(parsed("http://localhost.example").unwrap_err().contains("https://"));
        for own in ["http://localhost:4443", "http://127.0.0.1", "http://[::1]:4443"] {
            assert!(parsed(own).is_ok(), "{own}");
        }
        assert!(parsed("https://me:word@groupid").unwrap_err().contains("user"));
        for wrong in ["", "groupid", "ftp://groupid", "https:///a"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }
}
