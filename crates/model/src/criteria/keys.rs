//! Assigns numbers to texts, so that equal texts have the same number. This is a hash table of our own, because the
//! standard library's maps add kilobytes to the wasm.

/// The texts seen so far.
#[derive(Default)]
pub(super) struct Keys {
    texts: Vec<String>,
    /// At the slot of a text's hash, its number + 1, or 0 if the slot is free; collisions take the next free slot. The
    /// length is a power of two, and some slots are always free.
    slots: Vec<usize>,
}

impl Keys {
    /// The number of a text. New texts are numbered from 0; an equal text gets the same number again.
    pub fn number(&mut self, text: &str) -> usize {
        if self.slots.len() < 2 * (self.texts.len() + 1) {
            self.grow();
        }
        let place = self.place(text);
        if self.slots[place] == 0 {
            self.texts.push(text.to_owned());
            self.slots[place] = self.texts.len();
        }
        self.slots[place] - 1
    }

    /// How many different texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// The slot where a text is or would be.
    fn place(&self, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = hash(text) & mask;
        while self.slots[place].checked_sub(1).is_some_and(|number| self.texts[number] != text) {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        self.slots = vec![0; (4 * (self.texts.len() + 1)).next_power_of_two()];
        for number in 0..self.texts.len() {
            let place = self.place(&self.texts[number]);
            self.slots[place] = number + 1;
        }
    }
}

/// FNV-1a. Colliding texts only slow down the page of the person who entered them.
fn hash(text: &str) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    // The low bits of the last step depend little on the first letters.
    (hash ^ (hash >> 15)) as usize
}

/// Sorts numbers and removes duplicates.
pub(super) fn sort(numbers: &mut Vec<usize>) {
    // Shell sort: the standard library's sort adds two kilobytes of wasm for every type.
    let mut gap = numbers.len() / 2;
    while gap > 0 {
        for end in gap..numbers.len() {
            let mut at = end;
            while at >= gap && numbers[at - gap] > numbers[at] {
                numbers.swap(at - gap, at);
                at -= gap;
            }
        }
        gap /= 2;
    }
    numbers.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_number() {
        let mut keys = Keys::default();
        for round in 0..2 {
            for number in 0..3000 {
                assert_eq!(keys.number(&number.to_string()), number, "round {round}");
            }
        }
        assert_eq!(keys.len(), 3000);
    }

    #[test]
    fn sorts_and_leaves_each_once() {
        let mut numbers: Vec<usize> = (0..1000).map(|at| at * 7919 % 613).collect();
        sort(&mut numbers);
        assert_eq!(numbers, (0..613).collect::<Vec<_>>());
        sort(&mut Vec::new());
    }
}
