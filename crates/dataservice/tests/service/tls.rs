//! `--proxy https://…` to a server whose certificate comes from a private authority.

use super::support::{Folder, STORE, Server};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A certificate authority, which no machine knows.
fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A server for `localhost` with a certificate of that authority, which answers every request alike; returns its URL.
fn serve(authority: &CertifiedIssuer<'static, KeyPair>) -> String {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, authority).unwrap();
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], private).unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    // The thread ends with the tests.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream.unwrap());
            let mut head = Vec::new();
            let mut buffer = [0; 1024];
            while !head.windows(4).any(|end| end == b"\r\n\r\n") {
                match stream.read(&mut buffer) {
                    // The client does not trust the certificate.
                    Ok(0) | Err(_) => break,
                    Ok(length) => head.extend_from_slice(&buffer[..length]),
                }
            }
            drop(
                stream
                    .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 15\r\nconnection: close\r\n\r\n{\"secure\":true}"),
            );
        }
    });
    url
}

fn proxied(target: &str, ca: Option<&Path>) -> Server {
    let (target, ca) = (target.to_owned(), ca.map(PathBuf::from));
    Server::unsigned(move |options| (options.proxy, options.ca) = (Some(target), ca))
}

#[test]
fn a_private_authority_is_trusted_where_it_is_named() {
    let folder = Folder::new();
    let write = |name: &str, text: &str| {
        let file = folder.0.join(name);
        std::fs::write(&file, text).unwrap();
        file
    };
    let (own, other) = (authority(), authority());
    let target = serve(&own);
    let path = format!("{STORE}/Users/olivia.owner");
    // Among others, as a file of a company has them.
    let ca = write("ca.pem", &format!("# The company's\n{}{}", other.pem(), own.pem()));
    assert_eq!(proxied(&target, Some(&ca)).get(&path).ok()["secure"], true);
    // Nobody else is believed: neither this machine's authorities vouch for it nor another one.
    let another = write("other.pem", &other.pem());
    for ca in [None, Some(&*another)] {
        assert!(proxied(&target, ca).get(&path).error(502).contains("cannot be reached"), "{ca:?}");
    }
    // The name in the certificate counts.
    let elsewhere = target.replace("localhost", "127.0.0.1");
    proxied(&elsewhere, Some(&ca)).get(&path).error(502);
}

#[test]
fn a_file_without_certificates_is_an_error() {
    let folder = Folder::new();
    let file = folder.0.join("ca.pem");
    std::fs::write(&file, "nothing").unwrap();
    let options = dataservice::Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        store: folder.0.join("directory.sqlite"),
        proxy: Some("https://localhost:1".to_owned()),
        ca: Some(file),
        ..dataservice::Options::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let error = runtime.block_on(dataservice::start(options)).err().unwrap();
    assert!(error.contains("ca.pem") && error.contains("no certificate"), "{error}");
}
