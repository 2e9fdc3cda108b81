//! Shared pieces: one component per idea, taking a descriptor. No page stands here, and no call to the
//! service but the searches of the people picker and of tables.

pub mod async_view;
pub mod choice;
pub mod combobox;
pub mod confirm_dialog;
pub mod container_picker;
pub mod debounce;
pub mod dialog;
pub mod download;
pub mod error_panel;
pub mod field;
pub mod filter_field;
pub mod focus;
pub mod format;
pub mod icon;
pub mod lazy;
pub mod menu;
pub mod moment_field;
pub mod object_page;
pub mod pager;
pub mod people_picker;
pub mod popup;
pub mod preferences;
pub mod principal;
pub mod progress;
pub mod request;
pub mod soft;
pub mod table;
pub mod tabs;
pub mod title;
pub mod toast;
