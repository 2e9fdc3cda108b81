//! Distinguished names: parse, print, compare (RFC 4514, with the older syntax of RFC 2253 that directories still
//! send).

use std::fmt;

/// A distinguished name, as its RDNs with the most specific one first. It has at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dn(Vec<Rdn>);

/// A relative distinguished name: one or more attribute-value pairs (`CN=Ann+OU=Sales`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rdn(Vec<(String, String)>);

/// Where and why a text is not a distinguished name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnError {
    /// The byte offset at which parsing failed.
    pub at: usize,
    /// What was expected there, in English, for logs.
    pub expected: &'static str,
}

impl fmt::Display for DnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: expected {}", self.at, self.expected)
    }
}

impl std::error::Error for DnError {}

impl Rdn {
    /// A single pair; `value` is not escaped.
    pub fn new(attribute: &str, value: &str) -> Self {
        Self(vec![(attribute.to_owned(), value.to_owned())])
    }

    /// The attribute type of the first pair.
    pub fn attribute(&self) -> &str {
        self.0.first().map_or("", |(attribute, _)| attribute)
    }

    /// The value of the first pair, without escapes.
    pub fn value(&self) -> &str {
        self.0.first().map_or("", |(_, value)| value)
    }
}

impl Dn {
    /// Parses a distinguished name. Blanks around separators are allowed; escapes are `\` with a special character or
    /// two hexadecimal digits; a value may be quoted (RFC 2253).
    ///
    /// # Errors
    ///
    /// The byte offset at which parsing failed, and what was expected there.
    pub fn parse(text: &str) -> Result<Self, DnError> {
        let mut reader = Reader { text, at: 0 };
        let mut rdns = vec![reader.rdn()?];
        while reader.eat(',') || reader.eat(';') {
            rdns.push(reader.rdn()?);
        }
        if reader.at < text.len() {
            return Err(reader.expected("a comma or the end"));
        }
        Ok(Self(rdns))
    }

    /// The name of a child object: `CN=value,` before this name.
    pub fn child(&self, attribute: &str, value: &str) -> Self {
        let mut rdns = vec![Rdn::new(attribute, value)];
        rdns.extend(self.0.iter().cloned());
        Self(rdns)
    }

    /// The name of the container; `None` for a name with a single RDN.
    pub fn parent(&self) -> Option<Self> {
        (self.0.len() > 1).then(|| Self(self.0[1..].to_vec()))
    }

    /// The most specific RDN.
    pub fn rdn(&self) -> &Rdn {
        &self.0[0]
    }

    /// All RDNs, the most specific one first.
    pub fn rdns(&self) -> &[Rdn] {
        &self.0
    }

    /// The normal form, in which equal names are equal texts: escaped, in lower case, with single spaces.
    pub fn normalized(&self) -> String {
        let fold =
            |value: &str| value.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase();
        let rdn = |rdn: &Rdn| {
            let mut pairs: Vec<_> =
                rdn.0.iter().map(|(a, v)| format!("{}={}", a.to_ascii_lowercase(), escape(&fold(v)))).collect();
            // The pairs of an RDN are a set, so they are sorted.
            crate::sort::by_text(&mut pairs, String::clone);
            pairs.join("+")
        };
        self.0.iter().map(rdn).collect::<Vec<_>>().join(",")
    }

    /// Whether both names refer to the same object.
    pub fn same(&self, other: &Self) -> bool {
        self.normalized() == other.normalized()
    }

    /// Whether this name equals the other one or lies below it.
    pub fn is_within(&self, ancestor: &Self) -> bool {
        let below = self.0.len().checked_sub(ancestor.0.len());
        below.is_some_and(|from| Self(self.0[from..].to_vec()).same(ancestor))
    }

    /// The DNS name of the domain: `demo.local` for `…,DC=demo,DC=local`; empty if there are no DC components.
    pub fn domain(&self) -> String {
        let dc = |rdn: &&Rdn| rdn.attribute().eq_ignore_ascii_case("dc");
        self.0.iter().filter(dc).map(Rdn::value).collect::<Vec<_>>().join(".")
    }
}

impl fmt::Display for Dn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, rdn) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(",")?;
            }
            for (nth, (attribute, value)) in rdn.0.iter().enumerate() {
                if nth > 0 {
                    f.write_str("+")?;
                }
                write!(f, "{attribute}={}", escape(value))?;
            }
        }
        Ok(())
    }
}

