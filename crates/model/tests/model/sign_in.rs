//! How people sign in: what a configuration may say, where an authority answers, and what a refusal means.

use model::config::{Authority, Config, Discovery, Fault, ForeignEndpoint, Rule, UserInfo};
use model::wire::codes::SignInRefusal;
use model::wire::{StoreId, TokenError};
use serde_json::{Value, json};

const ISSUER: &str = "https://groupid.example.com:4443/GroupIDSecurityService";

fn document(sign_in: Value) -> Value {
    json!({
        "dataService": "/GroupIDDataService", "securityService": "/GroupIDSecurityService", "signIn": sign_in,
        "identityStores": [
            { "id": 2, "name": "demo.local", "kind": "activeDirectory", "containers": [{ "dn": "DC=demo,DC=local" }] },
            { "id": 4, "name": "Graph", "kind": "microsoftGraph", "graph": {
                "baseUrl": "https://graph.microsoft.com/v1.0", "authority": "https://login.microsoftonline.com/t/",
                "clientId": "app" } },
        ],
    })
}

fn pkce() -> Value {
    json!({ "method": "pkce", "clientId": "portal" })
}

fn config(sign_in: Value) -> Config {
    Config::read(&document(sign_in)).unwrap()
}

/// The places of the faults, and their rules.
fn faults(document: &Value) -> Vec<(String, Rule)> {
    let faults = Config::read(document).err().unwrap_or_default();
    faults
        .into_iter()
        .filter_map(|error| match error.fault {
            Fault::Rule(rule) => Some((error.path, rule)),
            _ => None,
        })
        .collect()
}

fn discovery(changes: Value) -> Discovery {
    let mut known = json!({
        "issuer": ISSUER,
        "authorization_endpoint": format!("{ISSUER}/connect/authorize"),
        "token_endpoint": format!("{ISSUER}/connect/token"),
        "userinfo_endpoint": format!("{ISSUER}/connect/userinfo"),
        "revocation_endpoint": format!("{ISSUER}/connect/revocation"),
        "end_session_endpoint": format!("{ISSUER}/connect/endsession"),
        "response_modes_supported": ["form_post", "query", "fragment"],
        "code_challenge_methods_supported": ["plain", "S256"],
    });
    known.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    Discovery::from_json(&known).unwrap()
}

fn found(config: &Config, discovery: &Discovery) -> Result<Authority, ForeignEndpoint> {
    config.found_authority(config.store(StoreId(2)).unwrap(), Some(discovery))
}

#[test]
fn each_store_signs_in_its_own_way() {
    let (by_code, by_password) = (config(pkce()), config(json!({ "method": "password", "clientId": "portal" })));
    let ways = |config: &Config| [2, 4].map(|id| config.signs_in_by_code(config.store(StoreId(id)).unwrap()));
    assert_eq!((ways(&by_code), ways(&by_password)), ([true, true], [false, true]));
    // Entra ID's addresses are known; those of the Security Service are asked for.
    let known = |id| by_code.known_authority(by_code.store(StoreId(id)).unwrap());
    assert_eq!(known(2), None);
    let entra = known(4).unwrap();
    assert_eq!(entra.endpoints.authorize, "https://login.microsoftonline.com/t/oauth2/v2.0/authorize");
    assert_eq!(entra.endpoints.end_session.as_deref(), Some("https://login.microsoftonline.com/t/oauth2/v2.0/logout"));
    assert_eq!((entra.endpoints.revoke, entra.answers_in_fragment, entra.takes_logout_hint), (None, true, false));
    assert_eq!(entra.token_with[0].0, "scope");
    assert_eq!(by_code.discovery(), "/GroupIDSecurityService/.well-known/openid-configuration");
}

#[test]
fn a_secret_that_anyone_can_read_has_to_be_allowed() {
    let secret = |more: Value| {
        let mut sign_in = json!({ "method": "password", "clientId": "portal", "clientSecret": "s3cret" });
        sign_in.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        document(sign_in)
    };
    let refused = secret(json!({}));
    assert_eq!(faults(&refused), [("signIn.clientSecret".to_owned(), Rule::PublicSecret)]);
    assert!(!format!("{:?}", Config::read(&refused)).contains("s3cret"), "the error page must not show it");
    assert_eq!(faults(&secret(json!({ "allowPublicSecret": true }))), []);
    let with_pkce = secret(json!({ "method": "pkce", "allowPublicSecret": true }));
    assert_eq!(faults(&with_pkce), [("signIn.clientSecret".to_owned(), Rule::SecretWithPkce)]);
}

#[test]
fn an_address_that_is_called_needs_tls_or_this_machine() {
    let mut document = document(pkce());
    for address in ["//evil.example", "http://groupid/GroupIDDataService"] {
        document["dataService"] = json!(address);
        assert_eq!(faults(&document), [("dataService".to_owned(), Rule::UnsafeAddress)], "{address}");
    }
    document["dataService"] = json!("http://localhost:4443/GroupIDDataService");
    assert_eq!(faults(&document), []);
    document["identityStores"][1]["graph"]["authority"] = json!("http://login.example");
    document["signIn"]["endpoints"] =
        json!({ "authorize": "/a", "token": "//evil.example/t", "userInfo": "http://groupid/u" });
    let places: Vec<_> = faults(&document).into_iter().map(|(path, _)| path).collect();
    assert_eq!(places, ["signIn.endpoints.token", "signIn.endpoints.userInfo", "identityStores[1].graph.authority"]);
}

