//! Trusted Types: the one place where the portal's scripts hand a text to the browser as markup goes through a policy with
//! a name, which the Content-Security-Policy allows, and everything else that would run a text is blocked.
//!
//! Leptos draws from templates, and the criteria builder writes what it has escaped itself. Both reach the browser through
//! the script that wasm-bindgen writes, so the policy is put in there, and no other script can get hold of it.

use anyhow::{Context, Result, ensure};
use headers::TRUSTED_TYPES;

/// How the generated script sets markup.
const MARKUP: &str = ".innerHTML = ";

/// How it registers the service worker; other things are registered with other values.
const REGISTER: &str = ".register(getStringFromWasm0(";

/// The policy: markup is escaped by who writes it, and a worker's script is one of the portal's own files.
const RULES: &str = "{ createHTML: (text) => text, createScriptURL: (url) => {\n\
if (new URL(url, location.href).origin !== location.origin) throw new TypeError(url);\n\
return url;\n\
} }";

/// Other ways to run a text, of which the portal uses none. Trusted Types would stop them in the browser of a user.
const SINKS: [&str; 9] = [
    ".outerHTML = ",
    ".srcdoc = ",
    "insertAdjacentHTML(",
    "document.write(",
    "parseFromString(",
    "createContextualFragment(",
    "new Worker(",
    "new Function(",
    "eval(",
];

/// The script of wasm-bindgen, with all markup and the address of a worker passed through the policy.
pub fn with_policy(script: &str) -> Result<String> {
    for sink in SINKS {
        ensure!(!script.contains(sink), "the portal's script has {sink}…, which Trusted Types do not allow");
    }
    let mut is_used = false;
    let mut text = String::with_capacity(script.len());
    for line in script.lines() {
        let changed = match (line.split_once(MARKUP), line.split_once(REGISTER)) {
            (Some((element, value)), _) => {
                value.strip_suffix(';').map(|value| format!("{element}{MARKUP}trusted.createHTML({value});"))
            }
            (None, Some((workers, rest))) => rest.split_once("), ").map(|(url, options)| {
                format!("{workers}.register(trusted.createScriptURL(getStringFromWasm0({url})), {options}")
            }),
            (None, None) => (!line.contains(".innerHTML")).then(|| line.to_owned()),
        };
        let changed = changed.with_context(|| format!("a text is run in an unknown way: {line}"))?;
        is_used |= changed != line;
        text += &changed;
        text.push('\n');
    }
    if !is_used {
        return Ok(text);
    }
    let policy = format!("globalThis.trustedTypes?.createPolicy(\"{TRUSTED_TYPES}\", rules) ?? rules");
    Ok(format!("const rules = {RULES};\nconst trusted = {policy};\n{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_through_the_policy() {
        let script = "a: function(arg0, arg1, arg2) {\narg0.innerHTML = getString(arg1, arg2);\n},\n";
        let text = with_policy(script).unwrap();
        assert!(text.contains("createPolicy(\"groupid-portal\", rules)"), "{text}");
        assert!(text.contains("\narg0.innerHTML = trusted.createHTML(getString(arg1, arg2));\n},\n"), "{text}");
    }

    #[test]
    fn the_address_of_a_worker_goes_through_the_policy() {
        let text =
            with_policy("const ret = arg0.register(getStringFromWasm0(arg1, arg2), arg3);\nA.register(a, b);").unwrap();
        let called = "\nconst ret = arg0.register(trusted.createScriptURL(getStringFromWasm0(arg1, arg2)), arg3);\nA.register(a, b);\n";
        assert!(text.contains(called), "{text}");
    }

    #[test]
    fn a_script_without_markup_needs_no_policy() {
        assert_eq!(with_policy("let a = 1;\n").unwrap(), "let a = 1;\n");
    }

    #[test]
    fn what_the_policy_does_not_cover_is_refused() {
        for line in [
            "a.outerHTML = b;",
            "a.innerHTML = b,",
            "return a.innerHTML;\nb.innerHTML = c;",
            "new Worker(a)",
            "eval(a)",
        ] {
            assert!(with_policy(line).is_err(), "{line}");
        }
    }
}
