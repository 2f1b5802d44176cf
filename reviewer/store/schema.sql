-- The review file. `user_version` counts schema versions, `application_id` is "RVW1".
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The report as it came: bytes are zlib-compressed.
CREATE TABLE source (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL
);

-- The report as it was imported; a better importer adds an edition and never shifts old anchors.
CREATE TABLE edition (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL REFERENCES source (sha256),
    encoding TEXT NOT NULL,
    importer TEXT NOT NULL,
    importer_version INTEGER NOT NULL,
    text TEXT NOT NULL,
    structure TEXT NOT NULL,
    predecessor TEXT REFERENCES edition (id)
);

CREATE TABLE resource (
    edition TEXT NOT NULL, id TEXT NOT NULL, media_type TEXT NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (edition, id)
);

CREATE TABLE page_map (
    edition TEXT NOT NULL, page INTEGER NOT NULL, boxes BLOB NOT NULL,
    PRIMARY KEY (edition, page)
);

-- What is said. `born_*` is when and by whom a record was made; `stamps` holds the fields written
-- later, as JSON {field: [time, reviewer]}. A deleted record stays, so that undo finds it.
CREATE TABLE annotation (
    id TEXT PRIMARY KEY, deleted INTEGER NOT NULL, born_time INTEGER NOT NULL,
    born_by TEXT NOT NULL, stamps TEXT NOT NULL,
    kind TEXT NOT NULL, author TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL,
    target TEXT NOT NULL, body TEXT NOT NULL, suggestion TEXT NOT NULL, reason TEXT NOT NULL,
    category TEXT NOT NULL, tags TEXT NOT NULL, severity TEXT NOT NULL, resolved INTEGER NOT NULL,
    disposition TEXT NOT NULL, ruling TEXT, external_id TEXT NOT NULL
) WITHOUT ROWID;

-- Where an annotation stands in an edition; no start: it lost its place.
CREATE TABLE placement (
    annotation TEXT NOT NULL, edition TEXT NOT NULL, start INTEGER, "end" INTEGER,
    how TEXT NOT NULL, score REAL NOT NULL, confirmed INTEGER NOT NULL,
    PRIMARY KEY (annotation, edition)
) WITHOUT ROWID;

CREATE TABLE reply (
    id TEXT PRIMARY KEY, deleted INTEGER NOT NULL, born_time INTEGER NOT NULL,
    born_by TEXT NOT NULL, stamps TEXT NOT NULL,
    annotation TEXT NOT NULL, body TEXT NOT NULL, author TEXT NOT NULL, created TEXT NOT NULL,
    modified TEXT NOT NULL, external_id TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE reviewer (
    id TEXT PRIMARY KEY, deleted INTEGER NOT NULL, born_time INTEGER NOT NULL,
    born_by TEXT NOT NULL, stamps TEXT NOT NULL,
    name TEXT NOT NULL, organisation TEXT NOT NULL, role TEXT NOT NULL, origin TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE category (
    id TEXT PRIMARY KEY, deleted INTEGER NOT NULL, born_time INTEGER NOT NULL,
    born_by TEXT NOT NULL, stamps TEXT NOT NULL,
    name TEXT NOT NULL, light TEXT NOT NULL, sepia TEXT NOT NULL, dark TEXT NOT NULL,
    line TEXT NOT NULL, pattern TEXT NOT NULL, "order" INTEGER NOT NULL
) WITHOUT ROWID;

-- The small kinds of record: sections marked as reviewed, outline corrections, links …
CREATE TABLE record (
    id TEXT PRIMARY KEY, deleted INTEGER NOT NULL, born_time INTEGER NOT NULL,
    born_by TEXT NOT NULL, stamps TEXT NOT NULL,
    kind TEXT NOT NULL, "key" TEXT NOT NULL, value TEXT NOT NULL, author TEXT NOT NULL
) WITHOUT ROWID;

-- Who changed which field when; only ever appended to. NULL before: the field was not there yet.
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY, change INTEGER NOT NULL, way TEXT NOT NULL, label TEXT NOT NULL,
    kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, before TEXT, after TEXT,
    time INTEGER NOT NULL, reviewer TEXT NOT NULL
);
CREATE INDEX journal_change ON journal (change);

CREATE TABLE draft (key TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