#[test]
fn discovered_endpoints_are_at_the_configured_address() {
    let authority = found(&config(pkce()), &discovery(json!({}))).unwrap();
    assert_eq!(authority.endpoints.token, "/GroupIDSecurityService/connect/token");
    assert_eq!(authority.endpoints.revoke.as_deref(), Some("/GroupIDSecurityService/connect/revocation"));
    assert!(authority.answers_in_fragment);
    assert_eq!(authority.token_with, [("identity_store_id", "2".to_owned())]);
    assert_eq!(authority.scopes.join(" "), "openid profile offline_access");
    // A service on another origin.
    let mut elsewhere = document(pkce());
    elsewhere["securityService"] = json!("https://other.example/GroupIDSecurityService/");
    let authority = found(&Config::read(&elsewhere).unwrap(), &discovery(json!({}))).unwrap();
    assert_eq!(authority.endpoints.authorize, "https://other.example/GroupIDSecurityService/connect/authorize");
}

#[test]
fn a_document_that_leads_elsewhere_is_refused() {
    let config = config(pkce());
    for foreign in [
        "https://evil.example/connect/token",
        "https://evil.example/GroupIDSecurityServiceX/connect/token",
        "https://evil.example",
        "javascript:alert(1)",
        "//evil.example/connect/token",
        "",
    ] {
        for name in ["token_endpoint", "authorization_endpoint", "userinfo_endpoint", "end_session_endpoint"] {
            let answer = found(&config, &discovery(json!({ name: foreign })));
            // An empty optional endpoint is none.
            if foreign.is_empty() && name.starts_with(['u', 'e']) {
                continue;
            }
            assert_eq!(answer, Err(ForeignEndpoint(foreign.to_owned())), "{name}");
        }
    }
    let own = json!({ "authorize": "https://login.example/a", "token": "https://login.example/t", "userInfo": "/u" });
    let explicit = json!({ "method": "pkce", "clientId": "portal", "endpoints": own });
    let config = self::config(explicit);
    let known = config.known_authority(config.store(StoreId(2)).unwrap()).unwrap();
    assert_eq!((known.endpoints.token.as_str(), known.endpoints.revoke), ("https://login.example/t", None));
}

#[test]
fn without_a_document_the_endpoints_are_identity_servers() {
    let config = config(pkce());
    let assumed = config.found_authority(config.store(StoreId(2)).unwrap(), None).unwrap();
    assert_eq!(assumed.endpoints.end_session.as_deref(), Some("/GroupIDSecurityService/connect/endsession"));
    assert!(!assumed.answers_in_fragment, "only a document can promise it");
    let refuses = |methods: Value| discovery(json!({ "code_challenge_methods_supported": methods })).refuses_pkce();
    assert_eq!([refuses(json!(["plain"])), refuses(json!(["S256"])), refuses(json!([]))], [true, false, false]);
}

#[test]
fn an_answer_is_from_the_authority_that_was_asked() {
    let config = config(pkce());
    let of = |changes| found(&config, &discovery(changes)).unwrap();
    let may = of(json!({}));
    assert_eq!(
        [Some(ISSUER), Some("https://evil.example"), None].map(|named| may.is_issuer(named)),
        [true, false, true]
    );
    let must = of(json!({ "authorization_response_iss_parameter_supported": true }));
    assert!(must.is_issuer(Some(ISSUER)) && !must.is_issuer(None));
    assert!(of(json!({ "issuer": null })).is_issuer(Some("anything")), "nothing to compare with");
}

#[test]
fn the_login_is_what_the_directory_knows() {
    let login = |info: Value| UserInfo::from_json(&info).unwrap().login().map(str::to_owned);
    assert_eq!(login(json!({ "sub": "1", "preferred_username": "ann", "upn": "ann@x" })).as_deref(), Some("ann"));
    assert_eq!(login(json!({ "upn": "ann@x" })).as_deref(), Some("ann@x"));
    assert_eq!(
        [login(json!({ "sub": "1", "name": "Ann Lee" })), login(json!({ "preferred_username": "" }))],
        [None, None]
    );
}

#[test]
fn a_missing_second_factor_is_told_from_a_wrong_password() {
    let of = |error: &str, description: &str| {
        SignInRefusal::of(&TokenError::from_json(&json!({ "error": error, "error_description": description })).unwrap())
    };
    for (error, description) in [
        ("mfa_required", ""),
        ("interaction_required", ""),
        ("invalid_grant", "AADSTS50076: Due to a configuration change …"),
        ("invalid_grant", "Multi-Factor authentication is needed."),
        ("invalid_grant", SignInRefusal::SecondFactor.description()),
    ] {
        assert_eq!(of(error, description), SignInRefusal::SecondFactor, "{error} {description}");
    }
    assert_eq!(of("invalid_grant", "The clock is wrong"), SignInRefusal::WrongCredentials);
    assert_eq!(of("invalid_grant", "account_locked"), SignInRefusal::Locked);
}
