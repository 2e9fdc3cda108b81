//! The table: medians, ratios, and whether the goals are met.

use super::SIZES;
use super::measure::{Figures, Side};
use crate::quantile::median;
use std::fmt;

/// At the largest size, ours takes at most this part of the other's time.
const GOALS: [(&str, f64); 2] = [("show", 1.0 / 12.0), ("edit", 1.0 / 15.0)];

/// What was measured.
pub struct Report {
    browser: String,
    runs: usize,
    measured: Vec<(Side, usize, Figures)>,
}

/// A row of figures: its name, its unit, and what it is of a run.
type Row = (&'static str, &'static str, fn(&Figures) -> Vec<f64>);

const ROWS: [Row; 4] = [
    ("show", "ms", |figures| vec![figures.show]),
    ("at rest", "ms", |figures| vec![figures.rest]),
    ("edit", "ms", |figures| figures.edit.clone()),
    ("memory", "MB", |figures| vec![figures.memory / 1_000_000.0]),
];

impl Report {
    pub fn new(browser: String, runs: usize) -> Self {
        Self { browser, runs, measured: Vec::new() }
    }

    pub fn add(&mut self, side: Side, size: usize, figures: Figures) {
        self.measured.push((side, size, figures));
    }

    fn median(&self, side: Side, size: usize, of: fn(&Figures) -> Vec<f64>) -> f64 {
        let of_run = |(own, at, figures): &(Side, usize, Figures)| {
            if *own == side && *at == size { of(figures) } else { Vec::new() }
        };
        median(self.measured.iter().flat_map(of_run).collect())
    }

    fn ratio(&self, size: usize, of: fn(&Figures) -> Vec<f64>) -> f64 {
        self.median(Side::Ours, size, of) / self.median(Side::Other, size, of)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, medians of {} runs each, in turns", self.browser, self.runs)?;
        write!(f, "{:<32}", "conditions")?;
        SIZES.iter().try_for_each(|size| write!(f, "{size:>12}"))?;
        for (name, unit, of) in ROWS {
            writeln!(f)?;
            for side in Side::BOTH {
                write!(f, "{:<32}", format!("{name}, {}", side.name()))?;
                for size in SIZES {
                    write!(f, "{:>12}", format!("{:.1} {unit}", self.median(side, size, of)))?;
                }
                writeln!(f)?;
            }
            write!(f, "{:<32}", format!("{name}, ratio"))?;
            for size in SIZES {
                write!(f, "{:>12}", format!("1/{:.1}", 1.0 / self.ratio(size, of)))?;
            }
        }
        writeln!(f)?;
        let Some(largest) = SIZES.last().copied() else { return Ok(()) };
        for (goal, most) in GOALS {
            let Some((.., of)) = ROWS.iter().find(|(name, ..)| *name == goal) else { continue };
            let ratio = self.ratio(largest, *of);
            let word = if ratio <= most { "met" } else { "MISSED" };
            writeln!(f, "goal: {goal} at {largest} at most 1/{:.0}: {word} (1/{:.1})", 1.0 / most, 1.0 / ratio)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(show: f64) -> Figures {
        Figures { show, rest: show, edit: vec![show, 2.0 * show, 3.0 * show], memory: 1e6 }
    }

    #[test]
    fn a_goal_is_met_or_missed() {
        let mut report = Report::new("Chromium 1".to_owned(), 1);
        for size in SIZES {
            report.add(Side::Ours, size, run(10.0));
            report.add(Side::Other, size, run(if size == 1_000 { 130.0 } else { 20.0 }));
        }
        let text = report.to_string();
        assert!(text.contains("show, ratio                            1/2.0       1/2.0      1/13.0"), "{text}");
        assert!(text.contains("goal: show at 1000 at most 1/12: met (1/13.0)"), "{text}");
        assert!(text.contains("goal: edit at 1000 at most 1/15: MISSED (1/13.0)"), "{text}");
    }
}
