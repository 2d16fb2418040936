//! The state of each pane and box, with the small operations that keep it consistent.

mod ahead;
pub mod article_list;
pub mod entity;
pub mod find;
pub mod help;
pub mod input;
pub mod jumps;
mod kept;
pub mod outlet_filter;
pub mod page;
pub mod picker;
pub mod prompt;
pub mod reader;
pub mod repair;
pub mod sidebar;
pub mod status;
pub mod window;

pub use ahead::Ahead;
pub use article_list::ArticleList;
pub use entity::CurrentEntity;
pub use find::FindState;
pub use help::HelpBox;
pub use input::Input;
pub use jumps::{Jump, JumpList};
pub use kept::{Kept, Step};
pub use outlet_filter::OutletFilterBox;
pub use page::{Page, Parked};
pub use picker::{Picker, PickerSource};
pub use prompt::{Prompt, PromptKind};
pub use reader::{Cursor, Reader, Target, View};
pub use sidebar::{Sidebar, SidebarItem};
pub use status::{Notice, Tone};
pub use window::Window;
