//! Drives both pages, by the same script and the same words.

use crate::browser::Browser;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::path::Path;

/// Who is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Portal,
    Table,
}

impl Side {
    pub const BOTH: [Self; 2] = [Self::Portal, Self::Table];

    pub fn name(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Table => "TanStack Table",
        }
    }
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    AllGroups,
    MyGroups,
    Members,
    NextPage,
    OneLetter,
    Name,
}

/// What is searched for.
const LETTER: &str = "s";
const NAME: &str = "Team 00420";

impl What {
    pub const ALL: [Self; 6] =
        [Self::AllGroups, Self::MyGroups, Self::Members, Self::NextPage, Self::OneLetter, Self::Name];

    pub fn title(self) -> &'static str {
        match self {
            Self::AllGroups => "All groups, first rows",
            Self::MyGroups => "My groups, first rows",
            Self::Members => "100,000 members, first rows",
            Self::NextPage => "members, next page",
            Self::OneLetter => "All groups, search of one letter",
            Self::Name => "All groups, search of a name",
        }
    }

    /// The end of the script: it brings the page to where the action is possible, and takes the time of it.
    fn script(self) -> String {
        match self {
            Self::AllGroups => first_rows("All groups"),
            Self::MyGroups => first_rows("My groups"),
            Self::Members => "await toGroup();
                              return await timed('Members', () => named('[role=tab], nav a', 'Members').click())"
                .to_owned(),
            Self::NextPage => "await toGroup();
                 await press('[role=tab], nav a', 'Members');
                 await shows('Members');
                 return await timed('Members', () => named('button', 'Next page').click(), text('Members'))"
                .to_owned(),
            Self::OneLetter => search(LETTER),
            Self::Name => search(NAME),
        }
    }
}

fn first_rows(list: &str) -> String {
    format!(
        "await press('nav a', 'Dashboard');
         await until('no list', () => !tableOf({list:?}));
         return await timed({list:?}, () => named('nav a', {list:?}).click())"
    )
}

fn search(text: &str) -> String {
    format!(
        "await press('nav a', 'Dashboard');
         await until('no list', () => !tableOf('All groups'));
         await press('nav a', 'All groups');
         await shows('All groups');
         return await timed('All groups', () => typed({text:?}), text('All groups'))"
    )
}

/// What one action says.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// Milliseconds from the action until after the paint of the rows.
    pub all: f64,
    /// Of these, the milliseconds in which the service was waited for.
    pub service: f64,
    /// The longest task of the page, in milliseconds; 0 if none took more than 50.
    pub task: f64,
}

/// What is held at a page on the way through a list.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    /// The number of the page, from 1.
    pub page: usize,
    /// Elements of the document.
    pub nodes: f64,
    pub bytes: f64,
}

pub struct Driver<'a> {
    browser: &'a Browser,
    address: &'a str,
    script: String,
}

impl<'a> Driver<'a> {
    /// `pages` has the scripts.
    pub fn new(browser: &'a Browser, address: &'a str, pages: &Path) -> Result<Self> {
        let read = |name: &str| {
            std::fs::read_to_string(pages.join(name)).with_context(|| format!("there is no {name} for the benchmark"))
        };
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": read("document.js")? }))?;
        Ok(Self { browser, address, script: read("drive.js")? })
    }

    fn run(&self, body: &str) -> Result<Value> {
        self.browser.run(&format!("{}\n{body}", self.script), &json!([]))
    }

