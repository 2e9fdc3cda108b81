//! Checks the layout of a page, measured by `geometry.js`.

use super::findings::Findings;
use super::page::Page;
use super::service::is_documented;
use super::words;
use serde_json::{Value, json};

const RUN: &str = include_str!("geometry.js");

/// The settings under which a page is checked.
#[derive(Clone, Copy)]
pub struct View {
    pub width: u32,
    pub height: u32,
    pub scheme: &'static str,
    pub language: &'static str,
}

/// A phone, a larger phone, a laptop and a large screen, in each language. The layout does not depend on colours, so
/// the dark scheme is checked at one size only (and by axe-core).
const SIZES: [(u32, u32); 4] = [(320, 700), (390, 844), (1300, 900), (1920, 1080)];

/// Popups within the rule tree, which is rendered again when the language changes and may therefore close them.
const IN_THE_TREE: [&str; 3] = ["builder-attribute-list", "builder-value-list", "row-menu"];

/// The width in CSS pixels below which the navigation becomes a sheet.
const SHEET: u32 = 1024;

/// Where only what is documented is there, the narrowest alone, which leaves the least room.
fn views() -> impl Iterator<Item = View> {
    let all = ["en", "de"].into_iter();
    let all = all.flat_map(|language| SIZES.map(|(width, height)| View { width, height, scheme: "light", language }));
    let all = all.chain([View { width: 1300, height: 900, scheme: "dark", language: "en" }]);
    all.take(if is_documented() { 1 } else { usize::MAX })
}

impl Page {
    /// Checks the page at every size and in every language.
    pub fn measure(&self, state: &str, found: &mut Findings) {
        let mut open = self.open_popups();
        open.retain(|id| id != "nav");
        let mut spoken = "";
        for view in views() {
            let lost = if spoken == view.language { None } else { self.speak_on(view.language) };
            if spoken != view.language && !spoken.is_empty() {
                let still = self.open_popups();
                open.retain(|id| !IN_THE_TREE.contains(&id.as_str()) || still.contains(id));
            }
            spoken = view.language;
            let look = format!("{}, {}, {} px", view.language, view.scheme, view.width);
            let place = || format!("{state} | {look}");
            self.resize(view.width, view.height, view.scheme);
            if let Some(element) = lost {
                found.add("the focus outlives another language", &element, "it is nowhere", place());
            }
            for [rule, element, measured] in self.misplaced(view.language) {
                found.add(&rule, &element, &measured, place());
            }
            let mut now = self.open_popups();
            // The navigation is a sheet only on narrow pages.
            now.retain(|id| id != "nav");
            // The button of this menu is in the navigation, so on narrow pages the menu is not visible.
            let open: Vec<_> = open.iter().filter(|id| view.width >= SHEET || *id != "create-menu").cloned().collect();
            now.retain(|id| view.width >= SHEET || id != "create-menu");
            if now != open {
                found.add("what is open stays open", &open.join(" "), &format!("now: {}", now.join(" ")), place());
            }
        }
        self.speak_on("en");
        self.usual();
    }

    /// Changes the language as another tab would. If that loses the focus, returns the element and focuses it again.
    fn speak_on(&self, language: &str) -> Option<String> {
        self.script("window.focused = document.activeElement");
        self.speak(language);
        let lost = self.script(
            "const was = window.focused; \
             if (document.activeElement !== document.body || !was.matches('a, button, input, select, textarea')) return null; \
             (was.isConnected ? was : document.getElementById(was.id))?.focus(); \
             return `${was.tagName.toLowerCase()}#${was.id}.${was.className}`",
        );
        lost.as_str().map(str::to_owned)
    }

    /// The layout errors of the page: rule, element, measurement.
    pub fn misplaced(&self, language: &str) -> Vec<[String; 3]> {
        let how = json!({ "foreign": words::only_elsewhere(language) });
        let found = self.run(self.client.execute_async(RUN, vec![how])).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let one = |finding: &Value| [0, 1, 2].map(|at| text(&finding[at]));
        found.as_array().into_iter().flatten().map(one).collect()
    }

    /// The position of an element in the window, in pixels.
    pub fn place_of(&self, role: &str, name: &str) -> Value {
        let element = self.find(role, name);
        self.ask("stands", &[Self::reference(&element)])
    }

    pub fn scroll_to(&self, role: &str, name: &str) {
        let element = self.find(role, name);
        self.ask("center", &[Self::reference(&element)]);
    }

    /// Shows an empty page with this HTML, without the portal.
    pub fn blank(&self, html: &str) {
        self.run(self.client.goto("data:text/html,<!doctype html>")).unwrap();
        let write = "document.documentElement.lang = 'en'; document.body.style.margin = '16px'; document.body.innerHTML = arguments[0]";
        self.run(self.client.execute(write, vec![json!(html)])).unwrap();
        self.resize(800, 600, "light");
    }

    /// The ids of the dialogs, menus and lists that are open.
    pub fn open_popups(&self) -> Vec<String> {
        let found = self.ask("popups", &[]);
        found.as_array().into_iter().flatten().map(|id| id.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The ids of the menus and lists that can be opened.
    pub fn openers(&self) -> Vec<String> {
        let found = self.ask("openers", &[]);
        found.as_array().into_iter().flatten().map(|id| id.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The name of the page's route, or `SignIn`, `FirstRun` or `Broken`.
    pub fn kind_of_page(&self) -> String {
        let special = "const classes = { 'sign-in': 'SignIn', 'first-run': 'FirstRun', broken: 'Broken' };
            const found = Object.keys(classes).find(name => document.querySelector('.' + name));
            return classes[found] ?? ''";
        if let Some(name) = self.script(special).as_str().filter(|name| !name.is_empty()) {
            return name.to_owned();
        }
        let place = self.place();
        let path = place.split(['?', '#']).next().unwrap_or_default();
        match path.split('/').collect::<Vec<_>>()[..] {
            [""] => "Dashboard",
            ["my-groups"] => "MyGroups",
            ["my-memberships"] => "MyMemberships",
            ["groups"] => "AllGroups",
            ["search"] => "Search",
            ["groups", "new"] => "CreateGroup",
            ["groups", _] => "Group",
            ["compare"] => "Compare",
            ["tasks"] => "Tasks",
            ["users"] => "Users",
            ["users", "new"] => "CreateUser",
            ["users", "import"] => "ImportUsers",
            ["users", _] => "User",
            _ => "NotFound",
        }
        .to_owned()
    }

    /// Changes the language as another tab would, and waits for it.
    pub fn speak(&self, language: &str) {
        self.keep_elsewhere("language", language);
        self.wait(&format!("the page in the language {language}"), || {
            (self.script("return document.documentElement.lang") == language).then_some(())
        });
    }

    /// Saves a preference as another tab would.
    pub fn keep_elsewhere(&self, what: &str, choice: &str) {
        self.script(&format!(
            "const key = 'groupid-portal/{what}'; localStorage.setItem(key, '{choice}'); \
             dispatchEvent(new StorageEvent('storage', {{ key, newValue: '{choice}', storageArea: localStorage }}))"
        ));
    }
}
