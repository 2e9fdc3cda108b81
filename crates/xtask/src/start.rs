//! `start`: runs the portal in a browser on this machine, with the embedded Data Service.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::workspace::Workspace;
use crate::{portal, service};

/// The port on which GroupID's own services listen too.
pub const PORT: u16 = 4443;

/// How long the service may take to stop by itself before it is killed.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    pub port: u16,
    /// The file of the demo directory; in the cache folder if `None`.
    pub store: Option<PathBuf>,
    pub fresh: bool,
    pub objects: Option<u64>,
    /// The URL of a real Data Service to use instead of the demo directory.
    pub data_service: Option<String>,
    /// A file with the authorities of its certificate.
    pub ca: Option<PathBuf>,
    /// The portal's config.json, instead of the demo's.
    pub config: Option<PathBuf>,
}

/// What can happen while the service runs.
enum Event {
    /// The service wrote a line.
    Line(String),
    /// The service closed its output, so it has stopped or is about to.
    Ended,
    /// A person wants to stop the service.
    Stop,
}

/// Builds portal and service, starts them, prints the URL, and waits for Ctrl-C.
pub fn start(ws: &Workspace, options: &Options) -> Result<()> {
    // Checked first, because the builds may take minutes.
    check_port(options.port)?;
    let portal = portal::build(ws)?;
    let program = match &options.data_service {
        Some(address) => service::build_for(ws, address)?,
        None => service::build(ws)?,
    };
    let store = options.store.clone().unwrap_or_else(|| ws.cache.join("demo-store").join("directory.sqlite"));
    let mut command = Command::new(&program);
    command.args(arguments(options, &portal, &store));
    if let (None, Some(folder)) = (&options.data_service, store.parent()) {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {} (see --store)", folder.display()))?;
    }

    let (sender, events) = channel();
    stop_on_signal(sender.clone())?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} could not be started", program.display()))?;
    listen(&mut child, sender)?;
    let outcome = attend(&events, || greeting(options, &program, &store));
    end(&mut child, outcome)
}

fn check_port(port: u16) -> Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is in use: is another `cargo xtask start` running? \
             End it, or take another port: cargo xtask start --port {}",
            port.checked_add(1).unwrap_or(PORT)
        ),
        Err(error) => Err(anyhow!(error))
            .with_context(|| format!("port {port} cannot be used; another one: cargo xtask start --port {PORT}")),
    }
}

fn arguments(options: &Options, portal: &Path, store: &Path) -> Vec<std::ffi::OsString> {
    let mut arguments =
        vec!["--listen".into(), format!("127.0.0.1:{}", options.port).into(), "--portal".into(), portal.into()];
    if let Some(file) = &options.config {
        arguments.extend(["--config".into(), file.into()]);
    }
    if let Some(url) = &options.data_service {
        arguments.extend(["--proxy".into(), url.into()]);
        if let Some(file) = &options.ca {
            arguments.extend(["--ca".into(), file.into()]);
        }
        return arguments;
    }
    arguments.extend(["--store".into(), store.into()]);
    if options.fresh {
        arguments.push("--fresh".into());
    }
    if let Some(objects) = options.objects {
        arguments.extend(["--objects".into(), objects.to_string().into()]);
    }
    arguments
}

fn stop_on_signal(sender: Sender<Event>) -> Result<()> {
    ctrlc::set_handler(move || {
        // Sending only fails if the program is already stopping.
        let _ = sender.send(Event::Stop);
    })
    .context("cannot listen for Ctrl-C")
}

fn listen(child: &mut Child, sender: Sender<Event>) -> Result<()> {
    let lines = child.stdout.take().context("the service has no output")?;
    thread::spawn(move || {
        for line in BufReader::new(lines).lines().map_while(Result::ok) {
            if sender.send(Event::Line(line)).is_err() {
                return;
            }
        }
        let _ = sender.send(Event::Ended);
    });
    Ok(())
}

