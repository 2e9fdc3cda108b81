//! A domain controller of one's own: Samba, on a loopback address that nobody else has, in a folder that goes with it.
//!
//! LDAP's port is fixed at 389 in Samba, but all of 127.0.0.0/8 is this machine: each process takes the address that its
//! id gives, so that runs at the same time and other services do not meet. Samba runs no other service here.

use super::folder::Folder;
use std::fs::File;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

pub const BASE: &str = "DC=demo,DC=local";
pub const ADMINISTRATOR: &str = "administrator@demo.local";
/// Good for a domain of some seconds that only this machine can reach.
pub const PASSWORD: &str = "Demo-Admin-1";

const PORT: u16 = 389;
/// Making the domain takes about four seconds, starting it less than one.
const PATIENCE: Duration = Duration::from_secs(180);

/// Makes the domain, runs it until nobody holds its standard input any more, and removes the folder: also when this
/// process is interrupted or killed, which is why it is not done here. Where a file system or a container keeps no
/// extended attributes for root, xattr_tdb does.
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

/// A running domain.
pub struct Domain {
    child: Child,
    /// Samba ends when this is closed.
    stdin: Option<ChildStdin>,
    address: SocketAddr,
    /// What the script and Samba say. Held open: the script removes it at its end, and it is wanted then.
    words: File,
    /// For other files of the test, too. The script removes it; this does so where the script could not begin.
    pub folder: Folder,
}

impl Domain {
    /// Begins to make one.
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

    /// Where LDAP answers, as soon as it does.
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

/// A loopback address at which LDAP's port is free. Ports below 1024 are root's on most systems.
fn address() -> Ipv4Addr {
    let own = std::process::id();
    let mut reason = None;
    for turn in 0..16_u32 {
        let [.., high, low] = own.wrapping_add(turn * 7919).to_be_bytes();
        // 0 and 255 at the end are no host's.
        let address = Ipv4Addr::new(127, 77, high, low.clamp(1, 254));
        match TcpListener::bind((address, PORT)) {
            Ok(_) => return address,
            Err(error) => reason = Some(error),
        }
    }
    panic!("LDAP's port {PORT} cannot be used on the loopback addresses 127.77.*.*: {reason:?}");
}
