//! The figures of a run, as tables.

use crate::ledger::Figure;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// What happened from a start of the service to its kill.
pub struct Life {
    time: Duration,
    /// The memory of the service in megabytes, as it was looked at.
    memory: Vec<f64>,
    /// How long the service was away.
    restart: Duration,
    /// How many groups were compared afterwards.
    checked: usize,
    figures: Vec<Figure>,
}

impl Life {
    pub fn new(time: Duration, memory: Vec<f64>, restart: Duration, checked: usize, figures: Vec<Figure>) -> Self {
        Self { time, memory, restart, checked, figures }
    }

    /// The memory at its highest, in megabytes.
    pub fn highest(&self) -> f64 {
        self.memory.iter().copied().fold(0.0, f64::max)
    }

    /// The memory at its highest in the first and in the second half.
    fn halves(&self) -> [f64; 2] {
        let (first, second) = self.memory.split_at(self.memory.len() / 2);
        [first, second].map(|half| half.iter().copied().fold(0.0, f64::max))
    }
}

impl fmt::Display for Life {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [median, most] = parts(self.figures.iter().map(|figure| figure.micros));
        let rate = self.figures.len() as f64 / self.time.as_secs_f64();
        let [first, second] = self.halves();
        write!(
            f,
            "{:>8} {rate:>8.1} {median:>9.1} {most:>9.1} {first:>9.1} {second:>9.1} {:>9} {:>8}",
            self.figures.len(),
            self.restart.as_millis(),
            self.checked
        )
    }
}

/// Median and 99th percentile in milliseconds.
fn parts(micros: impl Iterator<Item = u64>) -> [f64; 2] {
    let mut all: Vec<_> = micros.collect();
    all.sort_unstable();
    let at = |part: usize| all.get(all.len() * part / 100).or(all.last()).copied().unwrap_or_default();
    [50, 99].map(|part| at(part) as f64 / 1000.0)
}

/// The lives one after the other, and all requests by their kinds.
pub fn table(lives: &[Life], rate: u32) -> String {
    let mut text = format!(
        "{} lives at {rate} requests per second\n{:>4} {:>8} {:>8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>8}\n",
        lives.len(),
        "life",
        "requests",
        "a second",
        "median ms",
        "99% ms",
        "MB before",
        "MB after",
        "away ms",
        "checked"
    );
    for (number, life) in lives.iter().enumerate() {
        text += &format!("{:>4} {life}\n", number + 1);
    }
    let mut kinds: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for figure in lives.iter().flat_map(|life| &life.figures) {
        kinds.entry(figure.kind).or_default().push(figure.micros);
    }
    text += &format!("\n{:<12} {:>8} {:>9} {:>9}\n", "", "requests", "median ms", "99% ms");
    for (kind, micros) in kinds {
        let count = micros.len();
        let [median, most] = parts(micros.into_iter());
        text += &format!("{kind:<12} {count:>8} {median:>9.1} {most:>9.1}\n");
    }
    text
}
