//! What is the same for every search of an identity store until objects are added, removed or renamed: which objects there
//! are, of which kinds, and their order by name. It is read once and kept, because most lists are sorted by name.

use super::ids::Ids;
use super::lock;
use crate::object::{EngineError, Kind};
use rusqlite::{Connection, OptionalExtension};
use std::sync::{Arc, Mutex, OnceLock};

/// How many states are kept: those that a lagging index still needs, of two stores.
const MOST: usize = 8;

/// The objects of an identity store.
pub struct Catalogue {
    pub all: Ids,
    kinds: [Ids; 4],
    /// The numbers of all objects with a name, in the order of their names.
    named: Vec<i64>,
    /// Those of all others.
    unnamed: Vec<i64>,
    /// The place of each object, by its number, in the order of distinguished names.
    places: OnceLock<Vec<u32>>,
}

impl Catalogue {
    pub fn read(connection: &Connection, store: i64) -> Result<Self, EngineError> {
        let mut own = Self {
            all: Ids::default(),
            kinds: Default::default(),
            named: Vec::new(),
            unnamed: Vec::new(),
            places: OnceLock::new(),
        };
        let sql = "SELECT id, kind, label IS NULL FROM objects WHERE store = ?1 ORDER BY label, dn_key";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([store])?;
        while let Some(row) = rows.next()? {
            let (id, kind): (i64, i64) = (row.get(0)?, row.get(1)?);
            own.all.insert(id);
            if let Some(place) = Kind::ALL.iter().position(|known| *known as i64 == kind) {
                own.kinds[place].insert(id);
            }
            if row.get(2)? { own.unnamed.push(id) } else { own.named.push(id) }
        }
        Ok(own)
    }

    /// All objects of a kind.
    pub fn of_kind(&self, kind: Kind) -> &Ids {
        let place = Kind::ALL.iter().position(|known| *known == kind).unwrap_or_default();
        &self.kinds[place]
    }

    /// These objects in the order of their names. Objects without one come last in either direction.
    pub fn by_name<'a>(&'a self, hits: &'a Ids, descending: bool) -> Box<dyn Iterator<Item = i64> + 'a> {
        let own = |list: &'a [i64]| -> Box<dyn Iterator<Item = i64> + 'a> {
            let list = list.iter().copied();
            if descending { Box::new(list.rev()) } else { Box::new(list) }
        };
        Box::new(own(&self.named).chain(own(&self.unnamed)).filter(|id| hits.has(*id)))
    }

    /// The place of each object, by its number, in the order of distinguished names.
    pub fn places(&self, connection: &Connection, store: i64) -> Result<&[u32], EngineError> {
        if let Some(places) = self.places.get() {
            return Ok(places);
        }
        let mut statement = connection.prepare_cached("SELECT id FROM objects WHERE store = ?1 ORDER BY dn_key")?;
        let mut rows = statement.query([store])?;
        let (mut places, mut next) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let Ok(id) = usize::try_from(row.get::<_, i64>(0)?) else { continue };
            if id >= places.len() {
                places.resize(id + 1, 0);
            }
            places[id] = next;
            next += 1;
        }
        Ok(self.places.get_or_init(|| places))
    }
}

/// The catalogues that were read, by the state of the database that they are of.
#[derive(Default)]
pub struct Catalogues(Mutex<Vec<(i64, i64, Arc<Catalogue>)>>);

impl Catalogues {
    /// The catalogue of a store as the connection sees it, if it was read already.
    pub fn at_hand(&self, connection: &Connection, store: i64) -> Result<Option<Arc<Catalogue>>, EngineError> {
        let state = state(connection)?;
        let all = lock(&self.0);
        let own = all.iter().find(|(own, of, _)| (*own, *of) == (state, store));
        Ok(own.map(|(.., catalogue)| catalogue.clone()))
    }

    /// The catalogue of a store as the connection sees it.
    pub fn get(&self, connection: &Connection, store: i64) -> Result<Arc<Catalogue>, EngineError> {
        if let Some(catalogue) = self.at_hand(connection, store)? {
            return Ok(catalogue);
        }
        let state = state(connection)?;
        let catalogue = Arc::new(Catalogue::read(connection, store)?);
        let mut all = lock(&self.0);
        if all.len() >= MOST {
            all.remove(0);
        }
        all.push((state, store, catalogue.clone()));
        Ok(catalogue)
    }
}

/// The key of `meta` that counts the changes after which a catalogue is another one.
const STATE: &str = "listed";

/// The number of such changes, as a connection sees it.
fn state(connection: &Connection) -> Result<i64, EngineError> {
    let mut statement = connection.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    let text: Option<String> = statement.query_row([STATE], |row| row.get(0)).optional()?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or_default())
}

/// Counts one more such change, within its transaction.
pub fn note_change(connection: &Connection) -> Result<(), EngineError> {
    let next = (state(connection)? + 1).to_string();
    connection.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?1, ?2)")?.execute([STATE, &next])?;
    Ok(())
}
