CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS containers (
  store INTEGER NOT NULL, dn_key TEXT NOT NULL, parent_key TEXT NOT NULL, dn TEXT NOT NULL,
  PRIMARY KEY (store, dn_key)) WITHOUT ROWID;
-- label: the sort key of the display name, or of the name; most lists are sorted by it. id: never used again, so that a
-- search of an earlier state cannot take another object for it.
CREATE TABLE IF NOT EXISTS objects (
  id INTEGER PRIMARY KEY AUTOINCREMENT, store INTEGER NOT NULL, kind INTEGER NOT NULL, guid TEXT NOT NULL,
  label TEXT, dn_key TEXT NOT NULL, parent_key TEXT NOT NULL, dn TEXT NOT NULL,
  UNIQUE (store, guid), UNIQUE (store, dn_key));
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (store, kind);
CREATE INDEX IF NOT EXISTS objects_by_label ON objects (store, label, dn_key, kind);
CREATE INDEX IF NOT EXISTS objects_by_parent ON objects (store, parent_key);
CREATE TABLE IF NOT EXISTS names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE);
-- folded: for comparing; value: null where it is the same text; sort: null where it is the same as folded; scope: of a
-- start path that is not the whole subtree.
CREATE TABLE IF NOT EXISTS attrs (
  object INTEGER NOT NULL REFERENCES objects ON DELETE CASCADE, name INTEGER NOT NULL, ordinal INTEGER NOT NULL,
  folded TEXT NOT NULL, value TEXT, sort TEXT, scope TEXT,
  PRIMARY KEY (object, name, ordinal)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS attrs_by_value ON attrs (name, folded);
CREATE TABLE IF NOT EXISTS links (
  kind INTEGER NOT NULL, source INTEGER NOT NULL REFERENCES objects ON DELETE CASCADE,
  target INTEGER NOT NULL REFERENCES objects ON DELETE CASCADE, ordinal INTEGER NOT NULL,
  membership TEXT NOT NULL, begins TEXT NOT NULL, ends TEXT NOT NULL, quiet INTEGER NOT NULL,
  PRIMARY KEY (kind, source, target)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_by_target ON links (kind, target);
-- Deleting an object looks for what points to it, whatever the kind.
CREATE INDEX IF NOT EXISTS links_of_target ON links (target);
CREATE INDEX IF NOT EXISTS links_of_source ON links (source);
CREATE TABLE IF NOT EXISTS accounts (
  store INTEGER NOT NULL, object INTEGER NOT NULL REFERENCES objects ON DELETE CASCADE,
  scheme INTEGER NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL, state INTEGER NOT NULL,
  PRIMARY KEY (store, object)) WITHOUT ROWID;
