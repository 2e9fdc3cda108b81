//! Single sign-on in a popup window when a session ends during work, so that the page below stays as it is. The window
//! returns to the portal, which reports the code on a broadcast channel that only pages of the same origin receive. The
//! verifier stays in the waiting page, so the code is useless to any other receiver.

use super::{AuthorizationRequest, Code, Refusal, leave};
use crate::task::Lifetime;
use leptos::prelude::{SetValue, StoredValue, UpdateValue, WithValue, on_cleanup, window};
use model::config::GraphConfig;
use model::wire::StoreId;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// The name of the broadcast channel.
const CHANNEL: &str = "groupid-portal/sign-in";

/// The prefix of a state whose answer is for the page that opened the window.
pub(super) const WINDOW: &str = "window-";

/// The window's name; pressing the button again reuses the same window.
const NAME: &str = "groupid-portal-sign-in";

const LOOK: &str = "popup,width=520,height=700";

/// Reports the answer to the waiting page: state, code and error, one per line.
pub(super) fn tell(state: &str, code: &str, error: &str) {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        // If nobody receives it, the waiting page still offers to sign in again.
        let _ = channel.post_message(&JsValue::from(format!("{state}\n{code}\n{error}")));
        channel.close();
    }
    // Browsers close only windows that a script opened. Otherwise the page says that it can be closed.
    let _ = window().close();
}

/// Waits for the answer of a popup window, as long as its owner lives.
#[derive(Clone, Copy)]
pub struct Window {
    asking: StoredValue<Option<AuthorizationRequest>>,
    life: Lifetime,
}

impl Window {
    /// `told` receives the answer to the last request of this page.
    pub fn listen(told: impl Fn(Result<Code, Refusal>) + 'static) -> Self {
        let (asking, life) = (StoredValue::new(None::<AuthorizationRequest>), Lifetime::new());
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return Self { asking, life } };
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let said = event.data().as_string().unwrap_or_default();
            let mut lines = said.splitn(3, '\n');
            let mut line = || lines.next().unwrap_or_default();
            let (state, code, error) = (line(), line(), line());
            // Ignores answers to another page, and to an earlier request of this page. The message may also arrive
            // while the owner is being disposed.
            let is_own = asking.try_with_value(|asking| asking.as_ref().is_some_and(|own| own.state == state));
            if is_own != Some(true) {
                return;
            }
            let own = asking.try_update_value(Option::take).flatten();
            let Some(own) = own else { return };
            told(match error {
                "" => Ok(Code { code: code.to_owned(), verifier: own.verifier, redirect_uri: own.redirect_uri }),
                error => Err(Refusal::of(error)),
            });
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        let kept = StoredValue::new_local((channel, Rc::new(hear)));
        on_cleanup(move || {
            let _ = kept.try_with_value(|(channel, _)| channel.close());
        });
        Self { asking, life }
    }

    /// Opens the window; if the browser blocks it, redirects this page instead. Must be called from a click handler,
    /// because browsers block other popups.
    pub fn open(self, graph: GraphConfig, store: StoreId, hint: String, failed: impl Fn(Refusal) + 'static) {
        let opened = window().open_with_url_and_target_and_features("", NAME, LOOK).ok().flatten();
        self.life.spawn(async move {
            let outcome = match opened {
                None => leave(&graph, store, Some(&hint)).await,
                Some(opened) => self.ask(&opened, &graph, &hint).await,
            };
            if let Err(refusal) = outcome {
                failed(refusal);
            }
        });
    }

    async fn ask(self, opened: &web_sys::Window, graph: &GraphConfig, hint: &str) -> Result<(), Refusal> {
        let asking = AuthorizationRequest::new(WINDOW).ok_or(Refusal::NoCrypto)?;
        let Some(url) = asking.url(graph, Some(hint)).await else {
            // The window is not needed then.
            let _ = opened.close();
            return Err(Refusal::NoCrypto);
        };
        self.asking.set_value(Some(asking));
        opened.location().set_href(&url).map_err(|_| Refusal::Failed("window".to_owned()))?;
        // The window may already be open behind this page.
        let _ = opened.focus();
        Ok(())
    }
}