    /// Signs in, does everything once, and returns what the portal has asked the service for.
    pub fn warm_up(&self) -> Result<Value> {
        self.sign_in()?;
        let mut bodies = json!({ "All groups": {}, "My groups": {}, "Members": {} });
        let mut call = Value::Null;
        for (what, list, text) in [
            (What::AllGroups, "All groups", ""),
            (What::MyGroups, "My groups", ""),
            (What::Members, "Members", ""),
            (What::OneLetter, "All groups", LETTER),
            (What::Name, "All groups", NAME),
        ] {
            self.run("benchAsked.length = 0")?;
            self.run(&what.script())?;
            let asked = self.run("return benchAsked.map((one) => ({ ...one, body: JSON.parse(one.body) }))")?;
            let words: Vec<&str> = text.split_whitespace().collect();
            // A list asks for a page; what is asked beside it are single objects and numbers.
            let fits = |asked: &&Value| {
                let body = &asked["body"];
                let criteria = body["criteria"].to_string();
                let is_list = body["pageNo"] == 1 && body["pageSize"].as_i64().is_some_and(|size| size > 10);
                let is_members = body["objectIdentity"].is_string();
                is_list
                    && is_members == (what == What::Members)
                    && words.iter().all(|word| criteria.contains(&format!("\"{word}\"")))
            };
            let all = asked.as_array().map(Vec::as_slice).unwrap_or_default();
            call = all.iter().rfind(fits).with_context(|| format!("no search for {}", what.title()))?.clone();
            bodies[list][text] = call["body"].take();
        }
        ensure!(call["authorization"].is_string(), "the portal has sent no token");
        Ok(json!({ "url": call["url"], "authorization": call["authorization"], "bodies": bodies }))
    }

    /// Loads a page afresh; `asked` is what [`Self::warm_up`] has returned.
    pub fn open(&self, side: Side, asked: &Value) -> Result<()> {
        // Nothing of the page before is left.
        self.browser.open("about:blank")?;
        match side {
            Side::Portal => self.sign_in(),
            Side::Table => {
                self.browser.open(&format!("{}/portal/table/table.html", self.address))?;
                let feed = "while (!window.feed) await new Promise((done) => setTimeout(done, 5)); feed(given[0])";
                self.browser.run(feed, &json!([asked])).map(drop)
            }
        }
    }

    fn sign_in(&self) -> Result<()> {
        self.browser.open(&format!("{}/portal/", self.address))?;
        let sign_in = "await until('sign-in', () => document.getElementById('password'));
             const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
             for (const [id, value] of [['user', 'olivia.owner'], ['password', 'Demo-Pass-1']]) {
                 own.set.call(document.getElementById(id), value);
                 document.getElementById(id).dispatchEvent(new Event('input', { bubbles: true }));
             }
             document.getElementById('password').form.requestSubmit();
             await until('the frame', () => named('nav a', 'All groups'))";
        self.run(sign_in).map(drop)
    }

    /// Does everything so many times. Each first time does not count, because the page compiles its code then.
    pub fn measure(&self, times: usize) -> Result<Vec<(What, Figures)>> {
        let mut all = Vec::new();
        for what in What::ALL {
            for time in 0..=times {
                let told = self.run(&what.script()).with_context(|| what.title())?;
                let number = |at: usize| told[at].as_f64().context("no time");
                if time > 0 {
                    all.push((what, Figures { all: number(0)?, service: number(1)?, task: number(2)? }));
                }
            }
        }
        Ok(all)
    }

    /// Goes through the members page by page, and looks every so many pages what is held.
    pub fn walk(&self, pages: usize, every: usize) -> Result<Vec<Held>> {
        self.run("await toGroup(); await press('[role=tab], nav a', 'Members'); await shows('Members')")?;
        let mut held = vec![self.held(1)?];
        let mut page = 1;
        while page < pages {
            let steps = every.min(pages - page);
            self.run(&format!(
                "for (let step = 0; step < {steps}; step++) {{
                     const before = text('Members');
                     await press('button', 'Next page');
                     await until('the next page', () => rows('Members') && text('Members') !== before);
                 }}"
            ))?;
            page += steps;
            held.push(self.held(page)?);
        }
        Ok(held)
    }

    fn held(&self, page: usize) -> Result<Held> {
        self.browser.devtools("HeapProfiler.collectGarbage", &json!({}))?;
        let heap = self.browser.devtools("Runtime.getHeapUsage", &json!({}))?;
        let part = |name: &str| heap[name].as_f64().with_context(|| format!("no {name} in {heap}"));
        let told =
            self.run("return [document.getElementsByTagName('*').length, window.benchMemory?.buffer.byteLength ?? 0]")?;
        let number = |at: usize| told[at].as_f64().context("no number");
        // The browser does not count wasm's memory among the script's.
        let bytes = part("usedSize")? + part("embedderHeapUsedSize")? + part("backingStorageSize")? + number(1)?;
        Ok(Held { page, nodes: number(0)?, bytes })
    }
}
