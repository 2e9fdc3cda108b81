//! The release as one file to download.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use anyhow::{Context, Result};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use crate::portal::files_in;

/// A ZIP archive of a folder, which is also the folder in it. It depends on names and contents alone: the files are in the
/// order of their names, with one time and one mode.
pub fn zip(folder: &Path) -> Result<Vec<u8>> {
    let name = folder.file_name().and_then(|name| name.to_str()).context("the folder to pack has no name")?;
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files_in(folder)? {
        let path = file.to_str().with_context(|| format!("{} is no name for an archive", file.display()))?;
        zip.start_file(format!("{name}/{}", path.replace('\\', "/")), options)?;
        let from = folder.join(&file);
        zip.write_all(&fs::read(&from).with_context(|| format!("cannot read {}", from.display()))?)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::time::{Duration, SystemTime};

    #[test]
    fn an_archive_depends_on_names_and_contents_alone() {
        let folder = std::env::temp_dir().join(format!("xtask-zip-{}", std::process::id()));
        let release = folder.join("portal-1");
        fs::create_dir_all(release.join("b")).unwrap();
        for (name, text) in [("b/c.txt", "c"), ("a.txt", "a")] {
            fs::write(release.join(name), text).unwrap();
        }
        let first = zip(&release).unwrap();
        let file = fs::File::options().write(true).open(release.join("a.txt")).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(1_000_000)).unwrap();
        assert!(first == zip(&release).unwrap());

        let mut read = zip::ZipArchive::new(Cursor::new(first)).unwrap();
        let names: Vec<_> = read.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["portal-1/a.txt", "portal-1/b/c.txt"]);
        let mut text = String::new();
        read.by_name("portal-1/b/c.txt").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "c");
        fs::remove_dir_all(folder).unwrap();
    }
}
