//! Sorts short lists. The standard library's sort adds two kilobytes of wasm for every type it sorts.

/// Sorts by a text, stably, by insertion; for lists that a person can read.
pub fn by_text<T>(list: &mut [T], text: impl Fn(&T) -> String) {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0 && text(&list[at - 1]) > text(&list[at]) {
            list.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn sorts_and_keeps_the_order_of_equals() {
        let mut list = vec![("b", 1), ("a", 2), ("b", 0), ("a", 1)];
        super::by_text(&mut list, |(text, _)| (*text).to_owned());
        assert_eq!(list, [("a", 2), ("a", 1), ("b", 1), ("b", 0)]);
    }
}
