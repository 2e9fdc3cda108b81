//! The command: reads its options, starts the service, ends on SIGTERM or Ctrl-C. The only place that prints.
#![allow(clippy::print_stdout)]

use dataservice::options::{self, Wanted};
use std::process::ExitCode;

#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
    match options::read(std::env::args_os().skip(1)) {
        Ok(Wanted::Help) => print!("{}", options::HELP),
        Ok(Wanted::Accounts) => {
            for account in dataservice::ACCOUNTS {
                println!("{}\t{}\t{}", account.user, account.password, account.purpose);
            }
        }
        Ok(Wanted::Run(options)) => {
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
        Err(error) => {
            eprintln!("dataservice: {error}\n\n{}", options::HELP);
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Returns when somebody asks the service to end.
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
