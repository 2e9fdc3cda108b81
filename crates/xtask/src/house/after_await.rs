//! After an `.await`, the page that has started the work may be gone, and reading one of its signals panics. So what is
//! needed is read before, or with the functions that begin with `try_`.

use super::Finding;
use super::source::{Source, line_of};

/// The functions that panic on a signal or a stored value that is gone.
const PANICKING: [&str; 6] =
    [".get_untracked(", ".get_value(", ".with_untracked(", ".with_value(", ".read_untracked(", ".read_value("];

pub fn check(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with("src/") {
        return Vec::new();
    }
    let mut places: Vec<usize> =
        blocks(&source.code).into_iter().flat_map(|block| panicking(&source.code, block)).collect();
    places.sort_unstable();
    places.dedup();
    let finding = |at| Finding {
        file: source.path.clone(),
        line: line_of(&source.code, at),
        rule: "a signal is read after an await, without `try_`".to_owned(),
        why: "the page may be gone by then, reading its signals panics, and a panic ends the portal",
    };
    places.into_iter().map(finding).collect()
}

/// From the brace to the end of every async block and function.
fn blocks(code: &str) -> Vec<(usize, usize)> {
    let begins = code.match_indices("async ").filter_map(|(at, word)| {
        let rest = &code[at + word.len()..];
        let is_function = rest.starts_with("fn ");
        let is_closure = rest.starts_with('|') || rest.starts_with("move |");
        let is_block = rest.starts_with('{') || rest.starts_with("move {");
        (is_function || is_closure || is_block).then(|| at + word.len() + rest.find('{').unwrap_or(rest.len()))
    });
    begins.map(|begin| (begin, end(code, begin))).collect()
}

/// Where the block that begins at a brace ends. Braces in texts of our code come in pairs.
fn end(code: &str, begin: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code[begin..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return begin + at;
        }
    }
    code.len()
}

/// The places behind the first await of a block that read what may be gone.
fn panicking(code: &str, (begin, end): (usize, usize)) -> Vec<usize> {
    let block = &code[begin..end];
    let Some(first) = block.find(".await") else { return Vec::new() };
    let read =
        |function: &&str| block[first..].match_indices(*function).map(|(at, _)| begin + first + at).collect::<Vec<_>>();
    PANICKING.iter().flat_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        let source = Source::new("src/a.rs".to_owned(), text.to_owned());
        check(&source).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_signal_that_is_read_after_an_await_is_found() {
        assert_eq!(lines("async fn f() {\n  g().await;\n  let { a } = s.get_untracked();\n}\n"), [3]);
        assert_eq!(lines("life.spawn(async move {\n  if g().await {\n    x();\n  }\n  s.with_value(h);\n});"), [5]);
        assert_eq!(lines("async |a| {\n  g().await;\n  s.get_value()\n}"), [3]);
    }

    #[test]
    fn what_is_read_before_or_carefully_is_fine() {
        assert_eq!(lines("async fn f() {\n  let a = s.get_untracked();\n  g(a).await;\n}\ns.get_value();"), [0; 0]);
        assert_eq!(lines("async fn f() {\n  g().await;\n  s.try_get_untracked();\n  m.get(1);\n}"), [0; 0]);
        assert_eq!(lines("// async {\nfn f() {\n  g().await;\n  s.get_value();\n}"), [0; 0]);
    }
}
