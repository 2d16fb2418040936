//! Opening a library: what the file is, its form, and how the database is to treat it.

use std::cell::Cell;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use etcetera::BaseStrategy;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::{LibraryError, damaged};
use super::head;

/// Form of the file this program writes (`user_version`).
pub const VERSION: i32 = 3;
/// What marks the file as a library (`application_id`): "DTLN".
const APPLICATION: i32 = 0x4454_4c4e;
/// Names the library, whatever the platform says.
pub const VARIABLE: &str = "DATELINE_LIBRARY";
/// The tables.
const SCHEMA: &str = include_str!("../../../assets/schema/3.sql");
/// What makes form n + 1 of form n, from form 1 on.
const MIGRATIONS: &[&str] =
    &[include_str!("../../../assets/schema/1-to-2.sql"), include_str!("../../../assets/schema/2-to-3.sql")];

/// Memory of a reader for what it has read, of one of the helpers beside it, and of one that walks through everything once
/// (KiB). The system keeps what was read of a file, too.
const CACHE: u32 = 8192;
const ASIDE: u32 = 4096;
const WALK: u32 = 2048;

/// How long a writer waits for another, a reader for a moment of quiet.
const PATIENCE: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(5));

/// The library: `DATELINE_LIBRARY`, else `dateline/library.db` in the platform's folder for data. `None` where there is no
/// such folder.
#[must_use]
pub fn default_path() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
        return Some(path.into());
    }
    Some(etcetera::choose_base_strategy().ok()?.data_dir().join("dateline").join("library.db"))
}

/// A library to be read. Cheap to open; each thread opens its own.
#[derive(Debug)]
pub struct Library {
    pub(super) db: Connection,
    path: PathBuf,
    /// Whether it is asked for what the machine found, without what lies over it.
    pub(super) found: bool,
    /// What the database calls its state, and what [`Library::version`] said of that.
    pub(super) seen: Cell<Option<(i64, i64)>>,
}

impl Library {
    /// Opens a library for reading.
    ///
    /// # Errors
    /// There is none, or it cannot be read; see [`LibraryError`].
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        look_at(path)?;
        let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_WRITE)
            .or_else(|_| Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_ONLY))?;
        // Who may only read it leaves nothing beside it: that would be theirs, and keep its owner from writing.
        let is_others = db.is_readonly("main")? && !lies(path, "-shm") && !has_log(path);
        let db = match if is_others { Err(LibraryError::ReadOnly) } else { version(&db) } {
            // Where nothing may be written beside it, nobody else writes it either.
            Err(LibraryError::Denied | LibraryError::ReadOnly) => unchanging(path)?,
            _ => db,
        };
        db.busy_timeout(PATIENCE.1)?;
        db.execute_batch(&format!("PRAGMA query_only = 1; PRAGMA cache_size = -{CACHE}; PRAGMA temp_store = MEMORY"))?;
        db.set_prepared_statement_cache_capacity(128);
        match version(&db)? {
            0 => Err(LibraryError::Missing),
            VERSION => Ok(Self { db, path: path.to_path_buf(), found: false, seen: Cell::default() }),
            newer if newer > VERSION => Err(LibraryError::Newer(newer)),
            older => {
                drop(db);
                migrate(path, older, MIGRATIONS, VERSION)?;
                Self::open(path)
            }
        }
    }

    /// For one long walk over the library: little memory for what has been read, and what is sorted is put on the disk. (The
    /// titles of a million articles would take a hundred megabytes.)
    ///
    /// # Errors
    /// It cannot be set.
    pub fn for_a_walk(self) -> Result<Self, LibraryError> {
        self.db.execute_batch(&format!("PRAGMA temp_store = FILE; PRAGMA cache_size = -{WALK}"))?;
        Ok(self)
    }

    /// For one who is asked now and then, beside the one who is asked for every key: less memory for what has been read.
    ///
    /// # Errors
    /// It cannot be set.
    pub fn aside(self) -> Result<Self, LibraryError> {
        self.db.execute_batch(&format!("PRAGMA cache_size = -{ASIDE}"))?;
        Ok(self)
    }

    /// Opens the library if there is one that holds articles.
    ///
    /// # Errors
    /// There is a file, but it cannot be read.
    pub fn open_filled(path: &Path) -> Result<Option<Self>, LibraryError> {
        match Self::open(path) {
            Ok(library) => Ok((library.articles()? > 0).then_some(library)),
            Err(LibraryError::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Of a connection that is set up already.
    pub(super) fn of(db: Connection) -> Self {
        Self { db, path: PathBuf::new(), found: false, seen: Cell::default() }
    }
}

/// A connection for writing; the file and its folder are made if they are not there.
pub(super) fn for_writing(path: &Path) -> Result<Connection, LibraryError> {
    match look_at(path) {
        Ok(()) => {}
        Err(LibraryError::Missing) => {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                make_folder(folder).map_err(|source| LibraryError::Io { what: "its folder cannot be made", source })?;
            }
        }
        Err(error) => return Err(error),
    }
    let mut db = Connection::open(path)?;
    db.busy_timeout(PATIENCE.0)?;
    match version(&db)? {
        newer if newer > VERSION => return Err(LibraryError::Newer(newer)),
        older if older > 0 && older < VERSION => {
            drop(db);
            migrate(path, older, MIGRATIONS, VERSION)?;
            db = Connection::open(path)?;
            db.busy_timeout(PATIENCE.0)?;
        }
        _ => {}
    }
    for_batches(&db)?;
    make(&mut db)?;
    Ok(db)
}

/// A library in memory, ready to be written.
pub(super) fn in_memory() -> Result<Connection, LibraryError> {
    let mut db = Connection::open_in_memory()?;
    make(&mut db)?;
    Ok(db)
}

fn for_batches(db: &Connection) -> Result<(), LibraryError> {
    db.execute_batch("PRAGMA page_size = 8192")?;
    write_ahead(db)?;
    db.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;
         PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864",
    )?;
    Ok(())
}

