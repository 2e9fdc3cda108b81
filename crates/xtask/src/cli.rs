//! The command line: what can be typed, and what it means. The commands themselves are elsewhere.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::bench::Benchmark;
use crate::soak;
use crate::start;
use crate::test::Part;

/// The command to run.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Start(start::Options),
    /// One part of the tests (all parts if `None`), a text that the names of the tests must contain, and whether to
    /// accept the pictures as they are now.
    Test(Option<Part>, Option<String>, bool),
    Ci,
    Api,
    Size,
    Dist,
    /// One benchmark, or all of them if `None`.
    Bench(Option<Benchmark>),
    Soak(soak::Options),
    /// The arguments of the probe, which reads them itself.
    Probe(Vec<OsString>),
}

/// Parses the command line. If it has no task, prints the help or the mistake and exits.
pub fn parse() -> Task {
    parse_from(std::env::args_os()).unwrap_or_else(|message| message.exit())
}

fn parse_from<I, A>(args: I) -> Result<Task, clap::Error>
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let mut command = command();
    let matches = command.try_get_matches_from_mut(args)?;
    Ok(match matches.subcommand() {
        Some(("start", given)) => Task::Start(start_options(given)),
        Some(("test", given)) => Task::Test(
            given.get_one::<String>("part").and_then(|p| Part::named(p)),
            given.get_one::<String>("name").cloned(),
            given.get_flag("accept"),
        ),
        Some(("ci", _)) => Task::Ci,
        Some(("api", _)) => Task::Api,
        Some(("size", _)) => Task::Size,
        Some(("dist", _)) => Task::Dist,
        Some(("bench", given)) => Task::Bench(given.get_one::<String>("what").and_then(|what| Benchmark::named(what))),
        Some(("soak", given)) => {
            let number = |name: &str, usual: u32| given.get_one(name).copied().unwrap_or(usual);
            let (minutes, rate) = (number("minutes", 10), number("rate", 200));
            Task::Soak(soak::Options { minutes, rate, kill_every: number("kill-every", 60) })
        }
        Some(("probe", given)) => Task::Probe(given.get_many("arguments").into_iter().flatten().cloned().collect()),
        _ => {
            return Err(command.error(clap::error::ErrorKind::MissingSubcommand, "no task named"));
        }
    })
}

fn start_options(given: &ArgMatches) -> start::Options {
    start::Options {
        port: given.get_one("port").copied().unwrap_or(start::PORT),
        store: given.get_one("store").cloned(),
        fresh: given.get_flag("fresh"),
        objects: given.get_one("objects").copied(),
        data_service: given.get_one("data-service").cloned(),
        ca: given.get_one("ca").cloned(),
        config: given.get_one("config").cloned(),
    }
}

fn command() -> Command {
    let parts = Part::ALL.map(Part::name);
    Command::new("cargo xtask")
        .bin_name("cargo xtask")
        .about("The commands of GroupID Portal's repository")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(start_command())
        .subcommand(
            Command::new("test")
                .about(
                    "Run everything a change must pass: native, rules against a real domain, web, end to end, pictures",
                )
                .arg(
                    Arg::new("part")
                        .value_parser(clap::builder::PossibleValuesParser::new(parts))
                        .help("Only this part"),
                )
                .arg(Arg::new("name").requires("part").help("Only tests whose name contains this"))
                .arg(
                    Arg::new("accept")
                        .long("accept")
                        .requires("part")
                        .action(ArgAction::SetTrue)
                        .help("With `pictures`: keep how the pages look now"),
                ),
        )
        .subcommand(Command::new("ci").about("Format, lints, tests, size and release folder, in that order"))
        .subcommand(Command::new("api").about("Write docs/API.md from the route table of the embedded Data Service"))
        .subcommand(Command::new("size").about("What the portal's first page weighs; fails over the budget"))
        .subcommand(Command::new("dist").about("Write dist/: the folder an administrator copies to a server"))
        .subcommand(
            Command::new("bench").about("Measure, as tables; on a machine that does nothing else").arg(
                Arg::new("what")
                    .value_parser(clap::builder::PossibleValuesParser::new(Benchmark::ALL.map(Benchmark::name)))
                    .help("Only this"),
            ),
        )
        .subcommand(soak_command())
        .subcommand(
            Command::new("probe")
                .about("Ask a real GroupID, by reads alone, whether what the portal assumes is so; `probe --help` says more")
                .disable_help_flag(true)
                .arg(
                    Arg::new("arguments")
                        .value_name("URL")
                        .num_args(0..)
                        .trailing_var_arg(true)
                        .allow_hyphen_values(true)
                        .value_parser(value_parser!(OsString)),
                ),
        )
}

