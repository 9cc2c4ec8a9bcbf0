//! The servers of the report's chapter on TLS, on Tokio and rustls.
//!
//! tokio-rustls-server tls-echo | tls-bulk PORT CHAIN.pem KEY.pem
//!
//! WORKERS in the environment is the number of worker threads.

use std::{env, fs::File, io, io::BufReader, sync::Arc};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::rustls::{self, cipher_suite, Certificate, PrivateKey, ServerConfig};
use tokio_rustls::{server::TlsStream, TlsAcceptor};

const PIECES: usize = 4096;
const PIECE: usize = 64 * 1024;

/// The suite that the other peers encrypt with.
static SUITES: [rustls::SupportedCipherSuite; 1] = [cipher_suite::TLS13_AES_256_GCM_SHA384];

fn config(chain: &str, key: &str) -> io::Result<ServerConfig> {
    let chain = rustls_pemfile::certs(&mut BufReader::new(File::open(chain)?))?;
    let keys = rustls_pemfile::pkcs8_private_keys(&mut BufReader::new(File::open(key)?))?;
    let key = keys.into_iter().next().ok_or(io::ErrorKind::NotFound)?;
    let mut config = ServerConfig::builder()
        .with_cipher_suites(&SUITES)
        .with_safe_default_kx_groups()
        .with_protocol_versions(&[&rustls::version::TLS13])
        .and_then(|builder| {
            builder.with_no_client_auth().with_single_cert(
                chain.into_iter().map(Certificate).collect(),
                PrivateKey(key),
            )
        })
        .map_err(|failure| io::Error::new(io::ErrorKind::InvalidInput, failure))?;
    config.session_storage = Arc::new(rustls::server::NoServerSessionStorage {});
    Ok(config)
}

async fn echo(mut peer: TlsStream<TcpStream>) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let length = peer.read(&mut buffer).await?;
        if length == 0 {
            return peer.shutdown().await;
        }
        peer.write_all(&buffer[..length]).await?;
        peer.flush().await?;
    }
}

async fn bulk(mut peer: TlsStream<TcpStream>) -> io::Result<()> {
    let piece = vec![0; PIECE];
    for _ in 0..PIECES {
        peer.write_all(&piece).await?;
    }
    peer.shutdown().await
}

async fn serve(port: u16, acceptor: TlsAcceptor, is_bulk: bool) -> io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("listening on {port}");
    loop {
        let (socket, _) = listener.accept().await?;
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            socket.set_nodelay(true)?;
            let peer = acceptor.accept(socket).await?;
            if is_bulk {
                bulk(peer).await
            } else {
                echo(peer).await
            }
        });
    }
}

fn main() -> io::Result<()> {
    let words: Vec<String> = env::args().collect();
    let usage = "tokio-rustls-server tls-echo | tls-bulk PORT CHAIN.pem KEY.pem";
    let [_, work, port, chain, key] = &words[..] else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, usage));
    };
    let port = port.parse().map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, usage))?;
    let workers = env::var("WORKERS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let acceptor = TlsAcceptor::from(Arc::new(config(chain, key)?));
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_io()
        .build()?
        .block_on(serve(port, acceptor, work == "tls-bulk"))
}