/// Changes go to a log first. Of two who turn this on in a new file at once one is refused, and the database does not wait
/// here whatever its patience (`sqlite3_busy_handler`: where waiting could be for ever): we do.
fn write_ahead(db: &Connection) -> Result<(), LibraryError> {
    let begun = Instant::now();
    loop {
        match db.execute_batch("PRAGMA journal_mode = WAL").map_err(LibraryError::from) {
            Err(LibraryError::Busy) if begun.elapsed() < PATIENCE.0 => thread::sleep(Duration::from_millis(5)),
            done => return done,
        }
    }
}

/// Makes the tables where there are none; of two who try, one does.
fn make(db: &mut Connection) -> Result<(), LibraryError> {
    db.set_prepared_statement_cache_capacity(128);
    if version(db)? == 0 {
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version(&transaction)? == 0 {
            transaction.execute_batch(SCHEMA)?;
            transaction.execute_batch(&format!(
                "INSERT INTO outlet (id, name) VALUES (0, NULL);
                 INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', 8);
                 PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}"
            ))?;
        }
        transaction.commit()?;
    }
    Ok(())
}

/// The form of a library; 0 for a file without tables. All of it is read of one state of the file: another process may be
/// making the tables at this moment.
fn version(db: &Connection) -> Result<i32, LibraryError> {
    let _held = if db.is_autocommit() { Some(db.unchecked_transaction()?) } else { None };
    let number = |pragma: &str| db.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i32>(0));
    let (application, version) = (number("application_id")?, number("user_version")?);
    if application == APPLICATION {
        return if version > 0 { Ok(version) } else { Err(damaged("it has no version")) };
    }
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application == 0 && version == 0 && tables == 0 { Ok(0) } else { Err(LibraryError::Foreign) }
}

/// What can be told of a file before the database opens it: it must not touch what is none of ours.
fn look_at(path: &Path) -> Result<(), LibraryError> {
    let denied = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => LibraryError::Missing,
        std::io::ErrorKind::PermissionDenied => LibraryError::Denied,
        _ => LibraryError::Io { what: "it cannot be read", source: error },
    };
    let meta = fs::metadata(path).map_err(denied)?;
    if meta.is_dir() {
        return Err(LibraryError::Folder);
    }
    if !meta.is_file() {
        return Err(LibraryError::Foreign);
    }
    if meta.len() == 0 {
        // What a writer leaves that was killed before it began. Whoever reads takes it for nothing, too.
        return Err(LibraryError::Missing);
    }
    let head = match head::read(path) {
        Ok(head) if head.starts_with(b"SQLite format 3\0") => head,
        Err(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => return Err(denied(error)),
        _ => return Err(LibraryError::Foreign),
    };
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u64::from(u32::from_be_bytes([head[28], head[29], head[30], head[31]]));
    // What is missing may stand in the log beside it: the disk was full when it was to be taken over.
    if meta.len() < pages * page && !has_log(path) {
        return Err(damaged(&format!("it is cut off: {} of {} bytes are there", meta.len(), pages * page)));
    }
    Ok(())
}

/// Whether changes lie beside a library that are not taken over yet.
fn has_log(path: &Path) -> bool {
    lies(path, "-wal")
}

/// Whether something that is not empty lies beside a library, under its name with this ending.
fn lies(path: &Path, ending: &str) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    fs::metadata(name).is_ok_and(|meta| meta.len() > 0)
}

