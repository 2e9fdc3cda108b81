//! The command: reads its options, asks for the account, runs the checks, and writes the report. Only this module
//! prints.

use probe::account::{Account, ask_store};
use probe::options::{self, Options};
use std::io::{self, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = match options::parse(std::env::args_os()) {
        Ok(options) => options,
        Err(message) => {
            // Help goes to standard output and ends well, a mistake to standard error.
            drop(message.print());
            return if message.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        }
    };
    match work(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nerror: {message}");
            ExitCode::FAILURE
        }
    }
}

fn work(options: &Options) -> Result<(), String> {
    let store = options.store.map_or_else(ask_store, Ok)?;
    let account = Account::ask()?;
    say("");
    let report = probe::run(options, store, account, &mut |finding| say(&finding.as_lines()))?;
    let file = options.report.display();
    std::fs::write(&options.report, report.as_markdown()).map_err(|error| format!("cannot write {file}: {error}"))?;
    say(&format!("\n{}", report.summary()));
    say(&format!("The report is in {file}. It holds no names and no secrets; read it before you pass it on."));
    Ok(())
}

/// Prints a line. The report is written even if nobody reads the lines to their end.
fn say(line: &str) {
    drop(writeln!(io::stdout(), "{line}"));
}
