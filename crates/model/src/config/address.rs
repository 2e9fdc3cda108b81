//! Which addresses may be called. Passwords and tokens travel there, so they do not leave this machine without TLS.

use super::schema::{Fault, Rule, SchemaError};
use super::{Config, Endpoints};

/// Whether an address is a path of the portal's own host, or uses TLS, or is on this machine. `//host` is no path: a
/// browser takes it for another host.
fn is_safe(address: &str) -> bool {
    if let Some(path) = address.strip_prefix('/') {
        return !path.starts_with(['/', '\\']);
    }
    let Some(rest) = address.strip_prefix("http://") else { return address.starts_with("https://") };
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let name =
        host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(n, _)| n);
    matches!(name.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1" | "[::1]")
}

impl Config {
    /// Adds a fault for each address that is called and not safe.
    pub(super) fn bad_addresses(&self, faults: &mut Vec<SchemaError>) {
        let mut check = |path: String, address: &str| {
            if !is_safe(address) {
                let fault = Fault::Rule(Rule::UnsafeAddress);
                faults.push(SchemaError { path, fault, value: Some(address.into()) });
            }
        };
        check("dataService".to_owned(), &self.data_service);
        check("securityService".to_owned(), &self.security_service);
        for (name, address) in self.sign_in.endpoints.iter().flat_map(Endpoints::named) {
            check(format!("signIn.endpoints.{name}"), address);
        }
        for (at, store) in self.identity_stores.iter().enumerate() {
            let Some(graph) = &store.graph else { continue };
            check(format!("identityStores[{at}].graph.baseUrl"), &graph.base_url);
            check(format!("identityStores[{at}].graph.authority"), &graph.authority);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn passwords_leave_this_machine_by_tls_alone() {
        for safe in [
            "/",
            "/GroupIDDataService",
            "https://groupid.example.com:4443/x",
            "http://localhost",
            "http://LOCALHOST:80/x",
            "http://127.0.0.1:4443",
            "http://[::1]:4443/x",
            "http://[::1]",
        ] {
            assert!(is_safe(safe), "{safe}");
        }
        for unsafe_one in [
            "//evil.example",
            "/\\evil.example",
            "http://groupid",
            "http://groupid.example.com/x",
            "http://",
            "http://localhost.evil.example",
            "http://localhost@evil.example",
            "http://localhost:80@evil.example",
            "http://evil.example\\localhost",
            "http://127.0.0.1.evil.example",
            "HTTP://groupid",
            "ftp://localhost",
            "",
        ] {
            assert!(!is_safe(unsafe_one), "{unsafe_one}");
        }
    }
}
