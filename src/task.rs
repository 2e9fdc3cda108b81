//! The only functions that start asynchronous work. Leaving a page disposes of its signals, and reading them afterwards
//! panics, so code after an await is bound to the life of the component that started it. clippy.toml forbids all other
//! ways to spawn.

use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// All work has the same type, so that the code around it is compiled once.
type Work = Pin<Box<dyn Future<Output = ()>>>;

/// How long a component is on the page. Copies share the same life.
#[derive(Clone, Copy)]
pub struct Lifetime(StoredValue<()>);

impl Lifetime {
    /// The life of the component that is being built. Must not be called in an event handler, which has no owner.
    pub fn new() -> Self {
        Self(StoredValue::new(()))
    }

    /// Whether the component has been removed from the page.
    pub fn is_over(self) -> bool {
        self.0.is_disposed()
    }

    /// Runs work as long as the component is on the page; then the work is dropped at its next await. A running request
    /// may or may not be carried out, and nobody learns the result, so requests that change something must use
    /// [`Lifetime::run_to_end`].
    pub fn spawn(self, work: impl Future<Output = ()> + 'static) {
        start(Box::pin(Alive { life: self, work: Some(Box::pin(work)) }));
    }

    /// Runs work to its end, even if the page is left. The work must own everything it needs and not touch the page, so
    /// pass the future of a function and no async block. `then` handles the result if the component is still there,
    /// otherwise `left` reports it where it is visible from everywhere, such as in a toast.
    pub fn run_to_end<T: 'static>(
        self,
        work: impl Future<Output = T> + 'static,
        then: impl FnOnce(T) + 'static,
        left: impl FnOnce(T) + 'static,
    ) {
        start(Box::pin(async move {
            let outcome = work.await;
            if self.is_over() { left(outcome) } else { then(outcome) }
        }));
    }

    /// A callback with which such work can report progress; it does nothing once the component is gone.
    pub fn tell<T: 'static>(self, tell: impl Fn(T) + 'static) -> impl Fn(T) + 'static {
        move |now| {
            if !self.is_over() {
                tell(now);
            }
        }
    }
}

/// Lets only the latest of several requests count: the answer to an earlier one is dropped. Copies count together.
#[derive(Clone, Copy)]
pub struct Latest(StoredValue<u32>);

impl Latest {
    /// For the component that is being built.
    pub fn new() -> Self {
        Self(StoredValue::new(0))
    }

    /// Begins a request; earlier ones no longer count. The result tells whether this one still does, which it does not
    /// after its component was removed either.
    pub fn begin(self) -> impl Fn() -> bool + Copy + 'static {
        self.cancel();
        let own = self.0.try_get_value();
        move || own.is_some() && self.0.try_get_value() == own
    }

    /// No request that has begun counts any more.
    pub fn cancel(self) {
        self.0.try_update_value(|number| *number = number.wrapping_add(1));
    }
}

impl Default for Latest {
    fn default() -> Self {
        Self::new()
    }
}

impl Default for Lifetime {
    fn default() -> Self {
        Self::new()
    }
}

/// Runs work that belongs to no page to its end. `then` may only touch what lives as long as the portal.
pub fn run_to_end<T: 'static>(work: impl Future<Output = T> + 'static, then: impl FnOnce(T) + 'static) {
    start(Box::pin(async move { then(work.await) }));
}

#[expect(clippy::disallowed_methods, reason = "everything that waits is started here")]
fn start(work: Work) {
    leptos::task::spawn_local(work);
}

/// Work that is dropped at the end of a life.
struct Alive {
    life: Lifetime,
    work: Option<Work>,
}

impl Future for Alive {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.life.is_over() {
            self.work = None;
        }
        self.work.as_mut().map_or(Poll::Ready(()), |work| work.as_mut().poll(context))
    }
}
