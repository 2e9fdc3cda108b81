//! Tests components of the portal in a real browser: each is mounted alone, used by roles, names and keys, and answered
//! by a replacement for the service. `support` has what a user can see and do.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![allow(clippy::disallowed_methods, reason = "a test spawns what it then leaves")]

mod addresses;
mod api_errors;
mod bulk;
mod bulk_people;
mod code_sign_in;
mod combobox;
mod compare;
mod container_check;
mod create_group_page;
mod create_user;
mod criteria;
mod dialog;
mod drafts;
mod faults;
mod first_run;
mod focus_on_arrival;
mod frame;
mod general_step;
mod graph;
mod group_attributes;
mod group_editing;
mod group_mail;
mod group_memberships;
mod group_page;
mod import_users;
mod index_lag;
mod language;
mod lazy;
mod leaving;
mod leftovers;
mod list_filters;
mod list_selection;
mod list_tools;
mod member_import;
mod member_lists;
mod member_paste;
mod member_rows;
mod members;
mod membership_task;
mod menu_and_tabs;
mod names_check;
mod names_in_entra;
mod new_version;
mod opened_groups;
mod password_form;
mod people_picker;
mod popups;
mod portal;
mod resolve;
mod saved_rule;
mod search_page;
mod session;
mod sign_in_failures;
mod sign_in_page;
mod silent_sign_in;
mod stores;
mod summary;
mod support;
mod table_url;
mod tabs;
mod toasts;
mod users;
mod who_am_i;
mod whose_group;
mod wizard_forms;
mod wizard_graph;
mod wizard_refusal;
mod wizard_state;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
