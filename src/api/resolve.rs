//! Turns entries of a pasted list into directory objects.

use super::searches::{PageRequest, containing};
use super::{Api, ApiError};
use model::group::Principal;
use model::people_search::{Fit, NameSearch};
use model::wire::{Criterion, DirectoryObject, StoreId};

/// What names one object, and no other.
const IDENTITIES: [&str; 4] = ["mail", "sAMAccountName", "userPrincipalName", "distinguishedName"];

/// What an entry may be.
const NAMES: [&str; 5] = ["mail", "sAMAccountName", "userPrincipalName", "displayName", "name"];

/// Entries per call: with five attributes each, a criterion that every directory takes.
const BATCH: usize = 20;

/// Objects per call; more than this for twenty entries is a list that names nobody in particular.
const MOST: i64 = 200;

/// People from whom to choose, for one entry.
const CHOICES: i64 = 50;

/// What became of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// As it was pasted.
    pub entry: String,
    /// Everybody whom it may mean: nobody, one, or several; those who fit best first.
    pub found: Vec<Principal>,
    /// Whether somebody has to say so even if only one was found: a part of a name fits people by accident.
    pub is_doubtful: bool,
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
            let page = self.search(store, Some(criteria), &PageRequest::first(MOST), &load).await?;
            // Of a page that does not hold all of them, somebody of the same name may be missing.
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

    /// Who is named like an entry that nobody has as a name: a surname, the parts in another order, without accents.
    async fn resolve_by_name(
        &self,
        store: StoreId,
        classes: &[&str],
        entry: &str,
        load: &[&str],
    ) -> Result<Resolved, ApiError> {
        let nobody = Resolved { entry: entry.to_owned(), found: Vec::new(), is_doubtful: false };
        let wanted = NameSearch::new(bare(entry));
        // Not a part of a name: an address or an id that nobody has.
        if wanted.is_empty() || entry.contains(['@', '=']) || is_guid(bare(entry)) {
            return Ok(nobody);
        }
        let criteria = self.people(classes, &[], &wanted);
        let page = self.search(store, Some(criteria), &PageRequest::first(CHOICES), load).await?;
        let is_whole = page.total.is_none_or(|total| total <= page.data.len() as i64);
        let fitting: Vec<_> =
            wanted.sorted(page.data).into_iter().filter(|object| wanted.fit(object) < Fit::Logon).collect();
        let whole = fitting.iter().take_while(|object| wanted.fit(object) <= Fit::WholeParts).count();
        // The beginnings of names are only offered where no whole part fits.
        let offered = if whole == 0 { fitting.len() } else { whole };
        let same = fitting.iter().take_while(|object| wanted.fit(object) <= Fit::SameParts).count();
        let found: Vec<_> = fitting.iter().take(offered).map(Principal::of).collect();
        Ok(Resolved { is_doubtful: !(is_whole && same == 1), found, ..nobody })
    }
}

/// Whom an entry names. An address, a logon name or an id is somebody's own; a name may be that of several.
fn meant(entry: &str, objects: &[DirectoryObject]) -> Vec<Principal> {
    let by_identity: Vec<_> = objects.iter().filter(|object| is_identity(entry, object)).map(Principal::of).collect();
    if by_identity.is_empty() {
        return objects.iter().filter(|object| means(entry, object)).map(Principal::of).collect();
    }
    by_identity
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

fn is_guid(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}
