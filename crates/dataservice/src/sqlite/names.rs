//! Attribute names as small numbers: a directory of a hundred thousand people repeats each a hundred thousand times.

use crate::object::EngineError;
use crate::schema::{ATTRIBUTES, Attribute};
use rusqlite::Connection;

/// The numbers of the schema's attributes in one store.
pub struct Names(Vec<(i64, &'static Attribute)>);

impl Names {
    /// Adds the names that the store does not have yet.
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

    /// The attribute's number; 0, which no row has, for one that is not of the schema.
    pub fn id(&self, attribute: &Attribute) -> i64 {
        self.0.iter().find(|(_, known)| known.name == attribute.name).map_or(0, |(id, _)| *id)
    }

    /// The number of an attribute by its name.
    pub fn named(&self, name: &str) -> i64 {
        self.0.iter().find(|(_, known)| known.is(name)).map_or(0, |(id, _)| *id)
    }

    /// The place in the schema of the attribute of that number.
    pub fn place(&self, id: i64) -> Option<usize> {
        // The list has the schema's order.
        self.0.iter().position(|(known, _)| *known == id)
    }
}
