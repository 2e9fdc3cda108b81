//! axe-core: what a page keeps from people who see, hear or move differently.

use super::env;
use super::page::Page;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Runs in the page and hands over what it found.
const RUN: &str = r#"
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ['violations'] }).then(
  found => done(found.violations.map(one => [one.id, one.help, one.nodes.map(node => node.html + ' ' + node.failureSummary)])),
  error => done([['axe', String(error), []]]));
"#;

/// How a page is looked at.
#[derive(Clone, Copy)]
pub struct Look {
    pub scheme: &'static str,
    pub width: u32,
}

/// Both colour schemes, and a narrow window.
const LOOKS: [Look; 3] =
    [Look { scheme: "light", width: 1280 }, Look { scheme: "dark", width: 1280 }, Look { scheme: "dark", width: 320 }];

/// What was found so far, and where: a journey goes on and tells all at its end.
#[derive(Default)]
pub struct Findings(BTreeMap<String, Vec<String>>);

impl Findings {
    /// Looks at the page as it stands, in every way.
    pub fn look(&mut self, page: &Page, what: &str) {
        for look in LOOKS {
            page.look(look);
            let mut findings = page.violations();
            let wide = page.ask("overflow", &[]).as_i64().unwrap_or_default();
            if wide > 0 {
                findings.push(format!("the page scrolls sideways: {}", page.ask("widest", &[])));
            }
            for finding in findings {
                self.0.entry(finding).or_default().push(format!("{what} ({}, {} px)", look.scheme, look.width));
            }
        }
        page.look(LOOKS[0]);
    }

    pub fn none(self) {
        let tell = |(finding, places): (&String, &Vec<String>)| format!("{finding}\n    on {}", places.join("; "));
        let all: Vec<_> = self.0.iter().map(tell).collect();
        assert!(all.is_empty(), "{} findings:\n{}", all.len(), all.join("\n"));
    }
}

impl Page {
    /// Shows the page in a colour scheme and a width.
    pub fn look(&self, look: Look) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": look.scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
        let size = json!({ "width": look.width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size);
        self.wait("an end of all movement", || (self.try_ask("still", &[]).ok()? == true).then_some(()));
    }

    fn violations(&self) -> Vec<String> {
        if self.script("return typeof axe").as_str() != Some("object") {
            let axe = std::fs::read_to_string(env("AXE_CORE_JS")).unwrap();
            self.run(self.client.execute(&axe, Vec::new())).unwrap();
        }
        let found = self.run(self.client.execute_async(RUN, Vec::new())).unwrap();
        found.as_array().into_iter().flatten().map(Value::to_string).collect()
    }
}
