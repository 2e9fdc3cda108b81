//! Where the outcome of a form shows: in messages, on another page, or not at all when its page has been left.

use crate::api::Api;
use crate::routes::Navigator;
use crate::task::Life;
use crate::ui::toast::Toasts;

/// What a form needs to send itself and to say what came of it.
#[derive(Clone)]
pub struct Outcome {
    /// Sends.
    pub api: Api,
    /// Goes on to another page.
    pub navigator: Navigator,
    /// Says what was done.
    pub toasts: Toasts,
    /// How long the page is shown.
    pub life: Life,
}

impl Outcome {
    /// From the contexts of the page.
    pub fn for_page() -> Self {
        let toasts = Toasts::expect();
        Self { api: Api::expect(), navigator: Navigator::expect(), toasts, life: Life::new() }
    }
}
