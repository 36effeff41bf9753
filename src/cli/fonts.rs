//! Where systems keep their fonts.

use std::path::PathBuf;

/// Folders that hold fonts everywhere.
const SHARED: [&str; 5] =
    ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", "C:\\Windows\\Fonts"];

/// The same below what a variable of the environment names.
const OWN: [(&str, &str); 5] = [
    ("HOME", ".local/share/fonts"),
    ("HOME", ".fonts"),
    ("HOME", "Library/Fonts"),
    ("WINDIR", "Fonts"),
    ("LOCALAPPDATA", "Microsoft\\Windows\\Fonts"),
];

/// Every folder that may hold fonts on this machine.
#[allow(clippy::disallowed_methods, reason = "the environment is looked at in cli, and fonts stand in what it names")]
pub fn folders() -> Vec<PathBuf> {
    let own = OWN.iter().filter_map(|(name, below)| Some(PathBuf::from(std::env::var_os(name)?).join(below)));
    SHARED.iter().map(PathBuf::from).chain(own).filter(|it| it.is_dir()).collect()
}
