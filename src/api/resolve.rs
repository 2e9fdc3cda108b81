//! Finds the directory objects that the entries of a pasted list mean.

use super::searches::{PageRequest, containing};
use super::{Api, ApiError};
use model::group::Principal;
use model::names::is_guid;
use model::people_search::{Fit, NameSearch};
use model::wire::attributes;
use model::wire::{Criterion, DirectoryObject, StoreId};

/// Attributes whose value identifies a single object.
const IDENTITIES: [&str; 4] =
    [attributes::MAIL, attributes::SAM_ACCOUNT_NAME, attributes::USER_PRINCIPAL_NAME, attributes::DISTINGUISHED_NAME];

/// Attributes that an entry may be the value of.
const NAMES: [&str; 5] = [
    attributes::MAIL,
    attributes::SAM_ACCOUNT_NAME,
    attributes::USER_PRINCIPAL_NAME,
    attributes::DISPLAY_NAME,
    attributes::NAME,
];

/// Entries per request; with five attributes each, directories still accept the criteria.
const BATCH: usize = 20;

/// Objects per request; more than this for twenty entries means that the names are not specific.
const MOST: i64 = 200;

/// How many candidates are offered for one entry.
const CHOICES: i64 = 50;

/// An entry and its candidates.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The entry as it was pasted.
    pub entry: String,
    /// The candidates, best match first; empty if there are none.
    pub found: Vec<Principal>,
    /// Whether the user must confirm even a single candidate, because part of a name may match by accident.
    pub is_doubtful: bool,
}

impl Api {
    /// Looks up all entries. `progress` gets the number of finished entries and returns whether to continue.
    pub async fn resolve(
        &self,
        store: StoreId,
        classes: &[&str],
        entries: Vec<String>,
        progress: impl Fn(usize) -> bool,
    ) -> Result<Vec<Resolved>, ApiError> {
        let mut load = Principal::ATTRIBUTES.to_vec();
        load.extend([attributes::USER_PRINCIPAL_NAME, attributes::OBJECT_GUID]);
        let mut resolved = Vec::with_capacity(entries.len());
        for batch in entries.chunks(BATCH) {
            let any = Criterion::any(batch.iter().flat_map(|entry| conditions(entry)).collect());
            let criteria = Criterion::all(vec![containing(classes, &[], ""), any]);
            let page = self.search(store, Some(criteria), &PageRequest::first(MOST), &load).await?;
            // If the page is incomplete, a second object of the same name may be missing.
            let is_whole = page.total.is_none_or(|total| total <= page.data.len() as i64);
            for entry in batch {
                let found = meant(entry, &page.data);
                resolved.push(if found.is_empty() {
                    self.resolve_by_name(store, classes, entry, &load).await?
                } else {
                    Resolved { entry: entry.clone(), is_doubtful: !is_whole, found }
                });
                if !progress(resolved.len()) {
                    return Ok(resolved);
                }
            }
        }
        Ok(resolved)
    }

    /// Candidates for an entry that is nobody's exact name: a surname, name parts in another order, or without accents.
    async fn resolve_by_name(
        &self,
        store: StoreId,
        classes: &[&str],
        entry: &str,
        load: &[&str],
    ) -> Result<Resolved, ApiError> {
        let nobody = Resolved { entry: entry.to_owned(), found: Vec::new(), is_doubtful: false };
        let wanted = NameSearch::new(bare(entry));
        // An address, a distinguished name or an id that nobody has is not part of a name.
        if wanted.is_empty() || entry.contains(['@', '=']) || is_guid(bare(entry)) {
            return Ok(nobody);
        }
        let criteria = self.people(classes, &[], &wanted);
        let page = self.search(store, Some(criteria), &PageRequest::first(CHOICES), load).await?;
        let is_whole = page.total.is_none_or(|total| total <= page.data.len() as i64);
        let fitting: Vec<_> =
            wanted.sorted(page.data).into_iter().filter(|object| wanted.fit(object) < Fit::Logon).collect();
        let whole = fitting.iter().take_while(|object| wanted.fit(object) <= Fit::WholeParts).count();
        // Matches of the beginning of names are offered only if no whole name part matches.
        let offered = if whole == 0 { fitting.len() } else { whole };
        let same = fitting.iter().take_while(|object| wanted.fit(object) <= Fit::SameParts).count();
        let found: Vec<_> = fitting.iter().take(offered).map(Principal::of).collect();
        Ok(Resolved { is_doubtful: !(is_whole && same == 1), found, ..nobody })
    }
}

/// The objects that an entry names. An identifier wins over names, which several objects may share.
fn meant(entry: &str, objects: &[DirectoryObject]) -> Vec<Principal> {
    let by_identity: Vec<_> = objects.iter().filter(|object| is_identity(entry, object)).map(Principal::of).collect();
    if by_identity.is_empty() {
        return objects.iter().filter(|object| means(entry, object)).map(Principal::of).collect();
    }
    by_identity
}

/// `DOMAIN\\login` becomes `login`; a distinguished name stays as it is.
fn bare(entry: &str) -> &str {
    entry.rsplit('\\').next().filter(|_| !entry.contains('=')).unwrap_or(entry).trim()
}

fn conditions(entry: &str) -> Vec<Criterion> {
    let entry = bare(entry);
    let exactly = |attribute| Criterion::leaf(attribute, "Is Exactly", entry);
    if is_guid(entry) {
        vec![exactly(attributes::OBJECT_GUID)]
    } else if entry.contains('=') {
        vec![exactly(attributes::DISTINGUISHED_NAME)]
    } else {
        NAMES.into_iter().map(exactly).collect()
    }
}

fn is_identity(entry: &str, object: &DirectoryObject) -> bool {
    let wanted = bare(entry).to_lowercase();
    let same = |text: &str| text.to_lowercase() == wanted;
    same(object.id.as_str()) || IDENTITIES.into_iter().any(|name| object.attributes().texts(name).any(same))
}

fn means(entry: &str, object: &DirectoryObject) -> bool {
    let wanted = bare(entry).to_lowercase();
    let same = |text: &str| text.to_lowercase() == wanted;
    NAMES.into_iter().any(|name| object.attributes().texts(name).any(same))
}