/// Escapes a value (RFC 4514, 2.4).
fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let last = value.chars().count().saturating_sub(1);
    for (at, c) in value.chars().enumerate() {
        let special = matches!(c, '"' | '+' | ',' | ';' | '<' | '>' | '\\' | '=');
        let edge = (c == ' ' && (at == 0 || at == last)) || (c == '#' && at == 0);
        if c.is_ascii_control() {
            // NUL must be hexadecimal; other control characters would garble what is shown.
            out.push_str(&format!("\\{:02X}", u32::from(c)));
            continue;
        }
        if special || edge {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn spaces(&mut self) {
        while self.eat(' ') {}
    }

    fn expected(&self, expected: &'static str) -> DnError {
        DnError { at: self.at, expected }
    }

    fn rdn(&mut self) -> Result<Rdn, DnError> {
        let mut pairs = vec![self.pair()?];
        while self.eat('+') {
            pairs.push(self.pair()?);
        }
        Ok(Rdn(pairs))
    }

    fn pair(&mut self) -> Result<(String, String), DnError> {
        self.spaces();
        let start = self.at;
        let numeric = self.peek().is_some_and(|c| c.is_ascii_digit());
        let fits =
            |c: char| if numeric { c.is_ascii_digit() || c == '.' } else { c.is_ascii_alphanumeric() || c == '-' };
        if !self.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
            return Err(self.expected("an attribute type such as CN, OU or DC"));
        }
        while self.peek().is_some_and(fits) {
            self.next();
        }
        let attribute = self.text[start..self.at].to_owned();
        self.spaces();
        if !self.eat('=') {
            return Err(self.expected("an equals sign"));
        }
        self.spaces();
        let value = if self.eat('"') { self.quoted()? } else { self.plain()? };
        if value.is_empty() {
            return Err(self.expected("a value"));
        }
        Ok((attribute, value))
    }

    fn quoted(&mut self) -> Result<String, DnError> {
        let mut bytes = Vec::new();
        loop {
            match self.next() {
                Some('"') => break,
                Some('\\') => self.escaped(&mut bytes)?,
                Some(c) => push(&mut bytes, c),
                None => return Err(self.expected("a closing quote")),
            }
        }
        self.spaces();
        self.utf8(bytes)
    }

    fn plain(&mut self) -> Result<String, DnError> {
        if self.peek() == Some('#') {
            return Err(self.expected("a value as text, not in BER"));
        }
        let mut bytes = Vec::new();
        // Unescaped spaces at the end are not part of the value.
        let mut keep = 0;
        loop {
            match self.peek() {
                None | Some(',' | ';' | '+') => break,
                Some('\\') => {
                    self.next();
                    self.escaped(&mut bytes)?;
                    keep = bytes.len();
                }
                Some('"' | '<' | '>') => return Err(self.expected("this character escaped with a backslash")),
                Some(c) => {
                    self.next();
                    push(&mut bytes, c);
                    if c != ' ' {
                        keep = bytes.len();
                    }
                }
            }
        }
        bytes.truncate(keep);
        self.utf8(bytes)
    }

    fn escaped(&mut self, bytes: &mut Vec<u8>) -> Result<(), DnError> {
        let pair = self.text.get(self.at..self.at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        if let Some(byte) = pair.filter(|_| !self.text[self.at..].starts_with('+')) {
            self.at += 2;
            bytes.push(byte);
            return Ok(());
        }
        match self.peek() {
            Some(c @ ('"' | '+' | ',' | ';' | '<' | '>' | '\\' | '=' | ' ' | '#')) => {
                self.next();
                push(bytes, c);
                Ok(())
            }
            _ => Err(self.expected("a special character or two hex digits after the backslash")),
        }
    }

    fn utf8(&self, bytes: Vec<u8>) -> Result<String, DnError> {
        String::from_utf8(bytes).map_err(|_| self.expected("bytes that are UTF-8"))
    }
}

fn push(bytes: &mut Vec<u8>, c: char) {
    bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_directories_send() {
        let dn = Dn::parse(r#"CN=O'Neill\, Pat \+ \"Co\",OU=Groups , DC=demo,DC=local"#).unwrap();
        assert_eq!(dn.rdn().value(), r#"O'Neill, Pat + "Co""#);
        assert_eq!(dn.parent().unwrap().to_string(), "OU=Groups,DC=demo,DC=local");
        assert_eq!(dn.domain(), "demo.local");
        assert_eq!(Dn::parse("CN=L\\C3\\BC,DC=x").unwrap().rdn().value(), "Lü");
        assert_eq!(Dn::parse("2.5.4.3=a").unwrap().rdn().attribute(), "2.5.4.3");
        assert_eq!(Dn::parse("cn=\"a, b\",dc=x").unwrap().rdn().value(), "a, b");
    }

    #[test]
    fn says_where_it_fails() {
        let at = |text: &str| Dn::parse(text).unwrap_err().at;
        assert_eq!(at(""), 0);
        assert_eq!(at("CN"), 2);
        assert_eq!(at("CN=a,"), 5);
        assert_eq!(at("CN=a\\zz"), 5);
        assert_eq!(at("CN=\\ff"), 6);
        assert_eq!(at("CN=,DC=x"), 3);
        assert_eq!(at("CN=a<b"), 4);
    }

    #[test]
    fn compares_as_a_directory_does() {
        let a = Dn::parse("CN=Ann  Lee,OU=People,DC=demo,DC=local").unwrap();
        assert!(a.same(&Dn::parse("cn=ann lee, ou=people, dc=DEMO, dc=local").unwrap()));
        assert!(a.is_within(&Dn::parse("DC=demo,DC=local").unwrap()));
        assert!(!a.is_within(&Dn::parse("DC=emo,DC=local").unwrap()));
    }
}
