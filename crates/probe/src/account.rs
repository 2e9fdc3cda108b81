//! Who asks: from the environment, or from the person at the terminal; never from the command line.

use model::wire::StoreId;
use std::env;
use std::io::{self, Write as _};

/// The account that signs in. Its `Debug` shows none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub user: String,
    pub password: String,
    pub client_id: String,
    /// Absent if a reverse proxy adds it (part C).
    pub client_secret: Option<String>,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").finish_non_exhaustive()
    }
}

impl Account {
    /// Takes what the environment has, and asks for the rest: the password and the client secret without showing what
    /// is typed.
    ///
    /// # Errors
    ///
    /// There is no terminal to ask at, or nothing was typed.
    pub fn ask() -> Result<Self, String> {
        let user = text("PROBE_USER", "User name: ")?;
        let password = hidden("PROBE_PASSWORD", "Password (not shown): ")?;
        let client_id = text("PROBE_CLIENT_ID", "Client id of the portal: ")?;
        let client_secret = hidden("PROBE_CLIENT_SECRET", "Client secret (not shown; Enter for none): ")?;
        for (what, value) in [("user name", &user), ("password", &password), ("client id", &client_id)] {
            if value.is_empty() {
                return Err(format!("no {what} was given"));
            }
        }
        Ok(Self { user, password, client_id, client_secret: Some(client_secret).filter(|secret| !secret.is_empty()) })
    }
}

/// The number of the identity store; 1 if only Enter is pressed.
///
/// # Errors
///
/// There is nobody to ask, or what was typed is no number.
pub fn ask_store() -> Result<StoreId, String> {
    let typed = text("PROBE_STORE", "Number of the identity store [1]: ")?;
    let number = if typed.is_empty() { Ok(1) } else { typed.parse() };
    number.map(StoreId).map_err(|_| "an identity store is a whole number".to_owned())
}

fn text(variable: &str, question: &str) -> Result<String, String> {
    if let Ok(value) = env::var(variable) {
        return Ok(value);
    }
    eprint!("{question}");
    let mut line = String::new();
    let read = io::stderr().flush().and_then(|()| io::stdin().read_line(&mut line));
    read.map_err(|error| format!("{variable} is not set, and nobody can be asked: {error}"))?;
    Ok(line.trim().to_owned())
}

fn hidden(variable: &str, question: &str) -> Result<String, String> {
    if let Ok(value) = env::var(variable) {
        return Ok(value);
    }
    rpassword::prompt_password(question)
        .map_err(|error| format!("{variable} is not set, and nobody can be asked: {error}"))
}
