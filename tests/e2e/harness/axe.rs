//! axe-core: what a page keeps from people who see, hear or move differently.

use super::env;
use super::findings::Findings;
use super::page::Page;
use serde_json::{Value, json};

/// Runs in the page and hands over what it found.
const RUN: &str = r#"
const [rule, done] = arguments;
axe.run(document, { resultTypes: ['violations'], ...(rule && { runOnly: [rule] }) }).then(
  found => done(found.violations.flatMap(one =>
    one.nodes.map(node => [one.id, one.help, node.html + ' ' + node.failureSummary]))),
  error => done([['axe', String(error), '']]));
"#;

/// How a page is looked at.
#[derive(Clone, Copy)]
struct Look {
    scheme: &'static str,
    width: u32,
    /// The one rule that is asked; all of them where there is none.
    rule: Option<&'static str>,
}

/// Both colour schemes, and a narrow window. The second look differs from the first in its colours alone.
const LOOKS: [Look; 3] = [
    Look { scheme: "light", width: 1280, rule: None },
    Look { scheme: "dark", width: 1280, rule: Some("color-contrast") },
    Look { scheme: "dark", width: 320, rule: None },
];

impl Page {
    /// Looks at the page as it stands, in every way.
    pub fn violate(&self, state: &str, found: &mut Findings) {
        for look in LOOKS {
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

    /// Shows the page in a colour scheme and a width.
    fn look(&self, look: Look) {
        self.resize(look.width, 900, look.scheme);
    }

    /// Shows the page as a journey has it.
    pub fn usual(&self) {
        self.look(LOOKS[0]);
    }

    /// Shows the page in a size and a colour scheme.
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

    /// Rule, what it is about, and the element.
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
