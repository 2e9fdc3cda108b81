//! Checks the addresses of a configuration: what answers there, as far as a browser can tell.

use crate::http::{ApiError, Call, fetch};
use crate::i18n::t;
use crate::ui::error_panel::sentence;
use model::config::{DISCOVERY, FirstConfig, GRAPH_ROOT, StoreKind};
use model::wire::StoreId;
use model::wire::paths::DataService;

/// The timeout of one check, in milliseconds.
const PATIENCE: u32 = 10_000;

/// An address of the configuration, and the read that shows what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// As it is entered.
    pub address: String,
    url: String,
}

/// The addresses to check, each once.
pub fn addresses(config: &FirstConfig) -> Vec<Address> {
    let mut all = Vec::new();
    let below = |address: &str, path: &str| {
        let address = address.trim().trim_end_matches('/').to_owned();
        Address { url: format!("{address}{path}"), address }
    };
    for store in &config.stores {
        if store.kind == StoreKind::MicrosoftGraph {
            // An authority of Entra ID describes itself below the version of its endpoints.
            all.push(below(&store.authority(), &format!("/v2.0{DISCOVERY}")));
            all.push(below(GRAPH_ROOT, "/me"));
            continue;
        }
        let id = StoreId(store.id.trim().parse().unwrap_or_default());
        let data = DataService::at(config.data_service.trim());
        all.push(Address { address: config.data_service.trim().to_owned(), url: data.store(id).groups() });
        all.push(below(&config.security_service, DISCOVERY));
    }
    let mut checked: Vec<Address> = Vec::new();
    for one in all {
        if !checked.contains(&one) {
            checked.push(one);
        }
    }
    checked
}

/// What answers at an address.
#[derive(Debug, Clone, PartialEq)]
pub struct Answering {
    pub is_good: bool,
    /// The error of the call; none for a readable answer.
    error: Option<ApiError>,
}

impl Answering {
    /// What it means, as a sentence; reactive.
    pub fn sentence(&self) -> String {
        let Some(error) = &self.error else { return t!(first_run.answers).to_owned() };
        match (error, error.trace().status) {
            (_, Some(status @ (401 | 403))) => t!(first_run.asks_for_sign_in, status = status),
            (_, Some(status @ 404)) => t!(first_run.not_there, status = status),
            (_, Some(status @ 500..)) => t!(first_run.failing, status = status),
            (ApiError::Unreadable { .. }, Some(status)) => t!(first_run.web_page, status = status),
            _ => sentence(error),
        }
    }
}

/// Asks an address, without any token.
pub async fn check(address: Address) -> Answering {
    let error = fetch(&Call::get(address.url), None, PATIENCE).await.err();
    let is_good = error.as_ref().is_none_or(|error| matches!(error.trace().status, Some(401 | 403)));
    Answering { is_good, error }
}
