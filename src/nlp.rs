//! L2: the analysis core. Text in, names and entities out; knows no files, no screen and no outlets' layout.

pub mod eval;
pub mod lexicon;
pub mod model;
pub mod model_file;
pub mod recognize;
pub mod resolve;
pub mod roles;
pub mod sentence;
pub mod tokenizer;
pub mod train;

mod confidence;
mod consistency;
mod dateline;
mod features;
mod forms;
mod furniture;
mod hash;
mod label;
mod language;
mod prepare;
mod quotes;
mod table;
mod tagger;
mod titles;
mod viterbi;
mod whole;
mod word;
mod words;

pub use quotes::{Quotation, Speaker, quotations};
pub use recognize::{ModelError, Recognizer};
pub use resolve::{
    ArticleNames, Asker, LeftOut, LibraryEntity, NameReader, Resolution, ResolveDoc, Resolver, SummaryError, keys_of,
    name_form, reasons, spelling_form,
};
