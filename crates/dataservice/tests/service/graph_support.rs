//! Signing in to Microsoft Graph as the portal does, and asking it.

use super::support::{Client, Reply, Server};
use model::wire::paths::segment;
use serde_json::{Value, json};

/// What the portal asks for.
pub const SCOPE: &str = "https://graph.microsoft.com/Group.ReadWrite.All https://graph.microsoft.com/User.Read.All openid profile offline_access";
pub const TENANT: &str = "/5cjshm.onmicrosoft.com";
/// RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
/// The six people of the samples.
pub const OMAR: &str = "26be1845-4119-4801-a799-aea79d09f1a2";
pub const FIONA: &str = "ff7cb387-6688-423c-8188-3da9532a73cc";
pub const NADIA: &str = "69456242-0067-49d3-ba96-9de6f2728e14";
pub const RITA: &str = "99e44b05-c10b-4e95-a523-e2732bbaba1e";
/// The signed-in user.
pub const OLIVIA: &str = "ee3ba6e3-02be-47b2-9892-0510bceabb7b";

/// What the portal asks the authority with; some of it otherwise.
pub fn authorize(client: &Client, changes: &[(&str, &str)]) -> String {
    let redirect = format!("{}/portal/", client.address);
    let usual = [
        ("client_id", "groupid-portal"),
        ("response_type", "code"),
        ("redirect_uri", &*redirect),
        ("scope", SCOPE),
        ("state", "s t&=<\"'>"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let changed = |name: &str| changes.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
    let known = usual.into_iter().map(|(name, value)| (name, changed(name).unwrap_or(value)));
    let more = changes.iter().filter(|(name, _)| !usual.iter().any(|(known, _)| known == name)).copied();
    let all = known.chain(more).filter(|(_, value)| !value.is_empty());
    let query: Vec<_> = all.map(|(name, value)| format!("{name}={}", segment(value))).collect();
    format!("{TENANT}/oauth2/v2.0/authorize?{}", query.join("&"))
}

/// A parameter of the address that a sign-in leads to.
pub fn of_location(reply: &Reply, name: &str) -> Option<String> {
    let (_, query) = reply.header("location").split_once('?')?;
    let held = query.split('&').find_map(|pair| pair.split_once('=').filter(|(own, _)| *own == name))?;
    let mut bytes = Vec::new();
    let mut rest = held.1.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    Some(String::from_utf8(bytes).unwrap())
}

/// A code for a name and a password.
pub fn code(client: &Client, user: &str, password: &str) -> String {
    let reply = client.form(&authorize(client, &[]), &[("username", user), ("password", password)]);
    assert_eq!(reply.status, 303, "{reply:?}");
    of_location(&reply, "code").unwrap()
}

/// What a code becomes; some of the request otherwise.
pub fn redeem(client: &Client, code: &str, changes: &[(&str, &str)]) -> Reply {
    let redirect = format!("{}/portal/", client.address);
    let usual = [
        ("grant_type", "authorization_code"),
        ("client_id", "groupid-portal"),
        ("code", code),
        ("redirect_uri", &redirect),
        ("code_verifier", VERIFIER),
    ];
    let changed = |name: &str| changes.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
    let fields: Vec<_> = usual.iter().map(|(name, value)| (*name, changed(name).unwrap_or(value))).collect();
    client.form(&format!("{TENANT}/oauth2/v2.0/token"), &fields)
}

/// Calls Microsoft Graph as somebody.
pub struct Graph<'a> {
    pub client: &'a Client,
    pub token: String,
}

impl<'a> Graph<'a> {
    /// As olivia.owner.
    pub fn of(server: &'a Server) -> Self {
        Self::signed_in(server, ("olivia.owner", "Demo-Pass-1"))
    }

    /// As somebody who may change every group.
    pub fn of_administrator(server: &'a Server) -> Self {
        Self::signed_in(server, ("Administrator", "Demo-Admin-1"))
    }

    /// As somebody with this password.
    pub fn signed_in(server: &'a Server, (user, password): (&str, &str)) -> Self {
        let code = code(server, user, password);
        let token = redeem(server, &code, &[]).ok()["access_token"].as_str().unwrap().to_owned();
        Self { client: server, token }
    }

    pub fn send(&self, method: &str, path: &str, body: Option<&Value>, more: &[(&str, &str)]) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![("authorization", &*bearer)];
        headers.extend(more);
        let text = body.map(Value::to_string);
        self.client
            .try_send(
                method,
                &format!("/v1.0{}", path.replace(' ', "%20")),
                "application/json",
                text.as_deref(),
                &headers,
            )
            .unwrap()
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, None, &[])
    }

    /// With the header of an advanced query.
    pub fn query(&self, path: &str) -> Reply {
        self.send("GET", path, None, &[("ConsistencyLevel", "eventual")])
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, Some(body), &[])
    }

    pub fn patch(&self, path: &str, body: &Value) -> Reply {
        self.send("PATCH", path, Some(body), &[])
    }

    pub fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, None, &[])
    }

    /// Makes a group.
    pub fn group(&self, body: &Value) -> Value {
        let reply = self.post("/groups", body);
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.json()
    }

    /// Makes a group and returns its id.
    pub fn make(&self, body: &Value) -> String {
        self.group(body)["id"].as_str().unwrap().to_owned()
    }

    /// The ids in a list.
    pub fn ids(&self, path: &str) -> Vec<String> {
        ids(&self.get(path).ok())
    }
}

/// The ids in a page.
pub fn ids(page: &Value) -> Vec<String> {
    page["value"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// Asserts Graph's error and returns its code and sentence.
pub fn graph_error(reply: &Reply, status: u16) -> (String, String) {
    assert_eq!(reply.status, status, "{reply:?}");
    let error = &reply.json()["error"];
    let inner = &error["innerError"];
    assert_eq!(inner["request-id"], reply.header("x-request-id"), "{error}");
    assert!(inner["date"].as_str().is_some_and(|date| date.len() == 19), "{error}");
    assert!(inner["client-request-id"].is_string(), "{error}");
    let text = |name: &str| error[name].as_str().unwrap_or_else(|| panic!("no {name} in {error}")).to_owned();
    (text("code"), text("message"))
}

/// The property that an error is about.
pub fn target(reply: &Reply) -> String {
    let error = model::graph::GraphError::from_json(&reply.json()).unwrap();
    error.property().unwrap_or_default()
}

/// The least that a security group needs, with changes; null takes one away.
pub fn body(changes: Value) -> Value {
    let mut body = json!({ "displayName": "A group", "mailEnabled": false, "mailNickname": "a-group",
        "securityEnabled": true, "groupTypes": [] });
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(body.as_object_mut().unwrap().remove(name)),
            value => body[name] = value.clone(),
        }
    }
    body
}

/// The least that a Microsoft 365 group needs, with changes as in [`body`].
pub fn unified(changes: Value) -> Value {
    let mut own = json!({ "groupTypes": ["Unified"], "mailEnabled": true, "securityEnabled": false });
    own.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    body(own)
}

/// The address of somebody in a body.
pub fn reference(id: &str) -> String {
    format!("https://graph.microsoft.com/v1.0/users/{id}")
}
