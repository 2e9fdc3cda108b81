//! The portal's files, so that portal and service share one origin.

use super::{Call, authority, graph};
use crate::http::{Answer, HttpError, percent_decode};
use model::wire::paths;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The configuration for the demo directory, unless the portal's folder has a config.json.
const DEMO_CONFIG: &[u8] = include_bytes!("../../assets/config.json");

/// The file that every page of the portal is.
const PAGE: &str = "index.html";

/// Redirects `/` and `/portal` to the portal.
pub fn root(call: &Call<'_>) -> Result<Answer, HttpError> {
    if call.request.path == "/portal/" {
        return serve(call, "");
    }
    Ok(Answer::empty(302).with("location", "/portal/"))
}

/// A file below `/portal/`, or the portal's page if the path belongs to its own router.
pub fn file(call: &Call<'_>) -> Result<Answer, HttpError> {
    serve(call, &percent_decode(call.param("file")))
}

fn serve(call: &Call<'_>, path: &str) -> Result<Answer, HttpError> {
    let missing = || HttpError::missing("There is no such file.");
    let name = file_name(path).ok_or_else(missing)?;
    let options = &call.service.options;
    let read_own = |name: &str| {
        let folder = options.portal.as_ref();
        folder.map(|folder| read(&folder.join(name), &call.request.accept_encoding)).transpose().map(Option::flatten)
    };
    let found = match name {
        "config.json" if options.config.is_some() => options.config.as_deref().map(content).transpose()?.flatten(),
        _ => None,
    };
    let found = match found.map(|body| (body, false)) {
        Some(found) => Some(found),
        None => read_own(name)?,
    };
    let (name, (body, encoded)) = match found {
        Some(found) => (name, found),
        // Beside a real service the demo's configuration would be wrong.
        None if name == "config.json" && options.proxy.is_none() => (name, (DEMO_CONFIG.to_vec(), false)),
        // An id at the end of a page's URL may have a dot.
        None if is_page(name) => (PAGE, read_own(PAGE)?.ok_or_else(missing)?),
        None => return Err(missing()),
    };
    let caching = if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let digest = Sha256::digest(&body);
    let tag = format!("\"{}\"", digest[..8].iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    let unchanged = call.request.if_none_match.as_ref().is_some_and(|tags| tags.contains(&tag));
    let mut answer = if unchanged { Answer::empty(304) } else { Answer { body, ..Answer::empty(200) } };
    for (header, value) in headers::all() {
        answer = answer.with(header, value);
    }
    answer = answer.with("content-type", mime(name).unwrap_or("application/octet-stream"));
    answer = answer.with("cache-control", caching).with("etag", tag).with("vary", "accept-encoding");
    Ok(if encoded { answer.with("content-encoding", "br") } else { answer })
}

/// The file for a path below `/portal/`, which for a page is [`PAGE`]; `None` if it must not be handed out.
fn file_name(path: &str) -> Option<&str> {
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    if is_hidden || path.contains('\0') || path.eq_ignore_ascii_case("web.config") {
        return None;
    }
    let is_safe = path.split('/').all(|part| !part.is_empty() && !part.contains(['\\', ':']));
    let has_ending = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    match (is_safe, has_ending) {
        (true, true) => Some(path),
        _ if is_page(path) => Some(PAGE),
        _ => None,
    }
}

/// Whether a path can be one of the portal's pages. A file that is missing must not be answered with a page, which a
/// browser would take for a script or a style.
fn is_page(path: &str) -> bool {
    mime(path).is_none()
}

/// The content of a file, or of its Brotli-compressed version if the client accepts that.
fn read(path: &Path, accepts: &str) -> Result<Option<(Vec<u8>, bool)>, HttpError> {
    if accepts.split(',').any(|coding| coding.trim().split(';').next() == Some("br")) {
        let mut brother = path.as_os_str().to_owned();
        brother.push(".br");
        if let Some(body) = content(&PathBuf::from(brother))? {
            return Ok(Some((body, true)));
        }
    }
    Ok(content(path)?.map(|body| (body, false)))
}

fn content(path: &Path) -> Result<Option<Vec<u8>>, HttpError> {
    use std::io::ErrorKind::{InvalidFilename, IsADirectory, NotADirectory, NotFound};
    match std::fs::read(path) {
        Ok(body) => Ok(Some(body)),
        // What no file can be called may still be the URL of a page.
        Err(error) if matches!(error.kind(), NotFound | IsADirectory | NotADirectory | InvalidFilename) => Ok(None),
        Err(error) => Err(HttpError::broken(format!("{}: {error}", path.display()))),
    }
}

/// Whether the name contains a hash of the content, as Trunk writes it: sixteen or more hexadecimal digits.
fn is_hashed(name: &str) -> bool {
    let hash = |part: &str| part.len() >= 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(hash)
}

/// The media type of a file by its ending; `None` for an ending that no file of the portal has.
fn mime(name: &str) -> Option<&'static str> {
    Some(match Path::new(name).extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" | "ftl" | "md" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

/// Whether a path belongs to the Data Service or the Security Service, rather than to the portal's files.
pub fn is_of_services(path: &str) -> bool {
    [paths::DATA_SERVICE, paths::SECURITY_SERVICE].into_iter().any(|service| {
        let starts = path.get(..service.len()).is_some_and(|start| start.eq_ignore_ascii_case(service));
        starts && matches!(path.as_bytes().get(service.len()), None | Some(b'/'))
    })
}

/// Whether a path belongs to the portal's files.
pub fn is_of_portal(path: &str) -> bool {
    path == "/" || path.starts_with("/portal")
}

/// Whether requests for a path are written to the journal and affected by faults, as those of every service are.
pub fn is_recorded(path: &str) -> bool {
    is_of_services(path) || graph::is_graph(path) || authority::is_authority(path)
}
