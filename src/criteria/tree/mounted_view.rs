//! Mounts reactive views inside plain elements; used for the open editor and the open menu.

use leptos::prelude::*;
use web_sys::Element;

/// A view mounted into an element. Dropping it removes the element and disposes of the view's signals.
pub(in crate::criteria) struct MountedView {
    owner: Owner,
    view: Option<Box<dyn Mountable>>,
    host: Element,
}

impl MountedView {
    /// Mounts a view into `host`, in a child owner of `parent`.
    pub fn new(parent: &Owner, host: Element, view: impl FnOnce() -> AnyView) -> Self {
        let owner = parent.child();
        let mut built = owner.with(|| view().build());
        built.mount(&host, None);
        Self { owner, view: Some(Box::new(built)), host }
    }

    /// The element that contains the view.
    pub fn host(&self) -> &Element {
        &self.host
    }
}

impl Drop for MountedView {
    fn drop(&mut self) {
        // The element is removed first: events that this fires, such as `focusout`, can still read the signals.
        self.host.remove();
        if let Some(mut view) = self.view.take() {
            view.unmount();
        }
        self.owner.cleanup();
    }
}
