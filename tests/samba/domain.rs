//! A domain controller for one test run: Samba on its own loopback address, in a folder that is removed afterwards.
//!
//! Samba's LDAP port is fixed at 389, but all of 127.0.0.0/8 is this machine: the address is derived from the process
//! id, so that simultaneous runs and other services do not collide. Samba runs no other service here.

use super::folder::Folder;
use std::fs::File;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

pub const BASE: &str = "DC=demo,DC=local";
pub const ADMINISTRATOR: &str = "administrator@demo.local";
/// Good enough for a domain that exists for seconds and is reachable only from this machine.
pub const PASSWORD: &str = "Demo-Admin-1";

const PORT: u16 = 389;
/// Provisioning takes about four seconds, starting less than one.
const PATIENCE: Duration = Duration::from_secs(180);

/// Provisions the domain, runs it until its standard input is closed, and removes the folder. This is a script so that
/// it also happens when the test process is interrupted or killed. xattr_tdb is used because some file systems and
/// containers offer root no extended attributes.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
folder=$1 domain=$1/domain address=$2 password=$3
samba-tool domain provision --realm=DEMO.LOCAL --domain=DEMO --host-name=dc --host-ip="$address" \
    --adminpass="$password" --server-role=dc --dns-backend=NONE --targetdir="$domain" \
    --option="interfaces=$address/8" --option='bind interfaces only=yes' \
    --option="xattr_tdb:file=$domain/xattr.tdb" </dev/null &&
mkdir -p "$domain/run" &&
samba --interactive --model=single --no-process-group --debug-stdout --maximum-runtime=3600 \
    --configfile="$domain/etc/smb.conf" \
    --option='server services=ldap' \
    --option='ldap server require strong auth=no' \
    --option='tls enabled=no' \
    --option='ldb:nosync=true' \
    --option="pid directory=$domain/run" \
    --option="ncalrpc dir=$domain/run/ncalrpc" \
    --option="log file=$domain/run/log"
rm -rf -- "$folder"
"#;

/// A Samba domain controller that runs until this is dropped.
pub struct Domain {
    child: Child,
    /// Samba ends when this is closed.
    stdin: Option<ChildStdin>,
    address: SocketAddr,
    /// The output of the script and of Samba. Kept open, because the script removes the file before it may be read.
    words: File,
    /// Also used for other files of the test. The script removes it; dropping this covers the case that the script did
    /// not start.
    pub folder: Folder,
}

impl Domain {
    /// Starts provisioning without waiting for it.
    pub fn start() -> Self {
        let folder = Folder::new();
        let address = address();
        let words = folder.path().join("words");
        let file = File::create(&words).unwrap();
        let mut child = Command::new("sh")
            .args(["-c", SCRIPT, "samba"])
            .arg(folder.path())
            .args([address.to_string().as_str(), PASSWORD])
            .stdin(Stdio::piped())
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .spawn()
            .unwrap();
        let stdin = child.stdin.take();
        let words = File::open(words).unwrap();
        Self { child, stdin, address: (address, PORT).into(), words, folder }
    }

    /// Waits until LDAP answers, and returns its URL.
    pub fn url(&mut self) -> String {
        let began = Instant::now();
        while TcpStream::connect_timeout(&self.address, Duration::from_secs(1)).is_err() {
            let ended = self.child.try_wait().unwrap();
            if ended.is_some() || began.elapsed() > PATIENCE {
                let mut said = String::new();
                self.words.read_to_string(&mut said).unwrap();
                panic!("Samba does not answer at {} ({ended:?}). It said:\n{said}", self.address);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        format!("ldap://{}", self.address)
    }
}

impl Drop for Domain {
    fn drop(&mut self) {
        drop(self.stdin.take());
        drop(self.child.wait());
    }
}

/// A loopback address with a free LDAP port. On most systems, ports below 1024 need root.
fn address() -> Ipv4Addr {
    let own = std::process::id();
    let mut reason = None;
    for turn in 0..16_u32 {
        let [.., high, low] = own.wrapping_add(turn * 7919).to_be_bytes();
        // Host numbers 0 and 255 are avoided.
        let address = Ipv4Addr::new(127, 77, high, low.clamp(1, 254));
        match TcpListener::bind((address, PORT)) {
            Ok(_) => return address,
            Err(error) => reason = Some(error),
        }
    }
    panic!("LDAP's port {PORT} cannot be used on the loopback addresses 127.77.*.*: {reason:?}");
}