/// Waits until the service stops, which is an error, or a person wants to stop it.
fn attend(events: &Receiver<Event>, greeting: impl Fn() -> Result<String>) -> Result<()> {
    let mut ready = false;
    loop {
        match events.recv()? {
            Event::Line(line) => match line.strip_prefix(service::READY) {
                Some(address) if !ready => {
                    ready = true;
                    let port = address.trim().rsplit(':').next().unwrap_or_default();
                    println!("\nGroupID Portal:  http://localhost:{port}/portal/\n");
                    println!("{}", greeting()?);
                }
                _ => println!("{line}"),
            },
            // Ctrl-C also reaches the service, and its end may be reported first.
            Event::Ended if stopped(events) => return Ok(()),
            Event::Ended if ready => bail!("the Data Service ended by itself"),
            Event::Ended => bail!("the Data Service ended before it was ready; see above"),
            Event::Stop => return Ok(()),
        }
    }
}

fn stopped(events: &Receiver<Event>) -> bool {
    matches!(events.recv_timeout(Duration::from_millis(500)), Ok(Event::Stop))
}

fn greeting(options: &Options, program: &Path, store: &Path) -> Result<String> {
    let end = "Ctrl-C ends it.";
    if let Some(url) = &options.data_service {
        return Ok(format!("The Data Service at {url} answers; sign in with an account of its.\n{end}"));
    }
    let accounts = service::accounts(program)?;
    let store = store.display();
    Ok(format!(
        "Sign in with one of these (user, password, what for):\n{accounts}\n\
         The demo directory is kept in {store};\n\
         `cargo xtask start --fresh` begins it anew. {end}"
    ))
}

/// Waits for the service to stop, which Ctrl-C in a terminal makes it do by itself. It is killed if it does not stop,
/// or if the signal was for this program alone; its store survives both.
fn end(child: &mut Child, outcome: Result<()>) -> Result<()> {
    let asked = Instant::now();
    while asked.elapsed() < PATIENCE {
        if child.try_wait()?.is_some() {
            return outcome;
        }
        thread::sleep(Duration::from_millis(20));
    }
    child.kill().context("the Data Service cannot be ended")?;
    child.wait()?;
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        Options { port: 4443, store: None, fresh: true, objects: Some(9), data_service: None, ca: None, config: None }
    }

    fn line(options: &Options) -> String {
        arguments(options, Path::new("dist"), Path::new("store")).join(" ".as_ref()).into_string().unwrap()
    }

    #[test]
    fn the_demo_directory_gets_its_options() {
        assert_eq!(line(&options()), "--listen 127.0.0.1:4443 --portal dist --store store --fresh --objects 9");
    }

    #[test]
    fn a_real_service_gets_no_store() {
        let options = Options { data_service: Some("https://groupid:4443".to_owned()), ..options() };
        assert_eq!(line(&options), "--listen 127.0.0.1:4443 --portal dist --proxy https://groupid:4443");
        let options = Options { ca: Some("ca.pem".into()), config: Some("config.json".into()), ..options };
        let more = "--config config.json --proxy https://groupid:4443 --ca ca.pem";
        assert_eq!(line(&options), format!("--listen 127.0.0.1:4443 --portal dist {more}"));
    }

    #[test]
    fn a_port_in_use_names_the_option() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = check_port(port).unwrap_err().to_string();
        assert!(error.contains(&port.to_string()) && error.contains("--port"), "{error}");
    }

    #[test]
    fn a_service_that_ends_early_is_an_error_and_a_stop_is_none() {
        let outcome = |happening: Vec<Event>| {
            let (sender, events) = channel();
            happening.into_iter().for_each(|event| sender.send(event).unwrap());
            attend(&events, || Ok(String::new()))
        };
        assert!(outcome(vec![Event::Ended]).unwrap_err().to_string().contains("before it was ready"));
        assert!(outcome(vec![Event::Stop]).is_ok());
        assert!(outcome(vec![Event::Ended, Event::Stop]).is_ok());
    }
}
