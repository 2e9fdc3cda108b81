//! Takes reproducible pictures of a page: without animations and without values that change from run to run.

use crate::harness::Page;
use serde_json::json;
use std::time::{Duration, Instant};

/// How long a page must look the same until it counts as finished; longer than any debounce of the portal.
const REST: Duration = Duration::from_millis(700);

/// Stops animations, and replaces dates, times and ids by fixed ones. Returns whether nothing is loading.
const FREEZE: &str = r"
if (!window.frozenStyle) {
  window.frozenStyle = new CSSStyleSheet();
  window.frozenStyle.replaceSync(`
    *, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }
    .toasts { visibility: hidden !important; }
    input[type=date], #password { color: transparent !important; }
    * { scrollbar-width: none !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, window.frozenStyle];
}
const kinds = [
  [/[A-Z][a-z]{2} \d{1,2}, 20\d\d(, \d{1,2}:\d\d\s?[AP]M)?/g, (all, time) => time ? 'Jan 1, 2026, 9:00 AM' : 'Jan 1, 2026'],
  [/\d{1,2}\.\d{1,2}\.20\d\d(, \d\d:\d\d)?/g, (all, time) => time ? '01.01.2026, 09:00' : '01.01.2026'],
  [/\d{1,2}:\d\d\s?[AP]M/g, () => '9:00 AM'],
  [/20\d\d-\d\d-\d\d(T[\d:.]+Z?)?/g, () => '2026-01-01'],
  [/20\d{12}\.0Z/g, () => '20260101090000.0Z'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, () => '00000000-0000-4000-8000-000000000000'],
];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
window.frozen ??= [];
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const text = kinds.reduce((text, [kind, one]) => text.replace(kind, one), node.data);
  if (text !== node.data) { window.frozen.push([node, node.data, text]); node.data = text; }
}
return document.querySelectorAll('.skeleton, [aria-busy=true]').length === 0;
";

/// Restores the texts, except those that the page itself has changed meanwhile.
const THAW: &str = r"
for (const [node, before, text] of (window.frozen ?? []).reverse()) if (node.data === text) node.data = before;
window.frozen = [];
document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== window.frozenStyle);
window.frozenStyle = null;
";

/// A PNG of the page in a width, colour scheme and language, taken when the page has stopped changing.
pub fn still_picture(page: &Page, width: u32, scheme: &str, language: &str) -> Vec<u8> {
    page.speak(language);
    page.resize(width, if width < 600 { 844 } else { 900 }, scheme);
    // Moves the mouse away, so that nothing is hovered.
    page.devtools("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": 0, "y": 0 }));
    let mut before = (Vec::new(), Instant::now());
    let picture = page.wait("a page at rest", || {
        let rests = page.script(FREEZE) == true;
        let now = page.screenshot()?;
        if !rests || now != before.0 {
            before = (now, Instant::now());
            return None;
        }
        (before.1.elapsed() > REST).then_some(now)
    });
    page.script(THAW);
    page.speak("en");
    page.usual();
    picture
}
