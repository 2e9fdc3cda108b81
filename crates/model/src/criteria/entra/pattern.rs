//! Whether a regular expression compiles, by the syntax of .NET, in which Entra ID reads `-match`. Only what makes every
//! expression of that syntax invalid is a fault; what an expression matches is not looked at.

/// The place of the first fault, as the number of its character from 1; `None` if the expression compiles.
pub(super) fn fault(pattern: &str) -> Option<usize> {
    let signs: Vec<char> = pattern.chars().collect();
    let mut reader =
        Reader { signs: &signs, at: 0, open: Vec::new(), groups: 0, names: Vec::new(), references: Vec::new() };
    reader.read().err().map(|at| at + 1)
}

/// The position of the fault, from 0.
type Checked<T = ()> = Result<T, usize>;

struct Reader<'a> {
    signs: &'a [char],
    at: usize,
    /// Where the groups begin that are still open.
    open: Vec<usize>,
    groups: usize,
    names: Vec<String>,
    /// The groups that are referred to, and where.
    references: Vec<(usize, Reference)>,
}

enum Reference {
    Number(usize),
    Name(String),
}

impl Reader<'_> {
    fn read(&mut self) -> Checked {
        // Whether there is something before the position that can be repeated.
        let mut is_atom = false;
        while let Some(sign) = self.peek() {
            let start = self.at;
            self.at += 1;
            is_atom = match sign {
                '\\' => self.escape(start, false).map(|_| true)?,
                '[' => self.class(start).map(|()| true)?,
                '(' => {
                    self.group(start)?;
                    false
                }
                ')' => self.open.pop().map(|_| true).ok_or(start)?,
                '*' | '+' | '?' => self.repeated(start, is_atom)?,
                '{' => match self.counts() {
                    Some((least, most)) if most.is_none_or(|most| least <= most) => self.repeated(start, is_atom)?,
                    Some(_) => return Err(start),
                    None => true,
                },
                '|' => false,
                _ => true,
            };
        }
        if let Some(open) = self.open.first() {
            return Err(*open);
        }
        let is_there = |reference: &Reference| match reference {
            Reference::Number(number) => *number <= self.groups || self.names.contains(&number.to_string()),
            Reference::Name(name) => {
                self.names.contains(name) || name.parse().is_ok_and(|number: usize| number <= self.groups)
            }
        };
        self.references.iter().find(|(_, reference)| !is_there(reference)).map_or(Ok(()), |(at, _)| Err(*at))
    }

    fn peek(&self) -> Option<char> {
        self.signs.get(self.at).copied()
    }

    fn eat(&mut self, sign: char) -> bool {
        let is_next = self.peek() == Some(sign);
        self.at += usize::from(is_next);
        is_next
    }

    fn take(&mut self, fits: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&fits) {
            self.at += 1;
        }
        self.signs[start..self.at].iter().collect()
    }

    /// A quantifier, which may be lazy; what it stands for cannot be repeated again.
    fn repeated(&mut self, start: usize, is_atom: bool) -> Checked<bool> {
        self.eat('?');
        if is_atom { Ok(false) } else { Err(start) }
    }

    /// The numbers of `{2}`, `{2,}` or `{2,5}` after the bracket; `None` if the bracket is an ordinary character.
    fn counts(&mut self) -> Option<(u64, Option<u64>)> {
        let start = self.at;
        let least = self.take(|sign| sign.is_ascii_digit());
        let has_comma = self.eat(',');
        let most = if has_comma { self.take(|sign| sign.is_ascii_digit()) } else { least.clone() };
        if least.is_empty() || !self.eat('}') {
            self.at = start;
            return None;
        }
        // A number that is too large is a fault of its own, which the order of the two then shows.
        let number = |digits: &str| digits.parse().unwrap_or(u64::MAX);
        Some((number(&least), (!most.is_empty()).then(|| number(&most))))
    }

    /// What follows an opening bracket.
    fn group(&mut self, start: usize) -> Checked {
        self.open.push(start);
        if !self.eat('?') {
            self.groups += 1;
            return Ok(());
        }
        let at = self.at;
        match self.peek().ok_or(start)? {
            ':' | '=' | '!' | '>' => self.at += 1,
            // The condition of an alternation is a group itself.
            '(' => {}
            '#' => {
                self.take(|sign| sign != ')');
                self.open.pop();
                return if self.eat(')') { Ok(()) } else { Err(start) };
            }
            '<' if matches!(self.signs.get(at + 1), Some('=' | '!')) => self.at += 2,
            quote @ ('<' | '\'') => {
                self.at += 1;
                let name = self.take(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-'));
                if name.is_empty() || !self.eat(if quote == '<' { '>' } else { '\'' }) {
                    return Err(at);
                }
                self.groups += 1;
                self.names.push(name.split('-').next().unwrap_or_default().to_owned());
            }
            _ => {
                let options = self.take(|sign| "imnsxIMNSX+-".contains(sign));
                match self.peek() {
                    Some(':') if !options.is_empty() => self.at += 1,
                    Some(')') if !options.is_empty() => {
                        self.at += 1;
                        self.open.pop();
                    }
                    _ => return Err(at),
                }
            }
        }
        Ok(())
    }

    /// What follows a backslash: the character that it stands for, or `None` for a class of characters or a place.
    fn escape(&mut self, start: usize, in_class: bool) -> Checked<Option<char>> {
        let sign = self.peek().ok_or(start)?;
        self.at += 1;
        let is_hex = |sign: char| sign.is_ascii_hexdigit();
        match sign {
            'w' | 'W' | 's' | 'S' | 'd' | 'D' => Ok(None),
            'b' if in_class => Ok(Some('\u{8}')),
            'b' | 'B' | 'A' | 'G' | 'Z' | 'z' if !in_class => Ok(None),
            'p' | 'P' => {
                let is_named = self.eat('{') && !self.take(|sign| sign.is_alphanumeric() || sign == '-').is_empty();
                if is_named && self.eat('}') { Ok(None) } else { Err(start) }
            }
            'k' if !in_class => {
                let close = if self.eat('<') { '>' } else { '\'' };
                if close == '\'' && !self.eat('\'') {
                    return Err(start);
                }
                let name = self.take(|sign| sign.is_alphanumeric() || sign == '_');
                if name.is_empty() || !self.eat(close) {
                    return Err(start);
                }
                self.references.push((start, Reference::Name(name)));
                Ok(None)
            }
            'x' | 'u' => {
                let (from, length) = (self.at, if sign == 'x' { 2 } else { 4 });
                let digits: String = self.signs.iter().skip(from).take(length).collect();
                if digits.len() != length || !digits.chars().all(is_hex) {
                    return Err(start);
                }
                self.at += length;
                Ok(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32))
            }
            'c' => {
                let control = self.peek().filter(|sign| ('@'..='_').contains(&sign.to_ascii_uppercase()));
                self.at += 1;
                control.map(|_| None).ok_or(start)
            }
            't' => Ok(Some('\t')),
            'n' => Ok(Some('\n')),
            'r' => Ok(Some('\r')),
            'f' | 'v' | 'a' | 'e' => Ok(None),
            '0'..='9' => {
                let more = self.take(|sign| sign.is_ascii_digit());
                // With several digits, it may also be the code of a character.
                if !in_class && more.is_empty() && sign != '0' {
                    let number = sign.to_digit(10).map_or(0, |digit| digit as usize);
                    self.references.push((start, Reference::Number(number)));
                }
                Ok(None)
            }
            other if other.is_alphanumeric() || other == '_' => Err(start),
            other => Ok(Some(other)),
        }
    }

    /// A class of characters after its opening bracket; one may be subtracted from it: `[a-z-[aeiou]]`.
    fn class(&mut self, start: usize) -> Checked {
        let mut depth = 1;
        self.eat('^');
        let mut is_first = true;
        while depth > 0 {
            let from = self.at;
            let sign = self.peek().ok_or(start)?;
            self.at += 1;
            if sign == ']' && !is_first {
                depth -= 1;
                // What was subtracted has to be the last of the class.
                if depth > 0 && self.peek() != Some(']') {
                    return Err(from);
                }
                continue;
            }
            if sign == '-' && !is_first && self.eat('[') {
                depth += 1;
                self.eat('^');
                is_first = true;
                continue;
            }
            is_first = false;
            let least = if sign == '\\' { self.escape(from, true)? } else { Some(sign) };
            let is_range = self.peek() == Some('-') && !matches!(self.signs.get(self.at + 1), None | Some(']' | '['));
            if let Some(least) = least.filter(|_| is_range) {
                self.at += 1;
                let most = self.peek().ok_or(start)?;
                self.at += 1;
                let is_code = |sign: char| matches!(sign, 'x' | 'u' | 'c' | '0'..='9' | 'f' | 'v' | 'a' | 'e');
                let is_unknown = most == '\\' && self.peek().is_some_and(is_code);
                let most = if most == '\\' { self.escape(from, true)? } else { Some(most) };
                match most {
                    Some(most) if least > most => return Err(from),
                    // A whole class of characters is no end of a range.
                    None if !is_unknown => return Err(from),
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_compiles() {
        for pattern in [
            "",
            "^Da.*",
            ".*vid",
            "^(Sales|Marketing) [A-Z]{2,4}$",
            "a{,3}b{x}",
            "[]a]",
            "[^]]+?",
            "[a-z-[aeiou]]*",
            r"[\w.-]+@contoso\.com",
            r"[\w-x]",
            r"(?i)adm_\d{3}",
            "(?i:x)(?:y)(?=z)(?!z)(?<=z)(?<!z)(?>z)(?#note)",
            r"(?<name>a)\k<name>(?'two'b)\k'two'\1",
            r"\p{Lu}\P{IsGreek}\x41\u00e4\cA\0\e",
            r"(?(a)b|c)",
            "^*$",
            "a|",
            "}",
            "äöü[ä-ü]+",
            r"C:\\Users",
        ] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_does_not_compile_has_its_place() {
        for (pattern, at) in [
            ("(", 1),
            ("a(b", 2),
            ("a)b", 2),
            ("[a", 1),
            ("x[]", 2),
            ("*a", 1),
            ("a**", 3),
            ("a++", 3),
            ("(*)", 2),
            ("a|+", 3),
            ("{2}", 1),
            ("a{3,2}", 2),
            ("a{2}{3}", 5),
            ("[z-a]", 2),
            (r"[a-\d]", 2),
            ("[a-z-[b]c]", 8),
            (r"\", 1),
            (r"svc\_x", 4),
            (r"\y", 1),
            (r"[\A]", 2),
            (r"\x4", 1),
            (r"\u12", 1),
            (r"\p", 1),
            (r"\pL", 1),
            (r"(a)\2", 4),
            (r"\k<n>", 1),
            ("(?", 1),
            ("(?P<n>a)", 3),
            ("(?<>a)", 3),
            ("(?<n", 3),
            ("(?#x", 1),
            ("é(", 2),
        ] {
            assert_eq!(fault(pattern), Some(at), "{pattern}");
        }
        // Classes within classes need no stack.
        assert_eq!(fault(&"[a-".repeat(100_000)), Some(1));
        assert_eq!(fault(&"(".repeat(100_000)), Some(1));
    }
}
