//! Shared pieces: one component per idea, taking a descriptor. No page and no call to the service stands here.

pub mod choice;
pub mod combobox;
pub mod container_picker;
pub mod dialog;
pub mod download;
pub mod error_panel;
pub mod field;
pub mod focus;
pub mod format;
pub mod icon;
pub mod later;
pub mod menu;
pub mod pager;
pub mod people_picker;
pub mod popup;
pub mod progress;
pub mod question;
pub mod request;
pub mod rest;
pub mod soft;
pub mod table;
pub mod tabs;
pub mod title;
pub mod toast;
pub mod who;
