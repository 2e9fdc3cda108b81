//! Signing in within a window of its own, when a session ends in the middle of work: the page under it stays as it is.
//! The window comes back to the portal, which tells the code on a channel that only pages of this very host hear. The
//! verifier never leaves the page that waits, so nobody else who hears the code can use it.

use super::{AuthorizationRequest, Code, Refusal, leave};
use crate::task::Life;
use leptos::prelude::{SetValue, StoredValue, UpdateValue, WithValue, on_cleanup, window};
use model::config::GraphConfig;
use model::wire::StoreId;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// The channel's name.
const CHANNEL: &str = "groupid-portal/sign-in";

/// What a state starts with whose answer is for another page.
pub(super) const WINDOW: &str = "window-";

/// The window's own name: pressed again, the button uses the same one.
const NAME: &str = "groupid-portal-sign-in";

const LOOK: &str = "popup,width=520,height=700";

/// Tells the page that waits: the state, the code and the error, a line each.
pub(super) fn tell(state: &str, code: &str, error: &str) {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        // Whoever does not hear it offers to sign in again.
        let _ = channel.post_message(&JsValue::from(format!("{state}\n{code}\n{error}")));
        channel.close();
    }
    // A window that was opened by a script closes; any other stays, and says that it can be closed.
    let _ = window().close();
}

/// Waits for what a window tells, as long as its owner is shown.
#[derive(Clone, Copy)]
pub struct Window {
    asking: StoredValue<Option<AuthorizationRequest>>,
    life: Life,
}

impl Window {
    /// `told` gets every answer to what this page asked for.
    pub fn listen(told: impl Fn(Result<Code, Refusal>) + 'static) -> Self {
        let (asking, life) = (StoredValue::new(None::<AuthorizationRequest>), Life::new());
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return Self { asking, life } };
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let said = event.data().as_string().unwrap_or_default();
            let mut lines = said.splitn(3, '\n');
            let mut line = || lines.next().unwrap_or_default();
            let (state, code, error) = (line(), line(), line());
            // Not this page's question, or one that was asked anew since.
            // A message may be on its way while its owner leaves.
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

    /// Opens the window; where the browser allows none, this page goes itself. To be called while a click is handled:
    /// browsers open windows only then.
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
            // It opened for nothing.
            let _ = opened.close();
            return Err(Refusal::NoCrypto);
        };
        self.asking.set_value(Some(asking));
        opened.location().set_href(&url).map_err(|_| Refusal::Failed("window".to_owned()))?;
        // It may be open behind this page already.
        let _ = opened.focus();
        Ok(())
    }
}
