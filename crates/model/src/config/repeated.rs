//! Finds members of a JSON document that occur twice in the same object. A JSON parser takes the last one without a word,
//! so an administrator may edit the first and see no change.

use super::schema::{Fault, Rule, SchemaError};

/// An object or a list around the place that is being read.
enum Around<'a> {
    /// The names of the members so far.
    Object(Vec<&'a str>),
    /// The index of the current entry.
    List(usize),
}

/// Every member of a valid JSON text whose name an earlier member of the same object has. Names are compared as they are
/// written.
pub fn repeated_members(text: &str) -> Vec<SchemaError> {
    let mut around: Vec<Around<'_>> = Vec::new();
    let mut repeated = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        rest = &rest[next.len_utf8()..];
        match next {
            '{' => around.push(Around::Object(Vec::new())),
            '[' => around.push(Around::List(0)),
            '}' | ']' => drop(around.pop()),
            ',' => {
                if let Some(Around::List(at)) = around.last_mut() {
                    *at += 1;
                }
            }
            '"' => {
                let end = end_of_text(rest);
                let name = &rest[..end];
                rest = rest.get(end + 1..).unwrap_or_default();
                if !rest.trim_start().starts_with(':') {
                    continue;
                }
                if let Some(Around::Object(names)) = around.last_mut() {
                    let is_repeated = names.contains(&name);
                    names.push(name);
                    if is_repeated {
                        let fault = Fault::Rule(Rule::SameName);
                        repeated.push(SchemaError { path: path(&around), fault, value: None });
                    }
                }
            }
            _ => {}
        }
    }
    repeated
}

/// The offset of the quotation mark that ends a text.
fn end_of_text(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if !is_escaped => return at,
            _ => is_escaped = c == '\\' && !is_escaped,
        }
    }
    text.len()
}

/// The path of the latest member, as in `identityStores[0].kind`.
fn path(around: &[Around<'_>]) -> String {
    let mut path = String::new();
    for one in around {
        match one {
            Around::Object(names) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path += names.last().copied().unwrap_or_default();
            }
            Around::List(at) => path += &format!("[{at}]"),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{text}");
        repeated_members(text).into_iter().map(|error| error.path).collect()
    }

    #[test]
    fn a_member_that_occurs_twice_is_found_at_its_place() {
        assert_eq!(paths(r#"{ "a": 1, "b": 2, "a": 3 }"#), ["a"]);
        assert_eq!(paths(r#"{ "s": [ { "k": 1 }, { "k": 1, "l": { "m": "m", "m" : 1 } } ] }"#), ["s[1].l.m"]);
        assert_eq!(paths(r#"{ "s": [[], {}, { "\"": ":", "\"": 0 }] }"#), [r#"s[2].\""#]);
    }

    #[test]
    fn names_in_different_objects_and_texts_do_not_count() {
        for text in [r#"{ "a": { "a": ["a", "a"] }, "b": "a\": 1" }"#, r#"["a", "a"]"#, "{}", "1", r#""a""#] {
            assert_eq!(paths(text), [""; 0], "{text}");
        }
    }
}
