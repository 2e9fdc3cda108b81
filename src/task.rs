//! The only ways to start work that waits for something. Whoever leaves a page disposes of its signals, and reading one of
//! them afterwards panics; so what runs after an await is bound to the life of the component that started it. clippy.toml
//! and `xtask`'s house rules keep everything else from spawning.

use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Work of any kind, in one type: the browser downloads the code around it once.
type Work = Pin<Box<dyn Future<Output = ()>>>;

/// How long a component is on the page. A copy is the same life.
#[derive(Clone, Copy)]
pub struct Life(StoredValue<()>);

impl Life {
    /// Of the component that is being built. It must not be made in an event handler, which has no owner.
    pub fn new() -> Self {
        Self(StoredValue::new(()))
    }

    /// Whether the component has left the page.
    pub fn is_over(self) -> bool {
        self.0.is_disposed()
    }

    /// Runs work as long as the component is on the page. After it has left, the work is dropped at its next await: a
    /// call on its way may be done or not, and nobody hears of it. Calls that change something belong to
    /// [`Life::outlive`].
    pub fn spawn(self, work: impl Future<Output = ()> + 'static) {
        start(Box::pin(Alive { life: self, work: Some(Box::pin(work)) }));
    }

    /// Runs work to its end, whoever leaves the page meanwhile. It owns all it needs and touches nothing of the page,
    /// which is why it is a function's future and never an async block: `then` shows what came of it if the component is
    /// still there, and `left` says it where that can be seen from everywhere, such as in a toast.
    pub fn outlive<T: 'static>(
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

    /// A callback for work that outlives the page, to say how far it is: it does nothing once the component has left.
    pub fn tell<T: 'static>(self, tell: impl Fn(T) + 'static) -> impl Fn(T) + 'static {
        move |now| {
            if !self.is_over() {
                tell(now);
            }
        }
    }
}

impl Default for Life {
    fn default() -> Self {
        Self::new()
    }
}

/// Runs work that belongs to no page to its end. `then` may touch what lives as long as the portal does.
pub fn outlive<T: 'static>(work: impl Future<Output = T> + 'static, then: impl FnOnce(T) + 'static) {
    start(Box::pin(async move { then(work.await) }));
}

#[expect(clippy::disallowed_methods, reason = "everything that waits is started here")]
fn start(work: Work) {
    leptos::task::spawn_local(work);
}

/// Work that ends with a life.
struct Alive {
    life: Life,
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
