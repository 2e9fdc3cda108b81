//! An empty page with the contexts that the app provides, in which a view can be shown.

use super::samples::person;
use leptos::mount::mount_to;
use leptos::prelude::*;
use model::config::Config;
use model::wire::{ObjectId, StoreId};
use portal::api::Api;
use portal::i18n::{self, Language};
use portal::pages::groups::GroupPage;
use portal::routes::{self, Navigator, Route};
use portal::session::Session;
use portal::ui::toast::{ToastList, Toasts};
use serde_json::Value;
use std::any::Any;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Marks the elements of a test in the document; a failed test may leave them behind.
const MARK: &str = "data-under-test";

/// The page of one test; dropping it removes its elements.
pub struct Page {
    pub session: Session,
    pub api: Api,
    owner: Owner,
    mounted: Vec<Box<dyn Any>>,
}

impl Page {
    /// An empty page at the portal's root, in English, with empty storages and nobody signed in.
    pub fn new(config: &Value) -> Self {
        tidy();
        // Mounting starts the executor of effects, which wizards without a view need too.
        drop(mount_to(document().create_element("div").unwrap().unchecked_into(), || ()));
        let config = Config::read(config).expect("the test's configuration is well");
        let owner = Owner::new_root(None);
        let (session, api) = owner.with(|| {
            let session = Session::new();
            let api = Api::new(Arc::new(config), session);
            provide_context(session);
            api.clone().provide();
            provide_context(Toasts::new());
            (session, api)
        });
        Self { session, api, owner, mounted: Vec::new() }
    }

    /// Runs something within the page's owner: its signals and effects live as long as the page.
    pub fn within<T>(&self, run: impl FnOnce() -> T) -> T {
        self.owner.with(run)
    }

    /// Signs Ann Lee in to the store 2; the service must answer with tokens.
    pub async fn sign_in(&self) {
        let config = self.api.config().clone();
        self.session.sign_in(&config, StoreId(2), "ann".to_owned(), "s3cret!".to_owned()).await.unwrap();
        self.session.complete_sign_in(Some(person("Ann Lee")));
    }

    pub fn show<V: IntoView + 'static>(&mut self, view: impl FnOnce() -> V + Send + 'static) {
        let root: HtmlElement = document().create_element("main").unwrap().unchecked_into();
        root.set_attribute(MARK, "").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        let mounted = self.owner.with(|| {
            mount_to(root, move || {
                view! {
                    {provide_context(Navigator::start())}
                    {view().into_any()}
                }
                .into_any()
            })
        });
        self.mounted.push(Box::new(mounted));
    }

    /// Sets the path below the portal's base, before anything is shown.
    pub fn at(&self, path: &str) {
        go(path);
    }

    /// Shows the page of a group, at its address, with the messages.
    pub fn show_group(&mut self, id: &str) {
        let id = ObjectId::new(id);
        self.at(&Route::Group(id.clone()).path());
        self.show(move || view! { <GroupPage id/> <ToastList/> });
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.mounted.clear();
        self.owner.cleanup();
        tidy();
    }
}

/// The page's path and query below the portal's base.
pub fn url() -> String {
    let location = window().location();
    let whole = format!("{}{}", location.pathname().unwrap(), location.search().unwrap());
    whole.strip_prefix(&routes::base()).expect("the page is within the portal").to_owned()
}

/// Removes what an earlier test has left behind.
fn tidy() {
    let left = document().query_selector_all(&format!("[{MARK}]")).unwrap();
    for at in 0..left.length() {
        left.get(at).unwrap().unchecked_into::<web_sys::Element>().remove();
    }
    i18n::choose(Language::en);
    window().local_storage().unwrap().unwrap().clear().unwrap();
    if document().query_selector("base").unwrap().is_none() {
        let base = document().create_element("base").unwrap();
        base.set_attribute("href", "/portal/").unwrap();
        document().head().unwrap().append_child(&base).unwrap();
    }
    go("/");
}

/// Changes the URL without loading a page. Chromium ignores more than 200 changes in ten seconds, so unnecessary ones
/// are avoided.
fn go(path: &str) {
    let here = || window().location().href().unwrap();
    let there = format!("{}{}{path}", window().location().origin().unwrap(), routes::base());
    if here() != there {
        window().history().unwrap().replace_state_with_url(&"".into(), "", Some(&there)).unwrap();
        assert_eq!(here(), there, "the browser did not move");
    }
}
