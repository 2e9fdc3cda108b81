//! The default engine: SQLite in WAL mode with `synchronous=FULL`, so that a change that was answered survives a crash
//! at any moment. There is one writer behind a lock, and a few readers. Routes never see SQL.

mod catalogue;
mod change;
mod condition;
mod ids;
mod lag;
mod names;
mod read;
mod search;
mod sets;

use crate::directory::{Content, Directory, Page, Query, ReadTx, Work};
use crate::object::{Account, EngineError, Found, Handle, Kind, Load, Object, Rejection, Store};
use catalogue::Catalogues;
use lag::Lag;
use model::names::Dn;
use names::Names;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const SCHEMA: &str = include_str!("sqlite/schema.sql");
/// Changes whenever the tables or the demo content change. A database of another version is rejected rather than
/// misread.
const VERSION: &str = "6";
/// The maximum number of idle read connections.
const READERS: usize = 4;

impl From<rusqlite::Error> for EngineError {
    fn from(error: rusqlite::Error) -> Self {
        // SQLite's messages contain names of tables and columns, but never values.
        Self(error.to_string())
    }
}

/// A directory in one SQLite file.
pub struct Sqlite {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    names: Names,
    stores: Vec<Store>,
    lag: Lag,
    catalogues: Catalogues,
}

impl Sqlite {
    /// Opens the file; creates and fills it if it does not exist or was not filled completely. `fresh` deletes it
    /// first.
    pub fn open(path: &Path, fresh: bool, content: &dyn Content) -> Result<Self, EngineError> {
        if fresh {
            wipe(path)?;
        }
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| EngineError(format!("{}: {e}", folder.display())))?;
        }
        keep_private(path).map_err(|error| EngineError(format!("{}: {error}", path.display())))?;
        let writer = connect(path)?;
        writer.execute_batch(SCHEMA)?;
        let names = Names::load(&writer)?;
        let store = Self {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            names,
            stores: content.stores(),
            lag: Lag::default(),
            catalogues: Catalogues::default(),
        };
        match store.version()?.as_deref() {
            Some(VERSION) => {}
            Some(other) => {
                return Err(EngineError(format!("the store is of version {other}, not {VERSION}: start with --fresh")));
            }
            None => store.fill(content)?,
        }
        Ok(store)
    }

    /// The same directory, whose index lags behind by this time.
    pub fn lagging(self, delay: Duration) -> Self {
        Self { lag: Lag::new(delay), ..self }
    }

    fn version(&self) -> Result<Option<String>, EngineError> {
        let writer = lock(&self.writer);
        let mut query = writer.prepare("SELECT value FROM meta WHERE key = 'version'")?;
        let mut rows = query.query([])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    fn fill(&self, content: &dyn Content) -> Result<(), EngineError> {
        let mut writer = lock(&self.writer);
        let transaction = writer.transaction()?;
        content.fill(&change::Transaction::new(&transaction, &self.names, &self.stores))?;
        transaction.execute("INSERT INTO meta VALUES ('version', ?1)", [VERSION])?;
        transaction.commit()?;
        writer.execute_batch("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")?;
        Ok(())
    }

    fn reader<'a>(&'a self, connection: &'a Connection) -> read::Reader<'a> {
        let catalogues = read::Shelf::Shared(&self.catalogues);
        read::Reader { connection, names: &self.names, stores: &self.stores, catalogues }
    }

    /// Runs a read operation on an idle connection, or on a new one.
    fn read<T>(&self, work: impl FnOnce(&read::Reader<'_>) -> Result<T, EngineError>) -> Result<T, EngineError> {
        let idle = lock(&self.readers).pop();
        let connection = idle.map_or_else(|| connect(&self.path), Ok)?;
        // One transaction, so that a page and its total reflect the same point in time.
        connection.execute_batch("BEGIN")?;
        let answer = work(&self.reader(&connection));
        connection.execute_batch("COMMIT")?;
        let mut readers = lock(&self.readers);
        if readers.len() < READERS {
            readers.push(connection);
        }
        answer
    }
}

/// Creates the file if it does not exist, and lets nobody but its owner read it: it has hashes of passwords. SQLite gives
/// the files beside it the same permissions.
#[cfg(unix)]
fn keep_private(path: &Path) -> std::io::Result<()> {
    use std::fs::{OpenOptions, Permissions};
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    file.set_permissions(Permissions::from_mode(0o600))
}

/// Elsewhere a file has the permissions of its folder.
#[cfg(not(unix))]
fn keep_private(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Locks a mutex even if it is poisoned: the connection's transaction was rolled back when it was dropped, so it is
/// usable.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wipe(path: &Path) -> Result<(), EngineError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(EngineError(format!("{}: {error}", path.display())));
            }
            _ => {}
        }
    }
    Ok(())
}