fn soak_command() -> Command {
    let number = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).value_parser(value_parser!(u32).range(1..)).help(help)
    };
    Command::new("soak")
        .about("Run the embedded service under load, kill it again and again, and look whether anything is lost")
        .args([
            number("minutes", "N", "How long [default: 10]"),
            number("rate", "N", "Requests per second [default: 200]"),
            number("kill-every", "SECONDS", "How long the service runs before it is killed [default: 60]"),
        ])
}

fn start_command() -> Command {
    Command::new("start")
        .about("Build the portal and run it with a demo directory on this machine")
        .arg(
            Arg::new("port")
                .long("port")
                .value_name("PORT")
                .value_parser(value_parser!(u16))
                .help("Port to listen on [default: 4443]"),
        )
        .arg(
            Arg::new("store")
                .long("store")
                .value_name("PATH")
                .value_parser(value_parser!(PathBuf))
                .help("Where the demo directory is kept [default: in the cache folder]"),
        )
        .arg(
            Arg::new("fresh")
                .long("fresh")
                .action(ArgAction::SetTrue)
                .help("Forget what was done in the demo directory and begin anew"),
        )
        .arg(
            Arg::new("objects")
                .long("objects")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .help("How many objects a new demo directory holds"),
        )
        .arg(
            Arg::new("data-service")
                .long("data-service")
                .value_name("URL")
                .conflicts_with_all(["store", "fresh", "objects"])
                .help("Use the Data Service at this address instead of the demo directory"),
        )
        .arg(
            Arg::new("ca")
                .long("ca")
                .value_name("FILE")
                .requires("data-service")
                .value_parser(value_parser!(PathBuf))
                .help("The authorities (PEM) of its certificate, if not those that this machine trusts"),
        )
        .arg(
            Arg::new("config")
                .long("config")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("The portal's config.json, if not the demo's"),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, clap::Error> {
        parse_from(std::iter::once("xtask").chain(line.split_whitespace()))
    }

    #[test]
    fn the_definition_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn start_has_defaults() {
        assert_eq!(
            parsed("start").unwrap(),
            Task::Start(start::Options {
                port: 4443,
                store: None,
                fresh: false,
                objects: None,
                data_service: None,
                ca: None,
                config: None
            })
        );
    }

    #[test]
    fn start_takes_its_options() {
        let task = parsed("start --port 8080 --store a/b --fresh --objects 100000").unwrap();
        assert_eq!(
            task,
            Task::Start(start::Options {
                port: 8080,
                store: Some("a/b".into()),
                fresh: true,
                objects: Some(100_000),
                data_service: None,
                ca: None,
                config: None,
            })
        );
    }

    #[test]
    fn a_real_service_has_no_demo_options() {
        assert!(parsed("start --data-service https://groupid:4443").is_ok());
        assert!(parsed("start --data-service https://groupid:4443 --fresh").is_err());
        assert!(parsed("start --data-service https://groupid:4443 --ca a.pem --config b.json").is_ok());
        assert!(parsed("start --ca a.pem").is_err());
    }

    #[test]
    fn a_part_of_the_tests_can_be_named() {
        assert_eq!(parsed("test").unwrap(), Task::Test(None, None, false));
        assert_eq!(parsed("test e2e sign_in").unwrap(), Task::Test(Some(Part::E2e), Some("sign_in".to_owned()), false));
        assert!(parsed("test everything").is_err());
        assert_eq!(parsed("test samba").unwrap(), Task::Test(Some(Part::Samba), None, false));
        assert_eq!(parsed("test pictures --accept").unwrap(), Task::Test(Some(Part::Pictures), None, true));
        assert_eq!(parsed("bench").unwrap(), Task::Bench(None));
        assert_eq!(parsed("bench preview").unwrap(), Task::Bench(Some(Benchmark::Preview)));
        let soak = |minutes, rate, kill_every| Task::Soak(soak::Options { minutes, rate, kill_every });
        assert_eq!(parsed("soak").unwrap(), soak(10, 200, 60));
        assert_eq!(parsed("soak --minutes 1 --rate 50 --kill-every 20").unwrap(), soak(1, 50, 20));
        assert!(parsed("soak --rate 0").is_err());
        for line in ["probe", "probe --help", "probe https://groupid:4443 --store 2"] {
            let words = line.split_whitespace().skip(1).map(OsString::from).collect();
            assert_eq!(parsed(line).unwrap(), Task::Probe(words));
        }
        assert!(parsed("").is_err());
    }
}
