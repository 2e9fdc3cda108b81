//! What IIS does with a request by our web.config, as far as its documentation says.
//!
//! IIS itself is on no machine of ours. So a small evaluator reads the file, knows exactly the elements and attributes
//! that it evaluates, and refuses any other: whoever adds one to web.config adds its meaning here.

mod requests;
mod rewrite;

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use self::rewrite::Rewrite;

/// The folder with web.config on an IIS, as a site or an application.
struct Server {
    /// The names of the files in the folder.
    files: BTreeSet<&'static str>,
    default_document: String,
    /// Endings with a dot, such as `.js.br`, and their types.
    types: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    denied_endings: Vec<String>,
    longest: (usize, usize),
    double_escaping: bool,
    rewrite: Rewrite,
}

/// A request for a path below the folder.
struct Request {
    /// Without the slash that follows the folder's own path.
    url: String,
    accept_encoding: String,
}

#[derive(Debug, PartialEq, Eq)]
struct Reply {
    status: u16,
    /// The file that is sent.
    file: Option<String>,
    headers: BTreeMap<String, String>,
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

impl Server {
    /// Reads a web.config; whatever is not understood panics.
    fn new(text: &str, files: &[&'static str]) -> Self {
        let document = roxmltree::Document::parse(text).unwrap();
        let configuration = document.root_element();
        assert!(configuration.has_tag_name("configuration"));
        let [location] = elements(configuration, &[])[..] else { panic!("more than one location") };
        // Applications below the folder, GroupID's in the root of a site, must not inherit any of this.
        assert_eq!(location.attribute("path"), Some("."));
        assert_eq!(location.attribute("inheritInChildApplications"), Some("false"));
        let [web] = elements(location, &["path", "inheritInChildApplications"])[..] else { panic!("one section") };
        assert!(web.has_tag_name("system.webServer"));

        let mut server = Self {
            files: files.iter().copied().collect(),
            default_document: String::new(),
            types: BTreeMap::from([(".html".to_owned(), "text/html".to_owned())]),
            headers: BTreeMap::from([("X-Powered-By".to_owned(), "ASP.NET".to_owned())]),
            denied_endings: Vec::new(),
            longest: (4096, 2048),
            double_escaping: false,
            rewrite: Rewrite::default(),
        };
        for section in elements(web, &[]) {
            server.read(section);
        }
        server
    }

    fn read(&mut self, section: Node<'_, '_>) {
        match section.tag_name().name() {
            "handlers" => {
                let [clear, add] = elements(section, &[])[..] else { panic!("one handler, after a clear") };
                assert!(clear.has_tag_name("clear"), "the handlers of the site above are still there");
                elements(add, &["name", "path", "verb", "modules", "resourceType", "requireAccess"]);
                assert_eq!((add.attribute("path"), add.attribute("verb")), (Some("*"), Some("GET,HEAD")));
            }
            "directoryBrowse" => {
                elements(section, &["enabled"]);
                assert_eq!(section.attribute("enabled"), Some("false"));
            }
            // Files that are compressed beforehand would be compressed again.
            "urlCompression" => {
                elements(section, &["doStaticCompression", "doDynamicCompression"]);
                for which in ["doStaticCompression", "doDynamicCompression"] {
                    assert_eq!(section.attribute(which), Some("false"), "{which}");
                }
            }
            "defaultDocument" => {
                let [files] = elements(section, &["enabled"])[..] else { panic!("files") };
                let [clear, add] = elements(files, &[])[..] else { panic!("one default document, after a clear") };
                assert!(clear.has_tag_name("clear") && elements(add, &["value"]).is_empty());
                self.default_document = needed(add, "value");
            }
            "security" => {
                let [filtering] = elements(section, &[])[..] else { panic!("requestFiltering alone") };
                self.double_escaping = needed(filtering, "allowDoubleEscaping") == "true";
                for part in elements(filtering, &["allowDoubleEscaping"]) {
                    self.filter(part);
                }
            }
            "staticContent" => {
                for (name, value) in replaced(section, "mimeMap", "fileExtension", "mimeType") {
                    self.types.insert(name, value);
                }
            }
            "httpProtocol" => {
                let [headers] = elements(section, &[])[..] else { panic!("customHeaders alone") };
                self.headers.remove("X-Powered-By");
                self.headers.extend(replaced(headers, "add", "name", "value"));
            }
            "rewrite" => self.rewrite = Rewrite::read(section),
            other => panic!("web.config has a section <{other}>, which means nothing here"),
        }
    }

    fn filter(&mut self, part: Node<'_, '_>) {
        match part.tag_name().name() {
            "requestLimits" => {
                assert!(elements(part, &["maxUrl", "maxQueryString"]).is_empty());
                let number = |name| needed(part, name).parse().unwrap();
                self.longest = (number("maxUrl"), number("maxQueryString"));
            }
            "fileExtensions" => {
                assert_eq!(part.attribute("allowUnlisted"), Some("true"));
                let all = elements(part, &["allowUnlisted"]);
                assert!(all.first().is_some_and(|first| first.has_tag_name("clear")));
                for add in &all[1..] {
                    elements(*add, &["fileExtension", "allowed"]);
                    assert_eq!((add.tag_name().name(), add.attribute("allowed")), ("add", Some("false")));
                    self.denied_endings.push(needed(*add, "fileExtension"));
                }
            }
            other => panic!("web.config filters requests by <{other}>, which means nothing here"),
        }
    }

    fn answer(&self, request: &Request) -> Reply {
        let (path, query) = request.url.split_once('?').unwrap_or((&request.url, ""));
        let decoded = percent_decoded(path);
        let last = decoded.rsplit('/').next().unwrap_or_default();
        let is_denied = self.denied_endings.iter().any(|ending| last.ends_with(ending.as_str()));
        let is_escaped_twice = !self.double_escaping && (decoded.contains('+') || percent_decoded(&decoded) != decoded);
        if path.len() > self.longest.0 || query.len() > self.longest.1 || is_denied || is_escaped_twice {
            return self.reply(404, None, path, query);
        }
        let served = self.rewrite.inbound(&decoded, &request.accept_encoding, &self.files);
        let file = if served.is_empty() { self.default_document.clone() } else { served.clone() };
        let exists = self.files.contains(file.as_str());
        // A file whose ending has no type is "404.3".
        let known = exists.then(|| self.type_of(&file)).flatten();
        self.reply(if known.is_some() { 200 } else { 404 }, known.map(|kind| (file, kind)), &served, query)
    }

    fn reply(&self, status: u16, file: Option<(String, String)>, served: &str, query: &str) -> Reply {
        let mut headers = self.headers.clone();
        if let Some((_, kind)) = &file {
            headers.insert("Content-Type".to_owned(), kind.clone());
        }
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        self.rewrite.outbound(&format!("/{served}{query}"), status, &mut headers);
        Reply { status, file: file.map(|(name, _)| name), headers }
    }

    /// The type of the longest ending that has one.
    fn type_of(&self, name: &str) -> Option<String> {
        let endings = name.match_indices('.').map(|(at, _)| &name[at..]);
        endings.filter_map(|ending| self.types.get(ending)).next().cloned()
    }
}

/// The elements in an element, which may have these attributes and no other.
fn elements<'a, 'input>(node: Node<'a, 'input>, attributes: &[&str]) -> Vec<Node<'a, 'input>> {
    for attribute in node.attributes() {
        let name = attribute.name();
        assert!(
            attributes.contains(&name),
            "<{}> has an attribute {name}, which means nothing here",
            node.tag_name().name()
        );
    }
    node.children().filter(Node::is_element).collect()
}

fn needed(node: Node<'_, '_>, attribute: &str) -> String {
    let value = node.attribute(attribute);
    value.unwrap_or_else(|| panic!("<{}> has no {attribute}", node.tag_name().name())).to_owned()
}

/// The entries of a collection. What an entry could inherit from above is removed before it, because IIS takes no name
/// twice.
fn replaced(list: Node<'_, '_>, element: &str, key: &str, value: &str) -> BTreeMap<String, String> {
    let (mut removed, mut entries) = (BTreeSet::new(), BTreeMap::new());
    for node in elements(list, &[]) {
        if node.has_tag_name("remove") {
            elements(node, &[key]);
            removed.insert(needed(node, key));
            continue;
        }
        assert!(node.has_tag_name(element), "<{}> means nothing here", node.tag_name().name());
        elements(node, &[key, value]);
        let name = needed(node, key);
        assert!(removed.contains(&name), "{name} may be there already: HTTP 500.19");
        assert!(entries.insert(name, needed(node, value)).is_none(), "an entry is there twice: HTTP 500.19");
    }
    entries
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}