fn connect(path: &Path) -> Result<Connection, EngineError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -24000;
         PRAGMA temp_store = MEMORY;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    condition::register(&connection)?;
    Ok(connection)
}

impl ReadTx for Sqlite {
    fn container(&self, store: i64, dn: &Dn) -> Result<Option<Dn>, EngineError> {
        self.read(|reader| reader.container(store, dn))
    }

    fn find(&self, store: i64, identity: &str) -> Result<Option<Found>, EngineError> {
        self.read(|reader| reader.find(store, identity))
    }

    fn load(&self, store: i64, identity: &str, load: &Load) -> Result<Option<Object>, EngineError> {
        self.read(|reader| reader.named(store, identity, load))
    }
}

impl Directory for Sqlite {
    fn stores(&self) -> &[Store] {
        &self.stores
    }

    fn search(&self, query: &Query) -> Result<Page, EngineError> {
        self.read(|reader| reader.search(query))
    }

    fn search_index(&self, query: &Query) -> Result<Page, EngineError> {
        let Some(snapshot) = self.lag.snapshot() else { return self.search(query) };
        let connection = lock(&snapshot);
        self.reader(&connection).search(query)
    }

    fn account(&self, store: i64, login: &str) -> Result<Option<Account>, EngineError> {
        self.read(|reader| reader.account(store, login))
    }

    fn write(&self, work: &mut Work<'_>) -> Result<(), Rejection> {
        let mut writer = lock(&self.writer);
        self.lag.prepare(|| connect(&self.path))?;
        let transaction =
            writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(EngineError::from)?;
        // If it is dropped without a commit, the transaction is rolled back.
        let change = change::Transaction::new(&transaction, &self.names, &self.stores);
        work(&change)?;
        change.finish()?;
        transaction.commit().map_err(EngineError::from)?;
        self.lag.note_write();
        Ok(())
    }
}

/// A digest of everything in a database, equal for two demo directories of the same size.
pub fn digest(path: &Path) -> Result<String, String> {
    let content = || -> Result<String, EngineError> {
        let connection = connect(path)?;
        let mut hash = Sha256::new();
        for sql in [
            "SELECT * FROM containers ORDER BY 1, 2",
            "SELECT * FROM objects ORDER BY 1",
            "SELECT a.object, n.name, a.ordinal, a.folded, a.value, a.scope FROM attrs a JOIN names n ON n.id = a.name ORDER BY 1, 2, 3",
            "SELECT * FROM links ORDER BY 1, 2, 3",
            "SELECT store, object, state FROM accounts ORDER BY 1, 2",
        ] {
            let mut statement = connection.prepare(sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for at in 0..columns {
                    hash.update(format!("{:?};", row.get_ref(at)?));
                }
            }
        }
        Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    };
    content().map_err(|EngineError(message)| message)
}

/// Converts a row into a [`Found`]; its columns are those of [`read::Reader::columns`].
fn found(row: &rusqlite::Row<'_>) -> rusqlite::Result<Found> {
    let kind: i64 = row.get(2)?;
    let kind = Kind::ALL.into_iter().find(|k| *k as i64 == kind);
    let kind = kind.ok_or(rusqlite::Error::IntegralValueOutOfRange(2, row.get(2)?))?;
    Ok(Found {
        handle: Handle(row.get(0)?),
        guid: row.get(1)?,
        kind,
        dn: row.get(3)?,
        group_type: row.get::<_, Option<String>>(4)?.and_then(|code| code.parse().ok()),
    })
}
