//! GroupID Portal: a self-service portal for group owners, in the browser.
//!
//! This crate contains only what needs a browser; wire types, edited models and validation are in `model`.

pub mod api;
pub mod app;
pub mod config;
pub mod criteria;
pub mod drafts;
pub mod forms;
pub mod groups;
pub mod http;
pub mod i18n;
pub mod lazy;
pub mod pages;
pub mod routes;
pub mod session;
mod storage;
mod tab_lock;
pub mod task;
pub mod theme;
pub mod ui;
pub mod words;
