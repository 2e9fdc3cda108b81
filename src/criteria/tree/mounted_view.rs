//! A living view within plain elements: the one editor and the one open menu.

use leptos::prelude::*;
use web_sys::Element;

/// A view that was put into an element. Dropped, it leaves the page with everything that belongs to it.
pub(in crate::criteria) struct MountedView {
    owner: Owner,
    view: Option<Box<dyn Mountable>>,
    host: Element,
}

impl MountedView {
    /// Draws a view into an element, as a part of what `parent` owns.
    pub fn new(parent: &Owner, host: Element, view: impl FnOnce() -> AnyView) -> Self {
        let owner = parent.child();
        let mut built = owner.with(|| view().build());
        built.mount(&host, None);
        Self { owner, view: Some(Box::new(built)), host }
    }

    /// Where it stands.
    pub fn host(&self) -> &Element {
        &self.host
    }
}

impl Drop for MountedView {
    fn drop(&mut self) {
        // First it leaves the page: what is told by that (a field that loses the focus) still finds its signals.
        self.host.remove();
        if let Some(mut view) = self.view.take() {
            view.unmount();
        }
        self.owner.cleanup();
    }
}
