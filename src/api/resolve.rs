//! Turns entries of a pasted list into directory objects.

use super::searches::{Window, containing};
use super::{Api, ApiError};
use model::group::Principal;
use model::wire::{Criterion, DirectoryObject, StoreId};

/// What an entry may be.
const NAMES: [&str; 5] = ["mail", "sAMAccountName", "userPrincipalName", "displayName", "name"];

/// Entries per call: with five attributes each, a criterion that every directory takes.
const BATCH: usize = 20;

/// Objects per call; more than this for twenty entries is a list that names nobody in particular.
const MOST: i64 = 200;

/// What became of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// As it was pasted.
    pub entry: String,
    /// Everybody whom it may mean: nobody, one, or several.
    pub found: Vec<Principal>,
}

impl Api {
    /// Looks all entries up; `progress` is told how many are done and says whether to go on.
    pub async fn resolve(
        &self,
        store: StoreId,
        classes: &[&str],
        entries: Vec<String>,
        progress: impl Fn(usize) -> bool,
    ) -> Result<Vec<Resolved>, ApiError> {
        let mut load = Principal::ATTRIBUTES.to_vec();
        load.extend(["userPrincipalName", "objectGUID"]);
        let mut resolved = Vec::with_capacity(entries.len());
        for batch in entries.chunks(BATCH) {
            let any = Criterion::any(batch.iter().flat_map(|entry| conditions(entry)).collect());
            let criteria = Criterion::all(vec![containing(classes, &[], ""), any]);
            let page = self.search(store, Some(criteria), &Window::first(MOST), &load).await?;
            resolved.extend(batch.iter().map(|entry| {
                let found = page.data.iter().filter(|object| means(entry, object)).map(Principal::of).collect();
                Resolved { entry: entry.clone(), found }
            }));
            if !progress(resolved.len()) {
                break;
            }
        }
        Ok(resolved)
    }
}

/// `DOMAIN\\login` is `login`.
fn bare(entry: &str) -> &str {
    entry.rsplit('\\').next().filter(|_| !entry.contains('=')).unwrap_or(entry)
}

fn conditions(entry: &str) -> Vec<Criterion> {
    let entry = bare(entry);
    let exactly = |attribute| Criterion::leaf(attribute, "Is Exactly", entry);
    if is_guid(entry) {
        vec![exactly("objectGUID")]
    } else if entry.contains('=') {
        vec![exactly("distinguishedName")]
    } else {
        NAMES.into_iter().map(exactly).collect()
    }
}

fn means(entry: &str, object: &DirectoryObject) -> bool {
    let wanted = bare(entry).to_lowercase();
    let same = |text: &str| text.to_lowercase() == wanted;
    if same(object.id.as_str()) {
        return true;
    }
    NAMES.into_iter().chain(["distinguishedName"]).any(|name| object.attributes().texts(name).any(same))
}

fn is_guid(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}
