//! A Rust file as the rules see it: line by line, without its comments.

/// A Rust file.
pub struct Source {
    /// The path from the root of the checkout, with `/`.
    pub path: String,
    pub text: String,
    /// The text without comments; the line numbers are the same.
    pub code: String,
}

impl Source {
    pub fn new(path: String, text: String) -> Self {
        let code = text.lines().map(code_of).collect::<Vec<_>>().join("\n");
        Self { path, code, text }
    }
}

/// A line without its comment. Rustfmt puts a space before a comment, which the slashes of a URL in a string do not
/// have.
fn code_of(line: &str) -> &str {
    if line.trim_start().starts_with("//") {
        return "";
    }
    line.split(" // ").next().unwrap_or(line)
}

/// The line, from 1, of a byte offset.
pub fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&b| b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out_and_lines_stay() {
        let source =
            Source::new("a.rs".to_owned(), "//! A\nlet a = \"http://b\"; // c\n    /// D\nlet e = 1;".to_owned());
        assert_eq!(source.code, "\nlet a = \"http://b\";\n\nlet e = 1;");
        assert_eq!(line_of(&source.code, source.code.find('e').unwrap()), 2);
    }
}
