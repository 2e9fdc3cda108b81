//! Accessibility checks by axe-core.

use super::env;
use super::findings::Findings;
use super::page::Page;
use super::service::is_documented;
use serde_json::{Value, json};

/// Runs axe in the page and returns its violations.
const RUN: &str = r#"
const [rule, done] = arguments;
axe.run(document, { resultTypes: ['violations'], ...(rule && { runOnly: [rule] }) }).then(
  found => done(found.violations.flatMap(one =>
    one.nodes.map(node => [one.id, one.help, node.html + ' ' + node.failureSummary]))),
  error => done([['axe', String(error), '']]));
"#;

/// The settings under which a page is checked.
#[derive(Clone, Copy)]
struct Look {
    scheme: &'static str,
    width: u32,
    /// The only rule to check, or none for all rules.
    rule: Option<&'static str>,
}

/// Both colour schemes, and a narrow window. The second look differs from the first in colours only, so it checks only
/// contrast.
const LOOKS: [Look; 3] = [
    Look { scheme: "light", width: 1280, rule: None },
    Look { scheme: "dark", width: 1280, rule: Some("color-contrast") },
    Look { scheme: "dark", width: 320, rule: None },
];

impl Page {
    /// Checks the page under all settings; where only what is documented is there, under the first, because colours and
    /// widths do not depend on what the service offers.
    pub fn violate(&self, state: &str, found: &mut Findings) {
        for look in LOOKS.into_iter().take(if is_documented() { 1 } else { LOOKS.len() }) {
            self.look(look);
            for [id, help, node] in self.violations(look.rule) {
                found.add(
                    &format!("axe {id}, {help}"),
                    &node,
                    "",
                    format!("{state} | {}, {} px", look.scheme, look.width),
                );
            }
        }
        self.usual();
    }

    /// Applies a colour scheme and a width.
    fn look(&self, look: Look) {
        self.resize(look.width, 900, look.scheme);
    }

    /// Restores the size and colour scheme of journeys.
    pub fn usual(&self) {
        self.look(LOOKS[0]);
    }

    /// Applies a size and a colour scheme, and waits for animations to end.
    pub fn resize(&self, width: u32, height: u32, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size);
        self.wait("an end of all movement", || (self.try_ask("still", &[]).ok()? == true).then_some(()));
    }

    /// For each violation the rule, its description and the element.
    fn violations(&self, rule: Option<&str>) -> Vec<[String; 3]> {
        if self.script("return typeof axe").as_str() != Some("object") {
            let axe = std::fs::read_to_string(env("AXE_CORE_JS")).unwrap();
            self.run(self.client.execute(&axe, Vec::new())).unwrap();
        }
        let found = self.run(self.client.execute_async(RUN, vec![json!(rule)])).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let one = |finding: &Value| [0, 1, 2].map(|at| text(&finding[at]));
        found.as_array().into_iter().flatten().map(one).collect()
    }
}
