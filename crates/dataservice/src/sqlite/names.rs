//! Stores attribute names as small numbers, because a directory of a hundred thousand people repeats each name a
//! hundred thousand times.

use crate::object::EngineError;
use crate::schema::{ATTRIBUTES, Attribute};
use rusqlite::Connection;

/// The numbers of the schema's attributes in one database, in the order of the schema.
pub struct Names(Vec<(i64, &'static Attribute)>);

impl Names {
    /// Loads the numbers, and adds the names that the database does not have yet.
    pub fn load(connection: &Connection) -> Result<Self, EngineError> {
        let mut names = Vec::with_capacity(ATTRIBUTES.len());
        for attribute in ATTRIBUTES {
            connection.execute("INSERT OR IGNORE INTO names (name) VALUES (?1)", [attribute.name])?;
            let id =
                connection.query_row("SELECT id FROM names WHERE name = ?1", [attribute.name], |row| row.get(0))?;
            names.push((id, attribute));
        }
        Ok(Self(names))
    }

    /// The number of an attribute; 0, which no row has, if it is not in the schema.
    pub fn id(&self, attribute: &Attribute) -> i64 {
        self.0.iter().find(|(_, known)| known.name == attribute.name).map_or(0, |(id, _)| *id)
    }

    /// The number of the attribute with that name.
    pub fn named(&self, name: &str) -> i64 {
        self.0.iter().find(|(_, known)| known.is(name)).map_or(0, |(id, _)| *id)
    }

    /// The index in the schema of the attribute with that number.
    pub fn place(&self, id: i64) -> Option<usize> {
        // The list is in the order of the schema.
        self.0.iter().position(|(known, _)| *known == id)
    }
}
