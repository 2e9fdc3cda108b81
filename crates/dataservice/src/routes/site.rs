//! The portal's files, so that portal and service share one origin.

use super::{Call, authority, graph};
use crate::http::{Answer, HttpError, percent_decode};
use model::wire::paths;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The configuration for the demo directory, unless the portal's folder has a config.json.
const DEMO_CONFIG: &[u8] = include_bytes!("../../assets/config.json");

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

fn serve(call: &Call<'_>, name: &str) -> Result<Answer, HttpError> {
    let missing = || HttpError::missing("There is no such file.");
    let safe = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    if !name.is_empty() && !name.split('/').all(safe) {
        return Err(missing());
    }
    let last = name.rsplit('/').next().unwrap_or_default();
    let name = if last.contains('.') { name } else { "index.html" };
    let folder = call.service.options.portal.as_ref();
    let held = folder.map(|folder| read(&folder.join(name), &call.request.accept_encoding));
    let (body, encoded) = match held.transpose()?.flatten() {
        Some(found) => found,
        None if name == "config.json" => (DEMO_CONFIG.to_vec(), false),
        None => return Err(missing()),
    };
    let kind = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default();
    let caching = if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let digest = Sha256::digest(&body);
    let tag = format!("\"{}\"", digest[..8].iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    let unchanged = call.request.if_none_match.as_ref().is_some_and(|tags| tags.contains(&tag));
    let mut answer = if unchanged { Answer::empty(304) } else { Answer { body, ..Answer::empty(200) } };
    answer = answer.with("content-type", mime(kind)).with("cache-control", caching).with("etag", tag);
    answer = answer.with("vary", "accept-encoding");
    Ok(if encoded { answer.with("content-encoding", "br") } else { answer })
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
    match std::fs::read(path) {
        Ok(body) => Ok(Some(body)),
        Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::IsADirectory) => {
            Ok(None)
        }
        Err(error) => Err(HttpError::broken(format!("{}: {error}", path.display()))),
    }
}

/// Whether the name contains a hash of the content, as Trunk writes it: sixteen or more hexadecimal digits.
fn is_hashed(name: &str) -> bool {
    let hash = |part: &str| part.len() >= 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(hash)
}

fn mime(extension: &str) -> &'static str {
    match extension {
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
        _ => "application/octet-stream",
    }
}

/// Whether a path belongs to the Data Service or the Security Service, rather than to the portal's files.
pub fn is_of_services(path: &str) -> bool {
    let starts = |prefix: &str| path.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    starts(paths::DATA_SERVICE) || starts(paths::SECURITY_SERVICE)
}

/// Whether requests for a path are written to the journal and affected by faults, as those of every service are.
pub fn is_recorded(path: &str) -> bool {
    is_of_services(path) || graph::is_graph(path) || authority::is_authority(path)
}
