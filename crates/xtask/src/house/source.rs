//! A Rust file, read far enough to tell code, comments and strings apart. Lines and columns stay.

/// One file.
pub struct Source {
    /// From the checkout's root, with `/`.
    pub path: String,
    pub text: String,
    /// Comments are blanks.
    pub code: String,
    /// Comments, and what is in strings and characters, are blanks.
    pub bare: String,
}

impl Source {
    pub fn new(path: String, text: String) -> Self {
        Self { path, code: blank(&text, true), bare: blank(&text, false), text }
    }
}

/// The line, from 1, of an offset in bytes.
pub fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&b| b == b'\n').count() + 1
}

/// Offsets at which `word` stands and is not a part of a longer name.
pub fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let goes_on = word.ends_with(part_of_name) && after.is_some_and(part_of_name);
        !goes_on && !before.is_some_and(part_of_name)
    })
}

/// The text with comments, and with what is in strings if they are not kept, made blank.
fn blank(text: &str, keep_strings: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let (end, keep) = match comment_end(&chars, at) {
            Some(end) => (end, false),
            None => match literal_end(&chars, at) {
                Some(end) => (end, keep_strings),
                None => (at + 1, true),
            },
        };
        for &c in &chars[at..end] {
            if keep || c == '\n' {
                out.push(c);
            } else {
                // As wide as before, so that offsets in bytes still name the same line.
                out.extend(std::iter::repeat_n(' ', c.len_utf8()));
            }
        }
        at = end;
    }
    out
}

/// Where the comment that begins at `at` ends, if one does.
fn comment_end(chars: &[char], at: usize) -> Option<usize> {
    let pair = |at: usize| (chars.get(at).copied(), chars.get(at + 1).copied());
    match pair(at) {
        (Some('/'), Some('/')) => {
            let length = chars[at..].iter().position(|&c| c == '\n');
            Some(length.map_or(chars.len(), |length| at + length))
        }
        (Some('/'), Some('*')) => {
            let (mut depth, mut end) = (1, at + 2);
            while depth > 0 && end < chars.len() {
                let step = match pair(end) {
                    (Some('/'), Some('*')) => {
                        depth += 1;
                        2
                    }
                    (Some('*'), Some('/')) => {
                        depth -= 1;
                        2
                    }
                    _ => 1,
                };
                end += step;
            }
            Some(end.min(chars.len()))
        }
        _ => None,
    }
}

/// Where the string or character that begins at `at` ends, if one does.
fn literal_end(chars: &[char], at: usize) -> Option<usize> {
    match chars[at] {
        '"' => Some(quoted_end(chars, at + 1, '"')),
        'r' if begins_word(chars, at) => {
            let hashes = chars[at + 1..].iter().take_while(|&&c| c == '#').count();
            let open = at + 1 + hashes;
            (chars.get(open) == Some(&'"')).then(|| raw_end(chars, open + 1, hashes))
        }
        // `'a'` and `'\n'` are characters, `'a` is a lifetime.
        '\'' if chars.get(at + 1) == Some(&'\\') => Some(quoted_end(chars, at + 1, '\'')),
        '\'' if chars.get(at + 2) == Some(&'\'') => Some(at + 3),
        _ => None,
    }
}

/// Whether a name begins here; `b` and `c` may stand before the `r` of a raw string.
fn begins_word(chars: &[char], at: usize) -> bool {
    let name = |c: &char| c.is_alphanumeric() || *c == '_';
    let before = |distance: usize| at.checked_sub(distance).and_then(|at| chars.get(at));
    match before(1) {
        Some('b' | 'c') => !before(2).is_some_and(name),
        other => !other.is_some_and(name),
    }
}

fn quoted_end(chars: &[char], mut at: usize, quote: char) -> usize {
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            c if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

fn raw_end(chars: &[char], mut at: usize, hashes: usize) -> usize {
    while at < chars.len() {
        let closes = chars[at] == '"' && chars[at + 1..].iter().take_while(|&&c| c == '#').count() >= hashes;
        at += 1;
        if closes {
            return at + hashes;
        }
    }
    chars.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_blank_and_strings_are_kept_or_not() {
        let text = "let a = \"b // c\"; // d\n/* e /* f */ g */ h";
        let code = blank(text, true);
        let bare = blank(text, false);
        assert_eq!(code.trim_end(), "let a = \"b // c\";     \n                  h");
        assert_eq!(bare, "let a =         ;     \n                  h");
        assert_eq!(code.len(), text.len());
    }

    #[test]
    fn raw_strings_escapes_characters_and_lifetimes() {
        let code = |text| blank(text, false).replace(' ', "");
        assert_eq!(code(r##"a(r#"x " y"#, br"z")b"##), "a(,b)b");
        assert_eq!(code(r#"a("x \" y")b"#), "a()b");
        assert_eq!(code(r"a('x', '\'', '\\')b"), "a(,,)b");
        assert_eq!(code("fn f<'a>(x: &'a str) -> r#type"), "fnf<'a>(x:&'astr)->r#type");
    }

    #[test]
    fn what_is_not_closed_ends_with_the_file() {
        for text in ["\"abc", "r#\"abc\"", "/* abc", "'\\", "// abc", "\"abc\\"] {
            assert_eq!(blank(text, false).len(), text.len(), "{text}");
        }
    }

    #[test]
    fn lines_stay_where_they_are() {
        let text = "// äö\n\"x\n\"; y";
        let bare = blank(text, false);
        let y = bare.find('y').unwrap();
        assert_eq!(line_of(&bare, y), 3);
        assert_eq!(line_of(text, y), 3);
    }

    #[test]
    fn a_part_of_a_name_is_not_the_word() {
        let found = |word| words("fs std::fs fs_ xfs fs::a", word).collect::<Vec<_>>();
        assert_eq!(found("fs"), [0, 8, 19]);
        assert_eq!(found("std::fs"), [3]);
    }
}
