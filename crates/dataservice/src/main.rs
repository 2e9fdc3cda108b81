//! The command: reads its options, starts the service, and stops it on SIGTERM or Ctrl-C. Only this module prints.
#![allow(clippy::print_stdout)]

use dataservice::options::{Task, parse};
use std::process::ExitCode;

#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
    match parse(std::env::args_os()) {
        Ok(Task::Accounts) => {
            for account in dataservice::ACCOUNTS {
                println!("{}\t{}\t{}", account.user, account.password, account.purpose);
            }
        }
        Ok(Task::Routes) => print!("{}", dataservice::as_markdown()),
        Ok(Task::Run(options)) => {
            if let Some(warning) = options.warning() {
                eprintln!("{warning}");
            }
            let running = match dataservice::start(*options).await {
                Ok(running) => running,
                Err(message) => {
                    eprintln!("dataservice: {message}");
                    return ExitCode::FAILURE;
                }
            };
            println!("listening on http://{}", running.address);
            stopped().await;
            running.stop().await;
        }
        Err(message) => {
            // Help goes to standard output and ends well, a mistake to standard error.
            drop(message.print());
            return if message.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        }
    }
    ExitCode::SUCCESS
}

/// Waits until the process is asked to stop.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    drop(tokio::signal::ctrl_c().await);
}
