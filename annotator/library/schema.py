"""The schema as data: one entry a version, each a list of statements that lead up to it from the one before.

An entry that has landed is never edited; a new version is appended, and a sample library of it goes into the tests.
"""

from __future__ import annotations

# Rows whose digest was over their JSON: those that prove sound by it get today's, the others stay damaged.
_REDIGEST = "UPDATE {0} SET digest = redigest('{0}', '{1}', {1}, digest)"
_READER = "id, title, file_name, sha256, revision_id, added, version, deleted"
_ANNOTATION = "id, reader_id, revision_id, anchors, division, role, note, tags, created, modified, version, deleted"
_LINK = "id, source, target, kind, created, version, deleted"

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # One row a fact about this library: installation id, its fingerprint, the logical clock.
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE reader (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
            revision_id TEXT NOT NULL, added TEXT NOT NULL, version INTEGER NOT NULL, deleted TEXT,
            digest TEXT NOT NULL) WITHOUT ROWID""",
        # Where the person left off, and when: written often and not undone, so apart from the reader.
        """CREATE TABLE place (
            reader_id TEXT PRIMARY KEY REFERENCES reader(id), offset INTEGER NOT NULL, opened TEXT NOT NULL
            ) WITHOUT ROWID""",
        # A text as an importer made it. Its Document lies in a file; `sha256` is that file's.
        """CREATE TABLE revision (
            id TEXT PRIMARY KEY, reader_id TEXT NOT NULL REFERENCES reader(id), number INTEGER NOT NULL,
            importer TEXT NOT NULL, importer_version INTEGER NOT NULL, normaliser INTEGER NOT NULL,
            pages INTEGER NOT NULL, divisions INTEGER NOT NULL, sha256 TEXT NOT NULL, created TEXT NOT NULL,
            UNIQUE (reader_id, number)) WITHOUT ROWID""",
        """CREATE TABLE role (
            key TEXT PRIMARY KEY, name TEXT NOT NULL, mark TEXT NOT NULL, colour TEXT NOT NULL,
            position INTEGER NOT NULL) WITHOUT ROWID""",
        # `anchors` and `tags` are JSON: they are read and written whole, and one digest covers the row.
        """CREATE TABLE annotation (
            id TEXT PRIMARY KEY, reader_id TEXT NOT NULL REFERENCES reader(id), revision_id TEXT NOT NULL,
            anchors TEXT NOT NULL, division TEXT, role TEXT NOT NULL, note TEXT NOT NULL, tags TEXT NOT NULL,
            created TEXT NOT NULL, modified TEXT NOT NULL, version INTEGER NOT NULL, deleted TEXT,
            digest TEXT NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX annotation_of_reader ON annotation (reader_id, deleted)",
        """CREATE TABLE link (
            id TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES annotation(id),
            target TEXT NOT NULL REFERENCES annotation(id), kind TEXT NOT NULL, created TEXT NOT NULL,
            version INTEGER NOT NULL, deleted TEXT, digest TEXT NOT NULL) WITHOUT ROWID""",
        # The history: every act with what was before and after. state: 0 done, 1 taken back, 2 out of reach.
        """CREATE TABLE act (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, token TEXT, changes TEXT NOT NULL,
            time TEXT NOT NULL, state INTEGER NOT NULL)""",
        # What the journal still has to be told; written in the transaction of the change itself.
        "CREATE TABLE outbox (seq INTEGER PRIMARY KEY, reader_id TEXT NOT NULL, line TEXT NOT NULL)",
        # What the search index still has to be told. kind: text or note; id: a reader's or an annotation's.
        """CREATE TABLE index_queue (
            seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (kind, id) ON CONFLICT REPLACE)""",
        # What was last written into an exported file, and what is about to be (`state` pending).
        """CREATE TABLE export_base (
            export_id TEXT NOT NULL, state TEXT NOT NULL, sha256 TEXT NOT NULL, written TEXT NOT NULL,
            PRIMARY KEY (export_id, state)) WITHOUT ROWID""",
        """INSERT INTO role (key, name, mark, colour, position) VALUES
            ('claim', 'Claim', '!', 'claim', 1), ('evidence', 'Evidence', '+', 'evidence', 2),
            ('question', 'Question', '?', 'question', 3), ('definition', 'Definition', '=', 'definition', 4),
            ('objection', 'Objection', '≠', 'objection', 5), ('quotable', 'Quotable', '“', 'quotable', 6)""",
    ),
    (
        # A number is never given twice: whoever takes an item off after indexing it must not take off a later one.
        "DROP TABLE index_queue",
        """CREATE TABLE index_queue (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL,
            UNIQUE (kind, id) ON CONFLICT REPLACE)""",
        "INSERT INTO index_queue (kind, id) SELECT 'text', id FROM reader",
        "INSERT INTO index_queue (kind, id) SELECT 'note', id FROM annotation",
    ),
    (
        # Roles become records like all others: only those that a person changed or added are kept (`Role`).
        "DROP TABLE role",
        """CREATE TABLE role (
            key TEXT PRIMARY KEY, name TEXT NOT NULL, mark TEXT NOT NULL, colour TEXT NOT NULL,
            position INTEGER NOT NULL, version INTEGER NOT NULL, deleted TEXT, digest TEXT NOT NULL) WITHOUT ROWID""",
        """CREATE TABLE bookmark (
            id TEXT PRIMARY KEY, reader_id TEXT NOT NULL REFERENCES reader(id), revision_id TEXT NOT NULL,
            anchor TEXT NOT NULL, name TEXT NOT NULL, created TEXT NOT NULL, version INTEGER NOT NULL, deleted TEXT,
            digest TEXT NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX bookmark_of_reader ON bookmark (reader_id, deleted)",
        """CREATE TABLE citation (
            id TEXT PRIMARY KEY, reader_id TEXT NOT NULL REFERENCES reader(id), division TEXT, fields TEXT NOT NULL,
            created TEXT NOT NULL, version INTEGER NOT NULL, deleted TEXT, digest TEXT NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX citation_of_reader ON citation (reader_id, deleted)",
        # Of older acts it is not known: they are taken back as they stand.
        "ALTER TABLE act ADD COLUMN digest TEXT",
        # A reader is known by every file that it was made from; a place is one of the text it was noted in.
        "ALTER TABLE revision ADD COLUMN source_sha256 TEXT",
        "UPDATE revision SET source_sha256 = (SELECT sha256 FROM reader WHERE reader.id = revision.reader_id)",
        "CREATE INDEX revision_of_source ON revision (source_sha256)",
        "ALTER TABLE place ADD COLUMN revision_id TEXT",
        "UPDATE place SET revision_id = (SELECT revision_id FROM reader WHERE reader.id = place.reader_id)",
        # Another person's annotation keeps its author. Links are asked for from both ends, and the history by state.
        "ALTER TABLE annotation ADD COLUMN creator TEXT NOT NULL DEFAULT ''",
        *(_REDIGEST.format(*one) for one in (("reader", _READER), ("annotation", _ANNOTATION), ("link", _LINK))),
        "CREATE INDEX link_of_source ON link (source)",
        "CREATE INDEX link_of_target ON link (target)",
        "CREATE INDEX act_of_state ON act (state)",
    ),
    (
        # A living file is merged: what was last written is kept piece by piece, not only its hash.
        "ALTER TABLE export_base ADD COLUMN scope TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE export_base ADD COLUMN content BLOB",
        "CREATE INDEX export_base_of_scope ON export_base (scope)",
        "CREATE INDEX export_base_of_sha256 ON export_base (sha256)",
    ),
)

CURRENT = len(MIGRATIONS)
APPLICATION_ID = 0x416E6E6F  # "Anno", in the header of the file: tells our library from any other database
