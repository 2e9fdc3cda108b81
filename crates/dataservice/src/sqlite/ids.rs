//! Sets of objects, by their numbers: one bit for each number.

/// A set of object numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ids(Vec<u64>);

/// How many numbers a word of the set holds.
const BITS: usize = u64::BITS as usize;

impl Ids {
    pub fn insert(&mut self, id: i64) {
        let Ok(id) = usize::try_from(id) else { return };
        let at = id / BITS;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (id % BITS);
    }

    pub fn has(&self, id: i64) -> bool {
        usize::try_from(id).is_ok_and(|id| self.0.get(id / BITS).is_some_and(|word| word >> (id % BITS) & 1 == 1))
    }

    /// Keeps only what the other set has, too.
    pub fn intersect(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own &= other;
        }
    }

    /// Adds what the other set has.
    pub fn unite(&mut self, other: &Self) {
        if other.0.len() > self.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own |= other;
        }
    }

    /// Removes what the other set has.
    pub fn subtract(&mut self, other: &Self) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own &= !other;
        }
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The numbers in ascending order, which is that of creation.
    pub fn iter(&self) -> impl Iterator<Item = i64> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let first = (at * BITS) as i64;
            let bits = std::iter::successors(Some(*word), |word| Some(word & word.wrapping_sub(1)));
            bits.take_while(|word| *word != 0).map(move |word| first + i64::from(word.trailing_zeros()))
        })
    }
}

impl FromIterator<i64> for Ids {
    fn from_iter<I: IntoIterator<Item = i64>>(ids: I) -> Self {
        let mut set = Self::default();
        ids.into_iter().for_each(|id| set.insert(id));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;
    use std::collections::BTreeSet;

    #[test]
    fn they_are_sets() {
        let of = |step: usize| (0..400_i64).step_by(step).collect::<BTreeSet<_>>();
        let (twos, threes) = (of(2), of(3));
        let set = |numbers: &BTreeSet<i64>| numbers.iter().copied().collect::<Ids>();
        let list = |set: &Ids| set.iter().collect::<Vec<_>>();
        let mut both = set(&twos);
        both.intersect(&set(&threes));
        assert_eq!(list(&both), twos.intersection(&threes).copied().collect::<Vec<_>>());
        let mut either = set(&threes);
        either.unite(&set(&twos));
        assert_eq!(list(&either), twos.union(&threes).copied().collect::<Vec<_>>());
        let mut rest = set(&twos);
        rest.subtract(&set(&threes));
        assert_eq!(list(&rest), twos.difference(&threes).copied().collect::<Vec<_>>());
        assert_eq!(
            (rest.count(), rest.has(4), rest.has(6), rest.has(-1), rest.has(9_999)),
            (133, true, false, false, false)
        );
        let mut short = set(&twos);
        short.intersect(&[2, 70].into_iter().collect());
        assert_eq!(list(&short), [2, 70]);
    }
}
