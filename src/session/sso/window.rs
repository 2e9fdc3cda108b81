//! Single sign-on in a popup window when a session ends during work, so that the page below stays as it is. The window
//! returns to the portal, which reports the code on a broadcast channel that only pages of the same origin receive. The
//! verifier stays in the waiting page, so the code is useless to any other receiver.

use super::{AuthorizationRequest, Code, Prompt, Refusal, leave, secret};
use crate::task::Lifetime;
use leptos::prelude::{GetValue, SetValue, StoredValue, UpdateValue, WithValue, on_cleanup, window};
use model::config::Authority;
use model::wire::StoreId;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// The name of the broadcast channel.
const CHANNEL: &str = "groupid-portal/sign-in";

/// The prefix of a state whose answer is for the page that opened the window.
pub(super) const WINDOW: &str = "window-";

const LOOK: &str = "popup,width=520,height=700";

/// Reports the answer to the waiting page: state, code, error and issuer, one per line.
pub(super) fn tell(state: &str, code: &str, error: &str, issuer: &str) {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        // If nobody receives it, the waiting page still offers to sign in again.
        let _ = channel.post_message(&JsValue::from(format!("{state}\n{code}\n{error}\n{issuer}")));
        channel.close();
    }
    // Browsers close only windows that a script opened. Otherwise the page says that it can be closed.
    let _ = window().close();
}

/// Waits for the answer of a popup window, as long as its owner lives.
#[derive(Clone, Copy)]
pub struct Window {
    asking: StoredValue<Option<AuthorizationRequest>>,
    /// The window's name: pressing the button again uses the same window. It is random, so that no other page can have
    /// opened a window of that name before. None if the browser has no channel on which the window could answer.
    name: StoredValue<Option<String>>,
    life: Lifetime,
}

impl Window {
    /// `told` receives the answer to the last request of this page.
    pub fn listen(told: impl Fn(Result<Code, Refusal>) + 'static) -> Self {
        let (asking, life) = (StoredValue::new(None::<AuthorizationRequest>), Lifetime::new());
        let name = StoredValue::new(secret());
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
            name.set_value(None);
            return Self { asking, name, life };
        };
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let said = event.data().as_string().unwrap_or_default();
            let mut lines = said.splitn(4, '\n');
            let mut line = || lines.next().unwrap_or_default();
            let (state, code, error, issuer) = (line(), line(), line(), line());
            // Ignores answers to another page, and to an earlier request of this page. The message may also arrive
            // while the owner is being disposed.
            let is_own = asking.try_with_value(|asking| asking.as_ref().is_some_and(|own| own.state == state));
            if is_own != Some(true) {
                return;
            }
            let own = asking.try_update_value(Option::take).flatten();
            let Some(own) = own else { return };
            let issuer = (!issuer.is_empty()).then(|| issuer.to_owned());
            told(match error {
                "" => {
                    Ok(Code { code: code.to_owned(), verifier: own.verifier, redirect_uri: own.redirect_uri, issuer })
                }
                error => Err(Refusal::of(error)),
            });
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        let kept = StoredValue::new_local((channel, Rc::new(hear)));
        on_cleanup(move || {
            let _ = kept.try_with_value(|(channel, _)| channel.close());
        });
        Self { asking, name, life }
    }

    /// Opens the window; if the browser blocks it, or could not hear its answer, redirects this page instead. Must be
    /// called from a click handler, because browsers block other popups: the authority is found meanwhile.
    pub fn open(
        self,
        authority: impl Future<Output = Result<Authority, Refusal>> + 'static,
        store: StoreId,
        hint: String,
        prompt: Prompt,
        failed: impl Fn(Refusal) + 'static,
    ) {
        let opened = self.name.get_value().and_then(|name| {
            let opened = window().open_with_url_and_target_and_features("", &name, LOOK).ok().flatten()?;
            // What is shown in the window must not be able to send this page elsewhere while a password is expected.
            // The window is still empty and of this origin, so this succeeds.
            let _ = opened.set_opener(&JsValue::NULL);
            Some(opened)
        });
        self.life.spawn(async move {
            let outcome = match (opened, authority.await) {
                (None, Ok(authority)) => leave(&authority, store, Some(&hint), prompt).await,
                (Some(opened), Ok(authority)) => self.ask(&opened, &authority, &hint, prompt).await,
                (opened, Err(refusal)) => {
                    // The window is not needed then.
                    let _ = opened.map(|opened| opened.close());
                    Err(refusal)
                }
            };
            if let Err(refusal) = outcome {
                failed(refusal);
            }
        });
    }

    async fn ask(
        self,
        opened: &web_sys::Window,
        authority: &Authority,
        hint: &str,
        prompt: Prompt,
    ) -> Result<(), Refusal> {
        let asking = AuthorizationRequest::new(WINDOW).ok_or(Refusal::NoCrypto)?;
        let Some(url) = asking.url(authority, Some(hint), prompt).await else {
            // Without digests there is no request.
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
