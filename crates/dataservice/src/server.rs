//! Accepts connections, as many as the limits allow, and hands each request to `respond`.

mod respond;

use crate::directory::Content;
use crate::object::EngineError;
use crate::options::Options;
use crate::proxy::Proxy;
use crate::routes;
use crate::service::Service;
use crate::sqlite::Sqlite;
use crate::tokens;
use hyper_util::rt::{TokioIo, TokioTimer};
use respond::respond;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// How long a stopping service waits for requests and updates that have begun.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Running {
    /// The address that it listens on.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    accepting: tokio::task::JoinHandle<()>,
    service: Arc<Service>,
    /// Runs the queued updates of smart groups.
    worker: std::thread::JoinHandle<()>,
}

impl Running {
    /// Accepts no more connections, finishes what has begun, and returns.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        drop(self.accepting.await);
        // Every connection holds a receiver until it ends.
        drop(tokio::time::timeout(PATIENCE, self.stop.closed()).await);
        self.service.smart_groups.close();
        let worker = tokio::task::spawn_blocking(|| self.worker.join());
        drop(tokio::time::timeout(PATIENCE, worker).await);
    }
}

/// Opens the directory and starts the service.
pub async fn start(options: Options, content: impl Content + 'static) -> Result<Running, String> {
    options.check()?;
    let proxy = options.proxy.as_deref().map(|target| Proxy::new(target, options.ca.as_deref())).transpose()?;
    let listener = TcpListener::bind(options.listen).await.map_err(|error| format!("{}: {error}", options.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let opening = options.clone();
    let opened = tokio::task::spawn_blocking(move || {
        Sqlite::open(&opening.store, opening.fresh, &content).map(|directory| directory.lagging(opening.index_lag))
    });
    let directory = match opened.await {
        Ok(Ok(directory)) => directory,
        Ok(Err(EngineError(message))) => return Err(message),
        Err(error) => return Err(error.to_string()),
    };
    let run = tokens::random(4).ok_or("no random bytes")?;
    let service = Arc::new(Service::new(Box::new(directory), options, proxy, run));
    let working = service.clone();
    let worker = std::thread::Builder::new().name("updates".to_owned()).spawn(move || routes::work(&working));
    let worker = worker.map_err(|error| error.to_string())?;
    let (stop, stopped) = watch::channel(false);
    let accepting = tokio::spawn(accept(listener, service.clone(), stopped));
    Ok(Running { address, stop, accepting, service, worker })
}

async fn accept(listener: TcpListener, service: Arc<Service>, mut stopped: watch::Receiver<bool>) {
    let free = Arc::new(Semaphore::new(service.options.limits.connections));
    loop {
        // Whoever connects while all are taken waits until one is free.
        let free = free.clone();
        let next = async { (free.acquire_owned().await, listener.accept().await) };
        tokio::select! {
            _ = stopped.changed() => return,
            next = next => match next {
                (Ok(taken), Ok((stream, peer))) => {
                    drop(tokio::spawn(serve(stream, peer.ip(), taken, service.clone(), stopped.clone())));
                }
                // The process may be out of file handles. The next attempt may succeed, but a busy loop would not help.
                _ => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
}

/// Serves one connection; others can take its place once it has ended.
async fn serve(
    stream: TcpStream,
    peer: IpAddr,
    _taken: OwnedSemaphorePermit,
    service: Arc<Service>,
    mut stopped: watch::Receiver<bool>,
) {
    drop(stream.set_nodelay(true));
    let limits = service.options.limits.clone();
    let has_asked = Arc::new(AtomicBool::new(false));
    let asked = has_asked.clone();
    let answer = hyper::service::service_fn(move |request| {
        asked.store(true, Ordering::Relaxed);
        let service = service.clone();
        async move { respond(service, peer, request).await }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.idle)
        .serve_connection(TokioIo::new(stream), answer);
    let mut connection = std::pin::pin!(connection);
    let silence = async {
        tokio::time::sleep(limits.first).await;
        if has_asked.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        // If a connection ends with an error, the client notices it; there is nothing to do here.
        ended = connection.as_mut() => return drop(ended),
        () = silence => return,
        _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
        () = tokio::time::sleep(limits.connection) => connection.as_mut().graceful_shutdown(),
    }
    drop(tokio::time::timeout(PATIENCE, connection).await);
}