/// Reads a file nobody can change, as it lies.
fn unchanging(path: &Path) -> Result<Connection, LibraryError> {
    let path = path.canonicalize().map_err(|source| LibraryError::Io { what: "it cannot be read", source })?;
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            other => {
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(uri, flags)?)
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Brings an older library to a form; until that has succeeded a copy of it lies beside it.
pub(super) fn migrate(path: &Path, from: i32, steps: &[&str], to: i32) -> Result<(), LibraryError> {
    let io = |what: &'static str| move |source| LibraryError::Io { what, source };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".form-{from}"));
    let copy = path.with_file_name(name);
    let mut db = Connection::open(path)?;
    db.busy_timeout(PATIENCE.0)?;
    let _ = fs::remove_file(&copy);
    db.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another one may have done it meanwhile.
    let now: i32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if now >= to {
        drop(transaction);
        return fs::remove_file(&copy).map_err(io("the copy made before cannot be removed"));
    }
    for step in steps.iter().skip(from.saturating_sub(1) as usize) {
        transaction.execute_batch(step)?;
    }
    transaction.execute_batch(&format!("PRAGMA user_version = {to}"))?;
    transaction.commit()?;
    fs::remove_file(&copy).map_err(io("the copy made before cannot be removed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_of_form_1_is_opened_as_any_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let db = for_writing(&path).unwrap();
        let tables = |db: &Connection| -> Vec<String> {
            let mut select = db.prepare("SELECT name FROM sqlite_schema WHERE name IS NOT NULL ORDER BY name").unwrap();
            select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let now = tables(&db);
        db.execute_batch(
            "DROP TABLE name_page; DROP INDEX entity_merged; ALTER TABLE entity DROP COLUMN born; DROP TABLE entity_key;
             ALTER TABLE holding DROP COLUMN run;
             CREATE TABLE entity_key (key INTEGER NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (key, entity)) WITHOUT ROWID;
             DROP TABLE waiting; DROP TABLE entity_told;
             INSERT INTO setting VALUES ('named', 0); PRAGMA user_version = 1",
        )
        .unwrap();
        drop(db);
        let library = Library::open(&path).unwrap();
        assert_eq!((version(&library.db).unwrap(), tables(&library.db)), (VERSION, now));
        // Who comes second finds it done.
        migrate(&path, 1, MIGRATIONS, VERSION).unwrap();
        assert_eq!(
            fs::read_dir(folder.path())
                .unwrap()
                .filter(|e| e.as_ref().unwrap().path().to_string_lossy().contains("form-"))
                .count(),
            0
        );
    }

    #[test]
    fn many_who_make_it_at_once_all_succeed() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..40 {
            let path = folder.path().join(format!("{round}.db"));
            thread::scope(|scope| {
                let makers = [0; 4].map(|_| scope.spawn(|| for_writing(&path).map(drop)));
                let readers = [0; 4].map(|_| scope.spawn(|| Library::open(&path).map(drop)));
                for made in makers.map(|maker| maker.join().unwrap()) {
                    assert!(made.is_ok(), "{made:?}");
                }
                for read in readers.map(|reader| reader.join().unwrap()) {
                    assert!(matches!(read, Ok(()) | Err(LibraryError::Missing)), "{read:?}");
                }
            });
            assert_eq!(Library::open(&path).unwrap().articles().unwrap(), 0);
        }
    }

    #[test]
    fn an_older_form_is_brought_up_to_date_and_its_copy_goes_when_that_succeeded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        drop(for_writing(&path).unwrap());
        let names = || {
            let mut names: Vec<_> =
                fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let steps = ["", "", "CREATE TABLE second (a)", "CREATE TABLE third (a); INSERT INTO third VALUES (5)"];
        migrate(&path, 3, &steps, 5).unwrap();
        assert_eq!(names(), ["library.db"]);
        let db = Connection::open(&path).unwrap();
        assert_eq!(version(&db).unwrap(), 5);
        assert_eq!(db.query_row("SELECT a FROM third", [], |row| row.get::<_, i64>(0)).unwrap(), 5);
        drop(db);
        assert!(matches!(Library::open(&path), Err(LibraryError::Newer(5))));
        // A step that fails changes nothing, and the copy stays.
        let bad = ["", "", "", "", "CREATE TABLE fourth (a)", "CREATE TABLE third (a)"];
        assert!(migrate(&path, 5, &bad, 7).is_err());
        assert_eq!(names(), ["library.db", "library.db.form-5"]);
        let db = Connection::open(&path).unwrap();
        assert_eq!(version(&db).unwrap(), 5);
        assert!(db.prepare("SELECT * FROM fourth").is_err());
    }
}
