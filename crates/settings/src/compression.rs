//! In which formats the files of a site are packed beside themselves, for servers that hand them out so.

use crate::read::Settings;

/// A format servers hand files out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CompressionFormat {
    Gzip,
    Brotli,
}

impl CompressionFormat {
    /// Every format.
    pub const ALL: [CompressionFormat; 2] = [CompressionFormat::Gzip, CompressionFormat::Brotli];

    /// Its name in settings.
    pub(crate) fn name(self) -> &'static str {
        match self {
            CompressionFormat::Gzip => "gzip",
            CompressionFormat::Brotli => "brotli",
        }
    }

    /// What its files end in, after the name of the file they are packed from.
    pub fn extension(self) -> &'static str {
        match self {
            CompressionFormat::Gzip => "gz",
            CompressionFormat::Brotli => "br",
        }
    }
}

/// Reads `compress`, each format once.
pub(crate) fn read_packings(settings: &mut Settings<'_, '_>) -> Vec<CompressionFormat> {
    let mut found = Vec::new();
    for (name, place) in settings.list("compress") {
        match CompressionFormat::ALL
            .into_iter()
            .find(|it| it.name() == name)
        {
            Some(it) => found.push(it),
            None => settings.refuse_at(place, "compress", &name, "gzip / brotli"),
        }
    }
    found.sort();
    found.dedup();
    found
}
