//! Validates a document against the published JSON Schema. An administrator's editor and the portal use the same file,
//! so the two cannot disagree.
//!
//! Supports only the keywords that our schema uses: type, enum, required, properties, additionalProperties, items,
//! minItems, minimum, maximum, minLength, `$ref` to `$defs`, and `pattern` for alternatives of literal prefixes.

use serde_json::Value;

/// A place in a document that violates the schema.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaError {
    /// The path of the value, as in `identityStores[0].kind`; empty for the whole document.
    pub path: String,
    /// What the schema requires there.
    pub fault: Fault,
    /// The offending value; none when the member is missing.
    pub value: Option<Value>,
}

/// How a value violates the schema.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// A required member is missing, or a text that has to say something is empty.
    Missing,
    /// The object may not have this member.
    Unknown,
    /// The value has another JSON type than the named one; also used for text that is not written in the named dialect.
    Type(String),
    /// The value is not one of these.
    OneOf(Vec<String>),
    /// The number is smaller than this, or the text is shorter.
    AtLeast(i64),
    /// The list has fewer entries than this.
    Entries(i64),
    /// The number is larger than this.
    AtMost(i64),
    /// The text begins with none of these prefixes.
    StartsWith(Vec<String>),
    /// A rule is violated that a JSON Schema cannot express.
    Rule(Rule),
}

/// The rules of a configuration that a JSON Schema cannot express.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// An earlier identity store has the same id.
    SameId,
    /// The object has an earlier member with the same name.
    SameName,
    /// The container is not among the store's containers.
    UnlistedContainer,
    /// A mail-enabled group must have the universal scope.
    MailNeedsUniversal,
    /// The text is not a distinguished name (RFC 4514).
    NotADn,
    /// A store has a `graph` section exactly when its kind is `microsoftGraph`.
    GraphOnly,
    /// A GroupID store must have containers, and a Microsoft Graph store must have none.
    ContainersOfGroupId,
    /// The text is not a name pattern; see [`Pattern`](crate::names::Pattern).
    NotAPattern,
    /// A profile may list only attributes of the store, and none that the user form already has a field for.
    NotAProfileAttribute,
    /// The attribute decides who is a member, has a field of its own, or belongs to a store of Microsoft Graph, whose
    /// groups have no further attributes.
    NotAnEditableAttribute,
    /// Only groups of Active Directory have delivery restrictions.
    DeliveryOfActiveDirectory,
    /// The address leaves this machine without TLS, or is `//host`, which leaves the portal's own host.
    UnsafeAddress,
    /// A secret stands in a file that anyone can read, without `allowPublicSecret`.
    PublicSecret,
    /// A sign-in with PKCE has no secret.
    SecretWithPkce,
    /// The document passed the schema but could not be read, or the schema itself could not: a defect of the portal.
    Unreadable,
}

/// Every violation of the schema in `document`.
pub fn check(schema: &Value, document: &Value) -> Vec<SchemaError> {
    let mut check = Check { root: schema, errors: Vec::new() };
    check.value(schema, document, "");
    check.errors
}

struct Check<'a> {
    root: &'a Value,
    errors: Vec<SchemaError>,
}

impl Check<'_> {
    fn fail(&mut self, path: &str, fault: Fault, value: Option<&Value>) {
        self.errors.push(SchemaError { path: path.to_owned(), fault, value: value.cloned() });
    }

    fn value(&mut self, schema: &Value, value: &Value, path: &str) {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.root.pointer(name.trim_start_matches('#'));
            return target.map_or((), |target| self.value(target, value, path));
        }
        if let Some(wanted) = schema.get("type").and_then(Value::as_str).filter(|wanted| !is_type(value, wanted)) {
            return self.fail(path, Fault::Type(wanted.to_owned()), Some(value));
        }
        if let Some(allowed) = schema.get("enum").and_then(Value::as_array).filter(|allowed| !allowed.contains(value)) {
            let names = allowed.iter().map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).collect();
            return self.fail(path, Fault::OneOf(names), Some(value));
        }
        self.limits(schema, value, path);
        match value {
            Value::Object(map) => self.object(schema, map, path),
            Value::Array(items) => {
                if let Some(schema) = schema.get("items") {
                    for (at, item) in items.iter().enumerate() {
                        self.value(schema, item, &format!("{path}[{at}]"));
                    }
                }
            }
            _ => {}
        }
    }

    fn limits(&mut self, schema: &Value, value: &Value, path: &str) {
        let limit = |name: &str| schema.get(name).and_then(Value::as_i64);
        let size = match value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => i64::try_from(text.chars().count()).ok(),
            Value::Array(items) => i64::try_from(items.len()).ok(),
            _ => None,
        };
        let Some(size) = size else { return };
        for least in ["minimum", "minLength", "minItems"].into_iter().filter_map(limit) {
            if size < least {
                let fault = match value {
                    Value::Array(_) => Fault::Entries(least),
                    Value::String(text) if text.is_empty() => Fault::Missing,
                    _ => Fault::AtLeast(least),
                };
                self.fail(path, fault, Some(value));
            }
        }
        if let Some(most) = limit("maximum").filter(|most| size > *most) {
            self.fail(path, Fault::AtMost(most), Some(value));
        }
        if let (Some(pattern), Some(text)) = (schema.get("pattern").and_then(Value::as_str), value.as_str()) {
            let starts = starts(pattern);
            if !starts.iter().any(|start| text.starts_with(start.as_str())) {
                self.fail(path, Fault::StartsWith(starts), Some(value));
            }
        }
    }

    fn object(&mut self, schema: &Value, map: &serde_json::Map<String, Value>, path: &str) {
        let under = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        for name in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            if !map.contains_key(name) {
                self.fail(&under(name), Fault::Missing, None);
            }
        }
        for (name, value) in map {
            let known = schema.get("properties").and_then(|p| p.get(name));
            match (known, schema.get("additionalProperties")) {
                (Some(schema), _) => self.value(schema, value, &under(name)),
                (None, Some(Value::Bool(false))) => self.fail(&under(name), Fault::Unknown, Some(value)),
                (None, Some(schema)) => self.value(schema, value, &under(name)),
                (None, None) => {}
            }
        }
    }
}

fn is_type(value: &Value, wanted: &str) -> bool {
    match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => false,
    }
}

/// The literal prefixes of a pattern such as `^(a|b)`; `s?` in a prefix yields it with and without the `s`.
fn starts(pattern: &str) -> Vec<String> {
    let inner = pattern.trim_start_matches("^(").trim_end_matches(')');
    let both = |start: &str| match start.split_once("s?") {
        Some((before, after)) => vec![format!("{before}s{after}"), format!("{before}{after}")],
        None => vec![start.to_owned()],
    };
    inner.split('|').flat_map(both).collect()
}
