//! Reads many objects: a page of them, or the handles of all that satisfy a filter.

use super::condition::{Sql, ends, link_kind};
use super::found;
use super::read::{Reader, window};
use crate::directory::{Page, Query};
use crate::filter::Filter;
use crate::object::{EngineError, Found, Handle};
use crate::schema::{LinkKind, Syntax};
use model::wire::attributes;
use rusqlite::params_from_iter;

impl Reader<'_> {
    /// All objects that satisfy a filter, in the order of their creation.
    pub fn matching(&self, store: i64, filter: &Filter) -> Result<Vec<Handle>, EngineError> {
        let mut sql = Sql::new(store, self.names);
        sql.filter(filter);
        let text = format!("SELECT o.id FROM objects o WHERE {} ORDER BY o.id", sql.text);
        let mut statement = self.connection.prepare(&text)?;
        let handles = statement.query_map(params_from_iter(&sql.values), |row| row.get(0).map(Handle))?;
        Ok(handles.collect::<Result<_, _>>()?)
    }

    pub fn search(&self, query: &Query) -> Result<Page, EngineError> {
        let mut sql = Sql::new(query.store, self.names);
        let mut from = "objects o".to_owned();
        let mut said = "'' AS membership, '' AS begins, '' AS ends";
        if let Some((handle, attribute)) = query.within {
            let (own, other) = ends(attribute);
            let (kind, handle) = (link_kind(attribute), handle.0);
            // The links are read first, because the members of a group are few compared with all objects.
            from =
                format!("links w CROSS JOIN objects o ON w.kind = {kind} AND w.{own} = {handle} AND o.id = w.{other}");
            said = "w.membership, w.begins, w.ends";
        }
        sql.filter(&query.filter);
        // The condition is evaluated once, both for the total and for the page.
        let hits = format!("WITH hit AS MATERIALIZED (SELECT o.id, {said} FROM {from} WHERE {})", sql.text);
        let (join, order) = self.order(query);
        let total = if query.total { "(SELECT count(*) FROM hit)" } else { "NULL" };
        let text = format!(
            "{hits} SELECT w.id, w.membership, w.begins, w.ends, {total} FROM hit w CROSS JOIN objects o ON o.id = w.id
             {join} ORDER BY {order} LIMIT {} OFFSET {}",
            query.limit, query.offset
        );
        let mut statement = self.connection.prepare(&text)?;
        let mut rows = statement.query(params_from_iter(&sql.values))?;
        let lists_members =
            query.within.is_some_and(|(_, attribute)| attribute.syntax == Syntax::Link(LinkKind::Member));
        let mut page = Page { total: None, objects: Vec::new() };
        while let Some(row) = rows.next()? {
            page.total = row.get(4)?;
            let mut object = self.load(query.store, self.row(row.get(0)?)?, &query.load)?;
            if lists_members {
                for (name, value) in window(row, 1)? {
                    object.attributes.push((name, vec![value.into()]));
                }
            }
            page.objects.push(object);
        }
        if query.total && page.total.is_none() {
            // A page beyond the last one has no row with the total.
            let text = format!("{hits} SELECT count(*) FROM hit");
            page.total = self.connection.prepare(&text)?.query_row(params_from_iter(&sql.values), |row| row.get(0))?;
        }
        Ok(page)
    }

    fn row(&self, id: i64) -> Result<Found, EngineError> {
        let sql = format!("SELECT {} FROM objects o WHERE o.id = ?1", self.columns());
        Ok(self.connection.prepare_cached(&sql)?.query_row([id], found)?)
    }

    /// What to join for sorting, and the order. Objects without the attribute come last in either direction.
    fn order(&self, query: &Query) -> (String, String) {
        let Some(attribute) = query.sort_by else {
            return (String::new(), "o.id".to_owned());
        };
        let mut join = String::new();
        let key = match attribute.syntax {
            // An object without a display name is sorted by its name.
            _ if attribute.is(attributes::DISPLAY_NAME) => "o.label".to_owned(),
            Syntax::Text | Syntax::StartPath | Syntax::Number | Syntax::Flags | Syntax::Date => {
                let name = self.names.id(attribute);
                join = format!("LEFT JOIN attrs s ON s.object = o.id AND s.name = {name} AND s.ordinal = 0");
                match attribute.syntax {
                    Syntax::Number | Syntax::Flags => "number(s.folded)".to_owned(),
                    Syntax::Date => "moment(s.folded)".to_owned(),
                    _ => "coalesce(s.sort, s.folded)".to_owned(),
                }
            }
            Syntax::Guid => "o.guid".to_owned(),
            Syntax::Dn => "o.dn_key".to_owned(),
            Syntax::Container => "o.parent_key".to_owned(),
            Syntax::Link(_) | Syntax::BackLink(_) => {
                let (own, other) = ends(attribute);
                format!(
                    "(SELECT min(sort_key(t.dn_key)) FROM links l JOIN objects t ON t.id = l.{other}
                      WHERE l.kind = {} AND l.{own} = o.id)",
                    link_kind(attribute)
                )
            }
            Syntax::Membership if query.within.is_some() => match attribute.name {
                "XMembershipType" => "nullif(w.membership, '')".to_owned(),
                "XBeginningDate" => "nullif(w.begins, '')".to_owned(),
                _ => "nullif(w.ends, '')".to_owned(),
            },
            Syntax::Membership => "NULL".to_owned(),
        };
        let direction = if query.descending { "DESC" } else { "ASC" };
        (join, format!("{key} IS NULL, {key} {direction}, o.dn_key {direction}"))
    }
}
