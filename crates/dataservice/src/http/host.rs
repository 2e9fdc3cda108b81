//! Which hosts the service answers for. A page whose name leads to this machine only after it was loaded (DNS rebinding)
//! would otherwise be of the same origin as the service.

/// The names by which every machine calls itself.
const OWN: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Whether a `Host` header names this service: by a usual name, by one of `names`, with whatever port.
pub fn is_own(host: &str, names: &[String]) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    OWN.into_iter().chain(names.iter().map(String::as_str)).any(|own| own.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn other_names_are_refused() {
        let names = ["demo.example".to_owned(), "[fd00::1]".to_owned()];
        for own in ["localhost", "LocalHost:4443", "127.0.0.1:80", "[::1]:4443", "demo.example:1", "[fd00::1]"] {
            assert!(is_own(own, &names), "{own}");
        }
        for other in ["", ":4443", "evil.example:4443", "localhost.evil.example", "localhost:80@evil.example", "[::2]"]
        {
            assert!(!is_own(other, &names), "{other}");
        }
    }
}
