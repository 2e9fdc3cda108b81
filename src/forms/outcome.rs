//! What a form needs to send itself and to report the outcome, even after its page was left.

use crate::api::Api;
use crate::routes::Navigator;
use crate::task::Lifetime;
use crate::ui::toast::Toasts;

#[derive(Clone)]
pub struct Outcome {
    pub api: Api,
    pub navigator: Navigator,
    pub toasts: Toasts,
    /// Ends when the page is left.
    pub life: Lifetime,
}

impl Outcome {
    pub fn for_page() -> Self {
        let toasts = Toasts::expect();
        Self { api: Api::expect(), navigator: Navigator::expect(), toasts, life: Lifetime::new() }
    }
}
