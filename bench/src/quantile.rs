//! Medians and other quantiles of measured times.

/// The median; not a number if nothing was measured.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = values.len() / 2;
    match (values.get(at), at.checked_sub(1).and_then(|before| values.get(before))) {
        (Some(upper), Some(lower)) if values.len().is_multiple_of(2) => (lower + upper) / 2.0,
        (Some(middle), _) => *middle,
        _ => f64::NAN,
    }
}

/// The smallest value that 95 of 100 do not exceed; not a number if nothing was measured.
pub fn p95(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len() * 95).div_ceil(100).saturating_sub(1);
    values.get(at).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(Vec::new()).is_nan());
    }

    #[test]
    fn five_of_a_hundred_are_above() {
        assert_eq!(p95((1..=100).map(f64::from).rev().collect()), 95.0);
        assert_eq!(p95((1..=20).map(f64::from).collect()), 19.0);
        assert_eq!(p95(vec![7.0]), 7.0);
        assert!(p95(Vec::new()).is_nan());
    }
}
