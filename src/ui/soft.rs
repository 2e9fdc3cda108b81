//! Line breaks: only where the reader expects them.

use leptos::prelude::*;

/// An address or a distinguished name; it breaks after commas and `@`.
pub fn address(text: &str) -> AnyView {
    let piece = |piece: &str| view! { {piece.to_owned()}<wbr/> };
    text.split_inclusive([',', '@']).map(piece).collect_view().into_any()
}

/// Code; an operator such as `-contains` does not break at its hyphen.
pub fn code(text: &str) -> AnyView {
    let word = |word: &str| match word.starts_with('-') {
        true => view! { <span class="whole">{word.to_owned()}</span> }.into_any(),
        false => word.to_owned().into_any(),
    };
    text.split_inclusive(char::is_whitespace).map(word).collect_view().into_any()
}
