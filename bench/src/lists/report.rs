//! The tables: medians and 95th percentiles, what the page holds on the way, and whether the goals are met.

use super::drive::{Figures, Held, Side, What};
use crate::quantile::{median, p95};
use std::fmt;

/// First rows are there after so many milliseconds, in 95 of 100 cases.
const FIRST_ROWS: f64 = 300.0;
/// Of these, the service takes so many.
const SERVICE: f64 = 60.0;
/// No task is longer.
const TASK: f64 = 50.0;
/// From the first page to the last, elements and memory grow by no more than this part.
const GROWTH: f64 = 0.1;

/// What was measured.
pub struct Report {
    browser: String,
    runs: usize,
    measured: Vec<(Side, What, Figures)>,
    walks: Vec<(Side, Vec<Held>)>,
}

impl Report {
    pub fn new(browser: String, runs: usize) -> Self {
        Self { browser, runs, measured: Vec::new(), walks: Vec::new() }
    }

    pub fn add(&mut self, side: Side, what: What, figures: Figures) {
        self.measured.push((side, what, figures));
    }

    pub fn add_walk(&mut self, side: Side, held: Vec<Held>) {
        self.walks.push((side, held));
    }

    fn values(&self, side: Side, what: What, of: fn(&Figures) -> f64) -> Vec<f64> {
        let own = self.measured.iter().filter(|(own, action, _)| *own == side && *action == what);
        own.map(|(.., figures)| of(figures)).collect()
    }

    fn longest(&self, side: Side, what: What) -> f64 {
        self.values(side, what, |figures| figures.task).into_iter().fold(0.0, f64::max)
    }

    fn walk(&self, side: Side) -> &[Held] {
        self.walks.iter().find(|(own, _)| *own == side).map(|(_, held)| held.as_slice()).unwrap_or_default()
    }
}

fn task(longest: f64) -> String {
    if longest > 0.0 { format!("{longest:.0}") } else { "< 50".to_owned() }
}

/// By what part the last figure is above the first.
fn growth(held: &[Held], of: fn(&Held) -> f64) -> Option<f64> {
    let (first, last) = (of(held.first()?), of(held.last()?));
    Some(last / first - 1.0)
}

fn goal(f: &mut fmt::Formatter<'_>, said: &str, is_met: bool, measured: &str) -> fmt::Result {
    writeln!(f, "goal: {said}: {} ({measured})", if is_met { "met" } else { "MISSED" })
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} runs each, in turns; milliseconds", self.browser, self.runs)?;
        write!(f, "{:<50}", "")?;
        for head in ["median", "p95", "service", "its p95", "longest task"] {
            write!(f, "{head:>14}")?;
        }
        writeln!(f)?;
        for what in What::ALL {
            for side in Side::BOTH {
                let (all, service) = (self.values(side, what, |f| f.all), self.values(side, what, |f| f.service));
                write!(f, "{:<50}", format!("{}, {}", what.title(), side.name()))?;
                for figure in [median(all.clone()), p95(all), median(service.clone()), p95(service)] {
                    write!(f, "{figure:>14.1}")?;
                }
                writeln!(f, "{:>14}", task(self.longest(side, what)))?;
            }
        }
        writeln!(f, "searches wait 250 ms for more to be typed, on both sides\n")?;
        write!(f, "{:<8}", "page")?;
        for side in Side::BOTH {
            write!(f, "{:>26}{:>20}", format!("elements, {}", side.name()), format!("MB, {}", side.name()))?;
        }
        writeln!(f)?;
        for (at, Held { page, .. }) in self.walk(Side::Portal).iter().enumerate() {
            write!(f, "{page:<8}")?;
            for side in Side::BOTH {
                if let Some(Held { nodes, bytes, .. }) = self.walk(side).get(at) {
                    write!(f, "{nodes:>26}{:>20.1}", bytes / 1_000_000.0)?;
                }
            }
            writeln!(f)?;
        }
        for what in [What::AllGroups, What::MyGroups, What::Members] {
            let slow = p95(self.values(Side::Portal, what, |f| f.all));
            let said = format!("{} within {FIRST_ROWS} ms, 95 of 100", what.title());
            goal(f, &said, slow <= FIRST_ROWS, &format!("{slow:.0} ms"))?;
            let service = p95(self.values(Side::Portal, what, |f| f.service));
            let said = format!("of these, the service {SERVICE} ms");
            goal(f, &said, service <= SERVICE, &format!("{service:.0} ms"))?;
        }
        let longest = What::ALL.map(|what| self.longest(Side::Portal, what)).into_iter().fold(0.0, f64::max);
        goal(f, &format!("no task over {TASK} ms"), longest <= TASK, &format!("{} ms", task(longest)))?;
        for (name, of) in [("elements", (|held| held.nodes) as fn(&Held) -> f64), ("memory", |held| held.bytes)] {
            if let Some(grown) = growth(self.walk(Side::Portal), of) {
                let measured = format!("{:+.1} %", grown * 100.0);
                goal(f, &format!("{name} flat over all pages"), grown <= GROWTH, &measured)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_met_or_missed() {
        let mut report = Report::new("Chromium 1".to_owned(), 1);
        for what in What::ALL {
            let slow = if what == What::Members { 301.0 } else { 120.0 };
            report.add(Side::Portal, what, Figures { all: slow, service: 20.0, task: 0.0 });
            report.add(Side::Table, what, Figures { all: 90.0, service: 20.0, task: 70.0 });
        }
        let held = |page, nodes, bytes| Held { page, nodes, bytes };
        report.add_walk(Side::Portal, vec![held(1, 400.0, 9e6), held(1_000, 400.0, 10.8e6)]);
        report.add_walk(Side::Table, vec![held(1, 300.0, 5e6), held(1_000, 300.0, 5e6)]);
        let text = report.to_string();
        for line in [
            "goal: All groups, first rows within 300 ms, 95 of 100: met (120 ms)",
            "goal: 100,000 members, first rows within 300 ms, 95 of 100: MISSED (301 ms)",
            "goal: of these, the service 60 ms: met (20 ms)",
            "goal: no task over 50 ms: met (< 50 ms)",
            "goal: elements flat over all pages: met (+0.0 %)",
            "goal: memory flat over all pages: MISSED (+20.0 %)",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}
