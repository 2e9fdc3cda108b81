//! A Rust file as the rules read it: line by line, without its comments.

/// One file.
pub struct Source {
    /// From the checkout's root, with `/`.
    pub path: String,
    pub text: String,
    /// Without comments; lines stay where they are.
    pub code: String,
}

impl Source {
    pub fn new(path: String, text: String) -> Self {
        let code = text.lines().map(code_of).collect::<Vec<_>>().join("\n");
        Self { path, code, text }
    }
}

/// A line up to its comment. Rustfmt leaves a blank before one, which no address in a string has before its slashes.
fn code_of(line: &str) -> &str {
    if line.trim_start().starts_with("//") {
        return "";
    }
    line.split(" // ").next().unwrap_or(line)
}

/// The line, from 1, of an offset in bytes.
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
