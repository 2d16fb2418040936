-- Made the first time a line of a file is left out. Files that were read to their end and hold lines that are no articles: how
-- many, and what is wrong with the first. It is told again as long as the file is not changed.
CREATE TABLE IF NOT EXISTS left_out (
    path  TEXT PRIMARY KEY,
    lines INTEGER NOT NULL,
    first TEXT    NOT NULL
) WITHOUT ROWID;
